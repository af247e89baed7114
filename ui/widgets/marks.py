"""Small painted marks: warmth, depth with its trend, the state of a sign, the gap bar; each with its word."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from relmgr.domain.kinds import SignState, Standing, Trend, Warmth
from relmgr.i18n import _
from ui import icons
from ui import theme as themes
from ui.theme import Palette, Theme, metrics
from ui.widgets.painting import line
from ui.widgets.text import Run, TextLabel, paint_line, tooltip_text

# Measures in a box of 16, from the design's tokens.
_RAYS: Final = (
    (0, -1),
    (0.7071, -0.7071),
    (1, 0),
    (0.7071, 0.7071),
    (0, 1),
    (-0.7071, 0.7071),
    (-1, 0),
    (-0.7071, -0.7071),
)
_STROKE = 1.4


def warmth_word(warmth: Warmth) -> str:
    """The word for `warmth`."""
    return {
        Warmth.WARM: _("Warm"),
        Warmth.STEADY: _("Steady"),
        Warmth.COOLING: _("Cooling"),
        Warmth.QUIET: _("Quiet"),
    }[warmth]


def warmth_colour(palette: Palette, warmth: Warmth) -> QColor:
    """The colour of `warmth`; the shape says the same without it."""
    return palette.role(f"warmth_{warmth}")


def paint_warmth(
    painter: QPainter, rect: QRectF, warmth: Warmth, theme: Theme, size: float = metrics.ICON_ROW
) -> None:
    """Draw the setting sun of `warmth` in the middle of `rect`, at `size` pixels."""
    colour = warmth_colour(theme.palette, warmth)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center())
    painter.scale(size / 16, size / 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if warmth is Warmth.WARM:
        painter.drawEllipse(QPointF(0, 0), 3.4, 3.4)
        for x, y in _RAYS:
            line(painter, colour, _STROKE, (5.4 * x, 5.4 * y), (7 * x, 7 * y))
    elif warmth is Warmth.STEADY:
        painter.drawEllipse(QPointF(0, 0), 3.9, 3.9)
    elif warmth is Warmth.COOLING:
        _half_disc(painter, colour, 4.0)
    else:
        _ring(painter, colour, 3.8, dashed=True)
    painter.restore()


def _half_disc(painter: QPainter, colour: QColor, radius: float, stroke: float = _STROKE) -> None:
    """A ring whose left half is filled. Not mirrored: a sun sets the same way everywhere."""
    half = QPainterPath(QPointF(0, -radius))
    half.arcTo(QRectF(-radius, -radius, 2 * radius, 2 * radius), 90, 180)
    half.closeSubpath()
    painter.fillPath(half, colour)
    _ring(painter, colour, radius, stroke=stroke)


def _ring(
    painter: QPainter, colour: QColor, radius: float, *, dashed: bool = False, stroke: float = _STROKE
) -> None:
    pen = QPen(colour, stroke)
    if dashed:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([2 / stroke, 1.98 / stroke])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(0, 0), radius, radius)


class WarmthMark(QLabel):
    """The warmth mark alone. Tooltip and accessible name are word and reason: "Cooling: 34 days, usually 14"."""

    def __init__(self, warmth: Warmth, reason: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._warmth = warmth
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_warmth(warmth, reason)

    def set_warmth(self, warmth: Warmth, reason: str = "") -> None:
        """Show `warmth`, which is so for `reason`."""
        self._warmth = warmth
        word = warmth_word(warmth)
        said = _("{warmth}: {reason}").format(warmth=word, reason=reason) if reason else word
        self.setAccessibleName(said)
        self.setToolTip(tooltip_text(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(metrics.ICON_ROW, metrics.ICON_ROW)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_warmth(QPainter(self), QRectF(self.rect()), self._warmth, themes.current())


_TREND_ICON: Final = {
    Trend.RISING: "trending-up",
    Trend.STEADY: "arrow-right",
    Trend.FALLING: "trending-down",
}
_STANDING_ROLE: Final = {
    Standing.NEW: "depth_shallow",
    Standing.SHALLOW: "depth_shallow",
    Standing.GROWING: "depth_growing",
    Standing.DEEP: "depth_deep",
    Standing.AT_RISK: "depth_risk",
}


def standing_word(standing: Standing) -> str:
    """The word for `standing`; never a number (DESIGN §6)."""
    return {
        Standing.NEW: _("New"),
        Standing.SHALLOW: _("Shallow"),
        Standing.GROWING: _("Growing"),
        Standing.DEEP: _("Deep"),
        Standing.AT_RISK: _("At risk"),
    }[standing]


def trend_phrase(trend: Trend) -> str:
    """How `trend` is said after the standing: "and rising"."""
    return {Trend.RISING: _("and rising"), Trend.STEADY: _("and steady"), Trend.FALLING: _("and falling")}[
        trend
    ]


def trend_word(trend: Trend) -> str:
    """The word for `trend` alone."""
    return {Trend.RISING: _("rising"), Trend.STEADY: _("steady"), Trend.FALLING: _("falling")}[trend]


def trend_icon(trend: Trend) -> str:
    """The name of the icon of `trend`."""
    return _TREND_ICON[trend]


def standing_role(standing: Standing) -> str:
    """The colour role of `standing`."""
    return _STANDING_ROLE[standing]


class IconLabel(QWidget):
    """An icon and a line of text in one: a fact on a card, a mark with its word."""

    def __init__(
        self,
        icon: str,
        text: str,
        *,
        style: str = "body",
        role: str = "text",
        icon_role: str = "text2",
        icon_size: int = metrics.ICON_ROW,
        gap: int = 8,
        wrap: bool = False,
        max_lines: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._icon_role, self._icon_size, self._gap = icon, icon_role, icon_size, gap
        self.label = TextLabel(text, style, role, self, wrap=wrap, max_lines=max_lines)
        # With a fixed policy a layout would cut several lines to the height of one.
        high = QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, high)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)

    def set_text(self, text: str) -> None:
        """Show `text` behind the icon."""
        self.label.setText(text)
        self._place_again()

    def set_runs(self, *runs: Run) -> None:
        """Show pieces of text with their own colours behind the icon."""
        self.label.set_runs(*runs)
        self._place_again()

    def _place_again(self) -> None:
        """What is not shown has another width when it is: it is placed then."""
        if self.isVisible():
            self._place()
        self.updateGeometry()

    def showEvent(self, event: QShowEvent) -> None:
        self._place()
        super().showEvent(event)

    def set_icon(self, name: str, role: str | None = None) -> None:
        """Show the icon `name`, in the colour of `role`."""
        self._icon = name
        self._icon_role = role or self._icon_role
        self.update()

    def _indent(self) -> int:
        return self._icon_size + self._gap

    def sizeHint(self) -> QSize:
        inner = self.label.sizeHint()
        return QSize(inner.width() + self._indent(), max(inner.height(), self._icon_size))

    def minimumSizeHint(self) -> QSize:
        inner = self.label.minimumSizeHint()
        return QSize(inner.width() + self._indent(), max(inner.height(), self._icon_size))

    def hasHeightForWidth(self) -> bool:
        return self.label.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return max(self.label.heightForWidth(max(1, width - self._indent())), self._icon_size)

    def resizeEvent(self, event: object) -> None:
        self._place()

    def _place(self) -> None:
        """The words behind the icon, in the middle of the height there is: what they say may have changed alone."""
        left = 0 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else self._indent()
        high = self.label.heightForWidth(self.width() - self._indent())
        self.label.setGeometry(left, max(0, (self.height() - high) // 2), self.width() - self._indent(), high)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        side = self._icon_size
        first_line = min(self.height(), max(side, self.label.minimumSizeHint().height()))
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - side if mirrored else 0
        spot = QRectF(left, (first_line - side) / 2, side, side)
        role = self._icon_role if self.isEnabled() else "disabled"
        icons.paint(QPainter(self), self._icon, theme.colour(role), spot, mirrored=mirrored)


class DepthLabel(IconLabel):
    """A standing and its trend in words, coloured: "Deep, rising"."""

    def __init__(self, standing: Standing, trend: Trend, parent: QWidget | None = None) -> None:
        role = standing_role(standing)
        text = _("{standing}, {trend}").format(standing=standing_word(standing), trend=trend_word(trend))
        super().__init__(
            trend_icon(trend), text, style="body_strong", role=role, icon_role=role, gap=7, parent=parent
        )


def sign_state_word(state: SignState) -> str:
    """The word for the state of a sign."""
    return {
        SignState.SEEN: _("seen"),
        SignState.FADING: _("fading"),
        SignState.CONTRADICTED: _("contradicted"),
        SignState.NOT_SEEN: _("not seen yet"),
    }[state]


def openness(state: SignState) -> float:
    """How far the piece of a sign has moved (DESIGN §2)."""
    return {SignState.SEEN: 1.0, SignState.FADING: 0.5}.get(state, 0.0)


def paint_sign_state(painter: QPainter, rect: QRectF, state: SignState, theme: Theme) -> None:
    """Draw the icon of a sign's state in the middle of `rect`, at 16 pixels."""
    palette = theme.palette
    spot = QRectF(rect.center().x() - 8, rect.center().y() - 8, 16, 16)
    if state is SignState.SEEN:
        icons.paint(painter, "circle-check", palette.accent, spot)
    elif state is SignState.FADING:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(spot.center())
        _half_disc(painter, palette.at_risk_fg, 16 / 24 * 10 * 0.98, 1.2)
        painter.restore()
    elif state is SignState.CONTRADICTED:
        icons.paint(painter, "circle-x", palette.danger, spot)
    else:
        icons.paint(painter, "circle-dashed", palette.text3, spot)


