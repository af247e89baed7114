"""What every page and dialog is handed: the open file and the few things around it. There is no global app object."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from relmgr.clock import Clock
from relmgr.domain.ids import ExpectationId, OrganisationId, PersonId
from relmgr.domain.kinds import Direction
from relmgr.domain.people_filter import PeopleFilter
from relmgr.domain.zones import ComputerZone
from relmgr.paths import Profile
from relmgr.settings import Settings
from ui import theme as themes
from ui.preferences import Preferences
from ui.signals import Signals
from ui.tasks import Tasks
from ui.theme import Theme

if TYPE_CHECKING:  # the database is imported behind the first paint
    from relmgr.backup import Backup, Kind, Places
    from relmgr.domain.unsaved import Unsaved
    from relmgr.store import Store
    from relmgr.vault import Unlocked


class Backups(Protocol):
    """What pages need of whoever keeps the backups: `ui.backing_up.BackupKeeper` is it."""

    changed: SignalInstance
    """The list, what is under way or what went wrong is another now."""
    restore_asked: SignalInstance
    backups: "tuple[Backup, ...]"
    problem: str
    is_late: bool
    is_second_away: bool

    @property
    def places(self) -> "Places":
        """Where backups go now."""

    @property
    def is_busy(self) -> bool:
        """Whether one is under way."""

    def look(self) -> None:
        """Read the list again."""

    def back_up_now(self) -> None:
        """Make one because the user asked."""

    def before(
        self, kind: "Kind", then: Callable[[], None], failed: Callable[[], None] | None = None
    ) -> None:
        """Make an extra one, then do `then`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The open file and what goes with it; made when the file is unlocked, dropped when it is locked.

    Whoever makes one connects the file to the windows: `store.on_change(signals.store_changed.emit)`.
    """

    store: "Store"
    preferences: Preferences
    clock: Clock
    signals: Signals
    tasks: Tasks
    profile: Profile
    unlocked: "Unlocked | None" = None
    """The key's holder, for changing the ways in; None in tests and pictures."""
    backups: "Backups | None" = None
    """Who keeps backups of the file; None for the sample people, in tests and pictures."""
    is_sample: bool = False
    """Whether these are the sample people: a file that is thrown away (U3)."""

    @property
    def settings(self) -> Settings:
        """The user's choices as they are now."""
        return self.preferences.settings

    @property
    def theme(self) -> Theme:
        """The look as it is now."""
        return themes.current()

    def today(self) -> date:
        """The day on the wall calendar where the computer is."""
        return self.clock.today()

    def now(self) -> datetime:
        """The present instant, zone-aware, in UTC."""
        return self.clock.now()

    def zone(self) -> tzinfo:
        """The zone the computer is set to, with its changes of the clocks."""
        return ComputerZone()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the window is: a page and what it shows. The way back (Alt+Left) is a list of these."""

    page: str
    """"today", "people", "expectations", "reflect", "organisations", "organisation", "duplicates", "import" or "settings"."""
    person_id: PersonId | None = None
    organisation_id: OrganisationId | None = None
    chosen: PeopleFilter | None = None
    """What People is to list."""
    query: str = ""
    section: str = ""
    paths: tuple[Path, ...] = ()
    pasted: str = ""
    """A text to import, such as the signature of an e-mail."""
    source: str = ""
    """What to open on the card once: "conversation", "fact" and so on, with its id in `number`."""
    number: int = 0


class Navigator(Protocol):
    """Where a page or dialog can lead; the window's shell is it. Every way can be gone back with Alt+Left."""

    def open_today(self) -> None:
        """Show Today."""

    def open_people(self, query: str = "") -> None:
        """Show People, the list filtered by `query`."""

    def open_filtered(self, chosen: PeopleFilter) -> None:
        """Show People, the list filtered by `chosen`."""

    def open_person(self, person_id: PersonId) -> None:
        """Show the card of a person."""

    def open_source(self, person_id: PersonId, source: str, number: int) -> None:
        """Show the card of a person and open what is noted there: a conversation, a fact, a date."""

    def open_organisations(self) -> None:
        """Show the list of organisations."""

    def open_duplicates(self) -> None:
        """Show who may stand here twice."""

    def open_organisation(self, organisation_id: OrganisationId) -> None:
        """Show the people behind the logo of an organisation."""

    def who_can_help(self, text: str = "") -> None:
        """Open the search for somebody who can help, with `text` typed."""

    def who_would_like(self, text: str = "") -> None:
        """Open the search for whoever would like something, with `text` typed."""

    def open_settings(self, section: str = "") -> None:
        """Show the settings, at `section` if it is given."""

    def open_import(self, paths: tuple[Path, ...] = ()) -> None:
        """Show the import preview of these files; with none, ask which file first."""

    def open_search(self, text: str = "") -> None:
        """Open the search over everything, with `text` typed."""

    def new_person(self, name: str = "") -> None:
        """Open the dialog for a new person."""

    def edit_person(self, person_id: PersonId) -> None:
        """Open the dialog with everything about a person."""

    def log_conversation(self, person_id: PersonId | None = None, text: str = "") -> None:
        """Open "Log a conversation"; without a person it is Quick capture."""

    def open_prep(self, person_id: PersonId) -> None:
        """Open Prep for a call with a person, in a window of its own."""

    def add_expectation(self, person_id: PersonId, direction: Direction) -> None:
        """Open the dialog for a new expectation."""

    def edit_expectation(self, expectation_id: ExpectationId) -> None:
        """Open the dialog of an expectation."""

    def open_guide(self, page: str = "") -> None:
        """Show the guide in its window, at the page of this name if it is given."""

    def undo(self) -> None:
        """Take back the last change and say which it was."""

    def redo(self) -> None:
        """Do again what was taken back last and say which it was."""

    def look_around(self) -> None:
        """Show the sample people for a while; the user's own file stays as it is."""

    def go_back(self) -> None:
        """Show what was shown before."""

    def lock(self) -> None:
        """Lock the file at once."""

    def raise_window(self) -> None:
        """Bring the window to the front, whatever it was."""


