"""Undo and redo: at once, or with patience shown where a step is as large as an import."""

from collections.abc import Generator

from relmgr.i18n import _
from ui.context import Context, DialogHost
from ui.dialogs.working import Steps, WorkingDialog
from ui.errors import shown

LARGE = 2_000
"""Notes of a step from which on it is done in slices: less takes a tenth of a second."""


def replay(context: Context, host: DialogHost, *, undo: bool) -> None:
    """Undo the last step, or do again what was undone last, and say so."""
    store, signals = context.store, context.signals
    done = _("Undone: {what}") if undo else _("Done again: {what}")
    nothing = _("There is nothing to undo.") if undo else _("There is nothing to redo.")
    size = store.undo_size if undo else store.redo_size
    with shown(signals):
        if size < LARGE:
            label = store.undo() if undo else store.redo()
            signals.message.emit(done.format(what=label) if label is not None else nothing)
            return
        store.require_names()
        label = store.undo_label if undo else store.redo_label
        title = (_("Undoing: {what}") if undo else _("Doing again: {what}")).format(what=label)
        work = store.undo_in_steps() if undo else store.redo_in_steps()
        dialog = WorkingDialog(host, title, _so_far(work, size), size)
        dialog.failed.connect(signals.problem)
        dialog.finished.connect(lambda _label: signals.message.emit(done.format(what=label)))
        host.open_dialog(dialog, dialog.cancel)


def _so_far(work: Generator[int, None, str | None], size: int) -> Steps:
    """How many of the notes are replayed, from how many are left."""
    try:
        for left in work:
            yield size - left, size
    finally:
        work.close()


__all__ = ["LARGE", "replay"]
