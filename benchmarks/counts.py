"""Counts what every screen, key and save does, not how long it takes: the same on a busy machine and on a quiet one.

`dev.py bench --quick` prints a table in a minute or two; with --record it goes to tests/data/counts.json, where
tests/test_counts.py holds every later run against it. What is counted, at 200 and at 2,000 people:

statements   sent to the database;
steps        of SQLite's machine, in tens: a plan that reads a table end to end, or sorts it, shows here;
calls        of functions written in Python;
widgets      that were made and shown.
"""

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.data import build_db, twenty_years
from benchmarks.measure import Call
from benchmarks.reading import ZONE
from benchmarks.windows import Window
from relmgr.domain.ids import PersonId

SIZES = (200, 2_000)
RECORDED = Path(__file__).parent.parent / "tests" / "data" / "counts.json"
KINDS = ("statements", "steps", "calls", "widgets")
_STEP = 10
_ROUNDS = 2

SLACK = {
    "statements": (1.1, 4),
    "steps": (1.3, 100),
    "calls": (1.25, 8_000),
    "widgets": (1.1, 6),
    "modules": (1, 8),
}
"""What a count may be of the recorded one, and so many more: what differs from one run or Python to another."""

Counts = dict[str, dict[str, dict[str, int]]]
"""What by name, then by the number of people, then by kind."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that somebody does. `guards` says what a rise would mean; `before` and `after` are not counted."""

    what: str
    guards: str
    act: Call
    before: Call = field(default=lambda: None)
    after: Call = field(default=lambda: None)


def main(arguments: list[str]) -> int:
    """Count, print, and record if told to."""
    parser = argparse.ArgumentParser(prog="dev.py bench --quick", description=__doc__)
    parser.add_argument("--record", action="store_true", help=f"keep the counts in {RECORDED.name}")
    parser.add_argument("--into", type=Path, help="write them into this file as JSON")
    given = parser.parse_args(arguments)
    os.environ["TZ"] = "Europe/London"
    with tempfile.TemporaryDirectory(prefix="relmgr-benchmark-") as folder:
        os.environ["HOME"] = folder
        found = counted(Path(folder))
    for path in (RECORDED if given.record else None, given.into):
        if path is not None:
            path.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print("\n".join(table(found)))
    recorded: Counts = json.loads(RECORDED.read_text("utf-8"))
    print("\n".join(over(found, recorded)) or "None is above what was recorded.", flush=True)
    return 0


def counted(folder: Path) -> Counts:
    """Everything at both sizes."""
    found: Counts = {"start: to the first paint": {"0": {"modules": _modules(_TO_THE_PAINT)}}}
    found["start: to the first page"] = {"0": {"modules": _modules(_TO_THE_PAGE)}}
    for people in SIZES:
        store = build_db.build(folder / f"{people}.db", build_db.Size(people, 10 * people))
        window = Window(store)
        counter = _Counter(window)
        for one in _everything(window):
            one.before()
            one.act()  # what is imported and kept the first time is not counted
            one.after()
            found.setdefault(one.what, {})[str(people)] = counter.count(one)
        window.end()
        store.close()
    return found


_TO_THE_PAINT = "main, ui.app, ui.instance, ui.main_window"
_TO_THE_PAGE = f"{_TO_THE_PAINT}, ui.program, ui.tray, ui.pages.today"


def _modules(imported: str) -> int:
    """How many modules come with those: ours and the libraries', for Python's own differ with its version."""
    statement = f"import sys, {imported}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", statement], capture_output=True, text=True, check=True)
    return sum(1 for name in done.stdout.split() if name.split(".")[0] not in sys.stdlib_module_names)


