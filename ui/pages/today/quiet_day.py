"""The empty Today: three people and a reason to write to them for no reason (DESIGN §5, today-empty)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from relmgr.i18n import _
from relmgr.services.today import QuietWish
from ui import theme as themes
from ui.widgets.buttons import Button, Size
from ui.widgets.portrait import PortraitSpec, PortraitWidget
from ui.widgets.sections import Sheet
from ui.widgets.text import TextLabel

CARD = 236
PORTRAIT = 104
_GAP = 16
_ABOVE = 71
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class WishCard(Sheet):
    """One person, what comes to mind, and Open."""

    open_asked = Signal(int)

    def __init__(self, wish: QuietWish, portrait: PortraitSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=0)
        self.wish = wish
        self.setObjectName("wish_card")
        self.setAccessibleName(_(", ").join((wish.person.name, wish.words)))
        self.setFixedWidth(themes.current().scaled(CARD))
        column = self.column
        column.setContentsMargins(16, 24, 16, 20)
        column.addWidget(PortraitWidget(portrait, PORTRAIT, self, description=wish.person.name), 0, _CENTRE)
        column.addSpacing(14)
        column.addWidget(TextLabel(wish.person.name, "section", "text", self, alignment=_CENTRE))
        column.addSpacing(2)
        column.addWidget(
            TextLabel(wish.words, "small", "text3", self, wrap=True, max_lines=2, alignment=_CENTRE)
        )
        column.addStretch(1)
        column.addSpacing(12)
        self.open = Button(_("Open"), size=Size.SMALL, parent=self)
        self.open.setAccessibleName(_("Open {name}").format(name=wish.person.name))
        self.open.clicked.connect(lambda _checked=False: self.open_asked.emit(wish.person.id))
        column.addWidget(self.open, 0, _CENTRE)


class QuietDay(QWidget):
    """A heading, a sentence, and up to three cards side by side."""

    open_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.cards: list[WishCard] = []
        title = TextLabel(
            _("A good day to write to someone for no reason"), "column_title", "text", self, alignment=_CENTRE
        )
        sentence = TextLabel(
            _("Nothing is owed on either side. That is what makes it a present."),
            "body",
            "text2",
            self,
            alignment=_CENTRE,
        )
        self._row = QHBoxLayout()
        self._row.setSpacing(_GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, _ABOVE, 0, 0)
        column.setSpacing(0)
        column.addWidget(title)
        column.addSpacing(5)
        column.addWidget(sentence)
        column.addSpacing(28)
        column.addLayout(self._row)
        self._row.addStretch(1)
        self._row.addStretch(1)

    def show_wishes(self, wishes: tuple[tuple[QuietWish, PortraitSpec], ...]) -> None:
        """Show these people, made anew where they are others or have changed."""
        if [card.wish for card in self.cards] == [wish for wish, _spec in wishes]:
            return
        for card in self.cards:
            self._row.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for wish, spec in wishes:
            card = WishCard(wish, spec, self)
            card.open_asked.connect(self.open_asked)
            self.cards.append(card)
            self._row.insertWidget(len(self.cards), card)
            card.show()
