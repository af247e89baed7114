"""Where we stand, in the window."""

from unittest.mock import MagicMock

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.builders import Make
from tests.ui.dialogs.conftest import Host
from ui import dialogs
from ui.context import Context


def test_with_nothing_open_it_says_so(context: Context, navigator: MagicMock, host: Host) -> None:
    dialog = dialogs.open_where_we_stand(context, navigator, host)
    assert dialog.count.text().startswith("Nothing is open between you and anybody.")


def test_people_organisations_a_card_and_the_clipboard(
    context: Context, navigator: MagicMock, host: Host, make: Make
) -> None:
    ben = make.person("Ben Whitaker", company="Calder Rail")
    make.promise(ben, "The page", due_on=9)
    dialog = dialogs.open_where_we_stand(context, navigator, host)
    assert dialog.lines.words() == ["Ben Whitaker, I owe: The page (Thu 3 Dec), Not spoken yet"]
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith("Where we stand, Tue 24 Nov\n\nBen Whitaker")
    assert dialog.copied.text() == "Copied. Paste it where you like."
    dialog.by.choose(1)
    dialog.by.changed.emit(1)
    assert dialog.lines.words() == ["Calder Rail, I owe: Ben, The page (Thu 3 Dec)"]
    dialog.by.changed.emit(0)
    dialog.lines.setFocus()
    QTest.keyClick(dialog.lines, Qt.Key.Key_Return)
    navigator.open_person.assert_called_once_with(ben)
