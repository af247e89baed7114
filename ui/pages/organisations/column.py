"""A column of the board: a role toward me, and the cards of those who have it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from relmgr.domain.kinds import RoleTowardMe
from relmgr.domain.roles import column_words
from relmgr.i18n import _
from ui import theme as themes
from ui.pages.organisations.person_card import MIME, PersonCard
from ui.pages.people.card.parts import Held
from ui.theme import metrics
from ui.widgets.painting import box
from ui.widgets.text import TextLabel


class RoleColumn(Held):
    """Heading, count, meaning, cards. `taken` gives the affiliation of a card that was dropped here."""

    taken = Signal(int)

    def __init__(self, role: RoleTowardMe | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.role = role
        self.cards: tuple[PersonCard, ...] = ()
        self._is_over = False
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        heading, meaning = column_words(role)
        self.heading = heading
        self._title = TextLabel(heading, "body_strong", "text", self)
        self._count = TextLabel("", "small", "text3", self)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        self._none = TextLabel(_("Nobody yet"), "small", "text3", self)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        self._meaning = TextLabel(meaning, "small", "text3", self, wrap=True)
        column.addWidget(self._meaning)
        column.addSpacing(8)
        column.addLayout(self._column)
        column.addWidget(self._none)
        column.addStretch(1)
        self.setAccessibleName(heading)

    def show_cards(self, cards: Sequence[PersonCard]) -> None:
        """Show `cards` instead of those before."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = tuple(cards)
        for card in cards:
            self._column.addWidget(card)
            card.show()
        self._count.setText(str(len(cards)) if cards else "")
        self._none.setVisible(not cards)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(False)
        event.acceptProposedAction()
        self.taken.emit(int(bytes(event.mimeData().data(MIME).data())))

    def _mark(self, on: bool) -> None:
        self._is_over = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_over:
            palette = themes.current().palette
            around = QRectF(self.rect()).adjusted(0, self._meaning.geometry().bottom() + 5, 0, 0)
            box(QPainter(self), around, metrics.RADIUS_SHEET, fill=palette.accent_tint, line=palette.accent)
