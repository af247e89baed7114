"""The themes: contrasts of every pair the design relies on, what is loaded, and how the app takes a theme."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from relmgr.domain.kinds import Standing, Warmth
from ui import fonts, icons
from ui import theme as themes
from ui.actions import definitions
from ui.theme import Follower, Scheme, make
from ui.theme.palette import high_contrast, load, role_names
from ui.theme.typography import STYLES
from ui.widgets.marks import standing_role

SURFACES = (
    "canvas",
    "sunken",
    "surface",
    "raised",
    "field",
    "hover",
    "hover_raised",
    "selected",
    "nav_selected",
)
TEXT_PAIRS = (
    *(("text", surface) for surface in (*SURFACES, "nav_hover", "ember_tint", "accent_tint", "at_risk_bg")),
    *(("text2", surface) for surface in (*SURFACES, "nav_hover", "ember_tint", "accent_tint")),
    *(("text3", surface) for surface in (*SURFACES, "nav_hover", "ember_tint", "accent_tint")),
    *(("on_accent", surface) for surface in ("accent", "accent_hover", "accent_pressed")),
    *(("accent_text", surface) for surface in ("surface", "raised", "canvas", "accent_tint", "selected")),
    *(("ember_text", surface) for surface in ("ember_tint", "surface", "sunken", "selected", "hover")),
    *(("danger", surface) for surface in ("surface", "danger_tint", "raised", "field", "sunken")),
    *(
        (f"{status}_fg", f"{status}_bg")
        for status in ("unspoken", "agreed", "at_risk", "met", "exceeded", "missed")
    ),
    *((standing_role(standing), "surface") for standing in Standing),
)
MARK_PAIRS = (
    *((f"warmth_{warmth}", surface) for warmth in Warmth for surface in ("surface", "sunken", "selected")),
    *(("control_border", surface) for surface in ("surface", "raised", "sunken", "field")),
    *(("focus", surface) for surface in ("surface", "raised", "sunken", "canvas")),
    ("ember", "ember_tint"),
)


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    themes.apply(qapp, make(Scheme.LIGHT))


def luminance(colour: QColor) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [
        part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.2, contrast ratio."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", Scheme)
def test_all_text_reaches_4_5(scheme: Scheme) -> None:
    palette = load(scheme)
    low = {pair: contrast(palette.role(pair[0]), palette.role(pair[1])) for pair in TEXT_PAIRS}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", Scheme)
def test_marks_and_control_borders_reach_3(scheme: Scheme) -> None:
    palette = load(scheme)
    low = {pair: contrast(palette.role(pair[0]), palette.role(pair[1])) for pair in MARK_PAIRS}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 3} == {}


@pytest.mark.parametrize("scheme", Scheme)
def test_initials_can_be_read_on_every_person_colour(scheme: Scheme) -> None:
    palette = load(scheme)
    assert len(palette.person) == 10
    assert len(palette.company) == 6
    assert min(contrast(palette.on_person, colour) for colour in palette.person) >= 4.5


def test_the_themes_have_the_same_roles_and_differ() -> None:
    light, dark = load(Scheme.LIGHT), load(Scheme.DARK)
    assert len(role_names()) == 58
    assert light.surface == QColor("#FEFDFB")
    assert dark.surface == QColor("#242220")
    with pytest.raises(KeyError):
        light.role("no_such_role")


def test_high_contrast_drops_tints_and_draws_lines_in_the_text_colour() -> None:
    palette = high_contrast(load(Scheme.LIGHT))
    assert palette.hairline == palette.text
    assert palette.control_border == palette.text
    assert palette.ember_tint == palette.surface
    assert palette.accent == load(Scheme.LIGHT).accent


@pytest.mark.parametrize("name", STYLES)
def test_every_style_finds_its_bundled_face(app: QApplication, name: str) -> None:
    themes.apply(app, make(Scheme.LIGHT))
    style = STYLES[name]
    if style.family == "monospace":
        return
    shown = QFontInfo(themes.current().font(name))
    assert (shown.family(), shown.weight()) == (style.family, style.weight)


def test_fonts_write_what_names_need() -> None:
    from PySide6.QtGui import QFont, QRawFont

    fonts.load()
    raw = QRawFont.fromFont(QFont("Inter"))
    missing = [
        letter for letter in "ÅéłñœßÞžĞşИванΖωήNguyễn⌘⇧↵→…’“”·×" if not raw.supportsCharacter(ord(letter))
    ]
    assert missing == []


def test_text_size_scales_type_and_never_shrinks_controls() -> None:
    large, small = make(Scheme.LIGHT, text_size=150), make(Scheme.LIGHT, text_size=90)
    assert large.font("body").pixelSize() == 20
    assert large.line_height("body") == 28
    assert large.scaled(32) == 48
    assert small.scaled(32) == 32
    assert small.font("small").pixelSize() == 11
    with pytest.raises(ValueError, match="text size"):
        make(Scheme.LIGHT, text_size=200)


def test_reduced_motion_means_no_duration() -> None:
    assert make(Scheme.LIGHT, reduced_motion=True).motion(140) == 0
    assert make(Scheme.LIGHT).motion(140) == 140


def test_applying_a_theme_reaches_qt_and_tells(app: QApplication) -> None:
    told: list[Scheme] = []
    themes.notifier().changed.connect(lambda: told.append(themes.current().scheme))
    themes.apply(app, make(Scheme.DARK))
    assert told == [Scheme.DARK]
    assert app.palette().color(QPalette.ColorRole.Window) == load(Scheme.DARK).surface
    assert (
        app.style().objectName() == "fusion"
        or "fusion" in app.style().metaObject().className().lower()
        or (app.styleSheet() != "")
    )
    assert app.font().family() == "Inter"


def test_the_follower_takes_what_is_forced_and_light_where_nothing_is_known(app: QApplication) -> None:
    follower = Follower(app)
    assert follower.scheme() is Scheme.LIGHT
    follower.choose(forced=Scheme.DARK, text_size=115, reduced_motion=True)
    assert themes.current().is_dark
    assert themes.current().text_size == 115
    assert themes.current().reduced_motion
    follower.deleteLater()


def test_every_command_has_an_icon_there_is() -> None:
    """The search over everything paints it: a name without its picture once took the program down."""
    assert {found.icon for found in definitions().values()} <= set(icons.names())


def test_every_icon_is_drawn_in_the_colour_asked_for(app: QApplication) -> None:
    assert len(icons.names()) > 100
    for name in icons.names():
        image = icons.pixmap(name, QColor("#ff0000"), 16, dpr=2).toImage()
        inked = [
            QColor(image.pixelColor(x, y))
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        ]
        assert inked, name
        assert all(colour == QColor("#ff0000") for colour in inked), name


def test_an_unknown_icon_is_an_error(app: QApplication) -> None:
    with pytest.raises(OSError, match="no-such-icon"):
        icons.pixmap("no-such-icon", QColor("#000000"), 16)


def test_directed_icons_turn_round_and_others_do_not(app: QApplication) -> None:
    black = QColor("#000000")
    for name, turns in (("arrow-right", True), ("check", False)):
        plain = icons.pixmap(name, black, 24, dpr=1).toImage()
        turned = icons.pixmap(name, black, 24, dpr=1, mirrored=True).toImage()
        assert (plain != turned) is turns, name


def test_the_tray_icon_shows_that_something_is_due(app: QApplication) -> None:
    theme = make(Scheme.LIGHT)
    quiet, due = (icons.tray_icon(theme, due=state).pixmap(64, 64).toImage() for state in (False, True))
    assert quiet != due
    assert due.pixelColor(51, 12) == theme.palette.ember
    assert icons.tray_icon(theme, due=True, monochrome=True).isMask()
    assert not icons.app_icon().isNull()
