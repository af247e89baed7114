"""Looking the file over beside a window that lives: in steps, in words, and what it finds (S4)."""

from pytestqt.qtbot import QtBot

from relmgr.services import people
from relmgr.services.check import CheckReport, check, check_in_steps, look_beside
from relmgr.services.people import PersonInput
from relmgr.store import Store
from tests.builders import NOW, Make
from tests.ui.conftest import Desk
from ui import dialogs
from ui.context import Context
from ui.dialogs.checking import CheckDialog
from ui.main_window import Registry, Shell
from ui.main_window.registry import Doors
from ui.widgets.text import TextLabel


def words(dialog: CheckDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(TextLabel))


def looked(qtbot: QtBot, context: Context, desk: Desk) -> CheckDialog:
    shell = Shell(context, desk, registry=Registry(pages=(), doors=Doors()))
    qtbot.addWidget(shell)
    shell.show()
    dialog = dialogs.open_check(context, shell, shell)
    qtbot.waitUntil(lambda: dialog.report is not None)
    return dialog


def harm(store: Store) -> None:
    """A fact of nobody, and a list that says what is not kept."""
    with store.note() as session:
        session.exec_driver_sql("UPDATE summary SET name = 'Somebody else'")
        session.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    raw = store.connection.connection.driver_connection
    assert raw is not None
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("INSERT INTO need(person_id, text) VALUES(4711, 'Tea')")
    raw.commit()
    raw.execute("PRAGMA foreign_keys = ON")


def test_a_sound_file_is_said_to_be_with_what_there_is(
    qtbot: QtBot, context: Context, desk: Desk, make: Make
) -> None:
    make.talks(make.person(), last=3, gap=10)
    dialog = looked(qtbot, context, desk)
    assert dialog.sentence.text() == "All is well."
    assert "Lists and search say what is kept." in words(dialog)
    assert "The file’s structure is whole." in words(dialog)
    assert dialog.report is not None
    assert dialog.report.counts["person"] == 1
    assert dialog.report.counts == check(context.store, is_alone=False).counts


def test_what_is_wrong_is_said_in_words_and_nothing_is_changed(
    qtbot: QtBot, context: Context, desk: Desk, make: Make
) -> None:
    make.person()
    harm(context.store)
    dialog = looked(qtbot, context, desk)
    assert dialog.sentence.text() == "2 things are not as they should be."
    said = words(dialog)
    assert "belongs to something that is not there" in said
    assert "The list or the search is out of date for" in said
    assert "Nothing was changed." in said
    dialog.help.click()
    assert desk.asked == ["open_guide locked-or-lost"]
    assert not check(context.store, is_alone=False).is_sound


def test_in_steps_it_finds_what_it_finds_at_once_and_lets_others_in_between(store: Store, make: Make) -> None:
    for number in range(30):
        make.person(f"Person {number}")
    steps = check_in_steps(store)
    seen: list[tuple[int, int]] = []
    report: CheckReport | None = None
    while report is None:
        try:
            seen.append(next(steps))
        except StopIteration as end:
            report = end.value
        assert not store.is_busy
        if len(seen) == 20:
            people.add(store, PersonInput(given=f"Jo {report is None}"), NOW)
    assert report.is_sound
    assert len(report.looked_at) == len(check(store, is_alone=False).looked_at)
    assert len(seen) > 60
    assert all(at <= of for at, of in seen)


def test_a_connection_of_its_own_finds_the_same(context: Context, make: Make) -> None:
    make.talks(make.person(), last=3, gap=10)
    assert context.unlocked is not None
    own = context.unlocked
    told: list[tuple[int, int]] = []
    where = (own.profile.database, own.key, own.vault_id)
    found = look_beside(*where, progress=lambda done, of: told.append((done, of)))
    assert found.faults == ()
    assert len(found.looked_at) == 2
    assert told == [(at, len(told)) for at in range(1, len(told) + 1)]
    harm(context.store)
    (fault,) = look_beside(*where).faults
    assert "of need belongs to something that is not there" in fault


def test_closing_it_stops_it(qtbot: QtBot, context: Context, desk: Desk) -> None:
    shell = Shell(context, desk, registry=Registry(pages=(), doors=Doors()))
    qtbot.addWidget(shell)
    shell.show()
    dialog = dialogs.open_check(context, shell, shell)
    dialog.reject()
    assert shell.dialogs == ()
    assert dialog.report is None
