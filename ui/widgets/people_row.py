"""How one person is painted in a list: portrait, three lines, and how warm things are."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from relmgr.domain.kinds import Warmth
from relmgr.domain.people_rows import HintKind, PersonRow
from ui import theme as themes
from ui.theme import metrics
from ui.widgets.marks import paint_warmth
from ui.widgets.painting import Pose, box
from ui.widgets.portrait import PortraitSpec, portrait_pixmap
from ui.widgets.text import paint_line

_PORTRAIT, _EDGE, _TEXT, _MARK_EDGE = 40, 8, 60, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleRowLook:
    """What a row shows. `hint_role` is the colour role of the third line: "ember_text" for life events, and so on."""

    portrait: PortraitSpec
    name: str
    role_line: str
    hint: str
    hint_role: str = "text3"
    warmth: Warmth | None = None


_HINT_ROLES = {HintKind.LIFE: "ember_text", HintKind.RISK: "danger", HintKind.PLAIN: "text3"}


def look_of(row: PersonRow, portrait: PortraitSpec) -> PeopleRowLook:
    """What a row of the People list shows."""
    return PeopleRowLook(
        portrait=portrait,
        name=row.name,
        role_line=row.role_line,
        hint=row.hint,
        hint_role=_HINT_ROLES[row.hint_kind],
        warmth=row.warmth,
    )


def row_height() -> int:
    """The height of a row at the chosen text size."""
    return themes.current().scaled(metrics.PEOPLE_ROW)


def paint_people_row(
    painter: QPainter,
    rect: QRect,
    look: PeopleRowLook,
    *,
    pose: Pose = Pose.REST,
    is_selected: bool = False,
    has_focus: bool = False,
    surface: str = "sunken",
    far_room: int = 0,
) -> None:
    """Draw `look` into `rect`, the row without its inset; the keyboard's ring lies inside it.

    `far_room` keeps pixels free at the far side of all lines.
    """
    theme = themes.current()
    palette = theme.palette
    fill_role = surface
    if is_selected:
        fill_role = "nav_selected" if pose is Pose.PRESSED else "selected"
    elif pose in (Pose.HOVER, Pose.PRESSED):
        fill_role = "hover" if pose is Pose.HOVER else "pressed"
    if fill_role != surface:
        box(painter, QRectF(rect), metrics.RADIUS_ROW, fill=palette.role(fill_role))
    if has_focus:
        box(painter, QRectF(rect), metrics.RADIUS_ROW, line=palette.focus, width=metrics.FOCUS_RING)
    mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    left = rect.right() + 1 - _EDGE - _PORTRAIT if mirrored else rect.x() + _EDGE
    pixmap = portrait_pixmap(
        look.portrait,
        _PORTRAIT,
        palette.role(fill_role),
        theme,
        painter.device().devicePixelRatioF(),
        mirrored=mirrored,
    )
    painter.drawPixmap(QPoint(left, rect.y() + (rect.height() - _PORTRAIT) // 2), pixmap)
    _paint_lines(painter, rect, look, mirrored=mirrored, far_room=far_room, disabled=pose is Pose.DISABLED)


def _paint_lines(
    painter: QPainter, rect: QRect, look: PeopleRowLook, *, mirrored: bool, far_room: int, disabled: bool
) -> None:
    theme = themes.current()
    palette = theme.palette
    tall, low = theme.line_height("name_row"), theme.line_height("small")
    near, far = _TEXT, _MARK_EDGE + far_room
    lines = [(look.name, "name_row", "text")]
    lines += [
        line for line in ((look.role_line, "small", "text2"), (look.hint, "small", look.hint_role)) if line[0]
    ]
    top = rect.y() + (rect.height() - tall - (len(lines) - 1) * low + 1) // 2
    places = ((top, tall), (top + tall - 2, low + 1), (top + tall + low - 1, low))
    for number, ((text, style, role), (y, height)) in enumerate(zip(lines, places, strict=False)):
        mark = metrics.ICON_ROW + 8 if number == 0 and look.warmth is not None else 0
        spot = QRect(rect.x(), y, rect.width(), height)
        start, end = near, far + mark
        spot.adjust(end if mirrored else start, 0, -(start if mirrored else end), 0)
        paint_line(painter, spot, text, style, palette.disabled if disabled else palette.role(role))
        if mark and look.warmth is not None:
            side = metrics.ICON_ROW
            left = rect.x() + far if mirrored else rect.right() + 1 - far - side
            paint_warmth(painter, QRectF(left, y, side, height), look.warmth, theme)