class OpenDialog(Protocol):
    """What the host needs of a dialog: `ui.widgets.dialog.DialogFrame` has it."""

    @property
    def closed(self) -> SignalInstance:
        """Emitted when it is closed, whatever came of it."""

    def open(self, focus: QWidget | None = None) -> None:
        """Show it over the scrim, with the focus on `focus` or on the first field."""

    def reject(self) -> None:
        """Close it and leave everything as it was."""


class OpenPrep(Protocol):
    """What the shell keeps of Prep for a call: `ui.prep.PrepWindows` is it."""

    def open(self, person_id: PersonId) -> None:
        """Show the panel of somebody. Raises NotFoundError where nobody has this id."""

    def has_notes(self) -> bool:
        """Whether something is typed or ticked that was not logged yet."""

    def typed(self) -> "tuple[Unsaved, ...]":
        """The notes that were not logged yet."""

    def end(self) -> None:
        """The file is closed: nothing of what was typed or shown outlives it."""


class Companion(Protocol):
    """What accompanies an open file outside the window: the tray."""

    def is_reachable(self) -> bool:
        """Whether it could bring the window back, so that the window may hide."""

    def typed(self) -> "Iterable[Unsaved]":
        """What stands typed in it and is kept nowhere."""

    def end(self) -> None:
        """Let go of the file."""


class DialogHost(Protocol):
    """Opens dialogs inside the window, over its scrim (the window's shell is it).

    A dialog is made as `DialogFrame(host.dialog_parent(), title)` and opened with `host.open_dialog(dialog)`.
    """

    def dialog_parent(self) -> QWidget:
        """The widget to make a DialogFrame with: it covers the window of this one."""

    def open_dialog(self, dialog: OpenDialog, focus: QWidget | None = None) -> None:
        """Open `dialog`, and let no key of the pages work until it is closed. Locking closes it.

        The dialog frees itself when it closes and gives the focus back to where it was.
        """
