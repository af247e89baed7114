"""The evidence behind a standing, a warning and a sign: what is one press away from every such sentence (D1 to D3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from relmgr.domain import depth
from relmgr.domain.calendar_words import short_day
from relmgr.domain.ids import ConversationId, ExpectationId, MomentId, OverrulingId, PersonId, RoughPatchId
from relmgr.domain.kinds import MilestoneKind, Sign, SignState, Standing
from relmgr.domain.moments import MEANINGS, STORY_KINDS, Moment, MomentKind, say, sign_words
from relmgr.domain.numbers import starting
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.services.depth.gathering import history_in, minds_silence, moments_in
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

_OTHERS = 40
"""How many of what else was noted are listed at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """One dated piece: what happened, the note, and what it opens, one of the ids."""

    day: date
    words: str
    note: str = ""
    speaks_against: bool = False
    """Against the sign, or a warning: shown with its own shape."""
    moment_id: MomentId | None = None
    conversation_id: ConversationId | None = None
    """Where it was seen; of a moment, the conversation it was marked in."""
    patch_id: RoughPatchId | None = None
    expectation_id: ExpectationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignEvidenceView:
    """One sign: its state in words, and everything that speaks for or against it, the newest first."""

    sign: Sign
    state: SignState
    shown_as: SignState
    words: str
    state_words: str
    lines: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrulingDetails:
    """The user's own word, in force or ended."""

    id: OverrulingId
    standing: Standing
    reason: str
    on_day: date
    ended_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that the depth with somebody rests on, as of a day."""

    name: str
    first_name: str
    standing: Standing
    """What is shown: the user's word, else the computed."""
    computed: Standing
    computed_words: str
    """ "At risk, falling": what the evidence says, whatever the user says."""
    reasons: tuple[str, ...]
    before_words: str
    overruling: OverrulingDetails | None
    warnings: tuple[EvidenceLine, ...]
    """What puts it at risk: the recent warnings, rough patches, slips; the newest first."""
    signs: tuple[SignEvidenceView, ...]
    others: tuple[EvidenceLine, ...]
    """What was noted besides and speaks of no sign, the newest first."""
    others_more: int = 0
    """How many older ones there are."""


def evidence(store: Store, person_id: PersonId, today: date) -> Evidence:
    """What depth with somebody rests on as of `today`. Raises NotFoundError for nobody."""
    with store.read() as session:
        person = rows.get(session, t.person, person_id)
        summary = rows.get(session, t.summary, person_id)
        told = moments_in(session, person_id)
        died = _has_died(session, person_id)
        minds = minds_silence(person, today, has_died=died)
        history = history_in(session, person_id, told, None, today, summary.cadence_days, minds)
        words = _overrulings(session, person_id)
    talks = {row.id: row.conversation_id for row in told}
    judged = depth.judge(history, today)
    others = [one for one in reversed(history.moments) if one.kind in STORY_KINDS and one.day <= today]
    since = depth.trend_since(history, today)
    held = judged.overruling
    return Evidence(
        name=summary.name,
        first_name=summary.first_name,
        standing=judged.standing,
        computed=judged.computed,
        computed_words=depth.standing_sentence(judged.computed, judged.trend, since, today),
        reasons=depth.reasons(history, today),
        before_words=depth.before_words(history, today),
        overruling=next((one for one in words if held is not None and one.id == held.number), None),
        warnings=_warnings(history, talks, today),
        signs=tuple(
            _sign(one, depth.evidence_of(one.sign, history.moments, today), talks, today)
            for one in depth.sign_states(history.moments, today).values()
        ),
        others=tuple(
            _line(one, talks, today, against=MEANINGS[one.kind].lacks is not None) for one in others[:_OTHERS]
        ),
        others_more=max(0, len(others) - _OTHERS),
    )


def overrulings_of(store: Store, person_id: PersonId) -> tuple[OverrulingDetails, ...]:
    """Every word the user said about the standing, the newest first."""
    with store.read() as session:
        return _overrulings(session, person_id)


def _overrulings(session: Session, person_id: PersonId) -> tuple[OverrulingDetails, ...]:
    o = t.overruling.c
    query = select(t.overruling).where(o.person_id == person_id).order_by(o.on_day.desc(), o.id.desc())
    return tuple(
        OverrulingDetails(
            id=OverrulingId(row.id),
            standing=row.standing,
            reason=row.reason,
            on_day=row.on_day,
            ended_on=row.ended_on,
        )
        for row in session.execute(query)
    )


def _has_died(session: Session, person_id: PersonId) -> bool:
    m = t.milestone.c
    query = select(m.id).where(m.person_id == person_id, m.milestone_kind == MilestoneKind.DEATH)
    return session.execute(query).first() is not None


def _sign(
    one: depth.SignEvidence, moments: Iterable[Moment], talks: Mapping[int, int | None], today: date
) -> SignEvidenceView:
    return SignEvidenceView(
        sign=one.sign,
        state=one.state,
        shown_as=SignState.FADING if one.is_fading else one.state,
        words=sign_words(one.sign),
        state_words=depth.state_words(one.state),
        lines=tuple(_line(moment, talks, today, against=depth.is_contrary(moment)) for moment in moments),
    )


def _line(moment: Moment, talks: Mapping[int, int | None], today: date, *, against: bool) -> EvidenceLine:
    words = say(moment.kind, moment.day, today)
    if moment.kind is MomentKind.PATCH_MENDED:
        return EvidenceLine(
            day=moment.day, words=words, note=moment.note, patch_id=RoughPatchId(moment.number)
        )
    talk = talks.get(moment.number)
    return EvidenceLine(
        day=moment.day,
        words=words,
        note=moment.note,
        speaks_against=against,
        moment_id=MomentId(moment.number),
        conversation_id=None if talk is None else ConversationId(talk),
    )


def _warnings(
    history: depth.History, talks: Mapping[int, int | None], today: date
) -> tuple[EvidenceLine, ...]:
    lines = []
    for fact in depth.warning_facts(history, today):
        if not fact.moments:
            spoke = _("You last spoke on {day}").format(day=short_day(fact.days[0], today))
            lines.append(EvidenceLine(day=fact.days[0], words=fact.sentence, note=spoke, speaks_against=True))
        lines += [_line(moment, talks, today, against=True) for moment in fact.moments]
    for trouble in history.troubles_on(today):
        is_patch = trouble.kind is depth.TroubleKind.ROUGH_PATCH
        lines.append(
            EvidenceLine(
                day=trouble.since,
                words=depth.trouble_sentence(trouble, today),
                note=trouble.words if is_patch else "",
                speaks_against=True,
                patch_id=RoughPatchId(trouble.number) if is_patch else None,
                expectation_id=None if is_patch else ExpectationId(trouble.number),
            )
        )
    return tuple(sorted(lines, key=lambda one: one.day, reverse=True))


def notice_words(facts: Iterable[depth.WarningFact]) -> str:
    """The facts of a notice in one line: "Cancelled at the last minute on 3 Nov and 13 Nov. Haggled on 20 Nov."."""
    return " ".join(_("{sentence}.").format(sentence=starting(one.sentence)) for one in facts)
