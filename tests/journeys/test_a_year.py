"""Years of use: Today at every turn of the calendar says sensible things, and every page and card opens on what gathered."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from benchmarks.data.make_vcards import make_mixture
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import (
    Circle,
    Decision,
    Direction,
    ExpectationKind,
    Feeling,
    KindnessKind,
    MilestoneKind,
    RelationKind,
    Side,
    Status,
)
from relmgr.domain.moments import MomentKind
from relmgr.domain.partial_date import PartialDate
from relmgr.services import (
    advice,
    expectations,
    facts,
    feedback,
    first_days,
    gives,
    people,
    reminders,
    rough_patches,
)
from relmgr.services.conversations import PersonTalk
from relmgr.services.facts import FactInput
from relmgr.services.feedback import FeedbackInput
from relmgr.services.gives import GiveInput
from relmgr.services.today import TodayView, today
from relmgr.store import Store
from tests.builders import LONDON, NOW, Make
from ui.context import Context, Place
from ui.main_window import Shell
from ui.main_window.registry import PAGES
from ui.pages.import_page import ImportPage
from ui.pages.people import PeoplePage
from ui.pages.today import TodayPage
from ui.widgets.text import TextLabel

NAMES = (
    "Megan Jacobs",
    "Ben Whitaker",
    "Priya Nair",
    "Jonas Lindqvist",
    "Kwame Boateng",
    "Zoë Ångström",
    "李 明",
    "Ana",
)
FIRST_DAY = date(2023, 1, 9)
TURNS = (
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2024, 2, 29),
    date(2024, 3, 31),
    date(2024, 10, 27),
    date(2025, 2, 28),
    date(2025, 3, 1),
    date(2026, 6, 15),
    date(2026, 11, 24),
    date(2027, 12, 24),
    date(2031, 5, 1),
)
"""New Year, both leap days and the days around them, both changes of the clocks, the last day used, and long afterwards."""

HEADLINE = re.compile(
    r"(.+ is waiting|(Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|\d+) people are waiting) to hear from you\."
    r"|(One reminder is|(Two|Three|\d+) reminders are) due\.|Everyone has heard from you\."
)
NEVER = re.compile(
    r"None|\{|\}|  |!|\boverdue\b|\bsuccessfully\b|\boops\b|\b-\d|\b1 (days|weeks|months|years|people)\b",
    re.IGNORECASE,
)


def live(store: Store) -> tuple[PersonId, ...]:
    """Nearly four years with eight people: talks every few weeks, promises kept and missed, children, illnesses, thanks."""
    start = Make(store, now=_noon(FIRST_DAY))
    known = tuple(
        start.person(
            name, company=f"Company {number % 3}", circle=Circle.INVEST if number < 2 else Circle.KEEP
        )
        for number, name in enumerate(NAMES)
    )
    for number, person in enumerate(known):
        start.birthday(person, PartialDate(year=None if number % 2 else 1984, month=2, day=29 - number % 2))
        start.kin(person, f"Child{number}", RelationKind.CHILD)
        start.milestone(person, MilestoneKind.WORKING_TOGETHER, PartialDate(year=2023, month=1))
        start.reminder(person, "Send the yearly letter", on=30 + number, rrule="FREQ=YEARLY", leads=(7, 0))
        told = FactInput(
            side=Side.INTERESTS, text=f"Sings in choir {number}", heard_on=NOW.date() - timedelta(days=30)
        )
        facts.add(store, person, told)
        first_days.start(store, person, FIRST_DAY)
    start.referral(known[0], known[1], on=3)
    day = FIRST_DAY
    step = 0
    while day < NOW.date():
        _a_talk(Make(store, now=_noon(day)), known[step % len(known)], step)
        day += timedelta(days=9 + step % 5)
        step += 1
    return known


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def _a_talk(make: Make, person: PersonId, step: int) -> None:
    feeling = tuple(Feeling)[step % len(Feeling)]
    make.conversation(
        person, people=(PersonTalk(person_id=person, feeling=feeling),), their_world=f"Talk {step}."
    )
    if step % 3 == 0:
        make.moment(person, tuple(MomentKind)[step % len(MomentKind)], note="A story." if step % 2 else "")
    if step % 4 == 0:
        promise = make.promise(person, f"Plan {step}", due_on=6)
        if step % 8 == 0:
            expectations.set_status(make.store, promise, Status.MET, "", make.now, make.today)
    if step % 7 == 0:
        advice.add(make.store, person, advice.new(f"Tip {step}", make.today))
        gives.add(make.store, (person,), GiveInput(text=f"Article {step}", given_on=make.today))
    if step % 13 == 0:
        told = feedback.add(make.store, person, FeedbackInput(text=f"Slow {step}", given_on=make.today))
        if step % 2:
            feedback.thank(make.store, told, make.today)
    if step % 11 == 0:
        make.life_event(person, "A new kitchen", follow_up_on=14)
        make.expectation(
            person, "Answers by e-mail", direction=Direction.OF_THEM, kind=ExpectationKind.EXPECTATION
        )
    if step % 13 == 0:
        _a_rough_patch(make, person, step)
    if step % 17 == 0:
        make.kindness(person, tuple(KindnessKind)[step % len(KindnessKind)], f"Something small, {step}")


def _a_rough_patch(make: Make, person: PersonId, step: int) -> None:
    """Some wait for an answer, some are open, some are solved and asked after a month later."""
    noon = make.now
    patch = make.rough_patch(
        person, f"You were late, {step}", heard_at=noon, answer_by=noon, next_step="Ring", next_on=2
    )
    if step % 2:
        rough_patches.answered(make.store, patch, noon)
        rough_patches.solve(make.store, patch, make.day(3), "")
    if step % 4 == 1:
        rough_patches.feel(make.store, patch, make.day(4), Feeling.GOOD, "")


def words(view: TodayView) -> list[str]:
    """All that Today says."""
    rows = (*view.due, *view.at_risk, *view.thanks, *view.upcoming, *view.quiet)
    said = [view.date_words, view.sentence, view.second_sentence, view.next_words]
    return [
        *said,
        *(text for row in rows for text in (row.title, row.why, row.late_words)),
        *(w.words for w in view.empty),
    ]


def test_today_makes_sense_at_every_turn_of_the_calendar(store: Store) -> None:
    live(store)
    for day in TURNS:
        for hour in (0, 9, 23):
            view = today(store, _noon(day).replace(hour=hour), LONDON)
            assert HEADLINE.fullmatch(view.sentence), view.sentence
            assert [text for text in words(view) if NEVER.search(text)] == []
            assert all(row.title for row in (*view.due, *view.at_risk, *view.upcoming))
            shown = [
                (row.source, row.source_id, row.occurrence)
                for row in (*view.due, *view.at_risk, *view.thanks)
            ]
            assert len(shown) == len(set(shown))


def test_whatever_is_done_leaves_and_the_day_becomes_quiet(store: Store) -> None:
    live(store)
    assert reminders.due(store, NOW, LONDON)
    for _step in range(4):  # what was changed is to be told: one thing done may ask for the next
        for item in reminders.due(store, NOW, LONDON):
            reminders.decide(store, item.source, item.source_id, item.occurrence, Decision.DONE, NOW)
    assert reminders.due(store, NOW, LONDON) == ()
    view = today(store, NOW, LONDON)
    while view.unsaid:
        for item in view.unsaid:
            reminders.decide(store, item.source, item.source_id, item.occurrence, Decision.DONE, NOW)
        view = today(store, NOW, LONDON)
    assert view.sentence == "Everyone has heard from you."
    assert len(view.empty) == 3


@pytest.fixture
def years(context: Context) -> tuple[PersonId, ...]:
    """What gathered, in the open file."""
    return live(context.store)


def said(widget: QWidget) -> str:
    """All words that are shown."""
    return " | ".join(label.text() for label in widget.findChildren(TextLabel) if label.isVisible())


def test_every_page_and_card_opens_on_it(
    qtbot: QtBot,
    open_shell: Callable[..., Shell],
    years: tuple[PersonId, ...],
    tmp_path: Path,
) -> None:
    shell = open_shell(*PAGES)
    page = shell.page("today")
    assert isinstance(page, TodayPage)
    assert HEADLINE.fullmatch(page.sentence.text())
    assert page.rows()
    for entry in PAGES:
        shell.go(Place(page=entry.name))
        QApplication.processEvents()
        shown = shell.stack.currentWidget()
        assert shown is shell.page(entry.name)
        assert shown is not None
        assert not shown.grab().isNull()
    shell.open_people()
    cards = shell.page("people")
    assert isinstance(cards, PeoplePage)
    for person, name in zip(years, NAMES, strict=True):
        shell.open_person(person)
        QApplication.processEvents()
        assert cards.person_id == person
        words_shown = said(cards.card)
        assert all(part in words_shown for part in name.split())  # Chinese names stand family name first
        assert "Company" in words_shown
        assert not re.search(r"\bNone\b(?! written| of eight)|[{}]", words_shown)
    phone = tmp_path / "phone.vcf"
    phone.write_bytes(make_mixture(60))
    shell.open_import((phone,))
    preview = shell.page("import")
    assert isinstance(preview, ImportPage)
    qtbot.waitUntil(lambda: preview.is_compared)
    before = people.count(shell.context.store)
    preview.foot.go.click()
    qtbot.waitUntil(lambda: preview.foot.go.text() == "Done")
    preview.foot.go.click()
    qtbot.waitUntil(lambda: isinstance(shell.stack.currentWidget(), PeoplePage))
    assert people.count(shell.context.store) > before
    shell.undo()
    assert people.count(shell.context.store) == before
