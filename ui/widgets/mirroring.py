"""What Qt does not turn round by itself where reading begins at the right."""

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QWidget


def mirrored_margins(widget: QWidget, start: int, top: int, end: int, bottom: int) -> QMargins:
    """Margins whose `start` is where text begins."""
    if widget.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        return QMargins(end, top, start, bottom)
    return QMargins(start, top, end, bottom)
