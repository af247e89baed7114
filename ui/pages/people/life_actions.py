"""What the card's family, Right now and banner lead to: one object the People page keeps beside its card (P5, P7)."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from relmgr.domain.ids import LifeEventId, PersonId
from relmgr.domain.kinds import Decision, SparedBy
from relmgr.i18n import _
from relmgr.services import kinship, life_events, people, reminders
from relmgr.services.card.views import BackView, FamilyHintView
from relmgr.services.reminders import Source
from relmgr.services.reminders.candidates import day_after
from ui import dialogs, pictures
from ui.actions import Command
from ui.context import Context, DialogHost, Navigator
from ui.errors import shown
from ui.pages.people.answers import Answers, Row
from ui.pages.people.card import Card


class LifeActions(Answers):
    """Listens to the card and does what is asked about the person that `shown_person` names."""

    def __init__(
        self,
        window: tuple[Context, Navigator, DialogHost],
        card: Card,
        shown_person: Callable[[], PersonId | None],
        parent: QWidget,
    ) -> None:
        super().__init__(window, shown_person, parent)
        self._card = card
        card.right_now.over.connect(lambda number: self._over(LifeEventId(number)))
        card.right_now.not_over.connect(lambda number, at: self._not_over(LifeEventId(number), at))
        card.family_hints.added.connect(self._accept)
        card.family_hints.declined.connect(self._decline)
        card.banner.change_asked.connect(self._change)
        card.banner.back.connect(self._is_back)
        card.header.promote_pressed.connect(self.promote)
        card.header.picture_dropped.connect(self._take_picture)

    def commands(self) -> dict[Command, Callable[[], None]]:
        """What can be done about whoever is shown, from anywhere in the window."""
        return {
            Command.FAMILY: self._add_family,
            Command.AWAY: partial(self._change, SparedBy.AWAY),
            Command.GENTLE: partial(self._change, SparedBy.GENTLE),
        }

    def menu_rows(self) -> tuple[Row, ...]:
        """Their rows in the menu of the card."""
        view = self._card.shown
        rows: tuple[Row, ...] = (
            (_("Away…"), "plane", partial(self._change, SparedBy.AWAY)),
            (_("Gentle mode…"), "heart", partial(self._change, SparedBy.GENTLE)),
        )
        if view is None:
            return rows
        if view.is_light:
            return (*rows, (_("Add to People"), "user-round-plus", self.promote))
        return (*rows, (_("Take out of People"), "users", self._make_light))

    def _add_family(self) -> None:
        self._of_them(lambda person: dialogs.open_relation(*self._window, person))

    def _over(self, life_event_id: LifeEventId) -> None:
        with shown(self._context.signals):
            life_events.end(self._context.store, life_event_id, self._context.today())

    def _not_over(self, life_event_id: LifeEventId, anchor: QWidget) -> None:
        def until(day: date | None) -> None:
            with shown(self._context.signals):
                life_events.goes_on(self._context.store, life_event_id, day, self._context.today())

        dialogs.open_until_menu(anchor, self._context, until)

    def _accept(self, hint: FamilyHintView) -> None:
        with shown(self._context.signals):
            kinship.accept(self._context.store, hint.one_id, hint.kind, hint.other_id, self._context.now())

    def _decline(self, hint: FamilyHintView) -> None:
        with shown(self._context.signals):
            kinship.decline(self._context.store, hint.one_id, hint.kind, hint.other_id)

    def _change(self, spared_by: SparedBy) -> None:
        opens = dialogs.open_away if spared_by is SparedBy.AWAY else dialogs.open_gentle
        self._of_them(lambda person: opens(*self._window, person))

    def _is_back(self, back: BackView) -> None:
        source, day = Source(back.spared_by), day_after(back.ended)
        store, now = self._context.store, self._context.now()
        self._of_them(lambda person: reminders.decide(store, source, person, day, Decision.DONE, now))

    def promote(self) -> None:
        """Let them be in People from now on."""
        self._of_them(lambda person: people.promote(self._context.store, person, self._context.now()))

    def _make_light(self) -> None:
        self._of_them(lambda person: people.make_light(self._context.store, person, self._context.now()))

    def _take_picture(self, path: Path) -> None:
        def taken(person: PersonId) -> None:
            photo = pictures.read_file(path)
            people.set_photo(self._context.store, person, photo.data, photo.media_type, self._context.now())

        self._of_them(taken)
