"""A start reads no sources and collects no garbage; what runs afterwards does (docs/decisions/0011)."""

import gc
import subprocess
import sys

import pytest

from ui import app


def _said(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    ("start", "reads"), [("", True), ("from ui import quick_start; quick_start.begin();", False)]
)
def test_pyside_reads_the_sources_of_what_is_imported_unless_told_not_to(start: str, reads: bool) -> None:
    program = f"import PySide6.QtCore, linecache; {start} import mailbox; print(mailbox.__file__ in linecache.cache)"
    assert _said(program).strip() == str(reads)


def test_garbage_is_collected_once_the_first_page_stands() -> None:
    program = (
        "import gc; from ui import app, quick_start; quick_start.begin(); off = gc.isenabled();"
        "app.settle(); print(off, gc.isenabled(), gc.get_freeze_count() > 1000)"
    )
    assert _said(program).split() == ["False", "True", "True"]


def test_settling_where_nothing_was_begun_changes_nothing() -> None:
    before = gc.get_freeze_count()
    app.settle()
    assert gc.isenabled()
    assert gc.get_freeze_count() == before


def test_the_patterns_that_read_sentences_are_compiled_beside_what_the_user_does() -> None:
    program = (
        "import sys, threading; from ui import app; app.make_ready();"
        "[each.join() for each in threading.enumerate() if each is not threading.main_thread()];"
        "print('relmgr.domain.capture.reading' in sys.modules)"
    )
    assert _said(program).strip() == "True"
