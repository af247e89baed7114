"""The one calm notice on a card: what happened and when, and three human ways on (D2)."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmgr.i18n import _
from relmgr.services.card.deep_views import NoticeView
from ui import theme as themes
from ui.pages.people.card.parts import Held
from ui.theme import metrics
from ui.widgets.buttons import Button, Kind, Size
from ui.widgets.flow import FlowLayout
from ui.widgets.marks import IconLabel
from ui.widgets.mirroring import mirrored_margins
from ui.widgets.painting import box
from ui.widgets.text import TextLabel


class Notice(Held):
    """Facts without a verdict. It is absent where there is none, or it was put away or off."""

    call_asked = Signal()
    question_asked = Signal()
    wait_asked = Signal(QWidget)
    """With the button to open the menu of days under."""
    away_asked = Signal()
    """It is to be put away, with a reason."""
    evidence_asked = Signal()
    rough_asked = Signal()
    """It is more than signs: what went wrong is to be written down (G5)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Worth a word"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(0)
        self._title = IconLabel(
            "message-circle", "", style="body_strong", icon_size=metrics.ICON_BUTTON_GLYPH, gap=9, parent=self
        )
        self.facts = TextLabel("", "body", "text2", self, wrap=True)
        self.facts.setContentsMargins(mirrored_margins(self, metrics.ICON_BUTTON_GLYPH + 9, 0, 0, 0))
        column.addWidget(self._title)
        column.addSpacing(2)
        column.addWidget(self.facts)
        column.addSpacing(10)
        column.addWidget(self._options())
        self.view: NoticeView | None = None

    def _options(self) -> QWidget:
        """Three human ways on, then what is for the notice itself (D2)."""
        holder = Held(self)
        line = FlowLayout(holder, gap=8, line_gap=8)
        self.call = Button(_("Call"), icon="phone-outgoing", size=Size.SMALL, parent=holder)
        self.ask = Button(_("Ask next time…"), icon="message-circle-plus", size=Size.SMALL, parent=holder)
        self.wait = Button(_("Wait"), icon="hourglass", size=Size.SMALL, chevron=True, parent=holder)
        self.put_away = Button(_("Put away…"), Kind.GHOST, size=Size.SMALL, parent=holder)
        self.rough = Button(_("It is a rough patch…"), Kind.GHOST, size=Size.SMALL, parent=holder)
        self.evidence = Button(_("What it rests on"), Kind.GHOST, size=Size.SMALL, parent=holder)
        self.call.clicked.connect(lambda _checked=False: self.call_asked.emit())
        self.ask.clicked.connect(lambda _checked=False: self.question_asked.emit())
        self.wait.clicked.connect(lambda _checked=False: self.wait_asked.emit(self.wait))
        self.put_away.clicked.connect(lambda _checked=False: self.away_asked.emit())
        self.rough.clicked.connect(lambda _checked=False: self.rough_asked.emit())
        self.evidence.clicked.connect(lambda _checked=False: self.evidence_asked.emit())
        for button in (self.call, self.ask, self.wait, self.rough, self.put_away, self.evidence):
            line.addWidget(button)
        return holder

    def show_notice(self, view: NoticeView | None) -> None:
        """Show `view`, or nothing."""
        self.view = view
        self.setVisible(view is not None)
        if view is None:
            return
        self._title.set_text(view.title)
        self.facts.setText(view.facts)
        self.setAccessibleDescription(view.facts)
        for button in (self.call, self.ask, self.wait, self.put_away):
            button.setAccessibleDescription(view.title)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box(
            painter,
            QRectF(self.rect()),
            metrics.RADIUS_SHEET,
            fill=palette.sunken,
            line=palette.hairline,
        )
