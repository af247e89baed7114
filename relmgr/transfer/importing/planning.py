"""What an import would do, card by card, and why; nothing is written (X1)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from relmgr.domain.calendar_words import full_day
from relmgr.domain.ids import PersonId
from relmgr.i18n import _
from relmgr.store import Store
from relmgr.transfer.beyond import Loose, Part, Whole
from relmgr.transfer.importing import wording
from relmgr.transfer.importing.content import Content, content_of, looks_like_company
from relmgr.transfer.importing.erased import Erased
from relmgr.transfer.importing.existing import Existing, known_marks, load
from relmgr.transfer.importing.groups import label_of
from relmgr.transfer.importing.matching import Index, Known, Match, keys_of, known_of, look_up
from relmgr.transfer.importing.merging import merge, news
from relmgr.transfer.importing.proposing import Proposal, propose
from relmgr.transfer.sources import Entry
from relmgr.transfer.vcard import Card, CardKind, Problem

SLICE = 24
"""Cards compared at once: some five milliseconds."""


class Verdict(StrEnum):
    """What happens to a card."""

    NEW = "new"
    MERGE = "merge"
    SKIPPED = "skipped"


class Why(StrEnum):
    """The reason, for programs; people read the sentence."""

    NOBODY = "nobody_like_this"
    NAMESAKE = "only_the_name_is_the_same"
    ALIKE = "may_be_somebody_here"
    CHOSEN = "chosen"
    SAME_CARD = "same_card"
    SAME_UID = "same_uid"
    SAME_EMAIL = "same_email"
    SAME_PHONE = "same_phone"
    SAME_NAME = "same_name"
    SAME_SURNAME = "same_surname"
    NOTHING_NEW = "nothing_new"
    TWICE_IN_FILE = "twice_in_file"
    COMPANY = "company"
    GROUP = "group"
    NO_NAME = "no_name"
    IN_TRASH = "in_trash"
    ERASED = "erased"


class Offer(StrEnum):
    """What the user may do about a row."""

    NONE = "none"
    COMPARE = "compare"
    ADD_ANYWAY = "add_anyway"
    NAME_IT = "name_it"


_WHY_OF = {
    Match.CARD: Why.SAME_CARD,
    Match.UID: Why.SAME_UID,
    Match.EMAIL: Why.SAME_EMAIL,
    Match.PHONE: Why.SAME_PHONE,
    Match.NAME: Why.SAME_NAME,
    Match.SURNAME: Why.SAME_SURNAME,
}
_STRENGTH = {match: rank for rank, match in enumerate(Match)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One card and what happens to it. `target` is whom it merges into; `target_row` an earlier card of this import."""

    index: int
    card: Card = field(repr=False)
    verdict: Verdict
    why: Why
    reason: str
    """A sentence for people, without a full stop at its end."""
    title: str
    detail: str
    """The second line of the row: organisation and place, or the first contact method."""
    file_name: str = ""
    target: PersonId | None = None
    target_name: str = ""
    target_row: int | None = None
    offer: Offer = Offer.NONE
    replacing: frozenset[str] = frozenset()
    """Columns of the person in which the user lets the file's word stand."""
    given_name: str = ""
    """What the user typed for a card without a name."""
    content: Content = field(repr=False, compare=False)
    """What the card would write."""

    @property
    def whole(self) -> Whole | None:
        """The file that will write the row itself; None where its card is written."""
        return next((one.whole for one in self.card.beyond if isinstance(one, Part)), None)

    @property
    def is_writing(self) -> bool:
        """Whether importing the row writes something."""
        return self.verdict is not Verdict.SKIPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """All rows, and what was outside of any card."""

    file_names: tuple[str, ...]
    rows: tuple[PlanRow, ...]
    strays: tuple[tuple[str, Problem], ...]
    """(file, problem) pairs."""
    loose: tuple[tuple[str, Loose], ...] = ()
    """What belongs to no card: (source, things) pairs."""

    def count(self, verdict: Verdict) -> int:
        """How many rows end so."""
        return sum(row.verdict is verdict for row in self.rows)

    @property
    def writing(self) -> tuple[int, ...]:
        """Indices of all rows that write something."""
        return tuple(row.index for row in self.rows if row.is_writing)


