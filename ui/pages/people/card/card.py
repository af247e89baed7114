"""The card as a page that scrolls: every block in its place, and where a press leads."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QHideEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from relmgr.domain.ids import PersonId
from relmgr.errors import RelmgrError
from relmgr.i18n import _
from relmgr.services.card import Begun, CardMiddle, CardTop, CardView
from relmgr.services.card.giving_views import GiveTakeView
from relmgr.services.card.views import StoryView, WantsView
from ui import theme as themes
from ui.pages.people.card.below import Depth, Expectations
from ui.pages.people.card.filling import Filling, Step, forget_heights
from ui.pages.people.card.giving import GiveAndTake
from ui.pages.people.card.header import PORTRAIT, Header
from ui.pages.people.card.left import AskAbout, LastTime
from ui.pages.people.card.notice import Notice
from ui.pages.people.card.parts import Block, Held
from ui.pages.people.card.reach import Reach
from ui.pages.people.card.right_now import Banner, RightNow
from ui.pages.people.card.rough import FirstDays, Rough
from ui.pages.people.card.side import ComingUp, WhoTheyAre
from ui.pages.people.card.suggestions import FamilyHints
from ui.pages.people.card.timeline import Timeline
from ui.pages.people.card.wants import Story, Wants
from ui.theme import metrics
from ui.widgets.portrait import PortraitSpec
from ui.widgets.reading import focus_order
from ui.widgets.scroll import ScrollPage
from ui.widgets.sections import Hairline

_NARROW = 640
"""Below this width of content the side column moves under Last time (DESIGN §4)."""
_BLOCK_GAP = 24
_UNDER_HEADER, _ABOVE_COLUMNS = 24, 21
_WIDEST = 16_777_215

View = TypeVar("View", bound=CardMiddle)


@dataclass(frozen=True, slots=True)
class Shown:
    """Whose card is shown."""

    person_id: PersonId
    first_name: str
    is_light: bool = False


class Card(ScrollPage):
    """Shows a card: its upper part at once, what lies below the fold is read and built after the paint.

    The blocks are public: the page connects their signals.
    """

    outdated = Signal()
    """The file was changed before all of it was read: it is to be read anew."""
    failed = Signal(str)
    """The rest cannot be read, and why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("Card"))
        self.shown: Shown | None = None
        self._portrait: PortraitSpec | None = None
        self._begun: Begun | None = None
        self._is_given_up = False
        self._is_under_who_shown = True
        self.header, self.banner, self.right_now = Header(), Banner(), RightNow()
        self.notice = Notice()
        self.ask_about, self.last_time = AskAbout(), LastTime()
        self.who, self.coming_up = WhoTheyAre(), ComingUp()
        self.family_hints = FamilyHints()
        self.expectations, self.signs = Expectations(), Depth()
        self.wants, self.story = Wants(), Story()
        self.give_take = GiveAndTake()
        self.rough, self.first_days = Rough(), FirstDays()
        self.timeline, self.reach = Timeline(), Reach()
        self._lay_out()
        self._filling = Filling(self, self._top_height)
        self.timeline.list.came_into_focus.connect(self._follow_timeline)
        self.signs.hovered.connect(lambda piece: self.header.portrait.highlight(None if piece < 0 else piece))

    def _lay_out(self) -> None:
        content = Held()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(metrics.PAGE_EDGE, 28, metrics.PAGE_EDGE, 40)
        self._column.setSpacing(0)
        self._column.addWidget(self.header)
        self._column.addSpacing(_UNDER_HEADER)
        self._notes = _together(10, self.banner, self.rough, self.right_now, self.notice)
        self._column.addWidget(self._notes)
        self._column.addSpacing(_ABOVE_COLUMNS)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(metrics.CARD_GAP)
        main, side = QVBoxLayout(), QVBoxLayout()
        beside: tuple[tuple[QVBoxLayout, tuple[QWidget, ...]], ...] = (
            (main, (self.ask_about, self.last_time)),
            (side, (_together(6, self.who, self.family_hints), self.coming_up)),
        )
        for column, blocks in beside:
            column.setSpacing(20)
            for block in blocks:
                column.addWidget(block)
            column.addStretch(1)
        self._side_holder = Held()
        side.setContentsMargins(0, 0, 0, 0)
        self._side_holder.setLayout(side)
        self._columns.addLayout(main, 1)
        self._columns.addWidget(self._side_holder)
        self._column.addLayout(self._columns)
        below: tuple[Block, ...] = (
            self.first_days,
            self.expectations,
            self.wants,
            self.signs,
            self.give_take,
            self.timeline,
            self.story,
            self.reach,
        )
        self._sections = {block: _Section(block) for block in below}
        for section in self._sections.values():
            self._column.addWidget(section)
        self._column.addStretch(1)
        self.set_content(content)

    def _top_height(self, width: int) -> int:
        """How high all above the first section is in a view of `width`, with the card's own margins."""
        margins = self._column.contentsMargins()
        inner = width - margins.left() - margins.right()
        forget_heights(self._columns)
        parts = (self.header, self._notes)
        high = sum(
            one.heightForWidth(inner) if one.hasHeightForWidth() else one.sizeHint().height() for one in parts
        )
        columns = self._columns
        high += columns.heightForWidth(inner) if columns.hasHeightForWidth() else columns.sizeHint().height()
        return margins.top() + high + _UNDER_HEADER + _ABOVE_COLUMNS + margins.bottom()

    def show_card(self, begun: Begun, portrait: PortraitSpec) -> None:
        """Show it, from its top where it is another person's."""
        view = begun.top
        is_other = self.shown is None or self.shown.person_id != view.person.id
        self.shown = Shown(view.person.id, view.person.first_name, view.person.is_light)
        self._begun, self._portrait, self._is_given_up = begun, portrait, False
        self._column.setEnabled(False)  # else each part lays out all of it as it appears
        self._show_top(view)
        # Who is shown again may be scrolled down, and a card out of sight is not painted: no waiting.
        is_whole_above = self.verticalScrollBar().value() == 0 and not self._filling.is_waiting
        at_once = not (self.isVisible() and (is_other or is_whole_above))
        self._filling.begin(self._below(view), at_once=at_once, keeps=not is_other)
        self._column.setEnabled(True)
        self._column.activate()
        if is_other:
            self.verticalScrollBar().setValue(0)

    def focusNextPrevChild(self, forward: bool) -> bool:
        self._order_focus()
        return super().focusNextPrevChild(forward)

    def _order_focus(self) -> None:
        """Tab goes in reading order; by itself it goes in the order in which rows were made, and made anew."""
        content = self.widget()
        for before, after in pairwise(focus_order(content) if content is not None else ()):
            self.setTabOrder(before, after)

    def _follow_timeline(self, row: QRect) -> None:
        """Keep the row that has the focus in view."""
        content = self.widget()
        if content is not None:
            middle = self.timeline.list.mapTo(content, row.center())
            self.ensureVisible(middle.x(), middle.y(), 0, row.height() + metrics.GAP)

    def finish(self) -> None:
        """Build at once what is still waiting below the fold."""
        self._filling.finish()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight nothing is read: the file may be shut."""
        self._filling.pause()
        super().hideEvent(event)

    def _middle(self) -> CardMiddle | None:
        """It to its middle; None as `_whole` says."""
        return self._read(Begun.middle)

    def _whole(self) -> CardView | None:
        """All of it; None where it can be read no more, and nothing waits any longer."""
        return self._read(Begun.whole)

    def _read(self, read: Callable[[Begun], View | None]) -> View | None:
        if self._begun is None or self._is_given_up:
            return None
        try:
            found = read(self._begun)
        except RelmgrError as error:
            self._give_up()
            self.failed.emit(str(error))
            return None
        if found is None:
            self._give_up()
            self.outdated.emit()
        return found

    def _give_up(self) -> None:
        self._is_given_up = True
        self._filling.give_up()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._filling.after_paint()

    def _show_top(self, view: CardTop) -> None:
        name = view.person.first_name
        self._show_head()
        self.banner.show_note(view.banner, view.spared_by, view.back)
        self.rough.show_patch(view.rough)
        self.right_now.show_events(view.right_now)
        self.notice.show_notice(view.notice)
        has_died = bool(view.person.died)
        room = self._room()
        self.ask_about.show_starters(view.ask_about, view.sides_words)
        self.ask_about.reveal()
        below = self.ask_about.heightForWidth(self._main_width()) if view.ask_about else 0
        self.last_time.show_last(view.last_time, name, room - below)
        self.last_time.setVisible(view.last_time is not None or not has_died)
        self.last_time.reveal()
        in_view = self.who.show_who(name, view.who, view.missing, room)
        self.who.show_sides(view.known_sides, "" if view.person.died else view.sides_words)
        self.who.setVisible(bool(view.who) or not has_died)
        self.who.reveal()
        self._is_under_who_shown = in_view
        if in_view:
            self._show_under_who()
        else:
            self.family_hints.hide()
            self.coming_up.hide()

    def _show_under_who(self) -> None:
        view = self._middle()
        if view is None:
            return
        self.family_hints.show_hints(view.family_hints)
        self.coming_up.show_dates(view.coming_up)
        self.coming_up.setVisible(bool(view.coming_up) or not view.person.died)
        self.coming_up.reveal()

    def _room(self) -> int:
        """How far it is at least from the top of the columns to the lower edge of the view."""
        inner = self._content_width()
        notes = self._notes.heightForWidth(inner) if self._notes.hasHeightForWidth() else 0
        top = self._column.contentsMargins().top() + PORTRAIT + _UNDER_HEADER + notes + _ABOVE_COLUMNS
        return self.viewport().height() - top

    def _main_width(self) -> int:
        """How wide Ask about and Last time are."""
        is_across = self._columns.direction() is QBoxLayout.Direction.LeftToRight
        return self._content_width() - (metrics.CARD_SIDE + metrics.CARD_GAP if is_across else 0)

    def _below(self, top: CardTop) -> tuple[Step, ...]:
        """What stands under each other from the first fold on, in its order; it is read only when it is built."""
        name = top.person.first_name
        is_asked = not top.person.died and not top.person.is_light

        def beginning(view: CardMiddle) -> None:
            has_steps = self.first_days.show_days(view.first_days)
            self._sections[self.first_days].show_line(has_steps)

        def expectations(view: CardMiddle) -> None:
            words, mine, theirs = view.expectations_words, view.expectations_of_me, view.expectations_of_them
            self.expectations.show_expectations(name, words, mine, theirs)

        def has_expectations(view: CardMiddle) -> bool:
            return bool(view.expectations_of_me or view.expectations_of_them) or is_asked

        def wants(view: CardMiddle) -> None:
            self._sections[self.wants].show_line(self.wants.show_wants(name, view.wants))

        def has_signs(view: CardMiddle) -> bool:
            is_known = any(sign.has_evidence for sign in view.signs) or view.overruling is not None
            return is_known or is_asked

        def give_take(view: CardView) -> None:
            is_known = self.give_take.show_view(name, view.give_take)
            self._sections[self.give_take].show_line(is_known or not has_signs(view))

        def timeline(view: CardView) -> None:
            self.timeline.show_rows(view.timeline, view.timeline_total)

        def can_be_reached(view: CardView) -> bool:
            return bool(view.contact_methods or view.labels or view.notes) or not top.person.died

        step, middle, whole = self._step, self._middle, self._whole
        return (
            Step(None, self.last_time.build_more),
            Step(None, self.who.build_more),
            *((Step(None, self._show_under_who),) if not self._is_under_who_shown else ()),
            step(self.first_days, middle, beginning, lambda view: view.first_days is not None),
            step(self.expectations, middle, expectations, has_expectations),
            step(self.wants, middle, wants, lambda view: is_asked or view.wants != WantsView()),
            step(self.signs, middle, self.signs.show_depth, has_signs),
            step(self.give_take, whole, give_take, lambda view: is_asked or view.give_take != GiveTakeView()),
            step(self.timeline, whole, timeline, lambda view: bool(view.timeline)),
            step(
                self.story,
                whole,
                lambda view: self.story.show_story(name, view.story),
                lambda view: is_asked or view.story != StoryView(),
            ),
            step(self.reach, whole, self.reach.show_reach, can_be_reached),
        )

    def _step(
        self,
        block: Block,
        read: Callable[[], View | None],
        show: Callable[[View], object],
        wants: Callable[[View], bool],
    ) -> Step:
        """`block` as it shows what is read when it is built, if it can still be read."""

        def build() -> None:
            view = read()
            if view is not None:
                show(view)
                block.reveal()

        def is_wanted() -> bool:
            view = read()
            return view is not None and wants(view)

        return Step(self._sections[block], build, is_wanted)

    def _show_head(self) -> None:
        if self._begun is not None and self._portrait is not None:
            width = self._content_width()
            self.header.show_head(self._begun.top.person, self._portrait, width)

    def _arrange(self) -> None:
        """Two columns where there is room for them, at the chosen text size; else everything under each other."""
        narrow = self._content_width() < themes.current().scaled(_NARROW)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(down if narrow else across)
        self._columns.setSpacing(_BLOCK_GAP if narrow else metrics.CARD_GAP)
        self._side_holder.setMinimumWidth(0 if narrow else metrics.CARD_SIDE)
        self._side_holder.setMaximumWidth(_WIDEST if narrow else metrics.CARD_SIDE)
        for block in (self.right_now, self.expectations, self.wants, self.signs, self.give_take):
            block.stack(narrow)
        self._show_head()

    def _content_width(self) -> int:
        return min(metrics.CARD_WIDEST, self.viewport().width() - 2 * metrics.PAGE_EDGE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        spare = max(0, self.viewport().width() - metrics.CARD_WIDEST - 2 * metrics.PAGE_EDGE)
        margins = self._column.contentsMargins()
        margins.setRight(metrics.PAGE_EDGE + spare)
        self._column.setContentsMargins(margins)
        self._arrange()

    def retheme(self) -> None:
        """Make everything anew in the theme in use."""
        self.header.forget()
        self.header.retheme()
        self.rough.forget()
        self.right_now.forget()
        self.family_hints.forget()
        for block in self.findChildren(Block):
            block.forget()
        self._arrange()
        if self._begun is not None and self._portrait is not None:
            self.show_card(self._begun, self._portrait)


def _together(spacing: int, *parts: QWidget) -> QWidget:
    """What belongs together under each other; parts that are hidden leave no gap."""
    holder = Held()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    for part in parts:
        column.addWidget(part)
    return holder


class _Section(QWidget):
    """A block with the line above it; they come and go together."""

    def __init__(self, block: Block) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._above = QWidget(self)
        above = QVBoxLayout(self._above)
        above.setContentsMargins(0, 24, 0, 20)
        above.addWidget(Hairline())
        column.addWidget(self._above)
        column.addWidget(block)

    def show_line(self, shown: bool) -> None:
        """Keep the block apart, or let it be the last quiet line of what stands before it."""
        self._above.setVisible(shown)
