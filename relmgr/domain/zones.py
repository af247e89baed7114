"""Local times: which instant a wall clock means, what it says elsewhere, and how far ahead that is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from relmgr.errors import InputError
from relmgr.i18n import _

_MINUTE = timedelta(minutes=1)
_SECOND = timedelta(seconds=1)


class ComputerZone(tzinfo):
    """The zone the computer is set to, with its past and future changes, whatever its name.

    `datetime.astimezone()` alone gives the offset of one instant only, wrong for a reminder after the next change
    of the clocks. Follows a change of the zone once `relmgr.clock.reread_zone` was called.
    """

    def utcoffset(self, moment: datetime | None, /) -> timedelta | None:
        """Ahead of UTC at that wall-clock time; a gap or overlap as `fold` says (PEP 495)."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, moment: datetime | None, /) -> timedelta | None:
        """Unknown: nothing here needs it."""
        return None

    def tzname(self, moment: datetime | None, /) -> str | None:
        """The short name of the time in force."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, moment: datetime, /) -> datetime:
        """The wall clock at an instant given in UTC; in an overlap, `fold` says which of the two it is."""
        instant = moment.replace(tzinfo=UTC)
        wall = instant.astimezone().replace(tzinfo=None)
        is_first = wall.astimezone() == instant
        return wall.replace(tzinfo=self, fold=0 if is_first else 1)


@dataclass(frozen=True, slots=True)
class LocalTime:
    """What their clock says (`at`, in their zone) and how far ahead of mine it is (`ahead`, negative: behind)."""

    at: datetime
    ahead: timedelta


@lru_cache(maxsize=128)  # zoneinfo itself keeps eight; people live in more, and each is a file to read
def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name such as "Africa/Johannesburg". Raises InputError if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        message = _("There is no time zone “{name}”. Try one such as Africa/Johannesburg.")
        raise InputError(message.format(name=name), "time_zone") from error


def local_instant(day: date, at: time, zone: tzinfo) -> datetime:
    """The instant, in UTC, at which clocks in `zone` first show `at` on `day` (years 2 to 9998).

    Where they skip it, the first valid minute after; where they show it twice, the first time (quality §3).
    """
    # A named zone never changes its mind while the program runs; that of the computer may.
    return _known_instant(day, at, zone) if isinstance(zone, ZoneInfo) else _instant(day, at, zone)


def _instant(day: date, at: time, zone: tzinfo) -> datetime:
    wall = datetime.combine(day, at.replace(microsecond=0, tzinfo=None, fold=0))
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    if _wall(instant, zone) == wall:
        return instant
    return _after_gap(wall, instant, zone)


@lru_cache(maxsize=4096)
def _known_instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    return _instant(day, at, zone)


def _wall(instant: datetime, zone: tzinfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def _after_gap(wall: datetime, late: datetime, zone: tzinfo) -> datetime:
    """Finds the change by halving. By PEP 495 it lies between the readings of `wall` with both offsets."""
    early = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while late - early > _SECOND:
        middle = early + (late - early) // 2
        if _wall(middle, zone) < wall:
            early = middle
        else:
            late = middle
    return _whole_minute(late.replace(microsecond=0), zone)


def _whole_minute(instant: datetime, zone: tzinfo) -> datetime:
    """Local mean times of old changed in the middle of a minute; the next whole one on the wall."""
    past = timedelta(seconds=_wall(instant, zone).second)
    return instant + (_MINUTE - past if past else timedelta())


def local_day(now: datetime, zone: tzinfo) -> date:
    """The day on the wall calendar in `zone` at that instant."""
    return now.astimezone(zone).date()


def local_time(now: datetime, theirs: tzinfo, mine: tzinfo) -> LocalTime:
    """Their time now, and how far it is ahead of mine."""
    there = now.astimezone(theirs)
    return LocalTime(there, _wall(now, theirs) - _wall(now, mine))


def ahead_words(ahead: timedelta) -> str:
    """ "2 h ahead of you", "5 h 30 min behind you", "your time"."""
    hours, minutes = divmod(int(abs(ahead).total_seconds()) // 60, 60)
    if not hours and not minutes:
        return _("your time")
    if not minutes:
        length = _("{hours} h").format(hours=hours)
    elif not hours:
        length = _("{minutes} min").format(minutes=minutes)
    else:
        length = _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
    if ahead < timedelta():
        return _("{length} behind you").format(length=length)
    return _("{length} ahead of you").format(length=length)


def day_there_words(now: datetime, theirs: tzinfo, mine: tzinfo) -> str:
    """Whether it is "tomorrow there" or "yesterday there"; nothing on the same day."""
    days = (local_day(now, theirs) - local_day(now, mine)).days
    if not days:
        return ""
    return _("tomorrow there") if days > 0 else _("yesterday there")
