"""The card's menu More: what is added most on top, the rest in five groups, then what spares them and the trash."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from relmgr.domain import phrases
from relmgr.domain.ids import PersonId
from relmgr.i18n import _
from relmgr.services import reminders
from ui import dialogs
from ui.context import Context, DialogHost, Navigator
from ui.pages.people.answers import Row, fill
from ui.pages.people.depths import Depths
from ui.pages.people.filtering import Filtering
from ui.pages.people.giving import Giving
from ui.pages.people.knowing import Knowing
from ui.pages.people.life_actions import LifeActions
from ui.pages.people.mending import Mending
from ui.widgets.menu import Menu


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Who answers the rows."""

    filtering: Filtering
    life: LifeActions
    depths: Depths
    knowing: Knowing
    giving: Giving
    mending: Mending


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Whom the menu is about, and what of it depends on them."""

    person: PersonId
    first_name: str
    is_ally: bool
    company_rows: tuple[Row, ...]
    """What leads to the organisation they work for; empty where there is none."""
    open_line: Callable[[], object]
    remove: Callable[[], object]


class More:
    """Opens the menu. A row of it appears in one group only."""

    def __init__(self, window: tuple[Context, Navigator, DialogHost], page: QWidget, parts: Parts) -> None:
        self._window, self._page, self._parts = window, page, parts
        self._context = window[0]

    def open(self, whose: Whose, corner: QPoint) -> None:
        """Show it at `corner`, in global coordinates."""
        menu = Menu(self._page, name=_("More"))
        fill(menu, self._adding(whose.person))
        menu.add_line()
        for text, icon, rows in (
            (_("Who {name} is").format(name=whose.first_name), "circle-dashed", self._who(whose)),
            (_("Give and take"), "gift", self._giving(whose)),
            (_("Our story"), "history", self._story(whose)),
            (_("Circle, labels and company"), "tag", self._belonging(whose, corner)),
            (_("Privacy"), "shield-check", self._privacy(whose)),
        ):
            menu.add_menu(text, partial(fill, rows=rows), icon=icon)
        menu.add_line()
        fill(menu, self._parts.life.menu_rows()[:2])
        menu.add_line()
        self._list_reminders(whose.person, menu)
        menu.add_row(
            _("Share or export…"), lambda: dialogs.open_export(*self._window, (whose.person,)), icon="upload"
        )
        menu.add_row(_("Move to the trash"), whose.remove, icon="trash-2")
        menu.open_at(corner)

    def _adding(self, person: PersonId) -> tuple[Row, ...]:
        moment, _evidence = self._parts.depths.menu_rows()
        return (
            (_("A reminder"), "bell", lambda: dialogs.open_reminder(*self._window, person)),
            (_("A fact"), "plus", lambda: dialogs.open_fact(*self._window, person)),
            (_("Something going on"), "heart-pulse", lambda: dialogs.open_life_event(*self._window, person)),
            (_("A date"), "calendar", lambda: dialogs.open_milestone(*self._window, person)),
            moment,
        )

    def _who(self, whose: Whose) -> tuple[Row, ...]:
        sides, goal, met, _stages = self._parts.knowing.menu_rows()
        family = partial(dialogs.open_relation, *self._window, whose.person)
        return ((_("Family or friend"), "users", family), goal, sides, met)

    def _giving(self, whose: Whose) -> tuple[Row, ...]:
        _rough, shelf, _first_days = self._parts.mending.menu_rows()
        person, filtering = whose.person, self._parts.filtering
        rows: tuple[Row, ...] = (
            *self._parts.giving.menu_rows(),
            (_("An introduction"), "waypoints", lambda: dialogs.open_referral(*self._window, person)),
            shelf,
        )
        if whose.is_ally:
            rows += ((_("A favour"), "hand-helping", lambda: filtering.note_favour(person)),)
        return rows

    def _story(self, whose: Whose) -> tuple[Row, ...]:
        _moment, evidence = self._parts.depths.menu_rows()
        rough, _shelf, first_days = self._parts.mending.menu_rows()
        stages = self._parts.knowing.menu_rows()[-1]
        return (evidence, rough, first_days, stages, (_("The long line"), "history", whose.open_line))

    def _belonging(self, whose: Whose, corner: QPoint) -> tuple[Row, ...]:
        filtering, person = self._parts.filtering, whose.person
        return (
            (_("Circle…"), "circle-dashed", lambda: filtering.choose_circle((person,), corner)),
            (_("Labels…"), "tag", lambda: filtering.label((person,))),
            (_("Ally…"), "handshake", lambda: filtering.choose_ally(person, corner)),
            (_("Merge with…"), "merge", lambda: filtering.merge_with(person)),
            *self._parts.life.menu_rows()[2:],
            *whose.company_rows,
        )

    def _privacy(self, whose: Whose) -> tuple[Row, ...]:
        window, person = self._window, whose.person
        everything = _("Everything about {name}…").format(name=whose.first_name)
        return (
            (_("What for, and how long…"), "calendar", lambda: dialogs.open_keeping(*window, person)),
            (everything, "book-open", lambda: dialogs.open_record(*window, person)),
            (_("Earlier values…"), "history", lambda: dialogs.open_history(*window, person)),
            (_("Erase for good…"), "trash-2", lambda: dialogs.open_erase(*window, person)),
        )

    def _list_reminders(self, person: PersonId, menu: Menu) -> None:
        """A row for each reminder about them: the card shows dates, not reminders, and they must be within reach."""
        standing = reminders.of(self._context.store, person)
        for one in standing:
            words = phrases.short_day(one.input.start_on, self._context.today())
            menu.add_row(
                one.input.title,
                partial(dialogs.open_reminder, *self._window, reminder_id=one.id),
                icon="bell",
                note=words if not one.input.rrule else _("repeats"),
            )
        if standing:
            menu.add_line()
