"""The top of an organisation's page: the logo large and faint, its name, what is known of it, and its sponsors."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.i18n import _
from relmgr.services.organisations import Board
from ui.pages.people.card.parts import Held, mirrored_margins
from ui.theme import metrics
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.flow import FlowLayout
from ui.widgets.logo_tile import LogoTile
from ui.widgets.marks import IconLabel
from ui.widgets.portrait import PortraitSpec
from ui.widgets.text import TextLabel

_TILE = 104


class Head(Held):
    """Shows a board's organisation. The buttons are public: the page connects them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = LinkButton(
            _("All organisations"), icon="arrow-left", style="body", role="text2", parent=self
        )
        self.tile = LogoTile(_TILE, self)
        self._name = TextLabel("", "page_title", "text", self, wrap=True, max_lines=2)
        self._known = TextLabel("", "body", "text2", self, wrap=True)
        self._website = IconLabel(
            "globe", "", style="body", role="text2", icon_size=metrics.ICON_META, wrap=True
        )
        self._notes = TextLabel("", "body", "text2", self, wrap=True)
        self._note = IconLabel(
            "info", "", style="body_strong", role="text", icon_size=metrics.ICON_INLINE, wrap=True
        )
        self._fact = TextLabel("", "small", "text2", self, wrap=True)
        self.add = Button(_("Add a person"), icon="user-round-plus", parent=self)
        self.edit = Button(_("Edit"), icon="pencil", parent=self)
        self.listed = Button(_("Show in People"), icon="users-round", parent=self)
        self._twin = QWidget(self)
        self.merge = LinkButton(_("Make them one"), icon="merge", style="body", parent=self._twin)
        self._lay_out()

    def _lay_out(self) -> None:
        twin = QHBoxLayout(self._twin)
        twin.setContentsMargins(0, 0, 0, 0)
        twin.setSpacing(10)
        twin.addWidget(TextLabel(_("Another organisation has this name."), "body", "text2", self._twin))
        twin.addWidget(self.merge)
        twin.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._name)
        words.addWidget(self._known)
        words.addWidget(self._website)
        words.addWidget(self._notes)
        words.addSpacing(8)
        buttons = QWidget(self)
        flow = FlowLayout(buttons, gap=8)
        for button in (self.add, self.edit, self.listed):
            flow.addWidget(button)
        words.addWidget(buttons)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        column.addSpacing(12)
        column.addLayout(row)
        column.addSpacing(16)
        column.addWidget(self._twin)
        column.addWidget(self._note)
        under = QHBoxLayout()  # the fact stands under the sentence, not under its icon
        under.setContentsMargins(mirrored_margins(self, metrics.ICON_INLINE + 8, 0, 0, 0))
        under.addWidget(self._fact)
        column.addLayout(under)

    def show_board(self, board: Board, logo: PortraitSpec, *, has_twin: bool) -> None:
        """Show what is known of the organisation, and what is to be said of its sponsors."""
        given = board.organisation.input
        self.tile.show_spec(logo, _("Logo of {name}").format(name=given.name))
        self._name.setText(given.name)
        self._known.setText(board.people_words)
        self._website.set_text(given.website)
        self._website.setVisible(bool(given.website))
        self._notes.setText(given.notes)
        self._notes.setVisible(bool(given.notes))
        self._twin.setVisible(has_twin)
        self._note.setVisible(board.note is not None)
        self._fact.setVisible(board.note is not None)
        if board.note is not None:
            self._note.set_text(board.note.sentence)
            self._fact.setText(board.note.fact)
