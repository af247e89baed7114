"""Reflect by keyboard: the dots, the list, the period, and what the portraits do."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Characteristic, Circle
from relmgr.domain.moments import MomentKind
from relmgr.services import people, reminders
from relmgr.services.reflect import deepening
from tests.builders import NOW, Make
from tests.ui.surfaces import settle
from ui import dialogs
from ui.dialogs.deepening import DeepeningDialog
from ui.dialogs.long_view import LongViewDialog
from ui.dialogs.mirror import EvidenceDialog, MirrorDialog, PastReviews
from ui.dialogs.referral import ReferralDialog
from ui.dialogs.reminder import ReminderDialog
from ui.main_window import Shell
from ui.main_window.registry import DOORS, PAGES
from ui.pages.people import PeoplePage
from ui.pages.reflect import ReflectPage
from ui.pages.reflect.below import DeepeningRow, RepairRow
from ui.pages.reflect.dots import Dot
from ui.pages.reflect.people_model import SortBy

OpenShell = Callable[..., Shell]


def opened(open_shell: OpenShell) -> tuple[Shell, ReflectPage]:
    """The shell with Reflect in it, opened by its key."""
    shell = open_shell(*PAGES, doors=DOORS)
    QTest.keyClick(shell, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    settle()
    page = shell.page("reflect")
    assert isinstance(page, ReflectPage)
    assert page.isVisible()
    return shell, page


def some(make: Make) -> dict[str, PersonId]:
    """One who warms, one who cools and is at risk, one in between."""
    ids = {name: make.person(name) for name in ("Ada Warm", "Ben Risk", "Cy Even")}
    make.talks(ids["Ada Warm"], 2, 10)
    make.talks(ids["Ben Risk"], 50, 12)
    make.talks(ids["Cy Even"], 10, 35, 5)
    for kind in (MomentKind.CANCELLED, MomentKind.DELAY):
        make.moment(ids["Ben Risk"], kind, -20)
    for kind in (MomentKind.RESPECT, MomentKind.INVOLVED_EARLY):
        make.moment(ids["Cy Even"], kind, -20)
    return ids


def dot_of(page: ReflectPage, person: PersonId) -> Dot:
    return next(dot for dot in page.map.dots if any(one.id == person for one in dot.people))


def names(page: ReflectPage) -> list[str]:
    return [one.name for one in page.list.model.people]


def test_an_empty_file_says_how_to_begin(open_shell: OpenShell) -> None:
    shell, page = opened(open_shell)
    assert page.first_focus() is page.first
    assert not page.upper.isVisible()
    page.first.click()
    settle()
    assert shell.dialogs


def test_the_arrows_walk_the_map_and_return_opens_the_card(open_shell: OpenShell, make: Make) -> None:
    ids = some(make)
    shell, page = opened(open_shell)
    ben, ada = dot_of(page, ids["Ben Risk"]), dot_of(page, ids["Ada Warm"])
    ben.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.map.bubble.isVisible()
    QTest.keyClick(ben, Qt.Key.Key_Right)
    QTest.keyClick(dot_of(page, ids["Cy Even"]), Qt.Key.Key_Right)
    settle()
    assert QApplication.focusWidget() is ada
    assert [dot for dot in page.map.dots if dot.focusPolicy() is Qt.FocusPolicy.StrongFocus] == [ada]
    QTest.keyClick(ada, Qt.Key.Key_Return)
    settle()
    people = shell.page("people")
    assert isinstance(people, PeoplePage)
    assert people.isVisible()


def test_each_dot_says_in_words_what_it_shows(open_shell: OpenShell, make: Make) -> None:
    ids = some(make)
    _shell, page = opened(open_shell)
    dot = dot_of(page, ids["Ada Warm"])
    assert "Ada Warm" in dot.accessibleName()
    assert "0 signs, 5 talks in 90 days" in dot.accessibleName()
    assert dot.accessibleDescription() == "Five talks in 90 days, none in the 90 before."
    assert dot.lines() == ("Ada Warm", "0 signs, 5 talks in 90 days")


def test_the_list_says_all_that_the_map_says_and_is_sorted(open_shell: OpenShell, make: Make) -> None:
    some(make)
    _shell, page = opened(open_shell)
    QTest.mouseClick(page.as_list, Qt.MouseButton.LeftButton)
    settle()
    assert page.list.isVisible()
    assert page.as_list.accessibleName() == "Show as a map"
    assert sorted(names(page)) == ["Ada Warm", "Ben Risk", "Cy Even"]
    assert names(page)[0] == "Cy Even"
    page.list.heads[SortBy.WAY].click()
    assert (names(page)[0], names(page)[-1]) == ("Ada Warm", "Ben Risk")
    page.list.heads[SortBy.WAY].click()
    assert names(page)[0] == "Ben Risk"
    page.list.heads[SortBy.WHO].click()
    assert names(page) == ["Ada Warm", "Ben Risk", "Cy Even"]
    page.list.view.setFocus()
    QTest.keyClick(page.list.view, Qt.Key.Key_End)
    QTest.keyClick(page.list.view, Qt.Key.Key_Return)
    settle()
    assert not page.isVisible()


def test_another_period_reads_again(open_shell: OpenShell, make: Make) -> None:
    ids = some(make)
    _shell, page = opened(open_shell)
    page.period.choose(0)
    settle()
    assert ids["Ben Risk"] not in {one.id for dot in page.map.dots for one in dot.people}
    page.period.choose(2)
    settle()
    assert len(page.map.dots) == 3


def test_many_people_are_folded_and_each_place_lists_its_own(open_shell: OpenShell, make: Make) -> None:
    for number in range(60):
        make.conversation(make.person(f"Number {number:02}"), on=-5 if number % 3 else -40)
    _shell, page = opened(open_shell)
    assert sum(len(dot.people) for dot in page.map.dots) == 60
    group = max(page.map.dots, key=lambda dot: len(dot.people))
    assert group.is_group
    assert group.accessibleName() == f"{len(group.people)} people"
    group.setFocus()
    QTest.keyClick(group, Qt.Key.Key_Return)
    settle()
    assert len(names(page)) == len(group.people)
    QTest.mouseClick(page.as_list, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.as_list, Qt.MouseButton.LeftButton)
    assert len(names(page)) == 60


def test_a_straight_talk_is_planned_as_a_reminder(open_shell: OpenShell, make: Make) -> None:
    some(make)
    shell, page = opened(open_shell)
    page.portraits.rows[0].act.click()
    settle()
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, ReminderDialog)
    assert dialog.name.text() == "A straight talk with Ben"
    dialog.save_button.click()
    settle()
    due = reminders.due(make.store, NOW, make.zone)
    assert "A straight talk with Ben" in [item.title for item in due]


def test_thanks_that_are_owed_open_the_introduction(open_shell: OpenShell, make: Make) -> None:
    ids = some(make)
    make.referral(ids["Cy Even"], ids["Ada Warm"], -30)
    shell, page = opened(open_shell)
    row = next(row for row in page.portraits.rows if row.view.referral_id is not None)
    assert row.view.person.id == ids["Cy Even"]
    row.act.click()
    settle()
    assert isinstance(shell.dialogs[-1], ReferralDialog)


def test_a_change_is_seen_and_the_stop_of_tab_stays(open_shell: OpenShell, make: Make) -> None:
    ids = some(make)
    _shell, page = opened(open_shell)
    dot_of(page, ids["Cy Even"]).setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    new = make.person("Di New", circle=Circle.KEEP)
    make.conversation(new, on=-1)
    settle()
    assert len(page.map.dots) == 4
    assert page.map.current_dot() is dot_of(page, ids["Cy Even"])
    assert QApplication.focusWidget() is dot_of(page, ids["Cy Even"])


def test_i_review_myself_by_keyboard_and_the_mirror_shows_it(open_shell: OpenShell, make: Make) -> None:
    some(make)
    shell, page = opened(open_shell)
    assert page.mirror.closing.text() == "You have not looked into the mirror yet."
    page.mirror.review.click()
    settle()
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, MirrorDialog)
    question = dialog.questions[Characteristic.KINDNESS]
    question.mine.part(1).setFocus()
    QTest.keyClick(question.mine.part(1), Qt.Key.Key_Space)
    question.theirs.choose(4)
    question.note.set_text("Ask after her father")
    dialog.save_button.click()
    settle()
    row = page.mirror.rows[Characteristic.KINDNESS]
    assert row.accessibleName() == "Kindness: you sometimes, they always"
    assert "2 of 5" in page.mirror.closing.text()
    dialogs.open_past_reviews(page.context, shell, shell)
    settle()
    past = shell.dialogs[-1]
    assert isinstance(past, PastReviews)
    assert "24 Nov, about everyone" in past.lines.words()[0]


def test_a_line_opens_what_the_moments_say(open_shell: OpenShell, make: Make) -> None:
    ids = some(make)
    make.moment(ids["Cy Even"], MomentKind.I_LET_WAIT, -4)
    shell, page = opened(open_shell)
    QTest.keyClick(page.mirror.rows[Characteristic.COMMUNICATION], Qt.Key.Key_Space)
    settle()
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, EvidenceDialog)
    assert "let an answer wait" in dialog.lines.words()[0]
    QTest.keyClick(dialog.lines, Qt.Key.Key_Return)
    settle()
    assert len(shell.dialogs) == 2


def test_the_mirror_of_one_person(open_shell: OpenShell, make: Make) -> None:
    ids = some(make)
    _shell, page = opened(open_shell)
    page.show_mirror_of(ids["Ada Warm"])
    assert page.mirror.whose.text() == "Ada"
    people.remove(make.store, ids["Ada Warm"], make.now)
    settle()
    assert page.mirror.isVisible()


def test_who_comes_to_mind_comes_later_where_there_are_many(
    open_shell: OpenShell, make: Make, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("ui.dialogs.deepening._AT_ONCE", 1)
    monkeypatch.setattr("ui.reading_on.AT_ONCE_SECONDS", -1.0)
    some(make)
    shell, page = opened(open_shell)
    page.below.choose.click()
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, DeepeningDialog)
    assert dialog.isVisible()
    assert not dialog.suggestions
    qtbot.waitUntil(lambda: bool(dialog.suggestions))
    assert dialog.suggestions[0].isVisible()
    dialog.reject()
    page.below.choose.click()
    shell.dialogs[-1].reject()  # before anything was found
    settle()
    assert not shell.dialogs


def test_up_to_three_are_chosen_with_what_was_suggested(open_shell: OpenShell, make: Make) -> None:
    ids = some(make)
    shell, page = opened(open_shell)
    page.below.choose.click()
    settle()
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, DeepeningDialog)
    dialog.suggestions[0].click()
    assert dialog.choices[0].person.person() == ids["Ada Warm"]
    dialog.choices[1].step.set_text("Lunch")
    dialog.save_button.click()
    settle()
    assert shell.dialogs  # a step without a person is asked about, and nothing is lost
    dialog.choices[1].step.set_text("")
    dialog.save_button.click()
    settle()
    assert not shell.dialogs
    (held,) = deepening.chosen(make.store, page.context.today())
    assert held.person.id == ids["Ada Warm"]
    page.below.quarter.findChildren(DeepeningRow)[0].button.click()
    settle()
    assert deepening.chosen(make.store, page.context.today())[0].done_on is not None


def test_a_small_step_is_planned_and_a_decision_noted(open_shell: OpenShell, make: Make) -> None:
    some(make)
    shell, page = opened(open_shell)
    row = page.below.steps.findChildren(RepairRow)[0]
    row.steps[0].click()
    settle()
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, ReminderDialog)
    assert dialog.name.text() == row.repair.steps[0].rstrip(".")
    dialog.reject()
    settle()
    page.below.note.click()
    settle()
    form = shell.dialogs[-1]
    assert isinstance(form, LongViewDialog)
    form.decision.set_text("Advised against the cheaper tool")
    form.save_button.click()
    settle()
    assert "Advised against the cheaper tool" in page.below.views.words()[0]
    page.below.views.setFocus()
    QTest.keyClick(page.below.views, Qt.Key.Key_Return)
    settle()
    again = shell.dialogs[-1]
    assert isinstance(again, LongViewDialog)
    again.came.set_text("She stayed")
    again.save_button.click()
    settle()
    assert "She stayed" in page.below.views.words()[0]
