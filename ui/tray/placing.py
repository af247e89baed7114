"""Where panel and popup go: beside the tray icon where it is known, else in the corner where the tray most likely is."""

from PySide6.QtCore import QPoint, QRect, QSize

GAP = 8
"""Pixels between the surface and the edge of the free screen (DESIGN §5: 8 from the tray)."""


def corner(
    size: QSize, screen: QRect, free: QRect, icon: QRect | None = None, near: QPoint | None = None
) -> QPoint:
    """The top left of a surface of `size` on a screen whose `free` part is not covered by panels.

    icon: the place of the tray icon, None or empty where the desktop does not tell; near: where the pointer pressed.
    """
    anchor = _anchor(icon, near)
    if anchor is not None and not screen.contains(anchor):
        anchor = None
    is_top = _is_at_top(screen, free, anchor)
    right = free.x() + free.width() - GAP - size.width()
    left = right if anchor is None else anchor.x() - size.width() // 2
    if _is_bar_at_left(screen, free) and anchor is None:
        left = free.x() + GAP
    upper, lower = free.y(), free.y() + free.height()
    if anchor is not None and icon is not None and icon.contains(anchor):
        # A tray that reserves no room of its own is not covered either.
        upper, lower = max(upper, icon.y() + icon.height()), min(lower, icon.y())
    top = upper + GAP if is_top else lower - GAP - size.height()
    return QPoint(max(free.x() + GAP, min(left, right)), max(free.y() + GAP, top))


def _anchor(icon: QRect | None, near: QPoint | None) -> QPoint | None:
    # An icon that no tray has taken in yet says it is at the origin.
    if icon is not None and not icon.isEmpty() and icon.topLeft() != QPoint(0, 0):
        return icon.center()
    return near


def _is_at_top(screen: QRect, free: QRect, anchor: QPoint | None) -> bool:
    if anchor is not None:
        return anchor.y() < screen.center().y()
    above = free.y() - screen.y()
    below = screen.y() + screen.height() - free.y() - free.height()
    return above > below


def _is_bar_at_left(screen: QRect, free: QRect) -> bool:
    left = free.x() - screen.x()
    right = screen.x() + screen.width() - free.x() - free.width()
    is_level = free.height() == screen.height()
    return is_level and left > right
