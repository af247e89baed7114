"""Pictures of every screen, from the sample people: `python3 dev.py shots DIR`, to lay beside the design."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from relmgr import vault
from relmgr.clock import Clock, fixed
from relmgr.paths import profile_at
from relmgr.services import sample
from relmgr.settings import Settings
from relmgr.vault.slots import Argon2
from ui import theme as themes
from ui.app import choose_language
from ui.context import Context, Place
from ui.main_window.shell import Shell
from ui.preferences import Preferences
from ui.signals import Signals
from ui.tasks import Tasks
from ui.theme import Scheme
from ui.widgets.painting import hairline
from ui.widgets.text import paint_line

if TYPE_CHECKING:
    from relmgr.domain.ids import PersonId

SCALE = 1.5
TITLE_BAR = 32
WIDTH, HEIGHT = 1280, 800
_COST = Argon2(memory_kib=1024, passes=1, lanes=1)
_CODE = "T7QXM4KRB9VHNC2ZE8PD6GYS3JAFRN5WKQ2TV7XH9MCD4ZPB"


class _Desk:
    """A program that only stands there."""

    def lock(self) -> None:
        """Pictures are not locked."""

    def raise_window(self) -> None:
        """There is no window."""

    def has_own(self) -> bool:
        """No file of one's own: the quiet bar of the sample stays away."""
        return False

    def has_own_file(self) -> bool:
        """There is none behind the pictures."""
        return False

    def start_own(self) -> None:
        """Nothing to start."""

    def open_guide(self, page: str) -> None:
        """Nothing is read in a picture."""

    def look_around(self) -> None:
        """It is the sample already."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One open sample file with its shell."""

    context: Context
    shell: Shell
    people: "dict[str, PersonId]"

    def show(self, height: int = HEIGHT) -> QWidget:
        """The shell, laid out."""
        self.shell.resize(WIDTH, height)
        self.shell.show()
        settle()
        return self.shell


def settle() -> None:
    """Let everything that waits for its turn happen."""
    for _round in range(6):
        QApplication.processEvents()


