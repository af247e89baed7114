"""What the card asks about give and take: each row opens its form, and what can be said done is said done."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from relmgr.domain.ids import AdviceId, FeedbackId, GiveId, PersonId
from relmgr.i18n import _
from relmgr.services import advice, feedback, gives
from relmgr.services.card.giving_views import TakeAction
from ui import dialogs
from ui.actions import Command
from ui.context import Context, DialogHost, Navigator
from ui.errors import shown
from ui.pages.people.answers import Answers, Row
from ui.pages.people.card import Card
from ui.pages.people.mending import Mending


class Giving(Answers):
    """Answers the block, the commands and the menus about the person that `shown_person` names."""

    def __init__(
        self,
        window: tuple[Context, Navigator, DialogHost],
        shown_person: Callable[[], PersonId | None],
        parent: QWidget,
        mending: Mending,
    ) -> None:
        super().__init__(window, shown_person, parent)
        self._mending = mending

    def answer(self, card: Card) -> None:
        """Do what a press on the block asks for."""
        card.give_take.opened.connect(self._opened)
        card.give_take.done.connect(self._done)
        card.give_take.first_wanted.connect(self.give)
        card.give_take.add_pressed.connect(lambda: self._open_add(card.give_take.add))

    def commands(self) -> dict[Command, Callable[[], None]]:
        """What the search over everything offers about the person shown."""
        return {
            Command.ADD_GIVE: self.give,
            Command.ADD_ADVICE: self.advice,
            Command.ADD_FEEDBACK: self.feedback,
        }

    def menu_rows(self) -> tuple[Row, ...]:
        """Rows of the menus that add something."""
        return (
            (_("Something I gave"), "gift", self.give),
            (_("Advice I gave"), "graduation-cap", self.advice),
            (_("Feedback to me"), "message-square", self.feedback),
            (_("Something I told them"), "message-circle", self.truth),
        )

    def search_rows(self) -> tuple[Row, ...]:
        """The row that leads from what there is to give to whoever would like it."""
        return ((_("Who would like this?"), "search", self._window[1].who_would_like),)

    def openers(self, person: PersonId, number: int) -> dict[str, Callable[[], object]]:
        """What opens a line of the card, by its source."""
        return {
            "give": lambda: dialogs.open_give(*self._window, (person,), GiveId(number)),
            "advice": lambda: dialogs.open_advice(*self._window, person, AdviceId(number)),
            "feedback": lambda: dialogs.open_feedback(*self._window, person, FeedbackId(number)),
        }

    def give(self) -> None:
        """Open the form of something given."""
        self._of_them(lambda person: dialogs.open_give(*self._window, (person,)))

    def advice(self) -> None:
        """Open the form of advice."""
        self._of_them(lambda person: dialogs.open_advice(*self._window, person))

    def feedback(self) -> None:
        """Open the form of feedback they gave me."""
        self._of_them(lambda person: dialogs.open_feedback(*self._window, person))

    def truth(self) -> None:
        """Open the form of what I told them."""
        self._of_them(lambda person: dialogs.open_feedback(*self._window, person, is_mine=True))

    def _opened(self, source: str, number: int) -> None:
        def opened(person: PersonId) -> None:
            {**self.openers(person, number), **self._mending.openers(person, number)}[source]()

        self._of_them(opened)

    def _done(self, source: str, number: int, action: TakeAction) -> None:
        store, today = self._context.store, self._context.today()
        acts: dict[tuple[str, TakeAction], Callable[[], None]] = {
            ("give", TakeAction.GIVEN): lambda: gives.gave(store, GiveId(number), today),
            ("advice", TakeAction.ASKED): lambda: advice.asked(store, AdviceId(number), today),
            ("feedback", TakeAction.THANKED): lambda: feedback.thank(store, FeedbackId(number), today),
            ("feedback", TakeAction.CHANGED): lambda: feedback.changed(store, FeedbackId(number), today),
            ("feedback", TakeAction.TOLD): lambda: feedback.told(store, FeedbackId(number), today),
            ("kindness", TakeAction.GIVEN): lambda: self._mending.give(number),
        }
        with shown(self._context.signals):
            acts[source, action]()

    def _open_add(self, below: QWidget) -> None:
        self._open_rows(below, self.menu_rows(), (*self._mending.kindness_rows(), *self.search_rows()))
