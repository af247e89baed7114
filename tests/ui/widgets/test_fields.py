"""Fields: what is typed, what is said when it cannot be, and that nothing in a text is ever more than text."""

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from relmgr.domain.partial_date import PartialDate
from ui import theme as themes
from ui.widgets.fields import (
    ComboField,
    DateField,
    LineField,
    Mark,
    MonthGrid,
    PartialDateField,
    SearchField,
    TextArea,
    day_text,
    labelled,
)

TODAY = date(2026, 11, 24)


def test_a_line_field_shows_its_error_until_it_is_changed(qtbot: QtBot, window: QWidget) -> None:
    field = LineField("31 Feb", parent=window)
    window.layout().addWidget(field)  # type: ignore[union-attr]
    field.show()
    before = field.sizeHint().height()
    field.set_error("February has no 31st.")
    assert field.error() == "February has no 31st."
    assert field.edit.accessibleDescription() == "February has no 31st."
    assert field.sizeHint().height() > before
    QTest.keyClick(field.edit, Qt.Key.Key_End)  # a text is read from its beginning
    with qtbot.waitSignal(field.changed):
        QTest.keyClicks(field.edit, "!")
    assert field.error() == ""
    assert field.text() == "31 Feb!"


def test_a_field_is_32_high_and_keeps_its_text_in_place_when_focused(qtbot: QtBot, window: QWidget) -> None:
    field = LineField("Osaka", parent=window)
    assert field.edit.sizeHint().height() == 32
    window.layout().addWidget(field)  # type: ignore[union-attr]
    place = field.edit.cursorRect().x()
    field.edit.setFocus()
    assert field.edit.cursorRect().x() == place


def test_the_border_of_a_focused_field_is_in_the_focus_colour(qtbot: QtBot, window: QWidget) -> None:
    field = LineField(parent=window)
    window.layout().addWidget(field)  # type: ignore[union-attr]
    palette = themes.current().palette
    assert field.edit.grab().toImage().pixelColor(100, 0) == palette.control_border
    field.edit.shows_focus = True
    image = field.edit.grab().toImage()
    assert image.pixelColor(100, 0) == image.pixelColor(100, 1) == palette.focus


def test_the_search_field_clears_with_escape_and_leaves_a_second_escape_to_the_page(
    qtbot: QtBot, window: QWidget
) -> None:
    field = SearchField("Name, company, anything", window)
    field.show()
    QTest.keyClicks(field, "megan")
    with qtbot.waitSignal(field.cleared):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert field.accessibleName() == "Name, company, anything"


def test_markup_in_a_text_area_stays_text_and_nothing_is_loaded(window: QWidget) -> None:
    area = TextArea(name="What happened", parent=window)
    wild = '<b>bold</b> <img src="file:///etc/hostname">'
    area.set_text(wild)
    assert area.toPlainText() == wild
    pasted = QMimeData()
    pasted.setHtml("<h1>Big</h1>")
    pasted.setText("<h1>Big</h1>")
    area.set_text("")
    area.insertFromMimeData(pasted)
    assert area.toPlainText() == "<h1>Big</h1>"
    kind = QTextDocument.ResourceType.ImageResource.value
    assert area.loadResource(kind, QUrl("file:///etc/hostname")) is None


def test_a_text_area_grows_with_its_text_and_then_scrolls(window: QWidget) -> None:
    area = TextArea(lines=3, most_lines=5, parent=window)
    window.layout().addWidget(area)  # type: ignore[union-attr]
    area.show()
    small = area.height()
    area.set_text("\n".join("line" for _number in range(4)))
    middle = area.height()
    area.set_text("\n".join("line" for _number in range(40)))
    assert (small, middle, area.height()) == (98, 122, 146)


def test_marks_tint_what_was_understood_and_leave_the_text(window: QWidget) -> None:
    area = TextArea(parent=window)
    window.layout().addWidget(area)  # type: ignore[union-attr]
    area.set_text("😀 Rang Megan this morning.")
    plain = area.grab().toImage()
    area.set_marks([Mark(13, 12), Mark(2, 4, "amber")])
    marked = area.grab().toImage()
    assert marked != plain
    assert area.text() == "😀 Rang Megan this morning."
    palette = themes.current().palette
    colours = {marked.pixelColor(x, y).rgb() for x in range(10, 260) for y in range(10, 40)}
    assert palette.accent_tint.rgb() in colours
    assert palette.at_risk_bg.rgb() in colours