@contextmanager
def stage(clock: Clock, *, filled: bool = True) -> Iterator[Stage]:
    """An encrypted file of its own in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="relmgr-shots-") as folder:
        profile = profile_at(Path(folder))
        made = vault.create(
            profile, passphrase="only for the pictures", keychain=None, clock=clock, cost=_COST
        )
        store = vault.open_store(made.unlocked)
        signals, tasks = Signals(), Tasks()
        preferences = Preferences(profile.settings_file, Settings())
        context = Context(
            store=store,
            preferences=preferences,
            clock=clock,
            signals=signals,
            tasks=tasks,
            profile=profile,
            unlocked=made.unlocked,
        )
        ids = sample.fill(store, sample.SAMPLE_NOW) if filled else {}
        shell = Shell(context, _Desk())
        store.on_change(signals.store_changed.emit)
        shell.start()
        yield Stage(context, shell, ids)
        shell.end()
        shell.close()
        shell.deleteLater()
        settle()
        store.close()


def framed(widget: QWidget, *, bar: bool = True) -> QPixmap:
    """`widget` as it is drawn, under a title bar as plain as the pictures' one."""
    picture = widget.grab()
    if not bar:
        return picture
    ratio = picture.devicePixelRatio()
    whole = QPixmap(picture.width(), picture.height() + round(TITLE_BAR * ratio))
    whole.setDevicePixelRatio(ratio)
    palette = themes.current().palette
    whole.fill(palette.canvas)
    painter = QPainter(whole)
    painter.drawPixmap(0, TITLE_BAR, picture)
    width = round(picture.width() / ratio)
    paint_line(painter, QRect(width // 2 - 24, 0, 60, TITLE_BAR), "Relmgr", "small", palette.text2)
    hairline(painter, palette.hairline, (0, TITLE_BAR - 1), (width, TITLE_BAR - 1))
    painter.end()
    return whole


def _person_card(on: Stage, *, height: int = HEIGHT, who: str = "megan") -> QPixmap:
    on.shell.go(Place(page="people", person_id=on.people[who]))
    return framed(on.show(height))


def _today(on: Stage) -> QPixmap:
    on.shell.open_today()
    return framed(on.show())


def _expectations(on: Stage) -> QPixmap:
    on.shell.go(Place(page="expectations"))
    return framed(on.show())


def _reflect(on: Stage, *, height: int = HEIGHT) -> QPixmap:
    from ui.pages.reflect import ReflectPage

    on.shell.go(Place(page="reflect"))
    on.show(height)
    page = on.shell.page("reflect")
    assert isinstance(page, ReflectPage)
    page.map.show_read(on.people["kwame"])
    settle()
    return framed(on.shell)


def _referrals(on: Stage) -> QPixmap:
    from ui.pages.referrals import ReferralsPage

    on.shell.go(Place(page="referrals"))
    page = on.shell.page("referrals")
    assert isinstance(page, ReferralsPage)
    on.show()
    page.choose(on.people["maria"])
    return framed(on.show())


def _today_empty(on: Stage) -> QPixmap:
    """Everything decided and everybody spoken with."""
    from relmgr.domain.kinds import Decision
    from relmgr.services import reminders, today

    view = today.today(on.context.store, on.context.now(), on.context.zone())
    for row in (*view.due, *view.at_risk, *view.thanks, *view.quiet):
        reminders.decide(
            on.context.store, row.source, row.source_id, row.occurrence, Decision.DONE, on.context.now()
        )
    on.shell.open_today()
    return framed(on.show())


LOGGED = (
    "Rang Megan this morning. Her father is home from hospital, weak but cheerful. I promised the revised rollout "
    "plan by Friday, all five depots sketched. She sounded tired but relieved. The carrier list is late again."
)


def _log(on: Stage) -> QPixmap:
    from ui.dialogs import shots_of_log

    on.shell.go(Place(page="people", person_id=on.people["megan"]))
    on.show()
    on.shell.log_conversation(on.people["megan"], LOGGED)
    settle()
    shots_of_log(on.shell)
    settle()
    return framed(on.shell)


def _tray(on: Stage) -> QPixmap:
    from ui.tray.scene import build_scene

    scene = build_scene(on.context)
    scene.show()
    settle()
    picture = framed(scene, bar=False)
    scene.deleteLater()
    return picture


def _prep(on: Stage) -> QPixmap:
    from ui.prep import build_scene

    scene = build_scene(on.context, on.people["megan"])
    scene.show()
    settle()
    scene.setFocus()  # the note has it when the panel opens
    settle()
    picture = framed(scene, bar=False)
    scene.deleteLater()
    return picture


def _people_empty(on: Stage) -> QPixmap:
    on.shell.go(Place(page="people"))
    return framed(on.show())


def _first_run(on: Stage) -> QPixmap:
    from ui.pages.welcome.choice import ChoiceFace

    return _face(ChoiceFace())


def _first_run_key(on: Stage) -> QPixmap:
    from ui.pages.welcome.keys import RecoveryKeyFace, lead_words
    from ui.pages.welcome.secret_clipboard import SecretClipboard

    return _face(
        RecoveryKeyFace(_CODE, on.context.clock, SecretClipboard(), lead=lead_words(has_keyring=False))
    )


def _face(face: QWidget) -> QPixmap:
    face.resize(WIDTH, HEIGHT)
    face.show()
    settle()
    picture = framed(face)
    face.deleteLater()
    return picture


def _import(on: Stage) -> QPixmap:
    from ui.pages.import_page import ImportPage

    card = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:{family};{given};;;\r\nFN:{name}\r\nORG:{org}\r\n{more}END:VCARD\r\n"
    )
    cards = "".join(
        card.format(name=name, given=name.split(" ")[0], family=name.split(" ")[-1], org=org, more=more)
        for name, org, more in (
            ("Sofia Almeida", "Ateliê Ribeira", "ADR:;;;Lisbon;;;\r\n"),
            ("Meg Jacobs", "", "EMAIL:m.jacobs@fernkloof.example\r\nTEL;TYPE=CELL:+27 83 555 0190\r\n"),
            ("יעל בן־דוד", "Studio Galil", "ADR:;;;Haifa;;;\r\n"),
            ("Tamar Gelashvili", "Rustavi Press", "ADR:;;;Tbilisi;;;\r\n"),
            ("Wolfeschlegelsteinhausen-Bergerdorff, Hubert", "Kontor Elbe GmbH", ""),
        )
    )
    company = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Taxi Bristol\r\nORG:Taxi Bristol\r\nTEL:+44 117 496 0142\r\nEND:VCARD\r\n"
    nameless = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;;;;\r\nEMAIL:info@parkandride.example\r\nEND:VCARD\r\n"
    path = on.context.profile.data / "contacts-november.vcf"
    path.write_text(cards + company + nameless, "utf-8")
    on.shell.open_import((path,))
    on.show()
    page = on.shell.page("import")
    assert isinstance(page, ImportPage)
    while not page.is_compared:
        QApplication.processEvents()
    settle()
    return framed(on.shell)


def _import_mapping(on: Stage) -> QPixmap:
    """What a table's columns are; there is no picture of it in the design."""
    from ui.pages.import_page import ImportPage

    path = on.context.profile.data / "trade-fair.csv"
    path.write_text(
        "Full Name,Work Email,Cell Phone,Company,Job Title,Date of Birth,Tags,Comments,Lead Score\n"
        "Priya Nair,priya@nair.example,+91 98 7654 3210,Nair Textiles,Buyer,03/04/1986,silk,Asked for samples,17\n"
        "Omar Said,omar@said.example,+20 100 000 0000,Said & Sons,Owner,05/06/1979,supplier,,9\n",
        "utf-8",
    )
    on.shell.open_import((path,))
    on.show()
    page = on.shell.page("import")
    assert isinstance(page, ImportPage)
    while not page.asking.rows:
        QApplication.processEvents()
    settle()
    return framed(on.shell)


def _duplicates(on: Stage) -> QPixmap:
    """The page of possible duplicates; there is no picture of it in the design, nor of its dialog."""
    from ui.pages.duplicates import DuplicatesPage, scene

    scene.add_doubles(on.context, on.people["megan"])
    on.shell.open_duplicates()
    on.show()
    page = on.shell.page("duplicates")
    assert isinstance(page, DuplicatesPage)
    scene.wait_for(page)
    settle()
    return framed(on.shell)


def _merge(on: Stage) -> QPixmap:
    from ui.pages.duplicates import DuplicatesPage

    _duplicates(on)
    page = on.shell.page("duplicates")
    assert isinstance(page, DuplicatesPage)
    page.compare(page.model.rows[0])
    settle()
    return framed(on.shell)


def _components(on: Stage) -> QPixmap:
    from ui.widgets.gallery import build_gallery

    gallery = build_gallery(themes.current())
    gallery.show()
    settle()
    picture = framed(gallery, bar=False)
    gallery.deleteLater()
    return picture


def _organisation(on: Stage) -> QPixmap:
    """The people behind one logo; there is no picture of it in the design, nor of the two that follow."""
    from relmgr.services import organisations

    number = organisations.find(on.context.store, "Fernkloof Logistics")
    assert number is not None
    on.shell.open_organisation(number)
    return framed(on.show())


def _organisations(on: Stage) -> QPixmap:
    on.shell.open_organisations()
    return framed(on.show())


def _people_filtered(on: Stage) -> QPixmap:
    from relmgr.domain.people_filter import Missing, PeopleFilter

    on.shell.open_filtered(PeopleFilter(missing=Missing.BIRTHDAY))
    return framed(on.show())


def _mirrored(on: Stage) -> QPixmap:
    """The whole window from right to left; there is no picture of it in the design."""
    before = QGuiApplication.layoutDirection()
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        return _person_card(on)
    finally:
        QGuiApplication.setLayoutDirection(before)


SHOTS: dict[str, Callable[[Stage], QPixmap]] = {
    "person-card": _person_card,
    "person-card-full": lambda on: _person_card(on, height=1668),
    "person-card-rtl": lambda on: _person_card(on, who="layla"),
    "person-card-mirrored": _mirrored,
    "organisation": _organisation,
    "organisations": _organisations,
    "people-filtered": _people_filtered,
    "today": _today,
    "expectations": _expectations,
    "reflect": _reflect,
    "reflect-full": lambda on: _reflect(on, height=2100),
    "referrals": _referrals,
    "log-conversation": _log,
    "prep-for-a-call": _prep,
    "tray-popup": _tray,
    "first-run": _first_run,
    "first-run-key": _first_run_key,
    "import-preview": _import,
    "import-mapping": _import_mapping,
    "duplicates": _duplicates,
    "merge": _merge,
    "components": _components,
    "today-empty": _today_empty,
}
EMPTY_SHOTS: dict[str, Callable[[Stage], QPixmap]] = {"people-empty": _people_empty}


def take(folder: Path, wanted: Sequence[str] = ()) -> list[Path]:
    """Write the pictures into `folder`, in both themes; only those `wanted` by name, if any are."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    clock = fixed(sample.SAMPLE_NOW)
    for scheme in Scheme:
        themes.apply(app, themes.make(scheme, reduced_motion=True))
        for shots, filled in ((SHOTS, True), (EMPTY_SHOTS, False)):
            chosen = {name: take_one for name, take_one in shots.items() if not wanted or name in wanted}
            for name, take_one in chosen.items():
                with stage(clock, filled=filled) as on:
                    path = folder / f"{name}-{scheme.value}.png"
                    take_one(on).save(str(path))
                    written.append(path)
    return written


def main(arguments: Sequence[str]) -> int:
    """Take the pictures; prints where each went."""
    parser = argparse.ArgumentParser(prog="dev.py shots")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--language", default="en", help="such as de, or pseudo")
    options = parser.parse_args(list(arguments))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(SCALE)
    os.environ["TZ"] = "Europe/London"
    application = QApplication(["relmgr"])
    choose_language(options.language)
    application.setApplicationName("Relmgr")
    for path in take(options.folder, options.names):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
