"""The signature portrait: geometry, initials, colours, mirroring, photo and the moving pieces (DESIGN §2)."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import theme as themes
from ui.theme import Scheme, make
from ui.widgets.portrait import PortraitSpec, PortraitWidget, paint_portrait, person_pixmap, portrait_pixmap

SPEC = PortraitSpec(initials="MJ", person_colour=0, company_colour=0, monogram="F")
OPEN = replace(SPEC, signs=(1.0,) * 8)


def painted(
    spec: PortraitSpec, side: int = 200, *, mirrored: bool = False, highlight: int | None = None
) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    theme = themes.current()
    image.fill(theme.palette.surface)
    painter = QPainter(image)
    paint_portrait(
        painter,
        QRectF(0, 0, side, side),
        spec,
        theme.palette.surface,
        theme,
        mirrored=mirrored,
        highlight=highlight,
    )
    painter.end()
    return image


def encoded(image: QImage) -> bytes:
    """`image` as a PNG file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(content.data())


def mixed(colour: QColor, alpha: float) -> QColor:
    """`colour` at `alpha` over the surface."""
    below = themes.current().palette.surface
    parts = [
        round(255 * (over * alpha + under * (1 - alpha)))
        for over, under in zip(
            (colour.redF(), colour.greenF(), colour.blueF()),
            (below.redF(), below.greenF(), below.blueF()),
            strict=True,
        )
    ]
    return QColor(*parts)


def close(one: QColor, other: QColor) -> bool:
    return all(
        abs(a - b) <= 2
        for a, b in zip(
            (one.red(), one.green(), one.blue()), (other.red(), other.green(), other.blue()), strict=True
        )
    )


def test_the_person_touches_the_lower_right_corner_and_the_ring_parts_them_from_the_tile() -> None:
    image, palette = painted(SPEC), themes.current().palette
    radius = 0.365 * 200
    assert close(image.pixelColor(198, round(200 - radius)), palette.person[0])
    assert not close(image.pixelColor(round(200 - radius), 198), palette.surface)
    ring = round(200 - 2 * radius - 2.5)
    assert close(image.pixelColor(ring, round(200 - radius)), palette.surface)


def test_a_stranger_stands_in_front_of_a_whole_tile() -> None:
    image, palette = painted(replace(SPEC, monogram=None)), themes.current().palette
    tile = mixed(palette.company[0], palette.tile_alpha)
    assert all(close(image.pixelColor(x, y), tile) for x, y in ((40, 40), (12, 100), (100, 12), (140, 30)))
    assert close(image.pixelColor(3, 3), palette.surface)


def test_a_present_sign_fades_its_piece_and_moves_it_out_of_the_tile() -> None:
    stranger, friend = painted(replace(SPEC, monogram=None)), painted(replace(OPEN, monogram=None))
    palette = themes.current().palette
    faded = mixed(palette.company[0], palette.tile_alpha * 0.6)
    assert close(stranger.pixelColor(4, 50), palette.surface)
    assert close(friend.pixelColor(4, 50), faded)


def test_a_highlighted_piece_is_lit_moved_or_not() -> None:
    palette = themes.current().palette
    lit = mixed(palette.company[0], 0.5)
    image = painted(replace(OPEN, monogram=None), highlight=4)
    assert any(close(image.pixelColor(x, 20), lit) for x in range(10, 100))
    still = painted(replace(SPEC, monogram=None), highlight=4)
    assert still != painted(replace(SPEC, monogram=None))


def test_small_portraits_have_one_piece_and_no_letter() -> None:
    assert painted(SPEC, 40) == painted(replace(OPEN, monogram="X"), 40)
    assert painted(SPEC, 64) != painted(replace(SPEC, monogram="X"), 64)


def test_without_a_company_the_disc_stands_alone_at_the_same_place() -> None:
    image, palette = painted(replace(SPEC, company_colour=None)), themes.current().palette
    assert close(image.pixelColor(40, 40), palette.surface)
    assert close(image.pixelColor(198, 127), palette.person[0])


@pytest.mark.parametrize("initials", ["MJ", "M", "MJK", "美咲", "ل", "א", "Ñ"])
def test_initials_are_centred_by_their_ink(initials: str) -> None:
    image, palette = painted(replace(SPEC, initials=initials, company_colour=None)), themes.current().palette
    ink = [
        (x, y)
        for x in range(200)
        for y in range(200)
        if close(image.pixelColor(x, y), palette.on_person)
        and (x - 127) ** 2 + (y - 127) ** 2 < (0.365 * 200 - 4) ** 2
    ]
    assert ink
    middle = (
        (min(x for x, _y in ink) + max(x for x, _y in ink)) / 2,
        (min(y for _x, y in ink) + max(y for _x, y in ink)) / 2,
    )
    assert abs(middle[0] - 126.5) <= 1.5
    assert abs(middle[1] - 126.5) <= 1.5


