"""The signature portrait: a person in front of a logo whose pieces move aside as the relationship deepens (DESIGN §2)."""

import math
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QPainter,
    QPainterPath,
    QPixmap,
    QTransform,
)

from relmgr.domain.names import graphemes
from ui import fonts
from ui.theme import Palette, Theme, with_alpha

PIECES: Final = 8
LARGE_FROM: Final = 72

_TILE_OFFSET, _TILE_SIDE, _TILE_ROUND = 0.045, 0.71, 0.22
_PERSON = 0.365
_SMALL_TILE_SIDE, _SMALL_TILE_ROUND, _SMALL_PERSON, _SMALL_GLYPH_FROM = 0.60, 0.26, 0.425, 52
_FAN_FROM, _PIECE_DEGREES, _FIRST_FROM, _LAST_TO = 160.0, 16.25, 110.0, 340.0
_SHIFT, _FADE = 0.056, 0.40
_HIGHLIGHT_ALPHA = 0.5
_STRANGER: Final = (0.0,) * PIECES


@dataclass(frozen=True, slots=True, kw_only=True)
class PortraitSpec:
    """What a portrait shows.

    `person_colour` is 0 to 9, `company_colour` 0 to 5 or None for independent people. `signs` are the openness
    of the eight pieces in the order of the signs: 1 present, 0.5 fading, 0 absent. `photo` is an encoded picture,
    `logo` an encoded picture whose alpha channel is the company's logo.
    """

    initials: str
    person_colour: int
    company_colour: int | None = None
    monogram: str | None = None
    signs: tuple[float, ...] = _STRANGER
    photo: bytes | None = None
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class _Shape:
    """The measures of one portrait, in pixels of a square of `side`."""

    side: float
    is_large: bool
    tile: QRectF
    tile_round: float
    radius: float

    @property
    def centre(self) -> QPointF:
        return QPointF(self.side - self.radius, self.side - self.radius)

    def tile_path(self) -> QPainterPath:
        path = QPainterPath()
        path.addRoundedRect(self.tile, self.tile_round, self.tile_round)
        return path


def _shape(side: float) -> _Shape:
    if side >= LARGE_FROM:
        width, corner = _TILE_SIDE * side, _TILE_OFFSET * side
        return _Shape(side, True, QRectF(corner, corner, width, width), width * _TILE_ROUND, _PERSON * side)
    width = _SMALL_TILE_SIDE * side
    return _Shape(side, False, QRectF(0, 0, width, width), width * _SMALL_TILE_ROUND, _SMALL_PERSON * side)


def _wedge(first: int, last: int, shape: _Shape) -> QPainterPath:
    """The part of the fan that holds the pieces `first` to `last`, both included."""
    start = _FIRST_FROM if first == 0 else _FAN_FROM + first * _PIECE_DEGREES
    end = _LAST_TO if last == PIECES - 1 else _FAN_FROM + (last + 1) * _PIECE_DEGREES
    centre, reach = shape.centre, 2 * shape.side
    path = QPainterPath(centre)
    steps = max(1, math.ceil((end - start) / 20))
    for step in range(steps + 1):
        angle = math.radians(start + (end - start) * step / steps)
        path.lineTo(centre.x() + reach * math.cos(angle), centre.y() + reach * math.sin(angle))
    path.closeSubpath()
    return path


@lru_cache(maxsize=256)
def _piece(first: int, last: int, side: float) -> QPainterPath:
    """The part of the tile of a portrait of `side` that the pieces `first` to `last` take: the same for everybody."""
    shape = _shape(side)
    return shape.tile_path().intersected(_wedge(first, last, shape))


def _groups(signs: tuple[float, ...]) -> list[tuple[int, int, float]]:
    """Runs of pieces painted as one: neighbours that have not moved, or else a thin seam would show."""
    groups: list[tuple[int, int, float]] = []
    for number, openness in enumerate(signs):
        if groups and openness == 0 and groups[-1][2] == 0:
            groups[-1] = (groups[-1][0], number, 0.0)
        else:
            groups.append((number, number, openness))
    return groups


def _shift(first: int, last: int, openness: float, side: float) -> QPointF:
    angle = math.radians(_FAN_FROM + (first + last + 1) / 2 * _PIECE_DEGREES)
    return QPointF(math.cos(angle), math.sin(angle)) * (_SHIFT * openness * side)


