"""`duplicates` and `merge`: who may be one person, and making one of two."""

import argparse
from typing import Any

from relmgr.cli import output
from relmgr.cli.commands.showing import the_one
from relmgr.cli.opening import reading, writing
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.domain.duplicates import Pair, against_words, certainty_word, counts, reason_words
from relmgr.i18n import _, ngettext
from relmgr.services import duplicates, merging


def run(options: argparse.Namespace, clock: Clock, _render: Render | None) -> int:
    """Lists the pairs, or merges two people."""
    return _merge(options, clock) if options.command == "merge" else _list(options)


def _list(options: argparse.Namespace) -> int:
    with reading(options) as store:
        seen = duplicates.snapshot(store)
    names = {entry.key: entry.name for entry in seen.entries}
    pairs = seen.find()
    if options.json:
        output.say_json([_as_object(pair, names) for pair in pairs])
        return 0
    output.table(
        [
            (
                certainty_word(pair.certainty),
                f"{pair.one} {names[pair.one]}",
                f"{pair.other} {names[pair.other]}",
                reason_words(pair.reasons),
            )
            for pair in pairs
        ]
    )
    found = counts(pairs)
    summary = ngettext("{count} pair may be one person", "{count} pairs may be one person", len(pairs))
    said = [f"{certainty_word(each)}: {count}" for each, count in found.items() if count]
    if not pairs:
        output.say(_("Nobody stands here twice, as far as can be seen."))
    else:
        output.say("; ".join((summary.format(count=len(pairs)), *said)))
    return 0


def _as_object(pair: Pair, names: dict[int, str]) -> dict[str, Any]:
    return {
        "class": pair.certainty,
        "score": pair.points,
        "one": {"id": pair.one, "name": names[pair.one]},
        "other": {"id": pair.other, "name": names[pair.other]},
        "reasons": [{"ground": each.ground, "detail": each.detail} for each in pair.reasons],
        "because": reason_words(pair.reasons),
        "against": against_words(pair.against),
    }


def _merge(options: argparse.Namespace, clock: Clock) -> int:
    with writing(options) as store:
        stays, goes = the_one(store, options.stays), the_one(store, options.goes)
        compared = merging.compare(store, stays.id, goes.id)
        merging.merge(store, stays.id, goes.id, clock.now())
    if options.json:
        kept = [
            {"field": each.key, "kept": each.stays, "earlier": each.goes}
            for each in compared.choices
            if each.is_open and each.chosen is merging.Side.STAYS
        ]
        output.say_json(
            {"id": stays.id, "name": stays.name, "merged": goes.id, "merged_name": goes.name, "earlier": kept}
        )
    else:
        output.say(_("{name} went into {into}.").format(name=goes.name, into=stays.name))
    return 0
