"""The eight sides of a person: what is known of each, and good questions where nothing is (P4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, select

from relmgr.domain import phrases
from relmgr.domain.fold import fold
from relmgr.domain.ids import FactId, PersonId, RelationId
from relmgr.domain.kinds import FactSource, MilestoneKind, Sensitivity, Side
from relmgr.domain.pronouns import read_pronouns
from relmgr.domain.sides import FAMILY_RELATIONS, questions, side_words, sides_known, sides_sentence
from relmgr.i18n import _
from relmgr.services import relations, rows
from relmgr.services.card.who import relation_words
from relmgr.services.relations import RelationView
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLine:
    """One thing known of a side, and what it is kept as; without either id it is in the person's own form."""

    text: str
    details: str
    """When and where it was heard, and how it may be used; "" where nothing is noted of that."""
    fact_id: FactId | None = None
    relation_id: RelationId | None = None


@dataclass(frozen=True, slots=True)
class OfferedQuestion:
    """A question of the bank that nobody asked or answered yet."""

    text: str
    is_noted: bool
    """It is to be asked next time already."""


@dataclass(frozen=True, slots=True)
class SideView:
    """One side: what is known, or else up to three questions to get to know it."""

    side: Side
    word: str
    known: tuple[KnownLine, ...]
    questions: tuple[OfferedQuestion, ...]


@dataclass(frozen=True, slots=True)
class SidesView:
    """All eight, and the sentence on how many are known."""

    first_name: str
    sentence: str
    sides: tuple[SideView, ...]


_PERSON: Any = bindparam("person")
_F, _Q, _M = t.fact.c, t.question.c, t.milestone.c
_FACTS = select(t.fact).where(_F.person_id == _PERSON).order_by(_F.position, _F.id)
_QUESTIONS = select(_Q.text, _Q.asked_on).where(_Q.person_id == _PERSON)
_DATES = select(_M.milestone_kind).where(_M.person_id == _PERSON)


def source_words(source: FactSource) -> str:
    """Where a fact was heard, at the end of a line."""
    return {
        FactSource.CONVERSATION: _("from a conversation"),
        FactSource.IMPORT: _("from an import"),
        FactSource.OWN: _("noted by hand"),
    }[source]


def sensitivity_words(sensitivity: Sensitivity) -> str:
    """How a fact may be used in talk, in a sentence; "" for what is fine to mention."""
    return {
        Sensitivity.FINE: "",
        Sensitivity.WORK_ONLY: _("work only"),
        Sensitivity.NEVER_FIRST: _("never mention first"),
    }[sensitivity]


def sides(store: Store, person_id: PersonId, today: date) -> SidesView:
    """The eight sides in their order. Raises NotFoundError for nobody."""
    with store.read() as session:
        return _read(session, person_id, today)


def _read(session: Session, person_id: PersonId, today: date) -> SidesView:
    person = rows.get(session, t.person, person_id)
    first_name = session.execute(
        select(t.summary.c.first_name).where(t.summary.c.id == person_id)
    ).scalar_one()
    chosen = {"person": person_id}
    facts = session.execute(_FACTS, chosen).all()
    family = [one for one in relations.of_in(session, person_id) if one.kind in FAMILY_RELATIONS]
    noted = session.execute(_QUESTIONS, chosen).all()
    dates: list[MilestoneKind] = list(session.execute(_DATES, chosen).scalars())
    known = sides_known(
        [row.side for row in facts],
        [one.kind for one in family],
        milestones=dates,
        city=person.city,
    )
    asked = {fold(row.text) for row in noted if row.asked_on is not None}
    asked |= {fold(row.question) for row in facts if row.question}
    waiting = {fold(row.text) for row in noted if row.asked_on is None}
    views = tuple(
        SideView(
            side,
            side_words(side),
            _known(side, facts, family, person.city, today),
            () if side in known else _offered(side, asked, waiting),
        )
        for side in Side
    )
    sentence = sides_sentence(known, first_name, read_pronouns(person.pronouns))
    return SidesView(first_name, sentence, views)


def _known(
    side: Side, facts: Sequence[Row[Any]], family: Sequence[RelationView], city: str, today: date
) -> tuple[KnownLine, ...]:
    lines = [
        KnownLine(text=row.text, details=_details(row, today), fact_id=FactId(row.id))
        for row in facts
        if row.side is side
    ]
    if side is Side.FAMILY:
        lines += [
            KnownLine(text=one.other_name, details=one.label or relation_words(one.kind), relation_id=one.id)
            for one in family
        ]
    if side is Side.PLACES and city.strip():
        lines.append(KnownLine(text=city, details=""))
    return tuple(lines)


def _details(row: Row[Any], today: date) -> str:
    heard = _("Heard {day}").format(day=phrases.on_day(row.heard_on, today)) if row.heard_on else ""
    said = (row.label, heard, source_words(row.source), sensitivity_words(row.sensitivity))
    words = _(", ").join(part for part in said if part)
    return words[:1].upper() + words[1:]


def _offered(side: Side, asked: set[str], waiting: set[str]) -> tuple[OfferedQuestion, ...]:
    fresh = [question for question in questions(side) if fold(question) not in asked]
    return tuple(OfferedQuestion(one, fold(one) in waiting) for one in fresh[:MOST_QUESTIONS])
