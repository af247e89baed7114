"""The portrait in the panel and the popup; a bell where it is about nobody, or nobody may be named."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons
from ui import theme as themes
from ui.widgets.painting import box
from ui.widgets.portrait import PortraitSpec, portrait_pixmap


class SmallFace(QWidget):
    """A portrait of `side` pixels on the colour role `surface`, which follows the row it stands in."""

    def __init__(self, spec: PortraitSpec | None, side: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._spec, self._side = spec, side
        self.surface = "raised"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_spec(self, spec: PortraitSpec | None) -> None:
        """Show `spec`, or the bell."""
        self._spec = spec
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        painter = QPainter(self)
        if self._spec is None:
            inset = self._side * 0.08
            spot = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            box(painter, spot, spot.width() / 2, fill=theme.palette.accent_tint)
            third = spot.width() * 0.27
            bell = spot.adjusted(third, third, -third, -third)
            icons.paint(painter, "bell", theme.palette.accent_text, bell)
            return
        pixmap = portrait_pixmap(
            self._spec,
            self._side,
            theme.colour(self.surface),
            theme,
            self.devicePixelRatioF(),
            mirrored=self.isRightToLeft(),
        )
        painter.drawPixmap(0, 0, pixmap)
