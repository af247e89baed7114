"""The Referrals page: by keyboard from the graph to the thanks, empty, folded, mirrored, and the same in words."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from relmgr.domain.ids import PersonId
from relmgr.domain.referral_graph import Key
from relmgr.services import referrals
from relmgr.services.referrals import ReferralInput
from tests.builders import TODAY, Make
from tests.ui.surfaces import settle
from ui.context import Context, Place
from ui.dialogs.liking import WhoWouldLike
from ui.dialogs.referral import ReferralDialog
from ui.dialogs.thanks import ThanksDialog
from ui.main_window import Shell
from ui.main_window.registry import DOORS, PAGES
from ui.pages.people import PeoplePage
from ui.pages.referrals import ReferralsPage
from ui.pages.referrals.list import BATCH
from ui.pages.referrals.painting import Stroke

OpenShell = Callable[..., Shell]


def page_of(shell: Shell) -> ReferralsPage:
    shell.go(Place(page="referrals"))
    settle()
    page = shell.page("referrals")
    assert isinstance(page, ReferralsPage)
    return page


@pytest.fixture
def chain(make: Make, context: Context) -> tuple[PersonId, PersonId, PersonId]:
    """Aroha brought Megan and was thanked; Megan brought Priya and was not."""
    aroha, megan, priya = make.person("Aroha Ngata"), make.person(), make.person("Priya Raghunathan")
    first = make.referral(aroha, megan, -400)
    referrals.thank(context.store, first, make.day(-390), "flowers")
    make.referral(megan, priya, -3)
    return aroha, megan, priya


def words(page: ReferralsPage) -> list[str]:
    return [page.list.rows.index(row, 0).data() for row in range(page.list.rows.rowCount())]


def test_ctrl_5_opens_it_and_what_is_owed_is_counted(
    open_shell: OpenShell, chain: tuple[PersonId, ...]
) -> None:
    shell = open_shell(*PAGES, doors=DOORS)
    QTest.keyClick(shell, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    settle()
    page = shell.stack.currentWidget()
    assert isinstance(page, ReferralsPage)
    row = next(button for button in shell.navigation.buttons() if button.objectName() == "nav_referrals")
    assert (row.count, row.isChecked()) == (1, True)
    assert page.sentence.text() == "Two introductions since 2025. One still deserves a thank-you."
    assert words(page) == [
        "You owe a thank-you, 1",
        "Megan Jacobs, for Priya, 21 Nov, thank-you owed",
        "Thanked, 1",
        "Aroha Ngata, for Megan, flowers, October 2025, thanked",
    ]


def test_an_empty_page_has_one_way_forward(open_shell: OpenShell, make: Make, context: Context) -> None:
    make.person()
    make.person("Tom Baker")
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    assert page.first.isVisible()
    assert not page.list.isVisible()
    assert page.first_focus() is page.first
    page.first.click()
    form = shell.dialogs[-1]
    assert isinstance(form, ReferralDialog)
    QTest.keyClicks(form.by.edit, "Megan Jacobs")
    QTest.keyClicks(form.of.edit, "Tom Baker")
    form.save_button.click()
    settle()
    assert page.list.isVisible()
    shell.undo()
    settle()
    assert page.first.isVisible()


def test_the_button_asks_who_would_like_something(open_shell: OpenShell, chain: tuple[PersonId, ...]) -> None:
    shell = open_shell(*PAGES, doors=DOORS)
    shell.go(Place(page="referrals"))
    page_of(shell).would_like.click()
    assert isinstance(shell.dialogs[-1], WhoWouldLike)
    shell.dialogs[-1].reject()


def test_the_arrows_go_along_the_graph_and_enter_opens_the_card(
    open_shell: OpenShell, chain: tuple[PersonId, ...]
) -> None:
    aroha, megan, priya = chain
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    graph = page.graph
    assert graph.person == megan, "who is owed thanks is chosen first"
    graph.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(graph, Qt.Key.Key_Left)
    assert graph.person == aroha
    assert graph.accessibleName() == ("Who brought whom, 1 of 3: Aroha Ngata; met directly; introduced Megan")
    QTest.keyClick(graph, Qt.Key.Key_Left)
    assert graph.person is None
    assert graph.accessibleName() == "Who brought whom: You"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(graph, key)
    assert graph.person == priya
    assert graph.accessibleName() == (
        "Who brought whom, 3 of 3: Priya Raghunathan; introduced by Megan Jacobs, thank-you owed"
    )
    QTest.keyClick(graph, Qt.Key.Key_Return)
    settle()
    people = shell.stack.currentWidget()
    assert isinstance(people, PeoplePage)
    assert people.person_id == priya


def test_the_list_thanks_by_keyboard_and_undo_takes_it_back(
    open_shell: OpenShell, chain: tuple[PersonId, ...], context: Context
) -> None:
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    page.list.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.list, Qt.Key.Key_D)
    form = shell.dialogs[-1]
    assert isinstance(form, ThanksDialog)
    QTest.keyClicks(form.how.edit, "dinner")
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert words(page)[:2] == ["Thanked, 2", "Megan Jacobs, for Priya, dinner, 24 November, thanked"]
    assert page.sentence.text() == "Two introductions since 2025. Everybody was thanked."
    assert {line.stroke for line in page.graph.lines()} == {Stroke.THANKED, Stroke.DIRECT}
    shell.undo()
    settle()
    assert words(page)[0] == "You owe a thank-you, 1"
    assert Stroke.OWED in {line.stroke for line in page.graph.lines()}


def test_single_letters_can_be_turned_off(open_shell: OpenShell, chain: tuple[PersonId, ...]) -> None:
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    page.list.single_letters = False
    page.list.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.list, Qt.Key.Key_D)
    assert shell.dialogs == ()


def test_the_button_in_the_row_thanks(open_shell: OpenShell, chain: tuple[PersonId, ...]) -> None:
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    row = page.list.visualRect(page.list.rows.index(1, 0))
    QTest.mouseClick(
        page.list.viewport(), Qt.MouseButton.LeftButton, pos=page.list.drawn.thank_rect(row).center()
    )
    assert isinstance(shell.dialogs[-1], ThanksDialog)


def test_list_and_graph_choose_the_same(open_shell: OpenShell, chain: tuple[PersonId, ...]) -> None:
    aroha, megan, _priya = chain
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    page.list.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.graph.person == aroha
    page.graph.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.graph, Qt.Key.Key_Right)
    current = page.list.current()
    assert current is not None
    assert current.by.id == megan
    page.list.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert isinstance(shell.dialogs[-1], ReferralDialog)


def test_two_hundred_people_are_folded_and_complete_in_the_list(
    open_shell: OpenShell, make: Make, context: Context
) -> None:
    folk = [make.person(f"Person Number{number:03}") for number in range(200)]
    for number, person in enumerate(folk[20:]):
        given = ReferralInput(by=folk[number // 4], of=person, on_day=TODAY)
        referrals.add(context.store, given)
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    assert len(words(page)) == BATCH
    page.list.verticalScrollBar().setValue(page.list.verticalScrollBar().maximum())
    settle()
    assert len(words(page)) == 181
    shown = page.graph.picture.placed
    assert len(shown) < 80
    folded = next(one for one in shown if one.folded and not one.key.is_rest)
    page.graph.setFocus(Qt.FocusReason.TabFocusReason)
    page.graph.choose_person(folded.key.person or 0)
    QTest.keyClick(page.graph, Qt.Key.Key_Return)
    assert next(one for one in page.graph.picture.placed if one.key == folded.key).folded == 0
    assert page.graph.person == folded.key.person
    for person in folk[20:]:
        page.graph.choose_person(int(person))
        assert Key(int(person)) in {one.key for one in page.graph.picture.placed}


def test_it_grows_the_way_text_runs(open_shell: OpenShell, chain: tuple[PersonId, ...]) -> None:
    aroha, megan, _priya = chain
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    left_to_right = page.graph.rect_of(Key(aroha)).x() < page.graph.rect_of(Key(megan)).x()
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        settle()
        assert left_to_right
        assert page.graph.rect_of(Key(aroha)).x() > page.graph.rect_of(Key(megan)).x()
        page.graph.choose_person(int(aroha))
        page.graph.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(page.graph, Qt.Key.Key_Left)
        assert page.graph.person == megan
        page.grab()
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_second_thank_you_can_be_written_in_the_form(
    open_shell: OpenShell, chain: tuple[PersonId, ...], context: Context
) -> None:
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    (thanked,) = referrals.view(context.store, TODAY).thanked
    page.list.opened.emit(int(thanked.id))
    form = shell.dialogs[-1]
    assert isinstance(form, ReferralDialog)
    assert not form.work_thanked_on.isVisible()
    form.work_on.set_value(TODAY)
    assert form.work_thanked_on.isVisible()
    assert form.note.label.text() == "A thank-you is owed; Today keeps it until then."
    form.work_thanked_on.set_value(TODAY)
    form.work_thanked_how.set_text("dinner")
    form.save_button.click()
    kept = referrals.get(context.store, thanked.id).input
    assert (kept.thanked_how, kept.work_thanked_on, kept.work_thanked_how) == ("flowers", TODAY, "dinner")
