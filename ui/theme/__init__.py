"""The look: colours by role, type styles, measures and the style sheet; `current()` is the theme in use."""

from ui.theme.applying import STYLE_ARGUMENTS, Follower, apply, is_styled
from ui.theme.palette import Palette, Scheme, with_alpha
from ui.theme.theme import CURVE, TEXT_SIZES, Theme, current, make, notifier

__all__ = [
    "CURVE",
    "STYLE_ARGUMENTS",
    "TEXT_SIZES",
    "Follower",
    "Palette",
    "Scheme",
    "Theme",
    "apply",
    "current",
    "is_styled",
    "make",
    "notifier",
    "with_alpha",
]
