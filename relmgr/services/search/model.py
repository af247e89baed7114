"""What a search gives back."""

from dataclasses import dataclass
from enum import StrEnum

from relmgr.domain.ids import PersonId
from relmgr.domain.search.marking import Marked, Span
from relmgr.domain.search.ranking import Rank, Standing
from relmgr.services.people.faces import PersonFace


class HitKind(StrEnum):
    """What was found; a source of a card's lines has the same word there."""

    PERSON = "person"
    ORGANISATION = "organisation"
    LABEL = "label"
    CONVERSATION = "conversation"
    FACT = "fact"
    LIFE_EVENT = "life_event"
    MILESTONE = "milestone"
    EXPECTATION = "expectation"
    WAY = "way"
    GOAL = "goal"
    NEED = "need"
    STAGE = "stage"
    CHAPTER = "chapter"
    MOMENT = "moment"
    REFERRAL = "referral"
    REMINDER = "reminder"
    QUESTION = "question"
    HEADS_UP = "heads_up"
    GIVE = "give"
    ADVICE = "advice"
    FEEDBACK = "feedback"
    ROUGH_PATCH = "rough_patch"
    MISTAKE = "mistake"
    KINDNESS = "kindness"
    FIRST_STEP = "first_step"
    DEEPENING = "deepening"
    LONG_VIEW = "long_view"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found, and whose card it opens."""

    kind: HitKind
    id: int
    person_id: PersonId | None
    """None for what belongs to nobody, such as an organisation."""
    title: str
    detail: str
    marks: tuple[Span, ...] = ()
    """The letters of the title that matched."""
    detail_marks: tuple[Span, ...] = ()
    face: PersonFace | None = None
    """Of a person found."""
    is_private: bool = False
    """Never to be mentioned first: not shown as text while names are hidden."""
    rank: Rank = Rank.KNOWN


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hit with what its place is made from."""

    standing: Standing
    hit: Hit


def titled(kind: HitKind, marked: Marked, detail: str, standing: Standing, **more: object) -> Ranked:
    """A hit whose title is a marked text; its id and rank are those of `standing`."""
    hit = Hit(
        kind=kind,
        id=standing.number,
        title=marked.text,
        marks=marked.spans,
        detail=detail,
        rank=standing.rank,
        **more,  # type: ignore[arg-type]
    )
    return Ranked(standing, hit)
