"""Erasing, the whole record, earlier values and whether to keep somebody, in the window."""

import json
from functools import partial
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from pytestqt.qtbot import QtBot

from relmgr.domain.kinds import Purpose, Replacing
from relmgr.domain.people_filter import Missing, PeopleFilter
from relmgr.errors import NotFoundError
from relmgr.paths import Profile
from relmgr.services import erasing, people, search
from relmgr.services.people import record
from relmgr.store import Store
from relmgr.store import tables as t
from tests.builders import NOW, TODAY, Make
from tests.store.pages import found_in
from tests.ui.dialogs.conftest import Host
from ui import dialogs, slices
from ui.context import Context
from ui.dialogs.erasing import EraseDialog
from ui.dialogs.keeping import KeepingDialog
from ui.erasing import finish_begun
from ui.pages.settings.privacy import PrivacySection
from ui.tasks import Tasks
from ui.widgets.line_list import LineList

Window = tuple[Context, MagicMock, Host]


@pytest.fixture
def window(context: Context, navigator: MagicMock, host: Host) -> Window:
    """What every dialog is opened with."""
    return context, navigator, host


def has(lines: LineList) -> list[str]:
    return lines.words()


def test_the_name_is_typed_and_nothing_is_left(
    qtbot: QtBot, window: Window, make: Make, profile: Profile
) -> None:
    sven, megan = make.person("Sven Zyqolsen", company="Zyqboats"), make.person("Megan Jacobs")
    make.conversation(sven, megan, their_world="Sven told of the harbour")
    make.promise(megan, "Send Sven Zyqolsen the plan")
    dialog = dialogs.open_erase(*window, sven)
    assert has(dialog.talks) == ["24 Nov 2026, Sven told of the harbour, Megan Jacobs"]
    assert len(has(dialog.mentions)) == 1
    dialog.name.edit.setText("Sven")
    assert not dialog.erase_button.isEnabled()
    dialog.erase()
    assert people.details(window[0].store, sven).name == "Sven Zyqolsen"
    dialog.name.edit.setText("sven zyqolsen")
    dialog.cut.setChecked(True)
    dialog.erase_button.click()
    qtbot.waitUntil(lambda: dialog.said.text().startswith("Sven Zyqolsen is erased."))
    with pytest.raises(NotFoundError):
        people.details(window[0].store, sven)
    assert window[0].store.undo_label is None
    assert erasing.unfinished(window[0].store) is None
    assert window[0].unlocked is not None
    key = window[0].unlocked.key.raw()
    make.promise(megan, "Another plan")
    assert found_in(profile.database, key, {"Zyqboats", "harbour"}) == {}
    assert found_in(profile.database, key, {"Zyqolsen"}).keys() == {"Zyqolsen"}, "Megan's promise names them"
    dialog.close_button.click()


def test_a_press_leads_to_what_names_them(window: Window, make: Make) -> None:
    sven, megan = make.person("Sven Olsen"), make.person("Megan Jacobs", notes="Met by Sven Olsen")
    talk = make.conversation(sven, megan, their_world="The harbour")
    dialog = dialogs.open_erase(*window, sven)
    dialog.talks.pressed_line.emit(talk)
    window[1].open_source.assert_called_once_with(sven, "conversation", talk)
    dialog = dialogs.open_erase(*window, sven)
    dialog.mentions.pressed_line.emit(("person", megan))
    window[1].open_person.assert_called_once_with(megan)
    assert people.details(window[0].store, sven).name == "Sven Olsen"


