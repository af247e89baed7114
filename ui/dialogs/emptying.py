"""Emptying the trash: who is in it, asked once, then each erased for good as one alone would be (decision 16)."""

from shiboken6 import isValid

from relmgr.errors import RelmgrError
from relmgr.i18n import _, ngettext
from relmgr.services import erasing, people
from relmgr.services.erasing import Erased
from ui.context import Context, DialogHost
from ui.erasing import finish, left_words
from ui.errors import shown
from ui.formats import day_words
from ui.slices import Slices
from ui.widgets.buttons import Kind
from ui.widgets.dialog import DialogFrame
from ui.widgets.line_list import Line, LineList
from ui.widgets.progress import ProgressBar
from ui.widgets.text import TextLabel

_WIDTH = 520
_LEAD = 0


class EmptyTrashDialog(DialogFrame):
    """Nothing happens before the button is pressed; Cancel has the focus."""

    def __init__(self, context: Context, host: DialogHost) -> None:
        super().__init__(host.dialog_parent(), _("Empty the trash"), width=_WIDTH)
        self._context = context
        zone = context.zone()
        rows = people.trash(context.store)
        count = len(rows)
        words = ngettext(
            "{count} person goes from the file, the search, the undo and every backup within reach.",
            "{count} people go from the file, the search, the undo and every backup within reach.",
            count,
        ).format(count=count)
        self.said = TextLabel(f"{words} {_('This cannot be undone.')}", "body", "text", self, wrap=True)
        self.body.addWidget(self.said)
        lines = [Line("", row.name, day_words(row.deleted_at.astimezone(zone).date())) for row in rows]
        self.names = LineList(_("In the trash"), lines, lead=_LEAD, most=5)
        self.body.addWidget(self.names)
        self.bar = ProgressBar(self)
        self.bar.hide()
        self.body.addWidget(self.bar)
        self.cancel_button = self.add_cancel()
        self.erase_button = self.add_button(_("Erase them for good"), Kind.DESTRUCTIVE)
        self.erase_button.clicked.connect(self.erase)
        self.close_button = self.add_button(_("Close"))
        self.close_button.clicked.connect(self.accept)
        self.close_button.hide()

    def erase(self) -> None:
        """Everybody in the trash, one after the other; where the disk refuses, those left stay in the trash."""
        context = self._context
        self.names.hide()
        self.erase_button.hide()
        self.said.setText(
            _("Taking them out of the file. Cancel leaves those in the trash who are still there.")
        )
        self.bar.show()
        self._slices = Slices(
            erasing.empty_trash_in_steps(context.store, context.now),
            lambda _nothing: self._clean(""),
            lambda error: self._clean(str(error)),
            told=lambda step: self.bar.show_progress(*step),
            parent=self,
        )
        self.rejected.connect(self._stop)

    def _stop(self) -> None:
        """Whoever was taken out is cleaned away all the same."""
        if self._slices.is_at_work:
            self._slices.stop()
            self._clean("")

    def _clean(self, problem: str) -> None:
        context = self._context
        self.bar.hide()
        self.cancel_button.hide()
        self.close_button.show()
        self.close_button.setFocus()
        self.said.setText(
            problem or _("They are out of the file. Now every byte and every backup within reach is cleaned.")
        )
        with shown(context.signals):
            if finish(context, self._done, self._failed) is None and not problem:
                self._done(Erased())

    def _done(self, found: Erased) -> None:
        words = _("The trash is empty.") if not people.trash(self._context.store) else ""
        if found.left or found.unreadable:
            words = f"{words} {left_words(found)}".strip()
        if words:
            self._tell(words)

    def _failed(self, error: RelmgrError) -> None:
        begun = _("They are out of the file, but the cleaning was cut short and goes on when Relmgr starts.")
        self._tell(f"{begun} {error}")

    def _tell(self, words: str) -> None:
        if isValid(self) and self.isVisible():
            self.said.setText(words)
        else:
            self._context.signals.message.emit(words)


def open_empty_trash(context: Context, host: DialogHost) -> EmptyTrashDialog:
    """Ask whether everybody in the trash is to be erased."""
    dialog = EmptyTrashDialog(context, host)
    host.open_dialog(dialog, dialog.cancel_button)
    return dialog
