"""Who brought whom as a whole: what the Referrals page shows, as a graph and in words (G1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from relmgr.domain.calendar_words import month_name, months_before, short_day
from relmgr.domain.ids import PersonId, ReferralId
from relmgr.domain.kinds import Circle, MilestoneKind
from relmgr.domain.names import is_right_to_left, isolate
from relmgr.domain.numbers import count_word, starting
from relmgr.domain.thanks import Owed, owed
from relmgr.i18n import _, ngettext
from relmgr.services.people.faces import FACE, PersonFace, face_of
from relmgr.services.referrals.record import IS_OWED
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


class Thanks(StrEnum):
    """How an introduction stands."""

    OWED = "owed"
    THANKED = "thanked"
    LET_BE = "let_be"
    """Not thanked, and nothing asks for it: they have died, or are let rest."""


@dataclass(frozen=True, slots=True)
class ReferralLink:
    """A line of the graph: who brought whom."""

    id: ReferralId
    by: PersonId
    of: PersonId
    thanks: Thanks


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralRow:
    """The same in words, for the list."""

    id: ReferralId
    by: PersonFace
    of: PersonFace
    words: str
    """ "for Ikechukwu, 3 Nov", or how and when it was thanked: "for Kwame, dinner, 19 March"."""
    thanks: Thanks
    again: bool = False
    """They were thanked for the introduction, and are owed thanks for the work that came of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralsView:
    """The whole page."""

    sentence: str
    """ "Ten introductions since 2020. Two still deserve a thank-you."; empty where there is none."""
    people: Mapping[PersonId, PersonFace]
    """Everybody in it, by id, in the order of their names."""
    links: tuple[ReferralLink, ...]
    """The oldest first."""
    owed: tuple[ReferralRow, ...]
    """The newest first, like the others."""
    thanked: tuple[ReferralRow, ...]
    let_be: tuple[ReferralRow, ...]


_R, _S = t.referral.c, t.summary.c
_BY, _OF = t.summary.alias("by_summary"), t.summary.alias("of_summary")
_DEAD = select(t.milestone.c.person_id).where(t.milestone.c.milestone_kind == MilestoneKind.DEATH)
# Left out by a computed value: a plain condition would draw the planner to the index of all who are not deleted.
_HERE = (func.coalesce(_BY.c.is_deleted, 0) == 0, func.coalesce(_OF.c.is_deleted, 0) == 0)
_KEPT = (
    select(
        *(_R.id, _R.by_person_id, _R.of_person_id, _R.on_day, _R.became_work_on),
        *(_R.thanked_on, _R.thanked_how, _R.work_thanked_on, _R.work_thanked_how),
        t.person.c.circle,
    )
    .join(_BY, _BY.c.id == _R.by_person_id)
    .join(_OF, _OF.c.id == _R.of_person_id)
    .join(t.person, t.person.c.id == _R.by_person_id)
    .where(*_HERE)
    .order_by(_R.on_day, _R.id)
)
_NAMED = (
    select(_S.id, *FACE)
    .where(_S.id.in_(select(_R.by_person_id).union(select(_R.of_person_id))))
    .order_by(_S.sort_key, _S.id)
)
_COUNTED = (
    select(func.count())
    .select_from(t.referral)
    .join(_BY, _BY.c.id == _R.by_person_id)
    .join(_OF, _OF.c.id == _R.of_person_id)
    .join(t.person, t.person.c.id == _R.by_person_id)
    .where(
        IS_OWED,
        func.coalesce(t.person.c.circle, "") != Circle.REST.value,
        _R.by_person_id.not_in(_DEAD),
        *_HERE,
    )
)


def owed_count(store: Store) -> int:
    """How many introductions still deserve a thank-you."""
    with store.read() as session:
        return int(session.execute(_COUNTED).scalar_one())


def view(store: Store, today: date) -> ReferralsView:
    """All introductions between people who are here."""
    with store.read() as session:
        kept = session.execute(_KEPT).all()
        faces = {PersonId(row.id): face_of(row) for row in session.execute(_NAMED)} if kept else {}
        dead = _dead(session, kept)
    shown = {row.by_person_id for row in kept} | {row.of_person_id for row in kept}
    people = {id_: face for id_, face in faces.items() if id_ in shown}
    made = [_row(row, people, dead, today) for row in kept]
    links = tuple(ReferralLink(row.id, row.by.id, row.of.id, row.thanks) for row, _day in made)
    made.sort(key=lambda one: (one[1], one[0].id), reverse=True)
    lists = {thanks: tuple(row for row, _day in made if row.thanks is thanks) for thanks in Thanks}
    return ReferralsView(
        sentence=_sentence(kept, len(lists[Thanks.OWED])),
        people=people,
        links=links,
        owed=lists[Thanks.OWED],
        thanked=lists[Thanks.THANKED],
        let_be=lists[Thanks.LET_BE],
    )


def _dead(session: Session, kept: Any) -> set[int]:
    if not any(owed(row.thanked_on, row.became_work_on, row.work_thanked_on) for row in kept):
        return set()
    return set(session.execute(_DEAD).scalars())


def _row(
    row: Any, people: Mapping[PersonId, PersonFace], dead: set[int], today: date
) -> tuple[ReferralRow, date]:
    """The row, and the day by which it is sorted."""
    by, of = people[PersonId(row.by_person_id)], people[PersonId(row.of_person_id)]
    what = owed(row.thanked_on, row.became_work_on, row.work_thanked_on)
    name = isolate(of.first_name) if is_right_to_left(of.first_name) else of.first_name
    if what is None:
        day, how = row.thanked_on, row.thanked_how
        if row.work_thanked_on is not None:
            day, how = row.work_thanked_on, row.work_thanked_how or how
        thanks, words = Thanks.THANKED, _thanked_words(name, how, _when(day, today))
    else:
        is_spared = row.by_person_id in dead or row.circle is Circle.REST
        thanks = Thanks.LET_BE if is_spared else Thanks.OWED
        day = row.became_work_on if what is Owed.WORK else row.on_day
        words = _("for {name}, {day}").format(name=name, day=short_day(day, today))
        if what is Owed.WORK:
            words = _("for {name}, work since {day}").format(name=name, day=short_day(day, today))
    again = what is Owed.WORK
    made = ReferralRow(id=ReferralId(row.id), by=by, of=of, words=words, thanks=thanks, again=again)
    return made, day


def _thanked_words(name: str, how: str, when: str) -> str:
    if not how:
        return _("for {name}, {day}").format(name=name, day=when)
    return _("for {name}, {how}, {day}").format(name=name, how=how, day=when)


def _when(day: date, today: date) -> str:
    """ "19 March" within twelve months, "March 2024" beyond: long ago the day tells nothing."""
    names = {"day": day.day, "month": month_name(day.month), "year": day.year}
    if day > months_before(today, 12):
        return _("{day} {month}").format(**names)
    return _("{month} {year}").format(**names)


def _sentence(kept: Any, waiting: int) -> str:
    if not kept:
        return ""
    text = ngettext("{count} introduction since {year}.", "{count} introductions since {year}.", len(kept))
    first = text.format(count=starting(count_word(len(kept))), year=kept[0].on_day.year)
    if not waiting:
        return _("{introductions} Everybody was thanked.").format(introductions=first)
    text = ngettext(
        "{introductions} {count} still deserves a thank-you.",
        "{introductions} {count} still deserve a thank-you.",
        waiting,
    )
    return text.format(introductions=first, count=starting(count_word(waiting)))
