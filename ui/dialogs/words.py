"""The words forms offer for the fixed vocabularies."""

from relmgr.domain.kinds import FactSource, MilestoneKind, RelationKind, Sensitivity, Side
from relmgr.i18n import _, pgettext


def side_word(side: Side) -> str:
    """One of the eight sides of a person (P4)."""
    return {
        Side.WORK: _("Work"),
        Side.FAMILY: _("Family"),
        Side.HEALTH: _("Health and energy"),
        Side.PLACES: _("Places"),
        Side.INTERESTS: _("Interests"),
        Side.VALUES: _("Values"),
        Side.HUMOUR: _("Humour"),
        Side.HISTORY: _("History"),
    }[side]


def sensitivity_word(sensitivity: Sensitivity) -> str:
    """How a fact may be used in talk (P4)."""
    return {
        Sensitivity.FINE: _("Fine to mention"),
        Sensitivity.WORK_ONLY: _("Work only"),
        Sensitivity.NEVER_FIRST: _("Never mention first"),
    }[sensitivity]


def source_word(source: FactSource) -> str:
    """Where a fact was heard (P4)."""
    return {
        FactSource.CONVERSATION: _("A conversation"),
        FactSource.IMPORT: _("An import"),
        FactSource.OWN: _("Noted by hand"),
    }[source]


def milestone_word(kind: MilestoneKind) -> str:
    """What a date is (P6)."""
    return {
        MilestoneKind.BIRTHDAY: _("Birthday"),
        MilestoneKind.WEDDING: _("Wedding"),
        MilestoneKind.FIRST_MET: _("First met"),
        MilestoneKind.WORKING_TOGETHER: _("Started working together"),
        MilestoneKind.JOB_START: _("New job"),
        MilestoneKind.SCHOOL_START: _("First school day"),
        MilestoneKind.EXAM: _("Exam"),
        MilestoneKind.DEATH: _("Died"),
        MilestoneKind.CUSTOM: _("Something else"),
    }[kind]


def relation_word(kind: RelationKind) -> str:
    """What somebody is to a person (P5); the user's own word goes before it."""
    return {
        RelationKind.PARTNER: pgettext("relation", "Partner"),
        RelationKind.CHILD: _("Child"),
        RelationKind.PARENT: _("Parent"),
        RelationKind.SIBLING: _("Sibling"),
        RelationKind.GRANDPARENT: _("Grandparent"),
        RelationKind.GRANDCHILD: _("Grandchild"),
        RelationKind.RELATIVE: _("Relative"),
        RelationKind.FRIEND: _("Friend"),
        RelationKind.COLLEAGUE: _("Colleague"),
        RelationKind.MANAGER: _("Manager"),
        RelationKind.REPORT: _("Works for them"),
        RelationKind.ASSISTANT: _("Assistant"),
        RelationKind.ASSISTED: _("Whom they assist"),
        RelationKind.INTRODUCED_BY: _("Introduced them"),
        RelationKind.INTRODUCED: _("Introduced by them"),
        RelationKind.PET: _("Pet"),
        RelationKind.OWNER: _("Whose pet they are"),
        RelationKind.OTHER: _("Somebody else"),
    }[kind]
