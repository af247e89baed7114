"""`card`: one person's card, or what to read before a call, as text, JSON, a page, a PDF or a picture."""

import argparse
import sys
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time

from relmgr.cli import output
from relmgr.cli.opening import reading
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.domain.zones import ComputerZone, local_day
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.paths import replace_file
from relmgr.services.card import CardView, card, timeline
from relmgr.services.long_line import LongLine, long_line
from relmgr.services.people.finding import PersonName, find
from relmgr.services.prep import PrepView, prep
from relmgr.store import Store
from relmgr.transfer import card_text, prep_text

_DRAWN = ("pdf", "png")
_NAMED = 8


def run(options: argparse.Namespace, clock: Clock, render: Render | None) -> int:
    """Where a name means several people, it says which."""
    if options.format in _DRAWN and options.output is None:
        raise InputError(_("Say where the file goes: -o FILE.{suffix}.").format(suffix=options.format))
    with reading(options) as store:
        one = the_one(store, options.person)
        now = clock.now() if options.on is None else _noon(options.on)
        read = prep if options.prep else card
        view: CardView | PrepView | _Whole = read(
            store, one.id, now, ComputerZone(), discreet=not options.all
        )
        if options.format == "json" and isinstance(view, CardView):
            view = _whole(store, view, local_day(now, ComputerZone()))
    if options.format in _DRAWN:
        if render is None:
            raise InputError(_("This Relmgr draws no pictures. Choose --format html."))
        render(view, options.format, options.output)
    elif options.output is not None:
        replace_file(options.output, _written(view, options.format).encode("utf-8", "replace"))
    elif options.format == "text":
        output.say(_written(view, "text").rstrip("\n"))
    else:
        sys.stdout.write(_written(view, options.format))
    return 0


@dataclass(frozen=True, slots=True)
class _Whole:
    """A card with every row of its timeline and the long line beside it, for programs."""

    card: CardView
    line: LongLine


def _whole(store: Store, view: CardView, today: date) -> _Whole:
    person_id = view.person.id
    entries = timeline.entries(store, person_id, today)
    rows = timeline.rows(store, person_id, entries, today)
    return _Whole(replace(view, timeline=rows), long_line(store, person_id, today))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), ComputerZone()).astimezone(UTC)


def _written(view: CardView | PrepView | _Whole, form: str) -> str:
    if isinstance(view, _Whole):
        card_fields = {one.name: getattr(view.card, one.name) for one in fields(view.card)}
        return output.as_json({**card_fields, "line": view.line}) + "\n"
    if form == "json":
        return output.as_json(view) + "\n"
    if isinstance(view, PrepView):
        return prep_text.html(view) if form == "html" else prep_text.text(view)
    return card_text.html(view) if form == "html" else card_text.text(view)


def the_one(store: Store, named: str) -> PersonName:
    """The one person a name means. Raises InputError, naming the choices where there are several."""
    found = find(store, named)
    full = [one for one in found if not one.is_light] or list(found)
    if len(full) == 1:
        return full[0]
    if not full:
        raise InputError(_("Nobody here is called “{name}”. “people” lists everybody.").format(name=named))
    raise InputError(
        _("“{name}” may be {choices}. Say the whole name or the number.").format(
            name=named, choices=choices(full)
        )
    )


def choices(people: list[PersonName]) -> str:
    """The names with their numbers, the first eight."""
    listed = ", ".join(f"{one.name} ({one.id})" for one in people[:_NAMED])
    return listed + _(" and others") if len(people) > _NAMED else listed
