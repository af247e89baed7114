"""The forms of rough patches, mistakes, kindness and the first 30 days."""

from datetime import timedelta
from unittest.mock import MagicMock

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from relmgr.domain.first_days import usual_steps
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Feeling, FirstStepKind, KindnessKind
from relmgr.domain.moments import MomentKind
from relmgr.domain.rough_patches import PatchState
from relmgr.services import first_days, kindnesses, mistakes, moments, rough_patches
from tests.builders import NOW, TODAY, Make
from tests.ui.dialogs.conftest import Host
from ui import dialogs
from ui.context import Context

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Window = tuple[Context, MagicMock, Host]


@pytest.fixture
def window(context: Context, navigator: MagicMock, host: Host) -> Window:
    return context, navigator, host


@pytest.fixture
def megan(make: Make) -> PersonId:
    return make.person("Megan Jacobs", company="Fernkloof Logistics")


def texts(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def press(widget: QWidget, words: str) -> None:
    """The first visible button of `widget` that is called so."""
    QApplication.processEvents()
    found = [each for each in widget.findChildren(QAbstractButton) if each.isVisible()]
    button = next(each for each in found if words in (each.text(), each.accessibleName()))
    button.click()
    QApplication.processEvents()


def opened(host: Host, kind: str) -> QWidget:
    """The dialog of this class that is open on top."""
    return [each for each in host.window.findChildren(QWidget) if type(each).__name__ == kind][-1]


def test_what_was_good_is_read_before_one_writes(window: Window, make: Make, megan: PersonId) -> None:
    make.moment(megan, MomentKind.ASKED_FOR_HELP, -20)
    make.moment(megan, MomentKind.REFERRED_ME, -40, "Priya, in September")
    make.moment(megan, MomentKind.HAGGLING, -3)
    form = dialogs.open_rough_patch(*window, megan)
    said = texts(form.good)
    assert said[0] == "First, what was good"
    assert "Asks me for help, last on 4 Nov." in said
    assert "Refers me to others: Priya, in September." in said
    assert not any("aggl" in line for line in said)
    assert form.theirs.hasFocus()  # their words come first


def test_with_nothing_noted_it_asks_for_what_one_likes(window: Window, megan: PersonId) -> None:
    said = texts(dialogs.open_rough_patch(*window, megan).good)
    assert said[1] == "Nothing is noted yet. What do you like about Megan?"


def test_a_rough_patch_is_written_down(window: Window, context: Context, megan: PersonId) -> None:
    form = dialogs.open_rough_patch(*window, megan)
    form.save_button.click()
    assert form.row("their_words").error() == "Write what happened: a few words are enough."
    form.theirs.set_text("You promised it for Monday")
    form.waits.setChecked(True)
    assert (form.heard_time.text(), form.by_time.text()) == ("14:42", "16:42")
    form.heard_time.set_text("13:00")
    form.by_time.set_text("25:00")
    form.save_button.click()
    assert form.row("answer_by").error() == "This is no time of day. Write it as 14:30."
    form.by_time.set_text("15:00")
    form.next_step.set_text("Ring and listen")
    form.save_button.click()
    (patch,) = rough_patches.of(context.store, megan)
    assert patch.waits
    assert patch.input.heard_at is not None
    assert patch.input.answer_by is not None
    assert patch.input.answer_by - patch.input.heard_at == 2 * HOUR
    again = dialogs.open_rough_patch(*window, megan, patch.id)
    again.mine.set_text("I had written Wednesday")
    again.save_button.click()
    (changed,) = rough_patches.of(context.store, megan)
    assert changed.input.my_words == "I had written Wednesday"
    assert changed.input.heard_at == patch.input.heard_at


def test_the_story_goes_from_waiting_to_both_closings(
    window: Window, context: Context, host: Host, make: Make, megan: PersonId
) -> None:
    patch = make.rough_patch(megan, heard_at=NOW - 2 * HOUR, next_step="Ring and listen", next_on=1)
    story = dialogs.open_patch_story(*window, patch)
    said = texts(story)
    assert said.index("Megan has waited two hours for an answer.") < said.index("In Megan’s words")
    assert said.index("In Megan’s words") < said.index("The next step") < said.index("Is it solved?")
    press(story, "Answered")
    assert "Answered on 24 Nov at 14:42." in texts(story)
    press(story, "Done")
    assert "What is the next step?" in [each.text() for each in story.findChildren(QAbstractButton)]
    press(story, "Yes, it is solved")
    solved = opened(host, "SolvedDialog")
    assert "On 24 Dec Relmgr asks how it is now." in texts(solved)
    solved.text.set_text("A new plan")  # type: ignore[attr-defined]
    solved.save_button.click()  # type: ignore[attr-defined]
    assert "How does Megan feel about how it was handled?" in texts(story)
    press(story, "Note what you heard")
    felt = opened(host, "FeltDialog")
    felt.faces.choose(Feeling.GOOD)  # type: ignore[attr-defined]
    felt.save_button.click()  # type: ignore[attr-defined]
    found = rough_patches.get(context.store, patch)
    assert (found.state, found.felt, found.solution) == (PatchState.CLOSED, Feeling.GOOD, "A new plan")
    press(story, "Note how it is now")
    after = opened(host, "AftercareDialog")
    after.text.set_text("Calm again")  # type: ignore[attr-defined]
    after.save_button.click()  # type: ignore[attr-defined]
    assert "Calm again" in texts(story)
    press(story, "Reopen")
    assert rough_patches.get(context.store, patch).state is PatchState.OPEN
    for _step in range(7):
        context.store.undo()
        QApplication.processEvents()
    assert not story.isVisible()  # the rough patch itself was taken back


def test_steps_and_mistakes_are_added_from_the_story(
    window: Window, context: Context, host: Host, make: Make, megan: PersonId
) -> None:
    patch = make.rough_patch(megan)
    story = dialogs.open_patch_story(*window, patch)
    press(story, "Note what was done")
    step = opened(host, "StepDialog")
    step.text.set_text("Rang her")  # type: ignore[attr-defined]
    step.save_button.click()  # type: ignore[attr-defined]
    assert "Rang her" in texts(story)
    press(story, "Own a mistake")
    mistake = opened(host, "MistakeDialog")
    mistake.text.set_text("The wrong day")  # type: ignore[attr-defined]
    mistake.apologised.set_value(TODAY)  # type: ignore[attr-defined]
    mistake.forgiven.set_value(TODAY)  # type: ignore[attr-defined]
    mistake.learned.set_text("Read dates back")  # type: ignore[attr-defined]
    mistake.save_button.click()  # type: ignore[attr-defined]
    assert "Apologised on 24 Nov. Forgiven on 24 Nov. Learned: Read dates back." in texts(story)
    assert [one.kind for one in moments.of(context.store, megan)] == [MomentKind.FORGAVE_MISTAKE]
    assert mistakes.of(context.store, megan, patch) != ()


def test_a_kindness_form_follows_its_kind(window: Window, context: Context, megan: PersonId) -> None:
    form = dialogs.open_kindness(*window, megan)
    assert not form.occasion.isVisible()
    assert form.day.isVisible()
    form.kind.choose(KindnessKind.GIFT_IDEA)
    assert form.occasion.isVisible()
    assert not form.day.isVisible()
    form.save_button.click()
    assert form.row("text").error() == "Say what it is."
    form.text.set_text("A book about greyhounds")
    form.occasion.set_text("Birthday")
    form.save_button.click()
    (idea,) = kindnesses.of(context.store, megan)
    again = dialogs.open_kindness(*window, megan, idea.id)
    again.given.click()
    (given,) = kindnesses.of(context.store, megan)
    assert (given.input.kind, given.input.on_day) == (KindnessKind.GIFT_GIVEN, TODAY)


def test_the_shelf_lists_and_opens(window: Window, host: Host, make: Make, megan: PersonId) -> None:
    make.kindness(megan, KindnessKind.GET_WELL, "Soup", on=-3)
    shelf = dialogs.open_shelf(*window, megan)
    assert {"Soup", "Wished them well.", "21 Nov"} <= set(texts(shelf))
    press(shelf, "Add a kindness")
    assert opened(host, "KindnessDialog").isVisible()


def test_the_list_to_begin_with_is_ones_own(window: Window, context: Context) -> None:
    form = dialogs.open_first_list(*window)
    lines = form.lines.lines()
    assert [line.step() for line in lines] == list(usual_steps())
    for line in list(lines)[1:]:
        form.lines.take_out(line)
    form.lines.lines()[0].text.set_text("Visit their workshop")
    form.lines.lines()[0].kind.choose(FirstStepKind.OTHER)
    form.lines.lines()[0].days.set_value(None)
    form.save_button.click()
    assert form.row("steps").error() == "Say after how many days each step comes."
    form.lines.lines()[0].days.set_value(5)
    form.save_button.click()
    (step,) = first_days.template(context.store)
    assert (step.text, step.after_days) == ("Visit their workshop", 5)
    again = dialogs.open_first_list(*window)
    again.usual.click()
    again.save_button.click()
    assert first_days.template(context.store) == usual_steps()


def test_a_step_and_the_first_delivery(window: Window, context: Context, megan: PersonId) -> None:
    first_days.start(context.store, megan, TODAY)
    form = dialogs.open_first_step(*window, megan)
    form.text.set_text("Bring cake")
    form.due.set_value(TODAY + DAY)
    form.save_button.click()
    begun = first_days.get(context.store, megan, TODAY)
    assert begun is not None
    assert begun.steps[-1].input.text == "Bring cake"
    again = dialogs.open_first_step(*window, megan, begun.steps[-1].id)
    again.done.set_value(TODAY)
    again.save_button.click()
    delivery = dialogs.open_delivery(*window, megan)
    delivery.save_button.click()
    later = first_days.get(context.store, megan, TODAY)
    assert later is not None
    assert later.delivered_on == TODAY
    assert [step.input.due_on for step in later.steps[-2:]] == [TODAY + 2 * DAY, TODAY + 14 * DAY]


def test_nothing_about_fault_is_asked(window: Window, megan: PersonId) -> None:
    form = dialogs.open_rough_patch(*window, megan)
    said = " ".join(texts(form)).casefold()
    for word in ("fault", "blame", "guilty", "responsible"):
        assert word not in said
