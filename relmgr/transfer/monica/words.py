"""Monica's own vocabularies in ours: relationships, activities, life events, contact fields, how often."""

from relmgr.domain.kinds import ContactKind, ConversationKind, KindnessKind, MilestoneKind, RelationKind
from relmgr.i18n import _

_SAME = ("parent", "child", "sibling", "grandparent", "grandchild", "partner", "friend", "colleague")


def relation(name: str) -> tuple[RelationKind, str]:
    """What somebody is to the other, and the finer word for it. Relationships of one's own keep their name."""
    known: dict[str, tuple[RelationKind, str]] = {
        **{word: (RelationKind(word), "") for word in _SAME},
        "spouse": (RelationKind.PARTNER, _("spouse")),
        "date": (RelationKind.PARTNER, _("date")),
        "lover": (RelationKind.PARTNER, _("lover")),
        "inlovewith": (RelationKind.OTHER, _("in love with")),
        "lovedby": (RelationKind.OTHER, _("loved by")),
        "ex": (RelationKind.OTHER, _("former partner")),
        "stepparent": (RelationKind.PARENT, _("step-parent")),
        "stepchild": (RelationKind.CHILD, _("stepchild")),
        "uncle": (RelationKind.RELATIVE, _("uncle or aunt")),
        "nephew": (RelationKind.RELATIVE, _("nephew or niece")),
        "cousin": (RelationKind.RELATIVE, _("cousin")),
        "godfather": (RelationKind.RELATIVE, _("godparent")),
        "godson": (RelationKind.RELATIVE, _("godchild")),
        "bestfriend": (RelationKind.FRIEND, _("best friend")),
        "boss": (RelationKind.MANAGER, ""),
        "subordinate": (RelationKind.REPORT, ""),
        "mentor": (RelationKind.OTHER, _("mentor")),
        "protege": (RelationKind.OTHER, _("protégé")),
    }
    return known.get(name.strip().lower(), (RelationKind.OTHER, name.strip()))


_MEALS = frozenset(
    (
        "ate_at_their_place",
        "went_bar",
        "ate_at_home",
        "picnicked",
        "ate_restaurant",
        "food",
        "drank",
        "coffee",
    )
)
_EVENTS = frozenset(
    (
        "went_theater",
        "went_concert",
        "went_play",
        "went_museum",
        "went_to_concert",
        "cultural_activities",
        "party",
    )
)


def activity(key: str) -> ConversationKind:
    """How an activity took place, from the key of its type: a meal, an event, else a meeting."""
    if key in _MEALS:
        return ConversationKind.MEAL
    return ConversationKind.EVENT if key in _EVENTS else ConversationKind.MEETING


_LIFE = {
    "new_job": MilestoneKind.JOB_START,
    "marriage": MilestoneKind.WEDDING,
    "wedding": MilestoneKind.WEDDING,
    "study_abroad": MilestoneKind.CUSTOM,
    "new_school": MilestoneKind.SCHOOL_START,
}


def life_event(key: str) -> MilestoneKind:
    """What kind of date a life event is, from the key of its type."""
    return _LIFE.get(key, MilestoneKind.CUSTOM)


GIFTS = {
    "idea": KindnessKind.GIFT_IDEA,
    "offered": KindnessKind.GIFT_GIVEN,
    "received": KindnessKind.GIFT_RECEIVED,
}
UNITS = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
"""Monica's frequencies as RFC 5545 names them; "one_time" is none."""


def contact_field(name: str, protocol: str, kind: str, value: str) -> tuple[ContactKind, str]:
    """The kind of a contact field, and the network of a chat handle."""
    if kind == "email" or protocol == "mailto:":
        return ContactKind.EMAIL, ""
    if kind == "phone" or protocol == "tel:":
        return ContactKind.PHONE, ""
    if "@" in value and "." in value.rpartition("@")[2] and not name:
        return ContactKind.EMAIL, ""
    if value.lower().startswith(("http://", "https://", "www.")):
        return ContactKind.LINK, name.lower()
    return ContactKind.CHAT, name.lower()
