"""The sections about the file itself: where it lies, what is in its trash, and about Relmgr."""

from functools import partial
from importlib import metadata

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from relmgr import paths
from relmgr.domain.ids import PersonId
from relmgr.i18n import _
from relmgr.services import people
from ui import dialogs
from ui.context import Context, DialogHost, Navigator
from ui.errors import shown
from ui.formats import day_words, size_words
from ui.pages.settings.section import Section, buttons
from ui.widgets.buttons import Button, Size

TRASH_DAYS = 30


class DataSection(Section):
    """Where the file lies and how large it is, and the way in for contacts."""

    name = "data"

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__(context, navigator, host, _("Data folder"))
        self.open_button = Button(_("Open the folder"), icon="folder-open")
        self.open_button.clicked.connect(self.open_folder)
        self.row = self.add_row(str(context.profile.data), self.open_button)
        self.import_button = Button(_("Import contacts"), icon="file-input")
        self.import_button.clicked.connect(lambda _checked=False: navigator.open_import())
        if context.store.takes_changes:
            self.add_row(
                _("People from your phone or mail program"),
                self.import_button,
                _(
                    "From vCard, Google, Outlook, LinkedIn, Monica or any table. You see every change before it happens."
                ),
            )
        self.export_button = Button(_("Export…"), icon="upload")
        self.export_button.clicked.connect(
            lambda _checked=False: dialogs.open_export(self.context, navigator, host)
        )
        self.add_row(
            _("People for other programs"),
            self.export_button,
            _("As vCards, tables or a calendar; you see what each form carries and what it leaves out."),
        )
        self.check = Button(_("Look it over"), icon="circle-check")
        self.check.clicked.connect(lambda _checked=False: dialogs.open_check(context, navigator, host))
        self.add_row(
            _("Whether the file is sound"),
            self.check,
            _("Its structure, what belongs to what, and whether lists and search say what is kept."),
        )
        self.check.setEnabled(not context.store.hides_names)
        if not context.is_sample:
            self.look = Button(_("Look around"), icon="map")
            self.look.clicked.connect(lambda _checked=False: navigator.look_around())
            self.add_row(
                _("Sample people"),
                self.look,
                _(
                    "In a file of their own that is thrown away. Yours stays as it is, and a bar leads back to it."
                ),
            )
        self.service = paths.synced_by(context.profile.data)
        if self.service is not None:
            self.add_row(
                _("This folder is copied elsewhere"),
                None,
                _(
                    "{service} copies this folder while Relmgr writes in it; an old copy put back loses what was "
                    "written since. Move the folder out of it, or start Relmgr with another one."
                ).format(service=self.service),
            )

    def reload(self) -> None:
        place = self.context.profile.data
        size = sum(each.stat().st_size for each in place.glob("relmgr.db*"))
        free = paths.megabytes_free(place)
        words = [
            paths.place_words(self.context.profile),
            _("The encrypted file has {size}.").format(size=size_words(size)),
        ]
        if free >= 0:
            words.append(_("{size} are free on this disk.").format(size=size_words(free * 1_000_000)))
        self.row.set_note(" ".join(words))

    def open_folder(self) -> None:
        """Show the folder in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.context.profile.data)))


class TrashSection(Section):
    """Who was deleted and can be brought back."""

    name = "trash"

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__(context, navigator, host, _("Trash"))

    def reload(self) -> None:
        while (item := self.sheet.column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        rows = people.trash(self.context.store)
        for row in rows:
            button = Button(_("Restore"), size=Size.SMALL, icon="undo-2")
            button.setAccessibleName(_("Restore {name}").format(name=row.name))
            button.setEnabled(self.context.store.takes_changes)
            button.clicked.connect(partial(self._restore, row.id))
            erase = Button(_("Erase for good…"), size=Size.SMALL, icon="trash-2")
            erase.setAccessibleName(_("Erase {name} for good").format(name=row.name))
            erase.setEnabled(self.context.store.takes_changes)
            erase.clicked.connect(partial(self._erase, row.id))
            deleted = row.deleted_at.astimezone(self.context.zone()).date()
            words = _("Deleted on {day}.").format(day=day_words(deleted))
            if (self.context.today() - deleted).days > TRASH_DAYS:
                words = f"{words} {_('More than thirty days ago.')}"
            self.add_row(row.name, buttons(button, erase), words)
        if len(rows) > 1:
            self.empty = Button(_("Empty the trash…"), size=Size.SMALL, icon="trash-2")
            self.empty.setEnabled(self.context.store.takes_changes)
            self.empty.clicked.connect(self._empty)
            self.add_row(_("All of them"), self.empty, _("They stay here until you erase them."))
        if not rows:
            self.add_row(_("Nobody is in the trash."))

    def _erase(self, person_id: PersonId, _checked: bool = False) -> None:
        with shown(self.context.signals):
            dialogs.open_erase(self.context, self.navigator, self.host, person_id)

    def _empty(self, _checked: bool = False) -> None:
        with shown(self.context.signals):
            dialogs.open_empty_trash(self.context, self.host)

    def _restore(self, person_id: PersonId, _checked: bool = False) -> None:
        with shown(self.context.signals):
            people.restore(self.context.store, person_id)


class AboutSection(Section):
    """The guide, what Relmgr is, its version and what it is made of."""

    name = "about"

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__(context, navigator, host, _("About Relmgr"))
        self.guide = Button(_("The guide"), icon="book-open")
        self.privacy = Button(_("Privacy"), icon="shield-check")
        self.guide.clicked.connect(lambda _checked=False: navigator.open_guide())
        self.privacy.clicked.connect(lambda _checked=False: navigator.open_guide("privacy"))
        self.add_row(
            _("How everything works, and what lies where"),
            buttons(self.guide, self.privacy),
            _("To read without a network, in a window of its own."),
        )
        self.add_row(
            _("Relmgr {version}").format(version=version()),
            None,
            _(
                "Be the person, not the logo. Free software under the MIT licence. It opens no network connection."
            ),
        )
        self.add_row(
            _("Made with"),
            None,
            _(
                "Qt and PySide (LGPL 3), SQLCipher and SQLite (BSD, public domain), SQLAlchemy and Alembic (MIT), "
                "cryptography (Apache 2), the typeface Inter (OFL 1.1) and the icons of Lucide (ISC)."
            ),
        )


def version() -> str:
    """The version installed, or the one in the source tree."""
    try:
        return metadata.version("relmgr")
    except metadata.PackageNotFoundError:
        from relmgr import __version__

        return __version__
