"""Scrolling: areas without a frame whose bar lies over the content and costs no width."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class ScrollPage(QScrollArea):
    """A page that scrolls up and down only; its content takes the whole width."""

    def __init__(self, content: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        if content is not None:
            self.set_content(content)

    def set_content(self, content: QWidget) -> None:
        """Show `content`."""
        self.setWidget(content)
        content.setAutoFillBackground(False)

    def scroll_to(self, widget: QWidget) -> None:
        """Bring `widget` into view."""
        self.ensureWidgetVisible(widget, 0, 24)