def test_a_disk_that_refuses_changes_nothing_and_says_so(
    qtbot: QtBot, window: Window, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    from relmgr.errors import DiskError

    def full(*_arguments: object, **_named: object) -> None:
        raise DiskError("The disk is full. 12 MB are needed.")

    sven = make.person("Sven Olsen")
    dialog = dialogs.open_erase(*window, sven)
    dialog.name.edit.setText("Sven Olsen")
    monkeypatch.setattr(record, "details_in", full)
    dialog.erase_button.click()
    qtbot.waitUntil(lambda: "12 MB" in dialog.said.text())
    monkeypatch.undo()
    assert people.details(window[0].store, sven).name == "Sven Olsen"


def test_cancel_while_they_are_taken_out_leaves_everything(
    qtbot: QtBot, window: Window, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "SLICE_SECONDS", 0.0)  # one step at each turn of the window
    sven = make.person("Sven Olsen")
    make.conversation(sven, their_world="The harbour")
    dialog = dialogs.open_erase(*window, sven)
    dialog.name.edit.setText("Sven Olsen")
    dialog.erase_button.click()
    store = window[0].store
    qtbot.waitUntil(lambda: store.is_busy)
    assert dialog.cancel_button.isVisibleTo(dialog)
    dialog.cancel_button.click()
    assert not store.is_busy
    assert people.details(store, sven).name == "Sven Olsen"
    assert erasing.unfinished(store) is None
    assert store.undo_label is not None
    assert search.everything(store, "harbour")


def test_what_a_kill_cut_short_is_finished_at_the_next_start(
    qtbot: QtBot, context: Context, make: Make, profile: Profile
) -> None:
    sven = make.person("Sven Zyqolsen")
    erasing.start(context.store, sven, NOW)
    finish_begun(context)
    qtbot.waitUntil(lambda: erasing.unfinished(context.store) is None)
    assert context.unlocked is not None
    assert found_in(profile.database, context.unlocked.key.raw(), {"Zyqolsen"}) == {}


def _says(answer: str, _parent: object, _suggested: str, _kinds: str) -> str:
    return answer


def test_the_record_is_written_whole_or_without_my_view(window: Window, make: Make, tmp_path: Path) -> None:
    sven = make.person("Sven Olsen", notes="Zyqnote")
    for number in (0, 1):
        dialog = dialogs.open_record(*window, sven)
        dialog.ask_where = partial(_says, str(tmp_path / f"{number}.json"))
        dialog.form.setCurrentIndex(1)
        dialog.scope.setCurrentIndex(number)
        dialog.save_button.click()
        assert dialog.path == tmp_path / f"{number}.json"
    found = [json.loads((tmp_path / f"{number}.json").read_text()) for number in (0, 1)]
    assert [one["scope"] for one in found] == ["everything", "without-my-view"]
    assert "Zyqnote" in (tmp_path / "1.json").read_text()
    dialog = dialogs.open_record(*window, sven)
    dialog.ask_where = partial(_says, "")
    dialog.save_button.click()
    assert dialog.isVisible()


def earlier(store: Store, person: int, field: str, value: str, replaced_by: str) -> None:
    with store.change("Import") as session:
        session.execute(
            t.earlier_value.insert().values(
                person_id=person,
                field=field,
                value=value,
                replaced_by=replaced_by,
                replacing=Replacing.IMPORT,
                origin="friends.vcf",
                at=NOW,
            )
        )


def test_an_earlier_value_is_put_back_and_can_be_exchanged_again(window: Window, make: Make) -> None:
    sven = make.person("Sven Olsen", city="Bergen")
    store = window[0].store
    assert not dialogs.open_history(*window, sven).buttons
    earlier(store, sven, "city", "Oslo", "Bergen")
    dialog = dialogs.open_history(*window, sven)
    (button,) = dialog.buttons
    assert button.accessibleName() == "Put it back, City: Oslo"
    button.click()
    assert people.details(store, sven).input.city == "Oslo"
    (button,) = dialog.buttons
    assert button.accessibleName() == "Put it back, City: Bergen"
    store.undo()
    assert people.details(store, sven).input.city == "Bergen"


def test_an_earlier_address_comes_back_beside_the_others_and_the_rest_is_copied(
    window: Window, make: Make
) -> None:
    sven = make.person("Sven Olsen")
    store = window[0].store
    earlier(store, sven, "e-mail", "sven@boats.example", "")
    earlier(store, sven, "fact", "Sails", "")
    dialog = dialogs.open_history(*window, sven)
    assert [button.text() for button in dialog.buttons] == ["Copy", "Put it back"]
    dialog.buttons[1].click()
    (method,) = people.details(store, sven).input.contact_methods
    assert method.value == "sven@boats.example"
    assert [button.text() for button in dialog.buttons] == ["Copy"]


def test_whether_to_keep_is_answered_or_leads_to_erasing(window: Window, make: Make, host: Host) -> None:
    sven = make.person("Sven Olsen", keep_until=TODAY)
    dialog = dialogs.open_keeping(*window, sven)
    dialog.purpose.setCurrentIndex(2)
    dialog.save_button.click()
    kept = people.details(window[0].store, sven).input
    assert (kept.purpose, kept.keep_until) == (Purpose.BUSINESS, TODAY.replace(year=2027))
    dialog = dialogs.open_keeping(*window, sven)
    assert isinstance(dialog, KeepingDialog)
    dialog.erase_button.click()
    assert any(isinstance(each, EraseDialog) for each in host.window.children())


def test_the_settings_count_and_the_ledger_is_cleared_after_a_question(
    qtbot: QtBot, window: Window, make: Make
) -> None:
    context, navigator, _host = window
    make.person("Ana Ribeiro", purpose=Purpose.BUSINESS)
    make.person("Bo Holm")
    sven = make.person("Sven Olsen")
    erasing.start(context.store, sven, NOW)
    section = PrivacySection(*window)
    qtbot.addWidget(section)
    section.reload()
    assert section.kept.note.text() == "Business: 1 · Not said: 1"
    assert section.erased.note.text().startswith("1 person was erased")
    section.look.click()
    navigator.open_filtered.assert_called_once_with(PeopleFilter(missing=Missing.PURPOSE))
    section.clear.click()
    assert erasing.count_erased(context.store) == 1
    section.sure.click()
    assert erasing.count_erased(context.store) == 0
    assert section.erased.note.text() == "Nobody was erased."


def test_a_change_waits_while_the_file_is_cleaned(context: Context, make: Make) -> None:
    from relmgr.errors import InUseError

    sven = make.person("Sven Olsen")
    context.store.is_held = True
    assert context.store.is_busy
    with pytest.raises(InUseError):
        people.remove(context.store, sven, NOW)
    assert people.details(context.store, sven).deleted_at is None
    context.store.is_held = False
    people.remove(context.store, sven, NOW)
    assert isinstance(context.tasks, Tasks)
