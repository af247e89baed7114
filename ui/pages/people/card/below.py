"""Under the fold of the card: expectations both ways and depth."""

from math import ceil

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from relmgr.domain.kinds import Direction, Sign, SignState
from relmgr.i18n import _
from relmgr.services.card.deep_views import SignView
from relmgr.services.card.views import CardMiddle, ExpectationView
from ui import theme as themes
from ui.pages.people.card.left import MOST_LINES
from ui.pages.people.card.parts import (
    Block,
    Gap,
    Held,
    Part,
    PressRow,
    RevealedButton,
    mirrored_margins,
)
from ui.theme import metrics
from ui.widgets.buttons import Button, IconButton, Kind, LinkButton, Size
from ui.widgets.chips import StatusChip
from ui.widgets.marks import IconLabel, paint_sign_state, standing_role, trend_icon
from ui.widgets.sections import EmptyLine, Hairline
from ui.widgets.text import TextLabel, isolate, text_width

_GAP = 32


class Expectations(Block):
    """What they expect of me, and I of them."""

    opened = Signal(int)
    add_asked = Signal(Direction)
    more_asked = Signal()
    """The sheet of what was agreed, the quick forms and updates are asked for, at `more`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Expectations"), parent)
        self.more = IconButton("ellipsis", _("More about expectations"), parent=self)
        self.more.clicked.connect(lambda _checked=False: self.more_asked.emit())
        self.add = Button(_("Add"), Kind.GHOST, icon="plus", size=Size.SMALL, parent=self)
        self.add.clicked.connect(lambda _checked=False: self.add_asked.emit(Direction.OF_ME))
        self.heading.add(self.more)
        self.heading.add(self.add)
        self._columns: QBoxLayout | None = None
        self._direction = QBoxLayout.Direction.LeftToRight

    def stack(self, stacked: bool) -> None:
        """Put the two sides under each other, or beside each other."""
        direction = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self._direction = direction
        if self._columns is not None:
            self._columns.setDirection(direction)

    def show_expectations(
        self,
        first_name: str,
        note: str,
        of_me: tuple[ExpectationView, ...],
        of_them: tuple[ExpectationView, ...],
    ) -> None:
        """Show both sides, two columns."""
        self.heading.set_note(note)
        if not self.differs((first_name, of_me, of_them)):
            return
        if not (of_me or of_them):
            self.keep_rows()
            self.rows.show([(Gap, 8), (_Invitation, first_name)])
            return
        self.start_over()
        columns = self._columns = QBoxLayout(self._direction)
        columns.setContentsMargins(0, 8, 0, 0)
        columns.setSpacing(_GAP)
        for direction, title, views in (
            (Direction.OF_ME, _("What {name} expects of me"), of_me),
            (Direction.OF_THEM, _("What I expect of {name}"), of_them),
        ):
            columns.addLayout(self._side(direction, title.format(name=first_name), views), 1)
        self.body.addLayout(columns)

    def _side(self, direction: Direction, title: str, views: tuple[ExpectationView, ...]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        icon = "arrow-down-left" if direction is Direction.OF_ME else "arrow-up-right"
        column.addWidget(
            IconLabel(
                icon, title, style="small_strong", role="text2", icon_size=metrics.ICON_INLINE, parent=self
            )
        )
        column.addSpacing(4)
        for number, view in enumerate(views):
            if number:
                column.addWidget(Hairline(parent=self))
            column.addWidget(self._row(view))
        if not views:
            empty = EmptyLine("", _("Write the first one"), self)
            empty.link.clicked.connect(lambda _checked=False: self.add_asked.emit(direction))
            column.addSpacing(6)
            column.addWidget(empty)
        column.addStretch(1)
        return column

    def _row(self, view: ExpectationView) -> QWidget:
        row = PressRow(f"{view.statement}. {view.agreed} {view.hoped} {view.due_words}", self)
        row.row.setContentsMargins(0, 10, 0, 12)
        row.row.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(12)
        statement = TextLabel(view.statement, "body_strong", parent=row, wrap=True, max_lines=MOST_LINES)
        top.addWidget(statement, 1, Qt.AlignmentFlag.AlignTop)
        top.addWidget(StatusChip(view.status, row), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addSpacing(4)
        for word, text, agreed in ((_("Agreed"), view.agreed, True), (_("Hoped"), view.hoped, False)):
            if text:
                column.addWidget(_ScopeLine(word, text, agreed=agreed, parent=row))
        column.addSpacing(2)
        due = IconLabel(
            "calendar",
            view.due_words,
            style="small",
            role="text2",
            icon_role="text3",
            icon_size=metrics.ICON_INLINE,
            gap=7,
            parent=row,
        )
        column.addWidget(due)
        row.row.addLayout(column, 1)
        number = int(view.id)
        row.clicked.connect(lambda _checked=False: self.opened.emit(number))
        return row


class _Invitation(TextLabel):
    """What to ask oneself where nothing is written down."""

    def __init__(self, _block: Expectations, parent: QWidget) -> None:
        super().__init__("", "body_large", "text2", parent, wrap=True)

    def fill(self, first_name: str) -> None:
        """Ask it of this person."""
        words = _("What does {name} hope for that nobody has said out loud? One line is enough.")
        self.setText(words.format(name=isolate(first_name)))


class _ScopeLine(Held):
    """ "Agreed" with a full dot, "Hoped" with a dashed ring."""

    def __init__(self, word: str, text: str, *, agreed: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._agreed = agreed
        line = QHBoxLayout(self)
        line.setContentsMargins(mirrored_margins(self, 15, 1, 0, 1))
        line.setSpacing(8)
        label = TextLabel(word, "small", "text3", self)
        widest = max(text_width(each, "small") for each in (_("Agreed"), _("Hoped")))
        label.setFixedWidth(max(themes.current().scaled(46), ceil(widest)))
        line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(TextLabel(text, "small", "text2", self, wrap=True, max_lines=MOST_LINES), 1)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - 8 if mirrored else 0
        middle = 1 + themes.current().line_height("small") / 2
        spot = QRectF(left + 0.5, middle - 3, 7, 7)
        if self._agreed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.accent)
        else:
            pen = painter.pen()
            pen.setColor(palette.unspoken_line)
            pen.setDashPattern([1.6, 1.4])
            painter.setPen(pen)
        painter.drawEllipse(spot)


class Depth(Block):
    """The eight signs, each with its evidence; hovering one lights its piece of the portrait."""

    hovered = Signal(int)
    """The number of the piece, or -1."""
    opened = Signal(object)
    """The SignView whose evidence is asked for."""
    standing_pressed = Signal()
    add_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Depth"), parent)
        self.overall = LinkButton("", icon="arrow-right", parent=self)
        self.overall.clicked.connect(lambda _checked=False: self.standing_pressed.emit())
        self.add = RevealedButton("plus", _("Note a moment"), self)
        self.add.clicked.connect(lambda _checked=False: self.add_pressed.emit())
        self.heading.add(self.add)
        self.heading.add(self.overall)
        self.signs: _Signs | None = None
        self._is_stacked = False

    def stack(self, stacked: bool) -> None:
        """Put the signs in one column, or in two."""
        self._is_stacked = stacked
        if self.signs is not None:
            self.signs.stack(stacked)

    def forget(self) -> None:
        """Make the signs anew next time."""
        self.signs = None
        super().forget()

    def enterEvent(self, event: QEvent) -> None:
        super().enterEvent(event)
        self.add.reveal(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.add.reveal(False)

    def show_depth(self, view: CardMiddle) -> None:
        """Show the signs in two columns read across, under the user's own word if there is one."""
        head, signs, word = view.person, view.signs, view.overruling
        self.heading.set_note(view.depth_words)
        if not self.differs((head.standing, head.trend, view.depth_standing_words, signs, word)):
            return
        self.overall.role = standing_role(head.standing)
        self.overall.icon_name = trend_icon(head.trend) if word is None else "pencil"
        self.overall.set_text(view.depth_standing_words)
        self.overall.update()
        self.overall.setAccessibleName(
            _("{standing}. What it rests on").format(standing=view.depth_standing_words)
        )
        said: list[Part] = []
        if word is not None:
            words = _("{said}. {computed}.").format(said=word.said, computed=word.computed_words)
            said = [(Gap, 6), (_Said, words)]
        self.rows.show([*said, (_Signs, (signs, self._is_stacked))])


