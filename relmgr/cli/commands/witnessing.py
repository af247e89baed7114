"""`moment`: notes one dated piece of evidence about a person, or lists the kinds there are (C4, D1, D2)."""

import argparse

from relmgr.cli import output
from relmgr.cli.commands.showing import the_one
from relmgr.cli.opening import writing
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.domain.moments import MEANINGS, OFFERED, moment_words, say, speaks_words, whose_words
from relmgr.i18n import _
from relmgr.services import moments


def run(options: argparse.Namespace, clock: Clock, _render: Render | None) -> int:
    """Prints what was kept, as a sentence with its day; with --kinds the catalogue, for which no file is opened."""
    if options.kinds:
        return _list(in_json=options.json)
    today = clock.today()
    day = options.on or today
    with writing(options) as store:
        person = the_one(store, options.person)
        number = moments.add(store, person.id, options.kind, day, options.note)
    sentence = say(options.kind, day, today)
    if options.json:
        output.say_json(
            {
                "id": number,
                "person": person.name,
                "person_id": person.id,
                "kind": options.kind,
                "on": day,
                "note": options.note.strip(),
                "sentence": sentence,
            }
        )
        return 0
    output.say(_("{name}: {sentence}.").format(name=person.name, sentence=sentence))
    return 0


def _list(*, in_json: bool) -> int:
    if in_json:
        output.say_json(
            [
                {
                    "kind": kind,
                    "words": moment_words(kind),
                    "direction": MEANINGS[kind].whose,
                    "supports": MEANINGS[kind].supports,
                    "contradicts": MEANINGS[kind].contradicts,
                    "warning": MEANINGS[kind].warning,
                    "shows": MEANINGS[kind].shows,
                    "lacks": MEANINGS[kind].lacks,
                }
                for kind in OFFERED
            ]
        )
        return 0
    output.table(
        [
            (kind.value, moment_words(kind), whose_words(MEANINGS[kind].whose), speaks_words(kind))
            for kind in OFFERED
        ],
        most=100,
    )
    return 0
