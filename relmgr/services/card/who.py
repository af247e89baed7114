"""Who they are: family, pets and facts under short headings, and what is not known yet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select

from relmgr.domain.chapters import stretch_words
from relmgr.domain.endings import died_words
from relmgr.domain.family import FAMILY, by_pronouns
from relmgr.domain.ids import FactId, PersonId
from relmgr.domain.kinds import MilestoneKind, RelationKind, Sensitivity, Side
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.pronouns import Pronouns, read_pronouns
from relmgr.i18n import _, kept, pgettext
from relmgr.services.card.views import MissingView, WhoLine, WhoRow
from relmgr.services.people.record import partial_of
from relmgr.services.relations import RelationView
from relmgr.services.ways import WayDetails, heading
from relmgr.store import tables as t
from relmgr.store.store import Session

_JOB = t.affiliation.c
# Built once: building a statement takes longer than reading a few rows with it.
_PAST_JOBS = (
    select(t.affiliation, t.organisation.c.name)
    .join(t.organisation, t.organisation.c.id == _JOB.organisation_id)
    .where(_JOB.person_id == bindparam("person"), _JOB.until_year.is_not(None))
    .order_by(_JOB.position, _JOB.id)
)
_ORDER = (
    *FAMILY,
    RelationKind.PET,
    RelationKind.FRIEND,
    RelationKind.MANAGER,
    RelationKind.ASSISTANT,
    RelationKind.COLLEAGUE,
    RelationKind.REPORT,
    RelationKind.ASSISTED,
    RelationKind.INTRODUCED_BY,
    RelationKind.INTRODUCED,
    RelationKind.OWNER,
    RelationKind.OTHER,
)
_GROUPED = (RelationKind.CHILD, RelationKind.PET)
"""These stand together whatever each is called: a daughter and a son are "Children"."""

_AGED = (*FAMILY, RelationKind.PET)

_SHORT_NAME = 8
"""Letters of a name that leave room for a longer sentence in the narrow column of the card."""


@kept
def relation_words(kind: RelationKind, count: int = 1) -> str:
    """What the other is to this person, as a heading: "Partner", "Children"."""
    one, many = {
        RelationKind.PARTNER: (pgettext("relation", "Partner"), _("Partners")),
        RelationKind.CHILD: (_("Child"), _("Children")),
        RelationKind.PARENT: (_("Parent"), _("Parents")),
        RelationKind.SIBLING: (_("Sibling"), _("Siblings")),
        RelationKind.GRANDPARENT: (_("Grandparent"), _("Grandparents")),
        RelationKind.GRANDCHILD: (_("Grandchild"), _("Grandchildren")),
        RelationKind.RELATIVE: (_("Relative"), _("Relatives")),
        RelationKind.FRIEND: (_("Friend"), _("Friends")),
        RelationKind.COLLEAGUE: (_("Colleague"), _("Colleagues")),
        RelationKind.MANAGER: (_("Manager"), _("Managers")),
        RelationKind.REPORT: (_("Reports"), _("Reports")),
        RelationKind.ASSISTANT: (_("Assistant"), _("Assistants")),
        RelationKind.ASSISTED: (_("Assists"), _("Assists")),
        RelationKind.INTRODUCED_BY: (_("Met through"), _("Met through")),
        RelationKind.INTRODUCED: (_("Introduced"), _("Introduced")),
        RelationKind.PET: (_("Pet"), _("Pets")),
        RelationKind.OWNER: (_("Owner"), _("Owners")),
        RelationKind.OTHER: (pgettext("relation", "Other"), _("Others")),
    }[kind]
    return one if count == 1 else many


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody tied to the person, with what the card says of them."""

    view: RelationView
    birthday: PartialDate | None
    facts: tuple[str, ...]
    died: PartialDate | None = None


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_F, _M = t.fact.c, t.milestone.c
# Built once: building a statement takes longer than reading a few rows with it.
_FACTS = (
    select(_F.person_id, _F.text, _F.sensitivity).where(_F.person_id.in_(_IDS)).order_by(_F.position, _F.id)
)
_BOUNDS = select(_M.person_id, _M.milestone_kind, _M.on_year, _M.on_month, _M.on_day).where(
    _M.person_id.in_(_IDS), _M.milestone_kind.in_((MilestoneKind.BIRTHDAY, MilestoneKind.DEATH))
)


def relatives(
    session: Session, views: Sequence[RelationView], *, discreet: bool = False
) -> tuple[Relative, ...]:
    """The tied people with the days their lives began and ended, and facts; `discreet`: only what is fine to mention."""
    ids = [view.other_id for view in views]
    if not ids:
        return ()
    chosen = {"ids": ids}
    facts: dict[int, list[str]] = defaultdict(list)
    for row in session.execute(_FACTS, chosen):
        if row.sensitivity is Sensitivity.FINE or not discreet:
            said = (row.text, _discretion(row.sensitivity))
            facts[row.person_id].append(" ".join(part for part in said if part))
    bounds = {
        (row.person_id, row.milestone_kind): PartialDate(row.on_year, row.on_month, row.on_day)
        for row in session.execute(_BOUNDS, chosen)
    }
    return tuple(
        Relative(
            view,
            bounds.get((view.other_id, MilestoneKind.BIRTHDAY)),
            tuple(facts[view.other_id]),
            bounds.get((view.other_id, MilestoneKind.DEATH)),
        )
        for view in views
    )


def age(birthday: PartialDate | None, today: date) -> int | None:
    """Whole years, or the difference of the years where only the year is known; None without a year."""
    if birthday is None or birthday.year is None:
        return None
    years = birthday.years_at(today)
    return today.year - birthday.year if years is None else years


