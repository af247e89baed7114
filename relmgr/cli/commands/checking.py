"""`check`: looks the whole file over and says what it found."""

import argparse
from contextlib import ExitStack

from relmgr.cli import output
from relmgr.cli.opening import profile_of, reading
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.errors import InUseError, RelmgrError
from relmgr.i18n import _
from relmgr.services.check import CheckReport, check
from relmgr.vault import FileLock, state


def run(options: argparse.Namespace, _clock: Clock, _render: Render | None) -> int:
    """0 for a sound file; for one that is not, 1 and the first fault as the complaint."""
    state(profile_of(options)).require_ready()
    with ExitStack() as held:
        is_alone = True
        try:
            held.enter_context(FileLock(profile_of(options)))
        except InUseError:
            is_alone = False
        store = held.enter_context(reading(options))
        report = check(store, is_alone=is_alone and not store.is_read_only)
    if options.json:
        output.say_json(
            {
                "is_sound": report.is_sound,
                "looked_at": report.looked_at,
                "faults": report.faults,
                "counts": report.counts,
            }
        )
    else:
        _say(report)
    if not report.is_sound:
        raise RelmgrError(report.faults[0])
    return 0


def _say(report: CheckReport) -> None:
    for sentence in (*report.looked_at, *report.faults[1:]):
        output.say(sentence)
    output.table([(name, str(count)) for name, count in report.counts.items()])
    if report.is_sound:
        output.say(_("All is well."))
