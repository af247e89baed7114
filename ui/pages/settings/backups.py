"""The section of the backups: the last one, where they go, and the way into each of them (S3)."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from relmgr.backup import Backup
from relmgr.i18n import _, ngettext
from ui.context import Backups, Context, DialogHost, Navigator
from ui.dialogs.backups import look_button, open_backups, open_look
from ui.models.backups import what_words, when_words
from ui.pages.settings.section import Section, buttons
from ui.widgets.buttons import Button

_SHOWN = 3


class BackupsSection(Section):
    """Shown for a file of the user's own."""

    name = "backups"

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost, backups: Backups) -> None:
        super().__init__(context, navigator, host, _("Backups"))
        self._backups = backups
        self.now = Button(_("Back up now"), icon="save")
        self.now.clicked.connect(lambda _checked=False: backups.back_up_now())
        self._last = self.add_row(_("The last good one"), self.now)
        self.choose = Button(_("Choose a folder…"))
        self.usual = Button(_("Beside the file"))
        self._folder = self.add_row(_("Where they go"), buttons(self.usual, self.choose))
        self.second = Button(_("Choose a folder…"))
        self.no_second = Button(_("Use none"))
        self._second = self.add_row(
            _("A second folder, such as a memory stick"), buttons(self.no_second, self.second)
        )
        self.all = Button(_("All backups…"))
        self.all.clicked.connect(lambda _checked=False: open_backups(context, host))
        self._kept = self.add_row(_("What is kept"), self.all)
        self._fixed = self.sheet.column.count()
        self.choose.clicked.connect(partial(self._choose, "backup_folder"))
        self.second.clicked.connect(partial(self._choose, "second_backup_folder"))
        self.usual.clicked.connect(lambda _checked=False: self._take(backup_folder=""))
        self.no_second.clicked.connect(lambda _checked=False: self._take(second_backup_folder=""))
        self.looks: list[Button] = []
        self._listed: tuple[Backup, ...] | None = None
        backups.changed.connect(self.reload)

    def reload(self) -> None:
        keeper, chosen = self._backups, self.context.settings
        found = keeper.backups
        self.now.setEnabled(not keeper.is_busy and not self.context.store.is_read_only)
        self._last.set_note(self._last_words())
        self._folder.set_note(str(keeper.places.first))
        self.usual.setVisible(bool(chosen.backup_folder))
        self._second.set_note(self._second_words())
        self.no_second.setVisible(bool(chosen.second_backup_folder))
        self.all.setVisible(len(found) > _SHOWN)
        counted = ngettext("{count} backup.", "{count} backups.", len(found)).format(count=len(found))
        self._kept.set_note(
            counted
            + " "
            + _(
                "All of today and yesterday, then one for each of 12 days, 10 weeks and 9 months. Each was opened and counted."
            )
        )
        if found[:_SHOWN] != self._listed:
            self._listed = found[:_SHOWN]
            self._list()

    def _list(self) -> None:
        while (item := self.sheet.column.takeAt(self._fixed)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.looks = []
        for one in self._listed or ():
            button = look_button(one, self.context)
            button.clicked.connect(partial(self._look, one))
            self.looks.append(button)
            self.add_row(when_words(one, self.context.zone()), button, what_words(one))

    def _look(self, one: Backup, _checked: bool = False) -> None:
        open_look(self.context, self.host, one)

    def _last_words(self) -> str:
        good = next((one for one in self._backups.backups if one.is_good), None)
        if self._backups.problem:
            return self._backups.problem
        if good is None:
            return _("Being made …") if self._backups.is_busy else _("There is none yet.")
        return f"{when_words(good, self.context.zone())} · {what_words(good)}"

    def _second_words(self) -> str:
        second = self._backups.places.second
        if second is None:
            return _("None. If this computer is lost, the backups on it are lost as well.")
        if not self._backups.places.is_second_there:
            return _("“{folder}” is not connected. It gets its copy once it is.").format(folder=second)
        return str(second)

    def _choose(self, which: str, _checked: bool = False) -> None:
        chosen = ask_folder(self)
        if chosen is not None:
            self._take(**{which: str(chosen)})

    def _take(self, **choice: str) -> None:
        self.change(**choice)
        self._backups.look()


def ask_folder(parent: QWidget) -> Path | None:
    """Ask for a folder; None if the user did not say."""
    name = QFileDialog.getExistingDirectory(parent.window(), _("Folder for backups"))
    return Path(name) if name else None
