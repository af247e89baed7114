"""Dialogs, popups, menus, the undo bar, labels, rows and the page of all components."""

import gc
import weakref
from functools import partial
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QImage, QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from relmgr.domain.kinds import Warmth
from ui import theme as themes
from ui.theme import Scheme, make
from ui.widgets.dialog import DialogFrame
from ui.widgets.fields import LineField
from ui.widgets.gallery import SIZE, build_gallery
from ui.widgets.ghost import GhostRows
from ui.widgets.menu import Menu
from ui.widgets.people_row import PeopleRowLook, paint_people_row
from ui.widgets.popup import paint_raised
from ui.widgets.portrait import PortraitSpec
from ui.widgets.reading import focus_order
from ui.widgets.scroll import ScrollPage
from ui.widgets.sections import Badge, EmptyLine, Heading, Sheet
from ui.widgets.text import Run, TextLabel, elided, isolate, paint_line, plain_label

SPEC = PortraitSpec(initials="MJ", person_colour=0, company_colour=0, monogram="F")


def opened(window: QWidget) -> DialogFrame:
    dialog = DialogFrame(window, "Edit Megan", portrait=SPEC)
    dialog.body.addWidget(LineField("Megan", name="Given name"))
    dialog.body.addWidget(LineField("Jacobs", name="Family name"))
    dialog.add_cancel()
    dialog.add_save()
    dialog.open()
    return dialog


def test_a_dialog_covers_the_window_and_focuses_its_first_field(window: QWidget) -> None:
    dialog = opened(window)
    assert dialog.geometry() == window.rect()
    focused = window.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.text() == "Megan"
    assert dialog.accessibleName() == "Edit Megan"


def test_tab_stays_inside_a_dialog(qtbot: QtBot, window: QWidget) -> None:
    outside = LineField("outside", parent=window)
    window.layout().addWidget(outside)  # type: ignore[union-attr]
    outside.show()
    dialog = opened(window)
    seen: list[str] = []
    for _step in range(10):
        focused = window.focusWidget()
        assert focused is not None
        assert dialog.isAncestorOf(focused)
        seen.append(focused.accessibleName() or getattr(focused, "text", str)())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert set(seen) == {"Given name", "Family name", "Cancel", "Save", "Close"}


def test_escape_leaves_all_as_it_was_and_gives_the_focus_back(qtbot: QtBot, window: QWidget) -> None:
    outside = LineField("outside", parent=window)
    window.layout().addWidget(outside)  # type: ignore[union-attr]
    outside.show()
    outside.edit.setFocus()
    dialog = opened(window)
    with qtbot.waitSignals([dialog.rejected, dialog.closed]):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert outside.edit.hasFocus()


def test_ctrl_return_presses_save_which_closes_only_when_told(qtbot: QtBot, window: QWidget) -> None:
    dialog = opened(window)
    primary = dialog.primary()
    assert primary is not None
    with qtbot.waitSignal(primary.clicked):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()


def test_of_two_dialogs_the_keys_mean_the_upper_one(qtbot: QtBot, window: QWidget) -> None:
    below = opened(window)
    above = opened(window)
    primary = above.primary()
    assert primary is not None
    for _press in range(2):
        with qtbot.waitSignal(primary.clicked):
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(above.rejected):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert below.isVisible()
    with qtbot.waitSignal(below.rejected):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)


def test_where_what_opened_a_dialog_is_gone_the_focus_stays_beside_it(qtbot: QtBot, window: QWidget) -> None:
    block = QWidget(window)
    QVBoxLayout(block).setContentsMargins(0, 0, 0, 0)
    opener, neighbour = LineField("opener", parent=block), LineField("neighbour", parent=block)
    for field in (opener, neighbour):
        block.layout().addWidget(field)  # type: ignore[union-attr]
    window.layout().addWidget(block)  # type: ignore[union-attr]
    block.show()
    opener.edit.setFocus()
    dialog = opened(window)
    opener.hide()
    opener.deleteLater()
    with qtbot.waitSignal(dialog.closed):
        dialog.accept()
    assert neighbour.edit.hasFocus()


def test_a_closed_dialog_is_freed(qtbot: QtBot, window: QWidget) -> None:
    dialog = opened(window)
    gone = weakref.ref(dialog)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    del dialog
    gc.collect()
    assert gone() is None


def test_a_dialog_taller_than_the_window_scrolls(window: QWidget) -> None:
    dialog = DialogFrame(window, "Long")
    for number in range(40):
        dialog.body.addWidget(LineField(name=f"Field {number}"))
    dialog.add_save()
    dialog.open()
    assert dialog.panel_corner().y() >= 32
    primary = dialog.primary()
    assert primary is not None
    assert primary.mapTo(window, QPoint(0, primary.height())).y() < window.height() - 32