class SignMark(QWidget):
    """The icon of a sign's state by itself; the words beside it say the same."""

    def __init__(self, state: SignState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setFixedSize(metrics.ICON_ROW, metrics.ICON_ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_sign_state(QPainter(self), QRectF(self.rect()), self._state, themes.current())


class GapBar(QWidget):
    """How much of what is hoped was agreed: one segment a hope, filled where agreed, dashed where only hoped."""

    HEIGHT: Final = 6

    def __init__(self, agreed: int, hoped: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._agreed, self._hoped = agreed, hoped
        self.set_counts(agreed, hoped)

    def set_counts(self, agreed: int, hoped: int) -> None:
        """Show that `agreed` of `hoped` hopes are agreed."""
        self._agreed, self._hoped = agreed, hoped
        self.setAccessibleName(_("{agreed} of {hoped} agreed").format(agreed=agreed, hoped=hoped))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, self.HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        paint_gap_bar(
            painter, QRectF(self.rect()), self._agreed, self._hoped, themes.current(), mirrored=mirrored
        )


def paint_gap_bar(
    painter: QPainter, rect: QRectF, agreed: int, hoped: int, theme: Theme, *, mirrored: bool = False
) -> None:
    """Draw the gap bar into `rect`."""
    if hoped <= 0:
        return
    palette, gap = theme.palette, 3.0
    width = (rect.width() - gap * (hoped - 1)) / hoped
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number in range(hoped):
        step = hoped - 1 - number if mirrored else number
        segment = QRectF(rect.x() + step * (width + gap), rect.y(), width, rect.height())
        if number < agreed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.accent)
            painter.drawRoundedRect(segment, 3, 3)
        else:
            pen = QPen(palette.unspoken_line, 1)
            pen.setDashPattern([2, 2])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(segment.adjusted(0.5, 0.5, -0.5, -0.5), 2.5, 2.5)
    painter.restore()


class MarkLabel(QWidget):
    """A warmth mark with its word beside it."""

    _SIDE: Final = 20

    def __init__(self, warmth: Warmth, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._warmth = warmth
        self.setAccessibleName(warmth_word(warmth))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = themes.current()
        words = QFontMetricsF(theme.font("body")).horizontalAdvance(warmth_word(self._warmth))
        return QSize(round(self._SIDE + 7 + words + 1), max(self._SIDE, theme.line_height("body")))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        painter = QPainter(self)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - self._SIDE if mirrored else 0
        paint_warmth(painter, QRectF(left, 0, self._SIDE, self.height()), self._warmth, theme, self._SIDE)
        indent = self._SIDE + 7
        rect = self.rect().adjusted(0 if mirrored else indent, 0, -indent if mirrored else 0, 0)
        paint_line(painter, rect, warmth_word(self._warmth), "body", theme.palette.text)