def _text_path(text: str, family: str, weight: int, size: float) -> QPainterPath:
    """The outline of `text` at `size`, from a large font so that nothing is rounded."""
    font = QFont()
    font.setFamilies([family, fonts.TEXT, *fonts.FALLBACK])
    font.setPixelSize(100)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    path = QPainterPath()
    path.addText(0, 0, font, text)
    path.setFillRule(Qt.FillRule.WindingFill)
    return QTransform.fromScale(size / 100, size / 100).map(path)


def _has_pictures(text: str) -> bool:
    """Whether `text` holds emoji, which have no outline: asking Qt for one also blanks them everywhere else."""
    return any(unicodedata.category(letter) in ("So", "Sk") or letter == "\ufe0f" for letter in text)


def _turned(path: QPainterPath, mirrored: bool) -> QPainterPath:
    """`path` turned about its own middle where the whole portrait is mirrored, so that letters stay readable."""
    if not mirrored:
        return path
    middle = path.boundingRect().center().x()
    return QTransform(-1, 0, 0, 1, 2 * middle, 0).map(path)


def _monogram(spec: PortraitSpec, tile: QRectF, mirrored: bool) -> QPainterPath:
    side = tile.width()
    letters = "" if _has_pictures(spec.monogram or "") else (spec.monogram or "")[:2]
    path = _text_path(letters, fonts.TEXT, 700, 0.56 * side)
    advance = path.boundingRect().center().x()
    path.translate(tile.x() + 0.29 * side - advance, tile.y() + 0.555 * side)
    return _turned(path, mirrored)


