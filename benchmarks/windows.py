"""How long it takes until pixels show what was asked for: cards, keys and scrolling, in a window without a screen.

A call ends when the window has painted all that changed: layout, paint and whatever was put off until after the
first paint are counted, each by itself where they differ.
"""

import gc
import os
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, cycle
from pathlib import Path
from typing import Any

from benchmarks import writing
from benchmarks.data import twenty_years
from benchmarks.data.build_db import HEAVY, NOW, TODAY
from benchmarks.measure import (
    FRAME,
    PIXELS,
    TWO_FRAMES,
    Budget,
    Call,
    Figure,
    Stat,
    Times,
    calls,
    frames,
    in_pairs,
    once,
)
from benchmarks.reading import COMMON, strokes
from relmgr import clock
from relmgr.paths import profile_at
from relmgr.services import people, search
from relmgr.settings import Settings
from relmgr.store import Store

_WIDTH, _HEIGHT = 1280, 800


class _Desk:
    """The program round the shell, which nothing here asks for anything."""

    def has_own(self) -> bool:
        return True

    has_own_file = has_own

    def lock(self) -> None:
        return None

    raise_window = start_own = look_around = lock

    def open_guide(self, _page: str) -> None:
        return None


class Window:
    """The People page of a file in a window of 1280 × 800 that is shown nowhere."""

    def __init__(self, store: Store) -> None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from PySide6.QtCore import qInstallMessageHandler

        from ui.app import Look, make_application
        from ui.context import Context
        from ui.main_window import Shell
        from ui.preferences import Preferences
        from ui.signals import Signals
        from ui.tasks import Tasks

        qInstallMessageHandler(lambda *_message: None)
        self.store = store
        self.application: Any = make_application()
        folder = Path(tempfile.mkdtemp(prefix="relmgr-benchmark-"))
        preferences = Preferences(folder / "settings.toml", Settings())
        self._look = Look(self.application, preferences)
        self._tasks = Tasks()
        context = Context(
            store=store,
            preferences=preferences,
            clock=clock.fixed(NOW),
            signals=Signals(),
            tasks=self._tasks,
            profile=profile_at(folder),
        )
        self.shell = Shell(context, _Desk())
        self.shell.resize(_WIDTH, _HEIGHT)
        self.shell.show()
        self.shell.start()
        self.shell.open_people()
        self.page: Any = self.shell.page("people")
        self.settle()
        gc.collect()
        gc.freeze()  # as the window does once it stands

    def settle(self) -> None:
        """Let everything that waits happen: what was put off, too, and what goes for good, which only a loop would do."""
        from PySide6.QtCore import QCoreApplication, QEvent

        for _round in range(6):
            self.application.processEvents()
        while any(one.is_at_work for page in self.shell._pages.values() for one in page._readings):
            self.application.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def first_pixels(self) -> None:
        """Let layout and paint happen, and nothing that was put off until after them."""
        from PySide6.QtCore import QCoreApplication, QEvent

        for kind in (
            QEvent.Type.MetaCall,
            QEvent.Type.LayoutRequest,
            QEvent.Type.MetaCall,
            QEvent.Type.LayoutRequest,
        ):
            QCoreApplication.sendPostedEvents(None, kind.value)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest.value)

    def show_card(self, person_id: int) -> Call:
        """Choose somebody, until the card's first pixels."""

        def show() -> None:
            self.page.list.choose(person_id)
            self.first_pixels()

        return show

    def show_whole_card(self, person_id: int) -> Call:
        """Choose somebody, until the last of the card stands."""

        def show() -> None:
            self.page.list.choose(person_id)
            self.settle()

        return show

    def open_prep(self, person_id: Any) -> Call:
        """Open Prep for a call, until its panel is painted."""

        def show() -> None:
            self.shell.open_prep(person_id)
            self.settle()

        return show

    def close_prep(self) -> None:
        """Close the panel."""
        for window in self.application.topLevelWidgets():
            if type(window).__name__ == "PrepWindow":
                window.close()
        self.settle()

    def type_text(self, text: str) -> Call:
        """Change what stands in the search, as a key does, until the list shows the hits."""

        def press() -> None:
            self.page.list.search.setText(text)
            self.first_pixels()

        return press

    def save(self, change: Call) -> Call:
        """Change the file as a dialog's OK does, until the card and the list that tell of it are painted."""

        def kept() -> None:
            change()
            self.first_pixels()

        return kept

    def open_palette(self) -> None:
        """Open the search over everything."""
        self.shell.open_search()
        self.palette: Any = self.shell.dialogs[-1]
        self.settle()

    def search_everything(self, text: str) -> Call:
        """Change what stands in the field of the palette, until what is found is painted."""

        def press() -> None:
            self.palette.field.setText(text)
            self.settle()

        return press

    def scroll(self) -> Call:
        """One page down, or back to the top from the end, until its rows are read and painted."""
        bar = self.page.list.view.verticalScrollBar()

        def turn() -> None:
            at_end = bar.value() + bar.pageStep() > bar.maximum()
            bar.setValue(0 if at_end else bar.value() + bar.pageStep())
            self.first_pixels()

        return turn

    def open_page(self, name: str) -> None:
        """Show the page called `name`, until it is painted."""
        from ui.context import Place

        self.shell.go(Place(page=name))
        self.settle()

    def open_first(self, name: str) -> None:
        """Show the page called `name`, until its first pixels; what follows in slices is not waited for."""
        from ui.context import Place

        self.shell.go(Place(page=name))
        self.first_pixels()

    def make_stale(self, name: str) -> None:
        """Let the page called `name` read anew when it is shown next."""
        page: Any = self.shell.page(name)
        page.make_stale()

    def end(self) -> None:
        """Close the window."""
        self.shell.end()
        self.shell.hide()
        self._tasks.end()


