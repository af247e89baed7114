"""The commands: one QAction each, with its keys, for menus, buttons and the search over everything (DESIGN §7)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from relmgr.i18n import _


class Command(StrEnum):
    """What can be done from anywhere, by name. A command has a QAction only once somebody answers it."""

    SEARCH = "search"
    QUICK_CAPTURE = "quick_capture"
    NEW_PERSON = "new_person"
    LOG_CONVERSATION = "log_conversation"
    PREP = "prep"
    EDIT = "edit"
    FAMILY = "family"
    AWAY = "away"
    GENTLE = "gentle"
    FILTER = "filter"
    TODAY = "today"
    PEOPLE = "people"
    EXPECTATIONS = "expectations"
    REFLECT = "reflect"
    REFERRALS = "referrals"
    ORGANISATIONS = "organisations"
    DUPLICATES = "duplicates"
    MERGE_WITH = "merge_with"
    WHO_CAN_HELP = "who_can_help"
    WHO_WOULD_LIKE = "who_would_like"
    ADD_REFERRAL = "add_referral"
    IMPORT = "import"
    PASTE = "paste"
    EXPORT = "export"
    UNDO = "undo"
    REDO = "redo"
    BACK = "back"
    NEXT_PANE = "next_pane"
    PREVIOUS_PANE = "previous_pane"
    SIDES = "sides"
    ADD_FACT = "add_fact"
    ADD_WAY = "add_way"
    ADD_GOAL = "add_goal"
    ADD_NEED = "add_need"
    ADD_GIVE = "add_give"
    ADD_ADVICE = "add_advice"
    ADD_FEEDBACK = "add_feedback"
    ADD_MOMENT = "add_moment"
    EVIDENCE = "evidence"
    HOW_MET = "how_met"
    STAGES = "stages"
    LONG_LINE = "long_line"
    ROUGH_PATCH = "rough_patch"
    MISTAKE = "mistake"
    KINDNESS = "kindness"
    KINDNESS_SHELF = "kindness_shelf"
    FIRST_DAYS = "first_days"
    FIRST_LIST = "first_list"
    OFFERS = "offers"
    WHERE_WE_STAND = "where_we_stand"
    LOOK_BACK = "look_back"
    SETTINGS = "settings"
    HIDE_NAMES = "hide_names"
    LOCK = "lock"
    KEYS = "keys"
    GUIDE = "guide"
    ABOUT = "about"
    CLOSE_WINDOW = "close_window"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Definition:
    """How a command is called and reached; `keys` in Qt's portable notation, where Ctrl is ⌘ on macOS."""

    text: str
    keys: tuple[str, ...]
    icon: str
    role: QAction.MenuRole = QAction.MenuRole.NoRole
    is_listed: bool = True
    """Whether the search over everything offers it."""


