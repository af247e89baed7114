"""What stands before the first paint imports nothing that takes longer than the paint (quality §5)."""

import subprocess
import sys

_BEFORE_THE_PAINT = (
    "import sys, main; from ui import app; import ui.instance, ui.main_window; print(*sys.modules)"
)
_LATER = ("sqlalchemy", "alembic", "keyring", "dateutil", "cryptography")


def test_the_database_is_imported_behind_the_first_paint() -> None:
    command = [sys.executable, "-c", _BEFORE_THE_PAINT]
    imported = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "PySide6.QtWidgets" in imported
    assert [name for name in imported if name.split(".")[0] in _LATER] == []


_NOT_FOR_THE_LIST = (
    *_LATER[:2],
    *(
        "logging.handlers",
        "socket",
        "statistics",
        "uuid",
        "PySide6.QtNetwork",
        "ui.context",
        "ui.program",
        "ui.main_window.shell",
        "ui.pages",
    ),
    *("ui.widgets.fields", "relmgr.vault.making", "relmgr.vault.changing", "relmgr.services.people"),
)


def test_the_first_screen_of_people_imports_no_shell_no_services_and_no_sockets() -> None:
    command = [
        sys.executable,
        "-c",
        "import sys, main; from ui import app; import ui.first_look; print(*sys.modules)",
    ]
    imported = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "relmgr.services.first_screen" in imported
    assert [name for name in imported if name.startswith(_NOT_FOR_THE_LIST)] == []


def test_the_patterns_that_read_sentences_are_compiled_when_somebody_writes_one() -> None:
    command = [sys.executable, "-c", "import sys, ui.pages.people, ui.pages.today; print(*sys.modules)"]
    imported = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "relmgr.services.people" in imported
    assert not {"relmgr.domain.capture", "relmgr.domain.phrases.finding"} & set(imported)


_NOT_FOR_TODAY = (
    "relmgr.services.card",
    "relmgr.transfer",
    "relmgr.services.search",
    "relmgr.domain.starters",
)


def test_the_first_page_imports_no_form_and_no_card() -> None:
    command = [
        sys.executable,
        "-c",
        "import sys, ui.main_window, ui.pages.today, ui.attention; print(*sys.modules)",
    ]
    imported = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "relmgr.services.today" in imported
    assert [name for name in imported if name.startswith(("ui.dialogs.", *_NOT_FOR_TODAY))] == []


_FOR_SENTENCES = (
    "ui.dialogs.conversation",
    "ui.tray.panel",
    "ui.tray.jot",
    "relmgr.domain.capture",
    "relmgr.domain.phrases.finding",
)
"""What reads sentences: its patterns took a third of a start."""


def test_the_tray_imports_its_panel_when_it_opens() -> None:
    command = [sys.executable, "-c", "import sys, ui.program, ui.tray, ui.pages.today; print(*sys.modules)"]
    imported = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "ui.tray.companion" in imported
    assert [name for name in imported if name.startswith(_FOR_SENTENCES)] == []


_OF_THE_WINDOW = ("ui.main_window.shell", "ui.main_window.registry", "ui.pages.today", "ui.pages.people")


def test_a_start_into_the_tray_imports_nothing_of_the_window() -> None:
    command = [
        sys.executable,
        "-c",
        "import sys, ui.app, ui.program, ui.tray, ui.in_step; print(*sys.modules)",
    ]
    imported = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "ui.attention" in imported
    assert [name for name in imported if name.startswith((*_OF_THE_WINDOW, *_FOR_SENTENCES))] == []
