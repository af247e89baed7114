"""What the Referrals page shows, as lines and words: pure, from what the service found."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field

from relmgr.domain.ids import PersonId
from relmgr.domain.names import is_right_to_left, isolate
from relmgr.domain.numbers import listed
from relmgr.domain.referral_graph import Forest, Placed, Tie, forest, growing
from relmgr.i18n import _, ngettext
from relmgr.services.referrals import ReferralLink, ReferralRow, ReferralsView, Thanks


@dataclass(frozen=True, slots=True)
class Ring:
    """The whole graph: who stands under whom, and how each line between two people stands."""

    view: ReferralsView
    trees: Forest
    lines: dict[tuple[int, int], Thanks] = field(default_factory=dict)
    """By who brought whom; of several introductions between two the one that still asks counts."""


def ring_of(view: ReferralsView) -> Ring:
    """The graph of `view`, where there is little of it."""
    return _ring(view, forest([int(person) for person in view.people], _ties(view)))


def growing_ring(view: ReferralsView) -> Generator[None, None, Ring]:
    """The graph of `view`, a step at a time."""
    trees = yield from growing([int(person) for person in view.people], _ties(view))
    yield
    return _ring(view, trees)


def _ties(view: ReferralsView) -> tuple[Tie, ...]:
    return tuple(Tie(link.by, link.of) for link in view.links)


def _ring(view: ReferralsView, trees: Forest) -> Ring:
    lines: dict[tuple[int, int], Thanks] = {}
    for link in view.links:
        pair = (int(link.by), int(link.of))
        if lines.get(pair) is not Thanks.OWED:
            lines[pair] = link.thanks
    return Ring(view, trees, lines)


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of the list, with how many stand under it."""

    title: str
    count: int
    has_more: bool = False
    """Whether more are still being read."""

    @property
    def number(self) -> str:
        """How many there are, or that there are so many at least."""
        return f"{self.count}+" if self.has_more else str(self.count)


def list_lines(view: ReferralsView) -> tuple[Head | ReferralRow, ...]:
    """The list from its top: what is owed, what was thanked, and what nothing asks for any more."""
    lines: list[Head | ReferralRow] = []
    for title, rows in (
        (_("You owe a thank-you"), view.owed),
        (_("Thanked"), view.thanked),
        (_("Let be"), view.let_be),
    ):
        if rows:
            lines += [Head(title, len(rows), not view.is_whole), *rows]
    return tuple(lines)


def state_words(row: ReferralRow) -> str:
    """How an introduction stands."""
    if row.thanks is Thanks.OWED:
        return _("thank-you owed for the work") if row.again else _("thank-you owed")
    return {Thanks.THANKED: _("thanked"), Thanks.LET_BE: _("nothing is due")}[row.thanks]


def row_words(row: ReferralRow) -> str:
    """A row of the list as it is read out."""
    return _(", ").join((row.by.name, row.words, state_words(row)))


def disc_words(ring: Ring, placed: Placed) -> str:
    """A disc of the graph as it is read out: who, through whom, whom they brought."""
    if placed.key.is_rest:
        return rest_words(placed.folded)
    view, person = ring.view, PersonId(placed.key.person or 0)
    said = [view.people[person].name]
    through = [link for link in view.links if link.of == person]
    if not through:
        said.append(_("met directly"))
    for link in through:
        by = in_sentence(view.people[link.by].name)
        state = {
            Thanks.OWED: _("introduced by {name}, thank-you owed"),
            Thanks.THANKED: _("introduced by {name}, thanked"),
            Thanks.LET_BE: _("introduced by {name}"),
        }[link.thanks]
        said.append(state.format(name=by))
    brought = tuple(dict.fromkeys(in_sentence(view.people[link.of].first_name) for link in _by(ring, person)))
    if brought:
        said.append(_("introduced {names}").format(names=listed(brought)))
    if placed.folded:
        said.append(folded_words(placed.folded))
    return _("; ").join(said)


def _by(ring: Ring, person: PersonId) -> Iterable[ReferralLink]:
    return (link for link in ring.view.links if link.by == person)


def rest_words(count: int) -> str:
    """A disc that stands for several."""
    return ngettext("{count} more person", "{count} more people", count).format(count=count)


def folded_words(count: int) -> str:
    """How many people stand folded in a disc."""
    return ngettext("{count} person folded", "{count} people folded", count).format(count=count)


def in_sentence(name: str) -> str:
    """A name that disturbs no sentence around it."""
    return isolate(name) if is_right_to_left(name) else name
