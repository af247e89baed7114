"""A card beside whom it may be: both in the same words, line by line."""

from dataclasses import dataclass, replace
from enum import StrEnum

from relmgr.domain import phrases
from relmgr.domain.kinds import ContactKind, MilestoneKind
from relmgr.i18n import _
from relmgr.store import Store
from relmgr.transfer.importing.content import Content, column_words, content_of
from relmgr.transfer.importing.existing import Existing, known_marks, load
from relmgr.transfer.importing.merging import REPLACEABLE, merge
from relmgr.transfer.importing.planning import ImportPlan, PlanRow
from relmgr.transfer.vcard import Card, MilestoneValue


class Fares(StrEnum):
    """What becomes of one value of the file beside what stands here."""

    HERE = "here"
    """The file says nothing of it, or the same."""
    NEW = "new"
    KEPT = "kept"
    """It contradicts, so it is kept as a line beside what stands here."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Compared:
    """One line: what it is about, what the file says, and what stands here; either may be empty.

    `column` is set where the user may let the file's word stand instead.
    """

    label: str
    in_file: str
    here: str
    fares: Fares = Fares.HERE
    column: str = ""

    @property
    def differs(self) -> bool:
        """Whether the two say different things."""
        return bool(self.in_file) and self.in_file != self.here


Said = list[tuple[str, str]]


def compare(store: Store, plan: ImportPlan, row: PlanRow) -> tuple[Compared, ...]:
    """The card of `row` beside the person, or the earlier card, that it matches; only lines that one of them fills."""
    mine = _said_by(row.content)
    theirs: Said = []
    if row.target is not None:
        with store.read() as session:
            existing = load(session, (row.target,)).get(row.target)
            marks = known_marks(session, (row.content,))
        theirs = (
            [] if existing is None else [*_said_here(existing), *_here_already(row.content, existing, marks)]
        )
    elif row.target_row is not None:
        theirs = _said_by(plan.rows[row.target_row].content)
    return _side_by_side(mine, theirs)


def told(card: Card) -> list[tuple[str, str]]:
    """What a card would write, line by line: (what it is about, what it says)."""
    return _said_by(content_of(card))


def _here_already(content: Content, existing: Existing, marks: set[tuple[str, str]]) -> Said:
    """What the card says that stands here under no heading of its own: ties, kept lines, what came with the record."""
    new = merge(content, existing, marks)
    here = replace(
        content,
        relations=tuple(one for one in content.relations if one not in new.relations),
        lines=tuple(one for one in content.lines if one not in new.lines),
        columns=tuple(one for one in content.columns if one not in new.columns),
        beyond=tuple(one for one in content.beyond if one not in new.beyond),
        facts=tuple(one for one in content.facts if one not in new.facts),
    )
    return _besides(here)


def _side_by_side(mine: Said, theirs: Said) -> tuple[Compared, ...]:
    lines: list[Compared] = []
    for label in dict.fromkeys(label for label, _text in (*mine, *theirs)):
        left = [text for one, text in mine if one == label]
        right = [text for one, text in theirs if one == label]
        # The same value twice stands in one line; the rest follows in the order given.
        shared = [text for text in left if text in right]
        left = shared + [text for text in left if text not in shared]
        right = shared + [text for text in right if text not in shared]
        for at in range(max(len(left), len(right))):
            lines.append(
                _compared(label, left[at] if at < len(left) else "", right[at] if at < len(right) else "")
            )
    return tuple(lines)


def _compared(label: str, in_file: str, here: str) -> Compared:
    if not in_file or in_file == here:
        return Compared(label, in_file, here)
    if label == _("Kept for other programs"):
        return Compared(label, in_file, here, Fares.KEPT)
    if here and label == _("Photo"):
        return Compared(label, in_file, here, Fares.REFUSED)
    column = {_column(one): one for one in _COLUMNS}.get(label, "")
    column = "display_name" if label == _("Name") else column
    if here and column in REPLACEABLE:
        return Compared(label, in_file, here, Fares.KEPT, column)
    contradicts = bool(here) and label in (_("Birthday"), _("City"))
    return Compared(label, in_file, here, Fares.KEPT if contradicts else Fares.NEW)


def _said_by(content: Content) -> Said:
    said: Said = [(_("Name"), content.name)]
    said += [(_column(column), content.texts.get(column, "")) for column in _COLUMNS]
    said += [(_("Works at"), _job(job.title, job.organisation)) for job in content.jobs]
    said += [(_kind(one.kind), one.value) for one in content.methods]
    said += [(_date(one), phrases.partial(one.date)) for one in content.milestones]
    said += [(_("Label"), label) for label in content.labels]
    said.append((_("Photo"), _("yes") if content.photo is not None else ""))
    return [(label, text) for label, text in (*said, *_besides(content)) if text]


def _besides(content: Content) -> Said:
    """What a card says under headings that only cards have."""
    said: Said = [(_("Tied to"), one.name) for one in content.relations]
    said += [(_("Fact"), one.text) for one in content.facts]
    said += [(_("Kept for other programs"), line[:200]) for line in content.lines]
    said += [(_("Kept for other programs"), column_words(raw)[:200]) for raw in content.columns]
    said += [(_("Besides"), one.words) for one in content.beyond]
    return [(label, text) for label, text in said if text]


def _said_here(existing: Existing) -> Said:
    said: Said = [(_("Name"), existing.name)]
    said += [(_column(column), getattr(existing.row, column)) for column in _COLUMNS]
    said += [(_("Works at"), _job(row.title, row.name)) for row in existing.jobs]
    said += [(_kind(row.contact_kind), row.value) for row in existing.methods]
    said += [
        (_date(MilestoneValue(kind=kind, title=title, date=date)), phrases.partial(date))
        for _id, kind, title, date in existing.milestones
    ]
    said += [(_("Label"), label) for label in sorted(existing.labels)]
    said.append((_("Photo"), _("yes") if existing.row.photo_id is not None else ""))
    return [(label, text) for label, text in said if text]


_COLUMNS = ("nickname", "native_name", "pronouns", "headline", "city", "languages", "notes")


def _column(column: str) -> str:
    return {
        "nickname": _("Nickname"),
        "native_name": _("In their script"),
        "pronouns": _("Pronouns"),
        "headline": _("What they do"),
        "city": _("City"),
        "languages": _("Languages"),
        "notes": _("Notes"),
    }[column]


def _kind(kind: ContactKind) -> str:
    return {
        ContactKind.PHONE: _("Phone"),
        ContactKind.EMAIL: _("E-mail"),
        ContactKind.ADDRESS: _("Address"),
        ContactKind.LINK: _("Link"),
        ContactKind.CHAT: _("Chat"),
    }[kind]


def _date(one: MilestoneValue) -> str:
    known = {MilestoneKind.BIRTHDAY: _("Birthday"), MilestoneKind.WEDDING: _("Wedding day")}
    return one.title or known.get(one.kind, _("Date"))


def _job(title: str, organisation: str) -> str:
    return (
        _("{title} at {organisation}").format(title=title, organisation=organisation)
        if title
        else organisation
    )
