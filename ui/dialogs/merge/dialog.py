"""Two people side by side: where they contradict each other one chooses, everything else is kept from both (X2)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from relmgr.domain.duplicates import Pair, against_words, reason_words
from relmgr.domain.ids import PersonId
from relmgr.i18n import _, ngettext
from relmgr.services import duplicates, merging
from relmgr.services.merging import Comparison
from ui import theme as themes
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.merge.sides import SidesRow
from ui.errors import shown
from ui.faces import portrait_of
from ui.widgets.dialog import DialogFrame
from ui.widgets.portrait import PortraitWidget
from ui.widgets.text import TextLabel

_WIDTH, _LABEL, _PORTRAIT = 760, 132, 40


class MergeDialog(DialogFrame):
    """← and → choose, Enter merges, N says that they are not the same. Nothing is written before."""

    merged = Signal(int)
    """The one who went is gone; their id."""
    told_apart = Signal()

    def __init__(
        self, context: Context, host: DialogHost, compared: Comparison, pair: Pair | None = None
    ) -> None:
        super().__init__(host.dialog_parent(), _("The same person?"), width=_WIDTH)
        self.setObjectName("merge")
        self._context, self._compared = context, compared
        self.rows: list[SidesRow] = []
        if pair is not None:
            self._say_why(pair)
        self._show_names()
        self._show_choices()
        self._show_rest()
        self.add_note(TextLabel(self._goes_along(), "small", "text2", wrap=True, max_lines=3))
        self.apart = self.add_button(_("Not the same"), shortcut="N" if self._uses_letters else "")
        self.apart.clicked.connect(self._tell_apart)
        self.merge = self.add_save(_("Merge"))
        self.merge.clicked.connect(self._merge)

    @property
    def _uses_letters(self) -> bool:
        return self._context.settings.single_letter_keys

    def _say_why(self, pair: Pair) -> None:
        self.body.addWidget(TextLabel(reason_words(pair.reasons), "body", "text2", wrap=True))
        if pair.against:
            words = _("Against it: {what}").format(what=against_words(pair.against))
            self.body.addWidget(TextLabel(words, "body", "at_risk_fg", wrap=True))

    def _show_names(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 2)
        row.setSpacing(8)
        row.addSpacing(themes.current().scaled(_LABEL) + 4)
        for face in (self._compared.stays, self._compared.goes):
            cell = QWidget(self)
            line = QHBoxLayout(cell)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(10)
            line.addWidget(
                PortraitWidget(portrait_of(self._context.store, face), _PORTRAIT, cell, description=face.name)
            )
            name = TextLabel(face.name, "row_title", "text", cell, wrap=True, max_lines=2)
            line.addWidget(name, 1, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(cell, 1)
        self.body.addLayout(row)

    def _show_choices(self) -> None:
        names = (self._compared.stays.name, self._compared.goes.name)
        open_ones = [each for each in self._compared.choices if each.is_open]
        words = (
            ngettext(
                "{count} field differs: choose what stands. The other stays among the earlier values.",
                "{count} fields differ: choose what stands. The others stay among the earlier values.",
                len(open_ones),
            ).format(count=len(open_ones))
            if open_ones
            else _("Nothing contradicts: all of both is kept.")
        )
        self.body.addWidget(TextLabel(words, "small", "text2", wrap=True))
        grid = self._grid()
        for number, choice in enumerate(open_ones):
            row = SidesRow(choice, names, self)
            self.rows.append(row)
            grid.addWidget(_label(choice.label), number, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(row, number, 1)

    def _show_rest(self) -> None:
        """What needs no choice: said by one of them, by both alike, or a list of which all is kept."""
        lines = [(each.label, each.stays, each.goes) for each in self._compared.choices if not each.is_open]
        lines += [(each.label, each.stays, each.goes) for each in self._compared.united]
        if not lines:
            return
        self.body.addWidget(TextLabel(_("Kept from both"), "small_strong", "text2"))
        grid = self._grid()
        grid.setColumnStretch(2, 1)
        for number, (label, *sides) in enumerate(lines):
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(_label(label), number, 0, top)
            for column, text in enumerate(sides, 1):
                grid.addWidget(TextLabel(text, "body", "text", wrap=True, max_lines=6), number, column, top)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        return grid

    def _goes_along(self) -> str:
        moves = self._compared.moves
        return (
            _("Goes along: {what}. Undo brings it all back.").format(what=moves)
            if moves
            else _("Undo brings it all back.")
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.press_primary()
        elif event.key() == Qt.Key.Key_N and not event.modifiers() and self._uses_letters:
            self._tell_apart()
        else:
            super().keyPressEvent(event)

    def _merge(self, _checked: bool = False) -> None:
        compared = self._compared
        chosen = {row.key: row.side for row in self.rows}
        with shown(self._context.signals):
            stays, goes = compared.stays.id, compared.goes.id
            merging.merge(self._context.store, stays, goes, self._context.now(), chosen)
            self.merged.emit(goes)
            self.accept()

    def _tell_apart(self, _checked: bool = False) -> None:
        with shown(self._context.signals):
            duplicates.tell_apart(self._context.store, self._compared.stays.id, self._compared.goes.id)
            self.told_apart.emit()
            self.accept()


def _label(words: str) -> TextLabel:
    """The name of a line, as wide as all others."""
    label = TextLabel(words, "small", "text2", wrap=True)
    label.setFixedWidth(themes.current().scaled(_LABEL))
    return label


def open_merge(
    context: Context,
    _navigator: Navigator,
    host: DialogHost,
    stays: PersonId,
    goes: PersonId,
    pair: Pair | None = None,
) -> MergeDialog | None:
    """Lay the two side by side. None where one of them is gone, which is said."""
    with shown(context.signals):
        compared = merging.compare(context.store, stays, goes)
        dialog = MergeDialog(context, host, compared, pair)
        host.open_dialog(dialog, dialog.rows[0].cell(dialog.rows[0].side) if dialog.rows else dialog.merge)
        return dialog
    return None
