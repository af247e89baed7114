"""What stands for the shell until the window is wanted: at log-in Relmgr waits in the tray without one."""

from typing import TYPE_CHECKING, Any, cast

from relmgr.domain.unsaved import Unsaved
from relmgr.errors import RelmgrError
from ui.context import Context, Navigator
from ui.locking import Locking, take_up
from ui.main_window import Desk, MainWindow

if TYPE_CHECKING:  # imported once somebody wants to see it
    from ui.main_window import Shell


class ShellLater:
    """Leads wherever the shell does, and makes it when somebody first asks for it."""

    def __init__(self, context: Context, desk: Desk, window: MainWindow) -> None:
        self._context, self._desk, self._window = context, desk, window
        self.shell: Shell | None = None
        """The shell, once it was made."""
        self._said: list[str] = []
        self._warned: list[str] = []
        context.signals.message.connect(self._say)
        context.signals.problem.connect(self._warn)

    def wake(self) -> "Shell":
        """The shell; what was to be told before it stood is told in it."""
        if self.shell is None:
            from ui.main_window import Shell

            self.shell = Shell(self._context, self._desk, self._window.actions_)
            self._window.show_face(self.shell)
            self.shell.start(self._window.page_to_open())
            for sentence in self._said:
                self._context.signals.message.emit(sentence)
            for sentence in self._warned:
                self._context.signals.problem.emit(sentence)
        return self.shell

    def go_on(self, locking: Locking) -> str:
        """Take up what was kept when the file was shut: undo steps, what was being typed, an erasure that was begun.

        Returns a sentence where something of it was lost.
        """
        store = self._context.store
        locking.begin()
        told = take_up(store)
        try:
            locking.offer(store, lambda: self.wake().show_unsaved())
            if store.takes_changes and store.has_begun_erasing():
                from ui.erasing import finish_begun

                finish_begun(self._context)
        except RelmgrError as error:
            self._context.signals.problem.emit(str(error))
        return told

    def typed(self) -> tuple[Unsaved, ...]:
        """What stands typed in it and not saved."""
        return self.shell.typed() if self.shell is not None else ()

    def end(self) -> None:
        """Let go of the file."""
        if self.shell is not None:
            self.shell.end()

    def raise_window(self) -> None:
        """Bring the window to the front."""
        self.wake().raise_window()

    def as_navigator(self) -> Navigator:
        """This, as what the tray is handed: every other way there is asks for the shell."""
        return cast("Navigator", self)

    def _say(self, sentence: str) -> None:
        if self.shell is None:
            self._said.append(sentence)

    def _warn(self, sentence: str) -> None:
        if self.shell is None and sentence not in self._warned:
            self._warned.append(sentence)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.wake(), name)
