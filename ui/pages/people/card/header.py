"""The top of the card: portrait, name, role, four facts, four buttons."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from relmgr.domain.kinds import ContactKind, Standing, Trend
from relmgr.i18n import _
from relmgr.services.card.views import PersonHead
from ui import theme as themes
from ui.pages.people.card.parts import Held, PressRow, tell_heights
from ui.pictures import dropped_files
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.flow import FlowLayout
from ui.widgets.marks import IconLabel, standing_role, trend_icon
from ui.widgets.painting import box
from ui.widgets.portrait import PortraitSpec, PortraitWidget
from ui.widgets.text import Run, TextLabel, text_width

PORTRAIT = 152
_CHANNELS: dict[ContactKind | None, str] = {
    ContactKind.EMAIL: "mail",
    ContactKind.CHAT: "message-circle",
    ContactKind.LINK: "link",
}
_GAP = 24
_FACTS_GAP = 28


class RoleLine(PressRow):
    """What they do and where; where there is a company, a press leads to the people behind its logo (P12)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._text, self._company = "", ""
        self._label = self.add_text(TextLabel("", "body_large", "text2", self, wrap=True, max_lines=2), 1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_role(self, role: str, company: str) -> None:
        """Show `role`, which names `company`, or none."""
        self._text, self._company = role, company if company in role else ""
        self.setVisible(bool(role))
        leads = bool(self._company)
        self.setAccessibleName(_("The people at {company}").format(company=company) if leads else role)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if leads else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not leads)
        self._show(lit=False)

    def _show(self, *, lit: bool) -> None:
        if not self._company or not lit:
            self._label.setText(self._text)
            return
        before, _company, after = self._text.rpartition(self._company)
        self._label.set_runs(Run(before), Run(self._company, role="accent_text"), Run(after))

    def _reveal(self, revealed: bool) -> None:
        self._show(lit=revealed)
        super()._reveal(revealed)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() and focus_frame.is_by_keyboard():
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            box(QPainter(self), ring, 6, line=themes.current().palette.focus, width=metrics.FOCUS_RING)


