"""What the window shows of an open file: navigation, pages, dialogs over them, and the notice bar."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from relmgr.domain.ids import ExpectationId, OrganisationId, PersonId
from relmgr.domain.kinds import Direction
from relmgr.domain.people_filter import PeopleFilter
from relmgr.domain.unsaved import Unsaved
from ui import calm, dialogs
from ui.actions import ABOUT_A_PERSON, Actions, Command
from ui.context import Context, OpenDialog, OpenPrep, Place
from ui.errors import shown
from ui.main_window.counting import Counting
from ui.main_window.desk import Desk
from ui.main_window.nav_row import is_rail
from ui.main_window.navigation import Navigation
from ui.main_window.notices import NoticeBar
from ui.main_window.panes import focus, focus_if_lost, holds, target_of
from ui.main_window.pasting import paste_contact
from ui.main_window.quiet_bar import QuietBar
from ui.main_window.registry import REGISTRY, Registry
from ui.pages.page import Page
from ui.unsaved import Texts, texts, typed, typed_on_page
from ui.widgets.contact_files import ask_files

if TYPE_CHECKING:  # the database is imported behind the first paint
    from relmgr.store import Changes

_WAY_BACK = 50
_PAGE_COMMANDS = (
    Command.EDIT,
    Command.FILTER,
    Command.FAMILY,
    Command.AWAY,
    Command.GENTLE,
    Command.LOG_CONVERSATION,
    Command.PREP,
    *ABOUT_A_PERSON,
)
_SAVE_AT_ONCE = frozenset({"settings", "import"})
"""Pages whose fields hold nothing that could be lost."""
_OVER_DIALOGS = frozenset({Command.LOCK, Command.HIDE_NAMES, Command.QUIT, Command.CLOSE_WINDOW})


class Shell(QWidget):
    """The open file's face. It is the Navigator and the DialogHost of every page and dialog in it."""

    def __init__(
        self,
        context: Context,
        desk: Desk,
        actions: Actions | None = None,
        registry: Registry = REGISTRY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("shell")
        self.context = context
        self.registry = registry
        self.actions_ = actions if actions is not None else Actions(self)
        self._desk = desk
        self._pages: dict[str, Page] = {}
        self._way_back: list[Place] = []
        self._place: Place | None = None
        self._is_choosing = False
        self._commands: set[Command] = set()
        self.navigation = Navigation()
        self.stack = QStackedWidget()
        hide_key = self.actions_.hint(Command.HIDE_NAMES)
        can_start_own, has_file = desk.has_own(), desk.has_own_file()
        self.quiet_bar = QuietBar(context, can_start_own=can_start_own, has_file=has_file, hide_key=hide_key)
        self._lay_out()
        self._dialogs: dict[OpenDialog, Texts] = {}
        self._prep: OpenPrep | None = None
        self.notices = NoticeBar(self)
        self._add_commands()
        self._fill_navigation()
        self._counting = Counting(context, self.navigation.set_count, self)
        self._listen()

    # Layout

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.quiet_bar)
        column.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(column, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.navigation.set_rail(is_rail(self.width()))

    # Commands

    def _add_commands(self) -> None:
        doors = self.registry.doors
        self._answer(Command.SEARCH, self.open_search)
        self._answer(Command.UNDO, self.undo)
        self._answer(Command.REDO, self.redo)
        self._answer(Command.BACK, self.go_back)
        self._answer(Command.NEXT_PANE, lambda: self._step_pane(1))
        self._answer(Command.PREVIOUS_PANE, lambda: self._step_pane(-1))
        if self._desk.has_own():
            self._answer(Command.LOCK, self.lock)
        self._answer(Command.KEYS, self.show_keys)
        self._answer(Command.HIDE_NAMES, self.switch_names)
        if self.registry.page("settings") is not None:
            self._answer(Command.SETTINGS, self.open_settings)
            self._answer(Command.ABOUT, lambda: self.open_settings("about"))
        if doors.log_conversation is not None:
            self._answer(Command.QUICK_CAPTURE, self.log_conversation)
        for command, door in (
            (Command.OFFERS, doors.offers),
            (Command.WHERE_WE_STAND, doors.where_we_stand),
            (Command.LOOK_BACK, doors.look_back),
            (Command.ADD_REFERRAL, doors.add_referral),
            (Command.EXPORT, doors.export),
        ):
            if door is not None:
                self._answer(command, partial(door, self.context, self, self))
        if doors.new_person is not None:
            self._answer(Command.NEW_PERSON, self.new_person)
        if doors.who_can_help is not None:
            self._answer(Command.WHO_CAN_HELP, self.who_can_help)
        if doors.who_would_like is not None:
            self._answer(Command.WHO_WOULD_LIKE, self.who_would_like)
        if self.registry.page("import") is not None and self.context.store.takes_changes:
            self._answer(Command.IMPORT, self.open_import)
            self._answer(Command.PASTE, partial(paste_contact, self.context, self.go))
        for entry in self.registry.pages:
            if entry.command is not None:
                self._answer(entry.command, partial(self.go, Place(page=entry.name)))
        self.actions_.use_single_keys(self.context.settings.single_letter_keys)

    def _answer(self, command: Command, slot: Callable[[], None]) -> None:
        self.actions_.add(command, slot)
        self._commands.add(command)

    def _fill_navigation(self) -> None:
        self.navigation.add_search(self.actions_.hint(Command.SEARCH))
        for entry in self.registry.pages:
            action = self.actions_.get(entry.command) if entry.command is not None else None
            if entry.command is not None and action is not None and not entry.under:
                icon = next(
                    each.icon for command, _a, each in self.actions_.all() if command is entry.command
                )
                hint = self.actions_.hint(entry.command)
                self.navigation.add_page(entry.name, action.text(), icon, entry.look, hint)
        if self.registry.doors.log_conversation is not None:
            self.navigation.add_capture(self.actions_.hint(Command.QUICK_CAPTURE))
        if self.registry.page("settings") is not None:
            self.navigation.add_settings(self.actions_.hint(Command.SETTINGS))

    def _listen(self) -> None:
        signals = self.context.signals
        signals.store_changed.connect(self._store_changed)
        signals.day_changed.connect(self.refresh_counts)
        signals.due_changed.connect(lambda count: self.navigation.set_count("today", count))
        signals.settings_changed.connect(self._settings_changed)
        signals.theme_changed.connect(self._fit)
        signals.message.connect(self.notices.tell)
        signals.problem.connect(self.notices.warn)
        signals.undo_offered.connect(
            lambda label: self.notices.offer_undo(label, self.actions_.hint(Command.UNDO))
        )
        self.notices.undo_asked.connect(self.undo)
        self.notices.focus_lost.connect(lambda: focus_if_lost(self.stack.currentWidget()))
        self.navigation.chosen.connect(self._chosen)
        self.navigation.search_asked.connect(self.open_search)
        self.navigation.capture_asked.connect(self.log_conversation)
        self.navigation.settings_asked.connect(lambda: self._chosen("settings"))
        self.quiet_bar.start_own_asked.connect(self._desk.start_own)
        self.quiet_bar.show_names_asked.connect(self.switch_names)
        self.quiet_bar.backups_asked.connect(partial(self.open_settings, "backups"))

    def _chosen(self, name: str) -> None:
        """A row of the navigation was pressed: the focus stays there, so that the arrows go on."""
        self._is_choosing = True
        try:
            self.go(Place(page=name))
        finally:
            self._is_choosing = False

    def _settings_changed(self) -> None:
        self.actions_.use_single_keys(self.context.settings.single_letter_keys)

    def _gate_commands(self) -> None:
        is_free = not self._dialogs
        for command in self._commands - _OVER_DIALOGS:
            action = self.actions_.get(command)
            if action is not None:
                action.setEnabled(is_free)

    # Pages

    @property
    def place(self) -> Place | None:
        """Where the window is."""
        return self._place

    def page(self, name: str) -> Page | None:
        """The page called `name`, made now if it was not yet; None if there is none of that name."""
        entry = self.registry.page(name)
        if entry is None:
            return None
        if name not in self._pages:
            page = entry.make(self.context, self, self)
            page.moved.connect(self._page_moved)
            page.commands_changed.connect(self._bind_page_commands)
            self._pages[name] = page
            self.stack.addWidget(page)
        return self._pages[name]

    def start(self, page: str = "") -> None:
        """Show `page`, else the first, and the counts once it is painted. With nobody in the file that is People."""
        folk = self.registry.page("people")
        is_empty = False
        if folk is not None and folk.is_empty is not None:
            with shown(self.context.signals):
                is_empty = folk.is_empty(self.context)
        self.go(Place(page="people" if is_empty else page or self.registry.first()))
        self.refresh_counts()

    def left_at(self) -> tuple[str, int]:
        """The page shown, and where its rows begin, for the next start."""
        page = self._pages.get(self._place.page) if self._place is not None else None
        return (
            (self._place.page, page.rows_top()) if self._place is not None and page is not None else ("", 0)
        )

    def go(self, place: Place) -> None:
        """Show `place` and remember where we were."""
        if self._place is not None and self._place != place:
            self._way_back = [*self._way_back[1 - _WAY_BACK :], self._place]
        self._show(place)

    def go_back(self) -> None:
        if self._way_back:
            self._show(self._way_back.pop())

    def _show(self, place: Place) -> None:
        page = self.page(place.page)
        if page is None:
            return
        self._place = replace(place, source="", number=0)  # the way back leads to the card, not into a form
        with shown(self.context.signals):
            page.go_to(place)
        self.stack.setCurrentWidget(page)
        entry = self.registry.page(place.page)
        self.navigation.select(entry.under or entry.name if entry is not None else place.page)
        self._bind_page_commands()
        if not self._is_choosing:
            focus(page, Qt.FocusReason.OtherFocusReason)

    def _page_moved(self, place: Place) -> None:
        if self._place is not None and place != self._place:
            self._way_back = [*self._way_back[1 - _WAY_BACK :], self._place]
            self._place = place

    def _bind_page_commands(self) -> None:
        page = self.stack.currentWidget()
        offered = page.commands() if isinstance(page, Page) else {}
        for command in _PAGE_COMMANDS - offered.keys():
            self._commands.discard(command)
            self.actions_.remove(command)
        for command, slot in offered.items():
            self._answer(command, slot)
        if Command.LOG_CONVERSATION not in offered and self.registry.doors.log_conversation is not None:
            self._answer(Command.LOG_CONVERSATION, self.log_conversation)
        self._gate_commands()

    def refresh_counts(self) -> None:
        """Count anew what stands beside the rows, behind the paint."""
        self._counting.ask(self.registry.pages)

    def _store_changed(self, changes: "Changes") -> None:
        self._counting.ask(entry for entry in self.registry.pages if changes.kinds & entry.counts)
        if changes.origin == "change":
            self.context.signals.undo_offered.emit(changes.label)

    def _step_pane(self, step: int) -> None:
        page = self.stack.currentWidget()
        panes: list[QWidget] = [self.navigation, *(page.panes() if isinstance(page, Page) else ())]
        if self.notices.isVisible():
            panes.append(self.notices)
        panes = [pane for pane in panes if pane.isVisible() and target_of(pane) is not None]
        focused = QApplication.focusWidget()
        at = next((n for n, pane in enumerate(panes) if holds(pane, focused)), -1 if step > 0 else 0)
        focus(panes[(at + step) % len(panes)], Qt.FocusReason.ShortcutFocusReason)

    # Navigator

    def open_today(self) -> None:
        self.go(Place(page="today"))

    def open_people(self, query: str = "") -> None:
        self.go(Place(page="people", query=query))

    def open_filtered(self, chosen: PeopleFilter) -> None:
        self.go(Place(page="people", chosen=chosen))

    def open_person(self, person_id: PersonId) -> None:
        self.go(Place(page="people", person_id=person_id))

    def open_source(self, person_id: PersonId, source: str, number: int) -> None:
        self.go(Place(page="people", person_id=person_id, source=source, number=number))

    def open_organisations(self) -> None:
        self.go(Place(page="organisations"))

    def open_duplicates(self) -> None:
        self.go(Place(page="duplicates"))

    def open_organisation(self, organisation_id: OrganisationId) -> None:
        self.go(Place(page="organisation", organisation_id=organisation_id))

    def who_can_help(self, text: str = "") -> None:
        if self.registry.doors.who_can_help is not None:
            with shown(self.context.signals):
                self.registry.doors.who_can_help(self.context, self, self, text)

    def who_would_like(self, text: str = "") -> None:
        if self.registry.doors.who_would_like is not None:
            with shown(self.context.signals):
                self.registry.doors.who_would_like(self.context, self, self, text)

    def open_settings(self, section: str = "") -> None:
        self.go(Place(page="settings", section=section))

    def open_import(self, paths: tuple[Path, ...] = ()) -> None:
        if not paths:
            paths = ask_files(self)
        if paths:
            self.go(Place(page="import", paths=paths))

    def open_search(self, text: str = "") -> None:
        from ui.dialogs.palette import Palette

        self.open_dialog(Palette(self.context, self, self, self.actions_, text))

    def new_person(self, name: str = "") -> None:
        if self.registry.doors.new_person is not None:
            with shown(self.context.signals):
                self.registry.doors.new_person(self.context, self, self, name)

    def edit_person(self, person_id: PersonId) -> None:
        if self.registry.doors.edit_person is not None:
            with shown(self.context.signals):
                self.registry.doors.edit_person(self.context, self, self, person_id)

    def log_conversation(self, person_id: PersonId | None = None, text: str = "") -> None:
        if self.registry.doors.log_conversation is not None:
            with shown(self.context.signals):
                self.registry.doors.log_conversation(self.context, self, self, person_id, text)

    def open_prep(self, person_id: PersonId) -> None:
        if self.registry.doors.prep is not None:
            with shown(self.context.signals):
                if self._prep is None:
                    self._prep = self.registry.doors.prep(self.context, self, self)
                self._prep.open(person_id)

    def add_expectation(self, person_id: PersonId, direction: Direction) -> None:
        if self.registry.doors.add_expectation is not None:
            with shown(self.context.signals):
                self.registry.doors.add_expectation(self.context, self, self, person_id, direction)

    def edit_expectation(self, expectation_id: ExpectationId) -> None:
        if self.registry.doors.edit_expectation is not None:
            with shown(self.context.signals):
                self.registry.doors.edit_expectation(self.context, self, self, expectation_id)

    def open_guide(self, page: str = "") -> None:
        self._desk.open_guide(page)

    def undo(self) -> None:
        dialogs.replay(self.context, self, undo=True)

    def redo(self) -> None:
        dialogs.replay(self.context, self, undo=False)

    def look_around(self) -> None:
        """Show the sample people for a while; the user's own file stays as it is."""
        self._desk.look_around()

    def lock(self) -> None:
        self._desk.lock()

    def switch_names(self) -> None:
        """Hide names for sharing the screen, or show them again."""
        with shown(self.context.signals):
            self.context.preferences.change(hide_names=not self.context.settings.hide_names)

    def raise_window(self) -> None:
        self._desk.raise_window()

    def show_keys(self) -> None:
        """Open the sheet of keys."""
        from ui.dialogs.keys import KeysSheet

        self.open_dialog(KeysSheet(self, self.actions_, single_keys=self.context.settings.single_letter_keys))

    # DialogHost

    def dialog_parent(self) -> QWidget:
        return self

    def open_dialog(self, dialog: OpenDialog, focus: QWidget | None = None) -> None:
        self._dialogs[dialog] = {}
        dialog.closed.connect(lambda: self._dialog_closed(dialog))
        self._gate_commands()
        dialog.open(focus)
        if dialog in self._dialogs and isinstance(dialog, QWidget):
            self._dialogs[dialog] = texts(dialog)

    def _dialog_closed(self, dialog: OpenDialog) -> None:
        if dialog in self._dialogs:
            del self._dialogs[dialog]
            self._gate_commands()
        if not self._dialogs:
            focus_if_lost(self.stack.currentWidget())

    @property
    def dialogs(self) -> tuple[OpenDialog, ...]:
        """What is open over the page, the topmost last."""
        return tuple(self._dialogs)

    def is_written_in(self) -> bool:
        """Whether something may be typed that locking or quitting would lose: in a dialog, or as a note before a call."""
        return bool(self._dialogs) or (self._prep is not None and self._prep.has_notes())

    def typed(self) -> tuple[Unsaved, ...]:
        """What stands typed and not saved: in dialogs, on pages, and as notes before a call."""
        found: list[Unsaved] = []
        for dialog, before in self._dialogs.items():
            if isinstance(dialog, QWidget):
                found.extend(typed(dialog.accessibleName() or dialog.windowTitle(), dialog, before))
        for name, page in self._pages.items():
            if name not in _SAVE_AT_ONCE:
                found.extend(typed_on_page(page))
        return (*found, *(self._prep.typed() if self._prep is not None else ()))

    def show_unsaved(self) -> None:
        """Offer what was being typed when the file was shut, unless somebody looks on."""
        if self.context.store.hides_names:
            return
        dialogs.open_unsaved(self.context, self, self)

    def end(self) -> None:
        """Let go of the file: no page, dialog or command outlives it."""
        self._counting.stop()
        if self._prep is not None:
            self._prep.end()
            self._prep = None
        for dialog in reversed(tuple(self._dialogs)):
            dialog.reject()
        for command in self._commands:
            self.actions_.remove(command)
        self._commands.clear()
        self.stack.hide()  # else each page that goes has the next one shown, and read from a file that is closed by then
        for page in self._pages.values():
            page.end()
            page.deleteLater()
        self._pages.clear()
        self._way_back.clear()
        self._place = None
        calm.let_go()
