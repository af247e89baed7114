"""The signature portrait: how it is painted, and the widget that moves its pieces."""

from ui.widgets.portrait.painting import (
    PIECES,
    PortraitSpec,
    paint_person,
    paint_portrait,
    paint_tile,
    person_pixmap,
    portrait_pixmap,
)
from ui.widgets.portrait.widget import PortraitWidget

__all__ = [
    "PIECES",
    "PortraitSpec",
    "PortraitWidget",
    "paint_person",
    "paint_portrait",
    "paint_tile",
    "person_pixmap",
    "portrait_pixmap",
]
