"""`erase`: a person for good, after saying what goes; the whole name is typed, or --yes given."""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from relmgr import settings
from relmgr.cli import output
from relmgr.cli.commands.showing import the_one
from relmgr.cli.opening import writing_with_key
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.errors import InputError
from relmgr.i18n import _, ngettext
from relmgr.services import erasing
from relmgr.services.erasing import Erased, Preview
from relmgr.services.whole.words import table_words

_LISTED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What is said in JSON."""

    erased: str
    rows: dict[str, int]
    with_them: tuple[str, ...]
    shared_conversations: tuple[int, ...]
    mentions: int
    cleaned: tuple[Path, ...]
    left: tuple[tuple[Path, str], ...]
    out_of_reach: tuple[str, ...]


def run(options: argparse.Namespace, clock: Clock, _render: Render | None) -> int:
    """0 when it is done; 1 where the name was not typed: then nothing was changed."""
    with writing_with_key(options) as (store, unlocked):
        one = the_one(store, options.person)
        seen = erasing.preview(store, one.id)
        chosen = settings.load(unlocked.profile.settings_file).settings
        folders = erasing.card_folders(store)
        places = erasing.places_of(unlocked, chosen, folders)
        away = erasing.out_of_reach(unlocked, chosen, folders)
        if not options.json:
            _say(seen, away, cut_texts=options.texts)
        if not (options.yes or _is_confirmed(seen.name, asks=not options.json)):
            raise InputError(
                _("{name} was not erased: the whole name was not typed. Nothing was changed.").format(
                    name=seen.name
                )
            )
        done = erasing.erase(store, one.id, places, clock.now(), cut_texts=options.texts)
    if options.json:
        output.say_json(_answer(seen, done, away))
    else:
        _say_done(seen, done)
    return 0


def _is_confirmed(name: str, *, asks: bool) -> bool:
    if asks:
        output.say(_("To erase {name} for good, type the whole name:").format(name=name))
    return erasing.is_typed_name(sys.stdin.readline() if sys.stdin is not None else "", name)


def _say(seen: Preview, away: tuple[str, ...], *, cut_texts: bool) -> None:
    output.say(_("This goes for good, and cannot be undone:"))
    output.table([(table_words(table), str(count)) for table, count in seen.kept.items()])
    if seen.with_them:
        output.say(_("Known only through {name}, so they go too:").format(name=seen.first_name))
        _list(seen.with_them)
    if seen.organisations:
        output.say(_("Nobody else is there, so it goes too:"))
        _list(seen.organisations)
    if seen.shared:
        output.say(
            _("Conversations with others stay, without {name} and without what was written in them:").format(
                name=seen.first_name
            )
            if cut_texts
            else _("Conversations with others stay, without {name}. Look at what is written in them:").format(
                name=seen.first_name
            )
        )
        _list(tuple(f"{one.on_day.isoformat()}  {', '.join(one.others)}: {one.text}" for one in seen.shared))
    if seen.mentions:
        output.say(_("These name {name}, and stay as they are:").format(name=seen.first_name))
        _list(tuple(f"{one.detail}: {one.title}" for one in seen.mentions))
    for sentence in away:
        output.say(sentence)
    output.say(_("All undo so far goes with it."))


def _list(lines: tuple[str, ...]) -> None:
    output.table([("", line) for line in lines[:_LISTED]], most=100)
    if len(lines) > _LISTED:
        more = len(lines) - _LISTED
        output.say(ngettext("and {n} more", "and {n} more", more).format(n=more))


def _say_done(seen: Preview, done: Erased) -> None:
    output.say(_("{name} is erased.").format(name=seen.name))
    count = len(done.cleaned)
    if count:
        words = ngettext(
            "{count} copy of the file was cleaned too.", "{count} copies of the file were cleaned too.", count
        )
        output.say(words.format(count=count))
    for path, why in (*done.left, *done.unreadable):
        output.say(_("Still in “{path}”: {why}").format(path=path, why=why))
    output.say(
        _(
            "Out of reach are backups on disks that are not connected, files you exported, and phones that got a copy. "
            "If {name} comes with one of them again, you are asked first."
        ).format(name=seen.first_name)
    )


def _answer(seen: Preview, done: Erased, away: tuple[str, ...]) -> _Answer:
    return _Answer(
        erased=seen.name,
        rows=seen.kept,
        with_them=seen.with_them,
        shared_conversations=tuple(one.id for one in seen.shared),
        mentions=len(seen.mentions),
        cleaned=done.cleaned,
        left=(*done.left, *done.unreadable),
        out_of_reach=away,
    )
