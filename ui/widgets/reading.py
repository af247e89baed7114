"""The order in which widgets are read: what stands first in its layout comes first, however late it was made."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

_BAR_HOLDERS = frozenset({"qt_scrollarea_vcontainer", "qt_scrollarea_hcontainer"})
"""What Qt keeps the bars of a scroll area in. Nothing in it takes the focus; and whoever asks its layout for the bar
loses the one known before: PySide lets go of it together with the layout's item, and the bar over the content stands still.
"""


def focus_order(root: QWidget) -> list[QWidget]:
    """Everything in `root` that Tab can reach, hidden or not, in reading order."""
    return [
        widget
        for widget in _inside(root)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    ]


def _inside(widget: QWidget) -> Iterator[QWidget]:
    layout = widget.layout()
    laid_out = list(_of_layout(layout)) if layout is not None else []
    # What a widget places by itself, such as the cross of a chip or the content of a scroll area, comes last.
    others = [
        child
        for child in widget.children()
        if isinstance(child, QWidget)
        and not child.isWindow()
        and child not in laid_out
        and child.objectName() not in _BAR_HOLDERS
    ]
    for child in (*laid_out, *others):
        yield child
        yield from _inside(child)


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of the layout and of those in it, in their order.

    Never by `QLayout.itemAt`: PySide keeps what that gives after Qt freed it, and a later object in its place ends the program.
    """
    holder = layout.parentWidget()
    found: list[tuple[int, QWidget | QLayout]] = [
        (layout.indexOf(child), child) for child in layout.children() if isinstance(child, QLayout)
    ]
    for child in holder.children() if holder is not None else ():
        if isinstance(child, QWidget):
            found.append((layout.indexOf(child), child))
    for number, one in sorted(found, key=lambda numbered: numbered[0]):
        if isinstance(one, QLayout):
            yield from _of_layout(one)
        elif number >= 0:
            yield one
