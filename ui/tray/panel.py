"""The tray's panel: what is due with Done and Snooze in words, what comes later, and a line to jot down (DESIGN §5)."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from relmgr.i18n import _
from relmgr.services import today as today_service
from relmgr.services.reminders import DueItem
from ui import theme as themes
from ui.context import Context
from ui.dialogs.snooze import open_snooze_menu
from ui.faces import portrait_of
from ui.models import deciding
from ui.models.today import (
    LATER_LINES,
    LaterLine,
    away_words,
    done_words,
    later,
    pressing,
    snooze_words,
    spoken,
)
from ui.theme import metrics
from ui.tray.face import SmallFace
from ui.widgets import focus_frame
from ui.widgets.buttons import Button, IconButton, Kind, Size
from ui.widgets.fields.line import FieldEdit
from ui.widgets.menu import Menu
from ui.widgets.mirroring import mirrored_margins
from ui.widgets.painting import box
from ui.widgets.scroll import ScrollPage
from ui.widgets.sections import Hairline
from ui.widgets.text import TextLabel

if TYPE_CHECKING:  # the patterns that read sentences are compiled when somebody writes one
    from ui.tray.jot import Jot

_ROW = 89
_ROWS_SHOWN = 3
_MOST_ROWS = 30
_LATER_ROW = 25
_LATER_WITHOUT_DUE = 12


_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class _RowButton(Button):
    """A button of a row: Return presses it, Up and Down lead to the rows beside."""

    step_asked = Signal(int)
    prep_asked = Signal()
    single_letters = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() in _STEPS:
            self.step_asked.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_P and is_plain and self.single_letters:
            self.prep_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class PanelRow(QWidget):
    """One thing that is due. Pressing its words opens the card."""

    done_asked = Signal()
    snooze_asked = Signal()
    open_asked = Signal()
    prep_asked = Signal()
    step_asked = Signal(int)

    def __init__(self, item: DueItem, face: SmallFace, *, shows_names: bool) -> None:
        super().__init__()
        self.item = item
        self.shows_hover = False
        title = item.title if shows_names else _("Something is due")
        self.setAccessibleName(spoken(item) if shows_names else title)
        self.setFixedHeight(themes.current().scaled(_ROW))
        self._face = face
        face.setParent(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 9, 12, 8)
        row.setSpacing(12)
        lead = QVBoxLayout()
        lead.setContentsMargins(0, 1, 0, 0)
        lead.addWidget(face)
        lead.addStretch(1)
        row.addLayout(lead)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(TextLabel(title, "row_title", "text", self))
        column.addLayout(self._reason(item, shows_names=shows_names))
        column.addSpacing(7)
        column.addLayout(self._buttons(title, shows_names=shows_names))
        column.addStretch(1)
        row.addLayout(column, 1)

    def _reason(self, item: DueItem, *, shows_names: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(4)
        for text, role in ((item.late_words, "missed_fg"), (away_words(item), "text2")):
            if text and shows_names:
                line.addWidget(TextLabel(text, "small_strong", role, self))
        line.addWidget(TextLabel(item.why if shows_names else "", "small", "text3", self), 1)
        return line

    def _buttons(self, title: str, *, shows_names: bool) -> QHBoxLayout:
        done, snooze = _("Done"), _("Snooze")
        if shows_names:
            done, snooze = done_words(self.item), snooze_words(self.item)
        self.done = _RowButton(done, Kind.TINTED, icon="check", size=Size.SMALL, raised=True, parent=self)
        self.snooze = _RowButton(
            snooze,
            Kind.GHOST,
            icon="alarm-clock",
            size=Size.SMALL,
            raised=True,
            chevron=True,
            parent=self,
        )
        self.done.clicked.connect(self.done_asked)
        self.snooze.clicked.connect(self.snooze_asked)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self.done, self.snooze):
            button.setAccessibleName(f"{button.text()}: {title}")
            button.step_asked.connect(self.step_asked)
            button.prep_asked.connect(self.prep_asked)
            buttons.addWidget(button)
        buttons.addStretch(1)
        return buttons

    def _hover(self, is_hovered: bool) -> None:
        self.shows_hover = is_hovered
        self._face.surface = "hover_raised" if is_hovered else "raised"
        self._face.update()
        self.update()

    def show_hovered(self) -> None:
        """Paint it as if the pointer were on it: for pictures."""
        self._hover(True)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover(True)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What its buttons do not say."""
        menu = Menu(self, name=self.accessibleName())
        menu.add_row(_("Open"), self.open_asked.emit, icon="arrow-up-right")
        if self.item.person is not None:
            note = "P" if self.done.single_letters else ""
            menu.add_row(_("Prep for a call"), self.prep_asked.emit, icon="phone-outgoing", note=note)
        menu.open_at(event.globalPos())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.open_asked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.shows_hover:
            fill = themes.current().palette.hover_raised
            box(QPainter(self), QRectF(self.rect()), metrics.RADIUS_ROW, fill=fill)


