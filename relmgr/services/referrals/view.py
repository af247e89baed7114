"""Who brought whom as a whole: what the Referrals page shows, as a graph and in words (G1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, select, union_all

from relmgr.domain.calendar_words import month_name, months_before, short_day
from relmgr.domain.ids import PersonId, ReferralId
from relmgr.domain.kinds import Circle, MilestoneKind
from relmgr.domain.names import is_right_to_left, isolate
from relmgr.domain.numbers import count_word, starting
from relmgr.domain.thanks import Owed, owed
from relmgr.i18n import _, ngettext
from relmgr.services.people.faces import FACE, PersonFace, face_of
from relmgr.services.referrals.record import OWED
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.among import indexed_by
from relmgr.store.light import light


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


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """The same in words, for the list."""

    id: ReferralId
    by: PersonFace
    of: PersonFace
    thanks: Thanks
    owed: Owed | None
    """What is to be thanked for; None where nothing is."""
    day: date
    """From which day the thanks are owed, or when they were said."""
    how: str
    """How they were said."""
    today: date

    @property
    def again(self) -> bool:
        """They were thanked for the introduction, and are owed thanks for the work that came of it."""
        return self.owed is Owed.WORK

    @property
    def words(self) -> str:
        """ "for Ikechukwu, 3 Nov", or how and when it was thanked: "for Kwame, dinner, 19 March"."""
        # Said when it is read: of thousands the page shows a dozen.
        first = self.of.first_name
        name = isolate(first) if is_right_to_left(first) else first
        if self.owed is None:
            return _thanked_words(name, self.how, _when(self.day, self.today))
        text = _("for {name}, work since {day}") if self.again else _("for {name}, {day}")
        return text.format(name=name, day=short_day(self.day, self.today))


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
_GONE = select(_S.id).where(_S.is_deleted.is_(True))
_RESTING = select(t.person.c.id).where(t.person.c.circle == Circle.REST)


def _owed_by(index: str, is_owed: ColumnElement[bool]) -> Select[Any]:
    """A row for each. Who has died, rests or is gone is left out as a set: looked up one by one, each is a page of the file."""
    found: Select[Any] = select(literal_column("1")).select_from(t.referral)
    by = (_R.by_person_id.not_in(few) for few in (_DEAD, _RESTING, _GONE))
    return indexed_by(found.where(is_owed, *by, _R.of_person_id.not_in(_GONE)), t.referral, index)


_COUNTED = select(func.count()).select_from(
    union_all(*map(_owed_by, ("referral_owed", "referral_again"), OWED)).subquery()
)


def owed_count(store: Store) -> int:
    """How many introductions still deserve a thank-you."""
    with store.read() as session:
        return light(session).execute(_COUNTED).scalar() or 0


def view(store: Store, today: date) -> ReferralsView:
    """All introductions between people who are here."""
    with store.read() as connection:
        session = light(connection)
        kept = session.execute(_KEPT).all()
        faces = {row[0]: face_of(row) for row in session.execute(_NAMED).all()} if kept else {}
        dead = set(session.execute(_DEAD).scalars().all()) if kept else set()
    made = [_row(row, faces, dead, today) for row in kept]
    shown = {row.by.id for row in made} | {row.of.id for row in made}
    links = tuple(ReferralLink(row.id, row.by.id, row.of.id, row.thanks) for row in made)
    made.sort(key=lambda row: (row.day, row.id), reverse=True)
    lists: dict[Thanks, list[ReferralRow]] = {thanks: [] for thanks in Thanks}
    for row in made:
        lists[row.thanks].append(row)
    return ReferralsView(
        sentence=_sentence(kept, len(lists[Thanks.OWED])),
        people={id_: face for id_, face in faces.items() if id_ in shown},
        links=links,
        owed=tuple(lists[Thanks.OWED]),
        thanked=tuple(lists[Thanks.THANKED]),
        let_be=tuple(lists[Thanks.LET_BE]),
    )


def _row(row: Any, faces: Mapping[PersonId, PersonFace], dead: set[int], today: date) -> ReferralRow:
    # Taken apart at once: asking a row for each name takes three times as long.
    number, by, of, on_day, became_work_on, thanked_on, how, again_on, again_how, circle = row
    what = owed(thanked_on, became_work_on, again_on)
    if what is None:
        thanks, day = Thanks.THANKED, again_on or thanked_on
        how = again_how or how if again_on is not None else how
    else:
        thanks = Thanks.LET_BE if by in dead or circle is Circle.REST else Thanks.OWED
        day = became_work_on if what is Owed.WORK else on_day
    return ReferralRow(ReferralId(number), faces[by], faces[of], thanks, what, day, how, today)


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
