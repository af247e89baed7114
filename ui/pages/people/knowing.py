"""What the card asks about knowing somebody: sides, ways, what they want, and our story; each opens its form."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from relmgr.domain.ids import GoalId
from relmgr.i18n import _
from relmgr.services import goals
from ui import dialogs
from ui.actions import Command
from ui.errors import shown
from ui.pages.people.answers import Answers, Row
from ui.pages.people.card import Card


class Knowing(Answers):
    """Answers the card's blocks, the commands and the menus about the person that `shown_person` names."""

    def answer(self, card: Card) -> None:
        """Do what a press on these blocks asks for."""
        card.who.sides_pressed.connect(self.sides)
        card.header.met_pressed.connect(self.met)
        card.wants.goal_asked.connect(lambda id_: self.asked_goal(GoalId(id_)))
        card.wants.goal_wanted.connect(self.goal)
        card.wants.need_wanted.connect(self.need)
        card.wants.care_asked.connect(self.care)
        card.wants.add_pressed.connect(lambda: self._open_wants(card.wants.add))
        card.story.met_asked.connect(self.met)
        card.story.stages_asked.connect(self.stages)

    def commands(self) -> dict[Command, Callable[[], None]]:
        """What the search over everything offers about the person shown."""
        return {
            Command.SIDES: self.sides,
            Command.ADD_FACT: self.fact,
            Command.ADD_WAY: self.way,
            Command.ADD_GOAL: self.goal,
            Command.ADD_NEED: self.need,
            Command.HOW_MET: self.met,
            Command.STAGES: self.stages,
        }

    def add_rows(self) -> tuple[Row, ...]:
        """Rows of the menu that adds what is known."""
        return (
            (_("A habit to respect"), "coffee", self.way),
            (_("A limit of mine"), "circle-alert", self.limit),
        )

    def menu_rows(self) -> tuple[Row, ...]:
        """Rows of the card's menu."""
        return (
            (_("The eight sides"), "circle-dashed", self.sides),
            (_("A goal"), "flag", self.goal),
            (_("How you met"), "calendar-heart", self.met),
            (_("Stage: logo, name, person, partner"), "sunrise", self.stages),
        )

    def fact(self) -> None:
        """Open the form of a new fact."""
        self._of_them(lambda person: dialogs.open_fact(*self._window, person))

    def way(self) -> None:
        """Open the form of a habit of theirs."""
        self._of_them(lambda person: dialogs.open_way(*self._window, person))

    def limit(self) -> None:
        """Open the form of a boundary of mine."""
        self._of_them(lambda person: dialogs.open_way(*self._window, person, is_mine=True))

    def sides(self) -> None:
        """Open the eight sides."""
        self._of_them(lambda person: dialogs.open_sides(*self._window, person))

    def goal(self) -> None:
        """Open the form of a new goal."""
        self._of_them(lambda person: dialogs.open_goal(*self._window, person))

    def need(self) -> None:
        """Open the form of a new need."""
        self._of_them(lambda person: dialogs.open_need(*self._window, person))

    def care(self) -> None:
        """Open the text on why I care."""
        self._of_them(lambda person: dialogs.open_care(*self._window, person))

    def met(self) -> None:
        """Open how we met."""
        self._of_them(lambda person: dialogs.open_met(*self._window, person))

    def stages(self) -> None:
        """Open the stages with their evidence."""
        self._of_them(lambda person: dialogs.open_stages(*self._window, person))

    def asked_goal(self, goal_id: GoalId) -> None:
        """I asked about it today."""
        with shown(self._context.signals):
            goals.asked(self._context.store, goal_id, self._context.today())

    def _open_wants(self, below: QWidget) -> None:
        rows: tuple[Row, ...] = (
            (_("A goal"), "flag", self.goal),
            (_("A need, in their words"), "message-square", self.need),
            (_("Why I care"), "heart", self.care),
            (_("My offers"), "handshake", lambda: dialogs.open_offers(*self._window)),
        )
        self._open_rows(below, rows)
