"""The mirror: reviews of myself kept, and beside each characteristic what the moments say, with its evidence (D5)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

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
from relmgr.services.people.faces import PersonFace, faces
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

_EVIDENCE = 60
"""Lines of evidence for one characteristic: more than anybody reads."""

_PEOPLE = 12
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
    """Sentences about me, then about them; nothing where nothing was noted."""
    evidence: tuple[MirrorEvidence, ...]


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
    with store.read() as session:
        if person_id is not None:
            rows.get(session, t.person, person_id)
        latest = _latest(session)
        shown = faces(session, [one for one in latest if one is not None])
        chosen = [person_id] if person_id is not None else list(latest)
        answers = _answers(session, [latest[one][0] for one in chosen if one in latest])
        reviewed = [latest[one][1] for one in chosen if one in latest]
        noted = _Noted(session, today, person_id)
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


def _line(characteristic: Characteristic, marks: Marks, noted: "_Noted") -> MirrorLine:
    return MirrorLine(
        characteristic=characteristic,
        name=characteristic_words(characteristic),
        marks=marks,
        words=rules.line_words(characteristic, marks),
        said=" ".join(one for one in noted.sentences(characteristic) if one),
        evidence=noted.evidence(characteristic),
    )


class _Noted:
    """What was noted in the months looked back at, read once for all seven characteristics."""

    def __init__(self, session: Session, today: date, person_id: PersonId | None) -> None:
        self.today, self.since = today, months_before(today, rules.LOOKS_BACK_MONTHS)
        self._person = person_id
        self._moments = self._read_moments(session)
        self._started = self._read_started(session)
        self._closed = self._read_closed(session)
        self._told_late = self._read_told_late(session)
        self._feedback = self._read_feedback(session)

    def _of_person(self, query: Select[Any], column: Any) -> Select[Any]:
        return query if self._person is None else query.where(column == self._person)

    def _read_moments(self, session: Session) -> list[Any]:
        m, s = t.moment.c, t.summary.c
        query = (
            select(m.id, m.person_id, m.on_day, m.moment_kind, m.note, s.first_name)
            .join(t.summary, s.id == m.person_id)
            .where(m.on_day > self.since, m.on_day <= self.today, func.coalesce(s.is_deleted, 0) == 0)
            .where(m.moment_kind.in_(_MIRRORED))
            .order_by(m.on_day.desc(), m.id.desc())
        )
        return list(session.execute(self._of_person(query, m.person_id)).all())

    def _read_started(self, session: Session) -> list[Any]:
        c, p, s = t.conversation.c, t.conversation_person.c, t.summary.c
        query = (
            select(c.id, c.on_day, c.by_me, func.min(p.person_id).label("person_id"), s.first_name)
            .join(t.conversation_person, p.conversation_id == c.id)
            .join(t.summary, s.id == p.person_id)
            .where(c.by_me.is_not(None), c.on_day <= self.today, func.coalesce(s.is_deleted, 0) == 0)
            .group_by(c.id)
            .order_by(c.on_day.desc(), c.id.desc())
            .limit(rules.LAST_TALKS)
        )
        if self._person is None:  # the newest conversations first, or all of them would be grouped
            newest = (
                select(c.id)
                .where(c.on_day <= self.today)
                .order_by(c.on_day.desc())
                .limit(10 * rules.LAST_TALKS)
            )
            query = query.where(c.id.in_(newest))
        return list(session.execute(self._of_person(query, p.person_id)).all())

    def _read_closed(self, session: Session) -> list[Any]:
        e, s = t.expectation.c, t.summary.c
        query = (
            select(
                e.id,
                e.person_id,
                e.statement,
                e.status,
                e.direction,
                e.closed_on.label("on_day"),
                s.first_name,
            )
            .join(t.summary, s.id == e.person_id)
            .where(e.closed_on > self.since, e.closed_on <= self.today)
            .where(e.expectation_kind == ExpectationKind.PROMISE, func.coalesce(s.is_deleted, 0) == 0)
            .order_by(e.closed_on.desc())
        )
        return list(session.execute(self._of_person(query, e.person_id)).all())

    def _read_told_late(self, session: Session) -> list[Any]:
        e, s = t.expectation.c, t.summary.c
        query = (
            select(e.id, e.person_id, e.statement, e.told_on.label("on_day"), s.first_name)
            .join(t.summary, s.id == e.person_id)
            .where(e.told_on > self.since, e.told_on <= self.today, e.direction == Direction.OF_ME)
            .where(e.told_on > func.coalesce(e.due_until, e.due_on), func.coalesce(s.is_deleted, 0) == 0)
            .order_by(e.told_on.desc())
        )
        return list(session.execute(self._of_person(query, e.person_id)).all())

    def _read_feedback(self, session: Session) -> list[Any]:
        f = t.feedback.c
        query = select(f.changed_on).where(
            f.is_mine.is_(False), f.given_on > self.since, f.given_on <= self.today
        )
        return list(session.execute(self._of_person(query, f.person_id)).all())

    def sentences(self, characteristic: Characteristic) -> tuple[str, ...]:
        """About me, what was counted first and then what was noted; about them."""
        kinds = [MomentKind(row.moment_kind) for row in self._moments]
        mine: Counter[MomentKind] = Counter()
        theirs = {True: 0, False: 0}
        for kind in kinds:
            meaning = MEANINGS[kind]
            if characteristic in (meaning.shows, meaning.lacks):
                if meaning.whose is Whose.MINE:
                    mine[kind] += 1
                else:
                    theirs[meaning.shows is characteristic] += 1
        order = sorted(mine, key=lambda kind: (MEANINGS[kind].lacks is not characteristic, -mine[kind]))
        return (
            self._counted(characteristic),
            rules.mine_words({kind: mine[kind] for kind in order}, self.since, self.today),
            rules.theirs_words(theirs[True], theirs[False], self.since, self.today),
        )

    def _counted(self, characteristic: Characteristic) -> str:
        match characteristic:
            case Characteristic.PARTICIPATION:
                return rules.started_words([bool(row.by_me) for row in self._started])
            case Characteristic.COMMITMENT:
                return self._kept()
            case Characteristic.COMMUNICATION:
                names = [row.first_name for row in self._told_late]
                return rules.told_late_words(names, self.since, self.today)
            case Characteristic.IMPROVEMENT:
                changed = sum(row.changed_on is not None for row in self._feedback)
                return rules.changed_words(changed, len(self._feedback))
            case _:
                return ""

    def _kept(self) -> str:
        mine = [row for row in self._closed if row.direction is Direction.OF_ME]
        kept = sum(row.status is not Status.MISSED for row in mine)
        return rules.kept_words(kept, len(mine), self.since, self.today)

    def evidence(self, characteristic: Characteristic) -> tuple[MirrorEvidence, ...]:
        """Every dated piece the sentences count, the newest first."""
        found: list[MirrorEvidence] = []
        for row in self._moments:
            kind = MomentKind(row.moment_kind)
            meaning = MEANINGS[kind]
            if characteristic in (meaning.shows, meaning.lacks):
                found.append(
                    self._piece(
                        row,
                        say(kind, row.on_day, self.today),
                        is_mine=meaning.whose is Whose.MINE,
                        speaks_against=meaning.lacks is characteristic,
                        moment_id=MomentId(row.id),
                    )
                )
        if characteristic is Characteristic.PARTICIPATION:
            for row in self._started:
                words = _("You started the conversation") if row.by_me else _("They started the conversation")
                found.append(
                    self._piece(row, words, is_mine=bool(row.by_me), conversation_id=ConversationId(row.id))
                )
        if characteristic is Characteristic.COMMITMENT:
            for row in self._closed:
                missed = row.status is Status.MISSED
                words = _("Missed: {what}") if missed else _("Kept: {what}")
                found.append(self._promise(row, words, speaks_against=missed))
        if characteristic is Characteristic.COMMUNICATION:
            for row in self._told_late:
                found.append(self._promise(row, _("Told after its day: {what}"), speaks_against=True))
        return tuple(sorted(found, key=lambda one: one.day, reverse=True)[:_EVIDENCE])

    def _promise(self, row: Any, words: str, *, speaks_against: bool) -> MirrorEvidence:
        is_mine = getattr(row, "direction", Direction.OF_ME) is Direction.OF_ME
        return self._piece(
            row,
            words.format(what=row.statement),
            is_mine=is_mine,
            speaks_against=speaks_against,
            expectation_id=ExpectationId(row.id),
        )

    def _piece(self, row: Any, words: str, *, is_mine: bool, **opens: Any) -> MirrorEvidence:
        return MirrorEvidence(
            day=row.on_day,
            day_words=short_day(row.on_day, self.today),
            words=words,
            person_id=PersonId(row.person_id),
            name=row.first_name,
            is_mine=is_mine,
            **opens,
        )


_MIRRORED = [kind.value for kind in OFFERED if MEANINGS[kind].shows or MEANINGS[kind].lacks]


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
