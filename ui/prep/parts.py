"""What the panel is made of: a question to tick, a life event on ember, lines with a day at their end, the note field."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from relmgr.i18n import _
from relmgr.services.card.views import ComingView, LifeEventView, StarterView, ThreadView, Tone
from ui import icons
from ui import theme as themes
from ui.pages.people.card.parts import mirrored_margins
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.fields.text_area import TextArea
from ui.widgets.marks import IconLabel
from ui.widgets.painting import Pose, box, field_frame
from ui.widgets.text import Run, TextLabel, paint_line, tooltip_text

_TICK_GAP = 10
_TONES = {Tone.NORMAL: "text2", Tone.SOON: "at_risk_fg", Tone.LATE: "missed_fg"}
_MOST_LINES = 4
_MOST_NOTE = 6


class Tick(QCheckBox):
    """A question to tick once it was asked; the whole row can be pressed. Its words may take several lines."""

    def __init__(self, starter: StarterView, number: int, *, checked: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.starter = starter
        self.setChecked(checked)
        self.setAccessibleName(starter.question)
        self.setAccessibleDescription(_(", ").join(part for part in (starter.why, f"Alt+{number}") if part))
        self.setToolTip(tooltip_text(starter.why))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        label = TextLabel(starter.question, "body_large", parent=self, wrap=True, max_lines=_MOST_LINES)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(mirrored_margins(self, metrics.CHECKBOX + _TICK_GAP, 4, 0, 4))
        row.addWidget(label)
        focus_frame.attach(self, metrics.RADIUS_CHECKBOX)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return QSize(0, 0) if layout is None else QSize(0, layout.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        p = theme.palette
        painter = QPainter(self)
        side = metrics.CHECKBOX
        left = self.width() - side if self.isRightToLeft() else 0
        square = QRectF(left, 4 + (theme.line_height("body_large") - side) / 2, side, side)
        if not self.isChecked():
            fill = p.pressed if self.isDown() else p.field
            edge = p.text3 if self.underMouse() else p.control_border
            box(painter, square, metrics.RADIUS_CHECKBOX, fill=fill, line=edge)
            return
        fill = p.accent_pressed if self.isDown() else p.accent_hover if self.underMouse() else p.accent
        box(painter, square, metrics.RADIUS_CHECKBOX, fill=fill)
        icons.paint(painter, "check", p.on_accent, square.adjusted(3, 3, -3, -3))


class Event(QWidget):
    """Something going on in their life, and what to say about it."""

    def __init__(self, view: LifeEventView, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = view.icon
        column = QVBoxLayout(self)
        column.setContentsMargins(mirrored_margins(self, 47, 13, 16, 11))
        column.setSpacing(2)
        column.addWidget(TextLabel(view.title, "life_title", parent=self, wrap=True, max_lines=3))
        if view.note:
            column.addWidget(TextLabel(view.note, "body", "text2", self, wrap=True, max_lines=_MOST_LINES))

    def paintEvent(self, event: QPaintEvent) -> None:
        p = themes.current().palette
        painter = QPainter(self)
        box(painter, QRectF(self.rect()), metrics.RADIUS_SHEET, fill=p.ember_tint, line=p.ember_line)
        side = metrics.ICON_LIFE
        mirrored = self.isRightToLeft()
        left = self.width() - 17 - side if mirrored else 17
        icons.paint(painter, self._icon, p.ember, QRectF(left, 14, side, side), mirrored=mirrored)


class Note(QWidget):
    """What to read before anything else: gentle mode, or away."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.addWidget(IconLabel("info", words, icon_role="text2", wrap=True, parent=self))

    def paintEvent(self, event: QPaintEvent) -> None:
        p = themes.current().palette
        box(QPainter(self), QRectF(self.rect()), metrics.RADIUS_SHEET, fill=p.sunken, line=p.hairline_raised)


def _line(words: QWidget, end: str, role: str, parent: QWidget) -> QWidget:
    """Words with a day at the end of their first line."""
    holder = QWidget(parent)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 3, 0, 3)
    row.setSpacing(12)
    row.addWidget(words, 1)
    if end:
        day = TextLabel(end, "small_strong", role, holder, alignment=Qt.AlignmentFlag.AlignTrailing)
        row.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
    return holder


def thread(view: ThreadView, parent: QWidget) -> QWidget:
    """A promise that is open between us."""
    words = IconLabel(
        "corner-down-right",
        "",
        icon_role="text2",
        icon_size=metrics.ICON_BUTTON_GLYPH,
        gap=7,
        wrap=True,
        max_lines=_MOST_LINES,
        parent=parent,
    )
    lead = (Run(view.lead + " ", weight=600),) if view.lead else ()
    words.set_runs(*lead, Run(view.text))
    return _line(words, view.due_words, _TONES[view.tone], parent)


def coming(view: ComingView, parent: QWidget) -> QWidget:
    """A date that comes."""
    words = TextLabel(view.words, "body", parent=parent, wrap=True, max_lines=_MOST_LINES)
    if view.noted:
        words.set_runs(Run(view.words + " "), Run(view.noted, role="text3", style="small"))
    end = view.day_words
    if view.how_far:
        end = _("{day}, {distance}").format(day=view.day_words, distance=view.how_far)
    return _line(words, end, "text3", parent)


class NoteField(TextArea):
    """One line for a note, which grows with what is typed; Return begins another line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            name=_("Note while you talk"),
            style="body",
            lines=1,
            most_lines=_MOST_NOTE,
            parent=parent,
        )
        self._set_margins()

    def _set_margins(self) -> None:
        before, after = 11 + metrics.ICON_BUTTON_GLYPH + 8, 10
        if self.isRightToLeft():
            before, after = after, before
        above = self._padding() // 2
        # Qt sets text at the foot of a line of fixed height: a pixel up, and it stands in the middle.
        self.setViewportMargins(before, above - 1, after, self._padding() - above + 1)

    def _padding(self) -> int:
        """Above and below the text together: with one line it is as high as any field."""
        theme = themes.current()
        return theme.scaled(metrics.FIELD) - theme.line_height("body")

    def _wanted(self) -> int:
        line = themes.current().line_height("body")
        content = round(self.document().size().height())
        return min(max(line, content), _MOST_NOTE * line) + self._padding()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LayoutDirectionChange, QEvent.Type.StyleChange):
            self._set_margins()

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Paint:
            return super().event(event)
        p = themes.current().palette
        painter = QPainter(self)
        pose = Pose.HOVER if self.underMouse() else Pose.REST
        field_frame(painter, QRectF(self.rect()), p, pose, has_focus=self.hasFocus())
        side, mirrored = metrics.ICON_BUTTON_GLYPH, self.isRightToLeft()
        left = self.width() - 11 - side if mirrored else 11
        first = themes.current().scaled(metrics.FIELD)
        icons.paint(painter, "pen-line", p.text3, QRectF(left, 0, side, first), mirrored=mirrored)
        if self.document().isEmpty():  # Qt would set the words higher than what is typed
            margins = self.viewportMargins()
            words = QRect(margins.left(), 0, self.viewport().width(), first)
            paint_line(painter, words, self.accessibleName(), "body", p.text3)
        return True
