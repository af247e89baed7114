"""The people behind one logo, by role toward me, with the evidence of how they spoke of me (P12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, bindparam, or_, select, update

from relmgr.domain import names, rhythm
from relmgr.domain.calendar_words import short_day
from relmgr.domain.ids import AffiliationId, MomentId, OrganisationId, PersonId
from relmgr.domain.kinds import Circle, MilestoneKind, RoleTowardMe, Warmth
from relmgr.domain.moments import ADVOCATE_KINDS, MomentKind, moment_words
from relmgr.domain.numbers import count_word, starting
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.phrases import partial
from relmgr.domain.roles import BOARD, role_word
from relmgr.domain.sponsors import Contact, SponsorNote, has_left, sponsor_note
from relmgr.errors import NotFoundError
from relmgr.i18n import _, ngettext
from relmgr.services.organisations.record import OrganisationDetails, details_in
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One time somebody spoke up for me, or against me."""

    moment_id: MomentId
    person_id: PersonId
    name: str
    is_for_me: bool
    what: str
    """Such as "Spoke up for me"."""
    day_words: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPerson:
    """Somebody on the board. Has what a portrait needs."""

    id: PersonId
    affiliation_id: AffiliationId
    name: str
    first_name: str
    initials: str
    person_colour: int
    company_colour: int | None
    monogram: str
    photo_id: int | None
    title: str
    role: RoleTowardMe | None
    warmth: Warmth | None
    warmth_words: str
    last_words: str
    """Such as "Spoke 4 days ago"."""
    ended_words: str
    """For those who left: "until 2024"."""
    evidence: tuple[Evidence, ...]
    """The newest first."""


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """Those of one role toward me; None: not said yet."""

    role: RoleTowardMe | None
    people: tuple[BoardPerson, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The whole page of an organisation."""

    organisation: OrganisationDetails
    colour: int
    monogram: str
    people_words: str
    note: SponsorNote | None
    columns: tuple[BoardColumn, ...]
    """All of them, in their order, empty ones too."""
    former: tuple[BoardPerson, ...]
    evidence: tuple[Evidence, ...]
    """Of everybody, the newest first."""


_ORGANISATION: BindParameter[Any] = bindparam("organisation")
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_A, _S, _P, _M, _D = t.affiliation.c, t.summary.c, t.person.c, t.moment.c, t.milestone.c
_AFFILIATIONS = (
    *(_A.id.label("affiliation_id"), _A.title, _A.role, _A.until_year, _A.until_month, _A.until_day),
    *(_S.id, _S.name, _S.first_name, _S.initials, _S.person_colour, _S.photo_id, _S.is_light),
    *(_S.last_on, _S.usual_days, _S.cadence_days),
    *(_P.circle, _P.away_from, _P.away_until, _P.gentle_until),
)
_THERE = (
    select(*_AFFILIATIONS)
    .join(t.summary, _S.id == _A.person_id)
    .join(t.person, _P.id == _A.person_id)
    .where(_A.organisation_id == _ORGANISATION, _S.is_deleted.is_(False))
    .order_by(_A.until_year.is_not(None), _S.sort_key, _A.position, _A.id)
)
_SPOKE = (
    select(_M.id, _M.person_id, _M.on_day, _M.moment_kind, _M.note)
    .where(_M.person_id.in_(_IDS), _M.moment_kind.in_([kind.value for kind in ADVOCATE_KINDS]))
    .order_by(_M.on_day.desc(), _M.id.desc())
)
_DEAD = select(_D.person_id).where(_D.person_id.in_(_IDS), _D.milestone_kind == MilestoneKind.DEATH)
_SPONSORED = (
    select(_A.id)
    .where(_A.organisation_id == _ORGANISATION, or_(_A.role.is_not(None), _A.until_year.is_not(None)))
    .limit(1)
)


def board(store: Store, organisation_id: OrganisationId, today: date) -> Board:
    """The board of an organisation as of `today`. Raises NotFoundError."""
    with store.read() as session:
        found = details_in(session, organisation_id)
        there = _there(session, organisation_id)
        ids = list({row.id for row in there})
        spoke = session.execute(_SPOKE, {"ids": ids}).all()
        note = _note(session, found.input.name, there, today)
    first_names = {row.id: row.first_name for row in there}
    evidence = tuple(_evidence(row, first_names[row.person_id], today) for row in spoke)
    letter = names.monogram(found.input.name, found.input.monogram)
    folk = [_person(row, evidence, today, names.company_colour(found.uid), letter) for row in there]
    present = [one for one in folk if not one.ended_words]
    return Board(
        organisation=found,
        colour=names.company_colour(found.uid),
        monogram=letter,
        people_words=_people_words(len(present)),
        note=note,
        columns=tuple(BoardColumn(role, tuple(one for one in present if one.role is role)) for role in BOARD),
        former=tuple(one for one in folk if one.ended_words),
        evidence=evidence,
    )


def note_in(session: Session, organisation_id: int, name: str, today: date) -> SponsorNote | None:
    """What is to be said of the sponsors of an organisation on the cards of its people; None for nothing."""
    if session.execute(_SPONSORED, {"organisation": organisation_id}).first() is None:
        return None  # no role was ever said there: most of them, and the quickest to find out
    note = _note(session, name, _there(session, organisation_id), today)
    return note if note is not None and note.is_for_cards else None


def set_role(store: Store, affiliation_id: AffiliationId, role: RoleTowardMe | None) -> None:
    """Say what somebody is to my work there; None takes it back. Raises NotFoundError."""
    word = _("not said yet") if role is None else role_word(role)
    with store.change(_("Role toward me: {role}").format(role=word)) as session:
        if session.execute(select(_A.id).where(_A.id == affiliation_id)).first() is None:
            raise NotFoundError(_("This role is no longer here. Undo may bring it back."))
        session.execute(update(t.affiliation).where(_A.id == affiliation_id).values(role=role))


def _there(session: Session, organisation_id: int) -> list[Any]:
    """A row for each person, their present role before those that ended."""
    found: dict[int, Any] = {}
    for row in session.execute(_THERE, {"organisation": organisation_id}):
        found.setdefault(row.id, row)
    return list(found.values())


def _note(session: Session, name: str, there: Sequence[Any], today: date) -> SponsorNote | None:
    counted = [row for row in there if row.role is not None or not row.is_light]
    if not counted:
        return None
    dead = set(session.execute(_DEAD, {"ids": [row.id for row in counted]}).scalars())
    return sponsor_note(name, [_contact(row, today) for row in counted if row.id not in dead], today)


def _contact(row: Any, today: date) -> Contact:
    is_gentle = row.gentle_until is not None and row.gentle_until >= today
    has_gone = row.away_from is None or row.away_from <= today
    is_away = row.away_until is not None and has_gone and row.away_until >= today
    return Contact(
        first_name=row.first_name,
        role=row.role,
        until=_until(row),
        warmth=_warmth(row, today),
        silence=0 if row.last_on is None else rhythm.silence_days(today, row.last_on),
        usual=row.usual_days,
        is_spared=row.circle is Circle.REST or is_gentle or is_away,
    )


def _warmth(row: Any, today: date) -> Warmth | None:
    return rhythm.warmth(today, row.last_on, row.usual_days, row.cadence_days)


def _evidence(row: Any, name: str, today: date) -> Evidence:
    kind = MomentKind(row.moment_kind)
    return Evidence(
        moment_id=MomentId(row.id),
        person_id=PersonId(row.person_id),
        name=name,
        is_for_me=kind is MomentKind.SPOKE_FOR_ME,
        what=moment_words(kind),
        day_words=short_day(row.on_day, today),
        note=row.note,
    )


def _person(row: Any, evidence: Sequence[Evidence], today: date, colour: int, monogram: str) -> BoardPerson:
    warmth = None if row.is_light else _warmth(row, today)
    silence = 0 if row.last_on is None else rhythm.silence_days(today, row.last_on)
    until = _until(row)
    return BoardPerson(
        id=PersonId(row.id),
        affiliation_id=AffiliationId(row.affiliation_id),
        name=row.name,
        first_name=row.first_name,
        initials=row.initials,
        person_colour=row.person_colour,
        company_colour=colour,
        monogram=monogram,
        photo_id=row.photo_id,
        title=row.title,
        role=row.role,
        warmth=warmth,
        warmth_words=rhythm.warmth_sentence(warmth, silence, row.usual_days) if warmth else "",
        last_words=_last_words(row, silence),
        ended_words=_ended_words(until, today),
        evidence=tuple(one for one in evidence if one.person_id == row.id),
    )


def _until(row: Any) -> PartialDate | None:
    parts = (row.until_year, row.until_month, row.until_day)
    return None if parts == (None, None, None) else PartialDate(*parts)


def _last_words(row: Any, silence: int) -> str:
    if row.last_on is not None:
        return rhythm.spoke_sentence(silence)
    return "" if row.is_light else _("Not spoken yet")


def _ended_words(until: PartialDate | None, today: date) -> str:
    if until is None or not has_left(until, today):
        return ""
    return _("until {when}").format(when=partial(until))


def _people_words(count: int) -> str:
    if not count:
        return _("You know nobody there yet.")
    words = ngettext("You know {count} person there.", "You know {count} people there.", count)
    return starting(words.format(count=count_word(count)))