def test_a_dialog_that_shrinks_takes_its_shadow_along(qtbot: QtBot, window: QWidget) -> None:
    dialog = DialogFrame(window, "Export")
    fields = [LineField(name=f"Field {number}") for number in range(6)]
    for field in fields:
        dialog.body.addWidget(field)
    dialog.open()
    QApplication.processEvents()
    before = dialog.place_on_screen().height()
    painted: list[QRect] = []
    watcher = _Painted(painted)
    dialog.installEventFilter(watcher)
    for field in fields[2:]:
        field.hide()
    qtbot.waitUntil(lambda: dialog.place_on_screen().height() < before)
    qtbot.waitUntil(lambda: dialog.rect() in painted)


class _Painted(QObject):
    """Notes what is painted anew."""

    def __init__(self, rects: list[QRect]) -> None:
        super().__init__()
        self._rects = rects

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self._rects.append(event.region().boundingRect())
        return False


def test_a_dialog_follows_the_window(qtbot: QtBot, window: QWidget) -> None:
    dialog = opened(window)
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: dialog.size() == QSize(1000, 700))


def test_a_menu_is_walked_by_keys_and_chooses(qtbot: QtBot, window: QWidget) -> None:
    chosen: list[str] = []
    menu = Menu(window, name="Snooze")
    menu.add_row("In an hour", lambda: chosen.append("hour"), icon="clock", note="15:42")
    menu.add_line()
    menu.add_row("Next week", lambda: chosen.append("week"))
    menu.open_at(QPoint(100, 100))
    first, second = menu.rows()
    assert first.accessibleName() == "In an hour, 15:42"
    assert first.sizeHint().height() == 32
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    with qtbot.waitSignal(menu.closed):
        QTest.keyClick(second, Qt.Key.Key_Return)
    assert chosen == ["week"]


def test_a_menu_at_the_edge_of_the_screen_is_seen_whole(window: QWidget) -> None:
    menu = Menu(window)
    for words in ("Something going on", "Stage: logo, name, person, partner"):
        menu.add_row(words, lambda: None)
    room = window.screen().availableGeometry()
    menu.open_at(room.bottomRight() - QPoint(20, 10))
    surface = QRect(menu.surface.mapToGlobal(QPoint(0, 0)), menu.surface.size())
    assert room.contains(surface)
    menu.close()


def test_a_menu_higher_than_the_screen_scrolls(qtbot: QtBot, window: QWidget) -> None:
    chosen: list[int] = []
    menu = Menu(window)
    for number in range(60):
        menu.add_row(f"Row {number}", partial(chosen.append, number))
    menu.open_at(QPoint(100, 100))
    QApplication.processEvents()
    surface = QRect(menu.surface.mapToGlobal(QPoint(0, 0)), menu.surface.size())
    assert menu.screen().availableGeometry().contains(surface)
    last = menu.rows()[-1]
    assert last.visibleRegion().isEmpty()
    QTest.keyClick(menu.rows()[0], Qt.Key.Key_Up)  # round to the last
    QApplication.processEvents()
    assert last.hasFocus()
    assert not last.visibleRegion().isEmpty()
    QTest.keyClick(last, Qt.Key.Key_Return)
    assert chosen == [59]


@pytest.fixture
def nested(window: QWidget) -> tuple[Menu, list[str]]:
    """A menu with rows behind one of its rows, and what was chosen."""
    chosen: list[str] = []

    def fill(inner: Menu) -> None:
        for words in ("Circle…", "Labels…", "Ally…"):
            inner.add_row(words, partial(chosen.append, words))

    menu = Menu(window, name="More")
    menu.add_row("A reminder", partial(chosen.append, "A reminder"))
    menu.add_menu("Circle and labels", fill)
    menu.add_row("Away…", partial(chosen.append, "Away…"))
    menu.open_at(QPoint(100, 100))
    return menu, chosen


def test_rows_behind_a_row_open_and_close_by_keys(qtbot: QtBot, nested: tuple[Menu, list[str]]) -> None:
    menu, chosen = nested
    row = menu.rows()[1]
    QTest.keyClick(menu.rows()[0], Qt.Key.Key_Right)
    assert menu.inner is None, "there is nothing behind it"
    QTest.keyClick(menu.rows()[0], Qt.Key.Key_Down)
    for back in (Qt.Key.Key_Left, Qt.Key.Key_Escape):
        QTest.keyClick(row, Qt.Key.Key_Right)
        assert menu.inner is not None
        assert menu.inner.rows()[0].hasFocus()
        QTest.keyClick(menu.inner.rows()[0], back)
        assert menu.inner is None
        assert menu.isVisible()
        assert row.hasFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    inner = menu.inner
    assert inner is not None
    QTest.keyClick(inner.rows()[0], Qt.Key.Key_Down)
    with qtbot.waitSignal(menu.closed):
        QTest.keyClick(inner.rows()[1], Qt.Key.Key_Return)
    assert chosen == ["Labels…"]
    assert not inner.isVisible()