def test_the_mirrored_portrait_keeps_its_letters_readable() -> None:
    plain, mirrored = painted(SPEC), painted(SPEC, mirrored=True)
    palette = themes.current().palette
    assert close(mirrored.pixelColor(1, 127), palette.person[0])
    assert close(plain.pixelColor(198, 127), palette.person[0])
    # An upright F mirrored would have its arms at the left: the letters must not simply be flipped.
    assert mirrored != plain.flipped(Qt.Orientation.Horizontal)


def test_a_photo_fills_the_disc_and_has_no_shoulder() -> None:
    photo = QImage(60, 90, QImage.Format.Format_RGB32)
    photo.fill(QColor("#3366cc"))
    image = painted(replace(SPEC, photo=encoded(photo)))
    assert close(image.pixelColor(127, 127), QColor("#3366cc"))
    assert close(image.pixelColor(127, 190), QColor("#3366cc"))


def test_an_unreadable_photo_leaves_the_initials() -> None:
    assert painted(replace(SPEC, photo=b"not a picture")) == painted(SPEC)


def test_a_logo_is_tinted_and_never_shown_in_its_own_colours() -> None:
    logo = QImage(32, 32, QImage.Format.Format_ARGB32)
    logo.fill(QColor("#ff0000"))
    image = painted(replace(SPEC, logo=encoded(logo)))
    shown = image.pixelColor(50, 50)
    assert shown != painted(replace(SPEC, monogram=None)).pixelColor(50, 50)
    assert shown.green() >= shown.red()


def test_the_pixmap_is_cached_for_each_size_theme_and_background(qapp: QApplication) -> None:
    light, dark = make(Scheme.LIGHT), make(Scheme.DARK)
    one = portrait_pixmap(SPEC, 40, light.palette.surface, light, 1.5)
    assert one.cacheKey() == portrait_pixmap(SPEC, 40, light.palette.surface, light, 1.5).cacheKey()
    assert one.width() == 60
    others = (
        portrait_pixmap(SPEC, 40, light.palette.hover, light, 1.5),
        portrait_pixmap(SPEC, 40, dark.palette.surface, dark, 1.5),
        person_pixmap(SPEC, 40, light, 1.5),
    )
    assert len({one.cacheKey(), *(other.cacheKey() for other in others)}) == 4


def test_a_changed_sign_moves_its_piece_and_ends_where_it_belongs(
    qtbot: QtBot, window: QWidget, qapp: QApplication
) -> None:
    themes.apply(qapp, make(Scheme.LIGHT))
    widget = PortraitWidget(SPEC, 152, window, description="Megan Jacobs, no signs present")
    widget.show()
    widget.set_spec(OPEN, "Megan Jacobs, eight of eight signs present")
    assert widget.accessibleName() == "Megan Jacobs, eight of eight signs present"
    assert widget.is_moving()
    qtbot.waitUntil(lambda: not widget.is_moving())
    assert widget.spec() == OPEN


def test_nothing_moves_with_reduced_motion_or_for_another_person(window: QWidget) -> None:
    widget = PortraitWidget(SPEC, 152, window)
    widget.show()
    widget.set_spec(OPEN)
    assert not widget.is_moving()
    widget.set_spec(replace(OPEN, initials="XY"))
    assert not widget.is_moving()


def test_the_widget_mirrors_with_the_layout_direction(window: QWidget) -> None:
    widget = PortraitWidget(SPEC, 152, window)
    plain = widget.grab().toImage()
    widget.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert widget.grab().toImage() != plain


def test_moved_pieces_are_not_cut_at_the_edge_of_the_widget(window: QWidget) -> None:
    widget = PortraitWidget(replace(OPEN, monogram=None), 152, window)
    widget.show()
    widget.setGeometry(100, 100, 152, 152)
    assert (widget.x(), widget.y(), widget.width()) == (98, 98, 154)
    image = widget.grab().toImage()
    palette = themes.current().palette
    faded = mixed(palette.company[0], palette.tile_alpha * 0.6)
    assert any(close(image.pixelColor(1, y), faded) for y in range(154))
    assert close(image.pixelColor(152, 154 - 55), palette.person[0])