class _LaterRow(QWidget):
    """What comes, and when."""

    def __init__(self, line: LaterLine, *, shows_names: bool) -> None:
        super().__init__()
        self.setFixedHeight(themes.current().scaled(_LATER_ROW))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        words = line.words if shows_names else _("Something")
        row.addWidget(TextLabel(words, "body", "text", self), 1)
        style, role = ("date_strong", "at_risk_fg") if line.is_at_risk else ("date", "text3")
        day = TextLabel(line.day_words, style, role, self, alignment=Qt.AlignmentFlag.AlignTrailing)
        # On the baseline of the words, whose line is higher.
        holder = QVBoxLayout()
        holder.setContentsMargins(0, 3, 0, 0)
        holder.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(holder)


class Panel(QWidget):
    """The content of the panel, 380 × 520; the popup or picture round it gives surface and shadow."""

    open_asked = Signal(object)
    """A DueItem, or None for the window as it is."""
    prep_asked = Signal(object)
    """A DueItem about somebody: Prep for a call with them."""
    settings_asked = Signal()
    jotted = Signal(str)
    """The line that was typed, to be understood by Quick capture."""
    resized = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tray_panel")
        self.setAccessibleName(_("What is due"))
        # Nothing is pressed by the first key: the panel has the focus, and what is typed goes into the note.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._context = context
        self.rows: list[PanelRow] = []
        width, height = metrics.TRAY_PANEL
        theme = themes.current()
        self.setFixedSize(round(width * max(1.0, theme.factor)), theme.scaled(height))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addSpacing(8)
        agenda = QVBoxLayout()
        agenda.setContentsMargins(0, 0, 0, 0)
        agenda.setSpacing(0)
        self._agenda = QWidget(self)
        self._agenda.setLayout(agenda)
        self._list = QWidget()
        self._list_column = QVBoxLayout(self._list)
        self._list_column.setContentsMargins(8, 0, 8, 0)
        self._list_column.setSpacing(0)
        self.area = ScrollPage(self._list, self)
        agenda.addWidget(self.area)
        self._divider = self._inset(Hairline(role="hairline_raised"))
        agenda.addSpacing(6)
        agenda.addWidget(self._divider)
        agenda.addSpacing(11)
        self._later = QWidget()
        self._later_column = QVBoxLayout(self._later)
        self._later_column.setContentsMargins(20, 0, 20, 0)
        self._later_column.setSpacing(0)
        agenda.addWidget(self._later)
        agenda.addStretch(1)
        self.jot: Jot | None = None
        self._middle = QVBoxLayout()
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.addWidget(self._agenda)
        column.addLayout(self._middle, 1)
        self._foot = self._make_foot()
        column.addWidget(self._foot)
        self.reload()

    def _head(self) -> QHBoxLayout:
        self.title = TextLabel("", "section", "text", self)
        self.sentence = TextLabel("", "body", "text2", self)
        self.settings = IconButton("settings", _("Settings"), raised=True, parent=self)
        self.settings.clicked.connect(self.settings_asked)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        head = QHBoxLayout()
        head.setContentsMargins(mirrored_margins(self, 20, 16, 12, 0))
        head.addLayout(words, 1)
        head.addWidget(self.settings, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _make_foot(self) -> QWidget:
        self.note = FieldEdit(
            icon="pen-line", placeholder=_("Jot something down"), name=_("Jot something down"), parent=self
        )
        self.note.setObjectName("jot")
        self.note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.note.returnPressed.connect(self._jot)
        self.open_window = Button(_("Open Relmgr"), raised=True, parent=self)
        self.open_window.clicked.connect(lambda _checked=False: self.open_asked.emit(None))
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 12, 16, 16)
        foot.setSpacing(8)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.open_window)
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline(role="hairline_raised"))
        column.addLayout(foot)
        return holder

    @staticmethod
    def _inset(line: Hairline) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(20, 0, 20, 0)
        row.addWidget(line)
        return holder

    def reload(self) -> None:
        """Read what is due anew."""
        context = self._context
        view = today_service.today(context.store, context.now(), context.zone())
        shows_names = not context.settings.hide_names
        due = (*view.due, *pressing(view, context.today()))
        if self.jot is None:
            self.title.setText(_("Due now") if due else _("Nothing is due"))
            sentence = view.sentence if view.due or not due else view.second_sentence
            self.sentence.setText(sentence if shows_names or not due else "")
        self._show_rows(due[:_MOST_ROWS], shows_names=shows_names)
        count = _LATER_WITHOUT_DUE - 3 * len(self.rows[:_ROWS_SHOWN])
        lines = later(view, context.today(), count)
        self._show_later(lines, shows_names=shows_names)
        self._fit_rows(len(lines))

    def _fit_rows(self, lines: int) -> None:
        """The rows take the room that nothing comes later in; the last one cut shows that there are more."""
        theme = themes.current()
        row = theme.scaled(_ROW)
        missing = LATER_LINES - lines + (1 if not lines else 0)  # the word over them goes as well
        room = row * _ROWS_SHOWN + theme.scaled(_LATER_ROW) * max(0, missing)
        self.area.setFixedHeight(min(row * len(self.rows), room))

    def _show_rows(self, items: Sequence[DueItem], *, shows_names: bool) -> None:
        _empty(self._list_column)
        self.rows = []
        for item in items:
            spec = (
                portrait_of(self._context.store, item.person)
                if item.person is not None and shows_names
                else None
            )
            row = PanelRow(item, SmallFace(spec, 40, self), shows_names=shows_names)
            row.done_asked.connect(partial(self._done, row))
            row.snooze_asked.connect(partial(self._snooze, row))
            row.open_asked.connect(partial(self.open_asked.emit, item))
            row.prep_asked.connect(partial(self._prep, item))
            for button in (row.done, row.snooze):
                button.single_letters = self._context.settings.single_letter_keys
            row.step_asked.connect(partial(self._step_from, row))
            self._list_column.addWidget(row)
            row.show()
            self.rows.append(row)
        self._list_column.addStretch(1)
        self.area.setVisible(bool(self.rows))

    def _show_later(self, lines: Sequence[LaterLine], *, shows_names: bool) -> None:
        _empty(self._later_column)
        self._later.setVisible(bool(lines))
        self._divider.setVisible(bool(lines and self.rows))
        if not lines:
            return
        self._later_column.addWidget(TextLabel(_("Later"), "small_strong", "text3"))
        for line in lines:
            self._later_column.addWidget(_LaterRow(line, shows_names=shows_names))

    def _prep(self, item: DueItem) -> None:
        if item.person is not None:
            self.prep_asked.emit(item)

    def _done(self, row: PanelRow) -> None:
        self._after(deciding.done(self._context, row.item))

    def _snooze(self, row: PanelRow) -> None:
        open_snooze_menu(row.snooze, self._context, partial(self._snoozed, row.item))

    def _snoozed(self, item: DueItem, until: datetime) -> None:
        self._after(deciding.snooze(self._context, item, until))

    def _after(self, worked: bool) -> None:
        """The change has been told and the panel has read anew. Where it did not work, the window says why."""
        if not worked:
            self.open_asked.emit(None)
            return
        goes_on = self.rows and focus_frame.is_by_keyboard()
        (self.rows[0].done if goes_on else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _jot(self) -> None:
        """Return in the note: show what is understood of it, to be put right and kept."""
        text = self.note.text()
        if not text.strip():
            return
        if self._context.settings.hide_names:
            self._open_in_window()
        else:
            self._show_jot(text)

    def _show_jot(self, text: str) -> None:
        from ui.tray.jot import Jot

        jot = Jot(self._context, text, self)
        jot.written.connect(self.note.setText)
        jot.kept.connect(self._kept)
        jot.more_asked.connect(self._open_in_window)
        jot.left.connect(self.leave_jot)
        self.jot = jot
        self._agenda.hide()
        self._foot.hide()
        self._middle.addWidget(jot)
        jot.show()
        jot.setFocus(Qt.FocusReason.OtherFocusReason)
        self.title.setText(_("Jot something down"))
        self.sentence.setText(_("Nothing is kept until you save."))

    def leave_jot(self) -> None:
        """Back to what is due; the line stays in its field."""
        if self.jot is None:
            return
        jot, self.jot = self.jot, None
        self._middle.removeWidget(jot)
        jot.hide()
        jot.deleteLater()
        self._agenda.show()
        self._foot.show()
        self.reload()
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _kept(self, name: str) -> None:
        self.note.clear()
        self.leave_jot()
        self.sentence.setText(_("Kept, with {name}.").format(name=name) if name else _("Kept."))

    def _open_in_window(self) -> None:
        text = self.jot.text.toPlainText() if self.jot is not None else self.note.text()
        self.note.clear()
        self.jotted.emit(text.strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
        typed = event.text()
        if event.key() == Qt.Key.Key_Escape and self.jot is not None:
            self.leave_jot()
        elif self.hasFocus() and typed.isprintable() and typed.strip() and event.modifiers() in plain:
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)
            self.note.insert(event.text())
        elif event.key() in _STEPS and self.rows:
            self._focus_row(0 if event.key() == Qt.Key.Key_Down else len(self.rows) - 1)
        else:
            super().keyPressEvent(event)

    def _step_from(self, row: PanelRow, step: int) -> None:
        self._focus_row(max(0, min(len(self.rows) - 1, self.rows.index(row) + step)))

    def _focus_row(self, number: int) -> None:
        self.rows[number].done.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.scroll_to(self.rows[number])


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
