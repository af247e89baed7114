"""All that can be taken in, through one door: a file is recognised by what is in it, then read as cards.

    recognised = recognise(stream, name)          # content decides; the name settles only what content leaves open
    if recognised.asks: …                         # what the columns mean, the order of day and month
    entries = read(stream, recognised, answers)   # Card | Problem | Loose, in the order of the file

`read` never raises on any content: what cannot be understood is a `Problem` with its line. Whatever is recognised by
nobody is read as vCards, so that each of its lines is reported.

A new format is a package with two functions, named in `registry`: `recognise(sample) -> Recognised | None` and
`read(stream, recognised, answers) -> Iterator[Entry]`. Its cards say `Card.source` (the format's word; UIDs are kept
and matched under it in table identity), `Card.columns` (what has no home; kept in table foreign_line under that word
as a JSON array [heading, value], and given back by the export of the same format), `Card.line`, `Card.traced` (every
line or cell with its fate, reason and excerpt; `Card.tally` counts the same) and `Card.problems`.

What a record carries beyond a card (Monica's calls and reminders, all of our archive) is `Card.beyond`: frozen
dataclasses derived from `relmgr.transfer.beyond.Beyond`, with a `mark` that the source keeps from export to export
and a `write(hand)` that is called inside the same change, once all people and relations are written. The importer
notes each (source, mark) and never writes it again, so that a second import brings nothing back that was changed or
removed here. What belongs to no person comes as an entry of its own, `Loose`.
"""

import logging
from collections.abc import Iterator
from typing import BinaryIO

from relmgr.i18n import _
from relmgr.transfer.beyond import Beyond, Hand, Loose
from relmgr.transfer.sources import registry
from relmgr.transfer.sources.model import (
    NO_ANSWERS,
    Answers,
    Ask,
    Column,
    DateOrder,
    Format,
    Recognised,
    Sample,
)
from relmgr.transfer.sources.registry import Entry
from relmgr.transfer.vcard import Card, Problem, without_controls

_log = logging.getLogger(__name__)


def recognise(stream: BinaryIO, name: str = "") -> Recognised:
    """What the file is, by its content. `stream` can be sought, and stands at its start afterwards.

    Raises OSError where the stream does, and nothing on any content.
    """
    sample = Sample.of(stream, name)
    for place in registry.RECOGNISERS:
        found: Recognised | None = None
        try:
            found = registry.load(place)(sample)
        except (OSError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001  (who cannot tell does not know the file; the next may)
            _log.error("%s failed", place, exc_info=error)
        stream.seek(0)
        if found is not None:
            return found
    return Recognised(format=Format.VCARD, name=name)


def read(stream: BinaryIO, recognised: Recognised, answers: Answers = NO_ANSWERS) -> Iterator[Entry]:
    """What stands in the file, in its order. Raises OSError where the stream does, and nothing on any content."""
    stream.seek(0)
    line = 0
    try:
        for entry in registry.load(registry.READERS[recognised.format])(stream, recognised, answers):
            if not isinstance(entry, Loose):
                line = entry.line
            yield without_controls(entry) if isinstance(entry, Card) else entry
    except (OSError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001  (one odd record must not cost the user all others)
        _log.error("reading %s failed", recognised.format, exc_info=error)
        reason = _("Relmgr met a fault of its own here ({kind}); the rest of this file was not read.")
        yield Problem(line=line, reason=reason.format(kind=type(error).__name__))


__all__ = [
    "NO_ANSWERS",
    "Answers",
    "Ask",
    "Beyond",
    "Column",
    "DateOrder",
    "Entry",
    "Format",
    "Hand",
    "Loose",
    "Recognised",
    "Sample",
    "read",
    "recognise",
]
