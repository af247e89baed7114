"""The top of the card: who this is, where, how to reach them and how deep it goes."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import Row, bindparam, select

from relmgr.domain import depth, phrases, zones
from relmgr.domain.endings import died_words
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ContactKind, MilestoneKind, Sign, Standing
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services.card.views import PersonHead
from relmgr.services.contacts import channel_words
from relmgr.services.people.record import partial_of
from relmgr.store import tables as t
from relmgr.store.store import Session

_A, _O = t.affiliation.c, t.organisation.c
_JOB = (
    select(_A.title, _A.organisation_id, _O.name, _O.logo_id)
    .join(t.organisation, _O.id == _A.organisation_id)
    .where(_A.person_id == bindparam("person"))
    .order_by(_A.until_year.is_not(None), _A.position, _A.id)
    .limit(1)
)

Signs = Mapping[Sign, depth.SignEvidence]


def head(
    session: Session,
    person: Row[Any],
    summary: Row[Any],
    milestones: Sequence[Row[Any]],
    *,
    judged: depth.Judgement,
    signs: Signs,
    now: datetime,
    zone: tzinfo,
) -> PersonHead:
    """The head from the person's rows."""
    died = _died(milestones)
    job = _job(session, PersonId(person.id))
    standing, trend = judged.standing, judged.trend
    place, offset = (person.city, "") if died else _place(person, now, zone)
    return PersonHead(
        id=PersonId(person.id),
        name=summary.name,
        first_name=summary.first_name,
        pronouns=person.pronouns,
        nickname=_("{nickname} to friends").format(nickname=person.nickname) if person.nickname else "",
        role_line=_role(job, person.headline),
        organisation=summary.organisation,
        organisation_id=job.organisation_id if job is not None else None,
        initials=summary.initials,
        person_colour=summary.person_colour,
        company_colour=summary.company_colour,
        monogram=summary.monogram,
        photo_id=person.photo_id,
        logo_id=job.logo_id if job is not None else None,
        signs=tuple(one.openness for one in signs.values()),
        place=place,
        place_offset=offset,
        known_since=_known_since(milestones),
        preferred="" if died else _preferred(person),
        standing=standing,
        is_overruled=judged.overruling is not None,
        trend=trend,
        standing_word=depth.standing_word(standing),
        trend_word="" if died else _trend_tail(judged),
        native_name=person.native_name,
        say_name=person.say_name,
        languages=person.languages,
        may_not_phone=person.do_not_phone and not died,
        is_light=person.is_light,
        died=died,
        preferred_channel=_channel(person),
        accessible=", ".join(
            part for part in (summary.name, summary.organisation, depth.summary(signs)) if part
        ),
    )


def _job(session: Session, person_id: PersonId) -> Any:
    return session.execute(_JOB, {"person": person_id}).first()


def _role(job: Any, headline: str) -> str:
    if job is None:
        return headline
    title = job.title or headline
    return (
        _("{title} at {organisation}").format(title=title, organisation=job.name) if title else str(job.name)
    )


def _place(person: Row[Any], now: datetime, zone: tzinfo) -> tuple[str, str]:
    if not person.time_zone:
        return person.city, ""
    try:
        there = zones.local_time(now, zones.zone_named(person.time_zone), zone)
    except InputError:  # a zone this computer does not know is shown as no time, not as a fault
        return person.city, ""
    clock = f"{there.at:%H:%M}"
    place = _("{city}, {time}").format(city=person.city, time=clock) if person.city else clock
    return place, zones.ahead_words(there.ahead) if there.ahead else ""


def _known_since(milestones: Sequence[Row[Any]]) -> str:
    kinds = (MilestoneKind.FIRST_MET, MilestoneKind.WORKING_TOGETHER)
    dated = [
        on
        for row in milestones
        if row.milestone_kind in kinds and (on := partial_of(row, "on")) is not None and on.year
    ]
    if not dated:
        return ""
    first = min(dated, key=lambda on: (on.year or 0, on.month or 0, on.day or 0))
    when = phrases.month_name(first.month) + f" {first.year}" if first.month else str(first.year)
    return _("Known since {when}").format(when=when)


def _channel(person: Row[Any]) -> ContactKind | None:
    is_barred = person.do_not_phone and person.preferred_channel is ContactKind.PHONE
    return None if is_barred else person.preferred_channel


def _preferred(person: Row[Any]) -> str:
    channel = _channel(person)
    words = channel_words(channel) if channel is not None else ""
    return ", ".join(part for part in (words, person.best_hours) if part)


def _died(milestones: Sequence[Row[Any]]) -> str:
    found = {
        row.milestone_kind: partial_of(row, "on")
        for row in milestones
        if row.milestone_kind in (MilestoneKind.BIRTHDAY, MilestoneKind.DEATH)
    }
    death = found.get(MilestoneKind.DEATH)
    return died_words(death, found.get(MilestoneKind.BIRTHDAY)) if death is not None else ""


def _trend_tail(judged: depth.Judgement) -> str:
    if judged.overruling is not None:
        return _("as you see it")
    if judged.standing is Standing.NEW:
        return ""
    return _("and {trend}").format(trend=depth.trend_word(judged.trend))
