"""How faults reach the user: a sentence for what the environment or the input caused, the crash dialog for bugs."""

from collections.abc import Iterator
from contextlib import contextmanager

from relmgr.errors import RelmgrError
from ui.signals import Signals


@contextmanager
def shown(signals: Signals) -> Iterator[None]:
    """Show the sentence of a RelmgrError that happens inside in the notice bar, and go on."""
    try:
        yield
    except RelmgrError as error:
        signals.problem.emit(str(error))
