"""The first face of all: what the portrait means, and three ways to begin (picture first-run)."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from relmgr.i18n import _, pgettext
from ui import icons
from ui import theme as themes
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.buttons import LinkButton
from ui.widgets.marks import IconLabel
from ui.widgets.painting import box, hairline
from ui.widgets.portrait import PortraitSpec, PortraitWidget
from ui.widgets.scroll import ScrollPage
from ui.widgets.text import TextLabel, paint_line

_LEFT = 520
_CHOICES = 608
_EDGE = 72
_LEFT_FROM = 1120
_DESIGNED_HEIGHT = 800
_CHOICE_HEIGHT = 72


class ChoiceButton(QAbstractButton):
    """One way to begin: icon, title, what it means, and a chevron."""

    def __init__(self, icon: str, title: str, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._note = note
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(themes.current().scaled(_CHOICES), themes.current().scaled(_CHOICE_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QEvent) -> None:
        focus_frame.note_focus(event)  # type: ignore[arg-type]  # Qt hands a QFocusEvent
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        palette = theme.palette
        painter = QPainter(self)
        fill = palette.pressed if self.isDown() else palette.hover if self.underMouse() else palette.surface
        line, width = (palette.focus, 2.0) if self.hasFocus() else (palette.hairline_strong, 1.0)
        box(painter, QRectF(self.rect()), metrics.RADIUS_SHEET, fill=fill, line=line, width=width)
        mirrored = self.isRightToLeft()
        painter.setLayoutDirection(self.layoutDirection())

        def at(start: float, size: float) -> float:
            return self.width() - start - size if mirrored else start

        icons.paint(painter, self._icon, palette.accent, QRectF(at(17, 22), 0, 22, self.height()))
        chevron = QRectF(self.width() - at(16, 18) - 18, 0, 18, self.height())
        icons.paint(painter, "chevron-right", palette.text3, chevron, mirrored=mirrored)
        first, second = theme.line_height("section"), theme.line_height("body")
        top = (self.height() - first - second) // 2
        room = self.width() - 55 - 44
        left = round(at(55, room))
        paint_line(painter, QRect(left, top, room, first), self.text(), "section", palette.text)
        paint_line(painter, QRect(left, top + first, room, second), self._note, "body", palette.text2)


class _Metaphor(QWidget):
    """Three portraits, from a stranger before a whole logo to a friend whose logo is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_LEFT)
        specs = (
            (
                _("Getting to know"),
                PortraitSpec(
                    initials="美咲",
                    person_colour=8,
                    company_colour=1,
                    monogram="K",
                    signs=(1, 1, 0.5, 1, 0, 0, 1, 1),
                ),
                QRect(62, 144, 172, 172),
            ),
            (
                pgettext("how well we know each other", "Close"),
                PortraitSpec(
                    initials="MJ", person_colour=0, company_colour=0, monogram="F", signs=(1.0,) * 8
                ),
                QRect(264, 290, 228, 228),
            ),
            (
                _("Just met"),
                PortraitSpec(initials="KB", person_colour=1, company_colour=0, monogram="A"),
                QRect(74, 470, 132, 132),
            ),
        )
        self._parts = []
        for words, spec, place in specs:
            portrait = PortraitWidget(spec, place.width(), self, surface="canvas", description=words)
            caption = TextLabel(words, "body", "text3", self)
            self._parts.append((portrait, caption, place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        down = max(-120, (self.height() - _DESIGNED_HEIGHT) // 2)
        for portrait, caption, place in self._parts:
            shown = place.translated(0, down)
            if self.isRightToLeft():
                shown.moveLeft(self.width() - place.x() - place.width())
            portrait.setGeometry(shown)
            width = caption.natural_width()
            middle = shown.x() + round(shown.width() * (0.39 if self.isRightToLeft() else 0.61))
            caption.setGeometry(middle - width // 2, shown.bottom() + 11, width, caption.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.canvas)
        at = 0 if self.isRightToLeft() else self.width() - 1
        hairline(painter, palette.hairline, (at, 0), (at, self.height()))


class ChoiceFace(QWidget):
    """Three choices: import, start empty, look around."""

    import_asked = Signal()
    empty_asked = Signal()
    sample_asked = Signal()
    restore_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metaphor = _Metaphor()
        self.import_choice = ChoiceButton(
            "users-round",
            _("Import my contacts"),
            _("From a vCard, CSV or other file. You see every change before it happens."),
        )
        self.empty_choice = ChoiceButton(
            "user-round-plus", _("Start empty"), _("Add the first person yourself. It takes a minute.")
        )
        self.sample_choice = ChoiceButton(
            "map",
            _("Look around with sample people"),
            _("Thirteen made-up people. Remove them with one click."),
        )
        self.import_choice.clicked.connect(self.import_asked)
        self.empty_choice.clicked.connect(self.empty_asked)
        self.sample_choice.clicked.connect(self.sample_asked)
        self.restore_link = LinkButton(_("I have a backup"), icon="history")
        self.restore_link.clicked.connect(lambda _checked=False: self.restore_asked.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._metaphor)
        scroll = ScrollPage(self._right())
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(scroll, 1)

    def _right(self) -> QWidget:
        holder = QWidget()  # bounds the width; bounding each text would measure its height at the full width
        holder.setMaximumWidth(themes.current().scaled(_CHOICES))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 24, 0, 24)
        column.setSpacing(0)
        hero = TextLabel(_("Be the person,\nnot the logo."), "hero", "text", wrap=True)
        lead = TextLabel(
            _(
                "Behind every project is someone with a family, a home and bills to pay.\n"
                "Relmgr helps you remember them."
            ),
            "lead",
            "text2",
            wrap=True,
        )
        lock = IconLabel(
            "lock",
            _("Everything stays on this computer, encrypted. No account, no cloud."),
            role="text3",
            icon_role="text3",
            icon_size=metrics.ICON_INLINE,
            gap=8,
            wrap=True,
        )
        column.addStretch(101)
        for widget, after in (
            (hero, 10),
            (lead, 29),
            (self.import_choice, 10),
            (self.empty_choice, 10),
            (self.sample_choice, 16),
            (lock, 0),
        ):
            column.addWidget(widget)
            column.addSpacing(after)
            if widget is self.sample_choice:
                column.addWidget(self.restore_link, 0, Qt.AlignmentFlag.AlignLeading)
                column.addSpacing(12)
        column.addStretch(193)
        right = QWidget()
        row = QHBoxLayout(right)
        row.setContentsMargins(_EDGE, 0, _EDGE, 0)
        row.addWidget(holder, 1)
        row.addStretch(0)
        return right

    def first_focus(self) -> QWidget:
        """The choice most people take."""
        return self.import_choice

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._metaphor.setVisible(self.width() >= themes.current().scaled(_LEFT_FROM))
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), themes.current().palette.surface)