@lru_cache(maxsize=16)
def _picture(encoded: bytes) -> QImage:
    return QImage.fromData(encoded).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _logo_brush(encoded: bytes, colour: QColor, tile: QRectF, mirrored: bool) -> QBrush | None:
    """The logo's mask, tinted, as a brush that lies in the upper left 60 % of `tile`."""
    mask = _picture(encoded)
    if mask.isNull():
        return None
    mask = mask.scaled(
        256, 256, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    framed = QImage(1024, 1024, QImage.Format.Format_ARGB32_Premultiplied)
    framed.fill(Qt.GlobalColor.transparent)
    painter = QPainter(framed)
    painter.drawImage(QPointF(24 + (256 - mask.width()) / 2, 24 + (256 - mask.height()) / 2), mask)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(framed.rect(), colour)
    painter.end()
    if mirrored:
        framed = framed.copy(24, 24, 256, 256).flipped(Qt.Orientation.Horizontal)
        whole = QImage(1024, 1024, QImage.Format.Format_ARGB32_Premultiplied)
        whole.fill(Qt.GlobalColor.transparent)
        painter = QPainter(whole)
        painter.drawImage(24, 24, framed)
        painter.end()
        framed = whole
    brush = QBrush(framed)
    scale = 0.60 * tile.width() / 304
    brush.setTransform(QTransform(scale, 0, 0, scale, tile.x(), tile.y()))
    return brush


def _paint_logo(
    painter: QPainter,
    spec: PortraitSpec,
    shape: _Shape,
    palette: Palette,
    *,
    alpha: float,
    glyph: bool,
    mirrored: bool,
    highlight: int | None,
) -> None:
    colour = palette.company[(spec.company_colour or 0) % len(palette.company)]
    tile = shape.tile_path()
    letter = _monogram(spec, shape.tile, mirrored) if glyph and spec.monogram else None
    signs = spec.signs if shape.is_large else _STRANGER
    for first, last, openness in _groups(signs):
        whole = first == 0 and last == PIECES - 1
        piece = tile if whole else _piece(first, last, shape.side)
        kept = 1 - _FADE * openness
        painter.save()
        painter.translate(_shift(first, last, openness, shape.side))
        lit = first == last == highlight
        painter.fillPath(piece, with_alpha(colour, _HIGHLIGHT_ALPHA if lit else alpha * kept))
        ink = with_alpha(colour, 0.62 * (0.55 + 0.45 * kept))
        brush = _logo_brush(spec.logo, ink, shape.tile, mirrored) if spec.logo and glyph else None
        if brush is not None:
            painter.fillPath(piece, brush)
        elif letter is not None:
            painter.fillPath(letter if whole else letter.intersected(piece), ink)
        painter.restore()


def _light_unmoved(painter: QPainter, spec: PortraitSpec, shape: _Shape, number: int, colour: QColor) -> None:
    """Light a piece that has not moved, which is otherwise painted together with its neighbours."""
    groups = [group for group in _groups(spec.signs) if group[0] <= number <= group[1]]
    if groups and groups[0][0] != groups[0][1]:
        piece = shape.tile_path().intersected(_wedge(number, number, shape))
        painter.fillPath(piece, with_alpha(colour, _HIGHLIGHT_ALPHA))


def _is_cjk(text: str) -> bool:
    return any(
        0x2E80 <= ord(letter) <= 0x9FFF
        or 0xAC00 <= ord(letter) <= 0xD7AF
        or 0x20000 <= ord(letter) <= 0x3FFFF
        for letter in text
    )


def _initials_path(initials: str, radius: float) -> QPainterPath:
    if _is_cjk(initials):
        return _text_path(initials, fonts.TEXT, 400, 0.66 * radius)
    size = {1: 0.90, 2: 0.74}.get(len(graphemes(initials)), 0.58)
    return _text_path(initials, fonts.DISPLAY, 600, size * radius)


def _paint_pictures(
    painter: QPainter, initials: str, ink: QColor, centre: QPointF, radius: float, *, mirrored: bool
) -> None:
    """Initials with emoji among them, as text."""
    font = QFont()
    font.setFamilies([fonts.DISPLAY, fonts.TEXT, *fonts.FALLBACK])
    font.setPixelSize(max(1, round((0.90 if len(graphemes(initials)) == 1 else 0.66) * radius)))
    font.setWeight(QFont.Weight.DemiBold)
    painter.save()
    painter.translate(centre)
    if mirrored:
        painter.scale(-1, 1)
    painter.setFont(font)
    painter.setPen(ink)
    square = QRectF(-radius, -radius, 2 * radius, 2 * radius)
    painter.drawText(square, Qt.AlignmentFlag.AlignCenter, initials)
    painter.restore()


@lru_cache(maxsize=64)
def _body(x: float, y: float, radius: float) -> tuple[QPainterPath, QPainterPath]:
    """The disc about a centre, and its part below the shoulders: the same for everybody."""
    disc, shoulder = QPainterPath(), QPainterPath()
    disc.addEllipse(QPointF(x, y), radius, radius)
    shoulder.addEllipse(QPointF(x, y + 1.30 * radius), 0.98 * radius, 0.98 * radius)
    return disc, disc.intersected(shoulder)


def _paint_disc(
    painter: QPainter,
    spec: PortraitSpec,
    palette: Palette,
    centre: QPointF,
    radius: float,
    *,
    mirrored: bool,
) -> None:
    disc, shoulders = _body(centre.x(), centre.y(), radius)
    photo = _picture(spec.photo) if spec.photo else None
    if photo is not None and not photo.isNull():
        side = min(photo.width(), photo.height())
        square = photo.copy((photo.width() - side) // 2, (photo.height() - side) // 2, side, side)
        device = painter.device().devicePixelRatioF() * painter.transform().m11()
        wanted = max(1, math.ceil(2 * radius * abs(device)))
        square = square.scaled(
            wanted, wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        brush = QBrush(square.flipped(Qt.Orientation.Horizontal) if mirrored else square)
        scale = 2 * radius / wanted
        brush.setTransform(QTransform(scale, 0, 0, scale, centre.x() - radius, centre.y() - radius))
        painter.fillPath(disc, brush)
        return
    painter.fillPath(disc, palette.person[spec.person_colour % len(palette.person)])
    painter.fillPath(shoulders, palette.shoulder)
    if _has_pictures(spec.initials):
        _paint_pictures(painter, spec.initials, palette.on_person, centre, radius, mirrored=mirrored)
        return
    letters = _initials_path(spec.initials, radius)
    middle = letters.boundingRect().center()
    letters.translate(centre.x() - middle.x(), centre.y() - middle.y())
    painter.fillPath(_turned(letters, mirrored), palette.on_person)


def paint_portrait(
    painter: QPainter,
    rect: QRectF,
    spec: PortraitSpec,
    background: QColor,
    theme: Theme,
    *,
    mirrored: bool = False,
    highlight: int | None = None,
) -> None:
    """Draw `spec` into the square at the top left of `rect`, on a surface of the colour `background`.

    `mirrored` is for interfaces that run from right to left. `highlight` is the number of a piece, 0 to 7, to light.
    """
    side = min(rect.width(), rect.height())
    shape = _shape(side)
    palette = theme.palette
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.translate(rect.topLeft())
    if mirrored:
        painter.translate(side, 0)
        painter.scale(-1, 1)
    if spec.company_colour is not None:
        lit = highlight if shape.is_large else None
        _paint_logo(
            painter,
            spec,
            shape,
            palette,
            alpha=palette.tile_alpha if shape.is_large else palette.tile_alpha_small,
            glyph=shape.is_large or side >= _SMALL_GLYPH_FROM,
            mirrored=mirrored,
            highlight=lit,
        )
        if lit is not None:
            _light_unmoved(
                painter, spec, shape, lit, palette.company[spec.company_colour % len(palette.company)]
            )
        ring = QPainterPath()
        outer = shape.radius + max(2.0, 0.026 * side)
        ring.addEllipse(shape.centre, outer, outer)
        painter.fillPath(ring, background)
    _paint_disc(painter, spec, palette, shape.centre, shape.radius, mirrored=mirrored)
    painter.restore()


def paint_person(
    painter: QPainter, rect: QRectF, spec: PortraitSpec, theme: Theme, *, mirrored: bool = False
) -> None:
    """Draw the person's disc alone, filling `rect`: for maps, graphs and board cards."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.translate(rect.topLeft())
    if mirrored:
        painter.translate(side, 0)
        painter.scale(-1, 1)
    _paint_disc(painter, spec, theme.palette, QPointF(side / 2, side / 2), side / 2, mirrored=mirrored)
    painter.restore()


def paint_tile(
    painter: QPainter, rect: QRectF, spec: PortraitSpec, theme: Theme, *, mirrored: bool = False
) -> None:
    """Draw the logo's tile alone, whole and with nobody in front of it, filling `rect`: for organisations."""
    side = min(rect.width(), rect.height())
    shape = _Shape(side, True, QRectF(0, 0, side, side), side * _TILE_ROUND, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.translate(rect.topLeft())
    if mirrored:
        painter.translate(side, 0)
        painter.scale(-1, 1)
    whole = replace(spec, signs=_STRANGER)
    _paint_logo(
        painter,
        whole,
        shape,
        theme.palette,
        alpha=theme.palette.tile_alpha,
        glyph=True,
        mirrored=mirrored,
        highlight=None,
    )
    painter.restore()


def _made(
    spec: PortraitSpec,
    size: int,
    background: int,
    theme: Theme,
    *,
    dpr: float,
    mirrored: bool,
    alone: bool,
    bleed: int,
) -> QPixmap:
    side = math.ceil((size + bleed) * dpr)
    pixmap = QPixmap(side, side)
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    square = QRectF(0 if mirrored else bleed, bleed, size, size)
    if alone:
        paint_person(painter, square, spec, theme)
    else:
        paint_portrait(painter, square, spec, QColor.fromRgba(background), theme, mirrored=mirrored)
    painter.end()
    return pixmap


_cached = lru_cache(maxsize=192)(_made)
"""A dozen screens of rows, and all that one page shows: who scrolls back further has them made again, a tenth of a millisecond each."""
_cached_large = lru_cache(maxsize=24)(_made)
"""Those of cards: each takes as much memory as fifteen of a list, and who goes down the list comes back to few."""


def bleed_of(spec: PortraitSpec, size: int) -> int:
    """How many pixels moved pieces may reach out of the square at the leading side and at the top."""
    if size < LARGE_FROM or spec.company_colour is None:
        return 0
    return math.ceil((_SHIFT - _TILE_OFFSET) * size)


def portrait_pixmap(
    spec: PortraitSpec,
    size: int,
    background: QColor,
    theme: Theme,
    dpr: float = 1.0,
    *,
    mirrored: bool = False,
    bleed: int = 0,
) -> QPixmap:
    """The portrait as a pixmap of `size` logical pixels, from a cache: for rows and cards.

    With `bleed` the pixmap is that much larger at the leading side and at the top, where moved pieces reach
    a little out of the square (`bleed_of`).
    """
    cached = _cached if size < LARGE_FROM else _cached_large
    return cached(spec, size, background.rgba(), theme, dpr=dpr, mirrored=mirrored, alone=False, bleed=bleed)


def person_pixmap(spec: PortraitSpec, size: int, theme: Theme, dpr: float = 1.0) -> QPixmap:
    """The person's disc alone as a pixmap of `size` logical pixels, from a cache."""
    cached = _cached if size < LARGE_FROM else _cached_large
    return cached(spec, size, 0, theme, dpr=dpr, mirrored=False, alone=True, bleed=0)
