"""Family: the word for what somebody is, and what the known ties suggest but nobody has said yet (P5)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from relmgr.domain.kinds import INVERSE, RelationKind
from relmgr.domain.pronouns import Pronouns
from relmgr.i18n import _, kept

FAMILY = (
    RelationKind.PARTNER,
    RelationKind.CHILD,
    RelationKind.PARENT,
    RelationKind.SIBLING,
    RelationKind.GRANDPARENT,
    RelationKind.GRANDCHILD,
    RelationKind.RELATIVE,
)
"""The kinds of ties that make a family, the nearest first."""

MOST_HINTS = 12
"""A large family is asked about a few at a time."""

_PARENTS_AT_MOST = 2


@kept
def by_pronouns(kind: RelationKind, pronouns: Pronouns | None, count: int = 1) -> str:
    """ "Mother", "Sisters": the word that pronouns allow; "" where they allow none. Nothing is ever guessed (DESIGN §9)."""
    words = {
        "she": {
            RelationKind.PARENT: (_("Mother"), _("Mothers")),
            RelationKind.SIBLING: (_("Sister"), _("Sisters")),
            RelationKind.GRANDPARENT: (_("Grandmother"), _("Grandmothers")),
            RelationKind.GRANDCHILD: (_("Granddaughter"), _("Granddaughters")),
        },
        "he": {
            RelationKind.PARENT: (_("Father"), _("Fathers")),
            RelationKind.SIBLING: (_("Brother"), _("Brothers")),
            RelationKind.GRANDPARENT: (_("Grandfather"), _("Grandfathers")),
            RelationKind.GRANDCHILD: (_("Grandson"), _("Grandsons")),
        },
    }
    one, many = words.get(pronouns.subject if pronouns else "", {}).get(kind, ("", ""))
    return one if count == 1 else many


@dataclass(frozen=True, slots=True)
class Tie:
    """`other` is the `kind` of `one`: (Megan, child, Tom) says that Tom is Megan's child."""

    one: int
    kind: RelationKind
    other: int

    @property
    def seen_back(self) -> "Tie":
        """The same, seen from the other."""
        return Tie(self.other, INVERSE[self.kind], self.one)


@dataclass(frozen=True, slots=True)
class FamilyHint:
    """A tie that follows from two others; `through` is the one they have in common."""

    tie: Tie
    through: int


def family_hints(person: int, ties: Iterable[Tie], declined: Iterable[Tie] = ()) -> tuple[FamilyHint, ...]:
    """What the ties around `person` suggest: offered, never added by themselves (P5).

    Two children of one parent are siblings; the parent of a parent is a grandparent; a partner's child has two
    parents; two parents of one child are partners, where neither has another partner and nothing else ties them. Only
    what concerns `person`, or two of those close to them. What was declined, whichever way round, is not offered again.
    """
    known = {each for tie in ties for each in (tie, tie.seen_back)}
    refused = {each for tie in declined for each in (tie, tie.seen_back)}
    around = _Around(known)
    near = {tie.other for tie in known if tie.one == person}
    found: dict[Tie, FamilyHint] = {}
    for through in (person, *sorted(near)):
        for tie in around.suggested_by(through):
            if through != person and person not in (tie.one, tie.other):
                continue
            if not any(each in told for each in (tie, tie.seen_back) for told in (known, refused, found)):
                found[tie] = FamilyHint(tie, through)
                if len(found) == MOST_HINTS:
                    return tuple(found.values())
    return tuple(found.values())


class _Around:
    """The ties by who and kind."""

    def __init__(self, known: set[Tie]) -> None:
        self._of: dict[tuple[int, RelationKind], list[int]] = defaultdict(list)
        self._tied: dict[int, set[int]] = defaultdict(set)
        for tie in sorted(known, key=lambda tie: (tie.one, tie.kind, tie.other)):
            self._of[tie.one, tie.kind].append(tie.other)
            self._tied[tie.one].add(tie.other)

    def _all(self, one: int, kind: RelationKind) -> list[int]:
        return self._of.get((one, kind), [])

    def suggested_by(self, through: int) -> Iterator[Tie]:
        """What follows for those on both sides of `through`."""
        children = self._all(through, RelationKind.CHILD)
        parents = self._all(through, RelationKind.PARENT)
        for one, other in combinations(children, 2):
            if other not in self._tied[one]:
                yield Tie(one, RelationKind.SIBLING, other)
        for child in children:
            for parent in parents:
                if parent not in self._tied[child]:
                    yield Tie(child, RelationKind.GRANDPARENT, parent)
            for partner in self._all(through, RelationKind.PARTNER):
                is_full = len(self._all(child, RelationKind.PARENT)) >= _PARENTS_AT_MOST
                if not is_full and partner not in self._tied[child]:
                    yield Tie(partner, RelationKind.CHILD, child)
        for one, other in combinations(parents, 2):
            is_taken = any(self._all(each, RelationKind.PARTNER) for each in (one, other))
            if not is_taken and other not in self._tied[one]:
                yield Tie(one, RelationKind.PARTNER, other)
