"""The look in use: a palette, the text size and what the user's system asks for."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEasingCurve, QObject, Signal
from PySide6.QtGui import QColor, QFont

from ui.theme import palette as palettes
from ui.theme.palette import Palette, Scheme
from ui.theme.typography import STYLES, TypeStyle, font_of

TEXT_SIZES: Final = (90, 100, 115, 130, 150)
CURVE: Final = QEasingCurve.Type.OutCubic


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Palette, type and motion as they are to be shown now.

    `text_size` is in percent, 90 to 150 (DESIGN §11).
    """

    scheme: Scheme
    palette: Palette
    text_size: int = 100
    reduced_motion: bool = False
    high_contrast: bool = False

    @property
    def is_dark(self) -> bool:
        """Whether this is the dark theme."""
        return self.scheme is Scheme.DARK

    @property
    def factor(self) -> float:
        """What sizes of text are multiplied with."""
        return self.text_size / 100

    def style(self, name: str) -> TypeStyle:
        """The type style `name`, at 100 %. Raises KeyError for an unknown name."""
        return STYLES[name]

    def font(self, name: str) -> QFont:
        """A fresh font of the type style `name`."""
        return QFont(font_of(STYLES[name], self.factor))

    def line_height(self, name: str) -> int:
        """The line height of the type style `name`, in pixels at the chosen text size."""
        return round(STYLES[name].line_height * self.factor)

    def colour(self, role: str) -> QColor:
        """The colour of `role`. Raises KeyError for an unknown role."""
        return self.palette.role(role)

    def scaled(self, height: float) -> int:
        """A height that holds text, grown with the text size; never smaller than designed."""
        return round(height * max(1.0, self.factor))

    def motion(self, milliseconds: int) -> int:
        """A duration, or 0 where motion is reduced."""
        return 0 if self.reduced_motion else milliseconds


def make(
    scheme: Scheme, *, text_size: int = 100, reduced_motion: bool = False, high_contrast: bool = False
) -> Theme:
    """The theme of `scheme`. Raises ValueError for a text size outside 90 to 150 %."""
    if not TEXT_SIZES[0] <= text_size <= TEXT_SIZES[-1]:
        raise ValueError(f"no such text size: {text_size}")
    palette = palettes.load(scheme)
    return Theme(
        scheme=scheme,
        palette=palettes.high_contrast(palette) if high_contrast else palette,
        text_size=text_size,
        reduced_motion=reduced_motion,
        high_contrast=high_contrast,
    )


class _Notifier(QObject):
    """Says that another theme is in use."""

    changed = Signal()


class _InUse:
    """The one theme the process shows. Qt's palette, font and style sheet are as global as this is."""

    theme: Theme | None = None
    notifier: _Notifier | None = None


def current() -> Theme:
    """The theme in use; the light one until `apply` was called."""
    if _InUse.theme is None:
        _InUse.theme = make(Scheme.LIGHT)
    return _InUse.theme


def notifier() -> _Notifier:
    """The object whose signal `changed` is emitted after another theme was applied.

    Painted widgets need not listen: Qt sends them a style change and repaints them anyway.
    """
    if _InUse.notifier is None:
        _InUse.notifier = _Notifier()
    return _InUse.notifier


def put_in_use(theme: Theme) -> None:
    """Let `current` answer `theme` from now on; `ui.theme.apply` also dresses Qt in it."""
    _InUse.theme = theme
