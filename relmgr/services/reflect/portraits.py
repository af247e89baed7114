"""The three portraits of Reflect, and the repair list: whom to look at first, why, and what to do (D4)."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from operator import itemgetter
from typing import Any

from sqlalchemy import bindparam, func, select

from relmgr.domain import depth, portraits
from relmgr.domain.depth.reasons import trouble_reasons
from relmgr.domain.ids import PersonId, ReferralId
from relmgr.domain.kinds import MilestoneKind, Sign, SignState, WarningSign
from relmgr.domain.map_of_people import Depth, depth_of, horizons
from relmgr.domain.moments import MEANINGS, WARNING_KINDS, MomentKind
from relmgr.domain.momentum import Going
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.pronouns import Pronouns, read_pronouns
from relmgr.domain.rhythm import is_going_quiet, silence_days, silence_sentence, warmth
from relmgr.i18n import _
from relmgr.services.depth.gathering import history_in, moments_in
from relmgr.services.in_slices import RUN, sorting
from relmgr.services.people.faces import FACE, PersonFace, face_of
from relmgr.services.people.lists import AT_RISK
from relmgr.services.reflect.people import OnMap
from relmgr.services.reminders.wording import in_sentence
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.light import light
from relmgr.store.store import Session
from relmgr.store.types import Day

REPAIRS = 5
"""How many people the repair list names: more would be a list of debts."""

_STEPS = 3
_WARNED_DAYS = 90
_CANDIDATES = 50
_EARLIEST = 400
_RANKED = 300
"""People looked at in one step for whether they are important and low."""

_M, _P, _S, _F, _D = t.moment.c, t.person.c, t.summary.c, t.referral.c, t.milestone.c
_TODAY = bindparam("today", type_=Day())
"""The name that `lists.AT_RISK` asks for, too."""
_AT_RISK = (
    select(
        *(
            _S.id,
            *FACE,
            _S.last_on,
            _S.usual_days,
            _S.cadence_days,
            _S.sign_days,
            _S.risk_until,
            _S.slips_from,
        ),
        *(_S.spared_from, _S.spared_until),
    )
    .where(func.coalesce(_S.is_deleted, 0) == 0, _S.is_silent.is_(False), AT_RISK)
    .limit(_CANDIDATES)
)
_WARNED = select(_M.person_id, _M.moment_kind, _M.on_day).where(
    _M.person_id == bindparam("person"),
    _M.on_day > bindparam("since", type_=Day()),
    _M.on_day <= _TODAY,
    _M.moment_kind.in_([kind.value for kind in WARNING_KINDS]),
)
_PRONOUNS = select(_P.pronouns).where(_P.id == bindparam("person"))
_MET = (MilestoneKind.FIRST_MET, MilestoneKind.WORKING_TOGETHER)
_SINCE = (
    select(_D.person_id, _D.on_year, _D.on_month, _D.on_day)
    .where(_D.milestone_kind.in_(_MET), _D.on_year.is_not(None))
    .order_by(_D.on_year, func.coalesce(_D.on_month, 13), func.coalesce(_D.on_day, 32))
)
_FIRST_TALKS = (
    select(t.conversation_person.c.person_id, t.conversation.c.on_day)
    .join(t.conversation, t.conversation.c.id == t.conversation_person.c.conversation_id)
    .order_by(t.conversation.c.on_day)
    .limit(_EARLIEST)
)
_OWED = (
    select(_F.id)
    .where(
        _F.by_person_id == bindparam("person"),
        _F.thanked_on.is_(None) | (_F.became_work_on.is_not(None) & _F.work_thanked_on.is_(None)),
    )
    .order_by(_F.on_day.desc())
    .limit(1)
)
_WEIGHTY = select(t.affiliation.c.person_id).where(
    among(t.affiliation.c.person_id),
    t.affiliation.c.role.in_(portraits.WEIGHTY_ROLES),
    t.affiliation.c.until_year.is_(None),
)


class Portrait(StrEnum):
    """Which of the three."""

    WORST = "worst"
    POTENTIAL = "potential"
    LONGEST = "longest"


class Act(StrEnum):
    """What the button does: plans something as a reminder, or opens the thank-you that is owed."""

    STRAIGHT_TALK = "straight_talk"
    COFFEE = "coffee"
    CALL = "call"
    THANK = "thank"


@dataclass(frozen=True, slots=True, kw_only=True)
class PortraitView:
    """One person, one reason, one action. The worst is named only to the user, in the window (DESIGN §5)."""

    kind: Portrait
    person: PersonFace
    title: str
    reason: str
    act: Act
    act_words: str
    suggestion: str
    """What the reminder would say."""
    referral_id: ReferralId | None = None
    """The introduction that is owed thanks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Somebody important whose relationship is shallow, and one to three small steps."""

    person: PersonFace
    why: str
    steps: tuple[str, ...]


def portraits_of(
    store: Store, people: Sequence[OnMap], first: OnMap | None, today: date
) -> Generator[None, None, tuple[PortraitView, ...]]:
    """Up to three portraits, a step each; whoever is away, in gentle mode, let rest or has died is in none.

    `first`: the most important of those who are low.
    """
    coolest: OnMap | None = None
    here: dict[int, OnMap] = {}
    for start in range(0, len(people), RUN):
        some = [one for one in people[start : start + RUN] if not one.is_spared]
        here.update((one.row[0], one) for one in some)
        cooling = [one for one in some if one.going is Going.COOLING]
        coolest = min([*cooling, *([coolest] if coolest else [])], key=_coolness, default=None)
        yield
    with store.read() as session:
        worst = _worst(session, coolest, today)
    yield
    with store.read() as session:
        potential = _potential(session, first, today)
    yield
    with store.read() as session:
        longest = _longest(session, here, today)
    return tuple(one for one in (worst, potential, longest) if one is not None)


def _coolness(one: OnMap) -> tuple[float, int]:
    return one.momentum, one.id


def _worst(session: Session, coolest: OnMap | None, today: date) -> PortraitView | None:
    """Among those at risk, spoken with lately or not, with the most warnings, then the fewest signs; where nobody is
    at risk, the one that cools most. None where nobody cools: then there is nothing to name.
    """
    rows = [row for row in session.execute(_AT_RISK, {"today": today}) if not _is_spared(row, today)]
    if rows:
        warned = {row.id: _warnings(session, row.id, today) for row in rows}
        seen = horizons(today)
        row = min(rows, key=lambda one: (-len(warned[one.id]), depth_of(one.sign_days, *seen).share, one.id))
        return _at_risk(session, row, warned[row.id], today)
    one = coolest
    if one is None:
        return None
    name = in_sentence(one.face.first_name)
    return PortraitView(
        kind=Portrait.WORST,
        person=one.face,
        title=_("Your worst relationship right now"),
        reason=one.reason,
        act=Act.CALL,
        act_words=_("Plan a call"),
        suggestion=_("Ring {name} for no reason").format(name=name),
    )


def _is_spared(row: Any, today: date) -> bool:
    return row.spared_until is not None and (row.spared_from or today) <= today <= row.spared_until


def _warnings(session: Session, person: int, today: date) -> list[WarningSign]:
    asked = {"person": person, "since": today - timedelta(days=_WARNED_DAYS), "today": today}
    rows = session.execute(_WARNED, asked).all()
    found = sorted((row.on_day, MomentKind(row.moment_kind)) for row in rows)
    order = {kind: number for number, kind in enumerate(WARNING_KINDS)}
    kinds = sorted((kind for _day, kind in found), key=lambda kind: order[kind])
    return [warning for kind in kinds if (warning := MEANINGS[kind].warning) is not None]


def _at_risk(session: Session, row: Any, warned: list[WarningSign], today: date) -> PortraitView:
    face = face_of(row)
    silence = silence_days(today, row.last_on) if row.last_on else 0
    said = [*_troubles(session, face.id, today), *([portraits.warned_words(warned)] if warned else [])]
    parts = [_("{sentence}.").format(sentence=one.rstrip(".")) for one in said]
    if len(set(warned)) < 2 and is_going_quiet(warmth(today, row.last_on, row.usual_days, row.cadence_days)):
        parts.append(_("{sentence}.").format(sentence=silence_sentence(silence, row.usual_days)))
    days = [date.fromisoformat(noted[:10]) for noted in row.sign_days.split()]
    parts.append(portraits.last_sign_words(_depth(row, today), max(days, default=None), today))
    return PortraitView(
        kind=Portrait.WORST,
        person=face,
        title=_("Your worst relationship right now"),
        reason=" ".join(parts),
        act=Act.STRAIGHT_TALK,
        act_words=_("Plan a straight talk"),
        suggestion=_("A straight talk with {name}").format(name=in_sentence(face.first_name)),
    )


def _troubles(session: Session, person: PersonId, today: date) -> tuple[str, ...]:
    """A rough patch that is open, and what slipped untold (D3)."""
    history = history_in(session, person, (), None, today, None, True)
    return trouble_reasons(history, today)


def _depth(row: Any, today: date) -> Depth:
    return depth_of(row.sign_days, *horizons(today))


def _potential(session: Session, one: OnMap | None, today: date) -> PortraitView | None:
    if one is None:
        return None
    face = one.face
    name = in_sentence(face.first_name)
    return PortraitView(
        kind=Portrait.POTENTIAL,
        person=face,
        title=_("Greatest potential"),
        reason=_why_potential(session, one, today),
        act=Act.COFFEE,
        act_words=_("Suggest a coffee"),
        suggestion=_("Suggest a coffee to {name}").format(name=name),
    )


def important_and_low(store: Store, people: Sequence[OnMap]) -> Generator[None, None, list[OnMap]]:
    """In the lower half, and important by what I chose or warming by itself; the most important first."""
    chosen: list[tuple[int, float, int, OnMap]] = []
    for start in range(0, len(people), _RANKED):
        low = [
            one
            for one in people[start : start + _RANKED]
            if one.depth.share < 0.5 and not (one.is_deep or one.is_spared or one.is_at_risk)
        ]
        with store.read() as session:
            asked = {"ids": listed(one.row[0] for one in low)}
            weighty = set(light(session).execute(_WEIGHTY, asked).scalars())
        for one in low:
            rank = portraits.importance(one.circle, is_weighty=one.row[0] in weighty)
            if rank or one.going is Going.WARMING:
                chosen.append((-rank, -one.momentum, one.id, one))
        yield
    return [one for *_rank, one in (yield from sorting(chosen, itemgetter(0, 1, 2)))]


def _why_potential(session: Session, one: OnMap, today: date) -> str:
    seen = _seen(session, one.id, today)
    does = portraits.does_words(seen, one.face.first_name, _pronouns(session, one.id))
    return " ".join(part for part in (portraits.potential_words(one.momentum, one.depth.seen), does) if part)


def _signs(session: Session, person: PersonId, today: date) -> dict[Sign, depth.SignEvidence]:
    history = history_in(session, person, moments_in(session, person), (), today, None, True)
    return depth.sign_states(history.moments, today)


def _seen(session: Session, person: PersonId, today: date) -> list[Sign]:
    return [sign for sign, one in _signs(session, person, today).items() if one.is_present]


def _pronouns(session: Session, person: PersonId) -> Pronouns | None:
    return read_pronouns(session.execute(_PRONOUNS, {"person": person}).scalar() or "")


def _longest(session: Session, by_id: Mapping[int, OnMap], today: date) -> PortraitView | None:
    """Whom of them I have known the longest: by the date we met or began to work, else by the first conversation."""
    found: list[tuple[tuple[int, int, int], OnMap, PartialDate]] = []
    for person, year, month, day in session.execute(_SINCE):
        if person in by_id:
            found.append(((year, month or 13, day or 32), by_id[person], PartialDate(year, month, day)))
            break
    for person, on in session.execute(_FIRST_TALKS):
        if person in by_id:
            found.append(((on.year, on.month, on.day), by_id[person], PartialDate.of(on)))
            break
    if not found:
        return None
    _key, one, since = min(found, key=lambda each: each[0])
    return _known_longest(session, one, since, today)


def _known_longest(session: Session, one: OnMap, since: PartialDate, today: date) -> PortraitView:
    face = one.face
    owed = session.execute(_OWED, {"person": one.id}).scalar()
    parts = [portraits.since_words(since), portraits.signs_words(one.depth.seen)]
    if owed is not None:
        parts.append(portraits.thanks_words(face.first_name, _pronouns(session, one.id)))
    name = in_sentence(face.first_name)
    return PortraitView(
        kind=Portrait.LONGEST,
        person=face,
        title=_("Longest"),
        reason=" ".join(parts),
        act=Act.THANK,
        act_words=_("Say thank you"),
        suggestion=_("Thank {name} for all these years").format(name=name),
        referral_id=None if owed is None else ReferralId(owed),
    )


def repairs_of(session: Session, low: Sequence[OnMap], today: date) -> tuple[Repair, ...]:
    """The repair list of those who are important and `low`, with small next steps."""
    return tuple(_repair(session, one, today) for one in low)


def _repair(session: Session, one: OnMap, today: date) -> Repair:
    face = one.face
    signs = _signs(session, one.id, today)
    steps: list[str] = []
    if session.execute(_OWED, {"person": one.id}).scalar() is not None:
        steps.append(_("Thank {name} for the introduction.").format(name=in_sentence(face.first_name)))
    if one.usual is not None and one.silence > 2 * one.usual:
        steps.append(_("Ring {name} for no reason.").format(name=in_sentence(face.first_name)))
    fading = [sign for sign, each in signs.items() if each.is_fading]
    absent = [sign for sign, each in signs.items() if each.state is SignState.NOT_SEEN]
    steps += [portraits.step_for(sign, face.first_name) for sign in (*fading, *absent)]
    seen = [sign for sign, each in signs.items() if each.is_present]
    does = portraits.does_words(seen, face.first_name, _pronouns(session, one.id))
    why = " ".join(part for part in (portraits.potential_words(one.momentum, one.depth.seen), does) if part)
    return Repair(person=face, why=why, steps=tuple(steps[:_STEPS]))
