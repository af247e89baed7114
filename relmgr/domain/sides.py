"""The eight sides of a person: their words, which of them are known, and good questions for each (P4)."""

from collections.abc import Collection, Iterable

from relmgr.domain.kinds import MilestoneKind, RelationKind, Side
from relmgr.domain.names import is_right_to_left, isolate
from relmgr.domain.pronouns import Pronouns, owner
from relmgr.i18n import _, kept, ngettext

FAMILY_RELATIONS = frozenset(
    {
        RelationKind.PARTNER,
        RelationKind.CHILD,
        RelationKind.PARENT,
        RelationKind.SIBLING,
        RelationKind.GRANDPARENT,
        RelationKind.GRANDCHILD,
        RelationKind.RELATIVE,
        RelationKind.PET,
    }
)
ASKED_FIRST = (
    Side.FAMILY,
    Side.INTERESTS,
    Side.HISTORY,
    Side.PLACES,
    Side.VALUES,
    Side.WORK,
    Side.HUMOUR,
    Side.HEALTH,
)
"""The order in which unknown sides are asked about: from what people like to tell to what needs trust."""


@kept
def side_words(side: Side) -> str:
    """The side as a label."""
    words = {
        Side.WORK: _("Work"),
        Side.FAMILY: _("Family"),
        Side.HEALTH: _("Health and energy"),
        Side.PLACES: _("Places"),
        Side.INTERESTS: _("Interests"),
        Side.VALUES: _("Values"),
        Side.HUMOUR: _("Humour"),
        Side.HISTORY: _("History"),
    }
    return words[side]


def sides_known(
    facts: Iterable[Side],
    relations: Iterable[RelationKind] = (),
    *,
    milestones: Collection[MilestoneKind] = (),
    has_role: bool = False,
    city: str = "",
) -> frozenset[Side]:
    """The sides something is known of: each side of a fact, family by a relative or a wedding day, places by a city.

    A role (`has_role`) counts for nothing here: a job title is the logo, not the person. Nor do birthdays: they say
    when, not who.
    """
    known = set(facts)
    if FAMILY_RELATIONS.intersection(relations) or MilestoneKind.WEDDING in milestones:
        known.add(Side.FAMILY)
    if city.strip():
        known.add(Side.PLACES)
    return frozenset(known)


def sides_sentence(known: Collection[Side], name: str, pronouns: Pronouns | None) -> str:
    """ "You know 3 of 8 sides of her." """
    who = pronouns.object if pronouns else isolate(name) if is_right_to_left(name) else name
    many = ngettext(
        "You know {count} of {all} sides of {who}.", "You know {count} of {all} sides of {who}.", len(known)
    )
    return many.format(count=len(known), all=len(Side), who=who)


def unknown_sentence(side: Side, name: str, pronouns: Pronouns | None) -> str:
    """Why a question about this side is offered: "You do not know her family yet." """
    words = {
        Side.WORK: _("You do not know yet what {whose} work is like."),
        Side.FAMILY: _("You do not know {whose} family yet."),
        Side.HEALTH: _("You do not know yet what gives and takes {whose} energy."),
        Side.PLACES: _("You do not know {whose} places yet."),
        Side.INTERESTS: _("You do not know {whose} interests yet."),
        Side.VALUES: _("You do not know {whose} values yet."),
        Side.HUMOUR: _("You do not know {whose} humour yet."),
        Side.HISTORY: _("You do not know {whose} history yet."),
    }
    return words[side].format(whose=owner(name, pronouns))


@kept
def questions(side: Side) -> tuple[str, ...]:
    """Good questions to get to know this side, the lightest first; open ones, asked to the person's face."""
    bank = {
        Side.WORK: (
            _("Which part of your work would you do for nothing?"),
            _("What does a good day look like for you?"),
            _("What are you learning at the moment?"),
            _("Who do you turn to when you are stuck?"),
            _("Which piece of work are you proudest of?"),
            _("What would you change if you could decide alone?"),
        ),
        Side.FAMILY: (
            _("Who are you when you are not at work?"),
            _("Who is waiting for you at home?"),
            _("Where do the people you love live?"),
            _("Who in your family are you most like?"),
            _("What do you all do together when nothing is planned?"),
            _("Who taught you what you know best?"),
        ),
        Side.HEALTH: (
            _("What gives you energy at the moment?"),
            _("When in the day are you at your best?"),
            _("How do you rest when a week was long?"),
            _("What keeps you moving?"),
            _("How are you sleeping in these busy weeks?"),
            _("What has been weighing on you lately?"),
        ),
        Side.PLACES: (
            _("Where do you feel most at home?"),
            _("Where did you grow up?"),
            _("Which place would you show a visitor first?"),
            _("Where was your best journey?"),
            _("Where would you live if work did not matter?"),
            _("Where do you go to think?"),
        ),
        Side.INTERESTS: (
            _("What do you do on a free Saturday?"),
            _("What are you reading or listening to?"),
            _("What could you talk about for an hour?"),
            _("What did you love doing as a child?"),
            _("What would you like to learn next?"),
            _("What have you made with your own hands?"),
        ),
        Side.VALUES: (
            _("What matters most to you when you work with somebody?"),
            _("What makes you trust a person?"),
            _("Which decision are you glad you took?"),
            _("What would you never do for money?"),
            _("Whom do you admire, and for what?"),
            _("What do you wish people knew about you?"),
        ),
        Side.HUMOUR: (
            _("What made you laugh lately?"),
            _("Who is the funniest person you know?"),
            _("What went so wrong that you can laugh about it now?"),
            _("Which film do you still laugh at?"),
            _("What is the silliest thing on your desk?"),
            _("What do your friends tease you about?"),
        ),
        Side.HISTORY: (
            _("How did you come to do what you do?"),
            _("What was your first job?"),
            _("What did you want to be when you were ten?"),
            _("Which turn in your life surprised you most?"),
            _("Who gave you your first chance?"),
            _("What would you tell yourself of ten years ago?"),
        ),
    }
    return bank[side]
