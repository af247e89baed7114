"""Gathers one person's card in one read."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from typing import Any

from sqlalchemy import BindParameter, Row, Select, bindparam, or_, select

from relmgr.domain import depth, zones
from relmgr.domain import first_days as beginnings
from relmgr.domain.endings import was_lately
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Circle, Direction, Sensitivity, SparedBy
from relmgr.domain.partial_date import LeapDay
from relmgr.domain.people_filter import ally_kind_word, circle_words
from relmgr.domain.pronouns import read_pronouns
from relmgr.domain.purposes import kept_words
from relmgr.domain.sides import sides_known, sides_sentence
from relmgr.errors import NotFoundError
from relmgr.i18n import _
from relmgr.services import advice, first_days, kinship, organisations, relations, ways
from relmgr.services.card import (
    coming,
    deep,
    giving,
    head,
    life,
    mending,
    starting,
    talk,
    timeline,
    wants,
    who,
)
from relmgr.services.card.deep_views import NoticeView
from relmgr.services.card.mending_views import FirstDaysView
from relmgr.services.card.views import (
    BackView,
    CardMiddle,
    CardTop,
    CardView,
    ComingView,
    FamilyHintView,
    LifeEventView,
    PersonHead,
    StarterView,
)
from relmgr.services.depth.gathering import history_in, minds_silence, moments_in
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.light import light
from relmgr.store.store import Session
from relmgr.store.types import Instant

_PERSON: BindParameter[Any] = bindparam("person")


def _of(table: Any, *order: Any) -> Select[Any]:
    return select(table).where(table.c.person_id == _PERSON).order_by(*order)


# Built once: building a statement takes longer than reading a few rows with it.
_ROW = {table: select(table).where(table.c.id == _PERSON) for table in (t.person, t.summary)}
_FACTS = _of(t.fact, t.fact.c.position, t.fact.c.id)
_LIFE_EVENTS = _of(t.life_event, t.life_event.c.id)
_LABELS = (
    select(t.label.c.name)
    .join(t.person_label, t.person_label.c.label_id == t.label.c.id)
    .where(t.person_label.c.person_id == _PERSON)
    .order_by(t.label.c.name)
)
_CONTACTS = (
    select(
        t.contact_method.c.contact_kind,
        t.contact_method.c.label,
        t.contact_method.c.value,
        t.contact_method.c.is_preferred,
    )
    .where(t.contact_method.c.person_id == _PERSON)
    .order_by(t.contact_method.c.is_preferred.desc(), t.contact_method.c.position)
)

_HINTS_SHOWN = 3
"""More of what the family suggests comes when these are answered."""
_ANSWERED = select(t.decision.c.source, t.decision.c.occurrence).where(
    t.decision.c.source.in_([each.value for each in SparedBy]),
    t.decision.c.source_id == _PERSON,
    or_(t.decision.c.until_at.is_(None), t.decision.c.until_at > bindparam("now", type_=Instant())),
)


def card(
    store: Store, person_id: PersonId, now: datetime, zone: tzinfo, *, discreet: bool = False
) -> CardView:
    """The card as of `now`, read in `zone`. Raises NotFoundError where nobody has this id.

    `discreet` is for whatever leaves the window (paper, pictures, text to share): it holds no fact but those that are
    fine to mention (P4).
    """
    with store.read() as session:
        return Reader(session, person_id, now, zone, discreet=discreet).view()


class Begun:
    """A card whose top is read: `middle` and `whole` read what follows, from the file as it was then."""

    def __init__(self, store: Store, person_id: PersonId, now: datetime, zone: tzinfo) -> None:
        """Reads the top. Raises NotFoundError where nobody has this id."""
        self._store = store
        with store.read() as session:
            self._reader = Reader(session, person_id, now, zone)
            self.top = self._reader.top()
        self._mark = store.mark
        self._middle: CardMiddle | None = None
        self._whole: CardView | None = None

    def middle(self) -> CardMiddle | None:
        """The card to its middle; None where the file was changed before it was read: then begin again."""
        if self._middle is None and self._store.mark == self._mark:
            with self._store.read():
                self._middle = self._reader.middle(self.top)
        return self._middle

    def whole(self) -> CardView | None:
        """The whole card; None where the file was changed before the rest was read: then begin again."""
        middle = self.middle()
        if self._whole is None and middle is not None and self._store.mark == self._mark:
            with self._store.read():
                self._whole = self._reader.whole(middle)
        return self._whole


class Reader:
    """What several blocks need, read once: for the card, and for what is read before a call (services/prep.py)."""

    def __init__(
        self, session: Session, person_id: PersonId, now: datetime, zone: tzinfo, *, discreet: bool = False
    ) -> None:
        session = light(session)
        self.session, self.now, self.zone, self.discreet = session, now, zone, discreet
        self.today = zones.local_day(now, zone)
        self.person = self._one(t.person, person_id)
        self.summary = self._one(t.summary, person_id)
        self.relatives = who.relatives(session, relations.of_in(session, person_id), discreet=discreet)
        self.kin = {
            one.view.other_id: one.view.other_name for one in self.relatives if one.view.other_is_light
        }
        self.milestones = coming.rows_of(session, [person_id, *self.kin])
        self.has_died = person_id in coming.the_dead(self.milestones)
        self.all_facts = self._all(_FACTS, person_id)
        self.facts = [row for row in self.all_facts if row.sensitivity is Sensitivity.FINE or not discreet]
        self.ways = ways.of_in(session, person_id)
        self.goals = wants.goals_of(session, person_id)
        # What was said both ways and advised is between us: none of it leaves the window.
        self.advice = [] if discreet else advice.rows_of(session, person_id)
        # What went wrong and what is meant to be given is mine alone: none of it leaves the window (G5, G6).
        self.mending = mending.Mending() if discreet else mending.read(session, person_id)
        self.life_events = self._all(_LIFE_EVENTS, person_id)
        self.expectations = talk.expectation_rows(session, person_id)
        self.told = moments_in(session, person_id)
        self.history = self._history(person_id)
        self.signs = depth.sign_states(self.history.moments, self.today)
        self.judged = depth.judge(self.history, self.today)

    def _one(self, table: Any, person_id: PersonId) -> Row[Any]:
        row = self.session.execute(_ROW[table], {"person": person_id}).first()
        if row is None:
            raise NotFoundError(_("This person is no longer here. Undo may bring them back."))
        return row

    def _all(self, query: Select[Any], person_id: PersonId) -> Sequence[Row[Any]]:
        return self.session.execute(query, {"person": person_id}).all()

    def _history(self, person_id: PersonId) -> depth.History:
        return history_in(
            self.session,
            person_id,
            self.told,
            self.expectations,
            self.today,
            self.summary.cadence_days,
            minds_silence(self.person, self.today, has_died=self.has_died),
        )

    @cached_property
    def given(self) -> giving.Given:
        """Everything given to them, and said between us."""
        if self.discreet:
            return giving.Given()
        return giving.read(self.session, PersonId(self.person.id), self.advice)

    def view(self) -> CardView:
        """The whole card."""
        return self.whole(self.middle(self.top()))

    def top(self) -> CardTop:
        """Its top."""
        person, today = self.person, self.today
        person_id = PersonId(person.id)
        head = self.head()
        head = replace(head, sponsor_words=self._sponsor_words(head))
        last = talk.last_conversation(self.session, person_id)
        sides = self._sides()
        return CardTop(
            person=head,
            banner="" if self.has_died else life.banner(person, today),
            right_now=self.right_now(),
            ask_about=starting.ask_about(self._gathered(), sides),
            known_sides=len(sides),
            who=who.who_rows(self.relatives, self.facts, self.ways, today)
            + who.past_jobs(self.session, person_id, today),
            missing=()
            if self.has_died
            else who.missing(
                self.relatives, self.all_facts, self.ways, self._subject(), is_light=person.is_light
            ),
            last_time=talk.last_time(last, self.expectations, head.first_name, today)
            if last is not None
            else None,
            notice=self._notice(person_id, head.first_name),
            notes=person.notes,
            sides_words=sides_sentence(sides, head.first_name, read_pronouns(person.pronouns)),
            left_out=len(self.all_facts) - len(self.facts),
            back=None if self.has_died else self._back(person_id),
            spared_by=None if self.has_died else life.spared_by(person, today),
            circle_words=circle_words(person.circle, self.summary.cadence_days),
            ally_words=ally_kind_word(person.ally_kind) if person.ally_kind is not None else "",
            kept_words=kept_words(person.purpose, person.keep_until),
            rough=None if self.has_died else mending.rough(self.mending, head.first_name, self.now, today),
        )

    def middle(self, top: CardTop) -> CardMiddle:
        """`top`, with what stands under it."""
        person, today = self.person, self.today
        person_id = PersonId(person.id)
        scope = talk.scope_of(self.session, [row.id for row in self.expectations])
        views = talk.expectation_views(self.expectations, scope, today)
        since = depth.trend_since(self.history, today)
        return CardMiddle(
            **{field.name: getattr(top, field.name) for field in fields(CardTop)},
            coming_up=self.coming_up(),
            expectations_of_me=tuple(view for view in views if view.direction is Direction.OF_ME),
            expectations_of_them=tuple(view for view in views if view.direction is Direction.OF_THEM),
            expectations_words=talk.expectations_words(len(views), self.expectations),
            signs=deep.sign_views(self.signs, today),
            depth=deep.depth_view(self.history, self.judged, self.signs, today),
            depth_words=deep.depth_words(self.signs),
            depth_standing_words=deep.standing_words(self.judged, since, today),
            wants=wants.wants(self.goals, self.session, person, today),
            family_hints=self._family_hints(person_id),
            overruling=deep.overruling_view(self.judged, since, today),
            first_days=self._first_days(person_id, top.person.first_name),
        )

    def whole(self, middle: CardMiddle) -> CardView:
        """`middle`, with what stands below it."""
        person, today, first_name = self.person, self.today, middle.person.first_name
        person_id = PersonId(person.id)
        methods = self._contact_methods(person_id)
        latest, others = timeline.first_page(
            self.session, self._dated(person_id), pronouns=person.pronouns, first_name=first_name, today=today
        )
        return CardView(
            **{field.name: getattr(middle, field.name) for field in fields(CardMiddle)},
            timeline=latest,
            timeline_total=self.summary.conversations + others,
            labels=self._labels(person_id),
            story=wants.story(self.session, person, self.milestones, self.relatives),
            contact_methods=tuple((row.contact_kind.value, row.label, row.value) for row in methods),
            preferred_method=next((row.value for row in methods if row.is_preferred), ""),
            give_take=giving.view(
                self.given, person_id, first_name, today, mending.kindness_group(self.mending, today)
            ),
        )

    def _sponsor_words(self, top: PersonHead) -> str:
        """Left out while they are spared, let rest, light or dead: then nothing is asked of this tie."""
        person, number = self.person, top.organisation_id
        is_spared = self.has_died or person.circle is Circle.REST or person.is_light
        if number is None or is_spared or life.spared_by(person, self.today):
            return ""
        note = organisations.note_in(self.session, number, top.organisation, self.today)
        return "" if note is None else f"{note.sentence} {note.fact}"

    def _dated(self, person_id: PersonId) -> timeline.Dated:
        return timeline.Dated(
            person_id=person_id,
            expectations=self.expectations,
            life_events=self.life_events,
            milestones=self.milestones,
            moments=self.told,
            referrals=timeline.referrals_of(self.session, person_id),
            given=self.given,
            mended=self.mending,
        )

    def head(self) -> PersonHead:
        """Who this is."""
        return head.head(
            self.session,
            self.person,
            self.summary,
            [row for row in self.milestones if row.person_id == self.person.id],
            judged=self.judged,
            signs=self.signs,
            now=self.now,
            zone=self.zone,
        )

    def starters(self) -> tuple[StarterView, ...]:
        """What to ask about."""
        return starting.ask_about(self._gathered(), self._sides())

    def coming_up(self) -> tuple[ComingView, ...]:
        """The next dates, with the gift ideas noted for them, and what begins."""
        return coming.coming_up(
            self.milestones, self._whose(), self.today, self.mending.ideas, self.life_events
        )

    def right_now(self) -> tuple[LifeEventView, ...]:
        """What is going on in their life; nothing for who has died."""
        if self.has_died:
            return ()
        pronouns = read_pronouns(self.person.pronouns)
        return life.right_now(self.life_events, self.today, self.summary.first_name, pronouns)

    def _notice(self, person_id: PersonId, first_name: str) -> NoticeView | None:
        """None while a rough patch is open: that banner says the next step, and two notes about one thing press."""
        if mending.open_patch(self.mending) is not None:
            return None
        return deep.notice_view(self.session, self.history, person_id, first_name, self.now, self.today)

    def _first_days(self, person_id: PersonId, first_name: str) -> FirstDaysView | None:
        """My own list for a beginning; no page that leaves the window shows it."""
        person, summary = self.person, self.summary
        if self.has_died or self.discreet or person.is_light or person.circle is Circle.REST:
            return None
        found = first_days.of_in(self.session, person_id, self.today)
        is_offered = found is None and beginnings.is_offered(
            conversations=summary.conversations,
            last_talk=summary.last_on,
            has_role=bool(summary.organisation),
            agreed=[row.agreed_on for row in self.expectations if row.agreed_on is not None],
            today=self.today,
        )
        is_spared = life.spared_by(person, self.today) is not None
        return mending.first_days_view(found, first_name, self.today, is_offered=is_offered and not is_spared)

    def _family_hints(self, person_id: PersonId) -> tuple[FamilyHintView, ...]:
        ties = [one.view for one in self.relatives]
        hints = kinship.hints_in(self.session, person_id, ties)
        called = kinship.names_in(self.session, hints)
        offered = [hint for hint in hints if {hint.tie.one, hint.tie.other} <= called.keys()]
        return tuple(
            FamilyHintView(
                one_id=PersonId(hint.tie.one),
                kind=hint.tie.kind,
                other_id=PersonId(hint.tie.other),
                words=kinship.words(hint, called),
            )
            for hint in offered[:_HINTS_SHOWN]
        )

    def _back(self, person_id: PersonId) -> BackView | None:
        person, today = self.person, self.today
        ends = [day for day in (person.gentle_until, person.away_until) if day is not None]
        if person.circle is Circle.REST or not any(was_lately(day, today) for day in ends):
            return None
        asked = self.session.execute(_ANSWERED, {"person": person_id, "now": self.now})
        answered = frozenset((row.source, row.occurrence - timedelta(days=1)) for row in asked)
        return life.back(person, today, answered, self.summary.first_name)

    def _subject(self) -> str:
        """She, he, or the name: "they" would want another verb."""
        known = read_pronouns(self.person.pronouns)
        return known.subject if known is not None and not known.is_plural else str(self.summary.first_name)

    def _gathered(self) -> starting.Gathered:
        return starting.Gathered(
            session=self.session,
            today=self.today,
            person=self.person,
            summary=self.summary,
            life_events=self.life_events,
            milestones=self.milestones,
            facts=self.all_facts,
            goals=self.goals,
            advice=self.advice,
            kin=self.kin,
            leap_days={id_: whose.leap_day for id_, whose in self._whose().items()},
            patches=mending.patch_notes(self.mending, self.today),
        )

    def _sides(self) -> Any:
        own = self.person.id
        return sides_known(
            [row.side for row in self.all_facts],
            relations=[one.view.kind for one in self.relatives],
            milestones={row.milestone_kind for row in self.milestones if row.person_id == own},
            has_role=bool(self.summary.role_line),
            city=self.person.city,
        )

    def _whose(self) -> dict[int, coming.Whose]:
        own = LeapDay(self.person.leap_day) if self.person.leap_day else LeapDay.FEBRUARY_28
        known = read_pronouns(self.person.pronouns)
        whom = known.object if known is not None else self.summary.first_name
        found = {self.person.id: coming.Whose(None, own, whom)}
        for one in self.relatives:
            if one.view.other_is_light:
                leap = LeapDay(one.view.other_leap_day or LeapDay.FEBRUARY_28)
                found[one.view.other_id] = coming.Whose(one.view.other_name, leap)
        return found

    def _labels(self, person_id: PersonId) -> tuple[str, ...]:
        return tuple(self.session.execute(_LABELS, {"person": person_id}).scalars())

    def _contact_methods(self, person_id: PersonId) -> Sequence[Row[Any]]:
        return self._all(_CONTACTS, person_id)
