"""Parts of a whole as rows: a name, a bar and the part in words; chart and list in one (D6)."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from relmgr.domain.base import Share, share_words
from relmgr.i18n import _
from ui import theme as themes
from ui.widgets.painting import box
from ui.widgets.text import TextLabel, paint_line

_ROW, _BAR = 26, 6
_NAME, _WORDS = 0.42, 0.30


class ShareRow(QWidget):
    """One part."""

    def __init__(self, share: Share, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = share
        self.setAccessibleName(_("{name}: {share}").format(name=share.name, share=share_words(share.part)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, themes.current().scaled(_ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, themes.current().scaled(_ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        wide, high = self.width(), self.height()
        name, words = round(wide * _NAME), round(wide * _WORDS)

        def placed(start: int, width: int) -> QRect:
            return QRect(wide - start - width if mirrored else start, 0, width, high)

        paint_line(painter, placed(0, name - 12), self._share.name, "body", palette.text)
        room = wide - name - words - 12
        track = QRectF(placed(name, room)).adjusted(0, (high - _BAR) / 2, 0, -(high - _BAR) / 2)
        box(painter, track, _BAR / 2, fill=palette.track)
        part = max(_BAR, round(room * self._share.part))
        filled = QRectF(placed(name, part)).adjusted(0, (high - _BAR) / 2, 0, -(high - _BAR) / 2)
        box(painter, filled, _BAR / 2, fill=palette.accent)
        said = share_words(self._share.part)
        paint_line(painter, placed(wide - words, words), said, "small", palette.text2)


class Shares(QWidget):
    """A heading and its parts; nothing where there are none."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ShareRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(TextLabel(title, "caption", "text3", self))
        self.hide()

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Show them instead of those before."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [ShareRow(one, self) for one in shares]
        for row in self.rows:
            self._column.addWidget(row)
        self.setVisible(bool(shares))
