"""What DESIGN §11 promises: everything that takes the focus has a name and shows the focus, and texts stay plain."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from relmgr import vault
from relmgr.domain.ids import PersonId
from relmgr.paths import Profile
from tests.ui import surfaces
from tests.ui.conftest import Filled
from tests.ui.surfaces import Surface, settle
from tests.ui.test_theme import contrast
from ui import theme as themes
from ui.main_window import Shell
from ui.main_window.registry import DOORS, PAGES
from ui.pages.people import PeoplePage
from ui.theme import Scheme, make
from ui.theme.palette import load
from ui.widgets.text import tooltip_text

UI = Path(__file__).parent.parent.parent / "ui"


class Flashes(QObject):
    """Notes every window that appears by itself: a widget shown before it has its place flashes as one."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shows = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shows and watched.windowType() is not Qt.WindowType.ToolTip:  # type: ignore[attr-defined]
            self.seen.append(type(watched).__name__)
        return False


@pytest.fixture
def made(profile: Profile, filled: Filled) -> vault.Created:
    """The vault of the filled file."""
    return filled.copy_to(profile)


@pytest.fixture
def everybody(filled: Filled) -> dict[str, PersonId]:
    """Who is in it, by key."""
    return filled.people


@pytest.fixture(scope="module", autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """The real theme without motion; once, for it restyles whatever is still there."""
    themes.apply(qapp, make(Scheme.LIGHT, reduced_motion=True))
    yield
    themes.apply(qapp, make(Scheme.LIGHT))


@pytest.fixture
def shell(open_shell: Callable[..., Shell]) -> Shell:
    """The window over them."""
    return open_shell(*PAGES, doors=DOORS)


def everything(shell: Shell, who: PersonId, folder: Path) -> Iterator[Surface]:
    """All that the window can show, and what shows outside it."""
    yield from surfaces.pages(shell, who)
    yield from surfaces.opened_dialogs(shell, who)
    yield from surfaces.import_page(shell, folder)
    yield from surfaces.popups(shell.context)
    yield from surfaces.prep(shell, who)
    yield from surfaces.faces(shell.context.profile, shell.context.clock, (1280, 800))


def focusable(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if takes and widget.isEnabled() and surfaces.is_own(widget, root):
            yield widget


def picture(widget: QWidget) -> QImage:
    """`widget` with its surroundings, where a ring outside it is drawn."""
    window = widget.window()
    corner = widget.mapTo(window, QPoint(0, 0))
    around = QRect(corner, widget.size()).adjusted(-5, -5, 5, 5).intersected(window.rect())
    return window.grab(around).toImage()


def shows_focus(widget: QWidget) -> bool:
    """Whether `widget` looks different once Tab has brought it the focus."""
    focused = QApplication.focusWidget()
    if focused is widget:
        widget.clearFocus()
    settle()
    before = picture(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    return picture(widget) != before


def check_surface(name: str, root: QWidget, faults: list[str]) -> None:
    """Add what is wrong in `root` to `faults`."""
    for widget in focusable(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        kind = type(widget).__name__
        if not interface.text(QAccessible.Text.Name):
            faults.append(f"{name}: a {kind} without a name")
        if interface.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client):
            faults.append(f"{name}: a {kind} without a role")
    for widget in root.findChildren(QWidget):
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
            faults.append(f"{name}: a {type(widget).__name__} that may read markup: {widget.text()}")
        if "<" in widget.toolTip() and not widget.toolTip().startswith("<qt>"):
            faults.append(f"{name}: a tooltip that may read markup: {widget.toolTip()}")


def test_everything_that_takes_the_focus_has_a_name_and_nothing_flashes(
    shell: Shell, everybody: dict[str, PersonId], tmp_path: Path
) -> None:
    faults: list[str] = []
    flashes = Flashes()
    for name, root in everything(shell, everybody["megan"], tmp_path):
        if name == "today":  # the pages make themselves while they are first shown
            QApplication.instance().installEventFilter(flashes)  # type: ignore[union-attr]
        if name == "import":
            QApplication.instance().removeEventFilter(flashes)  # type: ignore[union-attr]
        check_surface(name, root, faults)
    for name, root in surfaces.pages(shell, everybody["long"]):
        check_surface(f"long {name}", root, faults)
    assert faults == []
    assert flashes.seen == []


def test_everything_that_takes_the_focus_shows_it(
    shell: Shell, everybody: dict[str, PersonId], tmp_path: Path
) -> None:
    """One of each kind."""
    looked_at: set[type[QWidget]] = set()
    without: list[str] = []
    for name, root in everything(shell, everybody["megan"], tmp_path):
        root.activateWindow()
        for widget in list(focusable(root)):
            if type(widget) in looked_at or widget.visibleRegion().isEmpty():
                continue
            looked_at.add(type(widget))
            if not shows_focus(widget):
                without.append(f"{name}: {type(widget).__name__} {widget.accessibleName()}")
    assert without == []
    assert len(looked_at) > 20


def test_a_person_is_read_with_role_warmth_and_hint(shell: Shell, everybody: dict[str, PersonId]) -> None:
    shell.open_person(everybody["megan"])
    settle()
    page = shell.page("people")
    assert isinstance(page, PeoplePage)
    model = page.list.model
    spoken = Qt.ItemDataRole.AccessibleTextRole
    rows = [str(model.index(number, 0).data(spoken)) for number in range(model.rowCount())]
    row = next(row for row in rows if "Megan" in row)
    assert row.startswith("Megan Jacobs, Operations director")
    assert "Warm" in row
    assert row.endswith("Father in hospital: ask today")


def test_the_portrait_says_what_it_shows(shell: Shell, everybody: dict[str, PersonId]) -> None:
    shell.open_person(everybody["megan"])
    settle()
    said = {label.accessibleName() for label in shell.findChildren(QLabel)}
    assert "Megan Jacobs, Fernkloof Logistics, six of eight signs present, one fading" in said


@pytest.mark.parametrize("scheme", Scheme)
def test_words_in_colour_reach_4_5_wherever_they_stand(scheme: Scheme) -> None:
    """The pairs that lists and chips make, beside those of the theme's own tests (DESIGN §11)."""
    palette = load(scheme)
    rows = ("surface", "raised", "sunken", "canvas", "hover", "hover_raised", "selected")
    pairs = [(ink, back) for ink in ("at_risk_fg", "missed_fg") for back in rows]
    pairs += [
        (f"{status}_fg", back) for status in ("agreed", "met", "exceeded", "unspoken") for back in rows[:3]
    ]
    pairs += [("accent_text", back) for back in ("nav_selected", "sunken", "hover", "hover_raised")]
    low = {pair: contrast(palette.role(pair[0]), palette.role(pair[1])) for pair in pairs}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}


def test_no_colour_is_written_outside_the_themes() -> None:
    literal = re.compile(
        r"""["']#[0-9A-Fa-f]{3,8}["']|\bQColor\(\s*["'\d]|\bqRgba?\(|GlobalColor\.(?!transparent|black|white)"""
    )
    found = [
        f"{path.relative_to(UI)}:{number}"
        for path in sorted(UI.rglob("*.py"))
        if "theme" not in path.relative_to(UI).parts
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if literal.search(line)
    ]
    assert found == []


def test_a_tooltip_shows_markup_literally() -> None:
    assert tooltip_text("Done: Ring Ben") == "Done: Ring Ben"
    assert tooltip_text("<img src=file:///a>\nb") == "<qt>&lt;img src=file:///a&gt;<br>b</qt>"
    assert len(tooltip_text("x" * 2000)) == 200


def test_the_focus_goes_back_where_it_was(shell: Shell, everybody: dict[str, PersonId]) -> None:
    shell.open_person(everybody["megan"])
    settle()
    before = QApplication.focusWidget()
    assert before is not None
    for _name, dialog in surfaces.opened_dialogs(shell, everybody["megan"], "search", "keys", "log", "date"):
        focused = QApplication.focusWidget()
        assert focused is not None
        assert dialog.isAncestorOf(focused)
    assert QApplication.focusWidget() is before
