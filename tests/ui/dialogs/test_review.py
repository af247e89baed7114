"""Looking back, in the window."""

from unittest.mock import MagicMock

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from relmgr.domain.kinds import Circle
from relmgr.services import reviews
from relmgr.services.people.faces import faces
from relmgr.store import tables as t
from tests.builders import Make
from tests.ui.dialogs.conftest import Host
from ui import dialogs
from ui.context import Context
from ui.dialogs.review import ReviewDialog
from ui.widgets.text import TextLabel


def said(dialog: ReviewDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(TextLabel)]


def test_the_week_is_saved_with_what_came_to_mind(
    context: Context, navigator: MagicMock, host: Host, make: Make
) -> None:
    make.conversation(make.person("Megan Jacobs"), on=-1)
    dialog = dialogs.open_week_review(context, navigator, host)
    assert "You spoke with Megan." in said(dialog)
    assert dialog.text.hasFocus()
    QTest.keyClicks(dialog.text, "More of Ben")
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    view = reviews.week(context.store, context.now(), context.zone(), context.today())
    assert view.last_note == "More of Ben"


def test_two_minutes_for_a_person_can_be_skipped(
    context: Context, navigator: MagicMock, host: Host, make: Make
) -> None:
    megan = make.person("Megan Jacobs", circle=Circle.INVEST)
    make.life_event(megan, title="Father in hospital", follow_up_on=0)
    with context.store.read() as session:
        face = faces(session, [megan])[megan]
    dialog = dialogs.open_person_review(context, navigator, host, face)
    assert dialog.title.text() == "Two minutes for Megan"
    assert any("Father in hospital" in words for words in said(dialog))
    dialog.skip_button.click()
    with context.store.read() as session:
        (row,) = session.execute(t.review.select()).all()
    assert (row.person_id, row.was_skipped, row.text) == (megan, True, "")