class Header(QWidget):
    """Who this is. Signals say what was pressed."""

    log_pressed = Signal()
    prep_pressed = Signal()
    edit_pressed = Signal()
    more_pressed = Signal()
    met_pressed = Signal()
    standing_pressed = Signal()
    organisation_pressed = Signal()
    promote_pressed = Signal()
    """Somebody known only through others is to be in People."""
    picture_dropped = Signal(object)
    """The Path of a picture let go over the portrait."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.portrait = PortraitWidget(size=PORTRAIT, parent=self)
        self.setAcceptDrops(True)
        self._name = TextLabel("", "name", parent=self, wrap=True, max_lines=2)
        self._beside = TextLabel("", "body", "text3", self)
        self.role = RoleLine(self)
        self.role.clicked.connect(lambda _checked=False: self.organisation_pressed.emit())
        self._facts = QGridLayout()
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setHorizontalSpacing(_FACTS_GAP)
        self._facts.setVerticalSpacing(0)
        self._facts.setColumnStretch(2, 1)
        # Made once and before the buttons: Tab comes to it first.
        self._met, self.standing = _FactButton("calendar-heart", self), _FactButton("arrow-right", self)
        self._met.clicked.connect(lambda _checked=False: self.met_pressed.emit())
        self.standing.clicked.connect(lambda _checked=False: self.standing_pressed.emit())
        self._sponsors = IconLabel(
            "info",
            "",
            style="small",
            role="text2",
            icon_role="text3",
            icon_size=metrics.ICON_BUTTON_GLYPH,
            gap=9,
            wrap=True,
            parent=self,
        )
        self._sponsors.setContentsMargins(0, 6, 0, 0)
        self._lay_out()
        self._head: PersonHead | None = None
        self._columns: tuple[list[QWidget], list[QWidget]] = ([], [])
        self._plain: list[IconLabel] = []
        self._spare: list[IconLabel] = []

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.portrait, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setContentsMargins(0, 1, 0, 0)
        column.setSpacing(0)
        names = QHBoxLayout()
        names.setSpacing(10)
        names.addWidget(self._name, 0, Qt.AlignmentFlag.AlignBottom)
        beside = QVBoxLayout()
        beside.addStretch(1)
        beside.addWidget(self._beside)
        beside.addSpacing(3)  # the small words stand on the name's baseline
        names.addLayout(beside, 1)
        column.addLayout(names)
        column.addWidget(self.role)
        column.addSpacing(7)  # with what the line is higher than its words, so that it can be hit
        column.addLayout(self._facts)
        column.addWidget(self._sponsors)
        column.addSpacing(13)
        column.addWidget(self._make_buttons())
        column.addStretch(1)
        row.addLayout(column, 1)

    def _make_buttons(self) -> QWidget:
        holder = Held(self)
        buttons = FlowLayout(holder, gap=8, line_gap=8)
        self.log_button = Button(
            _("Log a conversation"), Kind.PRIMARY, icon="message-circle-plus", parent=self
        )
        self.prep_button = Button(_("Prep for a call"), icon="phone-outgoing", parent=self)
        self.edit_button = Button(_("Edit"), icon="pencil", parent=self)
        self.more_button = IconButton("ellipsis", _("More"), side=metrics.BUTTON, parent=self)
        self.log_button.clicked.connect(lambda _checked=False: self.log_pressed.emit())
        self.prep_button.clicked.connect(lambda _checked=False: self.prep_pressed.emit())
        self.edit_button.clicked.connect(lambda _checked=False: self.edit_pressed.emit())
        self.more_button.clicked.connect(lambda _checked=False: self.more_pressed.emit())
        self.promote_button = Button(_("Add to People"), icon="user-round-plus", parent=self)
        self.promote_button.clicked.connect(lambda _checked=False: self.promote_pressed.emit())
        for button in (
            self.log_button,
            self.prep_button,
            self.promote_button,
            self.edit_button,
            self.more_button,
        ):
            buttons.addWidget(button)
        return holder

    def show_head(self, head: PersonHead, portrait: PortraitSpec, width: int) -> None:
        """Show who this is in `width` pixels: a name that would not fit is smaller, and all else moves under it."""
        layout = self.layout()
        if layout is not None:
            layout.setEnabled(False)  # else it lays all of it out as each part appears
        self._fill(head, portrait, width)
        if layout is not None:
            layout.setEnabled(True)
        tell_heights(self)

    def _fill(self, head: PersonHead, portrait: PortraitSpec, width: int) -> None:
        self.portrait.set_spec(portrait, head.accessible)
        room = max(0, width - PORTRAIT - _GAP)  # nothing is laid out yet
        said = _("say “{sound}”").format(sound=head.say_name) if head.say_name else ""
        beside = _(" · ").join(
            part for part in (head.native_name, said, head.pronouns, head.nickname) if part
        )
        self.log_button.setVisible(not head.died)
        self.prep_button.setVisible(not head.died and not head.is_light)
        self.promote_button.setVisible(head.is_light)
        is_long = text_width(head.name, "name") + text_width(beside, "body") + 10 > room
        self._name.set_style("name_long" if is_long else "name")
        self._name.setText(head.name)
        self._name.setMinimumWidth(min(room, self._name.natural_width()) if not is_long else room)
        self._beside.setText("" if is_long else beside)
        self._beside.setVisible(not is_long)
        role = head.role_line
        if is_long and beside:
            role = _("{about}. {role}").format(about=beside.replace(_(" · "), ", "), role=role)
        self._sponsors.set_text(head.sponsor_words)
        self._sponsors.setVisible(bool(head.sponsor_words))
        self.role.show_role(role, head.organisation if head.organisation_id is not None else "")
        if head != self._head:
            self._head = head
            self._make_facts(head)
        self._place_facts(room)

    def forget(self) -> None:
        """Show the facts anew next time."""
        self._head = None

    def _make_facts(self, head: PersonHead) -> None:
        before = {*self._columns[0], *self._columns[1]}
        for fact in before:
            self._facts.removeWidget(fact)
        self._spare = list(self._plain)
        left: list[QWidget] = []
        right: list[QWidget] = []
        if head.place:
            left.append(self._fact("map-pin", head.place, head.place_offset))
        if head.known_since:
            left.append(self._met)
            self._met.show_words(
                _("{fact}: how you met").format(fact=head.known_since), Run(head.known_since)
            )
        if head.languages:
            left.append(self._fact("globe", head.languages))
        if head.died:
            left.insert(0, self._fact("moon", head.died))
        if head.may_not_phone:
            no_calls = self._fact("phone-off", "")
            no_calls.set_runs(Run(_("Do not phone"), weight=600))
            right.append(no_calls)
        if head.preferred:
            right.append(self._fact(_CHANNELS.get(head.preferred_channel, "phone"), head.preferred))
        if not head.died:
            self._show_standing(head)
            right.append(self.standing)
        self._columns = (left, right)
        for fact in before - {*left, *right}:
            fact.hide()

    def _place_facts(self, room: int) -> None:
        """In two columns, or under each other where they would not fit beside each other."""
        left, right = self._columns
        widths = [max((fact.sizeHint().width() for fact in column), default=0) for column in self._columns]
        if not left or sum(widths) + _FACTS_GAP > room:
            left, right = [*left, *right], []
        for row in range(max(self._facts.rowCount(), len(left), len(right))):
            is_used = row < max(len(left), len(right))
            self._facts.setRowMinimumHeight(row, _fact_height() if is_used else 0)
        for column, facts in enumerate((left, right)):
            for row, fact in enumerate(facts):
                self._facts.addWidget(fact, row, column, Qt.AlignmentFlag.AlignVCenter)

    def _fact(self, icon: str, text: str, rest: str = "") -> IconLabel:
        fact = self._spare.pop(0) if self._spare else self._new_fact()
        fact.set_icon(icon)
        fact.set_runs(*((Run(text + "  "), Run(rest, role="text3")) if rest else (Run(text),)))
        fact.show()
        return fact

    def _new_fact(self) -> IconLabel:
        """One more, kept for the next person: making it takes many times longer than filling it."""
        fact = IconLabel("", "", icon_size=metrics.ICON_BUTTON_GLYPH, icon_role="text3", gap=9, parent=self)
        self._plain.append(fact)
        return fact

    def _show_standing(self, head: PersonHead) -> None:
        risk = head.standing is Standing.AT_RISK
        icon = "trending-down" if risk else trend_icon(head.trend)
        if head.is_overruled:
            icon = "pencil"
        role = standing_role(head.standing) if head.trend is not Trend.STEADY or risk else "text3"
        self.standing.set_icon(icon, role)
        words = " ".join(part for part in (head.standing_word, head.trend_word) if part)
        self.standing.show_words(
            _("{standing}: what it rests on").format(standing=words),
            Run(head.standing_word + "  "),
            Run(head.trend_word, role="text3"),
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if len(dropped_files(event.mimeData())) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = dropped_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.picture_dropped.emit(files[0])

    def retheme(self) -> None:
        """Take the colours of the theme in use."""
        self.update()


class _FactButton(PressRow):
    """A fact that leads somewhere: "Known since March 2020" to how the two met, "Deep and rising" to its evidence.

    As high as the facts beside it, to keep their lines.
    """

    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__("", parent)
        self._label = IconLabel(
            icon, "", icon_size=metrics.ICON_BUTTON_GLYPH, icon_role="text3", gap=9, parent=self
        )
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.row.addWidget(self._label)
        self.hide()

    def set_icon(self, icon: str, role: str) -> None:
        """Show `icon` in the colour of `role`."""
        self._label.set_icon(icon, role)

    def show_words(self, name: str, *runs: Run) -> None:
        """Say the fact, and as `name` where a press leads."""
        self._label.set_runs(*runs)
        self.setAccessibleName(name)
        self.setFixedHeight(_fact_height())
        self.updateGeometry()
        self.show()

    def sizeHint(self) -> QSize:
        return QSize(self._label.sizeHint().width(), _fact_height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def _fact_height() -> int:
    """A line of text and the room around it: enough to be pressed (WCAG 2.2, 2.5.8)."""
    return max(24, themes.current().line_height("body") + 5)
