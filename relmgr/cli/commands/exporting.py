"""`export`: people as a file that other programs read, or everything as an archive (X3)."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from relmgr.cli import output
from relmgr.cli.commands.showing import the_one
from relmgr.cli.opening import reading
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.domain.ids import PersonId
from relmgr.domain.zones import ComputerZone, local_day
from relmgr.errors import InputError
from relmgr.i18n import _, ngettext
from relmgr.paths import replace_file
from relmgr.services.whole import Scope
from relmgr.store import Store
from relmgr.transfer.exporting import Exporter, Form, elsewhere, form_of_name
from relmgr.transfer.vcard import Dialect

_STANDARD = Path("-")


def run(options: argparse.Namespace, clock: Clock, _render: Render | None) -> int:
    """The file is replaced whole, or left as it was; “-” is the standard output."""
    form = _form(options)
    with reading(options) as store:
        ids = _people(store, options.people)
        _require_fitting(form, ids, options.file)
        made = _write(store, form, ids, options, clock.now())
    if options.file != _STANDARD:
        _tell(options, form, made)
    return 0


def _form(options: argparse.Namespace) -> Form:
    if options.format is not None:
        return Form(options.format)
    if options.vcard is not None:
        return Form.VCARD4 if options.vcard == "4.0" else Form.VCARD3
    form = form_of_name(options.file.suffix)
    if form is None or form not in elsewhere.offered():
        raise InputError(
            _("The name of the file does not say in which form to write it. Say it with --format.")
        )
    return form


def _people(store: Store, named: list[str]) -> list[PersonId] | None:
    """None for everybody. Raises InputError for a name that means nobody or several."""
    return [the_one(store, name).id for name in named] or None


def _require_fitting(form: Form, ids: list[PersonId] | None, path: Path) -> None:
    if form.is_whole and ids is not None:
        raise InputError(_("An archive always holds everybody. Leave the people out."))
    if form.is_whole and path == _STANDARD:
        raise InputError(_("An archive is written to a file. Give it a name that ends in .zip."))
    if form.is_single and (ids is None or len(ids) != 1):
        raise InputError(_("This form is the record of one person. Say whose."))


def _write(
    store: Store, form: Form, ids: list[PersonId] | None, options: argparse.Namespace, now: datetime
) -> int:
    """How many people, or entries of a calendar or archive, the file holds."""
    if form.is_whole:
        writing = elsewhere.whole(form, store, options.file, now)
        while writing.step():
            pass
        return writing.done
    if form.is_single and ids is not None:
        scope = Scope.WITHOUT_MY_VIEW if options.without_my_view else Scope.EVERYTHING
        content, count = elsewhere.single(form, store, ids[0], now, scope).encode("utf-8", "replace"), 1
    else:
        today, dialect = local_day(now, ComputerZone()), Dialect(options.dialect)
        exporter = Exporter(store, form, ids, today, dialect, discreet=not options.all)
        content = exporter.run()
        count = exporter.count
    if options.file == _STANDARD:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        replace_file(options.file, content)
    return count


def _tell(options: argparse.Namespace, form: Form, count: int) -> None:
    path = options.file
    if options.json:
        said = {"file": path, "format": form.value, "cards": count}
        if form in (Form.VCARD3, Form.VCARD4):
            said["version"] = "4.0" if form is Form.VCARD4 else "3.0"
        output.say_json(said)
        return
    if form in (Form.ARCHIVE, Form.ICS):
        words = ngettext("Wrote {count} entry to “{path}”.", "Wrote {count} entries to “{path}”.", count)
    else:
        words = ngettext("Wrote {count} card to “{path}”.", "Wrote {count} cards to “{path}”.", count)
    output.say(words.format(count=count, path=path))
    output.say(_("The file is not encrypted: delete it when you no longer need it."))
