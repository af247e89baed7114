"""What the card tells of a rough patch, of kindnesses and of the first 30 days, and their lines in the timeline (G5 to G7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from relmgr.domain import first_days as beginnings
from relmgr.domain import rough_patches as rules
from relmgr.domain.calendar_words import short_day
from relmgr.domain.first_days import is_under_way, says_goodbye, why_words
from relmgr.domain.ids import FirstDaysStepId, PersonId
from relmgr.domain.kindnesses import GiftIdea, kind_words, needs_words
from relmgr.domain.kinds import KindnessKind
from relmgr.domain.names import is_right_to_left, isolate
from relmgr.domain.phrases import on_day
from relmgr.domain.rough_patches import PatchState
from relmgr.domain.starters import PatchNote
from relmgr.i18n import _
from relmgr.services import first_days, kindnesses, mistakes, rough_patches
from relmgr.services.card.giving_views import TakeAction, TakeGroup, TakeRow
from relmgr.services.card.mending_views import FirstDaysView, FirstStepView, RoughView
from relmgr.services.card.views import Group, TimelineRow
from relmgr.services.first_days import FirstDaysDetails
from relmgr.services.kindnesses import KindnessDetails
from relmgr.services.rough_patches import RoughPatchDetails
from relmgr.store.store import Session

MOST_KINDNESSES = 4
"""How many the card shows; the shelf has them all."""


@dataclass(frozen=True, slots=True)
class Mending:
    """The rows as they were read; a card that leaves the window reads none of them."""

    patches: Sequence[Row[Any]] = ()
    mistakes: Sequence[Row[Any]] = ()
    kindnesses: Sequence[Row[Any]] = ()

    def entries(self) -> Iterator[tuple[date, str, Row[Any]]]:
        """What belongs in the timeline: its day, its source, its row. An idea has not happened yet."""
        for row in self.patches:
            yield row.opened_on, "rough_patch", row
        for row in self.mistakes:
            yield row.on_day, "mistake", row
        for row in self.kindnesses:
            if row.kindness_kind is not KindnessKind.GIFT_IDEA:
                yield row.on_day or row.noted_on, "kindness", row

    @property
    def ideas(self) -> tuple[GiftIdea, ...]:
        """The gift ideas."""
        return tuple(
            GiftIdea(row.id, row.text, row.occasion)
            for row in self.kindnesses
            if row.kindness_kind is KindnessKind.GIFT_IDEA
        )


def read(session: Session, person_id: PersonId) -> Mending:
    """All of one person."""
    asked = {"person": person_id}
    return Mending(
        session.execute(rough_patches.OF, asked).all(),
        session.execute(mistakes.OF, asked).all(),
        session.execute(kindnesses.OF, asked).all(),
    )


# A rough patch


def open_patch(found: Mending) -> RoughPatchDetails | None:
    """The newest that is not solved."""
    patches = (rough_patches.details(row) for row in found.patches)
    return next((one for one in patches if one.state is PatchState.OPEN), None)


def rough(found: Mending, name: str, now: datetime, today: date) -> RoughView | None:
    """The banner: an open rough patch, else one that was solved lately and how they feel about it is not known."""
    name = _in_sentence(name)
    patch = open_patch(found)
    if patch is not None:
        heard = patch.input.heard_at
        return RoughView(
            id=patch.id,
            title=rules.since_words(patch.input.opened_on, today),
            waits=rules.waits_words(name, heard, now) if patch.waits and heard is not None else "",
            next_step=_next_words(patch, today),
            has_step=bool(patch.input.next_step),
        )
    asked = _unfelt(found, today)
    if asked is None or asked.solved_on is None:
        return None
    title = _("Solved on {day}.").format(day=short_day(asked.solved_on, today))
    return RoughView(id=asked.id, title=title, question=rules.felt_question(name))


def _next_words(patch: RoughPatchDetails, today: date) -> str:
    given = patch.input
    if not given.next_step:
        return _("What is the next step?")
    what = given.next_step.rstrip(".")
    if given.next_on is None:
        return _("Next step: {what}").format(what=what)
    return _("Next step {day}: {what}").format(what=what, day=on_day(given.next_on, today))


def _unfelt(found: Mending, today: date) -> RoughPatchDetails | None:
    for row in found.patches:
        one = rough_patches.details(row)
        if one.state is PatchState.SOLVED and one.solved_on is not None and one.felt_on is None:
            return one if (today - one.solved_on).days <= rules.FELT_ASKED_DAYS else None
    return None


def prep_words(found: Mending, today: date) -> str:
    """Before a call: "A rough patch is open since 3 Nov. Next step tomorrow: ring and listen."."""
    patch = open_patch(found)
    if patch is None:
        return ""
    since = short_day(patch.input.opened_on, today)
    step = _("{sentence}.").format(sentence=_next_words(patch, today)) if patch.input.next_step else ""
    return " ".join(
        part for part in (_("A rough patch is open since {day}.").format(day=since), step) if part
    )


def patch_notes(found: Mending, today: date) -> tuple[PatchNote, ...]:
    """What starters ask about: how it was handled, and a month later how it is now."""
    notes = []
    unfelt = _unfelt(found, today)
    if unfelt is not None and unfelt.solved_on is not None:
        notes.append(PatchNote(id=int(unfelt.id), solved=unfelt.solved_on, is_aftercare=False))
    for row in found.patches:
        is_due = row.aftercare_on is not None and row.aftercare_on <= today
        if is_due and row.aftercare_done_on is None and row.solved_on is not None:
            notes.append(PatchNote(id=row.id, solved=row.solved_on, is_aftercare=True))
    return tuple(notes)


# Kindness


@dataclass(frozen=True, slots=True)
class Said:
    """A kindness in words: what, what else is known, and its day."""

    text: str
    details: str
    day: str


def kindness_words(one: KindnessDetails, today: date) -> Said:
    """A gift is called what it is; the rest is called what was done."""
    given, kind = one.input, kind_words(one.input.kind)
    is_gift = needs_words(given.kind)
    text = given.text or kind
    for_what = _("for {occasion}").format(occasion=given.occasion) if given.occasion else ""
    about = ", ".join(part for part in (kind if is_gift or given.text else "", for_what) if part)
    details = " ".join(
        part if part.endswith((".", "!", "?")) else f"{part}." for part in (about, given.note) if part
    )
    day = short_day(given.on_day, today) if given.on_day is not None else ""
    return Said(text, details, day)


def kindness_group(found: Mending, today: date) -> TakeGroup:
    """The newest of the shelf, ideas first, for Give and take."""
    rows = []
    for row in found.kindnesses[:MOST_KINDNESSES]:
        said = kindness_words(kindnesses.details(row), today)
        details = " ".join(part for part in (said.details, f"{said.day}." if said.day else "") if part)
        is_idea = row.kindness_kind is KindnessKind.GIFT_IDEA
        rows.append(
            TakeRow(
                source="kindness",
                source_id=row.id,
                text=said.text,
                details=details,
                action=TakeAction.GIVEN if is_idea else None,
            )
        )
    return TakeGroup(_("Kindness"), "heart", tuple(rows))


# The first 30 days


def first_days_view(
    found: FirstDaysDetails | None, name: str, today: date, *, is_offered: bool
) -> FirstDaysView | None:
    """The list while it lasts, a quiet sentence for a week after, or the offer to begin."""
    if found is None:
        return FirstDaysView(offer=_("Start the first 30 days")) if is_offered else None
    name = _in_sentence(name)
    span = (found.started_on, found.delivered_on, found.ended_on)
    if not is_under_way(*span, today):
        done = sum(step.is_settled for step in found.steps)
        words = beginnings.over_words(name, done, len(found.steps))
        return FirstDaysView(last_words=words) if says_goodbye(*span, today) else None
    offer = ""
    if found.met and found.met_on is not None:
        said = _("“{what}” was met on {day}. Was it the first delivery?")
        offer = said.format(what=found.met.rstrip("."), day=short_day(found.met_on, today))
    return FirstDaysView(
        note=_("until {day}").format(day=short_day(beginnings.ends_on(*span), today)),
        steps=tuple(_step(step, today) for step in found.steps),
        delivered=offer,
    )


def _step(step: first_days.StepDetails, today: date) -> FirstStepView:
    given = step.input
    if given.done_on is not None:
        details = _("Done on {day}").format(day=short_day(given.done_on, today))
    elif step.known:
        details = step.known.rstrip(".")
    else:
        when = on_day(given.due_on, today) if given.due_on is not None else ""
        why = given.note or why_words(given.kind)
        if not when:
            details = why.rstrip(".")
        elif why:
            details = _("{day}. {why}").format(day=when[:1].upper() + when[1:], why=why.rstrip("."))
        else:
            details = when[:1].upper() + when[1:]
    return FirstStepView(
        id=FirstDaysStepId(int(step.id)),
        text=given.text,
        details=f"{details}." if details else "",
        is_settled=step.is_settled,
        is_done=given.done_on is not None,
    )


# The timeline


def timeline_row(source: str, row: Row[Any], first_name: str, today: date) -> TimelineRow:
    """One line of the timeline."""
    name = _in_sentence(first_name)
    if source == "rough_patch":
        lead, rest, icon, day = _("A rough patch."), _patch_rest(row, name, today), "handshake", row.opened_on
    elif source == "mistake":
        day, icon, lead = row.on_day, "undo-2", _("A mistake of mine.")
        forgiven = (
            _("Forgiven on {day}.").format(day=short_day(row.forgiven_on, today)) if row.forgiven_on else ""
        )
        rest = " ".join(part for part in (_ended(row.text), forgiven) if part)
    else:
        one = kindnesses.details(row)
        day, icon = one.day, "gift" if needs_words(one.input.kind) else "heart"
        lead = _ended(kind_words(one.input.kind))
        rest = " ".join(_ended(part) for part in (one.input.text, one.input.note) if part)
    return TimelineRow(
        day=day,
        day_words=short_day(day, today),
        icon=icon,
        lead=lead,
        rest=rest,
        group=Group.MOMENTS,
        source=source,
        source_id=row.id,
    )


def _patch_rest(row: Row[Any], name: str, today: date) -> str:
    what = rules.in_short(row.their_words, row.my_words)
    ended = rules.how_it_ended(row.solved_on, row.felt, name, today) if row.solved_on is not None else ""
    return " ".join(part for part in (_ended(what), ended) if part)


def _ended(text: str) -> str:
    return text if not text or text.endswith((".", "!", "?", "…", "”")) else f"{text}."


def _in_sentence(name: str) -> str:
    return isolate(name) if is_right_to_left(name) else name