class _Counter:
    """Counts what one thing does: once for the database and Python, once more for the widgets."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._raw: Any = window.store.connection.connection.driver_connection

    def count(self, one: Asked) -> dict[str, int]:
        """Do it several times, watched: what waits for its turn, as the paint of what lies below, is in some of them."""
        rounds = []
        for _round in range(_ROUNDS):
            rounds.append(dict.fromkeys(KINDS, 0))
            one.before()
            gc.collect()
            gc.disable()
            try:
                self._watch(one.act, rounds[-1])
            finally:
                gc.enable()
            one.after()
        counts = {kind: min(each[kind] for each in rounds) for kind in KINDS}
        one.before()
        counts["widgets"] = _shown(self._window.application, one.act)
        one.after()
        return counts

    def _watch(self, act: Call, counts: dict[str, int]) -> None:
        def stepped() -> int:
            counts["steps"] += 1
            return 0

        def sent(statement: str) -> None:
            counts["statements"] += not statement.startswith("--")

        def called(_frame: object, event: str, _argument: object) -> None:
            if event == "call":
                counts["calls"] += 1

        self._raw.set_progress_handler(stepped, _STEP)
        self._raw.set_trace_callback(sent)
        sys.setprofile(called)
        try:
            act()
        finally:
            sys.setprofile(None)
            self._raw.set_progress_handler(None, 0)
            self._raw.set_trace_callback(None)


def _shown(application: Any, act: Call) -> int:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QWidget

    class Watch(QObject):
        """Every widget is polished once, when it is first shown."""

        seen = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Polish and isinstance(watched, QWidget):
                self.seen += 1
            return False

    watch = Watch()
    application.installEventFilter(watch)
    act()
    application.removeEventFilter(watch)
    return watch.seen


def _everything(window: Window) -> Iterator[Asked]:
    yield from _pages(window)
    window.open_page("people")
    yield from _cards(window)
    yield from _finding(window)
    window.open_page(
        "settings"
    )  # a page that paints little: what is behind a form is painted once more now and then
    yield from _dialogs(window)
    yield from _saves(window)


def _pages(window: Window) -> Iterator[Asked]:
    from ui.main_window.registry import REGISTRY

    names = [
        entry.name for entry in REGISTRY.pages if entry.name not in ("import", "organisation", "duplicates")
    ]
    for name in names:
        other = "people" if name != "people" else "settings"
        yield Asked(
            f"page: {name}",
            "a statement for each row, or a row of widgets for each that is not seen",
            partial(window.open_page, name),
            partial(_leave, window, name, other),
        )


def _leave(window: Window, name: str, other: str) -> None:
    window.open_page(other)
    if window.shell.page(name) is not None:
        window.make_stale(name)


def _cards(window: Window) -> Iterator[Asked]:
    away = window.show_whole_card(build_db.TYPICAL + 7)
    ada = int(twenty_years.of(window.store))
    for who, number in (("somebody", 60), ("years of data", build_db.HEAVY), ("twenty years", ada)):
        guards = "a block that asks for each of its lines, or draws what nobody sees"
        yield Asked(f"card: {who}, first pixels", guards, window.show_card(number), away, window.settle)
        yield Asked(f"card: {who}, all of it", guards, window.show_whole_card(number), away)
        yield Asked(
            f"prep: {who}",
            guards,
            window.open_prep(PersonId(number)),
            window.close_prep,
            window.close_prep,
        )


def _finding(window: Window) -> Iterator[Asked]:
    clear = window.type_text("")
    for typed in ("m", "mar", "mar al", "zzzz"):
        yield Asked(
            f"people: key, {typed!r}",
            "a search that ranks or sorts all that it finds",
            window.type_text(typed),
            clear,
        )
    yield Asked("people: the search cleared", "everybody read again", clear, window.type_text("mar"))
    yield Asked("people: a page further down", "pages of rows read twice", window.scroll(), clear)
    empty = window.search_everything("")
    window.open_palette()
    for typed in ("m", "budget", "mar bud"):
        yield Asked(
            f"search everything: {typed!r}", "texts ranked one by one", window.search_everything(typed), empty
        )
    window.palette.reject()
    window.settle()


def _dialogs(window: Window) -> Iterator[Asked]:
    from relmgr.domain.kinds import Direction
    from ui import dialogs

    shell, who = window.shell, PersonId(build_db.HEAVY)
    given = (shell.context, shell, shell)
    openers: dict[str, Callable[[], object]] = {
        "search": shell.open_search,
        "keys": shell.show_keys,
        "log a conversation": partial(shell.log_conversation, who),
        "quick capture": shell.log_conversation,
        "edit person": partial(shell.edit_person, who),
        "new person": shell.new_person,
        "new expectation": partial(shell.add_expectation, who, Direction.OF_ME),
        "fact": partial(dialogs.open_fact, *given, who),
        "moment": partial(dialogs.open_moment, *given, who),
        "reminder": partial(dialogs.open_reminder, *given, who),
        "date": partial(dialogs.open_milestone, *given, who),
        "long line": partial(dialogs.open_long_line, *given, who),
        "something given": partial(dialogs.open_give, *given, (who,)),
        "introduction": partial(dialogs.open_referral, *given, who),
        "relation": partial(dialogs.open_relation, *given, who),
        "merge with": partial(dialogs.open_merge_with, *given, who),
        "labels": partial(dialogs.open_labels, *given, (who,)),
        "all labels": partial(dialogs.open_all_labels, *given),
        "export": partial(dialogs.open_export, *given),
        "who can help": partial(shell.who_can_help, "manager"),
        "who would like": partial(shell.who_would_like, "coffee"),
    }
    for name, opener in openers.items():
        yield Asked(
            f"dialog: {name}",
            "a form that reads everybody to fill its choices",
            partial(_opened, window, opener),
            after=partial(_closed, window),
        )


def _opened(window: Window, opener: Callable[[], object]) -> None:
    opener()
    window.settle()


def _closed(window: Window) -> None:
    for one in reversed(window.shell.dialogs):
        dialog: Any = one
        dialog.reject()
    window.settle()


def _saves(window: Window) -> Iterator[Asked]:
    from dataclasses import replace
    from itertools import count

    from relmgr.domain.kinds import ConversationKind
    from relmgr.domain.moments import MomentKind
    from relmgr.services import conversations, moments, people
    from relmgr.services.conversations import ConversationInput, PersonTalk

    window.open_page("settings")  # what a page shows anew after a save is counted with the page
    store, now, numbers = window.store, build_db.NOW, count()
    person = PersonId(60)
    details = people.details(store, person).input
    talk = ConversationInput(
        at=now,
        zone=str(ZONE),
        on_day=build_db.TODAY,
        kind=ConversationKind.CALL,
        people=(PersonTalk(person_id=person),),
        headline="The budget, and how tired everybody is.",
    )
    guards = "a save that writes lists or search for others than it changed"
    edit = lambda: people.edit(store, person, replace(details, notes=f"note {next(numbers)}"), now)  # noqa: E731
    yield Asked("save: a person's note", guards, edit)
    yield Asked("save: a conversation", guards, lambda: conversations.log(store, talk, now))
    yield Asked(
        "save: a moment",
        guards,
        lambda: moments.add(store, person, MomentKind.ASKED_FOR_HELP, build_db.TODAY, ""),
    )
    yield Asked("save: undo of it", guards, store.undo, after=store.redo)
    yield Asked("save: redo of it", guards, store.redo, store.undo)


def over(found: Counts, recorded: Counts) -> Iterator[str]:
    """Each count above what was recorded with its slack, in words, and each that nobody recorded."""
    for what, sizes in found.items():
        for people, counts in sizes.items():
            before = recorded.get(what, {}).get(people)
            if before is None:
                yield f"{what}: not in {RECORDED.name}"
                continue
            for kind, number in counts.items():
                times, plus = SLACK[kind]
                if number > before[kind] * times + plus:
                    yield f"{what} at {people} people: {number:,} {kind}, recorded {before[kind]:,}"


def grown(found: Counts) -> Iterator[str]:
    """What asks more of the database with ten times the people: more than twice the steps."""
    for what, sizes in found.items():
        if str(SIZES[0]) in sizes:
            first, last = (sizes[str(people)]["steps"] for people in SIZES)
            if last > 2 * first + SLACK["steps"][1]:
                yield what


def table(found: Counts) -> Iterator[str]:
    """One line each: the counts at 2,000 people, and those at 200 in brackets."""
    yield f"{'':44}" + "".join(f"{kind:>20}" for kind in KINDS)
    for what, sizes in found.items():
        last = sizes.get(str(SIZES[-1]), {})
        first = sizes.get(str(SIZES[0]), {})
        if not last:
            yield f"{what:44}  {sizes['0']['modules']} modules"
            continue
        yield f"{what:44}" + "".join(f"{f'{last[kind]:,} ({first[kind]:,})':>20}" for kind in KINDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
