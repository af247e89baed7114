"""Rows of a form: a label at the leading side, the field beside it, and under the field what is wrong with it."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from relmgr.i18n import _
from ui import theme as themes
from ui.theme import metrics
from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.fields import ErrorLine, FieldEdit, LineField, PartialDateField
from ui.widgets.mirroring import mirrored_margins
from ui.widgets.text import TextLabel

LABEL_WIDTH = 128
_ERROR_GAP = 6
_WIDEST = 4000


class FormRow(QWidget):
    """One field with its label. `head` is how high the part of the field is that the label stands beside."""

    def __init__(
        self,
        label: str,
        field: QWidget,
        parent: QWidget | None = None,
        *,
        head: int = metrics.FIELD,
        style: str = "body",
        role: str = "text2",
        note: str = "",
    ) -> None:
        super().__init__(parent)
        self.field = field
        theme = themes.current()
        self.label = TextLabel(label, style, role, self, wrap=True)
        self.label.setFixedWidth(theme.scaled(LABEL_WIDTH - 8))
        high = max(theme.line_height(style), theme.scaled(head))
        pad = max(0, (high - theme.line_height(style)) // 2)
        beside = QVBoxLayout()
        beside.setContentsMargins(mirrored_margins(self, 0, pad, 8, 0))
        beside.addWidget(self.label)
        beside.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(_ERROR_GAP)
        column.addWidget(field, 0, _side_of(field))
        if note:
            column.addWidget(TextLabel(note, "small", "text3", self, wrap=True))
        self._error = ErrorLine(self)
        column.addWidget(self._error)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(beside)
        row.addLayout(column, 1)
        target = field.focusProxy() or field
        self.label.setBuddy(target)
        _name(target, label, is_part=target is not field and not isinstance(field, LineField))

    def set_error(self, sentence: str) -> None:
        """Say under the field what is wrong; "" when it is right again."""
        if isinstance(self.field, LineField):
            self.field.set_error(sentence)
            return
        if isinstance(self.field, FieldEdit):
            self.field.set_wrong(bool(sentence))
        (self.field.focusProxy() or self.field).setAccessibleDescription(sentence)
        says_it_itself = isinstance(self.field, PartialDateField) and self.field.error() == sentence
        self._error.show_error("" if says_it_itself else sentence)
        self.updateGeometry()

    def error(self) -> str:
        """What stands under the field now."""
        says_it_itself = isinstance(self.field, LineField | PartialDateField) and self.field.error()
        return says_it_itself or self._error.label.text()


def _name(target: QWidget, label: str, *, is_part: bool) -> None:
    """Let assistive technology call `target` as the label does; a button keeps its own words."""
    if not label or (isinstance(target, QAbstractButton) and target.text()):
        return
    placeholder = target.placeholderText() if isinstance(target, QLineEdit | QTextEdit) else ""
    if target.accessibleName() in ("", placeholder):
        words = (label, placeholder) if is_part and placeholder else (label,)
        target.setAccessibleName(_(", ").join(words))


def _side_of(field: QWidget) -> Qt.AlignmentFlag:
    """A field of a fixed width keeps to the leading side; the others take the whole width."""
    kept = (QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
    if field.sizePolicy().horizontalPolicy() in kept or field.maximumWidth() < _WIDEST:
        return Qt.AlignmentFlag.AlignLeading
    return Qt.AlignmentFlag(0)


def side_by_side(*fields: QWidget, stretch: Sequence[int] = (), parent: QWidget | None = None) -> QWidget:
    """Several fields as one row; the focus goes to the first."""
    holder = QWidget(parent)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(metrics.GAP)
    for number, field in enumerate(fields):
        weight = stretch[number] if number < len(stretch) else 1
        row.addWidget(field, weight, Qt.AlignmentFlag.AlignTop)
    if not any(stretch) and stretch:
        row.addStretch(1)
    holder.setFocusProxy(fields[0].focusProxy() or fields[0])
    return holder


Line = TypeVar("Line", bound=QWidget)


class Repeated(QWidget, Generic[Line]):
    """Lines of the same fields: each can be removed, and another added. `make` builds an empty one."""

    changed = Signal()

    def __init__(
        self, make: Callable[[QWidget], Line], add_text: str, parent: QWidget | None = None, *, most: int = 50
    ) -> None:
        super().__init__(parent)
        self._make, self._most = make, most
        self._lines: list[tuple[QWidget, Line]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(metrics.GAP)
        self.add_button = LinkButton(add_text, icon="plus", parent=self)
        self.add_button.clicked.connect(self._add_and_focus)
        self._column.addWidget(self.add_button)
        self.setFocusProxy(self.add_button)

    def lines(self) -> list[Line]:
        """The lines, from the top."""
        return [line for _holder, line in self._lines]

    def add(self) -> Line:
        """Add an empty line at the end."""
        holder = QWidget(self)
        line = self._make(holder)
        remove = IconButton("x", _("Remove"), raised=True, parent=holder)
        remove.clicked.connect(lambda: self.take_out(line))
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(line, 1)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.append((holder, line))
        self._column.insertWidget(self._column.count() - 1, holder)
        self.add_button.setVisible(len(self._lines) < self._most)
        self.changed.emit()
        return line

    def take_out(self, line: Line) -> None:
        """Remove `line`; the focus goes to what stands at its place."""
        for number, (holder, known) in enumerate(self._lines):
            if known is line:
                del self._lines[number]
                holder.hide()
                self._column.removeWidget(holder)
                holder.deleteLater()
                self.add_button.setVisible(True)
                near = self._lines[min(number, len(self._lines) - 1)][1] if self._lines else self.add_button
                (near.focusProxy() or near).setFocus(Qt.FocusReason.OtherFocusReason)
                self.changed.emit()
                return

    def _add_and_focus(self) -> None:
        line = self.add()
        (line.focusProxy() or line).setFocus(Qt.FocusReason.OtherFocusReason)