def test_a_press_elsewhere_closes_a_menu_with_what_is_behind_it(nested: tuple[Menu, list[str]]) -> None:
    menu, chosen = nested
    menu.rows()[1].click()
    inner = menu.inner
    assert inner is not None
    inner.close()  # as a press outside does
    assert not menu.isVisible()
    assert chosen == []


def test_the_rows_behind_stay_on_the_screen(window: QWidget, nested: tuple[Menu, list[str]]) -> None:
    menu, _chosen = nested
    room = window.screen().availableGeometry()
    menu.move(room.right() - 120, 100)
    menu.rows()[1].click()
    inner = menu.inner
    assert inner is not None
    assert room.contains(QRect(inner.surface.mapToGlobal(QPoint(0, 0)), inner.surface.size()))
    menu.close()


def test_a_letter_home_and_end_go_to_a_row(nested: tuple[Menu, list[str]]) -> None:
    menu, _chosen = nested
    first, circle, away = menu.rows()
    for key, row in (
        (Qt.Key.Key_C, circle),
        (Qt.Key.Key_A, away),
        (Qt.Key.Key_A, first),
        (Qt.Key.Key_End, away),
        (Qt.Key.Key_Home, first),
    ):
        QTest.keyClick(next(one for one in menu.rows() if one.hasFocus()), key)
        assert row.hasFocus()
    menu.close()


def test_escape_closes_a_menu(qtbot: QtBot, window: QWidget) -> None:
    menu = Menu(window)
    menu.add_row("Open", list)
    menu.open_below(window)
    with qtbot.waitSignal(menu.closed):
        QTest.keyClick(menu, Qt.Key.Key_Escape)


def test_labels_show_markup_literally(window: QWidget) -> None:
    label = plain_label('<img src="file:///etc/hostname"><b>x</b>', parent=window)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text().startswith("<img")


def test_a_wrapping_label_has_whole_lines_of_the_style(window: QWidget) -> None:
    label = plain_label("word " * 60, "body", wrap=True, parent=window)
    assert label.heightForWidth(10_000) == 19
    assert label.heightForWidth(200) % 19 == 0
    assert label.heightForWidth(200) > label.heightForWidth(400) > 19


def test_two_lines_at_most_where_asked(window: QWidget) -> None:
    label = TextLabel("word " * 60, "name_long", wrap=True, max_lines=2, parent=window)
    assert label.heightForWidth(300) == 60


def test_runs_make_one_sentence(window: QWidget) -> None:
    label = TextLabel(parent=window)
    label.set_runs(Run("You", weight=500), Run(" send the plan", role="text2"))
    assert label.text() == "You send the plan"
    label.resize(300, 19)
    assert not label.grab().isNull()


def test_names_keep_their_own_direction() -> None:
    assert isolate("ليلى") == "\u2068ليلى\u2069"
    font = themes.current().font("body")
    assert elided("ليلى حدّاد من شركة بعيدة جدا", font, 60).endswith("…")
    assert elided("Maria-Alejandra Fernández", font, 60).endswith("…")


