"""What a card adds to somebody who is here: only what is missing; nothing typed is ever overwritten."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from relmgr.domain import phrases
from relmgr.domain.fold import fold
from relmgr.domain.kinds import ContactKind, MilestoneKind
from relmgr.domain.names import is_latin
from relmgr.domain.numbers import listed
from relmgr.domain.partial_date import PartialDate
from relmgr.i18n import _, ngettext
from relmgr.transfer.beyond import Beyond
from relmgr.transfer.importing.content import Content, Job, Method, both, fits, lines_of
from relmgr.transfer.importing.existing import Existing
from relmgr.transfer.vcard import Card, FactValue, LastContact, MilestoneValue, Picture, RelationValue

_OTHER = "X-RELMGR-OTHER-{column}"
_LISTS = frozenset({"nickname", "languages"})
_MADE_UP = frozenset({"prefix", "given", "additional", "family", "suffix", "city", "display_name"})
"""Columns of which the parts say too little to keep a difference; the name is kept as a whole."""
_ABOUT_THE_CARD = ("REV:", "CREATED:")
REPLACEABLE = ("display_name", "native_name", "pronouns", "headline", "say_name", "time_zone")
"""Columns that the file may change where the user says so; what stood goes to the earlier values."""
_NAME_PARTS = ("prefix", "given", "additional", "family", "suffix")
_NEWS_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What is to be written about somebody who is here; empty if the card says nothing new."""

    texts: dict[str, str]
    methods: tuple[Method, ...]
    jobs: tuple[Job, ...]
    job_details: tuple[tuple[int, dict[str, str]], ...]
    """Titles and departments that affiliations lack, by the affiliation's id."""
    milestones: tuple[MilestoneValue, ...]
    sharper_dates: tuple[tuple[int, PartialDate], ...]
    """Milestones of which more is known now, by their id."""
    relations: tuple[RelationValue, ...]
    labels: tuple[str, ...]
    photo: Picture | None
    lines: tuple[str, ...]
    columns: tuple[str, ...]
    """Columns without a home, as `Content.columns`."""
    beyond: tuple[Beyond, ...]
    note: str
    replaced: tuple[tuple[str, str, str], ...]
    """What the user let the file change: (column, what stood, what stands)."""
    promotes: bool
    """A light person gets a card of their own."""
    facts: tuple[FactValue, ...] = ()
    cadence_days: int | None = None
    last_contact: LastContact | None = None
    """A conversation later than any that is known of."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return not (
            self.texts or self.methods or self.jobs or self.job_details or self.milestones or self.sharper_dates
            or self.relations or self.labels or self.photo or self.lines or self.columns or self.beyond or self.note
            or self.promotes or self.replaced or self.facts or self.cadence_days or self.last_contact
        )  # fmt: skip


def merge(
    content: Content,
    existing: Existing,
    marks: Collection[tuple[str, str]] = frozenset(),
    replacing: Collection[str] = frozenset(),
) -> Addition:
    """What `content` adds to `existing`; `marks` are things beyond cards that were written before.

    `replacing` are the columns, of REPLACEABLE, in which the user lets the file's word stand.
    """
    replaced = tuple(_replaced(content, existing, replacing))
    texts, others = _texts(content, existing, {column for column, _was, _is in replaced})
    milestones, sharper, contradicting = _milestones(content, existing)
    jobs, details = _jobs(content, existing)
    photo = content.photo if existing.row.photo_id is None else None
    wanted = (
        line for line in (*content.lines, *others, *contradicting) if not line.startswith(_ABOUT_THE_CARD)
    )
    note = content.texts.get("notes", "")
    return Addition(
        texts=texts,
        methods=_methods(content, existing),
        jobs=jobs,
        job_details=details,
        milestones=milestones,
        sharper_dates=sharper,
        relations=tuple(one for one in content.relations if not _is_tied(one, content.source, existing)),
        labels=tuple(label for label in content.labels if label not in existing.labels),
        photo=photo,
        lines=tuple(line for line in dict.fromkeys(wanted) if line not in existing.lines),
        columns=tuple(raw for raw in content.columns if (content.source, raw) not in existing.columns),
        beyond=tuple(one for one in content.beyond if (content.source, one.mark) not in marks),
        note=note if note and note.strip() not in existing.row.notes else "",
        replaced=replaced,
        # Their own entry come back, from a form that has no mark for light people, is no card of somebody else's.
        promotes=existing.row.is_light and not content.is_light and content.uid != existing.row.uid,
        facts=tuple(one for one in content.facts if fold(one.text) not in existing.facts),
        cadence_days=content.cadence_days if existing.row.cadence_days is None else None,
        last_contact=_later(content.last_contact, existing.last_contact),
    )


def _later(told: LastContact | None, known: date | None) -> LastContact | None:
    return told if told is not None and (known is None or told.on > known) else None


def _is_tied(one: RelationValue, source: str, existing: Existing) -> bool:
    """Whether this relation is here already, by whom it names or as a line that could not be followed."""
    return (
        (bool(one.name) and (one.kind, fold(one.name)) in existing.relatives)
        or (
            bool(one.uid)
            and not existing.relative_uids.isdisjoint(((one.kind, "", one.uid), (one.kind, source, one.uid)))
        )
        or existing.lines.issuperset(lines_of(Card(relations=(one,))))
    )


def _replaced(
    content: Content, existing: Existing, replacing: Collection[str]
) -> Iterator[tuple[str, str, str]]:
    for column in REPLACEABLE:
        held, text = getattr(existing.row, column), content.texts.get(column, "")
        if column in replacing and held and text and held != text:
            yield column, held, text


def _texts(
    content: Content, existing: Existing, replaced: Collection[str] = frozenset()
) -> tuple[dict[str, str], list[str]]:
    """Columns that are empty so far, and lines for what differs from what stands there."""
    filled: dict[str, str] = {}
    others: list[str] = []
    for column, text in content.texts.items():
        if column == "notes" or column in replaced:
            continue
        held = getattr(existing.row, column)
        if not held:
            if column not in ("prefix", "given", "additional", "family", "suffix") or _is_same_name(
                content, existing
            ):
                filled[column] = text
        elif column in _LISTS:
            new = [word for word in text.split(", ") if fold(word) not in map(fold, held.split(", "))]
            if new:
                filled[column] = ", ".join((held, *new))
        elif column not in _MADE_UP and fold(held) != fold(text):
            others.append(_line(column, text))
    if "display_name" in replaced:
        filled |= {part: content.texts.get(part, "") for part in _NAME_PARTS}
    elif not _is_same_name(content, existing):
        others.extend(_other_name(content, existing, filled))
    return filled, others


def _is_same_name(content: Content, existing: Existing) -> bool:
    return fold(content.name) == fold(existing.name)


def _other_name(content: Content, existing: Existing, filled: dict[str, str]) -> list[str]:
    """A name in another script goes where the native name stands; any other spelling is kept as a line."""
    native = existing.row.native_name or filled.get("native_name", "")
    if not content.name or fold(content.name) in (fold(native), fold(existing.row.nickname)):
        return []
    if not native and is_latin(content.name) != is_latin(existing.name):
        filled["native_name"] = content.name
        return []
    return [_line("name", content.name)]


def _line(column: str, text: str) -> str:
    # Written by the writer as a note, so that its value is escaped as every other.
    note = lines_of(Card(notes=(text,)))[-1]
    return _OTHER.format(column=column.upper().replace("_", "-")) + note.removeprefix("NOTE")


def _methods(content: Content, existing: Existing) -> tuple[Method, ...]:
    held = {(row.contact_kind, row.value) for row in existing.methods}
    held |= {(row.contact_kind, row.normalised) for row in existing.methods if row.normalised}
    preferred = {row.contact_kind for row in existing.methods if row.is_preferred}
    new = (
        one
        for one in content.methods
        if not {(one.kind, one.value), (one.kind, one.normalised or one.value)} & held
    )
    return tuple(replace(one, is_preferred=one.is_preferred and one.kind not in preferred) for one in new)


def _jobs(
    content: Content, existing: Existing
) -> tuple[tuple[Job, ...], tuple[tuple[int, dict[str, str]], ...]]:
    new: list[Job] = []
    details: list[tuple[int, dict[str, str]]] = []
    for job in content.jobs:
        completed = {row_id for row_id, _more in details}
        held = [
            row
            for row in existing.jobs
            if row.id not in completed and fold(row.name) == fold(job.organisation)
        ]
        if any(_says(row, job) for row in held):
            continue
        lacking = next((row for row in held if _could_say(row, job)), None)
        if lacking is None:
            new.append(job)
        else:
            more = {"title": job.title, "department": job.department}
            details.append((lacking.id, {name: text for name, text in more.items() if text}))
    return tuple(new), tuple(details)


def _says(row: object, job: Job) -> bool:
    return all(
        not wanted or fold(wanted) == fold(getattr(row, name))
        for name, wanted in (("title", job.title), ("department", job.department))
    )


def _could_say(row: object, job: Job) -> bool:
    return all(
        not wanted or not getattr(row, name) or fold(wanted) == fold(getattr(row, name))
        for name, wanted in (("title", job.title), ("department", job.department))
    )


def _milestones(
    content: Content, existing: Existing
) -> tuple[tuple[MilestoneValue, ...], tuple[tuple[int, PartialDate], ...], list[str]]:
    new: list[MilestoneValue] = []
    sharper: list[tuple[int, PartialDate]] = []
    contradicting: list[str] = []
    for one in content.milestones:
        same_kind = [
            held for held in existing.milestones if held[1] == one.kind and fold(held[2]) == fold(one.title)
        ]
        fitting = next((held for held in same_kind if fits(held[3], one.date)), None)
        if fitting is not None:
            joined = both(fitting[3], one.date)
            if joined != fitting[3]:
                sharper.append((fitting[0], joined))
        elif one.kind in (MilestoneKind.BIRTHDAY, MilestoneKind.DEATH) and same_kind:
            written = lines_of(Card(milestones=(replace(one, title=""),)))[-1]
            contradicting.append("X-RELMGR-OTHER-" + written)
        else:
            new.append(one)
    return tuple(new), tuple(sharper), contradicting


def news(addition: Addition, existing: Existing) -> str:
    """The sentence that says what is added: "Adds a mobile number, keeps your notes" (without a full stop)."""
    if addition.is_empty:
        return _("Nothing new, nothing changes")
    said = _said(addition)
    if len(said) > _NEWS_NAMED:
        more = len(said) - _NEWS_NAMED + 1
        rest = ngettext("{count} more detail", "{count} more details", more).format(count=more)
        said = [*said[: _NEWS_NAMED - 1], rest]
    sentence = _("Adds {what}").format(what=listed(tuple(said)))
    return _("{adds}, keeps your notes").format(adds=sentence) if existing.row.notes else sentence


def _said(addition: Addition) -> list[str]:
    said = [_method_words(one) for one in addition.methods]
    said += [_milestone_words(one.kind, one.title, one.date) for one in addition.milestones]
    said += [_("more of a date") for _one in addition.sharper_dates]
    said += [_("a role at {organisation}").format(organisation=job.organisation) for job in addition.jobs]
    said += [_("a job title") for _one in addition.job_details]
    said += [_relation_words(one) for one in addition.relations]
    if addition.photo is not None:
        said.append(_("a photo"))
    if addition.note:
        said.append(_("a note"))
    said += [_("the label “{label}”").format(label=label) for label in addition.labels]
    said += [_text_words(column) for column in addition.texts if column not in ("display_name", "headline")]
    if "headline" in addition.texts:
        said.append(_("what they do"))
    said += [_("the fact “{text}”").format(text=one.text[:60]) for one in addition.facts]
    if addition.cadence_days is not None:
        said.append(_("how often to be in touch"))
    if addition.last_contact is not None:
        said.append(_("a later contact"))
    if addition.promotes:
        said.append(_("a card of their own"))
    said += [one.words for one in addition.beyond]
    if addition.lines or addition.columns:
        count = len(addition.lines) + len(addition.columns)
        said.append(
            ngettext("{count} line that is kept for other programs", "{count} lines that are kept for other programs",
                     count).format(count=count)
        )  # fmt: skip
    return list(dict.fromkeys(said))


def _method_words(one: Method) -> str:
    if one.kind is ContactKind.PHONE:
        return _("a mobile number") if "mobile" in one.label else _("a phone number")
    return {
        ContactKind.EMAIL: _("an e-mail"),
        ContactKind.ADDRESS: _("an address"),
        ContactKind.LINK: _("a link"),
        ContactKind.CHAT: _("a chat name"),
    }[one.kind]


def _milestone_words(kind: MilestoneKind, title: str, date: PartialDate) -> str:
    what = {
        MilestoneKind.BIRTHDAY: _("a birthday"),
        MilestoneKind.WEDDING: _("a wedding day"),
    }.get(kind, _("the date “{title}”").format(title=title) if title else _("a date"))
    if date.month is None or date.day is None:
        return what
    shown = phrases.partial(date)
    words = _("{what}, {day}, year unknown") if date.year is None else _("{what}, {day}")
    return words.format(what=what, day=shown)


def _relation_words(one: RelationValue) -> str:
    if one.name:
        return _("a tie to {name}").format(name=one.name)
    return _("a tie to somebody")


def _text_words(column: str) -> str:
    return {
        "nickname": _("a nickname"),
        "native_name": _("another spelling of the name"),
        "say_name": _("how to say the name"),
        "pronouns": _("pronouns"),
        "city": _("a city"),
        "time_zone": _("a time zone"),
        "languages": _("languages"),
        "met_where": _("where you met"),
        "met_through": _("through whom you met"),
        "first_impression": _("a first impression"),
    }.get(column, _("a part of the name"))
