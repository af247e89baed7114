"""The Today page: the sentence, and what asks for attention in two columns; or three people on a quiet day."""

import sys
from collections.abc import Callable, Generator, Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from relmgr import clock as clocks
from relmgr.domain.ids import ExpectationId, PersonId
from relmgr.domain.kinds import Kind
from relmgr.domain.people_filter import Missing, PeopleFilter
from relmgr.i18n import _
from relmgr.services import reviews
from relmgr.services import today as today_service
from relmgr.services.reminders import DueItem, Source
from relmgr.services.reminders.foremost import MOST
from relmgr.services.reviews import Offer
from relmgr.services.today import QuietWish, TodayView
from ui import dialogs
from ui import theme as themes
from ui.actions import Command
from ui.context import Context, DialogHost, Navigator
from ui.errors import shown
from ui.faces import portrait_of
from ui.models import deciding
from ui.models.today import SIDE, Block, Section, is_quiet_day, sections
from ui.pages.page import Page
from ui.pages.today.beginning import FirstStep
from ui.pages.today.quiet_day import QuietDay
from ui.pages.today.row import TodayRow
from ui.pages.today.section import FIRST_ROWS, Key, SectionWidget
from ui.theme import metrics
from ui.widgets.buttons import LinkButton
from ui.widgets.painting import Pose
from ui.widgets.portrait import PortraitSpec
from ui.widgets.scroll import ScrollPage
from ui.widgets.text import TextLabel

_TOP = 36
_COLUMN_GAP = 32
_SECTION_GAP = 20
_NARROW_WINDOW = 1080
_TALKS = frozenset({Source.GAP, Source.REQUEST, Source.UPDATE, Source.HEADS_UP})
_FORMS = {
    Source.ADVICE: "advice",
    Source.KEEPING: "keeping",
    **dict.fromkeys((Source.FEEDBACK_THANKS, Source.FEEDBACK_DECIDE), "feedback"),
    **dict.fromkeys((Source.FEEDBACK_CHANGE, Source.FEEDBACK_TELL), "feedback"),
}
"""What is open on the card besides: there stands what was said, and there it is decided."""
_BELOW = frozenset({Block.THANKS, Block.NOTICES, Block.UNSAID})
"""Blocks that stand below what is due and at risk, in either layout."""
_LARGE_TEXT = 1.5
_JUST_READ = 0.5
"""Seconds in which the look that follows a change tells nothing new."""


