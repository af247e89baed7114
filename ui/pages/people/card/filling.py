"""Builds a card from its top down: what is in view at once, what lies below the fold after the first paint."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLayout, QWidget

from ui.widgets.scroll import ScrollPage


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the card under those before it, and what builds it."""

    section: QWidget | None
    """What to show with it; None for more of what is shown already."""
    build: Callable[[], object]
    """True where there is more of it to build: then it comes again."""
    is_wanted: Callable[[], bool] = lambda: True
    """Asked when it was built: whether it is shown; what has nothing to say is built all the same, so that it forgets
    what it said."""


class Filling(QObject):
    """Takes a step after another until the view is full, and the rest one by one once the view was painted."""

    def __init__(self, page: ScrollPage, top: Callable[[int], int]) -> None:
        """`top` says how high what stands above the first step is, at that width of the view, margins included."""
        super().__init__(page)
        self._page, self._top = page, top
        self._waiting: deque[Step] = deque()
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._build_next)

    def begin(self, steps: Sequence[Step], *, at_once: bool, keeps: bool = False) -> None:
        """Build `steps`, all of them now, or only what is in view; what waited before waits no longer.

        keeps: what is out of view stands as it did until it is built, instead of going first.
        """
        self._next.stop()
        self._waiting = deque(steps)
        if at_once:
            self.finish()
            return
        self._fill()
        if keeps:
            self._go_on()  # it may be that nothing in view has changed, and nothing is painted
            return
        for step in self._waiting:
            if step.section is not None:
                step.section.hide()

    def _fill(self) -> None:
        """Build until the view is full; what stays from before is not taken away first, only to come again."""
        view, content = self._page.viewport(), self._page.widget()
        layout = content.layout() if content is not None else None
        if layout is None:
            return
        margins = layout.contentsMargins()
        inner = view.width() - margins.left() - margins.right()
        top, below = self._top(view.width()), 0
        while self._waiting and top + below <= view.height():
            step = self._waiting[0]
            self._build()
            if step.section is None:
                top = self._top(view.width())
            elif step.is_wanted():
                below += _height(step.section, inner)

    @property
    def is_waiting(self) -> bool:
        """Whether something is not built yet."""
        return bool(self._waiting)

    def finish(self) -> None:
        """Build whatever still waits."""
        while self._waiting:
            self._build()

    def pause(self) -> None:
        """Let it wait until the view is painted again."""
        self._next.stop()

    def give_up(self) -> None:
        """Build nothing of what waits."""
        self._waiting.clear()
        self._next.stop()

    def after_paint(self) -> None:
        """The view was painted: go on when the program has nothing else to do."""
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting and not self._next.isActive():
            self._next.start()

    def _build_next(self) -> None:
        if self._waiting:
            self._build()
        if self._waiting:
            self._next.start()

    def _build(self) -> None:
        step = self._waiting.popleft()
        if step.build() is True:
            self._waiting.appendleft(step)
        if step.section is not None:
            step.section.setVisible(step.is_wanted())


def _height(section: QWidget, width: int) -> int:
    """How high `section` is at `width`; its layout kept what it knew of before."""
    layout = section.layout()
    if layout is not None:
        forget_heights(layout)
    return section.heightForWidth(width) if section.hasHeightForWidth() else section.sizeHint().height()


def forget_heights(layout: QLayout) -> None:
    """Let it and all in it measure anew.

    Layouts in layouts keep their heights until the outermost is activated, and that one waits.
    """
    layout.invalidate()
    for inner in layout.children():
        if isinstance(inner, QLayout):
            forget_heights(inner)
