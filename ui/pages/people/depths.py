"""What the card asks about depth: evidence, a moment noted, the user's own word, and the ways on from a notice (D1 to D3)."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Decision
from relmgr.domain.moments import support_of
from relmgr.i18n import _
from relmgr.services import reminders
from relmgr.services.card.deep_views import SignView
from relmgr.services.reminders import Source
from ui import dialogs
from ui.actions import Command
from ui.context import Context, DialogHost, Navigator
from ui.errors import shown
from ui.pages.people.answers import Answers, Row
from ui.pages.people.card import Card


class Depths(Answers):
    """Answers the blocks Depth and Notice, the commands and the menu about the person that `shown_person` names."""

    def __init__(
        self,
        window: tuple[Context, Navigator, DialogHost],
        card: Card,
        shown_person: Callable[[], PersonId | None],
        parent: QWidget,
    ) -> None:
        super().__init__(window, shown_person, parent)
        self._card, self._navigator = card, window[1]
        card.signs.opened.connect(self._open_sign)
        card.signs.standing_pressed.connect(self.evidence)
        card.signs.add_pressed.connect(self.moment)
        card.header.standing_pressed.connect(self.evidence)
        card.notice.call_asked.connect(lambda: self._of_them(self._navigator.open_prep))
        card.notice.question_asked.connect(self._ask)
        card.notice.wait_asked.connect(self._wait)
        card.notice.away_asked.connect(
            lambda: self._of_them(lambda person: dialogs.open_dismissal(*self._window, person))
        )
        card.notice.evidence_asked.connect(self.evidence)

    def commands(self) -> dict[Command, Callable[[], None]]:
        """What the search over everything offers about the person shown."""
        return {Command.ADD_MOMENT: self.moment, Command.EVIDENCE: self.evidence}

    def menu_rows(self) -> tuple[Row, ...]:
        """Rows of the card's menu."""
        return (
            (_("Note a moment"), "circle-check", self.moment),
            (_("What depth rests on"), "sunrise", self.evidence),
        )

    def moment(self) -> None:
        """Open the form of a new moment."""
        self._of_them(lambda person: dialogs.open_moment(*self._window, person))

    def evidence(self) -> None:
        """Open all that depth with them rests on."""
        self._of_them(lambda person: dialogs.open_evidence(*self._window, person))

    def _open_sign(self, view: SignView) -> None:
        """The evidence of a sign; for one that nothing speaks of, the form that notes the first."""
        person = self._shown_person()
        if person is None:
            return
        with shown(self._context.signals):
            if view.has_evidence:
                dialogs.open_evidence(*self._window, person, view.sign)
                return
            dialog = dialogs.open_moment(*self._window, person)
            dialog.kind.choose(support_of(view.sign))
            dialog.note_content()

    def _ask(self) -> None:
        notice = self._card.notice.view
        question = notice.question if notice is not None else ""
        self._of_them(lambda person: dialogs.open_question(*self._window, person, question))

    def _wait(self, anchor: QWidget) -> None:
        notice, person = self._card.notice.view, self._shown_person()
        if notice is None or person is None:
            return

        def until(end: datetime) -> None:
            with shown(self._context.signals):
                reminders.decide(
                    self._context.store,
                    Source.NOTICE,
                    person,
                    notice.newest,
                    Decision.SNOOZED,
                    self._context.now(),
                    end,
                    self._context.zone(),
                )

        dialogs.open_snooze_menu(anchor, self._context, until)
