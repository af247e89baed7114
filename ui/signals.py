"""What happens in the running app, as Qt signals that windows listen to; names say what happened, not what to do."""

from PySide6.QtCore import QObject, Signal


class Signals(QObject):
    """One for each open file, made by the app and handed down in the Context."""

    store_changed = Signal(object)
    """The file changed: a `relmgr.store.Changes`. Undo and redo tell it the same way."""
    settings_changed = Signal()
    """The user chose otherwise: read `context.settings` again."""
    theme_changed = Signal()
    """Colours, text size or motion changed: whoever painted by hand paints again."""
    day_changed = Signal()
    """Another day began, or the clock or its zone was set: everything that says "today" is stale."""
    due_changed = Signal(int)
    """So many things are due now, for the navigation and the tray."""
    message = Signal(str)
    """A sentence for the notice bar."""
    problem = Signal(str)
    """The sentence of a RelmgrError for the notice bar: with an icon, and it stays until it is closed."""
    sync_asked = Signal(bool)
    """Bring the folder of cards in step now; True: take over that most of its files are gone."""
    deletions_waiting = Signal(bool)
    """Whether so many files are gone from the folder of cards that somebody has to say it is meant."""
    synced = Signal(str)
    """What a pass over the folder of cards did, in a sentence."""
    undo_offered = Signal(str)
    """What was just done, for the notice bar with Undo. The window emits it for every change by itself."""
