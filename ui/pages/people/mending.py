"""What the card asks about rough patches, mistakes, kindness and the first 30 days: forms, and what one press keeps."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from relmgr.domain.ids import FirstDaysStepId, KindnessId, MistakeId, PersonId, RoughPatchId
from relmgr.domain.kindnesses import GIFTS
from relmgr.domain.kinds import KindnessKind
from relmgr.domain.rough_patches import PatchState
from relmgr.i18n import _
from relmgr.services import first_days, kindnesses, rough_patches
from relmgr.services.kindnesses import KindnessInput
from ui import dialogs
from ui.actions import Command
from ui.errors import shown
from ui.pages.people.answers import Answers, Row
from ui.pages.people.card import Card


class Mending(Answers):
    """Answers the blocks, the commands and the menus about the person that `shown_person` names."""

    def answer(self, card: Card) -> None:
        """Do what a press on the blocks asks for."""
        card.notice.rough_asked.connect(self.rough_patch)
        card.rough.opened.connect(self._open_patch)
        card.rough.answered.connect(self._answered)
        card.rough.step_done.connect(self._step_taken)
        card.rough.felt_asked.connect(self._ask_felt)
        card.first_days.start_asked.connect(self.start)
        card.first_days.opened.connect(self._open_step)
        card.first_days.ticked.connect(self._tick)
        card.first_days.delivered.connect(self.deliver)
        card.first_days.more_pressed.connect(lambda: self._open_more(card.first_days.more))

    def commands(self) -> dict[Command, Callable[[], None]]:
        """What the search over everything offers about the person shown."""
        return {
            Command.ROUGH_PATCH: self.rough_patch,
            Command.MISTAKE: self.mistake,
            Command.KINDNESS: partial(self.kindness, KindnessKind.ASKED_AFTER),
            Command.KINDNESS_SHELF: self.shelf,
            Command.FIRST_DAYS: self.start,
            Command.FIRST_LIST: self.first_list,
        }

    def menu_rows(self) -> tuple[Row, ...]:
        """Rows of the card's menu."""
        return (
            (_("A rough patch"), "handshake", self.rough_patch),
            (_("The kindness shelf"), "heart", self.shelf),
            (_("The first 30 days"), "sunrise", self.start),
        )

    def kindness_rows(self) -> tuple[Row, ...]:
        """Rows of the menu that adds to Give and take; the first two keep it at once."""
        ways: tuple[Row, ...] = (
            (_("Asked after them today"), "heart", partial(self._keep, KindnessKind.ASKED_AFTER)),
            (_("Wished them well today"), "heart", partial(self._keep, KindnessKind.GET_WELL)),
            (_("Went the extra mile…"), "heart", partial(self.kindness, KindnessKind.EXTRA_MILE)),
            (_("A gesture of goodwill…"), "heart", partial(self.kindness, KindnessKind.GOODWILL)),
        )
        words = {
            KindnessKind.GIFT_IDEA: _("A gift idea…"),
            KindnessKind.GIFT_GIVEN: _("A gift given…"),
            KindnessKind.GIFT_RECEIVED: _("A gift received…"),
        }
        gifts = tuple((words[kind], "gift", partial(self.kindness, kind)) for kind in GIFTS)
        return (*ways, *gifts)

    def openers(self, person: PersonId, number: int) -> dict[str, Callable[[], object]]:
        """What opens a line of the card, by its source."""
        patch = RoughPatchId(number)
        return {
            "rough_patch": lambda: dialogs.open_patch_story(*self._window, patch),
            "handled": lambda: dialogs.open_patch_story(*self._window, patch),
            "aftercare": lambda: dialogs.open_patch_story(*self._window, patch),
            "mistake": lambda: dialogs.open_mistake(*self._window, person, MistakeId(number)),
            "first_step": lambda: dialogs.open_first_step(*self._window, person, FirstDaysStepId(number)),
            "kindness": lambda: dialogs.open_kindness(*self._window, person, KindnessId(number)),
        }

    def rough_patch(self) -> None:
        """Open the story of the one that is open, else the form of a new one."""

        def opened(person: PersonId) -> None:
            known = rough_patches.of(self._context.store, person)
            patch = next((one for one in known if one.state is PatchState.OPEN), None)
            if patch is not None:
                dialogs.open_patch_story(*self._window, patch.id)
            else:
                dialogs.open_rough_patch(*self._window, person)

        self._of_them(opened)

    def mistake(self) -> None:
        """Open the form of a mistake of mine."""
        self._of_them(lambda person: dialogs.open_mistake(*self._window, person))

    def kindness(self, kind: KindnessKind) -> None:
        """Open the form of a kindness."""
        self._of_them(lambda person: dialogs.open_kindness(*self._window, person, kind=kind))

    def shelf(self) -> None:
        """Open the kindness shelf."""
        self._of_them(lambda person: dialogs.open_shelf(*self._window, person))

    def start(self) -> None:
        """Begin the first 30 days."""
        self._of_them(lambda person: first_days.start(self._context.store, person, self._context.today()))

    def first_list(self) -> None:
        """Open the list to begin with."""
        dialogs.open_first_list(*self._window)

    def deliver(self) -> None:
        """Ask when the first delivery was."""
        self._of_them(lambda person: dialogs.open_delivery(*self._window, person))

    def give(self, number: int) -> None:
        """A gift idea was given today."""
        with shown(self._context.signals):
            kindnesses.given_on(self._context.store, KindnessId(number), self._context.today())

    def asked_after(self, number: int) -> None:
        """It was asked how it is now, a month after a rough patch."""
        with shown(self._context.signals):
            rough_patches.asked_after(self._context.store, RoughPatchId(number), self._context.today())

    def _keep(self, kind: KindnessKind) -> None:
        def kept(person: PersonId) -> None:
            kindnesses.add(self._context.store, person, KindnessInput(kind=kind), self._context.today())

        self._of_them(kept)

    def _open_patch(self, number: int) -> None:
        with shown(self._context.signals):
            dialogs.open_patch_story(*self._window, RoughPatchId(number))

    def _answered(self, number: int) -> None:
        with shown(self._context.signals):
            rough_patches.answered(self._context.store, RoughPatchId(number), self._context.now())

    def _step_taken(self, number: int) -> None:
        with shown(self._context.signals):
            rough_patches.step_done(self._context.store, RoughPatchId(number), self._context.today())

    def _ask_felt(self, number: int) -> None:
        with shown(self._context.signals):
            dialogs.open_felt(*self._window, RoughPatchId(number))

    def _open_step(self, number: int) -> None:
        self._of_them(lambda person: dialogs.open_first_step(*self._window, person, FirstDaysStepId(number)))

    def _tick(self, number: int, is_done: bool) -> None:
        with shown(self._context.signals):
            today = self._context.today() if is_done else None
            first_days.step_done(self._context.store, FirstDaysStepId(number), today)

    def _add_step(self) -> None:
        self._of_them(lambda person: dialogs.open_first_step(*self._window, person))

    def _end(self) -> None:
        def ended(person: PersonId) -> None:
            today = self._context.today()
            begun = first_days.get(self._context.store, person, today)
            if begun is not None:
                first_days.end(self._context.store, begun.id, today)

        self._of_them(ended)

    def _open_more(self, below: QWidget) -> None:
        rows: tuple[Row, ...] = (
            (_("Add a step"), "plus", self._add_step),
            (_("The first delivery…"), "flag", self.deliver),
            (_("The list to begin with…"), "pencil", self.first_list),
            (_("Let it be from here"), "check", self._end),
        )
        self._open_rows(below, rows, name=_("First 30 days"))
