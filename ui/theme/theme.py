"""The look in use: a palette, the text size and what the user's system asks for, and how it reaches the app."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEasingCurve, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from ui import fonts
from ui.theme import palette as palettes
from ui.theme.palette import Palette, Scheme
from ui.theme.typography import STYLES, TypeStyle, font_of

TEXT_SIZES: Final = (90, 100, 115, 130, 150)
_STYLED: Final = "relmgr_is_styled"
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


def qt_palette(palette: Palette) -> QPalette:
    """`palette` in Qt's own roles, for whatever Fusion paints by itself."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    result = QPalette()
    for target, colour in (
        (role.Window, palette.surface),
        (role.WindowText, palette.text),
        (role.Base, palette.field),
        (role.AlternateBase, palette.sunken),
        (role.Text, palette.text),
        (role.Button, palette.surface),
        (role.ButtonText, palette.text),
        (role.BrightText, palette.danger),
        (role.PlaceholderText, palette.text3),
        (role.Highlight, palette.accent),
        (role.HighlightedText, palette.on_accent),
        (role.Link, palette.accent_text),
        (role.LinkVisited, palette.accent_text),
        (role.ToolTipBase, palette.raised),
        (role.ToolTipText, palette.text),
        (role.Light, palette.raised),
        (role.Midlight, palette.hover),
        (role.Mid, palette.hairline_strong),
        (role.Dark, palette.control_border),
        (role.Shadow, palette.hairline_strong),
        (role.Accent, palette.accent),
    ):
        result.setColor(target, colour)
    for target in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        result.setColor(group.Disabled, target, palette.disabled)
    return result


def apply(app: QApplication, theme: Theme) -> None:
    """Show `theme` in every window from now on. Loads the bundled fonts on the first call."""
    from ui.theme.stylesheet import stylesheet

    fonts.load()
    if not app.property(_STYLED):  # Qt hides the style's name behind the style sheet's own
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setProperty(_STYLED, True)
    _InUse.theme = theme
    app.setPalette(qt_palette(theme.palette))
    app.setFont(theme.font("body"))
    app.setStyleSheet(stylesheet(theme))
    notifier().changed.emit()


class Follower(QObject):
    """Keeps the app in the theme the user chose, or in the system's where the user chose none.

    `forced` is None to follow the system. A system that tells nothing counts as light
    (offscreen, plain X11: QStyleHints.colorScheme is Unknown there).
    """

    def __init__(
        self,
        app: QApplication,
        *,
        forced: Scheme | None = None,
        text_size: int = 100,
        reduced_motion: bool = False,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._forced = forced
        self._text_size = text_size
        self._reduced_motion = reduced_motion
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._reapply)
        hints.accessibility().contrastPreferenceChanged.connect(self._reapply)
        self.choose(forced=forced, text_size=text_size, reduced_motion=reduced_motion)

    def choose(self, *, forced: Scheme | None, text_size: int, reduced_motion: bool) -> None:
        """Take the user's settings and show them."""
        self._forced, self._text_size, self._reduced_motion = forced, text_size, reduced_motion
        hints = QGuiApplication.styleHints()
        if forced is None:
            hints.unsetColorScheme()
        else:  # native title bars and dialogs follow where the platform lets them
            hints.setColorScheme(Qt.ColorScheme.Dark if forced is Scheme.DARK else Qt.ColorScheme.Light)
        self._reapply()

    def scheme(self) -> Scheme:
        """The theme that is to be shown now."""
        if self._forced is not None:
            return self._forced
        system = QGuiApplication.styleHints().colorScheme()
        return Scheme.DARK if system is Qt.ColorScheme.Dark else Scheme.LIGHT

    def _reapply(self) -> None:
        contrast = QGuiApplication.styleHints().accessibility().contrastPreference()
        theme = make(
            self.scheme(),
            text_size=self._text_size,
            reduced_motion=self._reduced_motion,
            high_contrast=contrast is Qt.ContrastPreference.HighContrast,
        )
        if theme != current() or not self._app.styleSheet():
            apply(self._app, theme)