def definitions() -> Mapping[Command, Definition]:
    """All commands in the user's language, in the order of the sheet of keys."""
    role = QAction.MenuRole
    return {
        Command.SEARCH: Definition(_("Search everything"), ("Ctrl+K", "Ctrl+P"), "search", is_listed=False),
        Command.QUICK_CAPTURE: Definition(_("Quick capture"), ("Ctrl+N",), "pen-line"),
        Command.NEW_PERSON: Definition(_("New person"), ("Ctrl+Shift+N",), "user-round-plus"),
        Command.LOG_CONVERSATION: Definition(_("Log a conversation"), ("Ctrl+L",), "message-circle-plus"),
        Command.PREP: Definition(_("Prep for a call"), ("Ctrl+Shift+P",), "phone-outgoing"),
        Command.EDIT: Definition(_("Edit"), ("Ctrl+E", "F2"), "pencil"),
        Command.FAMILY: Definition(_("Family or friend"), ("Ctrl+Shift+F",), "users"),
        Command.AWAY: Definition(_("Away…"), (), "plane"),
        Command.GENTLE: Definition(_("Gentle mode…"), (), "heart"),
        Command.FILTER: Definition(_("Filter this list"), ("Ctrl+F", "/"), "search", is_listed=False),
        Command.TODAY: Definition(_("Today"), ("Ctrl+1",), "calendar-check"),
        Command.PEOPLE: Definition(_("People"), ("Ctrl+2",), "users-round"),
        Command.EXPECTATIONS: Definition(_("Expectations"), ("Ctrl+3",), "scale"),
        Command.REFLECT: Definition(_("Reflect"), ("Ctrl+4",), "chart-scatter"),
        Command.REFERRALS: Definition(_("Referrals"), ("Ctrl+5",), "waypoints"),
        Command.ORGANISATIONS: Definition(_("Organisations"), (), "building-2"),
        Command.DUPLICATES: Definition(_("Possible duplicates"), (), "merge"),
        Command.MERGE_WITH: Definition(_("Merge with…"), (), "merge"),
        Command.WHO_CAN_HELP: Definition(_("Who can help with …?"), (), "hand-helping"),
        Command.WHO_WOULD_LIKE: Definition(_("Who would like this?"), (), "gift"),
        Command.ADD_REFERRAL: Definition(_("Add an introduction"), (), "waypoints"),
        Command.IMPORT: Definition(_("Import contacts"), ("Ctrl+Shift+I",), "file-input"),
        Command.PASTE: Definition(_("Paste contact"), ("Ctrl+V",), "copy"),
        Command.EXPORT: Definition(_("Export…"), ("Ctrl+Shift+E",), "upload"),
        Command.UNDO: Definition(_("Undo"), ("Ctrl+Z",), "undo-2"),
        Command.REDO: Definition(_("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2"),
        Command.BACK: Definition(_("Back"), ("Alt+Left",), "arrow-left", is_listed=False),
        Command.NEXT_PANE: Definition(_("Next pane"), ("F6",), "arrow-right", is_listed=False),
        Command.PREVIOUS_PANE: Definition(_("Previous pane"), ("Shift+F6",), "arrow-left", is_listed=False),
        Command.SIDES: Definition(_("The eight sides"), (), "circle-dashed"),
        Command.ADD_FACT: Definition(_("Add a fact"), (), "sticky-note"),
        Command.ADD_WAY: Definition(_("Add a habit to respect"), (), "coffee"),
        Command.ADD_GOAL: Definition(_("Add a goal"), (), "flag"),
        Command.ADD_NEED: Definition(_("Add a need"), (), "message-square"),
        Command.ADD_MOMENT: Definition(_("Note a moment"), (), "circle-check"),
        Command.EVIDENCE: Definition(_("What depth rests on"), (), "sunrise"),
        Command.ADD_GIVE: Definition(_("Add something I gave"), (), "gift"),
        Command.ADD_ADVICE: Definition(_("Add advice I gave"), (), "graduation-cap"),
        Command.ADD_FEEDBACK: Definition(_("Add feedback"), (), "message-square"),
        Command.HOW_MET: Definition(_("How you met"), (), "calendar-heart"),
        Command.STAGES: Definition(_("Stage: logo, name, person, partner"), (), "sunrise"),
        Command.LONG_LINE: Definition(_("The long line"), (), "history"),
        Command.ROUGH_PATCH: Definition(_("A rough patch"), (), "handshake"),
        Command.MISTAKE: Definition(_("Own a mistake"), (), "undo-2"),
        Command.KINDNESS: Definition(_("Add a kindness"), (), "heart"),
        Command.KINDNESS_SHELF: Definition(_("The kindness shelf"), (), "heart"),
        Command.FIRST_DAYS: Definition(_("Start the first 30 days"), (), "sunrise"),
        Command.FIRST_LIST: Definition(_("The list for the first 30 days"), (), "sunrise"),
        Command.OFFERS: Definition(_("My offers"), (), "handshake"),
        Command.LOOK_BACK: Definition(_("Look back at the week"), (), "hourglass"),
        Command.WHERE_WE_STAND: Definition(_("Where we stand"), (), "columns-2"),
        Command.SETTINGS: Definition(_("Settings"), ("Ctrl+,",), "settings", role.PreferencesRole),
        Command.HIDE_NAMES: Definition(_("Hide or show names"), ("Ctrl+Shift+H",), "eye-off"),
        Command.LOCK: Definition(_("Lock now"), ("Ctrl+Shift+L",), "lock"),
        Command.KEYS: Definition(_("Show the keys"), ("?", "Ctrl+/"), "keyboard"),
        Command.GUIDE: Definition(_("The guide"), ("F1",), "book-open"),
        Command.ABOUT: Definition(_("About Relmgr"), (), "info", role.AboutRole),
        Command.CLOSE_WINDOW: Definition(_("Close the window"), ("Ctrl+W",), "x", is_listed=False),
        Command.QUIT: Definition(_("Quit Relmgr"), ("Ctrl+Q",), "circle-x", role.QuitRole),
    }


OPENERS = {
    "--capture": Command.QUICK_CAPTURE,
    "--new-person": Command.NEW_PERSON,
    "--today": Command.TODAY,
}
"""What a start can ask for, as the actions of the desktop entry do."""

ABOUT_A_PERSON = (
    Command.MERGE_WITH,
    Command.SIDES,
    Command.ADD_FACT,
    Command.ADD_WAY,
    Command.ADD_GOAL,
    Command.ADD_NEED,
    Command.ADD_MOMENT,
    Command.EVIDENCE,
    Command.ADD_GIVE,
    Command.ADD_ADVICE,
    Command.ADD_FEEDBACK,
    Command.HOW_MET,
    Command.STAGES,
    Command.LONG_LINE,
    Command.ROUGH_PATCH,
    Command.MISTAKE,
    Command.KINDNESS,
    Command.KINDNESS_SHELF,
    Command.FIRST_DAYS,
    Command.FIRST_LIST,
)
"""What can be opened about the person whose card is shown; without keys of their own, by the search."""

SINGLE_KEYS = frozenset({"?", "/"})
"""Keys without a modifier, which the user can turn off (WCAG 2.2, 2.1.4)."""

_ONCE = frozenset({Command.CLOSE_WINDOW, Command.QUIT})
"""A key that is held does these a single time."""


class Actions(QObject):
    """The commands of one window. Each has the words and keys of its definition and does what it was added with."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._definitions = definitions()
        self._actions: dict[Command, QAction] = {}
        self._slots: dict[Command, Callable[[], None]] = {}
        self._single_keys = True

    def add(self, command: Command, slot: Callable[[], None]) -> QAction:
        """Let `slot` answer `command` from now on."""
        self._slots[command] = slot
        if command in self._actions:
            return self._actions[
                command
            ]  # a page that shows somebody else answers with its own: no new action
        definition = self._definitions[command]
        action = QAction(definition.text, self)
        action.setObjectName(command)
        action.setShortcuts(self._keys(definition))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setMenuRole(definition.role)
        # A key that is still held when the window comes back must not close it again.
        action.setAutoRepeat(command not in _ONCE)
        action.triggered.connect(lambda _checked=False: self._slots[command]())
        self._owner.addAction(action)
        self._actions[command] = action
        return action

    def remove(self, command: Command) -> None:
        """Nobody answers `command` any more."""
        action = self._actions.pop(command, None)
        self._slots.pop(command, None)
        if action is not None:
            self._owner.removeAction(action)
            action.deleteLater()

    def get(self, command: Command) -> QAction | None:
        """The QAction of `command`, if somebody answers it."""
        return self._actions.get(command)

    def definition(self, command: Command) -> Definition:
        """Words, keys and icon of `command`, whether or not somebody answers it."""
        return self._definitions[command]

    def all(self) -> tuple[tuple[Command, QAction, Definition], ...]:
        """What can be done, in the order of the sheet of keys."""
        return tuple(
            (command, self._actions[command], definition)
            for command, definition in self._definitions.items()
            if command in self._actions
        )

    def use_single_keys(self, use: bool) -> None:
        """Whether keys without a modifier work (a setting)."""
        self._single_keys = use
        for command, action in self._actions.items():
            action.setShortcuts(self._keys(self._definitions[command]))

    def hint(self, command: Command) -> str:
        """The first key of `command` as this platform writes it, such as ⌘K or Ctrl+K; empty if it has none."""
        keys = self._keys(self._definitions[command])
        return keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""

    def _keys(self, definition: Definition) -> list[QKeySequence]:
        return [
            QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)
            for key in definition.keys
            if self._single_keys or key not in SINGLE_KEYS
        ]
