"""The dialogs of depth: evidence, the user's own word, and the kinds of a moment pressed once (D1 to D3, D7)."""

from datetime import date
from unittest.mock import MagicMock

import pytest

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Sign, Standing
from relmgr.domain.moments import OFFERED, MomentKind
from relmgr.services import depth, moments, people
from tests.builders import TODAY, Make
from tests.ui.dialogs.conftest import Host
from ui import dialogs
from ui.context import Context
from ui.dialogs.form.entry import EntryRow
from ui.widgets.buttons import IconButton

Window = tuple[Context, MagicMock, Host]


@pytest.fixture
def window(context: Context, navigator: MagicMock, host: Host) -> Window:
    return context, navigator, host


@pytest.fixture
def ben(make: Make) -> PersonId:
    return make.person("Ben Whitaker", company="Calder Rail")


def entries(dialog: object) -> list[str]:
    return [row.text() for row in dialog.findChildren(EntryRow) if row.isVisible()]  # type: ignore[attr-defined]


def test_one_sign_shows_its_days_and_everything_is_a_press_away(
    window: Window, make: Make, ben: PersonId
) -> None:
    make.moment(ben, MomentKind.RESPECT, -30)
    make.moment(ben, MomentKind.CALLED_SUPPLIER, -2, "Before the board")
    make.moment(ben, MomentKind.ASKED_FOR_HELP, -4)
    dialog = dialogs.open_evidence(*window, ben, Sign.RESPECT)
    assert entries(dialog) == ["Called me a supplier on 22 Nov", "Treated me with respect on 25 Oct"]
    dialog._show_all()
    assert "Asked for my help on 20 Nov" in entries(dialog)


def test_a_piece_of_evidence_is_removed_and_brought_back(window: Window, make: Make, ben: PersonId) -> None:
    make.moment(ben, MomentKind.RESPECT, -30)
    store = window[0].store
    dialog = dialogs.open_evidence(*window, ben, Sign.RESPECT)
    remove = next(
        one
        for one in dialog.findChildren(IconButton)
        if one.accessibleName().startswith("Remove: Treated me")
    )
    remove.click()
    assert moments.of(store, ben) == ()
    assert entries(dialog) == []
    store.undo()
    assert entries(dialog) == ["Treated me with respect on 25 Oct"]


def test_the_users_word_needs_its_reason(window: Window, ben: PersonId) -> None:
    dialog = dialogs.open_overruling(*window, ben)
    dialog.standing.choose(Standing.DEEP)
    dialog.save_button.click()
    assert depth.overrulings_of(window[0].store, ben) == ()
    dialog.reason.set_text("Twenty years of friendship")
    dialog.save_button.click()
    (word,) = depth.overrulings_of(window[0].store, ben)
    assert (word.standing, word.on_day, word.ended_on) == (Standing.DEEP, TODAY, None)


def test_every_kind_can_be_chosen_and_is_one_press(window: Window, ben: PersonId) -> None:
    dialog = dialogs.open_moment(*window, ben)
    for kind in OFFERED:
        dialog.kind.choose(kind)
        assert dialog.kind.value() is kind
        assert [one for one, chip in dialog.kind.chips.items() if chip.isChecked()] == [kind]
    dialog.kind.choose(MomentKind.ASKED_FOR_HELP)
    dialog.kind.chips[MomentKind.RESPECT].click()
    dialog.day.set_value(date(2026, 11, 20))
    dialog.save_button.click()
    (kept,) = moments.of(window[0].store, ben)
    assert (kept.kind, kept.on_day) == (MomentKind.RESPECT, date(2026, 11, 20))


def test_stepping_out_asks_whom_i_met_there(window: Window, ben: PersonId) -> None:
    dialog = dialogs.open_moment(*window, ben)
    assert dialog.row("met").isHidden()
    dialog.kind.choose(MomentKind.SAT_IN)
    assert not dialog.row("met").isHidden()
    dialog.met.set_text("Sipho Dube")
    dialog.save_button.click()
    (sipho,) = people.find(window[0].store, "Sipho Dube")
    assert not sipho.is_light


def test_a_question_that_says_nothing_is_not_kept(window: Window, ben: PersonId) -> None:
    dialog = dialogs.open_question(*window, ben)
    dialog.save_button.click()
    assert dialog.isVisible()