class TodayPage(Page):
    """One calm page. Every row can be done, snoozed and opened, by mouse and by keyboard (R6)."""

    watches: ClassVar[frozenset[Kind]] = frozenset(
        {
            Kind.PERSON,
            Kind.ORGANISATION,
            Kind.AFFILIATION,
            Kind.RELATION,
            Kind.FACT,
            Kind.MILESTONE,
            Kind.LIFE_EVENT,
            Kind.CONVERSATION,
            Kind.MOMENT,
            Kind.DEPTH,
            Kind.EXPECTATION,
            Kind.UPDATE,
            Kind.REMINDER,
            Kind.REFERRAL,
            Kind.ADVICE,
            Kind.FEEDBACK,
            Kind.ROUGH_PATCH,
            Kind.FIRST_DAYS,
            Kind.REVIEW,
            Kind.PHOTO,
            Kind.IMPORT,
        }
    )

    def __init__(
        self, context: Context, navigator: Navigator, host: DialogHost, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, navigator, host, parent)
        self.setObjectName("today_page")
        self._finished: set[Key] = set()
        self._most = MOST
        self._view: TodayView | None = None
        self._current: TodayRow | None = None
        self._has_people = False
        self.date = TextLabel("", "body", "text3")
        self.sentence = TextLabel("", "display", "text", wrap=True)
        self.second = TextLabel("", "body_large", "text2", wrap=True)
        self.quiet_day = QuietDay()
        self.quiet_day.open_asked.connect(lambda id_: navigator.open_person(PersonId(id_)))
        self.quiet_day.hide()
        self.week_review = LinkButton(_("Five minutes to look back at the week"), icon="hourglass")
        self.person_review = LinkButton("", icon="hourglass")
        self.week_review.clicked.connect(self._review_week)
        self.person_review.clicked.connect(self._review_person)
        self.quarter_review = LinkButton(_("Whom to deepen this quarter"), icon="users-round")
        self.year_review = LinkButton(_("Look back at the year"), icon="hourglass")
        self.quarter_review.clicked.connect(self._review_quarter)
        self.year_review.clicked.connect(self._review_year)
        self._offer = Offer(False, None)
        self.first_step = FirstStep()
        self.first_step.add_asked.connect(navigator.open_people)
        self.first_step.log_asked.connect(navigator.log_conversation)
        self.first_step.import_asked.connect(navigator.open_import)
        self.first_step.look_asked.connect(navigator.look_around)
        self.sections = {block: SectionWidget(block) for block in Block}
        for section in self.sections.values():
            section.row_made.connect(self._adopt)
            section.settled.connect(self._settle)
            section.more_asked.connect(self._read_more)
        self._lay_out()
        self._read_at = 0.0
        self._reading = self.reading_on()
        context.signals.due_changed.connect(self._due_changed)
        context.signals.settings_changed.connect(self._settings_changed)

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(metrics.TODAY_EDGE, _TOP, metrics.TODAY_EDGE, _TOP)
        column.setSpacing(0)
        column.addWidget(self.date)
        column.addWidget(self.sentence)
        column.addSpacing(4)
        column.addWidget(self.second)
        column.addWidget(self._make_offers())
        column.addWidget(self.first_step)
        column.addSpacing(24)
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.columns.setSpacing(_COLUMN_GAP)
        self._main, self._side = QWidget(), QWidget()
        for holder in (self._main, self._side):
            holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            inner = QVBoxLayout(holder)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(_SECTION_GAP)
            for block in Block:
                if (block in SIDE) == (holder is self._side):
                    inner.addWidget(self.sections[block])
            inner.addStretch(1)
            self.columns.addWidget(holder, 1)
        column.addLayout(self.columns)
        column.addWidget(self.quiet_day)
        column.addStretch(1)
        self.area = ScrollPage(content, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def _make_offers(self) -> QWidget:
        self._offers = QWidget()
        column = QVBoxLayout(self._offers)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        for link in (self.week_review, self.person_review, self.quarter_review, self.year_review):
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
        return self._offers

    # --- reading ---

    def _due_changed(self, _count: int) -> None:
        """Time has made something due. What the user's own change made due was read with that change."""
        if clocks.monotonic() - self._read_at > _JUST_READ:
            self.make_stale()

    def reload(self) -> None:
        """Read the page anew; rows that stay keep their place and focus."""
        self._read_at = clocks.monotonic()
        self._reading.start(self._steps(), lambda _end: None, is_enough=bool, least=sys.maxsize)

    def _steps(self) -> Generator[bool, None, None]:
        """Read and show the page. Where what is seen first fills the window, each block below it is a step of its own."""
        stands: dict[Block, Section] = {}
        store, now, zone = self.context.store, self.context.now(), self.context.zone()
        for view in today_service.reading(store, now, zone, self._most):
            is_filled = self._fills(view)
            if not (is_filled or view.is_whole):
                continue
            self._view = view
            self._show_head(view)
            wanted = [one for one in sections(view) if stands.get(one.block) != one]
            below = [one for one in wanted if is_filled and one.block in _BELOW]
            first = [one for one in wanted if one not in below]
            self._show_view(first)
            stands |= {one.block: one for one in first}
            for one in below if view.is_whole else ():
                yield True
                self._show_view([one])
            if not view.is_whole:
                yield True

    @property
    def is_reading(self) -> bool:
        """Whether blocks below the window are still to come."""
        return self._reading.is_at_work

    def _fills(self, view: TodayView) -> bool:
        """Whether what is due and at risk reaches to the window's lower edge, so that nobody sees yet what is below."""
        rows = sum(min(FIRST_ROWS, len(those)) for those in (view.due, view.at_risk))
        edge = self.window().height() + self.area.verticalScrollBar().value()
        return rows * themes.current().scaled(metrics.TODAY_ROW) >= edge

    def _show_head(self, view: TodayView) -> None:
        self.date.setText(view.date_words)
        self.sentence.setText(view.sentence)
        self.second.setText(view.second_sentence)
        self.first_step.show_for(view.beginning, is_writable=self.context.store.takes_changes)
        self._show_offer(view)

    def _read_more(self, count: int) -> None:
        """A section is to show more rows than were read: of each kind more are read from now on."""
        self._most = max(self._most, count + MOST)
        with shown(self.context.signals):
            self.reload()

    def _show_offer(self, view: TodayView) -> None:
        """A quiet line from Friday to Monday; it counts for nothing (R7). A new file has no week behind it."""
        is_new = view.beginning is not None
        self._offer = offer = (
            Offer(False, None) if is_new else reviews.offer(self.context.store, self.context.today())
        )
        self.week_review.setVisible(offer.week)
        person = offer.person
        self._offers.setVisible(offer.week or person is not None)
        self.person_review.setVisible(person is not None)
        if person is not None:
            self.person_review.setText(_("Two minutes for {name}").format(name=person.first_name))

    def _review_week(self) -> None:
        with shown(self.context.signals):
            dialogs.open_week_review(self.context, self.navigator, self.host)

    def _review_quarter(self) -> None:
        with shown(self.context.signals):
            dialogs.open_deepening(self.context, self.navigator, self.host)

    def _review_year(self) -> None:
        with shown(self.context.signals):
            dialogs.open_year_review(self.context, self.navigator, self.host)

    def _review_person(self) -> None:
        if self._offer.person is not None:
            with shown(self.context.signals):
                dialogs.open_person_review(self.context, self.navigator, self.host, self._offer.person)

    def _show_view(self, those: Iterable[Section]) -> None:
        """Show these blocks of what was read, and what goes for the page."""
        view = self._view
        if view is None:
            return
        for section in those:
            self.sections[section.block].show_section(section, self._spec, self._finished)
        is_leaving = any(row.is_leaving for section in self.sections.values() for row in section.rows)
        is_quiet = is_quiet_day(view) and not is_leaving
        if is_quiet:
            for section_widget in self.sections.values():
                section_widget.hide()
            self.quiet_day.show_wishes(tuple((wish, self._wish_spec(wish)) for wish in view.empty))
        self.quiet_day.setVisible(is_quiet)
        rows = self.rows()
        for each in (self._main, self._side):
            each.setVisible(not is_quiet)
        if self._current not in rows:
            self._current = None
        self._choose_tab_stops()
        has_people = any(row.item.person is not None for row in rows)
        if has_people != self._has_people:
            self._has_people = has_people
            self.commands_changed.emit()

    def _settle(self) -> None:
        """A finished row has gone: what waited for it can be shown."""
        self._finished.clear()
        if self._view is not None and not self.is_reading:
            self._show_view(sections(self._view))

    def _spec(self, item: DueItem) -> PortraitSpec | None:
        return portrait_of(self.context.store, item.person) if item.person is not None else None

    def _wish_spec(self, wish: QuietWish) -> PortraitSpec:
        from relmgr.services.card import card

        head = card(self.context.store, wish.person.id, self.context.now(), self.context.zone()).person
        return portrait_of(self.context.store, wish.person, head.signs, head.logo_id)

    # --- rows ---

    def rows(self) -> list[TodayRow]:
        """All rows that stay, in reading order; none on a quiet day."""
        if not self.quiet_day.isHidden():
            return []
        return [row for block in Block for row in self.sections[block].steady_rows]

    def _settings_changed(self) -> None:
        for row in self.findChildren(TodayRow):
            row.single_letters = self.context.settings.single_letter_keys

    def _adopt(self, row: TodayRow) -> None:
        row.single_letters = self.context.settings.single_letter_keys
        row.done_asked.connect(partial(self._done_asked, row))
        row.snooze_asked.connect(partial(self._snooze, row))
        row.open_asked.connect(partial(self._open, row))
        row.prep_asked.connect(partial(self._prep, row))
        row.step_asked.connect(partial(self._step, row))
        row.activity_changed.connect(partial(self._activity_changed, row))

    def _activity_changed(self, row: TodayRow) -> None:
        if row.hasFocus() and row is not self._current:
            self._current = row
            self._choose_tab_stops()

    def _choose_tab_stops(self) -> None:
        for block in Block:
            rows = self.sections[block].steady_rows
            chosen = self._current if self._current in rows else (rows[0] if rows else None)
            for row in rows:
                row.set_current(row is chosen)

    def _step(self, row: TodayRow, step: int) -> None:
        rows = self.rows()
        at = rows.index(row) if row in rows else 0
        to = {-2: 0, 2: len(rows) - 1}.get(step, max(0, min(len(rows) - 1, at + step)))
        self._focus(rows[to])

    def _focus(self, row: TodayRow) -> None:
        self._current = row
        self._choose_tab_stops()
        row.setFocus()
        self.area.scroll_to(row)

    def _done_asked(self, row: TodayRow) -> None:
        """What slipped asks first whether they were told (E3); a notice is put away with a reason (D2)."""
        if row.item.source is Source.NOTICE:
            with shown(self.context.signals):
                dialogs.open_dismissal(self.context, self.navigator, self.host, PersonId(row.item.source_id))
            return
        if row.item.source is not Source.EXPECTATION:
            self._done(row)
            return
        with shown(self.context.signals):
            number = ExpectationId(row.item.source_id)
            dialogs.told_first(self.context, self.host, number, partial(self._done, row))

    def _done(self, row: TodayRow) -> None:
        self._finish(row, partial(deciding.done, self.context, row.item))

    def _snooze(self, row: TodayRow) -> None:
        anchor = row.snooze if row.snooze.isVisible() else row
        dialogs.open_snooze_menu(anchor, self.context, partial(self._snoozed, row))

    def _snoozed(self, row: TodayRow, until: datetime) -> None:
        self._finish(row, partial(deciding.snooze, self.context, row.item, until))

    def _finish(self, row: TodayRow, decide: partial[bool]) -> None:
        """Decide, which reloads the page; the row then leaves, and the focus goes to its neighbour."""
        if row.is_leaving:
            return
        rows = self.rows()
        at = rows.index(row) if row in rows else -1
        had_focus = row.hasFocus() or any(action.hasFocus() for action in row.actions_)
        self._finished.add(row.item.key)
        if not decide():
            self._finished.discard(row.item.key)
            return
        if had_focus and at >= 0:
            left = [each for each in rows[at + 1 :] + rows[:at][::-1] if each in self.rows()]
            if left:
                self._focus(left[0])

    def _open(self, row: TodayRow) -> None:
        """The card of whom it is about; a reminder about nobody opens itself."""
        item = row.item
        with shown(self.context.signals):
            if item.source in _TALKS:
                self._open_talk(item)
            elif item.source is Source.KEEPING_LOOK:
                self.navigator.open_filtered(PeopleFilter(missing=Missing.PURPOSE))
            elif item.source in _FORMS and item.person is not None:
                self.navigator.open_source(item.person.id, _FORMS[item.source], item.source_id)
            elif item.person is not None:
                self.navigator.open_person(item.person.id)
            elif item.source is Source.REMINDER:
                dialogs.open_reminder(self.context, self.navigator, self.host, reminder_id=item.source_id)

    def _prep(self, row: TodayRow) -> None:
        """Prep for a call with whom it is about."""
        if row.item.person is not None:
            self.navigator.open_prep(row.item.person.id)

    def _prep_current(self) -> None:
        """The same for the row that has, or had, the focus; else for the first about somebody."""
        rows = [row for row in self.rows() if row.item.person is not None]
        if self._current in rows and self._current is not None:
            self._prep(self._current)
        elif rows:
            self._prep(rows[0])

    def commands(self) -> Mapping[Command, Callable[[], None]]:
        """Prep for a call, while there is somebody to call."""
        return {Command.PREP: self._prep_current} if self._has_people else {}

    def _open_talk(self, item: DueItem) -> None:
        """What is to be talked about opens itself: there stands what to say."""
        if item.source in (Source.GAP, Source.REQUEST):
            self.navigator.edit_expectation(ExpectationId(item.source_id))
        elif item.person is not None:
            dialogs.open_updates(self.context, self.navigator, self.host, item.person.id)

    # --- the page in the window ---

    def first_focus(self) -> QWidget:
        """The row that had the focus last, or the first."""
        rows = self.rows()
        if self._current in rows and self._current is not None:
            return self._current
        if rows:
            return rows[0]
        if self.first_step.isVisibleTo(self):
            return self.first_step.first_focus()
        return self.quiet_day.cards[0].open if self.quiet_day.cards else self

    def panes(self) -> tuple[QWidget, ...]:
        """The main column and the side, as far as they have rows."""
        firsts = []
        for blocks in ([b for b in Block if b not in SIDE], [b for b in Block if b in SIDE]):
            rows = [row for block in blocks for row in self.sections[block].steady_rows]
            if rows:
                firsts.append(rows[0].parentWidget() or self)
        return tuple(firsts) or (self,)

    def retheme(self) -> None:
        """Widths follow the text size."""
        self._arrange()
        self.update()

    def show_hovered(self, number: int = 0) -> None:
        """Paint a row as if the pointer were on it: for pictures."""
        row = self.rows()[number]
        row.shown_pose = Pose.HOVER
        row.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        theme = themes.current()
        is_narrow = self.window().width() < _NARROW_WINDOW or theme.factor >= _LARGE_TEXT
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self.columns.direction() != direction:
            self.columns.setDirection(direction)
        self.columns.setSpacing(_SECTION_GAP if is_narrow else _COLUMN_GAP)
        if is_narrow:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
        else:
            self._side.setFixedWidth(metrics.TODAY_SIDE)
        self.columns.setStretch(1, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), themes.current().palette.sunken)


__all__ = ["TodayPage"]
