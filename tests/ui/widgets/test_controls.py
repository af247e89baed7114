"""Buttons, chips, faces, segments and marks: what they say, how they are pressed, how they look in each state."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from relmgr.domain.kinds import Feeling, SignState, Standing, Status, Trend, Warmth
from ui import theme as themes
from ui.widgets import focus_frame
from ui.widgets.buttons import Button, IconButton, Kind, LinkButton, Size, pose_of
from ui.widgets.chips import FilterChip, ParsedChip, SignChip, StatusChip, WarningChip
from ui.widgets.faces import Faces
from ui.widgets.fields import CheckBox
from ui.widgets.flow import FlowLayout
from ui.widgets.marks import DepthLabel, GapBar, WarmthMark, openness
from ui.widgets.painting import Pose
from ui.widgets.segment import Segment


def shown(widget: QWidget, *, width: int = 0) -> QImage:
    widget.resize(widget.sizeHint().expandedTo(QSize(width, 0)))
    return widget.grab().toImage()


def rings(window: QWidget) -> list[focus_frame.FocusFrame]:
    return [ring for ring in window.findChildren(focus_frame.FocusFrame) if ring.isVisibleTo(window)]


@pytest.mark.parametrize(("size", "height"), [(Size.SMALL, 28), (Size.STANDARD, 32), (Size.LARGE, 40)])
def test_buttons_have_the_heights_of_the_design(window: QWidget, size: Size, height: int) -> None:
    assert Button("Save", size=size, parent=window).sizeHint().height() == height


def test_the_primary_button_is_filled_with_the_accent_of_its_state(window: QWidget) -> None:
    palette = themes.current().palette
    button = Button("Save", Kind.PRIMARY, parent=window)
    fills = []
    for pose in Pose:
        button.shown_pose = pose
        fills.append(shown(button).pixelColor(4, 16))
    assert fills == [palette.accent, palette.accent_hover, palette.accent_pressed, palette.pressed]


def test_a_button_can_be_pressed_by_mouse_key_and_shortcut(qtbot: QtBot, window: QWidget) -> None:
    pressed: list[int] = []
    button = Button("Save", Kind.PRIMARY, shortcut="Ctrl+S", parent=window)
    button.clicked.connect(lambda: pressed.append(1))
    button.show()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert len(pressed) == 3


def test_the_shortcut_is_shown_inside_and_makes_the_button_wider(window: QWidget) -> None:
    plain, hinted = Button("Save", parent=window), Button("Save", parent=window)
    hinted.show_shortcut("Ctrl+Return")
    assert hinted.sizeHint().width() > plain.sizeHint().width()


def test_an_icon_button_has_a_name_a_tooltip_and_room_to_be_hit(window: QWidget) -> None:
    button = IconButton("alarm-clock", "Snooze", side=26, parent=window)
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == "Snooze"
    assert button.toolTip() == "Snooze"
    assert min(button.sizeHint().width(), button.sizeHint().height()) >= 24


def test_a_disabled_button_is_painted_so(window: QWidget) -> None:
    button = Button("Save", parent=window)
    button.setEnabled(False)
    assert pose_of(button) is Pose.DISABLED


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_buttons_are_pressed_with_return_and_space(qtbot: QtBot, window: QWidget, key: Qt.Key) -> None:
    for button in (
        Button("Unlock", parent=window),
        IconButton("x", "Close", parent=window),
        LinkButton("More"),
    ):
        qtbot.addWidget(button)
        button.show()
        with qtbot.waitSignal(button.clicked):
            QTest.keyClick(button, key)


def test_the_ring_shows_for_keyboard_focus_only(qtbot: QtBot, window: QWidget) -> None:
    first, second = Button("One", parent=window), Button("Two", parent=window)
    for button in (first, second):
        window.layout().addWidget(button)  # type: ignore[union-attr]
        button.show()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = rings(window)
    assert ring.geometry().contains(first.geometry().adjusted(-4, -4, 4, 4))
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    second.setFocus(Qt.FocusReason.MouseFocusReason)
    assert rings(window) == []


def test_the_ring_follows_its_control(qtbot: QtBot, window: QWidget) -> None:
    button = Button("One", parent=window)
    button.show()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    button.move(100, 200)
    (ring,) = rings(window)
    assert ring.geometry().topLeft() == button.geometry().adjusted(-4, -4, 0, 0).topLeft()


def test_unspoken_alone_has_no_fill(window: QWidget) -> None:
    palette = themes.current().palette
    fills = {status: shown(StatusChip(status, window)).pixelColor(8, 4) for status in Status}
    assert fills[Status.AGREED] == palette.agreed_bg
    assert fills[Status.AT_RISK] == palette.at_risk_bg
    assert fills[Status.UNSPOKEN] != palette.unspoken_bg
    assert StatusChip(Status.MET, window).text() == "Met"


def test_a_filter_chip_counts_and_turns_on(qtbot: QtBot, window: QWidget) -> None:
    chip = FilterChip("Quiet", 4, window)
    chip.show()
    assert chip.accessibleName() == "Quiet, 4"
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chip.isChecked()
    assert shown(chip).pixelColor(10, 4) in (
        themes.current().palette.accent,
        themes.current().palette.accent_hover,
    )
    chip.set_count(0)
    assert chip.accessibleName() == "Quiet"


def test_a_sign_chip_grows_by_its_tick_and_a_warning_chip_is_less_round(window: QWidget) -> None:
    chip = SignChip("Asked for my help", parent=window)
    before = chip.sizeHint().width()
    chip.setChecked(True)
    assert chip.sizeHint().width() > before
    corner = shown(WarningChip("Delay", True, window)).pixelColor(3, 3)
    assert corner == themes.current().palette.at_risk_bg


def test_a_parsed_chip_is_pressed_to_change_and_crossed_to_drop(qtbot: QtBot, window: QWidget) -> None:
    chip = ParsedChip("user", "With", "Megan Jacobs", parent=window)
    chip.resize(chip.sizeHint())
    chip.show()
    assert chip.accessibleName() == "With Megan Jacobs"
    cross = chip.findChild(IconButton)
    assert cross is not None
    assert cross.accessibleName() == "Remove Megan Jacobs"
    with qtbot.waitSignal(chip.clicked):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(chip.removed):
        QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(chip.removed):
        QTest.keyClick(chip, Qt.Key.Key_Delete)


def test_faces_are_a_group_of_five_with_keys(qtbot: QtBot, window: QWidget) -> None:
    faces = Faces("Megan felt", window)
    window.layout().addWidget(faces)  # type: ignore[union-attr]
    faces.show()
    told: list[Feeling | None] = []
    faces.changed.connect(told.append)
    assert faces.feeling() is None
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert faces.feeling() is Feeling.GOOD
    QTest.mouseClick(faces.button(Feeling.UPSET), Qt.MouseButton.LeftButton)
    QTest.keyClick(faces, Qt.Key.Key_Delete)
    assert faces.feeling() is None
    assert told == [Feeling.GOOD, Feeling.UPSET, None]
    assert faces.button(Feeling.GOOD).sizeHint() == QSize(97, 58)


def test_a_segment_chooses_one_and_tells(qtbot: QtBot, window: QWidget) -> None:
    segment = Segment(["All", "Of me", "Of others"], parent=window, name="Whose")
    segment.show()
    with qtbot.waitSignal(segment.changed) as told:
        segment.choose(2)
    assert told.args == [2]
    assert segment.chosen() == 2
    QTest.keyClick(segment, Qt.Key.Key_Home)
    assert segment.chosen() == 0


@pytest.mark.parametrize("warmth", Warmth)
def test_a_warmth_mark_says_word_and_reason_and_has_its_own_shape(window: QWidget, warmth: Warmth) -> None:
    mark = WarmthMark(warmth, "34 days, usually 14", window)
    assert mark.accessibleName().endswith(": 34 days, usually 14")
    assert mark.toolTip() == mark.accessibleName()
    others = [shown(WarmthMark(other, "", window)) for other in Warmth if other is not warmth]
    assert all(shown(mark) != other for other in others)


def test_depth_is_a_word_and_a_trend_and_never_a_number(window: QWidget) -> None:
    assert DepthLabel(Standing.DEEP, Trend.RISING, window).label.text() == "Deep, rising"


def test_the_pieces_of_seen_fading_and_other_signs() -> None:
    assert [openness(state) for state in SignState] == [1.0, 0.5, 0.0, 0.0]


def test_the_gap_bar_says_its_counts(window: QWidget) -> None:
    bar = GapBar(1, 3, window)
    assert bar.accessibleName() == "1 of 3 agreed"
    bar.resize(120, 6)
    palette = themes.current().palette
    image = bar.grab().toImage()
    assert image.pixelColor(10, 3) == palette.accent
    assert image.pixelColor(60, 3) != palette.accent


def test_a_check_box_is_pressed_on_its_words_too(qtbot: QtBot, window: QWidget) -> None:
    box = CheckBox("I have written it down", parent=window)
    box.resize(box.sizeHint())
    box.show()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert box.isChecked()


def test_a_flow_breaks_lines_and_gives_its_height(window: QWidget) -> None:
    holder = QWidget(window)
    flow = FlowLayout(holder)
    chips = [SignChip(f"Sign number {number}", parent=holder) for number in range(6)]
    for chip in chips:
        flow.addWidget(chip)
    wide, narrow = flow.heightForWidth(2000), flow.heightForWidth(260)
    assert wide == 28
    assert narrow > 2 * wide
    holder.setGeometry(0, 0, 260, narrow)
    holder.show()
    assert chips[1].geometry().top() > chips[0].geometry().top() or chips[1].x() > chips[0].geometry().right()
    assert max(chip.geometry().right() for chip in chips) <= 260
    flow.clear()
    assert flow.count() == 0


def test_words_grow_with_the_text_size(window: QWidget, qapp: object) -> None:
    from PySide6.QtWidgets import QApplication

    from ui.theme import Scheme, make

    button = Button("Log a conversation", parent=window)
    before = button.sizeHint()
    assert isinstance(qapp, QApplication)
    themes.apply(qapp, make(Scheme.LIGHT, text_size=150))
    after = button.sizeHint()
    assert after.height() == 48
    assert after.width() > before.width()


def test_link_buttons_are_large_enough_and_plain_buttons_keep_qt_style(window: QWidget) -> None:
    assert LinkButton("2 more", parent=window).sizeHint().height() >= 24
    assert QPushButton("OK", window).sizeHint().height() >= 30


def test_a_word_that_has_its_room_again_is_not_said_twice(qtbot: QtBot) -> None:
    button = Button("Write the first one")
    qtbot.addWidget(button)
    button.show()
    button.resize(40, 40)
    assert "Write the first one" in button.toolTip()
    button.resize(button.sizeHint())
    assert button.toolTip() == ""