def who_rows(
    people: Sequence[Relative], facts: Iterable[Row[Any]], ways: Iterable[WayDetails], today: date
) -> tuple[WhoRow, ...]:
    """The headings with their lines: people first, then facts under their own headings, then their ways and mine."""
    grouped: dict[str, list[WhoLine]] = defaultdict(list)
    for kind in _ORDER:
        tied = [one for one in people if one.view.kind is kind]
        for over, group in _by_heading(kind, tied) if tied else ():
            grouped[over] += [_person_line(one, today) for one in group]
    for fact in facts:
        line = WhoLine(strong=fact.text, rest=_discretion(fact.sensitivity), fact_id=FactId(fact.id))
        grouped[fact.label or side_words(fact.side)].append(line)
    for way in ways:
        line = WhoLine(strong=way.input.text, rest="", way_id=way.id)
        grouped[heading(way.input.is_mine, way.input.label)].append(line)
    return tuple(WhoRow(label, tuple(lines)) for label, lines in grouped.items())


def past_jobs(session: Session, person_id: int, today: date) -> tuple[WhoRow, ...]:
    """Where they worked before, the last first: one quiet heading, or none (P11)."""
    found = []
    for row in session.execute(_PAST_JOBS, {"person": person_id}):
        until = partial_of(row, "until")
        last = until.latest() if until is not None else None
        if last is not None and last < today:
            title = f"{row.title}, {row.name}" if row.title else row.name
            line = WhoLine(strong=title, rest=stretch_words(partial_of(row, "from"), until), is_past_job=True)
            found.append((last, line))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return (WhoRow(_("Before"), tuple(line for _last, line in found)),) if found else ()


@kept
def _discretion(sensitivity: Sensitivity) -> str:
    """What stands after a fact that is not fine to mention, so that nobody reads it out."""
    return {
        Sensitivity.FINE: "",
        Sensitivity.WORK_ONLY: _("(work only)"),
        Sensitivity.NEVER_FIRST: _("(never mention first)"),
    }[sensitivity]


def _by_heading(kind: RelationKind, tied: Sequence[Relative]) -> Iterator[tuple[str, list[Relative]]]:
    """Under the user's own word, else under the one that pronouns allow, else under the plain one (DESIGN §9)."""
    if kind in _GROUPED:
        # The plural even for one animal: "Pets  Biscuit, greyhound, 9" (person-card).
        yield relation_words(kind, 2 if kind is RelationKind.PET else len(tied)), list(tied)
        return
    alike: dict[tuple[str, Pronouns | None], list[Relative]] = defaultdict(list)
    for one in tied:
        pronouns = None if one.view.label else read_pronouns(one.view.other_pronouns)
        alike[one.view.label, pronouns if by_pronouns(kind, pronouns) else None].append(one)
    for (label, pronouns), group in alike.items():
        count = len(group)
        yield label or by_pronouns(kind, pronouns, count) or relation_words(kind, count), group


def _person_line(one: Relative, today: date) -> WhoLine:
    years = age(one.birthday, today) if one.view.kind in _AGED and one.died is None else None
    shown = "" if years is None else str(years) if years else _("not yet one")
    strong = ", ".join(part for part in (one.view.other_name, one.view.other_headline, shown) if part)
    died = died_words(one.died, one.birthday) if one.died is not None else ""
    rest = _(", ").join(part for part in (died, *one.facts, one.view.note) if part)
    return WhoLine(
        strong=strong + ("." if rest else ""),
        rest=rest,
        person_id=PersonId(one.view.other_id),
        relation_id=one.view.id,
    )


@kept
def side_words(side: Side) -> str:
    """A side as a heading."""
    return {
        Side.WORK: _("Work"),
        Side.FAMILY: _("Family"),
        Side.HEALTH: _("Health"),
        Side.PLACES: _("Places"),
        Side.INTERESTS: _("Interests"),
        Side.VALUES: _("Values"),
        Side.HUMOUR: _("Humour"),
        Side.HISTORY: _("History"),
    }[side]


def missing(
    people: Sequence[Relative],
    facts: Iterable[Row[Any]],
    ways: Iterable[WayDetails],
    who: str,
    *,
    is_light: bool = False,
) -> tuple[MissingView, ...]:
    """What the card does not know yet; `who` is the pronoun or the name. Never a nag: "When it comes up".

    Of a light person, who is family themselves, no partner and no children are asked for.
    """
    facts = tuple(facts)
    kinds = {one.view.kind for one in people}
    labels = {fact.label.casefold() for fact in facts}
    later = _("When it comes up")
    asks = []
    if RelationKind.PARTNER not in kinds and not is_light:
        asks.append(MissingView("partner", relation_words(RelationKind.PARTNER), later, after=0))
    if RelationKind.CHILD not in kinds and not is_light:
        after = 1 if RelationKind.PARTNER in kinds else 0  # a partner stands first
        asks.append(MissingView("child", relation_words(RelationKind.CHILD, 2), later, after=after))
    if not any(fact.side is Side.INTERESTS for fact in facts):
        asks.append(
            MissingView("interests", side_words(Side.INTERESTS), _("What {who} enjoys").format(who=who))
        )
    if manner_words().casefold() not in labels and all(way.input.is_mine for way in ways):
        is_short = len(who) <= _SHORT_NAME
        words = _("How {who} likes to be treated") if is_short else _("What suits {who}")
        words = words.format(who=who)
        asks.append(MissingView("manner", manner_words(), words))
    return tuple(asks)


def manner_words() -> str:
    """The heading of how they like to be treated (P8)."""
    return heading(False, "")
