"""The mirror: reviews of myself kept, and beside each characteristic what the moments say, with its evidence (D5)."""

from collections import Counter, defaultdict
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from relmgr.domain import mirror as rules
from relmgr.domain.calendar_words import months_before, short_day
from relmgr.domain.ids import ConversationId, ExpectationId, MomentId, PersonId
from relmgr.domain.kinds import (
    Characteristic,
    Direction,
    ExpectationKind,
    HowOften,
    ReviewKind,
    Status,
    Whose,
)
from relmgr.domain.mirror import Marks
from relmgr.domain.moments import MEANINGS, OFFERED, MomentKind, characteristic_words, say
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.services.in_slices import finished
from relmgr.services.people.faces import PersonFace, faces
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.light import light
from relmgr.store.store import Session
from relmgr.store.types import Day

_EVIDENCE = 60
"""Lines of evidence for one characteristic: more than anybody reads."""

_PEOPLE = 12
_STEP = timedelta(days=14)
"""Moments counted in one step: some milliseconds where a hundred thousand people are known."""

_HISTORY = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInput:
    """My answer about one characteristic: did I show it, do I see it in them, and a note; None is no answer."""

    characteristic: Characteristic
    mine: HowOften | None = None
    theirs: HowOften | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorReview:
    """One look into the mirror as it was kept; `person` None is everyone."""

    id: int
    on_day: date
    person: PersonFace | None
    answers: tuple[AnswerInput, ...]
    text: str
    words: str
    """ "3 Nov, about everyone"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorEvidence:
    """One dated piece behind a sentence, and what it opens: one of the ids."""

    day: date
    day_words: str
    words: str
    person_id: PersonId
    name: str
    is_mine: bool
    speaks_against: bool = False
    moment_id: MomentId | None = None
    conversation_id: ConversationId | None = None
    expectation_id: ExpectationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorLine:
    """One characteristic: where the two stand, what is read out of it, and what the moments say."""

    characteristic: Characteristic
    name: str
    marks: Marks
    words: str
    said: str
    """Sentences about me, then about them; nothing where nothing was noted. `evidence` has what they rest on."""
    person_id: PersonId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorView:
    """The whole mirror, of everyone or of one person."""

    person: PersonFace | None
    lines: tuple[MirrorLine, ...]
    closing: str
    reviewed_on: date | None
    people: tuple[PersonFace, ...]
    """Of whom there are reviews of their own, the latest first."""

    def line(self, characteristic: Characteristic) -> MirrorLine:
        """The line of `characteristic`."""
        return next(one for one in self.lines if one.characteristic is characteristic)


def mirror(store: Store, today: date, person_id: PersonId | None = None) -> MirrorView:
    """The mirror of one person, or of everyone: then the middle of what I said of all and of each, the latest of each.

    Raises NotFoundError for nobody.
    """
    return finished(reading(store, today, person_id))


def reading(
    store: Store, today: date, person_id: PersonId | None = None
) -> Generator[None, None, MirrorView]:
    """The same a step at a time; the store rests between the steps. Raises NotFoundError for nobody."""
    if person_id is not None:
        with store.read() as session:
            rows.get(session, t.person, person_id)
    noted = yield from _counted(store, today, person_id)
    with store.read() as session:
        latest = _latest(session)
        shown = faces(session, [one for one in latest if one is not None])
        chosen = [person_id] if person_id is not None else list(latest)
        answers = _answers(session, [latest[one][0] for one in chosen if one in latest])
        reviewed = [latest[one][1] for one in chosen if one in latest]
        marks = {
            one: Marks(
                rules.middle(row.mine for row in answers if row.characteristic is one),
                rules.middle(row.theirs for row in answers if row.characteristic is one),
            )
            for one in Characteristic
        }
        lines = tuple(_line(one, marks[one], noted) for one in Characteristic)
        person = faces(session, [person_id]).get(person_id) if person_id is not None else None
    known = [shown[one] for one in latest if one is not None and one in shown]
    last = max(reviewed, default=None)
    return MirrorView(
        person=person,
        lines=lines,
        closing=rules.closing(marks, last, today),
        reviewed_on=last,
        people=tuple(known[:_PEOPLE]),
    )


def _latest(session: Session) -> dict[PersonId | None, tuple[int, date]]:
    """The last review of everyone and of each person, by person, the latest first: (id, day)."""
    r = t.review.c
    query = (
        select(r.id, r.person_id, r.on_day)
        .outerjoin(t.summary, t.summary.c.id == r.person_id)
        .where(r.review_kind == ReviewKind.MIRROR, func.coalesce(t.summary.c.is_deleted, 0) == 0)
        .order_by(r.on_day.desc(), r.id.desc())
    )
    found: dict[PersonId | None, tuple[int, date]] = {}
    for row in session.execute(query):
        found.setdefault(None if row.person_id is None else PersonId(row.person_id), (row.id, row.on_day))
    return found


def _answers(session: Session, reviews: Iterable[int]) -> Sequence[Any]:
    a = t.mirror_answer.c
    return session.execute(select(t.mirror_answer).where(a.review_id.in_(list(reviews)))).all()


def _line(characteristic: Characteristic, marks: Marks, noted: "_Counted") -> MirrorLine:
    return MirrorLine(
        characteristic=characteristic,
        name=characteristic_words(characteristic),
        marks=marks,
        words=rules.line_words(characteristic, marks),
        said=" ".join(one for one in noted.sentences(characteristic) if one),
        person_id=noted.person_id,
    )


def _noted_kinds(
    store: Store, today: date, person_id: PersonId | None
) -> Generator[None, None, Counter[MomentKind]]:
    """How many moments of each kind were noted in the months looked back at, some weeks at a step."""
    asked = _asked(today, person_id)
    found: Counter[MomentKind] = Counter()
    since, last = asked["since"], asked["today"]
    while since < last:
        until = min(last, since + _STEP) if person_id is None else last  # of one person there are few
        with store.read() as session:
            counts = session.execute(
                _KINDS[person_id is None], asked | {"since": since, "today": until}
            ).all()
        for kind, count in counts:
            found[MomentKind(kind)] += count
        since = until
        yield
    return found


def _counted(store: Store, today: date, person_id: PersonId | None) -> Generator[None, None, "_Counted"]:
    kinds = yield from _noted_kinds(store, today, person_id)
    asked, found = _asked(today, person_id), []
    for query in (_STARTED, _CLOSED, _TOLD_LATE, _FEEDBACK):
        with store.read() as session:
            found.append(light(session).execute(query[person_id is None], asked).all())
        yield
    return _Counted(today, person_id, kinds, found)


class _Counted:
    """What was noted in the months looked back at, counted once for all seven characteristics."""

    def __init__(
        self,
        today: date,
        person_id: PersonId | None,
        kinds: Mapping[MomentKind, int],
        found: Sequence[Sequence[Any]],
    ) -> None:
        self.today, self.since = today, months_before(today, rules.LOOKS_BACK_MONTHS)
        self.person_id = person_id
        self._kinds = kinds
        self._started, self._closed, self._told_late, self._feedback = found

    def sentences(self, characteristic: Characteristic) -> tuple[str, ...]:
        """About me, what was counted first and then what was noted; about them."""
        mine: Counter[MomentKind] = Counter()
        theirs = {True: 0, False: 0}
        for kind, count in self._kinds.items():
            meaning = MEANINGS[kind]
            if characteristic in (meaning.shows, meaning.lacks):
                if meaning.whose is Whose.MINE:
                    mine[kind] += count
                else:
                    theirs[meaning.shows is characteristic] += count
        if characteristic is Characteristic.COMMITMENT:  # what they promised counts as what I promised does
            for row in self._closed:
                if row.direction is Direction.OF_THEM:
                    theirs[row.status is not Status.MISSED] += 1
        order = sorted(mine, key=lambda kind: (MEANINGS[kind].lacks is not characteristic, -mine[kind], kind))
        return (
            self._said(characteristic),
            rules.mine_words({kind: mine[kind] for kind in order}, self.since, self.today),
            rules.theirs_words(theirs[True], theirs[False], self.since, self.today),
        )

    def _said(self, characteristic: Characteristic) -> str:
        match characteristic:
            case Characteristic.PARTICIPATION:
                return rules.started_words([bool(row.by_me) for row in self._started])
            case Characteristic.COMMITMENT:
                mine = [row for row in self._closed if row.direction is Direction.OF_ME]
                kept = sum(row.status is not Status.MISSED for row in mine)
                return rules.kept_words(kept, len(mine), self.since, self.today)
            case Characteristic.COMMUNICATION:
                names = [row.first_name for row in self._told_late]
                return rules.told_late_words(names, self.since, self.today)
            case Characteristic.IMPROVEMENT:
                changed = sum(row.changed_on is not None for row in self._feedback)
                return rules.changed_words(changed, len(self._feedback))
            case _:
                return ""


def evidence(store: Store, today: date, line: MirrorLine) -> tuple[MirrorEvidence, ...]:
    """Every dated piece that what is said in `line` rests on, the newest first."""
    everyone = line.person_id is None
    asked = _asked(today, line.person_id)
    kinds = [
        kind.value for kind in OFFERED if line.characteristic in (MEANINGS[kind].shows, MEANINGS[kind].lacks)
    ]
    found: list[MirrorEvidence] = []
    with store.read() as session:
        for row in session.execute(_MOMENTS[everyone], asked | {"kinds": kinds}):
            found.append(_moment(row, line.characteristic, today))
        match line.characteristic:
            case Characteristic.PARTICIPATION:
                found += [_talk(row, today) for row in session.execute(_STARTED[everyone], asked)]
            case Characteristic.COMMITMENT:
                found += [_promise(row, today) for row in session.execute(_CLOSED[everyone], asked)]
            case Characteristic.COMMUNICATION:
                found += [_told(row, today) for row in session.execute(_TOLD_LATE[everyone], asked)]
            case _:
                pass
    return tuple(sorted(found, key=lambda one: one.day, reverse=True)[:_EVIDENCE])


def _moment(row: Any, characteristic: Characteristic, today: date) -> MirrorEvidence:
    kind = MomentKind(row.moment_kind)
    meaning = MEANINGS[kind]
    return _piece(
        row,
        say(kind, row.on_day, today),
        today,
        is_mine=meaning.whose is Whose.MINE,
        speaks_against=meaning.lacks is characteristic,
        moment_id=MomentId(row.id),
    )


def _talk(row: Any, today: date) -> MirrorEvidence:
    words = _("You started the conversation") if row.by_me else _("They started the conversation")
    return _piece(row, words, today, is_mine=bool(row.by_me), conversation_id=ConversationId(row.id))


def _promise(row: Any, today: date) -> MirrorEvidence:
    missed = row.status is Status.MISSED
    words = (_("Missed: {what}") if missed else _("Kept: {what}")).format(what=row.statement)
    is_mine = row.direction is Direction.OF_ME
    return _piece(
        row, words, today, is_mine=is_mine, speaks_against=missed, expectation_id=ExpectationId(row.id)
    )


def _told(row: Any, today: date) -> MirrorEvidence:
    words = _("Told after its day: {what}").format(what=row.statement)
    return _piece(row, words, today, is_mine=True, speaks_against=True, expectation_id=ExpectationId(row.id))


def _piece(row: Any, words: str, today: date, *, is_mine: bool, **opens: Any) -> MirrorEvidence:
    return MirrorEvidence(
        day=row.on_day,
        day_words=short_day(row.on_day, today),
        words=words,
        person_id=PersonId(row.person_id),
        name=row.first_name,
        is_mine=is_mine,
        **opens,
    )


def _asked(today: date, person_id: PersonId | None) -> dict[str, Any]:
    since = months_before(today, rules.LOOKS_BACK_MONTHS)
    return {"since": since, "today": today, **({} if person_id is None else {"person": person_id})}


def _both(query: Select[Any], person: Any) -> dict[bool, Select[Any]]:
    """The statement about everyone (True) and about one person (False): built once, for building takes its time."""
    return {True: query, False: query.where(person == bindparam("person"))}


_SINCE, _TODAY = (bindparam(name, type_=Day()) for name in ("since", "today"))
_M, _E, _F, _S = t.moment.c, t.expectation.c, t.feedback.c, t.summary.c
_C, _P = t.conversation.c, t.conversation_person.c
# Who is in the trash are few: asked for so, the moments are read from their index of days alone.
_GONE = select(_S.id).where(_S.is_deleted.is_(True))
_SHOWN = func.coalesce(_S.is_deleted, 0) == 0
_KINDS = _both(
    select(_M.moment_kind, func.count())
    .where(_M.on_day > _SINCE, _M.on_day <= _TODAY, _M.person_id.not_in(_GONE))
    .where(
        _M.moment_kind.in_([kind.value for kind in OFFERED if MEANINGS[kind].shows or MEANINGS[kind].lacks])
    )
    .group_by(_M.moment_kind),
    _M.person_id,
)
_MOMENTS = _both(
    select(_M.id, _M.person_id, _M.on_day, _M.moment_kind, _S.first_name)
    .join(t.summary, _S.id == _M.person_id)
    .where(_M.on_day > _SINCE, _M.on_day <= _TODAY, _SHOWN)
    .where(_M.moment_kind.in_(bindparam("kinds", expanding=True)))
    .order_by(_M.on_day.desc(), _M.id.desc())
    .limit(_EVIDENCE),
    _M.person_id,
)
_NEWEST = select(_C.id).where(_C.on_day <= _TODAY).order_by(_C.on_day.desc()).limit(10 * rules.LAST_TALKS)
_TALKED = (
    select(_C.id, _C.on_day, _C.by_me, func.min(_P.person_id).label("person_id"), _S.first_name)
    .join(t.conversation_person, _P.conversation_id == _C.id)
    .join(t.summary, _S.id == _P.person_id)
    .where(_C.by_me.is_not(None), _C.on_day <= _TODAY, _SHOWN)
    .group_by(_C.id)
    .order_by(_C.on_day.desc(), _C.id.desc())
    .limit(rules.LAST_TALKS)
)
# The newest conversations first, or all of them would be grouped.
_STARTED = {
    True: _TALKED.where(_C.id.in_(_NEWEST)),
    False: _TALKED.where(_P.person_id == bindparam("person")),
}
_CLOSED = _both(
    select(
        _E.id,
        _E.person_id,
        _E.statement,
        _E.status,
        _E.direction,
        _E.closed_on.label("on_day"),
        _S.first_name,
    )
    .join(t.summary, _S.id == _E.person_id)
    .where(_E.closed_on > _SINCE, _E.closed_on <= _TODAY, _SHOWN)
    .where(_E.expectation_kind == ExpectationKind.PROMISE)
    .order_by(_E.closed_on.desc()),
    _E.person_id,
)
_TOLD_LATE = _both(
    select(_E.id, _E.person_id, _E.statement, _E.told_on.label("on_day"), _S.first_name)
    .join(t.summary, _S.id == _E.person_id)
    .where(_E.told_on > _SINCE, _E.told_on <= _TODAY, _E.direction == Direction.OF_ME, _SHOWN)
    .where(_E.told_on > func.coalesce(_E.due_until, _E.due_on))
    .order_by(_E.told_on.desc()),
    _E.person_id,
)
_FEEDBACK = _both(
    select(_F.changed_on).where(_F.is_mine.is_(False), _F.given_on > _SINCE, _F.given_on <= _TODAY),
    _F.person_id,
)


def save(
    store: Store,
    today: date,
    answers: Sequence[AnswerInput],
    person_id: PersonId | None = None,
    text: str = "",
) -> int:
    """Keep a look into the mirror, about everyone or one person; its id.

    Raises InputError where nothing was answered, NotFoundError for nobody.
    """
    with store.change(_("Look into the mirror")) as session:
        return _save_in(session, today, answers, person_id, text)


def _save_in(
    session: Session, today: date, answers: Sequence[AnswerInput], person_id: PersonId | None, text: str
) -> int:
    given = [one for one in answers if one.mine is not None or one.theirs is not None or one.note.strip()]
    if not given:
        raise InputError(_("Answer at least one question, or leave the mirror for another day."), "answers")
    if person_id is not None:
        rows.get(session, t.person, person_id)
    values = {"person_id": person_id, "review_kind": ReviewKind.MIRROR, "on_day": today, "text": text.strip()}
    review = rows.add(session, t.review, values)
    for one in given:
        answer = {"characteristic": one.characteristic, "mine": one.mine, "theirs": one.theirs}
        rows.add(session, t.mirror_answer, {"review_id": review, **answer, "note": one.note.strip()})
    return review


def remove(store: Store, review_id: int) -> None:
    """Take a review out; undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove a look into the mirror")) as session:
        rows.remove(session, t.review, review_id)


