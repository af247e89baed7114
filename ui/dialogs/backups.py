"""The dialogs of the backups: all of them, and the look into one before it is restored."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from relmgr import backup
from relmgr.backup import Backup, Difference, Inside
from relmgr.errors import RelmgrError
from relmgr.i18n import _, ngettext
from relmgr.vault import Unlocked
from ui.context import Context, DialogHost
from ui.dialogs.erased_choice import ErasedChoice
from ui.models.backups import (
    compared_words,
    difference_lines,
    inside_words,
    what_words,
    when_words,
)
from ui.widgets.buttons import Button, Kind, Size
from ui.widgets.dialog import DialogFrame
from ui.widgets.sections import Hairline
from ui.widgets.text import TextLabel
from ui.widgets.titled_row import TitledRow

Compared = tuple[Inside, Difference]


class BackupsDialog(DialogFrame):
    """Every backup there is, the newest first; each can be looked into."""

    def __init__(self, parent: QWidget, context: Context, look: Callable[[Backup], None]) -> None:
        super().__init__(parent, _("Backups"), width=640)
        assert context.backups is not None
        self.buttons: list[Button] = []
        found = context.backups.backups
        count = ngettext("{count} backup", "{count} backups", len(found)).format(count=len(found))
        self.body.addWidget(TextLabel(count, "body", "text2", wrap=True))
        for one in found:
            button = look_button(one, context)
            button.clicked.connect(partial(self._look, look, one))
            self.buttons.append(button)
            self.body.addWidget(Hairline())
            self.body.addWidget(TitledRow(when_words(one, context.zone()), button, what_words(one), margin=0))
        self.add_button(_("Close"), Kind.PRIMARY).clicked.connect(self.dismiss)

    def _look(self, look: Callable[[Backup], None], one: Backup, _checked: bool = False) -> None:
        self.reject()
        look(one)


def look_button(one: Backup, context: Context) -> Button:
    """The button that opens the look into a backup."""
    button = Button(_("Look inside"), size=Size.SMALL)
    button.setAccessibleName(
        _("Look inside the backup of {when}").format(when=when_words(one, context.zone()))
    )
    return button


class LookDialog(DialogFrame):
    """What is in a backup, what a restore would change, and the restore itself."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        one: Backup,
        restore: Callable[[Backup, bool], None],
    ) -> None:
        super().__init__(
            parent, _("Backup of {when}").format(when=when_words(one, context.zone())), width=560
        )
        self._one = one
        self.erased: ErasedChoice | None = None
        """What becomes of those who were erased since; only where the backup holds some."""
        self._hides_names = context.store.hides_names
        self._restore = restore
        self.sentence = TextLabel(_("Looking inside …"), "body", "text2", wrap=True)
        self.body.addWidget(TextLabel(what_words(one), "small", "text3", wrap=True))
        self.body.addWidget(self.sentence)
        self.lines: list[TextLabel] = []
        self.add_cancel()
        self.go = self.add_button(_("Restore this backup"), Kind.PRIMARY)
        self.go.setEnabled(False)
        self.go.clicked.connect(self._take)
        self._task = None
        unlocked = context.unlocked
        assert unlocked is not None
        own = unlocked.copy()
        self._task = context.tasks.run_counted(
            lambda task: _compare(one, own, lambda: not task.is_cancelled()), self._show, self._refuse
        )
        self.closed.connect(self._task.cancel)

    def _show(self, compared: Compared) -> None:
        inside, difference = compared
        self.sentence.setText(inside_words(inside))
        self._add("", compared_words(difference))
        if not self._hides_names:
            for heading, names in difference_lines(difference):
                self._add(heading, names)
        if inside.erased:
            self.erased = ErasedChoice(inside.erased, hides_names=self._hides_names)
            self.body.addWidget(self.erased)
        self._add("", _("The file as it is now is kept in a folder beside it. No backup is deleted."))
        self.go.setEnabled(True)
        self.place_on_screen()

    def _add(self, heading: str, text: str) -> None:
        for words, style, role in ((heading, "body_strong", "text"), (text, "body", "text2")):
            if words:
                label = TextLabel(words, style, role, wrap=True)
                self.lines.append(label)
                self.body.addWidget(label)
                label.show()

    def _refuse(self, error: RelmgrError) -> None:
        self.sentence.setText(str(error))

    def _take(self) -> None:
        self.accept()
        self._restore(self._one, self.erased is not None and self.erased.brings_back)


def open_backups(context: Context, host: DialogHost) -> None:
    """Show all backups."""
    host.open_dialog(BackupsDialog(host.dialog_parent(), context, partial(open_look, context, host)))


def open_look(context: Context, host: DialogHost, one: Backup) -> None:
    """Look into a backup, and offer to restore it."""
    assert context.backups is not None
    host.open_dialog(LookDialog(host.dialog_parent(), context, one, context.backups.restore_asked.emit))


def _compare(one: Backup, own: Unlocked, goes_on: Callable[[], bool]) -> Compared:
    try:
        return backup.compare(one, own, goes_on=goes_on)
    finally:
        own.key.forget()


def readable(backups: Iterable[Backup]) -> tuple[Backup, ...]:
    """Those that stand as they were made, the newest first."""
    return tuple(sorted((one for one in backups if one.is_whole), key=lambda one: one.made, reverse=True))
