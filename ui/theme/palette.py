"""Every colour by its role, one frozen palette for each theme, read from resources/themes."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cache
from typing import Any

from PySide6.QtGui import QColor

from relmgr import bundled

FOLDER = bundled.FOLDER / "themes"


class Scheme(StrEnum):
    """The two themes."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Shadow:
    """One layer of a popup's shadow, in logical pixels."""

    x: float
    y: float
    blur: float
    spread: float
    colour: QColor


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Palette:
    """The colours of one theme by role (DESIGN §3, tokens `colour`). Loaded once each: equal means identical."""

    canvas: QColor
    sunken: QColor
    surface: QColor
    raised: QColor
    field: QColor
    hover: QColor
    hover_raised: QColor
    pressed: QColor
    nav_hover: QColor
    nav_selected: QColor
    selected: QColor
    track: QColor
    scrim: QColor
    hairline: QColor
    hairline_raised: QColor
    hairline_strong: QColor
    control_border: QColor
    text: QColor
    text2: QColor
    text3: QColor
    disabled: QColor
    on_accent: QColor
    accent: QColor
    accent_hover: QColor
    accent_pressed: QColor
    accent_tint: QColor
    accent_text: QColor
    focus: QColor
    ember: QColor
    ember_tint: QColor
    ember_line: QColor
    ember_text: QColor
    danger: QColor
    danger_hover: QColor
    danger_tint: QColor
    unspoken_fg: QColor
    unspoken_bg: QColor
    unspoken_line: QColor
    agreed_fg: QColor
    agreed_bg: QColor
    at_risk_fg: QColor
    at_risk_bg: QColor
    met_fg: QColor
    met_bg: QColor
    exceeded_fg: QColor
    exceeded_bg: QColor
    missed_fg: QColor
    missed_bg: QColor
    warmth_warm: QColor
    warmth_steady: QColor
    warmth_cooling: QColor
    warmth_quiet: QColor
    depth_deep: QColor
    depth_growing: QColor
    depth_shallow: QColor
    depth_risk: QColor
    on_person: QColor
    shoulder: QColor
    person: tuple[QColor, ...]
    company: tuple[QColor, ...]
    tile_alpha: float
    tile_alpha_small: float
    shadow: tuple[Shadow, ...]

    def role(self, name: str) -> QColor:
        """The colour of the role `name`. Raises KeyError for an unknown role."""
        if name not in role_names():
            raise KeyError(name)
        colour: QColor = getattr(self, name)
        return colour


@cache
def role_names() -> frozenset[str]:
    """The names of all roles that are one colour."""
    return frozenset(field.name for field in fields(Palette) if field.type is QColor)


def with_alpha(colour: QColor, alpha: float) -> QColor:
    """`colour` at an opacity of `alpha`, 0 to 1."""
    result = QColor(colour)
    result.setAlphaF(alpha)
    return result


def _from_toml(content: Mapping[str, Any]) -> Palette:
    alpha = content["alpha"]
    colours = {name: QColor(value) for name, value in content["colour"].items()}
    colours["scrim"] = with_alpha(colours["scrim"], alpha["scrim"])
    colours["shoulder"] = with_alpha(colours["shoulder"], alpha["shoulder"])
    return Palette(
        **colours,
        person=tuple(QColor(value) for value in content["portrait"]["person"]),
        company=tuple(QColor(value) for value in content["portrait"]["company"]),
        tile_alpha=alpha["tile"],
        tile_alpha_small=alpha["tile_small"],
        shadow=tuple(
            Shadow(s["x"], s["y"], s["blur"], s["spread"], with_alpha(QColor(s["colour"]), s["alpha"]))
            for s in content["shadow"]
        ),
    )


@cache
def load(scheme: Scheme) -> Palette:
    """The palette of `scheme`."""
    with (FOLDER / f"{scheme}.toml").open("rb") as file:
        return _from_toml(tomllib.load(file))


_TINTS = ("accent_tint", "ember_tint", "danger_tint", "at_risk_bg", "met_bg", "agreed_bg", "exceeded_bg")
_LINES = ("hairline", "hairline_raised", "hairline_strong", "control_border", "ember_line", "unspoken_line")


@cache
def high_contrast(palette: Palette) -> Palette:
    """`palette` for the system's high-contrast mode: no tints, lines in the text colour (DESIGN §11)."""
    changes: dict[str, Any] = dict.fromkeys((*_TINTS, "unspoken_bg", "missed_bg"), palette.surface)
    changes |= dict.fromkeys(_LINES, palette.text)
    return replace(palette, **changes)
