"""What a card tells of somebody's life: dates, and the people they are tied to."""

from relmgr.domain.kinds import MilestoneKind, RelationKind
from relmgr.i18n import _
from relmgr.transfer.vcard import dates, vocabulary, worded_dates
from relmgr.transfer.vcard.contacts import scheme_of
from relmgr.transfer.vcard.draft import Draft, Handler
from relmgr.transfer.vcard.lines import ContentLine
from relmgr.transfer.vcard.model import Fate, MilestoneValue, RelationValue

_UUID_LENGTH = 36
_REPEATED = ("X-ABDATE", "X-ANDROID-CUSTOM")
_MILESTONES = frozenset(MilestoneKind)
_RELATIONS = frozenset(RelationKind)


def _milestone(kind: MilestoneKind) -> Handler:
    def handle(draft: Draft, line: ContentLine) -> Fate:
        return _add_date(draft, line, draft.text(line), kind, "")

    return handle


def _add_date(draft: Draft, line: ContentLine, text: str, kind: MilestoneKind, title: str) -> Fate:
    if not text:
        return Fate.EMPTY
    found = dates.read_date(text, line.head.parameters.get("X-APPLE-OMIT-YEAR", ""))
    if found is None and (worded := worded_dates.read(text)) is not None:
        found = (worded, False)
    if found is None:
        return draft.keep(line, _("This is not a date that can be reminded of; it is kept as text."))
    date, had_time = found
    milestone = MilestoneValue(kind=kind, title=title, date=date)
    if line.head.name in _REPEATED or draft.single_dates.setdefault(kind, milestone) is milestone:
        draft.milestones.append(milestone)
    elif draft.single_dates[kind] != milestone:
        return draft.keep(
            line, _("The card gives a second, different date of this kind; the first was taken.")
        )
    if had_time:
        draft.remark(line, _("The time of day was not taken over."))
    return Fate.MAPPED


def _ab_date(draft: Draft, line: ContentLine) -> Fate:
    text = draft.text(line)
    label = draft.own_label_of(line) or line.head.label if text else ""
    kind, title = vocabulary.milestone_of_label(label)
    stated = line.head.parameters.get("X-RELMGR-KIND", "")
    if stated in _MILESTONES:
        kind, title = MilestoneKind(stated), label
    return _add_date(draft, line, text, kind, title)


def _related(draft: Draft, line: ContentLine) -> Fate:
    text = draft.text(line)
    parameters = line.head.parameters
    name = parameters.get("X-RELMGR-NAME", "")
    stated = parameters.get("VALUE", "").lower()
    is_reference = stated == "uri" or (stated != "text" and (scheme_of(text)[0] != "" or _is_uuid(text)))
    if not text and not name:
        return Fate.EMPTY
    kind, finer = vocabulary.relation_of_words(line.head.types)
    own = draft.own_label_of(line)
    relation = RelationValue(
        kind=kind,
        name=name if is_reference else text,
        uid=text if is_reference else "",
        label=parameters.get("X-LABEL", "") or own or finer,
    )
    draft.relations.append(relation)
    return Fate.MAPPED


def _is_uuid(text: str) -> bool:
    return len(text) == _UUID_LENGTH and text.count("-") == 4 and text.replace("-", "").isalnum()


def _related_name(draft: Draft, line: ContentLine) -> Fate:
    """Apple's X-ABRELATEDNAMES: the relation stands in the group's X-ABLabel."""
    name = draft.text(line)
    uid = line.head.parameters.get("X-RELMGR-UID", "")
    if not name and not uid:
        return Fate.EMPTY
    own = draft.own_label_of(line)
    stated = line.head.parameters.get("X-RELMGR-KIND", "")
    if stated in _RELATIONS:
        kind, label = RelationKind(stated), own
    else:
        kind, label = relation_of_label(own) if own else vocabulary.relation_of_words(line.head.types)
    draft.relations.append(RelationValue(kind=kind, name=name, uid=uid, label=label))
    return Fate.MAPPED


def relation_of_label(label: str) -> tuple[RelationKind, str]:
    """The relation that one label names; a label of the user's own is kept as it is written."""
    kind, finer = vocabulary.relation_of_words((label,))
    return (
        (kind, label) if (finer and finer != label.lower()) or kind is RelationKind.OTHER else (kind, finer)
    )


def _named(word: str) -> Handler:
    def handle(draft: Draft, line: ContentLine) -> Fate:
        name = draft.text(line)
        if not name:
            return Fate.EMPTY
        kind, label = vocabulary.relation_of_words((word,))
        for one in _names(draft, line, name):
            draft.relations.append(RelationValue(kind=kind, name=one, label=label))
        return Fate.MAPPED

    return handle


def _names(draft: Draft, line: ContentLine, whole: str) -> list[str]:
    """Nokia's phones list all children in one line; Outlook writes the spouse as N is written, and says so."""
    if line.head.name == "X-CHILDREN":
        return [name for name in draft.pieces(line, ",") if name] or [whole]
    if "N" in line.head.types:
        family, given, *others = [*draft.pieces(line, ";"), ""]
        return [" ".join(part for part in (given, *others, family) if part) or whole]
    return [whole]


def _android(draft: Draft, line: ContentLine) -> Fate:
    """X-ANDROID-CUSTOM: a row of Android's contact table, by its MIME type (ContactsContract.CommonDataKinds)."""
    row = [*draft.pieces(line, ";"), "", "", ""]
    kind, value, number, label = row[0].rpartition("/")[2], row[1], row[2], row[3]
    if not value:
        return Fate.EMPTY if kind in ("nickname", "relation", "contact_event") else draft.keep(line)
    if kind == "nickname" and not any(row[4:]):
        if value not in draft.nicknames:
            draft.nicknames.append(value)
        return Fate.MAPPED
    if kind == "contact_event":
        word = label or vocabulary.ANDROID_EVENTS.get(number, "")
        milestone, title = vocabulary.milestone_of_label(word)
        return _add_date(draft, line, value, milestone, title)
    if kind == "relation":
        relation, finer = relation_of_label(label or vocabulary.ANDROID_RELATIONS.get(number, ""))
        draft.relations.append(RelationValue(kind=relation, name=value, label=finer))
        return Fate.MAPPED
    return draft.keep(line)


def _agent(draft: Draft, line: ContentLine) -> Fate:
    """AGENT is empty before a nested card, which the reader deals with; written in one line it is kept."""
    return draft.keep(line) if line.value.strip() else Fate.EMPTY


HANDLERS: dict[str, Handler] = {
    "AGENT": _agent,
    "BDAY": _milestone(MilestoneKind.BIRTHDAY),
    "DEATHDATE": _milestone(MilestoneKind.DEATH),
    "RELATED": _related,
    "X-ABDATE": _ab_date,
    "X-ABRELATEDNAMES": _related_name,
    "X-ANDROID-CUSTOM": _android,
    **{name: _milestone(MilestoneKind.WEDDING) for name in vocabulary.ANNIVERSARIES},
    **{name: _named(word) for name, word in vocabulary.MANAGER_AND_OTHERS.items()},
}
