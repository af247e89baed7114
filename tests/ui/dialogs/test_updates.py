"""Updates with a person: agreed, missing and only then a suggestion; heads-ups noted and told."""

from datetime import timedelta
from unittest.mock import MagicMock

import pytest

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Direction
from relmgr.domain.moments import MomentKind
from relmgr.services import moments, updates
from tests.builders import TODAY, Make
from tests.ui.dialogs.conftest import Host
from ui.context import Context
from ui.dialogs.updates import open_updates

DAY = timedelta(days=1)


@pytest.fixture
def megan(make: Make) -> PersonId:
    return make.person("Megan Jacobs")


def test_a_rhythm_both_ways_and_a_heads_up(
    context: Context, host: Host, navigator: MagicMock, megan: PersonId
) -> None:
    dialog = open_updates(context, navigator, host, megan)
    assert dialog.heads_up.edit.hasFocus()
    assert dialog.warn is None
    dialog.every[Direction.OF_ME].set_value(14)
    dialog.every[Direction.OF_THEM].set_value(7)
    dialog.heads_up.set_text("Prices change in January")
    dialog.save_button.click()
    mine, theirs = updates.of(context.store, megan)
    assert (mine.rhythm.every_days, theirs.rhythm.every_days) == (14, 7)
    (noted,) = updates.heads_ups(context.store, megan)
    assert (noted.text, noted.told_on) == ("Prices change in January", None)
    again = open_updates(context, navigator, host, megan)
    again.told_buttons[noted.id].click()
    assert updates.heads_ups(context.store, megan)[0].told_on == TODAY
    again.every[Direction.OF_ME].set_value(None)
    again.save_button.click()
    assert [one.rhythm.direction for one in updates.of(context.store, megan)] == [Direction.OF_THEM]


def test_what_they_know_already_is_told_today(
    context: Context, host: Host, navigator: MagicMock, megan: PersonId
) -> None:
    dialog = open_updates(context, navigator, host, megan)
    dialog.heads_up.set_text("I am away in May")
    dialog.told.click()
    dialog.save_button.click()
    assert updates.heads_ups(context.store, megan)[0].told_on == TODAY


@pytest.mark.parametrize("is_warning", [False, True])
def test_their_missing_update_is_offered_as_a_warning_and_noted_only_if_chosen(
    context: Context, host: Host, navigator: MagicMock, megan: PersonId, is_warning: bool
) -> None:
    updates.agree(context.store, megan, Direction.OF_THEM, 7, TODAY - 10 * DAY)
    dialog = open_updates(context, navigator, host, megan)
    assert dialog.warn is not None
    assert dialog.came is not None
    assert moments.of(context.store, megan) == ()
    (dialog.warn if is_warning else dialog.came).click()
    noted = [(one.kind, one.on_day) for one in moments.of(context.store, megan)]
    assert noted == ([(MomentKind.MISSING_UPDATE, TODAY - 3 * DAY)] if is_warning else [])
    again = open_updates(context, navigator, host, megan)
    assert again.warn is None
    again.reject()
