"""`export`: everybody as one vCard file."""

import argparse

from relmgr.cli import output
from relmgr.cli.opening import reading
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.errors import InputError
from relmgr.i18n import _, ngettext
from relmgr.paths import replace_file
from relmgr.transfer import exporting

_SUFFIXES = (".vcf", ".vcard")


def run(options: argparse.Namespace, _clock: Clock, _render: Render | None) -> int:
    """The file is replaced whole, or left as it was."""
    path = options.file
    if path.suffix.casefold() not in _SUFFIXES:
        raise InputError(_("Relmgr exports vCard files: give the file a name that ends in .vcf."))
    with reading(options) as store:
        pieces = list(exporting.export(store, options.vcard))
    replace_file(path, b"".join(pieces))
    if options.json:
        output.say_json({"file": path, "version": options.vcard, "cards": len(pieces)})
    else:
        words = ngettext("Wrote {count} card to “{path}”.", "Wrote {count} cards to “{path}”.", len(pieces))
        output.say(words.format(count=len(pieces), path=path))
        output.say(_("The file is not encrypted: delete it when you no longer need it."))
    return 0
