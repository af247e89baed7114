"""A client cancels twice and haggles: the notice says what happened, offers three ways on, and the evidence tells the story."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Standing
from relmgr.domain.moments import MomentKind
from relmgr.services import today
from relmgr.services.card import card
from tests.builders import Make
from tests.journeys.conftest import OnDay
from tests.ui.surfaces import settle
from ui.context import Place
from ui.dialogs.conversation import ConversationDialog
from ui.dialogs.depth import AskDialog, DismissalDialog, EvidenceDialog, OverrulingDialog
from ui.dialogs.form.entry import EntryRow
from ui.dialogs.moment import MomentDialog
from ui.main_window import Shell
from ui.pages.people.card import Card
from ui.pages.today import TodayPage
from ui.widgets.menu import Menu
from ui.widgets.text import TextLabel


def logged(shell: Shell, who: PersonId, text: str, *kinds: MomentKind) -> None:
    """A conversation, with the signs that were seen pressed once each."""
    shell.log_conversation(who, text)
    settle()
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, ConversationDialog)
    for kind in kinds:
        if not dialog.signs[kind].isChecked():
            dialog.signs[kind].click()
    dialog.press_primary()
    settle()


def card_of(shell: Shell, who: PersonId) -> Card:
    shell.go(Place(page="people", person_id=who))
    settle()
    page = shell.page("people")
    assert page is not None
    found = page.findChildren(Card)[0]
    found.finish()
    settle()
    return found


def words_in(dialog: EvidenceDialog) -> list[str]:
    return [row.text() for row in dialog.findChildren(EntryRow)]


def test_the_notice_comes_says_facts_and_offers_three_ways(make: Make, on_day: OnDay) -> None:
    ben = make.person("Ben Whitaker")
    for day, text in (
        (date(2026, 10, 20), "Call with Ben. He cancelled last minute."),
        (date(2026, 11, 3), "Ben cancelled."),
    ):
        shell = on_day(day)
        logged(shell, ben, text, MomentKind.CANCELLED)
        assert card_of(shell, ben).notice.isHidden()  # one kind is no notice
        shell.end()

    shell = on_day(date(2026, 11, 20))
    store = shell.context.store
    logged(shell, ben, "Rang Ben about the invoice.", MomentKind.HAGGLING)
    shown = card_of(shell, ben)
    facts = "Cancelled at the last minute on 20 Oct and 3 Nov. Haggled on 20 Nov."
    assert not shown.notice.isHidden()
    assert shown.notice.facts.text() == facts
    (row,) = today.today(store, shell.context.now(), shell.context.zone()).notices
    assert (row.title, row.why) == ("A word with Ben", facts)

    # Ask: a question for next time, which comes back on the card.
    shown.notice.ask.click()
    settle()
    ask = shell.dialogs[-1]
    assert isinstance(ask, AskDialog)
    question = ask.question.text()
    ask.press_primary()
    settle()
    assert question in [
        one.question for one in card(store, ben, shell.context.now(), shell.context.zone()).ask_about
    ]

    # The evidence, by keyboard: every piece opens, and tells the story.
    shown = card_of(shell, ben)
    shown.header.standing.setFocus()
    QTest.keyClick(shown.header.standing, Qt.Key.Key_Return)
    settle()
    evidence = shell.dialogs[-1]
    assert isinstance(evidence, EvidenceDialog)
    assert words_in(evidence)[:3] == [
        "Haggled on 20 Nov",
        "Cancelled at the last minute on 3 Nov",
        "Cancelled at the last minute on 20 Oct",
    ]
    entry = evidence.findChildren(EntryRow)[1]
    entry.setFocus()
    QTest.keyClick(entry, Qt.Key.Key_Return)
    settle()
    form = shell.dialogs[-1]
    assert isinstance(form, MomentDialog)
    assert form.kind.value() is MomentKind.CANCELLED
    form.about.set_text("His train, he said")
    form.press_primary()
    settle()
    assert "His train, he said" in [label.text() for label in evidence.findChildren(TextLabel)]

    # My own word stands above it, with its reason; the evidence stays beside it.
    evidence.overrule.click()
    settle()
    word = shell.dialogs[-1]
    assert isinstance(word, OverrulingDialog)
    word.standing.choose(Standing.GROWING)
    word.press_primary()  # a word without a reason is not kept
    settle()
    assert shell.dialogs[-1] is word
    word.reason.set_text("A hard autumn there")
    word.press_primary()
    settle()
    assert evidence.isVisible()
    evidence.end.click()
    settle()
    evidence.reject()
    settle()

    # Wait until tomorrow.
    shown = card_of(shell, ben)
    shown.notice.wait.click()
    settle()
    menu = shell.findChildren(Menu)[-1]
    next(one for one in menu.rows() if one.text() == "Tomorrow morning").click()
    settle()
    assert card_of(shell, ben).notice.isHidden()
    shell.end()

    shell = on_day(date(2026, 11, 21))
    assert not card_of(shell, ben).notice.isHidden()

    # Put away from Today, with a reason.
    shell.go(Place(page="today"))
    settle()
    page = shell.page("today")
    assert isinstance(page, TodayPage)
    page.rows()[0].done_asked.emit()
    settle()
    away = shell.dialogs[-1]
    assert isinstance(away, DismissalDialog)
    away.reason.set_text("He rang and explained")
    away.press_primary()
    settle()
    assert today.today(store, shell.context.now(), shell.context.zone()).notices == ()
    assert card(store, ben, shell.context.now(), shell.context.zone()).person.standing is Standing.AT_RISK
    logged(shell, ben, "Rang Ben.", MomentKind.DELAY)
    assert not card_of(shell, ben).notice.isHidden()
    shell.end()
