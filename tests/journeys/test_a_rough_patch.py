"""A client cancels twice and haggles; a rough patch is opened, handled, closed twice; a month later one asks how it is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Decision, Feeling, Standing
from relmgr.domain.moments import MomentKind
from relmgr.services import reminders, rough_patches, today
from relmgr.services.card import CardView, card
from relmgr.services.reminders import DueItem, Source
from relmgr.store import Store
from tests.builders import LONDON, Make
from tests.journeys.conftest import OnDay
from tests.ui.surfaces import settle
from ui.actions import Command
from ui.context import Place
from ui.dialogs.rough_patch.form import RoughPatchDialog
from ui.dialogs.rough_patch.mistake import MistakeDialog
from ui.dialogs.rough_patch.small import FeltDialog, SolvedDialog
from ui.dialogs.rough_patch.story import StoryDialog
from ui.main_window import Shell
from ui.pages.people import PeoplePage

DAY = timedelta(days=1)
OPENED = date(2026, 11, 24)


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.fixture
def megan(make: Make) -> PersonId:
    """Somebody of five years, deep with me, with whom it begins to grate."""
    who = make.person("Megan Jacobs", company="Fernkloof Logistics", pronouns="she/her")
    make.talks(who, last=5, gap=14, count=8)
    for kind in (
        MomentKind.ASKED_FOR_HELP,
        MomentKind.REFERRED_ME,
        MomentKind.RESPECT,
        MomentKind.INVOLVED_EARLY,
        MomentKind.ACTED_ON_ADVICE,
    ):
        make.moment(who, kind, -60)
    make.moment(who, MomentKind.CANCELLED, -12)
    make.moment(who, MomentKind.CANCELLED, -6)
    make.moment(who, MomentKind.HAGGLING, -5)
    return who


def view_on(store: Store, who: PersonId, day: date) -> CardView:
    return card(store, who, at(day), LONDON)


def due_on(store: Store, day: date) -> list[DueItem]:
    mine = (Source.ANSWER, Source.ROUGH_PATCH, Source.AFTERCARE)
    return [item for item in reminders.due(store, at(day), LONDON) if item.source in mine]


def card_of(shell: Shell, who: PersonId) -> PeoplePage:
    shell.go(Place(page="people", person_id=who))
    settle()
    page = shell.page("people")
    assert isinstance(page, PeoplePage)
    return page


def words(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def press(widget: QWidget, text: str) -> None:
    """By keyboard: the focus on what is called so, and Space."""
    found = [each for each in widget.findChildren(QAbstractButton) if each.isVisible()]
    button = next(each for each in found if text in (each.text(), each.accessibleName()))
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)
    settle()


def top(shell: Shell) -> QWidget:
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, QWidget)
    return dialog


def save(shell: Shell) -> None:
    QTest.keyClick(top(shell), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()


def open_it(shell: Shell, megan: PersonId) -> None:
    """From the notice: what was good is read first, then their words."""
    page = card_of(shell, megan)
    assert page.card.notice.isVisible()
    press(page.card.notice, "It is a rough patch…")
    form = top(shell)
    assert isinstance(form, RoughPatchDialog)
    good = words(form.good)
    assert good[0] == "First, what was good"
    assert any(line.startswith("Refers me to others") for line in good)
    QTest.keyClicks(form.theirs, "You send what you like, when you like.")
    form.mine.set_text("I moved the date twice without asking.")
    form.next_step.set_text("Ring her and listen")
    form.next_on.set_value(OPENED + DAY)
    form.waits.setChecked(True)
    form.heard_time.set_text("10:00")
    form.by_time.set_text("15:00")
    save(shell)


def handle_it(shell: Shell, megan: PersonId) -> None:
    """Answered on the card; the step taken on Today; a mistake owned in the story."""
    page = card_of(shell, megan)
    assert words(page.card.rough)[:2] == [
        "A rough patch since 24 Nov",
        "Megan has waited one day for an answer.",
    ]
    press(page.card.rough, "Megan has waited one day for an answer. Answered")
    (step,) = due_on(shell.context.store, OPENED + DAY)
    assert step.title == "Megan: ring her and listen"
    reminders.decide(shell.context.store, *step.key, Decision.DONE, at(OPENED + DAY), zone=LONDON)
    page.commands()[Command.ROUGH_PATCH]()
    settle()
    story = top(shell)
    assert isinstance(story, StoryDialog)
    assert "Ring her and listen" in words(story)
    press(story, "Own a mistake")
    mistake = top(shell)
    assert isinstance(mistake, MistakeDialog)
    mistake.text.set_text("Moved the date without asking")
    mistake.apologised.set_value(OPENED + DAY)
    mistake.learned.set_text("Ask before moving anything")
    save(shell)
    shell.dialogs[-1].reject()
    settle()


def close_it(shell: Shell, megan: PersonId) -> None:
    """The first closing; the second is a question of its own."""
    page = card_of(shell, megan)
    page.commands()[Command.ROUGH_PATCH]()
    settle()
    press(top(shell), "Yes, it is solved")
    solved = top(shell)
    assert isinstance(solved, SolvedDialog)
    solved.text.set_text("One plan, and nothing moves without a call")
    save(shell)
    shell.dialogs[-1].reject()
    settle()


def test_it_is_opened_handled_closed_twice_and_asked_after(
    make: Make, on_day: OnDay, megan: PersonId
) -> None:
    store = make.store
    before = view_on(store, megan, OPENED)
    assert before.person.standing is Standing.AT_RISK
    assert before.notice is not None

    shell = on_day(OPENED)
    open_it(shell, megan)
    (patch,) = rough_patches.of(store, megan)
    assert patch.input.their_words == "You send what you like, when you like."
    assert [item.title for item in due_on(store, OPENED)] == ["Answer Megan"]
    assert today.today(store, at(OPENED), LONDON).due[0].source is Source.ANSWER
    shell.end()

    assert view_on(store, megan, OPENED).notice is None  # one note about one thing

    shell = on_day(OPENED + DAY)
    handle_it(shell, megan)
    assert due_on(store, OPENED + DAY) == []
    assert view_on(store, megan, OPENED + DAY).person.standing is Standing.AT_RISK
    shell.end()

    shell = on_day(OPENED + 6 * DAY)
    close_it(shell, megan)
    page = card_of(shell, megan)
    assert words(page.card.rough)[1] == "How does Megan feel about how it was handled?"
    press(page.card.rough, "How does Megan feel about how it was handled? Note what you heard")
    felt = top(shell)
    assert isinstance(felt, FeltDialog)
    felt.faces.choose(Feeling.GOOD)
    felt.text.set_text("Relieved that you rang")
    save(shell)
    assert not page.card.rough.isVisible()
    shell.end()

    month_on = OPENED + 36 * DAY
    assert due_on(store, month_on - DAY) == []
    (care,) = due_on(store, month_on)
    assert (care.title, care.source) == ("How is it now with Megan?", Source.AFTERCARE)
    assert any(one.source == "aftercare" for one in view_on(store, megan, month_on).ask_about)
    shell = on_day(month_on)
    rough_patches.asked_after(store, patch.id, month_on, "Easy with each other again")
    assert due_on(store, month_on) == []
    shell.end()

    later = view_on(store, megan, OPENED + 80 * DAY)
    assert later.person.standing is Standing.DEEP
    told = next(row for row in later.timeline if row.source == "rough_patch")
    assert told.rest == (
        "“You send what you like, when you like.” Solved on 30 Nov; Megan felt good about how it was handled."
    )
    assert [row.lead for row in later.timeline if row.source == "mistake"] == ["A mistake of mine."]