def figures(store: Store) -> Iterator[Figure]:
    """Each way to pixels as one figure."""
    window = Window(store)
    try:
        yield from _cards(window)
        yield from _preps(window)
        yield from _pages(window)
        window.open_page("people")
        yield from _keys(window)
        yield from _saves(window)
        yield from _everything(window)
        yield from _scrolling(window)
    finally:
        window.end()


def _cards(window: Window) -> Iterator[Figure]:
    ids = people.list_ids(window.store, TODAY)
    some = list(ids[3 :: max(1, len(ids) // 30)])
    near = [one for start in some[::6] for one in ids[ids.index(start) : ids.index(start) + 7]]
    others = cycle(some)
    form = _Form()
    for name, way in (("first pixels", window.show_card), ("all of it", window.show_whole_card)):
        is_first = way == window.show_card
        for one in some[:4]:
            window.show_whole_card(one)()
        # The next in the list, as one goes down it with the arrow key; then far jumps, which read a page of the list.
        for who, chosen in (
            ("the next person", near),
            ("somebody far away", some),
            ("years of data", [HEAVY] * 7),
            ("twenty years", [int(twenty_years.of(window.store))] * 7),
        ):
            ours, limit = _each(way, chosen, window, form, others if chosen[0] == chosen[-1] else None)
            yield Figure(
                what=f"card, {who}: {name}",
                ours=ours,
                limit=limit,
                limit_name="50 fields",
                goal="C1",
                budgets=frames() if is_first else (),
                growth=PIXELS if is_first else None,
            )
    form.end()


def _pages(window: Window) -> Iterator[Figure]:
    """Pages read anew and painted, as after a change; another page is shown in between, unmeasured.

    The first time warms up (performance.md §5) and is said in a row of its own.
    """
    for name, what, budget in (
        ("today", "Today, painted", Budget(Stat.P99, plus=50)),
        ("expectations", "the board of expectations, its first pixels", Budget(plus=50)),
        ("organisations", "the list of organisations, its first pixels", Budget(plus=50)),
        ("referrals", "referrals, a fifth of the people in them, its first pixels", Budget(plus=50)),
    ):
        first, times, whole = Times(), Times(), Times()
        for number in range(16):
            window.open_page("people")
            window.make_stale(name)
            window.settle()
            (times if number else first).note(partial(window.open_first, name))
            whole.note(window.settle)
        yield Figure(what=what, ours=times, budgets=(budget,), growth=PIXELS)
        yield Figure(what=f"{what}: the first time", ours=first)
        yield Figure(what=f"{what}: and then all of it, in slices", ours=whole)


def _preps(window: Window) -> Iterator[Figure]:
    """Prep for a call, from the key until its panel is painted; closed again, unmeasured."""
    ids = people.list_ids(window.store, TODAY)
    form = _Form()
    for who, chosen in (
        ("somebody", list(ids[3 :: max(1, len(ids) // 30)])),
        ("years of data", [HEAVY] * 15),
    ):
        for one in chosen[:3]:
            window.open_prep(one)()
            window.close_prep()
        ours, limit = Times(), Times()
        for one in chosen:
            for times, call in ((limit, form.build), (ours, window.open_prep(one))):
                wall, cpu = once(call)
                times.wall.append(wall)
                times.cpu.append(cpu)
            window.close_prep()
        yield Figure(
            what=f"prep for a call, {who}",
            ours=ours,
            limit=limit,
            limit_name="50 fields",
            budgets=(Budget(plus=50),),
        )
    form.end()


class _Form:
    """Fifty labelled fields built and painted: what Qt takes for a page of that size (performance.md §3)."""

    def __init__(self) -> None:
        from PySide6.QtWidgets import QScrollArea

        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.resize(_WIDTH, _HEIGHT)
        self._area.show()

    def build(self) -> None:
        """Build and paint them anew."""
        from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

        content = QWidget()
        rows = QFormLayout(content)
        for number in range(50):
            rows.addRow(f"Field {number}", QLineEdit(f"what stands in field {number}"))
        self._area.setWidget(content)
        self._area.viewport().repaint()

    def end(self) -> None:
        """Close it."""
        self._area.close()


def _each(
    way: Callable[[int], Call], ids: list[Any], window: Window, form: _Form, others: Iterator[int] | None
) -> tuple[Times, Times]:
    """Each card measured alone beside the form; what was put off by one is done before the next, unmeasured.

    `others` are shown in between: a card shown twice running would not be built again.
    """
    ours, limit = Times(), Times()
    for one in ids:
        if others is not None:
            window.show_whole_card(next(others))()
        for times, call in ((limit, form.build), (ours, way(one))):
            window.settle()
            wall, cpu = once(call)
            times.wall.append(wall)
            times.cpu.append(cpu)
        window.settle()
    return ours, limit


def _keys(window: Window) -> Iterator[Figure]:
    typed = strokes(20)
    for text in typed[:5]:
        window.type_text(text)()
    pairs = [(window.type_text(text), partial(people.list_ids, window.store, TODAY, text)) for text in typed]
    times, limit = in_pairs(pairs, repeats=1)
    yield Figure(
        what="key to pixels: a letter in the search",
        ours=times,
        limit=limit,
        limit_name="query",
        goal="F2",
        budgets=frames(),
        growth=PIXELS,
    )
    times = _clearing(window, typed[:10])
    yield Figure(
        what="key to pixels: the search cleared", ours=times, goal="F3", budgets=frames(), growth=PIXELS
    )


def _saves(window: Window) -> Iterator[Figure]:
    """From OK to the pixels: the commit, and the page on which it is seen; beside the page alone."""
    ids = people.list_ids(window.store, TODAY)
    who = ids[len(ids) // 2]
    numbers = count()
    window.show_whole_card(who)()
    end = window.store.on_change(window.page.context.signals.store_changed.emit)
    for what, change in (
        ("a moment added", writing.note(window.store, who)),
        ("a conversation logged", writing.log(window.store, who)),
        ("a person edited", writing.edit(window.store, who, numbers)),
        ("undo", window.store.undo),
    ):
        first, times = Times(), Times()
        for number in range(21):
            window.settle()
            (times if number else first).note(window.save(change))
        yield Figure(what=f"OK to pixels: {what}", ours=times, goal="W1", budgets=frames(), growth=PIXELS)
        yield Figure(what=f"OK to pixels: {what}: the first time", ours=first, goal="W1")
    end()


def _everything(window: Window) -> Iterator[Figure]:
    window.open_palette()
    for what, typed in (("as people type", strokes(20)), ("common words and two words", list(COMMON) * 5)):
        for text in typed[:5]:
            window.search_everything(text)()
        pairs = [
            (window.search_everything(text), partial(search.everything, window.store, text)) for text in typed
        ]
        times, limit = in_pairs(pairs, repeats=1)
        yield Figure(
            what=f"key to pixels: search over everything, {what}",
            ours=times,
            limit=limit,
            limit_name="query",
            goal="F2",
            budgets=frames(),
            growth=PIXELS,
        )
    times = Times()
    for text in strokes(20)[:20]:
        window.search_everything(text)()
        wall, cpu = once(window.search_everything(""))
        times.wall.append(wall)
        times.cpu.append(cpu)
    yield Figure(
        what="key to pixels: search over everything, cleared",
        ours=times,
        goal="F3",
        budgets=frames(),
        growth=PIXELS,
    )
    window.palette.reject()
    window.settle()


def _clearing(window: Window, typed: list[str]) -> Times:
    times = Times()
    for text in typed:
        window.type_text(text)()
        wall, cpu = once(window.type_text(""))
        times.wall.append(wall)
        times.cpu.append(cpu)
    return times


def _scrolling(window: Window) -> Iterator[Figure]:
    window.show_whole_card(int(twenty_years.of(window.store)))()
    bar = window.page.card.verticalScrollBar()

    def to(value: int) -> Call:
        def scroll() -> None:
            bar.setValue(value)
            window.first_pixels()

        return scroll

    steps = [to(120 * number) for number in range(1, 400)]
    yield Figure(
        what="scroll a card of twenty years by a wheel's notch",
        ours=calls(steps, repeats=1),
        goal="C3",
        budgets=(Budget(Stat.P99, plus=FRAME),),
    )
    leaps = [to(bar.maximum() * (number * 37 % 100) // 100) for number in range(100)]
    yield Figure(
        what="the same, leaps with the scroll bar",
        ours=calls(leaps, repeats=1),
        goal="C3",
        budgets=(Budget(Stat.P99, plus=TWO_FRAMES),),
    )
    times = Times()
    gc.collect()
    for _number in range(150):
        window.settle()  # what follows in slices (numbers on chips, the rest of a card) is measured by itself
        times.note(window.scroll())
    yield Figure(
        what="scroll the list by a page",
        ours=times,
        goal="C3",
        budgets=(Budget(Stat.P99, plus=FRAME),),
        growth=PIXELS,
    )
