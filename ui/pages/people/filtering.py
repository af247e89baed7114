"""What the People list can ask for beyond words and warmth, and what is done with the rows chosen (P13, P14)."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import AllyKind, Circle
from relmgr.domain.moments import MomentKind
from relmgr.domain.people_filter import (
    EVERYBODY,
    Ally,
    Missing,
    PeopleFilter,
    ally_kind_word,
    ally_word,
    circle_word,
    missing_words,
)
from relmgr.i18n import _
from relmgr.services import circles, filters, people
from ui import dialogs
from ui.context import Context, DialogHost, Navigator
from ui.errors import shown
from ui.pages.people.card.reach import Reach
from ui.pages.people.list_panel import ListPanel
from ui.slices import Slices
from ui.widgets.menu import Menu, MenuRow

_ROOM = "00000"
"""As wide as most numbers in the menu become."""


class Filtering(QObject):
    """Answers the list's filter button, its bars and its menu. `person` is whose card is shown."""

    def __init__(
        self, context: Context, navigator: Navigator, host: DialogHost, panel: ListPanel, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context, self._navigator, self._host = context, navigator, host
        self._panel, self._page = panel, parent
        self.person: PersonId | None = None
        panel.filters_asked.connect(self.open_filters)
        panel.menu_asked.connect(self.open_rows)
        panel.filter_bar.edit_asked.connect(self.edit)
        panel.filter_bar.fill_asked.connect(self.fill)
        panel.chosen_bar.circle_asked.connect(
            lambda anchor: self.choose_circle(panel.people_chosen(), _below(anchor))
        )
        panel.chosen_bar.label_asked.connect(lambda: self.label(panel.people_chosen()))

    def answer(self, reach: Reach) -> None:
        """Answer the card's rows of circle, ally and labels as well."""

        def ask(choose: Callable[[PersonId, QPoint], None]) -> Callable[[QWidget], None]:
            return lambda row: None if self.person is None else choose(self.person, _below(row))

        reach.circle_asked.connect(ask(lambda who, corner: self.choose_circle((who,), corner)))
        reach.ally_asked.connect(ask(self.choose_ally))
        reach.labels_asked.connect(lambda: self.label(() if self.person is None else (self.person,)))

    @property
    def _window(self) -> tuple[Context, Navigator, DialogHost]:
        return self._context, self._navigator, self._host

    # --- filters ---

    def open_filters(self, anchor: QWidget) -> None:
        """The menu of filters: those saved, allies, the missing views, and what leads to the others."""
        menu, use = Menu(self._page, name=_("More filters")), self._panel.use_filter
        with shown(self._context.signals):
            saved = filters.saved(self._context.store)
            for one in saved:
                menu.add_row(one.name, partial(self._use_saved, one), icon="star")
            if saved:
                menu.add_line()
            menu.add_row(ally_word(Ally.ANY), partial(use, PeopleFilter(ally=Ally.ANY)), icon="handshake")
            self._add_missing(menu)
            menu.add_line()
            menu.add_row(_("By circle, label, stage…"), self.edit, icon="list-filter")
            if not self._panel.filter.is_everybody:
                menu.add_row(_("Save this filter…"), partial(self.edit, names=True), icon="save")
                menu.add_row(_("Show everybody"), partial(use, EVERYBODY), icon="users-round")
            if saved:
                menu.add_row(_("Saved filters…"), self._arrange_filters, icon="pencil")
            menu.add_row(_("Labels…"), self._arrange_labels, icon="tag")
            menu.add_line()
            menu.add_row(_("By organisation"), self._navigator.open_organisations, icon="building-2")
            menu.add_row(_("Who can help with …?"), self._navigator.who_can_help, icon="hand-helping")
            menu.add_row(_("Possible duplicates"), self._navigator.open_duplicates, icon="merge")
            menu.open_below(anchor)

    def _add_missing(self, menu: Menu) -> None:
        """The missing views; how many each would list follows once everybody is counted."""
        rows: dict[Missing, MenuRow] = {}
        for missing in Missing:
            use = partial(self._panel.use_filter, PeopleFilter(missing=missing))
            rows[missing] = menu.add_row(missing_words(missing), use, icon="circle-question-mark")
            rows[missing].room = _ROOM

        def show(counts: dict[Missing, int]) -> None:
            for missing, count in counts.items():
                rows[missing].set_note(str(count) if count else "")

        store = self._context.store
        counting = people.missing_counted(store)
        try:
            next(counting)
        except StopIteration as end:
            show(end.value)
            return
        Slices(
            counting,
            show,
            lambda error: self._context.signals.problem.emit(str(error)),
            waits=lambda: store.is_closed or store.is_busy,
            parent=menu,
        )

    def _use_saved(self, one: filters.SavedFilter) -> None:
        with shown(self._context.signals):
            self._panel.use_filter(one.chosen)

    def edit(self, *, names: bool = False) -> None:
        """Open the form of what is listed."""
        with shown(self._context.signals):
            chosen, use = self._panel.filter, self._panel.use_filter
            dialogs.open_people_filter(*self._window, chosen, use, names=names)

    def _arrange_filters(self) -> None:
        with shown(self._context.signals):
            dialogs.open_saved_filters(*self._window)

    def _arrange_labels(self) -> None:
        with shown(self._context.signals):
            dialogs.open_all_labels(*self._window)

    def fill(self) -> None:
        """In a missing view: ask for what is not known of whoever is shown."""
        missing, person = self._panel.filter.missing, self.person
        if person is None or missing is None:
            return
        with shown(self._context.signals):
            if missing in (Missing.BIRTHDAY, Missing.CONTACT, Missing.PURPOSE):
                dialogs.open_person(*self._window, person, focus=missing.value)
            elif missing is Missing.FAMILY:
                dialogs.open_relation(*self._window, person)
            elif missing is Missing.TALK:
                self._navigator.log_conversation(person)
            else:
                self.choose_circle((person,), _below(self._panel.filter_bar.fill))

    # --- the rows chosen ---

    def open_rows(self, corner: QPoint) -> None:
        """The menu of the rows chosen."""
        chosen = self._panel.people_chosen()
        if not chosen:
            return
        menu = Menu(self._page, name=_("People chosen"))
        if len(chosen) == 1:
            log, edit = self._navigator.log_conversation, self._navigator.edit_person
            menu.add_row(_("Log a conversation"), partial(log, chosen[0]), icon="message-circle-plus")
            menu.add_row(_("Edit"), partial(edit, chosen[0]), icon="pencil")
            menu.add_line()
        menu.add_row(_("Circle…"), partial(self.choose_circle, chosen, corner), icon="circle-dashed")
        menu.add_row(_("Labels…"), partial(self.label, chosen), icon="tag")
        if len(chosen) == 1:
            menu.add_row(_("Ally…"), partial(self.choose_ally, chosen[0], corner), icon="handshake")
            menu.add_row(_("Merge with…"), partial(self.merge_with, chosen[0]), icon="merge")
        if len(chosen) == 2:
            menu.add_row(_("Merge the two…"), partial(self._merge, *chosen), icon="merge")
        menu.add_line()
        export = partial(dialogs.open_export, *self._window, chosen)
        menu.add_row(_("Share or export…"), export, icon="upload")
        menu.open_at(corner)

    def merge_with(self, who: PersonId) -> None:
        """Ask who else this person is."""
        dialogs.open_merge_with(*self._window, who)

    def _merge(self, stays: PersonId, goes: PersonId) -> None:
        dialogs.open_merge(*self._window, stays, goes)

    def choose_circle(self, who: Sequence[PersonId], corner: QPoint) -> None:
        """Ask for the circle of `who` and put them into it, as one change."""
        menu = Menu(self._page, name=_("Circle"))
        with shown(self._context.signals):
            for circle, every in circles.days(self._context.store).items():
                note = _("no reminders") if every is None else _("{days} days").format(days=every)
                menu.add_row(circle_word(circle), partial(self._put_into, who, circle), note=note)
            menu.add_line()
            menu.add_row(_("No circle"), partial(self._put_into, who, None))
            menu.open_at(corner)

    def _put_into(self, who: Sequence[PersonId], circle: Circle | None) -> None:
        store, now = self._context.store, self._context.now()
        steps = circles.choose_in_steps(store, who, circle, now)
        dialogs.work(self._context, self._host, circles.change_words(len(who), circle), len(who), steps)

    def label(self, who: Sequence[PersonId]) -> None:
        """Open the form of the labels of `who`."""
        if who:
            with shown(self._context.signals):
                dialogs.open_labels(*self._window, who)

    def choose_ally(self, who: PersonId, corner: QPoint) -> None:
        """Ask what somebody is beside me."""
        menu = Menu(self._page, name=_("Ally"))
        for kind in AllyKind:
            menu.add_row(ally_kind_word(kind), partial(self._say_ally, who, kind))
        menu.add_line()
        menu.add_row(_("No ally"), partial(self._say_ally, who, None))
        menu.open_at(corner)

    def _say_ally(self, who: PersonId, kind: AllyKind | None) -> None:
        with shown(self._context.signals):
            circles.choose_ally(self._context.store, who, kind, self._context.now())

    def note_favour(self, who: PersonId) -> None:
        """Open the form of a moment at favours, which are kept for the sake of memory and never totalled (P14)."""
        with shown(self._context.signals):
            dialogs.open_moment(*self._window, who).kind.choose(MomentKind.DID_ME_FAVOUR)


def _below(widget: QWidget) -> QPoint:
    return widget.mapToGlobal(QPoint(0, widget.height() + 4))
