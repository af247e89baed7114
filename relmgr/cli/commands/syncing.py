"""`sync`: one pass over the folder of cards, both ways (X3, X4)."""

import argparse
from pathlib import Path

from relmgr import settings
from relmgr.backup import Kind
from relmgr.cli import output
from relmgr.cli.opening import profile_of, writing, writing_after_backup
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.errors import InputError
from relmgr.i18n import _, ngettext
from relmgr.transfer.vdir import Folder, Report, Sync, Verb


def run(options: argparse.Namespace, clock: Clock, _render: Render | None) -> int:
    """Nothing is done where the folder is gone, or most of its files are."""
    chosen = settings.load(profile_of(options).settings_file).settings
    place = options.folder or (Path(chosen.card_folder) if chosen.card_folder else None)
    if place is None:
        raise InputError(
            _("No folder of cards is chosen. Choose one in the settings, or say it with --folder.")
        )
    is_whole = not options.without_private and (options.folder is not None or chosen.card_folder_whole)
    with (
        writing_after_backup(options, Kind.BEFORE_DELETING, clock.now())
        if options.take_deletions
        else writing(options)
    ) as store:
        folder = Folder(place.absolute())
        job = Sync(
            store, folder, folder.scan(), clock.now(), is_whole=is_whole, may_delete=options.take_deletions
        )
        report = job.run()
    _tell(report, options.json)
    return 0


def _tell(report: Report, as_json: bool) -> None:
    if as_json:
        lines = [
            {"outcome": one.verb.value, "name": one.name, "file": one.file_name, "reason": one.words}
            for one in report.done
        ]
        counts = {verb.value: report.count(verb) for verb in Verb}
        output.say_json({**counts, "earlier_values": report.kept, "cards": lines})
        return
    words = {
        Verb.WRITTEN: ngettext("{count} file written.", "{count} files written.", report.count(Verb.WRITTEN)),
        Verb.TAKEN: ngettext(
            "{count} change taken over.", "{count} changes taken over.", report.count(Verb.TAKEN)
        ),
        Verb.NEW_HERE: ngettext("{count} new person.", "{count} new people.", report.count(Verb.NEW_HERE)),
        Verb.TRASHED: ngettext(
            "{count} person moved to the trash.",
            "{count} people moved to the trash.",
            report.count(Verb.TRASHED),
        ),
        Verb.REMOVED: ngettext("{count} file removed.", "{count} files removed.", report.count(Verb.REMOVED)),
    }
    said = [words[verb].format(count=report.count(verb)) for verb in words if report.count(verb)]
    for sentence in said:
        output.say(sentence)
    for one in report.done:
        if one.verb is Verb.LEFT:
            output.say(_("“{file}” was left alone: {reason}.").format(file=one.file_name, reason=one.words))
    if not report.done:
        output.say(_("Nothing has changed on either side."))


__all__ = ["run"]