def reviews(store: Store, today: date) -> tuple[MirrorReview, ...]:
    """Every look into the mirror, the latest first."""
    r = t.review.c
    query = (
        select(r.id, r.person_id, r.on_day, r.text)
        .where(r.review_kind == ReviewKind.MIRROR)
        .order_by(r.on_day.desc(), r.id.desc())
        .limit(_HISTORY)
    )
    with store.read() as session:
        found = session.execute(query).all()
        shown = faces(session, [row.person_id for row in found if row.person_id is not None])
        answers: dict[int, list[AnswerInput]] = defaultdict(list)
        for row in _answers(session, [row.id for row in found]):
            answers[row.review_id].append(
                AnswerInput(
                    characteristic=row.characteristic, mine=row.mine, theirs=row.theirs, note=row.note
                )
            )
    return tuple(_review(row, shown, answers[row.id], today) for row in found)


def _review(
    row: Any, shown: dict[PersonId, PersonFace], answers: list[AnswerInput], today: date
) -> MirrorReview:
    person = shown.get(row.person_id)
    day = short_day(row.on_day, today)
    words = _("{day}, about everyone").format(day=day)
    if person is not None:
        words = _("{day}, about {name}").format(day=day, name=person.first_name)
    return MirrorReview(
        id=row.id, on_day=row.on_day, person=person, answers=tuple(answers), text=row.text, words=words
    )
