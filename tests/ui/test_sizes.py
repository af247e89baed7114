"""At the smallest window, the largest text and from right to left: nothing cut, nothing over another, nothing outside."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTextEdit,
    QWidget,
)

from relmgr import vault
from relmgr.paths import Profile
from tests.ui import surfaces
from tests.ui.conftest import Filled
from tests.ui.surfaces import Surface, settle
from ui import theme as themes
from ui.main_window import Shell
from ui.main_window.registry import DOORS, PAGES
from ui.pages.people.card.parts import RevealedButton
from ui.pages.reflect.dots import Bubble, Dot
from ui.theme import Scheme, make
from ui.widgets.faces import FaceButton
from ui.widgets.focus_frame import FocusFrame
from ui.widgets.marks import IconLabel
from ui.widgets.portrait import PortraitWidget
from ui.widgets.text import TextLabel

SMALLEST, USUAL, LARGE = (960, 640), (1280, 800), (1920, 1080)
_OVERLAYS = (FocusFrame, RevealedButton, PortraitWidget, Bubble)
"""What is drawn over its neighbours on purpose, or beyond its place."""
_BEARS_TEXT = (QLabel, QAbstractButton, QLineEdit, QComboBox, QTextEdit)


@dataclass(frozen=True)
class Setting:
    """How the window is looked at."""

    size: tuple[int, int]
    text_size: int
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight
    scheme: Scheme = Scheme.LIGHT

    def __str__(self) -> str:
        way = "rtl" if self.direction is Qt.LayoutDirection.RightToLeft else "ltr"
        return f"{self.size[0]}-{self.text_size}-{way}"


@pytest.fixture
def made(profile: Profile, filled: Filled) -> vault.Created:
    """The vault of the filled file."""
    return filled.copy_to(profile)


@pytest.fixture
def setting(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Setting]:
    """The setting of the test, taken back afterwards, when its windows are gone."""
    chosen: Setting = request.param
    themes.apply(qapp, make(chosen.scheme, text_size=chosen.text_size, reduced_motion=True))
    QGuiApplication.setLayoutDirection(chosen.direction)
    yield chosen
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    themes.apply(qapp, make(Scheme.LIGHT))


@pytest.fixture
def shell(setting: Setting, open_shell: Callable[..., Shell]) -> Shell:
    """The window of that size."""
    opened = open_shell(*PAGES, doors=DOORS)
    opened.resize(*setting.size)
    settle()
    return opened


def place_in(widget: QWidget, root: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def seen_place(widget: QWidget, root: QWidget) -> QRect:
    """What of `widget` lies within all that holds it."""
    seen = place_in(widget, root)
    holder = widget.parentWidget()
    while holder is not None and holder is not root:
        seen = seen.intersected(place_in(holder, root))
        holder = holder.parentWidget()
    return seen.intersected(root.rect())


def is_content(widget: QWidget) -> bool:
    """Whether it is what a scroll area scrolls."""
    holder = widget.parentWidget()
    area = holder.parentWidget() if holder is not None else None
    return isinstance(area, QAbstractScrollArea) and area.viewport() is holder


def scrolls_across(area: QWidget | None) -> bool:
    """Whether what is wider than its view is scrolled to, as a picture is; a page is never."""
    off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return isinstance(area, QAbstractScrollArea) and area.horizontalScrollBarPolicy() is not off


def cut_text(label: TextLabel) -> str:
    """What is wrong with the room of `label`, or ""; an ellipsis at the end of a line is none."""
    if label.height() < label.heightForWidth(label.width()):
        return f"cut below: {label.text()[:50]!r}"
    return ""


def squeezed_button(button: QAbstractButton) -> str:
    """A button lower than its words, or so small that it cannot be hit (WCAG 2.2, 2.5.8)."""
    if button.height() < button.sizeHint().height() - 4:
        return f"squeezed: {button.text() or button.accessibleName()!r} {button.size().toTuple()}"
    if button.focusPolicy() & Qt.FocusPolicy.TabFocus and min(button.width(), button.height()) < 24:
        return f"too small: {button.text() or button.accessibleName()!r} {button.size().toTuple()}"
    return ""


def outside(widget: QWidget) -> str:
    """Whether `widget` reaches out of what holds it."""
    holder = widget.parentWidget()
    if holder is None or widget.isWindow() or isinstance(holder, QAbstractScrollArea | QLineEdit | QComboBox):
        return ""
    if is_content(widget):
        if scrolls_across(holder.parentWidget()):
            return ""
        return f"wider than its view: {widget.width()}" if widget.width() > holder.width() else ""
    place, room = widget.geometry(), holder.rect()
    sides = place.left() < room.left() or place.right() > room.right()
    below = isinstance(widget, TextLabel | IconLabel) and place.bottom() > room.bottom()
    if sides or below:
        return f"outside: {type(widget).__name__} {words_of(widget)!r} {place.getRect()} in {room.size().toTuple()}"
    return ""


def words_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""
    return (text or widget.accessibleName())[:40]


def overlaps(root: QWidget) -> Iterator[str]:
    """Pairs of texts of which one covers the other."""
    bearing = [
        widget
        for widget in root.findChildren(QWidget)
        if isinstance(widget, _BEARS_TEXT)
        and not isinstance(widget, _OVERLAYS)
        and surfaces.is_own(widget, root)
        and words_of(widget)
    ]
    places = [(widget, place) for widget in bearing if not (place := seen_place(widget, root)).isEmpty()]
    for number, (one, here) in enumerate(places):
        for other, there in places[number + 1 :]:
            shared = here.intersected(there)
            apart = not (one.isAncestorOf(other) or other.isAncestorOf(one))
            if isinstance(one, Dot) and isinstance(other, Dot):
                continue  # people who stand together: pushed 30 apart at most, discs of 34 (DESIGN §5)
            if apart and shared.width() > 1 and shared.height() > 1:
                yield f"over each other: {words_of(one)!r} {here.getRect()} and {words_of(other)!r} {there.getRect()}"


def faults_of(root: QWidget) -> Iterator[str]:
    """Everything wrong with the places and sizes in `root`."""
    for widget in root.findChildren(QWidget):
        if not surfaces.is_own(widget, root) or isinstance(widget, _OVERLAYS):
            continue
        if isinstance(widget, TextLabel) and widget.text():
            yield cut_text(widget)
        if isinstance(widget, QAbstractButton) and not isinstance(widget, FaceButton):
            yield squeezed_button(widget)
        yield outside(widget)
    yield from overlaps(root)


def all_faults(found: Iterator[Surface]) -> list[str]:
    return [f"{name}: {fault}" for name, root in found for fault in faults_of(root) if fault]


RTL = Qt.LayoutDirection.RightToLeft


@pytest.mark.parametrize(
    "setting",
    [
        Setting(SMALLEST, 150),
        Setting(SMALLEST, 150, RTL, Scheme.DARK),
        Setting(USUAL, 100),
        Setting(LARGE, 90),
    ],
    ids=str,
    indirect=True,
)
def test_the_pages_hold_what_is_far_too_long(shell: Shell, filled: Filled) -> None:
    assert all_faults(surfaces.pages(shell, filled.people["long"])) == []
    assert all_faults(surfaces.pages(shell, filled.people["megan"])) == []


@pytest.mark.parametrize("setting", [Setting(SMALLEST, 150, RTL)], ids=str, indirect=True)
def test_the_dialogs_hold_what_is_far_too_long(shell: Shell, filled: Filled) -> None:
    assert all_faults(surfaces.opened_dialogs(shell, filled.people["long"])) == []
    assert all_faults(surfaces.prep(shell, filled.people["long"])) == []


@pytest.mark.parametrize("setting", [Setting(SMALLEST, 150)], ids=str, indirect=True)
def test_the_import_the_tray_and_the_first_run_have_room(
    shell: Shell, setting: Setting, profile: Profile, tmp_path: Path
) -> None:
    context = shell.context
    assert all_faults(surfaces.import_page(shell, tmp_path)) == []
    assert all_faults(surfaces.popups(context)) == []
    assert all_faults(surfaces.faces(profile, context.clock, setting.size)) == []


@pytest.mark.parametrize("setting", [Setting(USUAL, 100)], ids=str, indirect=True)
def test_the_text_size_changes_under_everything_that_is_open(
    shell: Shell, filled: Filled, qapp: QApplication
) -> None:
    for _surface in surfaces.pages(shell, filled.people["megan"]):
        pass
    themes.apply(qapp, make(Scheme.DARK, text_size=150, reduced_motion=True))
    shell.context.signals.theme_changed.emit()
    settle()
    assert all_faults(surfaces.pages(shell, filled.people["megan"])) == []


@pytest.mark.parametrize("setting", [Setting(USUAL, 100)], ids=str, indirect=True)
def test_the_window_narrows_in_steps(shell: Shell) -> None:
    shell.open_people()
    listed = shell.page("people").panes()[0].parentWidget()  # type: ignore[union-attr]
    assert listed is not None
    wide = (shell.navigation.width(), listed.width())
    shell.resize(1199, 800)
    settle()
    middle = (shell.navigation.width(), listed.width())
    shell.resize(1079, 800)
    settle()
    assert (wide, middle) == ((208, 296), (208, 264))
    assert (shell.navigation.width(), listed.width()) == (56, 264)
    assert all(button.toolTip() for button in shell.navigation.buttons())
