"""On the card: the calm banner of a rough patch, and the first 30 days with somebody new (G5, G7)."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.i18n import _
from relmgr.services.card.mending_views import FirstDaysView, FirstStepView, RoughView
from ui import icons
from ui import theme as themes
from ui.pages.people.card.left import MOST_LINES
from ui.pages.people.card.parts import Block, Held, PressRow, clear, mirrored_margins
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.buttons import Button, Kind, LinkButton, Size
from ui.widgets.painting import box
from ui.widgets.sections import EmptyLine
from ui.widgets.text import TextLabel

_THROUGH = Qt.WidgetAttribute.WA_TransparentForMouseEvents


class _Patch(PressRow):
    """The words of it; a press opens its story."""

    def __init__(self, view: RoughView, parent: QWidget) -> None:
        super().__init__(view.words, parent)
        self.row.setContentsMargins(mirrored_margins(self, 47, 12, 16, 12))
        column = QVBoxLayout()
        column.setSpacing(2)
        lines = [(view.title, "life_title", "text"), (view.waits, "body", "text")]
        lines += [(view.next_step, "body", "text2"), (view.question, "body", "text2")]
        for words, style, role in lines:
            if words:
                label = TextLabel(words, style, role, self, wrap=True, max_lines=MOST_LINES)
                label.setAttribute(_THROUGH)
                column.addWidget(label)
        self.answers = QHBoxLayout()
        self.answers.setContentsMargins(0, 4, 0, 0)
        self.answers.setSpacing(16)
        column.addLayout(self.answers)
        self.row.addLayout(column, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), themes.current().palette
        box(
            painter,
            QRectF(self.rect()),
            metrics.RADIUS_SHEET,
            fill=palette.sunken,
            line=palette.hairline,
        )
        side = metrics.ICON_LIFE
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - 16 - side if mirrored else 16
        icons.paint(painter, "handshake", palette.text2, QRectF(left, 13, side, side), mirrored=mirrored)
        if self.hasFocus() and focus_frame.is_by_keyboard():
            ring = QRectF(self.rect()).adjusted(3, 3, -3, -3)
            box(painter, ring, 9, line=palette.focus, width=metrics.FOCUS_RING)


class Rough(Held):
    """The banner above Right now; absent where all is well. Neither red nor urgent: somebody waits, that is all."""

    opened = Signal(int)
    answered = Signal(int)
    step_done = Signal(int)
    felt_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: RoughView | None = None

    def show_patch(self, view: RoughView | None) -> None:
        """Show it, or nothing."""
        self.setVisible(view is not None)
        if view == self._shown:
            return
        self._shown = view
        clear(self._column)
        if view is None:
            return
        patch, number = _Patch(view, self), int(view.id)
        patch.clicked.connect(lambda _checked=False: self.opened.emit(number))
        for words, name, signal in (
            (_("Answered") if view.waits else "", view.waits, self.answered),
            (_("Step taken") if view.has_step else "", view.next_step, self.step_done),
            (_("Note what you heard") if view.question else "", view.question, self.felt_asked),
        ):
            if words:
                link = LinkButton(
                    words, icon="check" if signal is not self.felt_asked else "plus", parent=patch
                )
                link.setAccessibleName(_("{question} {answer}").format(question=name, answer=words))
                link.clicked.connect(lambda _checked=False, asked=signal: asked.emit(number))
                patch.answers.addWidget(link)
        patch.answers.addStretch(1)
        self._column.addWidget(patch)

    def forget(self) -> None:
        """Build anew next time."""
        self._shown = None
        clear(self._column)


class FirstDays(Block):
    """The list of a beginning; what is known already stands ticked, and nothing presses."""

    start_asked = Signal()
    opened = Signal(int)
    ticked = Signal(int, bool)
    """A step, and whether it is done now."""
    delivered = Signal()
    more_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("First 30 days"), parent)
        self.more = Button(_("More"), Kind.GHOST, chevron=True, size=Size.SMALL, parent=self)
        self.more.setAccessibleName(_("More about the first 30 days"))
        self.more.clicked.connect(lambda _checked=False: self.more_pressed.emit())
        self.heading.add(self.more)

    def show_days(self, view: FirstDaysView | None) -> bool:
        """Show the steps, or in one quiet line (False) the offer or that it is over."""
        has_steps = view is not None and bool(view.note)
        self.heading.setVisible(has_steps)
        self.heading.set_note(view.note if view is not None else "")
        if not self.is_news(view) or view is None:
            return has_steps
        if not has_steps:
            self._build_line(view)
            return False
        self.body.addSpacing(6)
        for step in view.steps:
            self.body.addWidget(self._row(step))
        if not view.steps:
            self.body.addWidget(TextLabel(_("No steps: add one, or let it be."), "body", "text3", self))
        if view.delivered:
            self.body.addSpacing(4)
            asked = EmptyLine("", view.delivered, self)
            asked.link.clicked.connect(lambda _checked=False: self.delivered.emit())
            self.body.addWidget(asked)
        return True

    def _build_line(self, view: FirstDaysView) -> None:
        self.body.addSpacing(10)
        if view.offer:
            start = LinkButton(view.offer, icon="plus", style="body", parent=self)
            start.setToolTip(_("A short list of what makes a good beginning; leave it out as you like"))
            start.clicked.connect(lambda _checked=False: self.start_asked.emit())
            self.body.addWidget(start)
        else:
            self.body.addWidget(TextLabel(view.last_words, "body", "text3", self, wrap=True))

    def _row(self, step: FirstStepView) -> PressRow:
        state = _("done") if step.is_done else _("known already") if step.is_settled else _("open")
        row = _StepRow(step, f"{step.text}, {state}. {step.details}", self)
        number = int(step.id)
        row.clicked.connect(lambda _checked=False: self.opened.emit(number))
        if not step.is_settled:
            row.add_action("check", _("Done today"), lambda: self.ticked.emit(number, True))
        elif step.is_done:
            row.add_action("undo-2", _("Not done yet"), lambda: self.ticked.emit(number, False))
        return row


class _StepRow(PressRow):
    """A step with a ring before it: a check where it is settled, dashes while it is open."""

    def __init__(self, step: FirstStepView, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self._is_settled = step.is_settled
        self.row.setContentsMargins(mirrored_margins(self, metrics.ICON_ROW + 11, 4, 0, 6))
        words = QVBoxLayout()
        words.setSpacing(1)
        for shown, style, role in (
            (step.text, "body_strong", "text3" if step.is_settled else "text"),
            (step.details, "small", "text3"),
        ):
            if shown:
                label = TextLabel(shown, style, role, self, wrap=True, max_lines=MOST_LINES)
                label.setAttribute(_THROUGH)
                words.addWidget(label)
        self.row.addLayout(words, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        palette, side = themes.current().palette, metrics.ICON_ROW
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - side if mirrored else 0
        name = "circle-check" if self._is_settled else "circle-dashed"
        colour = palette.accent_text if self._is_settled else palette.text3
        icons.paint(QPainter(self), name, colour, QRectF(left, 6, side, side))