def plan(store: Store, entries: Iterable[Entry], file_name: str = "") -> ImportPlan:
    """What importing these cards would do."""
    return plan_files(store, [(file_name, entries)])


def plan_files(store: Store, files: Iterable[tuple[str, Iterable[Entry]]]) -> ImportPlan:
    """What importing these files together would do: (name, entries) pairs."""
    planner = Planner(store)
    for name, entries in files:
        for batch in _batches(entries):
            planner.add(batch, name)
    return planner.plan()


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    batch: list[Entry] = []
    for entry in entries:
        batch.append(entry)
        if len(batch) == SLICE:
            yield batch
            batch = []
    yield batch


class Planner:
    """Compares cards slice by slice, so that a window stays alive. It reads; it never writes."""

    def __init__(self, store: Store) -> None:
        store.require_names()
        self._store = store
        self.rows = rows = list[PlanRow]()
        # Of the rows and not of the planner, which would hold itself: what cannot be freed at once keeps an archive open.
        self._in_file = Index(lambda index: known_of(index, rows[index].content))
        self._strays: list[tuple[str, Problem]] = []
        self._loose: list[tuple[str, Loose]] = []
        self._files: list[str] = []
        self._erased = Erased(store)

    def add(self, entries: Sequence[Entry], file_name: str = "") -> list[PlanRow]:
        """Rows for the next cards, at most SLICE of them if it is to take no more than a few milliseconds."""
        if file_name not in self._files:
            self._files.append(file_name)
        self._strays += [(file_name, entry) for entry in entries if isinstance(entry, Problem)]
        self._loose += [(entry.source, entry) for entry in entries if isinstance(entry, Loose)]
        cards = [entry for entry in entries if isinstance(entry, Card)]
        asked = [_Asked.of(card) for card in cards]
        if not cards:
            return []
        with self._store.read() as session:
            here = look_up(session, [(one.content, one.keys) for one in asked])
            hits = [here.find(one.known, one.keys) for one in asked]
            # Of a card that was imported as it stands nothing needs comparing.
            close = load(session, {hit[1] for hit in hits if hit is not None and hit[0] is not Match.CARD})
            marks = known_marks(session, (one.content for one in asked))
            open_ = [one.content for one, hit in zip(asked, hits, strict=True) if hit is None]
            alike = {id(open_[at]): found for at, found in propose(session, open_).items()}
        around = _Around(here, close, marks, alike)
        return [self._row(one, hit, around, file_name) for one, hit in zip(asked, hits, strict=True)]

    def things(self) -> int:
        """How many things that belong to no card would be written if nobody were imported."""
        with self._store.read() as session:
            return sum(not one.is_here(session) for _source, loose in self._loose for one in loose.beyond)

    def plan(self) -> ImportPlan:
        """What has been compared so far."""
        return ImportPlan(
            file_names=tuple(self._files),
            rows=tuple(self.rows),
            strays=tuple(self._strays),
            loose=tuple(self._loose),
        )

    def _row(self, asked: "_Asked", hit: "_Hit", around: "_Around", file_name: str) -> PlanRow:
        index = len(self.rows)
        row = PlanRow(
            index=index,
            card=asked.card,
            verdict=Verdict.NEW,
            why=Why.NOBODY,
            reason=_("Nobody with this name or e-mail yet"),
            title=asked.content.name or _("(no name)"),
            detail=wording.detail(asked.content, asked.card),
            file_name=file_name,
            content=asked.content,
        )
        row = self._unless_erased(self._judged(row, asked, hit, around))
        if row.why is Why.GROUP:
            row = self._group(row)
        self.rows.append(row)
        if row.why not in (Why.COMPANY, Why.GROUP, Why.NO_NAME, Why.IN_TRASH, Why.ERASED):
            self._in_file.add(index, asked.keys)
        return row

    def _group(self, row: PlanRow) -> PlanRow:
        """A group is nobody, but its name is a label on its members, in this import or here."""
        group = label_of(row.card, row.content)
        if group is None:
            return row
        self._loose.append((group.source, Loose(source=group.source, beyond=(group,))))
        words = _("A group of contacts, not a person. Its members get the label “{label}”")
        return replace(row, reason=words.format(label=group.label))

    def _judged(self, row: PlanRow, asked: "_Asked", hit: "_Hit", around: "_Around") -> PlanRow:
        twin = self._in_file.find(asked.known, asked.keys)
        if hit is not None and (hit[0] in (Match.CARD, Match.UID) or row.whole is not None):
            return self._matched(row, asked, hit, around)
        if row.whole is not None:  # everybody in it is somebody
            return row
        without = self._without_person(row, asked.content)
        if without is not None:
            return without
        if twin is not None and (hit is None or _STRENGTH[twin[0]] < _STRENGTH[hit[0]]):
            return self._like_earlier(row, twin)
        if hit is not None:
            return self._matched(row, asked, hit, around)
        if not asked.content.name:
            return replace(
                row, verdict=Verdict.SKIPPED, why=Why.NO_NAME, reason=_("Has no name"), offer=Offer.NAME_IT
            )
        namesake, alike = around.here.namesake(asked.keys), around.alike.get(id(asked.content))
        if alike is not None and (namesake is None or namesake.key != alike.person or alike.says_more):
            return self._alike(row, alike)
        return row if namesake is None else self._namesake(row, namesake)

    def _unless_erased(self, row: PlanRow) -> PlanRow:
        """Whoever was erased does not come back unasked (quality.md §4)."""
        day = self._erased.day_of(row.content) if row.verdict is Verdict.NEW else None
        if day is None:
            return row
        reason = _("You erased this person on {day}").format(day=full_day(day))
        return replace(
            row, verdict=Verdict.SKIPPED, why=Why.ERASED, reason=reason, offer=Offer.ADD_ANYWAY, target=None
        )

    def _namesake(self, row: PlanRow, known: Known) -> PlanRow:
        reason = _("There is {name} already, but nothing else is the same").format(name=known.shown)
        target = PersonId(known.key)
        return replace(
            row, why=Why.NAMESAKE, reason=reason, target=target, target_name=known.shown, offer=Offer.COMPARE
        )

    def _alike(self, row: PlanRow, alike: Proposal) -> PlanRow:
        """Only proposed: whoever presses Import without a look gets a person of their own, as the row says."""
        reason = _("May be {name}. {reasons}").format(name=alike.name, reasons=alike.reasons)
        target = PersonId(alike.person)
        return replace(
            row, why=Why.ALIKE, reason=reason, target=target, target_name=alike.name, offer=Offer.COMPARE
        )

    def _without_person(self, row: PlanRow, content: Content) -> PlanRow | None:
        card = row.card
        if card.kind is CardKind.GROUP:
            return replace(
                row,
                verdict=Verdict.SKIPPED,
                why=Why.GROUP,
                reason=_("A group of contacts, not a person"),
                detail=wording.members(card) or row.detail,
            )
        if looks_like_company(card):
            firm = next((job.organisation for job in content.jobs), row.title)
            title = content.name or firm
            return replace(
                row,
                verdict=Verdict.SKIPPED,
                why=Why.COMPANY,
                reason=_("Looks like a company, there is no person in it"),
                title=title,
                detail=wording.detail(content, card, title),
                offer=Offer.ADD_ANYWAY,
            )
        return None

    def _matched(self, row: PlanRow, asked: "_Asked", hit: tuple[Match, int], around: "_Around") -> PlanRow:
        match, known = hit[0], around.here.known(hit[1])
        row = replace(
            row, target=PersonId(known.key), target_name=known.shown, why=_WHY_OF[match], offer=Offer.COMPARE
        )
        if known.is_in_trash:
            reason = _("{name} is in the trash; put them back from there").format(name=known.shown)
            return replace(
                row, verdict=Verdict.SKIPPED, why=Why.IN_TRASH, reason=reason, offer=Offer.ADD_ANYWAY
            )
        existing = around.close.get(known.key)
        addition = (
            None if match is Match.CARD or existing is None else merge(asked.content, existing, around.marks)
        )
        shared = wording.shared(match, known.shown, asked.content, existing)
        if existing is None or addition is None or addition.is_empty:
            reason = _("{shared}. Nothing new, nothing changes").format(shared=shared)
            return replace(row, verdict=Verdict.SKIPPED, why=Why.NOTHING_NEW, reason=reason)
        ending = _("Please check") if match is Match.SURNAME else news(addition, existing)
        reason = _("{shared}. {news}").format(shared=shared, news=ending)
        return replace(row, verdict=Verdict.MERGE, reason=reason)

    def _like_earlier(self, row: PlanRow, twin: tuple[Match, int]) -> PlanRow:
        match, earlier = twin[0], self.rows[twin[1]]
        place = wording.place(earlier.card.line, earlier.file_name, row.file_name)
        if match is Match.CARD:
            reason = _("Same as {place}").format(place=place)
            detail = _("Line {line}").format(line=row.card.line)
            return replace(row, verdict=Verdict.SKIPPED, why=Why.TWICE_IN_FILE, reason=reason, detail=detail)
        reason = wording.shared_in_file(match, earlier.title, place)
        return replace(
            row, verdict=Verdict.MERGE, why=_WHY_OF[match], reason=reason, target_row=earlier.index,
            target_name=earlier.title, offer=Offer.COMPARE,
        )  # fmt: skip


