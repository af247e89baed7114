"""One long step of SQLite in a thread of its own, which keeps Python free for the window meanwhile.

What SQLite does at one go, such as a commit or joining pieces of a search, cannot be cut into slices; its driver
lets other threads run while SQLite works. Nobody else may use the connection until it has ended.
"""

import threading
from collections.abc import Callable, Iterator

from sqlalchemy import Connection

_WAITED_SECONDS = 0.004
"""How long one look at the thread takes at most: a quarter of a picture of the window."""
_UNDER_WAY = "beside"


class Beside:
    """Work under way in a thread that the end of the program waits for."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._work = work
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._work()
        except BaseException as error:  # noqa: BLE001  (raised again where it is waited for)
            self._error = error

    def has_ended(self) -> bool:
        """Whether it is done, after a short wait."""
        self._thread.join(_WAITED_SECONDS)
        return not self._thread.is_alive()

    def wait(self) -> None:
        """Until it is done."""
        self._thread.join()

    def require(self) -> None:
        """Raises what the work raised."""
        if self._error is not None:
            raise self._error


def in_thread(connection: Connection, work: Callable[[], object]) -> Iterator[None]:
    """Do `work`, which uses `connection` past SQLAlchemy and nothing else of ours; yields until it is done.

    Raises what `work` raises. Closing the generator waits for the thread.
    """
    running = connection.info[_UNDER_WAY] = Beside(work)
    try:
        while not running.has_ended():
            yield
    finally:
        running.wait()
        del connection.info[_UNDER_WAY]
    running.require()


def settle(connection: Connection) -> None:
    """Wait until no thread is at work on `connection`: before anybody else reads on it."""
    running: Beside | None = connection.info.get(_UNDER_WAY)
    if running is not None:
        running.wait()
