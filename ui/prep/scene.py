"""The picture of the panel on a desktop, to lay beside the design's (prep-for-a-call)."""

from PySide6.QtCore import QMargins, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmgr.domain.ids import PersonId
from relmgr.services.prep import prep
from ui import theme as themes
from ui.context import Context
from ui.faces import portrait_of
from ui.prep.panel import SIZE, PrepPanel
from ui.theme import metrics
from ui.widgets.popup import SHADOW_MARGIN, Surface

_SCENE = QSize(520, 720)
"""In logical pixels: 780 × 1080 at 150 %."""

_PANEL_AT = QPoint(40, 28)


class Scene(QWidget):
    """A plain desktop with the panel of somebody; the first question is ticked."""

    def __init__(self, context: Context, person_id: PersonId) -> None:
        super().__init__()
        self.setFixedSize(_SCENE)
        view = prep(context.store, person_id, context.now(), context.zone())
        surface = Surface(metrics.RADIUS_POPUP, self)
        self.panel = PrepPanel(can_pin=True, parent=surface)
        self.panel.setFixedSize(*SIZE)
        head = view.person
        portrait = portrait_of(context.store, head, head.signs, head.logo_id)
        self.panel.show_view(view, portrait, view.ask_about[:1])
        column = QVBoxLayout(surface)
        column.setContentsMargins(QMargins())
        column.addWidget(self.panel)
        surface.move(_PANEL_AT - QPoint(SHADOW_MARGIN.left(), SHADOW_MARGIN.top()))
        surface.adjustSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        painter = QPainter(self)
        # The desktop is not ours: a quiet grey made of the theme's own canvas.
        painter.fillRect(self.rect(), theme.palette.canvas)
        black, pine = QColor(Qt.GlobalColor.black), theme.palette.accent
        tint = themes.with_alpha(black if theme.is_dark else pine, 0.35 if theme.is_dark else 0.2)
        painter.fillRect(self.rect(), tint)


def build_scene(context: Context, person_id: PersonId) -> QWidget:
    """The scene for `shots`: the panel of `person_id`, in the theme in use."""
    return Scene(context, person_id)
