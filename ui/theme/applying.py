"""How the look reaches the app: Qt's palette, font and style sheet, and following the system."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from ui import fonts
from ui.theme.palette import Palette, Scheme
from ui.theme.stylesheet import stylesheet
from ui.theme.theme import Theme, current, make, notifier, put_in_use

STYLE_ARGUMENTS = ("-style", "Fusion")
"""What has Qt take the style by itself: Python then never hears of a QStyle, whose names are 560 objects."""
_STYLED = "relmgr_is_styled"


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


def is_styled(app: QApplication) -> None:
    """`app` was started with STYLE_ARGUMENTS, or given the style since."""
    app.setProperty(_STYLED, True)


def apply(app: QApplication, theme: Theme) -> None:
    """Show `theme` in every window from now on. Loads the bundled fonts on the first call."""
    fonts.load()
    if not app.property(_STYLED):  # Qt hides the style's name behind the style sheet's own
        app.setStyle(QStyleFactory.create(STYLE_ARGUMENTS[1]))
        is_styled(app)
    put_in_use(theme)
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
