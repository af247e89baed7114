"""Give and take on the card: what I gave, advice, feedback both ways; rows of any kind, in groups (G2, G3, G4)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from relmgr.i18n import _, ngettext
from relmgr.services.card.giving_views import GiveTakeView, TakeAction, TakeGroup, TakeRow
from ui.pages.people.card.left import MOST_LINES
from ui.pages.people.card.parts import Block, Gap, PressRow
from ui.theme import metrics
from ui.widgets.buttons import Button, Kind, LinkButton, Size
from ui.widgets.marks import IconLabel
from ui.widgets.text import TextLabel, isolate

_GAP = 32
_SHOWN = 3
_THROUGH = Qt.WidgetAttribute.WA_TransparentForMouseEvents


def action_words(action: TakeAction) -> str:
    """What can be said done on a row."""
    return {
        TakeAction.GIVEN: _("Given today"),
        TakeAction.ASKED: _("Asked today"),
        TakeAction.THANKED: _("Thanked today"),
        TakeAction.CHANGED: _("Changed today"),
        TakeAction.TOLD: _("Told today"),
    }[action]


class GiveAndTake(Block):
    """The groups in two columns; the first three rows of each, the others on demand."""

    opened = Signal(str, int)
    """The source and id of a row."""
    done = Signal(str, int, TakeAction)
    first_wanted = Signal()
    add_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Give and take"), parent)
        self.add = Button(_("Add"), Kind.GHOST, icon="plus", size=Size.SMALL, parent=self)
        self.add.clicked.connect(lambda _checked=False: self.add_pressed.emit())
        self.heading.add(self.add)
        self._columns: QBoxLayout | None = None
        self._direction = QBoxLayout.Direction.LeftToRight
        self._whole: set[str] = set()
        self._view: tuple[str, GiveTakeView] = ("", GiveTakeView())

    def stack(self, stacked: bool) -> None:
        """Put the columns under each other, or beside each other."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._direction = down if stacked else across
        if self._columns is not None:
            self._columns.setDirection(self._direction)

    def show_view(self, first_name: str, view: GiveTakeView) -> bool:
        """Show it; where nothing is known (False), one quiet line that asks for the first."""
        self.heading.setVisible(bool(view.groups))
        if self.differs((first_name, view)):
            self._whole = set()
            self._view = (first_name, view)
            self._columns = None
            if view.groups:
                self.start_over()
                self._build()
            else:
                self.keep_rows()
                self.rows.show([(Gap, 10), (_First, first_name)])
        return bool(view.groups)

    def _build(self) -> None:
        _first_name, view = self._view
        columns = self._columns = QBoxLayout(self._direction)
        columns.setContentsMargins(0, 8, 0, 0)
        columns.setSpacing(_GAP)
        for first in (0, 1):
            side = QVBoxLayout()
            side.setSpacing(0)
            for number, group in enumerate(view.groups[first::2]):
                if number:
                    side.addSpacing(12)
                self._add_group(side, group)
            side.addStretch(1)
            columns.addLayout(side, 1)
        self.body.addLayout(columns)

    def _add_group(self, side: QVBoxLayout, group: TakeGroup) -> None:
        side.addWidget(
            IconLabel(
                group.icon,
                group.title,
                style="small_strong",
                role="text2",
                icon_size=metrics.ICON_INLINE,
                parent=self,
            )
        )
        side.addSpacing(4)
        is_whole = group.title in self._whole or len(group.rows) <= _SHOWN + 1
        shown = group.rows if is_whole else group.rows[:_SHOWN]
        for row in shown:
            side.addWidget(self._row(row))
        rest = len(group.rows) - len(shown)
        if rest:
            words = ngettext("{count} more", "{count} more", rest).format(count=rest)
            link = LinkButton(words, parent=self)
            link.setAccessibleName(_("{title}: {words}").format(title=group.title, words=words))
            link.clicked.connect(lambda _checked=False, title=group.title: self._show_whole(title))
            side.addWidget(link)

    def _show_whole(self, title: str) -> None:
        self._whole.add(title)
        self.start_over()
        self._build()
        self.reveal()

    def _row(self, view: TakeRow) -> PressRow:
        row = PressRow(f"{view.text}. {view.details}", self)
        row.row.setContentsMargins(0, 4, 0, 6)
        words = QVBoxLayout()
        words.setSpacing(1)
        for shown, style, role in (
            (view.text, "body_strong", "text3" if view.is_over else "text"),
            (view.details, "small", "text3"),
        ):
            if shown:
                label = TextLabel(shown, style, role, row, wrap=True, max_lines=MOST_LINES)
                label.setAttribute(_THROUGH)
                words.addWidget(label)
        row.row.addLayout(words, 1)
        source, number = view.source, view.source_id
        row.clicked.connect(lambda _checked=False: self.opened.emit(source, number))
        action = view.action
        if action is not None:
            row.add_action("check", action_words(action), lambda: self.done.emit(source, number, action))
        return row


class _First(LinkButton):
    """One quiet line where nothing is known."""

    def __init__(self, block: GiveAndTake, parent: QWidget) -> None:
        super().__init__("", icon="plus", style="body", parent=parent)
        self.clicked.connect(lambda _checked=False: block.first_wanted.emit())

    def fill(self, first_name: str) -> None:
        """Ask what they could use."""
        words = _("What could {name} use: an article, a tip, an introduction?")
        self.set_text(words.format(name=isolate(first_name)))