def test_tab_leaves_a_text_area(qtbot: QtBot, window: QWidget) -> None:
    area, after = TextArea(parent=window), LineField(parent=window)
    for widget in (area, after):
        window.layout().addWidget(widget)  # type: ignore[union-attr]
        widget.show()
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_Tab)
    qtbot.waitUntil(after.edit.hasFocus)
    assert area.toPlainText() == ""


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 26), "Thu 26 Nov"),
        (date(2027, 11, 23), "Tue 23 Nov"),
        (date(2028, 2, 29), "29 Feb 2028"),
    ],
)
def test_days_are_written_without_a_year_inside_twelve_months(day: date, text: str) -> None:
    assert day_text(day, TODAY) == text


def test_a_date_field_opens_a_calendar_takes_a_day_and_empties(qtbot: QtBot, window: QWidget) -> None:
    field = DateField(TODAY, date(2026, 11, 26), name="Next step on", parent=window)
    field.show()
    assert field.accessibleName() == "Next step on: Thu 26 Nov"
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    grid = field.findChild(MonthGrid)
    assert grid is not None
    QTest.keyClick(grid, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.changed) as told:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert told.args == [date(2026, 12, 3)]
    assert field.value() == date(2026, 12, 3)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert field.value() is None
    assert field.shown_text() == "No date"


def test_the_calendar_steps_by_months_to_the_last_day_there_is(window: QWidget) -> None:
    grid = MonthGrid(TODAY, date(2027, 1, 31), window)
    grid.step_months(1)
    assert grid.day() == date(2027, 2, 28)
    grid.step_months(-2)
    assert grid.day() == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("typed", "value", "error"),
    [
        (("", 0, ""), None, ""),
        (("", 0, "1984"), PartialDate(1984), ""),
        (("21", 2, ""), PartialDate(None, 2, 21), ""),
        (("29", 2, ""), PartialDate(None, 2, 29), ""),
        (("31", 2, ""), None, "February has no 31st. Try 28 Feb, or leave the day out."),
        (("31", 4, ""), None, "April has no 31st. Try 30 Apr, or leave the day out."),
        (("29", 2, "2023"), None, "February 2023 has no 29th. Try 28 Feb, or leave the day out."),
        (("47", 0, ""), None, "A month has no day 47. Leave the day out if you do not know it."),
        (("0", 5, ""), None, "A month has no day 0. Leave the day out if you do not know it."),
        (("", 0, "0"), None, "There is no year 0. Leave the year out if you do not know it."),
    ],
)
def test_a_partial_date_takes_any_part_and_says_what_cannot_be(
    window: QWidget, typed: tuple[str, int, str], value: PartialDate | None, error: str
) -> None:
    field = PartialDateField(parent=window)
    day, month, year = typed
    field.day.setText(day)
    field.month.setCurrentIndex(month)
    field.year.setText(year)
    assert field.error() == error
    assert field.value() == value


def test_a_partial_date_shows_what_it_is_given(window: QWidget) -> None:
    for value in (PartialDate(None, 2, 29), PartialDate(1984, 5), PartialDate(1984), None):
        assert PartialDateField(value, parent=window).value() == value


def test_the_wheel_does_not_change_a_choice(qtbot: QtBot, window: QWidget) -> None:
    combo = ComboField(["Call", "Video"], name="Kind", parent=window)
    assert combo.accessibleName() == "Kind"
    assert combo.sizeHint().height() == 32
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    combo.wheelEvent(event)
    assert combo.currentIndex() == 0
    assert not event.isAccepted()


def test_a_label_names_its_field(window: QWidget) -> None:
    field = LineField(parent=window)
    holder = labelled("Nickname", field, window)
    assert field.edit.accessibleName() == "Nickname"
    assert holder.focusProxy() is field.edit
