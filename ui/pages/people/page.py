"""The People page: the list beside the card; an empty file asks who is on your mind."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from relmgr.domain.ids import (
    AdviceId,
    ExpectationId,
    FactId,
    GoalId,
    LifeEventId,
    MilestoneId,
    NeedId,
    OrganisationId,
    PersonId,
    RelationId,
    WayId,
)
from relmgr.domain.kinds import Direction, Kind, RelationKind, Side
from relmgr.errors import NotFoundError
from relmgr.i18n import _
from relmgr.services import advice, goals, life_events, people, questions
from relmgr.services.card import Begun, timeline
from relmgr.services.card.timeline_words import Entry
from relmgr.services.card.views import Group, StarterView, TimelineRow
from ui import dialogs
from ui import theme as themes
from ui.actions import Command
from ui.context import Context, DialogHost, Navigator, Place
from ui.errors import shown
from ui.faces import portrait_of
from ui.pages.page import Page
from ui.pages.people.answers import Row, fill
from ui.pages.people.card import Card
from ui.pages.people.depths import Depths
from ui.pages.people.empty import EmptyPeople
from ui.pages.people.filtering import Filtering
from ui.pages.people.giving import Giving
from ui.pages.people.knowing import Knowing
from ui.pages.people.life_actions import LifeActions
from ui.pages.people.list_panel import ListPanel
from ui.pages.people.mending import Mending
from ui.pages.people.more import More, Parts, Whose
from ui.theme import metrics
from ui.widgets.menu import Menu
from ui.widgets.sections import Pane
from ui.widgets.text import TextLabel

if TYPE_CHECKING:  # the database is imported behind the first paint
    from relmgr.store import Changes

_OF_MANY = frozenset({Kind.ORGANISATION, Kind.LABEL, Kind.CIRCLE, Kind.FILTER})


class PeoplePage(Page):
    """The list at the left; at the right the card of the person chosen."""

    watches: ClassVar[frozenset[Kind]] = frozenset(Kind)

    def __init__(
        self, context: Context, navigator: Navigator, host: DialogHost, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, navigator, host, parent)
        self._person: PersonId | None = None
        self._organisation: OrganisationId | None = None
        self._is_ally = False
        self._touched: frozenset[PersonId] | None = None
        """Whom a change was about that is not shown yet; None: whoever it may be."""
        self.list = ListPanel(context, self)
        self.filtering = Filtering(context, navigator, host, self.list, self)
        self.card = Card(self)
        self.empty = EmptyPeople(context, self)
        self._nobody = Pane("surface", self)
        nobody = QHBoxLayout(self._nobody)
        nobody.addWidget(
            TextLabel(_("Choose somebody from the list."), "body", "text3", self._nobody),
            0,
            Qt.AlignmentFlag.AlignCenter,
        )
        self._right = QStackedWidget(self)
        for widget in (self.card, self.empty, self._nobody):
            self._right.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._right, 1)
        self.list.setFixedWidth(metrics.LIST)
        self._life = LifeActions(self._window, self.card, lambda: self._person, self)
        self._depths = Depths(self._window, self.card, lambda: self._person, self)
        self._knowing = Knowing(self._window, lambda: self._person, self)
        self._mending = Mending(self._window, lambda: self._person, self)
        self._giving = Giving(self._window, lambda: self._person, self, self._mending)
        self._more = More(
            self._window,
            self,
            Parts(
                filtering=self.filtering,
                life=self._life,
                depths=self._depths,
                knowing=self._knowing,
                giving=self._giving,
                mending=self._mending,
            ),
        )
        self._connect()
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._minute.timeout.connect(self._keep_time)

    def _connect(self) -> None:
        self.list.chosen.connect(lambda id_: self._choose(PersonId(id_)))
        self.list.opened.connect(self._enter)
        self.list.add_asked.connect(self.navigator.new_person)
        self.empty.added.connect(lambda id_: self.navigator.open_person(PersonId(id_)))
        self.empty.import_asked.connect(self.navigator.open_import)
        self.empty.look_asked.connect(self.navigator.look_around)
        shown_card = self.card
        shown_card.outdated.connect(self.make_stale, Qt.ConnectionType.QueuedConnection)
        shown_card.failed.connect(self.context.signals.problem)
        shown_card.header.log_pressed.connect(lambda: self.navigator.log_conversation(self._person))
        shown_card.header.prep_pressed.connect(lambda: self._with_person(self.navigator.open_prep))
        shown_card.header.edit_pressed.connect(self._edit)
        shown_card.header.more_pressed.connect(self._open_more)
        shown_card.header.organisation_pressed.connect(self._open_organisation)
        shown_card.right_now.opened.connect(lambda id_: self._open_life_event(LifeEventId(id_)))
        shown_card.right_now.done.connect(lambda id_: self._asked_about(LifeEventId(id_)))
        shown_card.right_now.snoozed.connect(self._snooze_life_event)
        shown_card.ask_about.opened.connect(self._open_starter)
        shown_card.ask_about.asked.connect(self._asked)
        shown_card.last_time.opened.connect(lambda id_: self._open_source("conversation", id_))
        shown_card.last_time.thread_opened.connect(lambda id_: self._open_source("expectation", id_))
        shown_card.last_time.log_asked.connect(lambda: self.navigator.log_conversation(self._person))
        shown_card.who.person_opened.connect(lambda id_: self.navigator.open_person(PersonId(id_)))
        shown_card.who.relation_opened.connect(lambda id_: self._open_source("relation", id_))
        shown_card.who.fact_opened.connect(lambda id_: self._open_source("fact", id_))
        shown_card.who.missing_pressed.connect(self._add_missing)
        shown_card.who.jobs_opened.connect(lambda: self._with_person(self._open_long_line))
        shown_card.who.way_opened.connect(lambda id_: self._open_source("way", id_))
        shown_card.wants.goal_opened.connect(lambda id_: self._open_source("goal", id_))
        shown_card.wants.need_opened.connect(lambda id_: self._open_source("need", id_))
        self._knowing.answer(shown_card)
        self._giving.answer(shown_card)
        self._mending.answer(shown_card)
        shown_card.coming_up.opened.connect(self._open_source)
        shown_card.expectations.opened.connect(lambda id_: self._open_source("expectation", id_))
        shown_card.expectations.add_asked.connect(self._add_expectation)
        shown_card.expectations.more_asked.connect(self._open_expectation_menu)
        shown_card.timeline.opened.connect(self._open_source)
        shown_card.timeline.line_asked.connect(lambda: self._with_person(self._open_long_line))
        shown_card.timeline.read_with(self._timeline_entries, self._timeline_rows)
        shown_card.reach.copied.connect(self._copy)
        shown_card.reach.edit_asked.connect(self._edit)
        self.filtering.answer(shown_card.reach)
        shown_card.reach.kept_asked.connect(
            lambda: self._with_person(lambda person: dialogs.open_keeping(*self._window, person))
        )
        shown_card.who.add_button("plus", _("Add what you know"), self._open_add)
        shown_card.coming_up.add_button("plus", _("Add a date"), lambda: self._with_person(self._add_date))

    # --- reading ---

    def reload(self) -> None:
        """Read list, counts and card anew."""
        touched, self._touched = self._touched, None
        self.list.reload_counts(is_soon=touched is not None)
        if touched is None:
            self.list.reload()
        else:
            self.list.refresh(touched)
        if self._person is None:
            if self.list.current() is None:
                self.list.choose_first()
            self._person = self.list.current()
        self._show_card()

    def make_stale(self) -> None:
        """Read everything anew, now or when the page is shown."""
        self._touched = None
        super().make_stale()

    def _store_changed(self, changes: "Changes") -> None:
        """After a change of a few people the list stands but for them."""
        if not changes.rows or changes.kinds & _OF_MANY or (self._is_stale and self._touched is None):
            self.make_stale()
            return
        self._touched = frozenset(map(PersonId, changes.people)) | (self._touched or frozenset())
        super().make_stale()

    def _choose(self, person_id: PersonId) -> None:
        if person_id != self._person:
            self._person = person_id
            with shown(self.context.signals):
                self._show_card()
            self.moved.emit(Place(page="people", person_id=person_id))

    def _enter(self) -> None:
        """Into the card; in a missing view straight to what is not known of them."""
        if self.list.filter.missing is not None:
            self.filtering.fill()
        else:
            self.card.setFocus(Qt.FocusReason.TabFocusReason)

    def _timeline_entries(self, group: Group | None) -> tuple[Entry, ...]:
        if self._person is None:
            return ()
        return timeline.entries(self.context.store, self._person, self.context.today(), group)

    def _timeline_rows(self, chosen: Sequence[Entry]) -> tuple[TimelineRow, ...]:
        if self._person is None:
            return ()
        return timeline.rows(self.context.store, self._person, chosen, self.context.today())

    def _show_card(self) -> None:
        self.filtering.person = self._person
        if self._person is None:
            self.list.filter_bar.show_person("")
            self._right.setCurrentWidget(self._nobody if self.list.model.ids else self.empty)
            self.commands_changed.emit()
            return
        try:
            begun = Begun(self.context.store, self._person, self.context.now(), self.context.zone())
        except NotFoundError:
            self._person = None
            self._show_card()
            return
        head = begun.top.person
        number = head.organisation_id
        self._organisation = None if number is None else OrganisationId(number)
        self.list.filter_bar.show_person(head.first_name)
        self._is_ally = bool(begun.top.ally_words)
        portrait = portrait_of(self.context.store, head, head.signs, head.logo_id)
        self.card.show_card(begun, portrait)
        self._right.setCurrentWidget(self.card)
        self.commands_changed.emit()

    def go_to(self, place: Place) -> None:
        """Show the person, or the list filtered by the query, that `place` names."""
        if place.chosen is not None:
            self.list.use_filter(place.chosen)
        if place.query:
            self.list.search.setText(place.query)
        if place.person_id is not None:
            self._person = place.person_id
            self.list.reload_counts()
            self.list.reload()
            self.list.choose(place.person_id)
            with shown(self.context.signals):
                self._show_card()
        if place.source:
            self._open_source(place.source, place.number)

    def retheme(self) -> None:
        """Take the colours and heights of the theme in use."""
        self.list.retheme()
        self.card.retheme()
        self.update()

    def _keep_time(self) -> None:
        """Their local time goes on while the card is open."""
        if self.isVisible() and self._person is not None:
            with shown(self.context.signals):
                self._show_card()

    # --- the frame ---

    def panes(self) -> tuple[QWidget, ...]:
        """List and card."""
        right = self._right.currentWidget()
        return tuple(
            pane for pane in (self.list.view if self.list.model.ids else None, right) if pane is not None
        )

    def first_focus(self) -> QWidget:
        """The rows, or the one question of an empty file."""
        if not self.list.model.ids and self._right.currentWidget() is self.empty:
            return self.empty.first_focus()
        return self.list.view

    def commands(self) -> Mapping[Command, Callable[[], None]]:
        """Filter always; Edit, and Log with them, where somebody is shown."""
        found: dict[Command, Callable[[], None]] = {Command.FILTER: self._focus_search}
        if self._person is not None:
            found[Command.EDIT] = self._edit
            found[Command.LONG_LINE] = lambda: self._with_person(self._open_long_line)
            found[Command.PREP] = lambda: self._with_person(self.navigator.open_prep)
            found |= self._knowing.commands()
            found |= self._depths.commands()
            found |= self._giving.commands()
            found |= self._mending.commands()
            found[Command.MERGE_WITH] = lambda: self._with_person(self.filtering.merge_with)
            found[Command.LOG_CONVERSATION] = lambda: self.navigator.log_conversation(self._person)
            found |= self._life.commands()
        return found

    @property
    def person_id(self) -> PersonId | None:
        """Whose card is shown."""
        return self._person

    def rows_top(self) -> int:
        """Below title, search and chips; what else stands there goes when the filter does."""
        bar = self.list.filter_bar
        return self.list.view.y() - (bar.height() if bar.isVisible() else 0)

    def search_field(self) -> QWidget:
        """The list's."""
        return self.list.search

    def _focus_search(self) -> None:
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        window = self.window().width()
        self.list.setFixedWidth(metrics.LIST if window >= metrics.NARROW_WINDOW else metrics.LIST_NARROW)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._minute.start()

    def hideEvent(self, event: object) -> None:
        self._minute.stop()
        super().hideEvent(event)  # type: ignore[arg-type]

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), themes.current().palette.surface)

    # --- what a press does ---

    def _with_person(self, act: Callable[[PersonId], object]) -> None:
        if self._person is not None:
            act(self._person)

    def _edit(self) -> None:
        self._with_person(self.navigator.edit_person)

    def _add_expectation(self, direction: Direction) -> None:
        self._with_person(lambda person: self.navigator.add_expectation(person, direction))

    def _open_expectation_menu(self) -> None:
        self._with_person(
            lambda person: dialogs.open_expectation_menu(*self._window, person, self.card.expectations.more)
        )

    def _open_life_event(self, life_event_id: LifeEventId) -> None:
        self._with_person(lambda person: dialogs.open_life_event(*self._window, person, life_event_id))

    @property
    def _window(self) -> tuple[Context, Navigator, DialogHost]:
        return self.context, self.navigator, self.host

    def _asked_about(self, life_event_id: LifeEventId) -> None:
        with shown(self.context.signals):
            life_events.done(self.context.store, life_event_id, self.context.today())

    def _snooze_life_event(self, number: int, anchor: QWidget) -> None:
        def until(moment: object) -> None:
            with shown(self.context.signals):
                day = moment.astimezone(self.context.zone()).date()  # type: ignore[attr-defined]
                life_events.snooze(self.context.store, LifeEventId(number), day)

        dialogs.open_snooze_menu(anchor, self.context, until)

    def _open_starter(self, starter: StarterView) -> None:
        if starter.source == "life_event" and starter.source_id is not None:
            self._open_life_event(LifeEventId(starter.source_id))
        elif (starter.source in ("goal", "advice") and starter.source_id is not None) or (
            starter.source in ("handled", "aftercare") and starter.source_id is not None
        ):
            self._open_source(starter.source, starter.source_id)
        else:
            self.navigator.log_conversation(self._person)

    def _asked(self, starter: StarterView) -> None:
        with shown(self.context.signals):
            self._note_asked(starter, starter.source_id)

    def _note_asked(self, starter: StarterView, number: int | None) -> None:
        store, today = self.context.store, self.context.today()
        if starter.source == "life_event" and number is not None:
            life_events.done(store, LifeEventId(number), today)
        elif starter.source == "question" and number is not None:
            questions.mark_asked(store, number, today)
        elif starter.source == "goal" and number is not None:
            goals.asked(store, GoalId(number), today)
        elif starter.source == "advice" and number is not None:
            advice.asked(store, AdviceId(number), today)
        elif starter.source == "aftercare" and number is not None:
            self._mending.asked_after(number)
        elif self._person is not None:
            questions.note_asked(store, self._person, starter.question, today)

    def _open_source(self, source: str, number: int) -> None:
        """Open whatever a line of the card stands for."""
        if self._person is None:
            return
        person = self._person
        openers: dict[str, Callable[[], object]] = {
            "conversation": lambda: dialogs.open_conversation(*self._window, conversation_id=number),
            "expectation": lambda: self.navigator.edit_expectation(ExpectationId(number)),
            "milestone": lambda: dialogs.open_milestone(*self._window, person, MilestoneId(number)),
            "life_event": lambda: dialogs.open_life_event(*self._window, person, LifeEventId(number)),
            "moment": lambda: dialogs.open_moment(*self._window, person, number),
            "referral": lambda: dialogs.open_referral(*self._window, person, number),
            "relation": lambda: dialogs.open_relation(*self._window, person, RelationId(number)),
            "fact": lambda: dialogs.open_fact(*self._window, person, FactId(number)),
            "reminder": lambda: dialogs.open_reminder(*self._window, person, number),
            "way": lambda: dialogs.open_way(*self._window, person, WayId(number)),
            "goal": lambda: dialogs.open_goal(*self._window, person, GoalId(number)),
            "need": lambda: dialogs.open_need(*self._window, person, NeedId(number)),
            **self._giving.openers(person, number),
            **self._mending.openers(person, number),
            "deepening": lambda: dialogs.open_deepening(*self._window),
            "long_view": lambda: dialogs.open_long_view(*self._window, long_view_id=number),
            "keeping": lambda: dialogs.open_keeping(*self._window, person),
        }
        opener = openers.get(source)
        if opener is not None:  # what has no form of its own is read on the card
            with shown(self.context.signals):
                opener()

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.context.signals.message.emit(_("Copied."))

    def _open_organisation(self) -> None:
        if self._organisation is not None:
            self.navigator.open_organisation(self._organisation)

    def _edit_organisation(self) -> None:
        if self._organisation is not None:
            dialogs.open_organisation(*self._window, self._organisation)

    def _add_date(self, person: PersonId) -> None:
        dialogs.open_milestone(*self._window, person)

    def _add_missing(self, what: str) -> None:
        if self._person is None:
            return
        if what in ("partner", "child"):
            dialogs.open_relation(*self._window, self._person, kind=RelationKind(what))
        elif what == "interests":
            dialogs.open_fact(*self._window, self._person, side=Side.INTERESTS)
        else:
            dialogs.open_way(*self._window, self._person)

    def _open_add(self) -> None:
        if self._person is None:
            return
        person, menu = self._person, Menu(self, name=_("Add"))
        rows: tuple[Row, ...] = (
            (_("A fact"), "plus", lambda: dialogs.open_fact(*self._window, person)),
            (_("Family or friend"), "users", lambda: dialogs.open_relation(*self._window, person)),
            *self._knowing.add_rows(),
            (_("Something going on"), "heart-pulse", lambda: dialogs.open_life_event(*self._window, person)),
            (_("A date"), "calendar", lambda: dialogs.open_milestone(*self._window, person)),
        )
        fill(menu, rows)
        menu.open_at(self._below(self.card.who.heading))

    def _open_long_line(self, person: PersonId) -> None:
        with shown(self.context.signals):
            dialogs.open_long_line(*self._window, person)

    def _open_more(self) -> None:
        person, view = self._person, self.card.shown
        if person is None or view is None:
            return
        company: tuple[Row, ...] = ()
        if self._organisation is not None:
            company = (
                (_("The people there"), "building-2", self._open_organisation),
                (_("Edit the organisation"), "building-2", self._edit_organisation),
            )
        whose = Whose(
            person=person,
            first_name=view.first_name,
            is_ally=self._is_ally,
            company_rows=company,
            open_line=partial(self._open_long_line, person),
            remove=partial(self._remove, person),
        )
        with shown(self.context.signals):
            self._more.open(whose, self._below(self.card.header.more_button))

    def _below(self, widget: QWidget) -> QPoint:
        return widget.mapToGlobal(QPoint(0, widget.height() + 4))

    def _remove(self, person: PersonId) -> None:
        with shown(self.context.signals):
            people.remove(self.context.store, person, self.context.now())
        self._person = None
        self.make_stale()