@pytest.mark.parametrize("direction", Qt.LayoutDirection)
def test_a_line_is_painted_at_the_leading_side(direction: Qt.LayoutDirection) -> None:
    if direction is Qt.LayoutDirection.LayoutDirectionAuto:
        direction = Qt.LayoutDirection.LeftToRight
    image = QImage(200, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setLayoutDirection(direction)
    used = paint_line(painter, QRect(0, 0, 200, 20), "Megan", "body", themes.current().palette.text)
    painter.end()
    inked = [x for x in range(200) if any(image.pixelColor(x, y).red() < 128 for y in range(20))]
    assert 30 < used < 60
    assert (max(inked) < 70) is (direction is Qt.LayoutDirection.LeftToRight)


def test_a_people_row_shows_its_state(window: QWidget) -> None:
    look = PeopleRowLook(
        portrait=SPEC, name="Megan Jacobs", role_line="Director", hint="Ask today", warmth=Warmth.WARM
    )
    palette = themes.current().palette

    def painted(*, is_selected: bool = False, has_focus: bool = False) -> QImage:
        image = QImage(280, 68, QImage.Format.Format_RGB32)
        image.fill(palette.sunken)
        painter = QPainter(image)
        paint_people_row(painter, image.rect(), look, is_selected=is_selected, has_focus=has_focus)
        painter.end()
        return image

    assert painted().pixelColor(140, 64) == palette.sunken
    assert painted(is_selected=True).pixelColor(140, 64) == palette.selected
    assert painted(has_focus=True).pixelColor(140, 1) == palette.focus


@pytest.mark.parametrize(
    ("role_line", "hint"), [("", ""), ("Director", ""), ("", "Ask today"), ("Director", "Ask today")]
)
def test_a_people_row_of_fewer_lines_stands_in_the_middle(window: QWidget, role_line: str, hint: str) -> None:
    look = PeopleRowLook(portrait=SPEC, name="Ada Abel", role_line=role_line, hint=hint)
    palette = themes.current().palette
    image = QImage(280, 68, QImage.Format.Format_RGB32)
    image.fill(palette.sunken)
    painter = QPainter(image)
    paint_people_row(painter, image.rect(), look)
    painter.end()
    inked = [
        y
        for y in range(68)
        if any(image.pixelColor(x, y).lightness() < palette.sunken.lightness() - 60 for x in range(60, 280))
    ]
    assert abs(inked[0] - (67 - inked[-1])) <= 5


def test_only_raised_surfaces_cast_a_shadow_and_it_fades() -> None:
    palette = themes.current().palette
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(palette.surface)
    painter = QPainter(image)
    from PySide6.QtCore import QRectF

    paint_raised(painter, QRectF(100, 80, 200, 100), 12, themes.current())
    painter.end()
    below = [image.pixelColor(200, y).lightness() for y in range(184, 235)]
    assert image.pixelColor(200, 130) == palette.raised
    # Eight bits leave a wobble of one step.
    assert all(later >= earlier - 1 for earlier, later in pairwise(below))
    assert below[10] < below[30] < below[50]
    assert below[0] < palette.surface.lightness() - 10
    assert image.pixelColor(10, 10) == palette.surface


def test_sections_show_what_they_are_given(window: QWidget) -> None:
    heading = Heading("Ask about", "3", parent=window)
    assert heading.note.text() == "3"
    heading.set_note("")
    assert not heading.note.isVisibleTo(heading)
    line = EmptyLine("You do not know her family yet.", "family", window)
    assert line.link.text() == "family"
    assert not Badge(0, parent=window).isVisibleTo(window)
    assert Badge(3, "accent", window).text() == "3"
    assert Sheet(window).column.contentsMargins().left() == 4
    assert GhostRows(5, window).sizeHint().height() == 340


@pytest.mark.parametrize("scheme", Scheme)
def test_the_page_of_components_is_painted_in_both_themes(qtbot: QtBot, scheme: Scheme) -> None:
    theme = make(scheme)
    page = build_gallery(theme)
    qtbot.addWidget(page)
    image = page.grab().toImage()
    assert image.size() == SIZE
    assert image.pixelColor(20, 20) == theme.palette.surface
    assert image.pixelColor(205, 619) == theme.palette.accent
    texts = {label.text() for label in page.findChildren(QLabel)}
    assert {"Components and states", "Agreed", "One fading"} <= texts


def test_everything_that_can_be_pressed_on_that_page_has_a_name(qtbot: QtBot) -> None:
    from PySide6.QtGui import QAccessible

    page = build_gallery(make(Scheme.LIGHT))
    qtbot.addWidget(page)
    alone = page.findChildren(QAbstractButton)
    nameless = [
        button
        for button in alone
        if not QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
        and button.geometry().width() > 18
    ]
    assert len(alone) > 30
    assert nameless == []


def test_reading_the_order_of_the_focus_leaves_the_bar_alive(qtbot: QtBot) -> None:
    content = QWidget()
    content.setMinimumHeight(2000)
    area = ScrollPage(content)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    assert area.bar.isVisible()
    focus_order(area)
    content.setMinimumHeight(10)
    QApplication.processEvents()
    assert area.bar.maximum() == 0
    assert not area.bar.isVisible()


def test_the_bar_is_seen_while_scrolling_and_where_the_pointer_is(qtbot: QtBot) -> None:
    content = QWidget()
    content.setFixedHeight(2000)
    area = ScrollPage(content)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    assert not area.bar.is_seen
    area.verticalScrollBar().setValue(40)
    assert area.bar.is_seen
    area.bar._sleep()
    assert not area.bar.is_seen
    QApplication.sendEvent(area, QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert area.bar.is_seen
    area.bar._sleep()
    area.bar.setSliderDown(True)
    assert area.bar.is_seen