_Hit = tuple[Match, int] | None


@dataclass(frozen=True, slots=True)
class _Around:
    """What is here that a slice of cards is compared with."""

    here: Index
    close: dict[int, Existing]
    marks: set[tuple[str, str]]
    alike: dict[int, Proposal]
    """Whom a card may be about that nothing decides, by the identity of its content."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A card with what it says and what to look it up by, worked out once."""

    card: Card
    content: Content
    keys: list[tuple[Match, str]]
    known: Known

    @classmethod
    def of(cls, card: Card) -> "_Asked":
        content = content_of(card)
        return cls(card, content, keys_of(content), known_of(0, content))


def as_new(row: PlanRow, name: str = "") -> PlanRow:
    """The row as the user decided: added as a person of their own, under `name` where the card has none."""
    return replace(
        row,
        verdict=Verdict.NEW,
        why=Why.CHOSEN,
        reason=_("Added because you said so"),
        title=name.strip() or row.title,
        target_row=None,
        given_name=name.strip(),
        content=content_of(row.card, name.strip() or row.title),
        offer=Offer.COMPARE if row.offer is Offer.COMPARE and row.target is not None else Offer.NONE,
    )


def as_merge(
    row: PlanRow, target: PersonId, target_name: str, replacing: frozenset[str] = frozenset()
) -> PlanRow:
    """The row as the user decided: it adds what it knows to `target`, and changes the columns `replacing`."""
    return replace(
        row,
        verdict=Verdict.MERGE,
        why=Why.CHOSEN,
        reason=_("Merged with {name} because you said so").format(name=target_name),
        target=target,
        target_name=target_name,
        target_row=None,
        replacing=replacing,
    )


__all__ = [
    "ImportPlan",
    "Known",
    "Match",
    "Offer",
    "PlanRow",
    "Planner",
    "Verdict",
    "Why",
    "as_merge",
    "as_new",
    "plan",
    "plan_files",
]
