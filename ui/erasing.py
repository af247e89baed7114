"""Finishes an erasure behind the window: the bytes, the cards and the backups, off its thread (promise 11)."""

from collections.abc import Callable
from dataclasses import replace

from relmgr.errors import RelmgrError
from relmgr.i18n import _
from relmgr.services import erasing
from relmgr.services.erasing import Erased, Places
from relmgr.store import Store
from relmgr.vault import DatabaseKey
from ui.context import Context
from ui.errors import shown
from ui.tasks import Task

Told = Callable[[Erased], object]


def finish(
    context: Context,
    done: Told,
    failed: Callable[[RelmgrError], object],
    progress: Callable[[int, int], object] = lambda _done, _of: None,
) -> Task | None:
    """Go on with what was begun; None where nothing was, or nothing can be written. Changes wait meanwhile."""
    store, unlocked = context.store, context.unlocked
    if unlocked is None or store.is_read_only or store.is_busy:
        return None
    one = erasing.unfinished(store)
    if one is None:
        return None
    key = DatabaseKey(unlocked.key.raw())  # locking forgets the other one at any moment
    places = erasing.places_of(replace(unlocked, key=key), context.settings, erasing.card_folders(store))
    hashes, now = erasing.hashes_of(store, one), context.now()
    store.is_held = True

    def work(task: Task) -> Erased:
        return erasing.finish(places, one, hashes, now, task.report)

    def settle(found: Erased) -> None:
        _let_go(store, places, found)
        done(found)

    def give_up(error: RelmgrError) -> None:
        store.is_held = False
        key.forget()
        failed(error)

    def reported(at: int, of: int) -> None:
        progress(at, of)

    return context.tasks.run_counted(work, settle, give_up, reported)


def _let_go(store: Store, places: Places, found: Erased) -> None:
    store.is_held = False
    if found.is_whole and not store.connection.closed:
        erasing.settle(store, places)
    places.key.forget()


def finish_begun(context: Context) -> None:
    """At a start: finish what a kill, a full disk or a lock cut short, and say so only where something is left."""

    def told(found: Erased) -> None:
        if found.left:
            context.signals.problem.emit(left_words(found))

    with shown(context.signals):
        finish(context, told, lambda error: context.signals.problem.emit(str(error)))


def left_words(found: Erased) -> str:
    """What could not be cleaned, and what to do."""
    places = ", ".join(f"“{path}”" for path, _why in (*found.left, *found.unreadable))
    return _(
        "Erased, but not yet in {places}. It is tried again when Relmgr starts; what cannot be read there, delete yourself."
    ).format(places=places)