class _Said(TextLabel):
    """The user's own word, above what is computed."""

    def __init__(self, _block: Depth, parent: QWidget) -> None:
        super().__init__("", "body", "text2", parent, wrap=True)

    def fill(self, words: str) -> None:
        """Say it."""
        self.setText(words)


class _Signs(Held):
    """The eight signs in one column, or in two."""

    def __init__(self, block: Depth, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 8, 0, 0)
        self._grid.setVerticalSpacing(0)
        self._rows = [_SignRow(block, self) for _sign in Sign]
        self._is_stacked: bool | None = None
        block.signs = self

    def fill(self, view: tuple[tuple[SignView, ...], bool]) -> None:
        """Show how each stands."""
        signs, is_stacked = view
        for row, sign in zip(self._rows, signs, strict=True):
            row.fill(sign)
        self.stack(is_stacked)

    def stack(self, is_stacked: bool) -> None:
        """In one column, or in two."""
        if is_stacked == self._is_stacked:
            return
        self._is_stacked = is_stacked
        columns = 1 if is_stacked else 2
        for number, row in enumerate(self._rows):
            self._grid.addWidget(row, number // columns, number % columns)
        self._grid.setHorizontalSpacing(_GAP if columns == 2 else 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)


class _SignRow(PressRow):
    """One sign: state, words, evidence. A press opens the evidence, or notes the first."""

    hovered = Signal(int)

    def __init__(self, block: Depth, parent: QWidget) -> None:
        super().__init__("", parent)
        self._view: SignView | None = None
        self.setFixedHeight(themes.current().scaled(34))
        self.row.setContentsMargins(mirrored_margins(self, metrics.ICON_ROW + 11, 0, 0, 0))
        self.row.setSpacing(8)
        self._words = TextLabel("", "body_large", "text", self)
        self._evidence = TextLabel("", "small", "text3", self)
        for label, stretch in ((self._words, 1), (self._evidence, 0)):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.row.addWidget(label, stretch)
        self.hovered.connect(block.hovered)
        self.clicked.connect(lambda _checked=False: block.opened.emit(self._view))

    def fill(self, view: SignView) -> None:
        """Say how it stands."""
        self._view = view
        self.setAccessibleName(f"{view.words}, {view.evidence}")
        self._words.set_role("text3" if view.shown_as is SignState.NOT_SEEN else "text")
        self._words.setText(view.words)
        self._evidence.setText(view.evidence)
        self.update()

    def enterEvent(self, event: QEvent) -> None:
        super().enterEvent(event)
        if self._view is not None:
            self.hovered.emit(list(Sign).index(self._view.sign))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = metrics.ICON_ROW
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - side if mirrored else 0
        spot = QRectF(left, (self.height() - side) / 2, side, side)
        if self._view is not None:
            paint_sign_state(QPainter(self), spot, self._view.shown_as, themes.current())
