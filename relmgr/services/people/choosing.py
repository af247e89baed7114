"""What a filter asks of the database: a condition on the summary for each thing it can ask for (P13)."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, not_, or_, select

from relmgr.domain.kinds import MilestoneKind, Side
from relmgr.domain.people_filter import Ally, Missing, PeopleFilter
from relmgr.domain.sides import FAMILY_RELATIONS
from relmgr.store import tables as t

_S, _P = t.summary.c, t.person.c
_STAGE = t.stage.alias("this_stage")
_LATER = t.stage.alias("later_stage")


def _among(query: Any) -> ColumnElement[bool]:
    return _S.id.in_(query)


def _later() -> ColumnElement[bool]:
    """Whether a stage was declared after this one: by its date, and on one date by the order of telling."""
    day = [(getattr(_LATER.c, part), getattr(_STAGE.c, part)) for part in ("on_year", "on_month", "on_day")]
    equal: list[ColumnElement[bool]] = []
    ways: list[ColumnElement[bool]] = []
    for later, this in day:
        ways.append(and_(*equal, or_(later > this, and_(later.is_not(None), this.is_(None)))))
        equal.append(later.is_not_distinct_from(this))
    ways.append(and_(*equal, _LATER.c.id > _STAGE.c.id))
    return or_(*ways)


_STAGE_NOW = (
    select(_STAGE.c.person_id)
    .where(_STAGE.c.stage == bindparam("stage", type_=t.stage.c.stage.type))
    .where(not_(select(_LATER.c.id).where(_LATER.c.person_id == _STAGE.c.person_id, _later()).exists()))
)
_TIES = tuple(
    select(t.relation.c.id)
    .where(end == _S.id, t.relation.c.relation_kind.in_(FAMILY_RELATIONS))
    .correlate(t.summary)
    for end in (t.relation.c.from_person_id, t.relation.c.to_person_id)
)
_KNOWN_AS = select(t.label.c.id).where(t.label.c.name == bindparam("label")).scalar_subquery()
_LOGO = select(t.organisation.c.id).where(t.organisation.c.uid == bindparam("organisation")).scalar_subquery()

_UNKNOWN: dict[Missing, ColumnElement[bool]] = {
    Missing.BIRTHDAY: not_(
        _among(select(t.milestone.c.person_id).where(t.milestone.c.milestone_kind == MilestoneKind.BIRTHDAY))
    ),
    Missing.FAMILY: and_(
        not_(_among(select(t.fact.c.person_id).where(t.fact.c.side == Side.FAMILY))),
        *(not_(tie.exists()) for tie in _TIES),
    ),
    Missing.CIRCLE: not_(_among(select(_P.id).where(_P.circle.is_not(None)))),
    Missing.CONTACT: not_(
        select(t.contact_method.c.id)
        .where(t.contact_method.c.person_id == _S.id)
        .correlate(t.summary)
        .exists()
    ),
    Missing.TALK: _S.last_on.is_(None),
    Missing.PURPOSE: not_(_among(select(_P.id).where(_P.purpose.is_not(None)))),
}

MISSING = {missing: and_(_S.is_silent.is_(False), unknown) for missing, unknown in _UNKNOWN.items()}
"""What is not known of somebody; nobody is asked about who has died or is let rest.

Family is known by a tie or by a fact on that side.
"""


def _noted(of: ColumnElement[Any], *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(of).where(of == _S.id, *conditions).correlate(t.summary).exists()


_M, _F, _R = t.milestone.c, t.fact.c, t.relation.c
LOOKED_UP: dict[Missing, ColumnElement[bool]] = {
    Missing.BIRTHDAY: not_(_noted(_M.person_id, _M.milestone_kind == MilestoneKind.BIRTHDAY)),
    Missing.FAMILY: not_(
        or_(
            _noted(_F.person_id, _F.side == Side.FAMILY),
            *(
                _noted(end, _R.relation_kind.in_(FAMILY_RELATIONS))
                for end in (_R.from_person_id, _R.to_person_id)
            ),
        )
    ),
    Missing.CIRCLE: not_(_noted(_P.id, _P.circle.is_not(None))),
    Missing.CONTACT: not_(_noted(t.contact_method.c.person_id)),
    Missing.TALK: _S.last_on.is_(None),
    Missing.PURPOSE: not_(_noted(_P.id, _P.purpose.is_not(None))),
}
"""The same, looked up for one person after the other: what a slice of people is counted by."""

CONDITIONS: dict[str, ColumnElement[bool]] = {
    "circle": _among(select(_P.id).where(_P.circle == bindparam("circle", type_=_P.circle.type))),
    "label": _among(select(t.person_label.c.person_id).where(t.person_label.c.label_id == _KNOWN_AS)),
    "organisation": _among(
        select(t.affiliation.c.person_id).where(
            t.affiliation.c.organisation_id == _LOGO, t.affiliation.c.until_year.is_(None)
        )
    ),
    "stage": _among(_STAGE_NOW),
    "purpose": _among(select(_P.id).where(_P.purpose == bindparam("purpose", type_=_P.purpose.type))),
    "ally": _among(select(_P.id).where(_P.ally_kind == bindparam("ally", type_=_P.ally_kind.type))),
    "any ally": _among(select(_P.id).where(_P.ally_kind.is_not(None))),
    **{f"no {missing}": condition for missing, condition in MISSING.items()},
}
"""By the names of `wanted_of`; the values come as parameters, so that each is built once."""


_PLAIN = ("circle", "label", "organisation", "stage", "purpose")


def wanted_of(chosen: PeopleFilter) -> tuple[str, ...]:
    """The names of the conditions that `chosen` asks for, beyond words and warmth."""
    wanted = [name for name in _PLAIN if getattr(chosen, name)]
    if chosen.ally is not None:
        wanted.append("any ally" if chosen.ally is Ally.ANY else "ally")
    if chosen.missing is not None:
        wanted.append(f"no {chosen.missing}")
    return tuple(wanted)


def asked_of(chosen: PeopleFilter) -> dict[str, Any]:
    """The parameters of those conditions."""
    asked = {name: getattr(chosen, name) for name in _PLAIN}
    if chosen.ally is not None and chosen.ally is not Ally.ANY:
        asked["ally"] = chosen.ally.value
    return {name: value for name, value in asked.items() if value}
