"""The picture of panel and popup on a desktop, to lay beside the design's (tray-popup)."""

from PySide6.QtCore import QMargins, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import icons
from ui import theme as themes
from ui.context import Context
from ui.faces import portrait_of
from ui.models.announcement import announce
from ui.theme import metrics
from ui.tray.panel import Panel
from ui.tray.reminder import Reminder
from ui.widgets.painting import box, hairline
from ui.widgets.popup import SHADOW_MARGIN, Surface
from ui.widgets.text import paint_line

SIZE = QSize(860, 620)
"""In logical pixels: 1290 × 930 at 150 %."""

_BAR_TOP = 585
_PANEL_AT = QPoint(444, 56)
_REMINDER_AT = QPoint(36, 436)
_MARK = QRect(769, 590, 29, 28)


class _Bar(QWidget):
    """The desktop's own bar with our icon in it, over whatever shadow falls on it."""

    def __init__(self, time_words: str, *, is_due: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._time_words = time_words
        self._is_due = is_due
        self.setGeometry(0, _BAR_TOP, SIZE.width(), SIZE.height() - _BAR_TOP)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.canvas)
        hairline(painter, palette.hairline, (0, 0), (self.width(), 0))
        mark = QRectF(_MARK).translated(0, -_BAR_TOP)
        box(painter, mark, 6, fill=palette.nav_selected)
        clock = QRect(812, 0, 48, self.height())
        paint_line(painter, clock, self._time_words, "date_strong", palette.text2)
        painter.translate(mark.center().x() - 9, mark.center().y() - 9)
        dot = palette.ember if self._is_due else None
        icons.paint_mark(
            painter, 18, tile=themes.with_alpha(palette.accent, 0.55), disc=palette.accent, dot=dot
        )


class Scene(QWidget):
    """A plain desktop with a bar, the open panel, and a reminder popup."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setFixedSize(SIZE)
        self.panel = Panel(context)
        self._put(self.panel, _PANEL_AT)
        is_due = bool(self.panel.rows)
        if is_due:
            self.panel.rows[0].show_hovered()
            item = self.panel.rows[0].item
            spec = portrait_of(context.store, item.person) if item.person is not None else None
            self._put(Reminder(announce((item,), shows_names=True), spec), _REMINDER_AT)
        _Bar(f"{context.clock.local_now():%H:%M}", is_due=is_due, parent=self)

    def _put(self, content: QWidget, place: QPoint) -> None:
        surface = Surface(metrics.RADIUS_POPUP, self)
        column = QVBoxLayout(surface)
        column.setContentsMargins(QMargins())
        column.addWidget(content)
        surface.move(place - QPoint(SHADOW_MARGIN.left(), SHADOW_MARGIN.top()))
        surface.adjustSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        painter = QPainter(self)
        # The desktop is not ours: a quiet grey made of the theme's own canvas.
        painter.fillRect(self.rect(), theme.palette.canvas)
        tint = themes.with_alpha(
            QColor(Qt.GlobalColor.black) if theme.is_dark else theme.palette.accent,
            0.35 if theme.is_dark else 0.2,
        )
        painter.fillRect(self.rect(), tint)


def build_scene(context: Context) -> QWidget:
    """The scene for `shots`: what is due in `context`, in the theme in use."""
    return Scene(context)
