"""All components and their states on one page, to be laid beside the design's picture of them."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from relmgr.domain.kinds import Standing, Status, Trend, Warmth
from relmgr.i18n import _
from ui import icons
from ui import theme as themes
from ui.theme import Theme, metrics, with_alpha
from ui.widgets.buttons import Button, Kind, LinkButton, Size
from ui.widgets.chips import FilterChip, StatusChip
from ui.widgets.fields import CheckBox, ErrorLine, FieldEdit
from ui.widgets.focus_frame import show_ring
from ui.widgets.marks import DepthLabel, MarkLabel
from ui.widgets.menu import MenuRow
from ui.widgets.painting import Pose, box, hairline
from ui.widgets.people_row import PeopleRowLook, paint_people_row
from ui.widgets.popup import paint_raised
from ui.widgets.portrait import PortraitSpec, PortraitWidget
from ui.widgets.segment import Segment
from ui.widgets.text import TextLabel

SIZE: Final = QSize(1280, 1830)

_SHEETS: Final = (
    QRect(40, 86, 1200, 415),
    QRect(40, 522, 1200, 324),
    QRect(40, 867, 1200, 227),
    QRect(40, 1114, 590, 355),
    QRect(650, 1114, 590, 355),
    QRect(40, 1490, 590, 310),
    QRect(650, 1490, 590, 310),
)
_MJ: Final = PortraitSpec(initials="MJ", person_colour=0, company_colour=0, monogram="F")
_OK: Final = PortraitSpec(initials="OK", person_colour=4)
_IO: Final = PortraitSpec(
    initials="IO", person_colour=9, company_colour=5, monogram="P", signs=(1, 1, 0, 1, 1, 0, 1, 1)
)
_MF: Final = PortraitSpec(
    initials="MF", person_colour=7, company_colour=4, monogram="V", signs=(1, 1, 1, 1, 0, 0.5, 0, 1)
)
_JL: Final = PortraitSpec(initials="JL", person_colour=1, company_colour=3, monogram="V")


class Gallery(QWidget):
    """The page of components; everything stands where the design's picture has it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(SIZE)
        self._text(_("Components and states"), "page_title", 40, 51)
        self._portraits()
        self._buttons()
        self._people()
        self._long_name()
        self._fields()
        self._statuses()
        self._popups()

    def _put(self, widget: QWidget, x: float, middle: float, width: int = 0) -> None:
        """Place `widget` with its left at `x` and its middle at `middle`."""
        hint = widget.sizeHint()
        widget.setParent(self)
        high = hint.height()
        widget.setGeometry(round(x), round(middle - high / 2), width or hint.width(), high)
        widget.show()

    def _text(self, text: str, style: str, x: float, middle: float, role: str = "text") -> TextLabel:
        label = TextLabel(text, style, role)
        self._put(label, x, middle)
        return label

    def _centred(self, text: str, centre: float, middle: float) -> None:
        label = TextLabel(text, "small", "text3")
        self._put(label, centre - label.sizeHint().width() / 2, middle)

    def _portraits(self) -> None:
        self._text(
            _("The portrait: each sign of depth moves one piece of the logo aside"), "name_row", 61, 115
        )
        stages = (
            (_("No signs"), ()),
            (_("2 signs"), (3, 4)),
            (_("4 signs"), (2, 3, 4, 5)),
            (_("6 signs"), (1, 2, 3, 4, 5, 6)),
            (_("All eight"), tuple(range(8))),
        )
        x = 61
        for words, present in stages:
            signs = tuple(1.0 if number in present else 0.0 for number in range(8))
            self._portrait(_with_signs(_MJ, signs), 120, x, 137, words)
            x += 154
        fading = tuple(0.5 if number == 6 else 1.0 if 0 < number < 6 else 0.0 for number in range(8))
        self._portrait(_with_signs(_MJ, fading), 120, x, 137, _("One fading"))
        self._portrait(_OK, 120, 985, 137, _("No company"))
        left = 61
        notes = {40: _("{size} row"), 88: _("{size} prep"), 152: _("{size} card")}
        for side in (22, 32, 36, 40, 48, 64, 88, 104, 152):
            note = notes.get(side, "{size}").format(size=side)
            self._portrait(_IO, side, left, 456 - side, note, alone=side < 36, label_at=472)
            left += side + 34
        self._text(_("Ten warm colours for people"), "small", 955, 423, "text3")
        self._text(_("Six cool colours for companies, painted faint"), "small", 955, 468, "text3")

    def _portrait(
        self,
        spec: PortraitSpec,
        side: int,
        x: float,
        y: float,
        words: str,
        *,
        alone: bool = False,
        label_at: float = 273,
    ) -> None:
        widget = PortraitWidget(spec, side, self, description=words, person_only=alone)
        widget.setGeometry(round(x), round(y), side, side)
        self._centred(words, x + side / 2, label_at)

    def _buttons(self) -> None:
        self._text(_("Buttons"), "name_row", 61, 551)
        heads = (_("Rest"), _("Hover"), _("Keyboard focus"), _("Pressed"), _("Disabled"))
        poses = (Pose.REST, Pose.HOVER, None, Pose.PRESSED, Pose.DISABLED)
        kinds = (
            (_("Primary"), _("Save"), Kind.PRIMARY, "", Size.STANDARD),
            (_("Standard"), _("Prep for a call"), Kind.STANDARD, "phone-outgoing", Size.STANDARD),
            (_("Tinted"), _("Done"), Kind.TINTED, "check", Size.SMALL),
            (_("Ghost"), _("Snooze"), Kind.GHOST, "alarm-clock", Size.SMALL),
            (_("Destructive"), _("Delete Ben"), Kind.DESTRUCTIVE, "", Size.STANDARD),
        )
        for column, head in enumerate(heads):
            self._text(head, "small", 201 + 200 * column, 585, "text3")
        for row, (word, text, kind, icon, size) in enumerate(kinds):
            middle = 619 + 46 * row
            self._text(word, "body", 61, middle, "text2")
            for column, pose in enumerate(poses):
                button = Button(text, kind, icon=icon, size=size)
                button.shown_pose = pose or Pose.REST
                self._put(button, 201 + 200 * column, middle)
                if pose is None:
                    show_ring(button)

    def _long_name(self) -> None:
        self._text(
            _("A long name: 24 px, at most two lines, and the nickname moves down to the role"),
            "name_row",
            61,
            896,
        )
        portrait = PortraitWidget(_MF, 152, self)
        portrait.setGeometry(61, 919, 152, 152)
        self._text("Maria-Alejandra Fernández de la Vega y Montalbán", "name_long", 237, 935)
        role = TextLabel(
            "she/her, Marian to friends. Head of partnerships at Cooperativa Agrícola del Valle de Ricote",
            "body_large",
            "text2",
            self,
            wrap=True,
        )
        role.setGeometry(237, 950, 560, 42)
        x = 237
        for text, kind, icon in (
            (_("Log a conversation"), Kind.PRIMARY, "message-circle-plus"),
            (_("Prep for a call"), Kind.STANDARD, "phone-outgoing"),
            (_("Edit"), Kind.STANDARD, "pencil"),
        ):
            button = Button(text, kind, icon=icon)
            self._put(button, x, 1025)
            x += button.width() + 8

    def _fields(self) -> None:
        self._text(_("Fields"), "name_row", 61, 1143)
        search = FieldEdit(icon="search", placeholder=_("Name, company, anything"))
        hovered, focused, wrong, locked = (FieldEdit() for _number in range(4))
        for field in (hovered, focused):
            field.setText("Osaka")
        hovered.shown_pose = Pose.HOVER
        focused.shows_focus = True
        wrong.setText("31 Feb")
        wrong.set_wrong(True)
        locked.setPlaceholderText(_("Locked by import"))
        locked.setEnabled(False)
        middles = (1181, 1221, 1261, 1301, 1364)
        words = (_("Rest"), _("Hover"), _("Focus"), _("Error"), _("Disabled"))
        for field, middle, word in zip(
            (search, hovered, focused, wrong, locked), middles, words, strict=True
        ):
            self._put(field, 61, middle, 470)
            self._text(word, "small", 545, middle - 0.5, "text3")
        error = ErrorLine()
        error.show_error(_("February has no 31st. Try 28 Feb, or leave the day out."))
        self._put(error, 61, 1331, 470)
        self._boxes()

    def _boxes(self) -> None:
        for text, x, state in (
            (_("Off"), 61, Qt.CheckState.Unchecked),
            (_("On"), 128, Qt.CheckState.Checked),
            (_("Some"), 193, Qt.CheckState.PartiallyChecked),
            (_("Disabled"), 361, Qt.CheckState.Unchecked),
        ):
            tick = CheckBox(text)
            tick.setTristate(state is Qt.CheckState.PartiallyChecked)
            tick.setCheckState(state)
            tick.setEnabled(x != 361)
            self._put(tick, x, 1404)
        alone = CheckBox()
        self._put(alone, 277, 1404)
        alone.resize(metrics.CHECKBOX, metrics.CHECKBOX)
        alone.move(277, 1395)
        show_ring(alone, metrics.RADIUS_CHECKBOX)
        self._text(_("Focus"), "body", 302, 1404)

    def _people(self) -> None:
        self._text(_("People row"), "name_row", 671, 1143)
        for number, word in enumerate((_("rest"), _("hover"), _("selected"), _("focus"))):
            label = TextLabel(word, "small", "text3")
            self._put(label, 1203 - label.sizeHint().width(), 1205 + 68 * number)

    def _statuses(self) -> None:
        self._text(_("Status of an expectation"), "name_row", 61, 1518)
        x = 61
        for status in (
            Status.UNSPOKEN,
            Status.AGREED,
            Status.AT_RISK,
            Status.MET,
            Status.EXCEEDED,
            Status.MISSED,
        ):
            chip = StatusChip(status)
            self._put(chip, x, 1551)
            x += chip.width() + 8
        self._text(_("Warmth"), "name_row", 61, 1590)
        x = 61
        for warmth in Warmth:
            mark = MarkLabel(warmth)
            self._put(mark, x, 1622)
            x += mark.width() + 21
        self._text(_("Depth"), "name_row", 61, 1660)
        x = 61
        for standing, trend in (
            (Standing.DEEP, Trend.RISING),
            (Standing.GROWING, Trend.STEADY),
            (Standing.SHALLOW, Trend.STEADY),
            (Standing.AT_RISK, Trend.FALLING),
        ):
            depth = DepthLabel(standing, trend)
            self._put(depth, x, 1692)
            x += depth.width() + 21
        self._text(_("Filter chips and segments"), "name_row", 61, 1730)
        x = 61
        for text, count, pose in (
            (_("All"), None, None),
            (_("Quiet"), 4, None),
            (_("Hover"), None, Pose.HOVER),
            (_("Focus"), None, Pose.REST),
        ):
            choice = FilterChip(text, count)
            choice.setChecked(text == _("All"))
            choice.shown_pose = pose
            self._put(choice, x, 1765)
            if pose is Pose.REST:
                show_ring(choice, metrics.FILTER_CHIP / 2)
            x += choice.width() + 8
        self._put(Segment([_("All"), _("Of me"), _("Of others")], name=_("Whose")), 305, 1765)

    def _popups(self) -> None:
        self._text(_("Popups cast the only shadows"), "name_row", 671, 1518)
        rows = (
            ("clock", _("In an hour"), "15:42", 1562),
            ("sunset", _("This evening"), "18:00", 1594),
            ("sunrise", _("Tomorrow morning"), "Wed 09:00", 1626),
            ("calendar-days", _("Next week"), "Mon 30 Nov", 1658),
            ("calendar-plus", _("Pick a date…"), "", 1701),
        )
        for number, (icon, text, note, middle) in enumerate(rows):
            row = MenuRow(text, icon=icon, note=note)
            row.shown_pose = Pose.HOVER if number == 1 else None
            self._put(row, 677, middle, 272)
        self._text("Cooling: 34 days, usually 14", "small", 992, 1553)
        self._text(_("Marked as done"), "body", 996, 1605)
        self._put(LinkButton(_("Undo"), style="name_row"), 1107, 1605)
        self._text("⌘Z", "key_hint", 1152, 1605, "text3")
        self._text(_("The file is in use."), "small", 1023, 1662)
        self._put(LinkButton(_("Try again"), style="small_bold"), 1130, 1662)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.palette.surface)
        for sheet in _SHEETS:
            box(painter, QRectF(sheet), metrics.RADIUS_SHEET, line=theme.palette.hairline)
        self._paint_swatches(painter, theme)
        self._paint_rows(painter, theme)
        self._paint_popups(painter, theme)

    def _paint_swatches(self, painter: QPainter, theme: Theme) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, colour in enumerate(theme.palette.person):
            painter.setBrush(colour)
            painter.drawEllipse(QRectF(955 + 27 * number, 393, 22, 22))
        for number, colour in enumerate(theme.palette.company):
            path = QPainterPath()
            path.addRoundedRect(QRectF(955 + 27 * number, 438, 22, 22), 6, 6)
            painter.fillPath(path, with_alpha(colour, 0.55))

    def _paint_rows(self, painter: QPainter, theme: Theme) -> None:
        box(painter, QRectF(671, 1165, 549, 284), metrics.RADIUS_CONTROL, fill=theme.palette.sunken)
        look = PeopleRowLook(
            portrait=_JL,
            name="Jonas Lindqvist",
            role_line="CTO · Västkust Energi",
            hint="Quiet 34 days",
            warmth=Warmth.COOLING,
        )
        states = (
            (Pose.REST, False, False),
            (Pose.HOVER, False, False),
            (Pose.REST, True, False),
            (Pose.REST, False, True),
        )
        for number, (pose, is_selected, has_focus) in enumerate(states):
            spot = QRect(677, 1171 + 68 * number, 537, 68)
            paint_people_row(
                painter, spot, look, pose=pose, is_selected=is_selected, has_focus=has_focus, far_room=78
            )

    def _paint_popups(self, painter: QPainter, theme: Theme) -> None:
        paint_raised(painter, QRectF(671, 1540, 284, 183), metrics.RADIUS_MENU, theme)
        hairline(painter, theme.palette.hairline_raised, (681, 1679), (945, 1679))
        paint_raised(painter, QRectF(983, 1540, 178, 27), metrics.RADIUS_ICON_BUTTON, theme)
        paint_raised(painter, QRectF(983, 1585, 202, 40), metrics.RADIUS_SHEET - 2, theme)
        paint_raised(painter, QRectF(983, 1643, 216, 40), metrics.RADIUS_SHEET - 2, theme)
        icons.paint(painter, "circle-alert", theme.palette.danger, QRectF(997, 1655, 15, 15))


def _with_signs(spec: PortraitSpec, signs: tuple[float, ...]) -> PortraitSpec:
    return PortraitSpec(
        initials=spec.initials,
        person_colour=spec.person_colour,
        company_colour=spec.company_colour,
        monogram=spec.monogram,
        signs=signs,
    )


def build_gallery(theme: Theme) -> QWidget:
    """The page of components in `theme`, which is applied first."""
    app = QApplication.instance()
    if isinstance(app, QApplication) and themes.current() != theme:
        themes.apply(app, theme)
    return Gallery()
