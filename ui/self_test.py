"""`--self-test`: asks the core's questions and those about pictures, fonts and paper, and says a verdict a line each."""

import dataclasses
import json
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QPluginLoader, Qt
from PySide6.QtGui import QColor, QImage, QImageReader
from PySide6.QtWidgets import QApplication

from relmgr import __version__, self_test
from relmgr.errors import RelmgrError
from relmgr.paths import hold_standard_files, make_passing_folder, profile_at
from relmgr.self_test import NOW, Question, Verdict, require

FLAG = "--self-test"
_PICTURES = ("gif", "jpeg", "png", "webp")
_SCREENS = {"linux": ("qxcb", "qwayland"), "win32": ("qwindows",), "darwin": ("qcocoa",)}
_MIDDLE = 12


def run(arguments: Sequence[str]) -> int:
    """0 if everything works, 1 if not. With `--json` among `arguments` the verdicts come as one JSON object."""
    hold_standard_files()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        folder = make_passing_folder("relmgr-self-test-")
    except RelmgrError as error:
        _say(f"failed  folder: {error}")
        return 1
    try:
        application = QApplication.instance() or QApplication(["relmgr"])
        asked = (*self_test.questions(), *questions())
        found = tuple(self_test.verdicts(asked, folder))
        del application
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    passed = all(each.passed for each in found)
    _tell(found, passed, as_json="--json" in arguments)
    return 0 if passed else 1


def questions() -> tuple[tuple[str, Question], ...]:
    """What needs Qt. Whether a window could open is asked of the built program, which brings Qt's plugins along."""
    asked: tuple[tuple[str, Question], ...] = (
        ("svg", _svg),
        ("fonts", _fonts),
        ("pictures", _pictures),
        ("guide", _guide),
        ("window", _window),
        ("card as pdf", _card),
    )
    return (*asked, ("screen", _screen)) if getattr(sys, "frozen", False) else asked


def _tell(found: tuple[Verdict, ...], passed: bool, *, as_json: bool) -> None:
    if as_json:
        verdicts = [dataclasses.asdict(each) for each in found]
        _say(json.dumps({"version": __version__, "passed": passed, "verdicts": verdicts}, indent=2))
        return
    for each in found:
        _say(f"{'ok' if each.passed else 'failed':8}{each.name}: {each.detail}")
    _say(f"Relmgr {__version__} {'works here' if passed else 'does not work here'}.")


def _say(line: str) -> None:
    if sys.stdout is not None:  # a program of Windows without a terminal has none
        sys.stdout.write(f"{line}\n")


def _svg(_folder: Path) -> str:
    from ui import icons

    drawn = icons.app_icon().pixmap(2 * _MIDDLE).toImage()
    require(drawn.pixelColor(_MIDDLE, _MIDDLE).alpha() > 0, "the icon of the program is empty")
    names = icons.names()
    ink = QColor(Qt.GlobalColor.black)
    blank = [name for name in names if _is_blank(icons.pixmap(name, ink, 2 * _MIDDLE).toImage())]
    require(not blank, f"not drawn: {blank}")
    return f"{len(names)} icons"


def _is_blank(drawn: QImage) -> bool:
    return not any(drawn.convertToFormat(QImage.Format.Format_Alpha8).constBits())


def _fonts(_folder: Path) -> str:
    from ui import fonts

    return ", ".join(fonts.load())


def _pictures(_folder: Path) -> str:
    known = {bytes(each.data()).decode() for each in QImageReader.supportedImageFormats()}
    missing = sorted({*_PICTURES} - known)
    require(not missing, f"cannot read {', '.join(missing)}")
    return ", ".join(_PICTURES)


def _guide(folder: Path) -> str:
    """Each page is there, and is shown in its window."""
    from ui.guide import GuideWindow
    from ui.guide.content import pages

    window = GuideWindow(profile_at(folder))
    for page in pages():
        window.show_page(page.name)
        shown = window.reader.toPlainText()
        require(shown.startswith(page.title) and len(shown) > len(page.title), f"{page.name} is empty")
    window.deleteLater()
    return f"{len(pages())} pages"


def _window(folder: Path) -> str:
    from ui.main_window import MainWindow

    window = MainWindow(profile_at(folder))
    window.show()
    size = window.grab().size()
    window.hide()
    window.deleteLater()
    return f"painted, {size.width()} by {size.height()}"


def _card(folder: Path) -> str:
    """Somebody with a birthday and a note, on paper as the card's menu prints it."""
    import secrets
    from datetime import UTC

    from relmgr.services import people
    from relmgr.services.card import card
    from relmgr.services.people import PersonInput
    from relmgr.vault import create, open_store
    from relmgr.vault.slots import Argon2
    from ui import card_print

    cost = Argon2(memory_kib=64, passes=1, lanes=1)
    made = create(
        profile_at(folder), passphrase=secrets.token_hex(16), keychain=None, clock=self_test.CLOCK, cost=cost
    )
    store = open_store(made.unlocked)
    try:
        person = people.add(store, PersonInput(given="Megan", family="Jacobs", notes="Trail running"), NOW)
        content = card_print.pdf(card(store, person, NOW, UTC))
    finally:
        store.close()
        made.unlocked.key.forget()
    require(content.startswith(b"%PDF-") and len(content) > 5_000, "no PDF")
    require(b"Inter" in content, "the PDF lacks the typeface")
    return f"{len(content) // 1000} kB, from a file with a passphrase"


def _screen(_folder: Path) -> str:
    """What draws on a screen can be loaded: every library it is linked to is here."""
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    wanted = _SCREENS.get(sys.platform, _SCREENS["linux"])
    for name in wanted:
        loader = QPluginLoader(str(plugins / f"lib{name}" if os.name != "nt" else plugins / name))
        require(loader.load(), loader.errorString())
    return ", ".join(wanted)
