"""One-line fields: with an icon, with an error under them, and for searching."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from relmgr.i18n import _
from ui import icons
from ui import theme as themes
from ui.theme import Palette, metrics
from ui.widgets.buttons import IconButton
from ui.widgets.marks import IconLabel
from ui.widgets.painting import Pose, field_frame
from ui.widgets.text import TextLabel

_EDGE = 11


class FieldEdit(QLineEdit):
    """A line edit with an icon before its text and the mark of an error behind it."""

    def __init__(
        self, *, icon: str = "", placeholder: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._is_wrong = False
        self.shown_pose: Pose | None = None
        self.shows_focus = False
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self._set_margins()

    def _set_margins(self) -> None:
        near = metrics.ICON_BUTTON_GLYPH + 8 if self._icon else 0
        far = metrics.ICON_BUTTON_GLYPH + 6 if self._is_wrong else 0
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            near, far = far, near
        self.setTextMargins(near, 0, far, 0)

    def set_wrong(self, is_wrong: bool) -> None:
        """Show, or no longer show, that what is typed cannot be used."""
        if is_wrong == self._is_wrong:
            return
        self._is_wrong = is_wrong
        self._set_margins()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), themes.current().scaled(metrics.FIELD))

    def showEvent(self, event: QShowEvent) -> None:
        """A text longer than the field is read from its beginning."""
        super().showEvent(event)
        if not self.hasFocus():
            self.setCursorPosition(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.OtherFocusReason and self.cursorPosition() == 0:
            self.end(False)  # it was put here to go on writing

    def _pose(self) -> Pose:
        if self.shown_pose is not None:
            return self.shown_pose
        if not self.isEnabled():
            return Pose.DISABLED
        return Pose.HOVER if self.underMouse() else Pose.REST

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        has_focus = self.hasFocus() or self.shows_focus
        field_frame(
            painter, QRectF(self.rect()), palette, self._pose(), has_focus=has_focus, is_wrong=self._is_wrong
        )
        self._paint_icons(painter, palette)
        painter.end()
        super().paintEvent(event)

    def _paint_icons(self, painter: QPainter, palette: Palette) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = metrics.ICON_BUTTON_GLYPH
        first, last = _EDGE, self.width() - side - _EDGE
        if mirrored:
            first, last = last, first
        if self._icon:
            colour = palette.text3 if self.isEnabled() else palette.disabled
            icons.paint(painter, self._icon, colour, QRectF(first, 0, side, self.height()), mirrored=mirrored)
        if self._is_wrong:
            icons.paint(painter, "circle-alert", palette.danger, QRectF(last, 0, side, self.height()))


class ErrorLine(IconLabel):
    """A sentence that says what is wrong with the field above it; hidden while nothing is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "circle-alert",
            "",
            style="small",
            role="danger",
            icon_role="danger",
            icon_size=metrics.ICON_META,
            gap=6,
            wrap=True,
            parent=parent,
        )
        self.hide()

    def show_error(self, sentence: str) -> None:
        """Show `sentence`, or nothing for ""."""
        self.set_text(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))


class LineField(QWidget):
    """A line edit with its error under it. `edit` is the line edit itself."""

    changed = Signal(str)

    def __init__(
        self,
        text: str = "",
        *,
        icon: str = "",
        placeholder: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.edit = FieldEdit(icon=icon, placeholder=placeholder, name=name, parent=self)
        self.edit.setText(text)
        self._error = ErrorLine(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.edit)
        column.addWidget(self._error)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.edit.textChanged.connect(self._typed)

    def text(self) -> str:
        """What is typed, without blanks at its ends."""
        return self.edit.text().strip()

    def set_text(self, text: str) -> None:
        """Put `text` into the field."""
        self.edit.setText(text)

    def set_error(self, sentence: str) -> None:
        """Say under the field what is wrong; "" when it is right again."""
        self.edit.set_wrong(bool(sentence))
        self.edit.setAccessibleDescription(sentence)
        self._error.show_error(sentence)
        self.updateGeometry()

    def error(self) -> str:
        """The sentence under the field, or ""."""
        return self._error.label.text()

    def _typed(self, text: str) -> None:
        self.set_error("")
        self.changed.emit(text)


class SearchField(FieldEdit):
    """A search field: Escape and the cross clear it; a second Escape is left to the page."""

    cleared = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(icon="search", placeholder=placeholder, parent=parent)
        self._cross = IconButton("x", _("Clear"), side=24, icon_size=metrics.ICON_INLINE, parent=self)
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.hide()
        self._cross.clicked.connect(self.wipe)
        self.textChanged.connect(self._typed)

    def wipe(self) -> None:
        """Empty the field."""
        self.clear()
        self.setFocus()
        self.cleared.emit()

    def _typed(self, text: str) -> None:
        self._cross.setVisible(bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.wipe()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = 4 if mirrored else self.width() - 28
        self._cross.setGeometry(left, (self.height() - 24) // 2, 24, 24)


def labelled(text: str, field: QWidget, parent: QWidget | None = None) -> QWidget:
    """`field` under a label that names it, for eyes and for assistive technology alike."""
    holder = QWidget(parent)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    label = TextLabel(text, "small_strong", "text2", holder)
    target = field.focusProxy() or field
    label.setBuddy(target)
    if not target.accessibleName():
        target.setAccessibleName(text)
    column.addWidget(label)
    column.addWidget(field)
    holder.setFocusProxy(target)
    return holder
