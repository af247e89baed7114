"""The portrait on a card: shows a spec, and moves a piece when its sign changes."""

from dataclasses import replace

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme as themes
from ui.theme import CURVE, metrics
from ui.widgets.portrait.painting import (
    PIECES,
    PortraitSpec,
    bleed_of,
    paint_person,
    paint_portrait,
    person_pixmap,
    portrait_pixmap,
)


class PortraitWidget(QLabel):
    """A portrait of a fixed size. `surface` is the colour role of what lies below it.

    Its accessible name is `description`, such as "Megan Jacobs, Fernkloof Logistics, six of eight signs present".
    """

    def __init__(
        self,
        spec: PortraitSpec | None = None,
        size: int = 152,
        parent: QWidget | None = None,
        *,
        surface: str = "surface",
        description: str = "",
        person_only: bool = False,
    ) -> None:
        super().__init__(parent)
        self._spec = spec
        self._size = size
        self._surface = surface
        self._person_only = person_only
        self._highlight: int | None = None
        self._start: tuple[float, ...] = ()
        self._shown: tuple[float, ...] | None = None
        self._movement = QVariantAnimation(self)
        self._movement.valueChanged.connect(self._move)
        self._movement.finished.connect(self._settle)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(description)

    def spec(self) -> PortraitSpec | None:
        """What is shown, or about to be."""
        return self._spec

    def set_spec(self, spec: PortraitSpec, description: str = "") -> None:
        """Show `spec`; where only signs of the same person changed, their pieces move."""
        before, self._spec = self._spec, spec
        if description:
            self.setAccessibleName(description)
        self.updateGeometry()
        self._make_room()
        same_person = before is not None and replace(before, signs=spec.signs) == spec
        duration = themes.current().motion(metrics.PIECE_MS)
        if (
            before is None
            or not same_person
            or before.signs == spec.signs
            or not duration
            or not self.isVisible()
        ):
            self._settle()
            return
        self._start = self._shown or before.signs
        whole = duration + (PIECES - 1) * metrics.PIECE_STAGGER_MS
        self._movement.stop()
        self._movement.setStartValue(0.0)
        self._movement.setEndValue(float(whole))
        self._movement.setDuration(whole)
        self._movement.start()

    def is_moving(self) -> bool:
        """Whether pieces are on their way."""
        return self._movement.state() is QVariantAnimation.State.Running

    def highlight(self, piece: int | None) -> None:
        """Light the piece of a sign, 0 to 7, or none."""
        if piece != self._highlight:
            self._highlight = piece
            self.update()

    def set_surface(self, role: str) -> None:
        """Say which colour role lies below: a hovered or selected row's, for example."""
        self._surface = role
        self.update()

    def _move(self, elapsed: float) -> None:
        if self._spec is None or not self._start:
            return
        curve = QEasingCurve(CURVE)
        shown = []
        for number, (start, end) in enumerate(zip(self._start, self._spec.signs, strict=True)):
            done = (elapsed - number * metrics.PIECE_STAGGER_MS) / metrics.PIECE_MS
            shown.append(start + (end - start) * curve.valueForProgress(min(1.0, max(0.0, done))))
        self._shown = tuple(shown)
        self.update()

    def _settle(self) -> None:
        self._movement.stop()
        self._shown = None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _bleed(self) -> int:
        return 0 if self._spec is None or self._person_only else bleed_of(self._spec, self._size)

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Layouts give the square; the widget then grows over its leading and top edge, or pieces would be cut."""
        self._make_room()

    def _make_room(self) -> None:
        bleed = self._bleed()
        if bleed and self.size() == QSize(self._size, self._size):
            leading = 0 if self._is_mirrored() else bleed
            self.setGeometry(self.x() - leading, self.y() - bleed, self._size + bleed, self._size + bleed)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._spec is None:
            return
        theme = themes.current()
        painter = QPainter(self)
        surface: QColor = theme.colour(self._surface)
        mirrored, bleed = self._is_mirrored(), self._bleed()
        if self.height() == self._size:
            bleed = 0  # a company was added; the next layout makes room
        square = QRectF(0 if mirrored else bleed, bleed, self._size, self._size)
        if self._shown is not None or self._highlight is not None:
            moving = self._spec if self._shown is None else replace(self._spec, signs=self._shown)
            if self._person_only:
                paint_person(painter, square, moving, theme)
            else:
                paint_portrait(
                    painter, square, moving, surface, theme, mirrored=mirrored, highlight=self._highlight
                )
            return
        dpr = self.devicePixelRatioF()
        if self._person_only:
            painter.drawPixmap(0, 0, person_pixmap(self._spec, self._size, theme, dpr))
        else:
            pixmap = portrait_pixmap(
                self._spec, self._size, surface, theme, dpr, mirrored=mirrored, bleed=bleed
            )
            painter.drawPixmap(0, 0, pixmap)
