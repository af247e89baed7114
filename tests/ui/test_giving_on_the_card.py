"""Give and take in the window: by keyboard from the quiet line to what came of it, for several at once, and undone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import AdviceOutcome, GiveKind, Side
from relmgr.domain.moments import MomentKind
from relmgr.services import advice, facts, feedback, gives, moments
from relmgr.services.facts import FactInput
from relmgr.services.feedback import FeedbackInput
from relmgr.services.gives import GiveInput
from tests.builders import TODAY, Make
from tests.ui.surfaces import settle
from ui import dialogs
from ui.actions import Command
from ui.context import Context, Place
from ui.dialogs.advice import AdviceDialog
from ui.dialogs.feedback import FeedbackDialog
from ui.dialogs.give import GiveDialog
from ui.dialogs.liking import WhoWouldLike
from ui.main_window import Shell
from ui.main_window.registry import DOORS, PAGES
from ui.pages.people import PeoplePage
from ui.pages.people.card.parts import PressRow
from ui.widgets.buttons import LinkButton

OpenShell = Callable[..., Shell]


@pytest.fixture
def megan(make: Make) -> PersonId:
    return make.person()


def card_of(open_shell: OpenShell, who: PersonId) -> tuple[Shell, PeoplePage]:
    shell = open_shell(*PAGES, doors=DOORS)
    shell.go(Place(page="people", person_id=who))
    settle()
    page = shell.page("people")
    assert isinstance(page, PeoplePage)
    page.card.finish()
    settle()
    return shell, page


def rows(page: PeoplePage) -> list[PressRow]:
    return [row for row in page.card.give_take.findChildren(PressRow) if row.isVisibleTo(page)]


def test_the_quiet_line_asks_for_the_first(open_shell: OpenShell, megan: PersonId, context: Context) -> None:
    shell, page = card_of(open_shell, megan)
    (line,) = page.card.give_take.findChildren(LinkButton)
    assert line.text() == "What could \u2068Megan\u2069 use: an article, a tip, an introduction?"
    line.click()
    form = shell.dialogs[-1]
    assert isinstance(form, GiveDialog)
    form.text.set_text("Bees on city roofs")
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [row.accessibleName() for row in rows(page)] == ["Bees on city roofs. Article, 24 Nov."]
    shell.undo()
    settle()
    assert rows(page) == []


def test_one_thing_for_two_people(
    open_shell: OpenShell, make: Make, megan: PersonId, context: Context
) -> None:
    tom = make.person("Tom Baker")
    shell, _page = card_of(open_shell, megan)
    form = dialogs.open_give(context, shell, shell, (megan,))
    assert form.people is not None
    QTest.keyClicks(form.people.add().edit, "Tom Baker")
    form.text.set_text("A tip")
    form.kind.choose(GiveKind.TIP)
    form.save_button.click()
    assert [len(gives.of(context.store, who)) for who in (megan, tom)] == [1, 1]


def test_an_introduction_asks_whom(
    open_shell: OpenShell, make: Make, megan: PersonId, context: Context
) -> None:
    make.person("Tom Baker")
    shell, _page = card_of(open_shell, megan)
    form = dialogs.open_give(context, shell, shell, (megan,))
    assert not form.introduced.isVisible()
    form.kind.choose(GiveKind.INTRODUCTION)
    assert form.introduced.isVisible()
    form.save_button.click()
    assert form.row("introduced").error() == "Choose who it is."
    QTest.keyClicks(form.introduced.edit, "Tom Baker")
    form.save_button.click()
    assert gives.of(context.store, megan)[0].input.kind is GiveKind.INTRODUCTION


def test_who_would_like_it_leads_to_one_note_for_all(
    open_shell: OpenShell, make: Make, megan: PersonId, context: Context
) -> None:
    tom = make.person("Tom Baker")
    for who in (megan, tom):
        facts.add(context.store, who, FactInput(side=Side.INTERESTS, text="Keeps bees"))
    shell, _page = card_of(open_shell, megan)
    action = shell.actions_.get(Command.WHO_WOULD_LIKE)
    assert action is not None
    action.trigger()
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, WhoWouldLike)
    assert not dialog.note.isEnabled()
    QTest.keyClicks(dialog.field, "Bees on city roofs")
    assert [row.accessibleName() for _tick, row in dialog.rows] == [
        "Megan Jacobs, Interests: Keeps bees",
        "Tom Baker, Interests: Keeps bees",
    ]
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    for tick, _row in dialog.rows:
        QTest.keyClick(tick, Qt.Key.Key_Space)
    assert dialog.note.text() == "Note it as given to 2 people"
    dialog.note.click()
    form = shell.dialogs[-1]
    assert isinstance(form, GiveDialog)
    form.save_button.click()
    assert [gives.of(context.store, who)[0].input.text for who in (megan, tom)] == ["Bees on city roofs"] * 2


def test_acted_on_is_a_sign_and_set_aside_only_where_it_is_ticked(
    open_shell: OpenShell, megan: PersonId, context: Context
) -> None:
    tip = advice.add(context.store, megan, advice.new("Send line items", TODAY))
    shell, page = card_of(open_shell, megan)
    rows(page)[0].click()
    form = shell.dialogs[-1]
    assert isinstance(form, AdviceDialog)
    assert not form.speaks_against.isVisible()
    form.outcome.choose(AdviceOutcome.SET_ASIDE)
    assert form.speaks_against.isVisible()
    form.save_button.click()
    assert moments.of(context.store, megan) == ()
    form = dialogs.open_advice(context, shell, shell, megan, tip)
    form.outcome.choose(AdviceOutcome.ACTED_ON)
    assert form.note.label.text() == "The moment “Acted on my advice” is noted with it."
    form.save_button.click()
    assert [one.kind for one in moments.of(context.store, megan)] == [MomentKind.ACTED_ON_ADVICE]
    shell.undo()
    assert moments.of(context.store, megan) == ()


def test_feedback_is_walked_from_thanks_to_telling(
    open_shell: OpenShell, megan: PersonId, context: Context
) -> None:
    said = feedback.add(context.store, megan, FeedbackInput(text="Too slow", given_on=TODAY))
    shell, page = card_of(open_shell, megan)
    page.card.give_take.done.emit("feedback", said, page.card.give_take._view[1].groups[0].rows[0].action)
    settle()
    assert feedback.get(context.store, said).input.thanked_on == TODAY
    form = dialogs.open_feedback(context, shell, shell, megan, said)
    assert not form.told_on.isVisible()
    form.will.choose("wont")
    assert form.decided_on.value() == TODAY
    assert form.told_on.isVisible()
    assert not form.changed_on.isVisible()
    form.will.choose("will")
    assert form.changed_on.isVisible()
    form.changed_on.set_value(TODAY)
    form.change.set_text("Answers within a day")
    form.told_on.set_value(TODAY)
    form.save_button.click()
    kept = feedback.get(context.store, said).input
    assert (kept.will_change, kept.change, kept.told_on) == (True, "Answers within a day", TODAY)


def test_a_hard_truth_asks_what_it_is_based_on(
    open_shell: OpenShell, megan: PersonId, context: Context
) -> None:
    shell, _page = card_of(open_shell, megan)
    form = dialogs.open_feedback(context, shell, shell, megan, is_mine=True)
    assert isinstance(form, FeedbackDialog)
    assert not form.thanked_on.isVisible()
    assert not form.based_on.isVisible()
    form.hard.setChecked(True)
    assert form.based_on.isVisible()
    form.text.set_text("The depot is unsafe")
    form.based_on.set_text("Two near misses")
    form.save_button.click()
    (kept,) = feedback.of(context.store, megan)
    assert (kept.input.is_hard_truth, kept.input.based_on) == (True, "Two near misses")


def test_many_rows_are_folded_and_unfold(open_shell: OpenShell, megan: PersonId, context: Context) -> None:
    for number in range(8):
        gives.add(context.store, (megan,), GiveInput(text=f"Number {number}", given_on=TODAY))
    _shell, page = card_of(open_shell, megan)
    assert len(rows(page)) == 3
    (more,) = [link for link in page.card.give_take.findChildren(LinkButton) if link.isVisibleTo(page)]
    assert more.text() == "5 more"
    more.click()
    settle()
    assert len(rows(page)) == 8
