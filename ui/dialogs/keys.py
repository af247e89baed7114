"""The sheet of keys: what each command is reached by, in the platform's notation."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from relmgr.i18n import _
from ui.actions import Actions, Command
from ui.context import DialogHost
from ui.widgets.dialog import DialogFrame
from ui.widgets.text import TextLabel

_COLUMNS = 2


class KeysSheet(DialogFrame):
    """Lists every command that has a key now, and the keys inside pages and dialogs."""

    def __init__(self, host: DialogHost, actions: Actions, *, single_keys: bool = True) -> None:
        super().__init__(host.dialog_parent(), _("Keys"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(10)
        rows = [(self._words(action.shortcuts()), action.text()) for _c, action, _d in actions.all()]
        rows = [row for row in rows if row[0]]
        rows += [
            (self._words([QKeySequence("Ctrl+Return")]), _("Save the dialog")),
            (_("Esc"), _("Close, back, clear the search")),
            ("↑ ↓ Home End", _("Move in lists")),
            ("↵", _("Open")),
        ]
        if actions.get(Command.PREP) is not None:
            rows.append((_("Alt+1 … Alt+3"), _("Tick what was asked, in Prep for a call")))
            rows.append((self._words([QKeySequence("Ctrl+P")]), _("Print, in Prep for a call")))
        if single_keys:
            rows.append(("D  S  O  P", _("Done, Snooze, Open, Prep for a call, on a row that has the focus")))
            rows.append(("M", _("Move to a column, on a card of a board that has the focus")))
        half = -(-len(rows) // _COLUMNS)
        for number, (keys, words) in enumerate(rows):
            column, row = divmod(number, half)
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(TextLabel(keys, "small_strong", "text3"), row, 2 * column, top)
            grid.addWidget(TextLabel(words, "body", "text", wrap=True), row, 2 * column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        holder = QWidget()
        holder.setLayout(grid)
        self.body.addWidget(holder)

    @staticmethod
    def _words(keys: list[QKeySequence]) -> str:
        texts = [key.toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "↵") for key in keys]
        return "  ".join(texts)
