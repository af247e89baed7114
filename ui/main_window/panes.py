"""The parts of the window that F6 goes round: which of them has the focus, and what takes it in one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.reading import focus_order


def holds(pane: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (pane is focused or pane.isAncestorOf(focused))


def target_of(pane: QWidget) -> QWidget | None:
    """What takes the focus in `pane`; None where nothing does, such as in a notice without a button."""
    first = getattr(pane, "first_focus", None)
    target = first() if callable(first) else pane
    if not isinstance(target, QWidget) or target.isHidden():
        target = pane
    if target.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return target
    inside = focus_order(target)
    return next((each for each in inside if each.isVisibleTo(target) and each.isEnabled()), None)


def focus_if_lost(page: QWidget | None) -> None:
    """Give the focus to `page` where nothing has it: the keyboard must have a place to go on from."""
    if page is not None and page.isVisible() and QApplication.focusWidget() is None:
        focus(page, Qt.FocusReason.OtherFocusReason)


def focus(pane: QWidget, reason: Qt.FocusReason) -> None:
    target = target_of(pane)
    if target is not None:
        target.setFocus(reason)
