"""A text area of plain text that grows with what is typed, and can mark what was understood in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from ui import theme as themes
from ui.theme import metrics
from ui.widgets.painting import Pose, box, field_frame


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that was understood; `start` and `length` count Python characters.

    `tone` is "accent", "ember" for life facts or "amber" for promises and expectations.
    """

    start: int
    length: int
    tone: str = "accent"


_TONES: Final = {
    "accent": ("accent_tint", "accent"),
    "ember": ("ember_tint", "ember"),
    "amber": ("at_risk_bg", "at_risk_fg"),
}
_PADDING_H, _PADDING_V, _UNDERLINE = 14, 13, 1.5
# How far a mark reaches over and under the baseline, at 100 %.
_MARK_OVER, _MARK_UNDER = 14, 6


class TextArea(QTextEdit):
    """Plain text on lines of an exact height; grows from `lines` to `most_lines`, then scrolls.

    Pasting keeps the words only, Tab moves the focus, and nothing in the text is ever loaded from anywhere.
    """

    def __init__(
        self,
        *,
        placeholder: str = "",
        name: str = "",
        style: str = "writing",
        lines: int = 3,
        most_lines: int = 9,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style = style
        self._lines, self._most_lines = lines, most_lines
        self._marks: tuple[Mark, ...] = ()
        self.setObjectName("text_area")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        # Qt sets text at the foot of a line of fixed height: three pixels up, and it stands in the middle.
        self.setViewportMargins(_PADDING_H, _PADDING_V - 3, _PADDING_H - 4, _PADDING_V + 3)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self._set_type()
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def _set_type(self) -> None:
        theme = themes.current()
        self.document().setDefaultFont(theme.font(self._style))
        form = QTextBlockFormat()
        form.setLineHeight(theme.line_height(self._style), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(form)

    def text(self) -> str:
        """What is typed, without blanks at its ends."""
        return self.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Replace the text; markup in it is shown literally."""
        self.setPlainText(text)
        self._set_type()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Tint and underline the stretches that were understood; the text itself stays as it is."""
        self._marks = tuple(marks)
        self.viewport().update()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Load nothing, whatever the text asks for."""
        return None

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(source.text())

    def _wanted(self) -> int:
        line = themes.current().line_height(self._style)
        content = round(self.document().size().height())
        lines = min(max(self._lines * line, content), self._most_lines * line)
        return lines + 2 * _PADDING_V

    def _grow(self) -> None:
        overflow = self.document().size().height() > self._wanted() - 2 * _PADDING_V
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if overflow else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        if self.height() != self._wanted():
            self.setFixedHeight(self._wanted())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def sizeHint(self) -> QSize:
        return QSize(320, self._wanted())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        saves = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier)
        if saves and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the dialog's
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _mark_rects(self, mark: Mark) -> list[QRectF]:
        text = self.toPlainText()
        start = len(text[: mark.start].encode("utf-16-le")) // 2
        end = start + len(text[mark.start : mark.start + mark.length].encode("utf-16-le")) // 2
        block = self.document().findBlock(start)
        rects: list[QRectF] = []
        origin_y = self.verticalScrollBar().value()
        factor = themes.current().factor
        while block.isValid() and block.position() < end:
            place = self.document().documentLayout().blockBoundingRect(block)
            for number in range(block.layout().lineCount()):
                line = block.layout().lineAt(number)
                first = max(start - block.position(), line.textStart())
                last = min(end - block.position(), line.textStart() + line.textLength())
                if first < last:
                    left, right = _x_of(line.cursorToX(first)), _x_of(line.cursorToX(last))
                    base = place.y() + line.y() + line.ascent() - origin_y
                    high = (_MARK_OVER + _MARK_UNDER) * factor
                    rects.append(
                        QRectF(min(left, right), base - _MARK_OVER * factor, abs(right - left), high)
                    )
            block = block.next()
        return rects

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            pose = Pose.DISABLED if not self.isEnabled() else Pose.HOVER if self.underMouse() else Pose.REST
            field_frame(
                QPainter(self),
                QRectF(self.rect()),
                themes.current().palette,
                pose,
                has_focus=self.hasFocus(),
                radius=metrics.RADIUS_TEXT_AREA,
            )
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self._marks:
            tint, stroke = _TONES[mark.tone]
            for rect in self._mark_rects(mark):
                patch = rect.adjusted(-1, 0, 1, 0)
                box(painter, patch, 3, fill=palette.role(tint))
                painter.fillRect(
                    QRectF(patch.x(), patch.bottom() - _UNDERLINE, patch.width(), _UNDERLINE),
                    palette.role(stroke),
                )
        painter.end()
        super().paintEvent(event)


def _x_of(answer: object) -> float:
    """PySide gives the position together with the cursor it belongs to."""
    return float(answer[0]) if isinstance(answer, tuple) else float(answer)  # type: ignore[arg-type]
