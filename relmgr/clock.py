"""The only place that asks the system what time it is."""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

_DAY_SECONDS = 24 * 60 * 60


def _system_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the time; made once, passed in, held still in tests."""

    read: Callable[[], datetime] = _system_now

    def now(self) -> datetime:
        """The present instant, zone-aware, in UTC."""
        return self.read().astimezone(UTC)

    def local_now(self) -> datetime:
        """The present instant in the zone the computer is set to."""
        return self.read().astimezone()

    def today(self) -> date:
        """The day on the wall calendar where the computer is."""
        return self.local_now().date()


def fixed(moment: datetime) -> Clock:
    """A clock that stands still at `moment` (zone-aware): for tests, demos and pictures."""
    return Clock(lambda: moment)


def monotonic() -> float:
    """Seconds on a clock that no setting moves; to notice sleep and jumps of the wall clock."""
    return time.monotonic()


def reread_zone() -> None:
    """Make Python follow a change of the computer's time zone (Qt does so by itself).

    A zone a day or more from UTC, which the system lets anybody set, is none: Python knows no such times.
    """
    if sys.platform == "win32":
        import ctypes

        ctypes.cdll.ucrtbase._tzset()  # Python has no name for it there
    elif hasattr(time, "tzset"):
        time.tzset()
        if max(abs(time.timezone), abs(time.altzone)) >= _DAY_SECONDS:
            os.environ["TZ"] = "UTC0"
            time.tzset()
