"""What they want, and our story: goals, needs, why I care, how we met and the stages since (P9, P10)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row

from relmgr.domain import names, phrases
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import MilestoneKind, RelationKind
from relmgr.domain.stages import stage_word
from relmgr.i18n import _
from relmgr.services import goals as goals_kept
from relmgr.services import needs as needs_kept
from relmgr.services import stages as stages_kept
from relmgr.services.card.views import GoalView, NeedView, StageView, StoryView, WantsView
from relmgr.services.card.who import Relative
from relmgr.services.goals import GoalDetails
from relmgr.services.needs import NeedDetails
from relmgr.services.people.record import partial_of
from relmgr.store.store import Session


def wants(goals: Sequence[GoalDetails], session: Session, person: Row[Any], today: date) -> WantsView:
    """Goals and needs, those still open first."""
    found = needs_kept.of_in(session, PersonId(person.id))
    return WantsView(
        tuple(_goal(one, today) for one in goals),
        tuple(_need(one, today) for one in found),
        person.why_care,
    )


def goals_of(session: Session, person_id: PersonId) -> tuple[GoalDetails, ...]:
    """The goals: the block shows them, and the starters ask about them."""
    return goals_kept.of_in(session, person_id)


def _goal(one: GoalDetails, today: date) -> GoalView:
    given = one.input
    way = ", ".join(
        part
        for part in (
            _("from {start}").format(start=given.from_text) if given.from_text else "",
            _("by {day}").format(day=phrases.partial(given.horizon)) if given.horizon else "",
        )
        if part
    )
    if given.reached_on is not None:
        asked = _("Reached {day}").format(day=phrases.on_day(given.reached_on, today))
    elif given.last_asked_on is not None:
        asked = _("Asked {day}").format(day=phrases.on_day(given.last_asked_on, today))
    else:
        asked = _("Not asked about yet")
    said = (way[:1].upper() + way[1:], asked, given.note)
    details = " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in said if part)
    return GoalView(id=one.id, text=given.to_text, details=details, is_reached=given.reached_on is not None)


def _need(one: NeedDetails, today: date) -> NeedView:
    given = one.input
    if given.met_on is not None:
        details = _("Met {day}").format(day=phrases.on_day(given.met_on, today))
    elif given.heard_on is not None:
        details = _("Heard {day}").format(day=phrases.on_day(given.heard_on, today))
    else:
        details = ""
    return NeedView(
        id=one.id, text=given.text, offer=one.offer, details=details, is_met=given.met_on is not None
    )


def story(
    session: Session, person: Row[Any], milestones: Sequence[Row[Any]], ties: Sequence[Relative]
) -> StoryView:
    """How we met and the stages; both may be empty."""
    stages = stages_kept.of_in(session, PersonId(person.id))
    return StoryView(
        _met(person, milestones, ties),
        tuple(
            StageView(
                one.id,
                stage_word(one.input.stage),
                _("since {day}").format(day=phrases.partial(one.input.on)) if one.input.on else "",
                one.input.story,
            )
            for one in stages
        ),
    )


def _met(person: Row[Any], milestones: Sequence[Row[Any]], ties: Sequence[Relative]) -> tuple[str, ...]:
    days = (
        partial_of(row, "on")
        for row in milestones
        if row.milestone_kind is MilestoneKind.FIRST_MET and row.person_id == person.id
    )
    on = next((day for day in days if day is not None), None)
    introducers = [one.view.other_name for one in ties if one.view.kind is RelationKind.INTRODUCED_BY]
    through = introducers[0] if introducers else person.met_through
    if names.is_right_to_left(through):
        through = names.isolate(through)
    first = ", ".join(
        part
        for part in (
            phrases.partial(on) if on is not None else "",
            person.met_where,
            _("through {name}").format(name=through) if through else "",
        )
        if part
    )
    return tuple(part for part in (first[:1].upper() + first[1:], person.first_impression) if part)
