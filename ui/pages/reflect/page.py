"""The Reflect page: everybody spoken with on one map, three portraits beside it, and what follows from them (D4)."""

from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from relmgr.domain.ids import DeepeningId, PersonId
from relmgr.domain.kinds import Kind
from relmgr.domain.map_of_people import Period
from relmgr.errors import NotFoundError
from relmgr.i18n import _
from relmgr.services import reflect
from relmgr.services.reflect import Act, OnMap, PortraitView, ReflectView, mirror
from relmgr.services.reflect.mirror import MirrorLine, MirrorView
from relmgr.services.reminders import ReminderInput
from ui import dialogs
from ui import theme as themes
from ui.context import Context, DialogHost, Navigator
from ui.errors import shown
from ui.faces import portrait_of
from ui.pages.page import Page
from ui.pages.reflect.below import Below
from ui.pages.reflect.listing import PeopleList
from ui.pages.reflect.mirror_part import MirrorPart
from ui.pages.reflect.plot import HEIGHT, PeopleMap
from ui.pages.reflect.portraits import WIDTH as PORTRAITS_WIDTH
from ui.pages.reflect.portraits import Portraits
from ui.reading_on import LEAST
from ui.theme import metrics
from ui.widgets.buttons import Button, IconButton, Size
from ui.widgets.portrait import PortraitSpec
from ui.widgets.scroll import ScrollPage
from ui.widgets.sections import Hairline
from ui.widgets.segment import Segment
from ui.widgets.text import TextLabel

_TOP = 27
_BETWEEN = 28
_PERIODS = tuple(Period)
_NARROW = 900
_LARGE_TEXT = 1.5


class ReflectPage(Page):
    """The map and its list, the portraits, and the mirror; everything by mouse and by keyboard."""

    watches: ClassVar[frozenset[Kind]] = frozenset(
        {
            *(
                Kind.PERSON,
                Kind.ORGANISATION,
                Kind.AFFILIATION,
                Kind.CONVERSATION,
                Kind.MOMENT,
                Kind.REFERRAL,
            ),
            *(
                Kind.MILESTONE,
                Kind.DEPTH,
                Kind.REVIEW,
                Kind.ROUGH_PATCH,
                Kind.PHOTO,
                Kind.IMPORT,
                Kind.CIRCLE,
            ),
        }
    )

    def __init__(
        self, context: Context, navigator: Navigator, host: DialogHost, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, navigator, host, parent)
        self.setObjectName("reflect_page")
        self._reading, self._mirroring, self._basing = (self.reading_on(is_long=True) for _part in range(3))
        self.view: ReflectView | None = None
        self._specs: dict[int, PortraitSpec] = {}
        self._only: frozenset[PersonId] = frozenset()
        self.title = TextLabel(_("Reflect"), "page_title", parent=self)
        self.sentence = TextLabel("", "body", "text2", self, wrap=True)
        self.as_list = IconButton("rows-3", _("Show as a list"), side=metrics.BUTTON, parent=self)
        self.is_list = False
        words = (_("30 days"), _("90 days"), _("A year"))
        self.period = Segment(words, 1, self, name=_("How far back"), high=metrics.BUTTON)
        self.map = PeopleMap(self._spec_of, self)
        self.list = PeopleList(self._spec_of, self)
        self.portraits = Portraits(self)
        self.mirror = MirrorPart(self)
        self._whose: PersonId | None = None
        self.below = Below(lambda face: portrait_of(self.context.store, face), self)
        self.nothing = self._make_nothing()
        self._later = QTimer(
            self
        )  # a timer, not a posted call: what lies below the fold waits for the first paint
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._read_below)
        self._lay_out()
        self._connect()

    # --- making ---

    def _make_nothing(self) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 48, 0, 0)
        column.setSpacing(12)
        sentence = _("You have noted no conversation in this time. Log one, and this page begins to see.")
        column.addWidget(TextLabel(sentence, "body_large", "text2", holder, wrap=True))
        self.first = Button(
            _("Log a conversation"), icon="message-circle-plus", size=Size.LARGE, parent=holder
        )
        self.first.clicked.connect(lambda _checked=False: self.navigator.log_conversation())
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        holder.hide()
        return holder

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(metrics.PAGE_EDGE, _TOP, metrics.PAGE_EDGE, 40)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        head.addLayout(words, 1)
        for tool in (self.as_list, self.period):
            head.addWidget(tool, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        column.addSpacing(25)
        self.upper = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.upper)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(_BETWEEN)
        self.stack = QStackedWidget()
        self.stack.setFixedHeight(HEIGHT)
        self.stack.addWidget(self.map)
        self.stack.addWidget(self.list)
        self._columns.addWidget(self.stack, 1)
        self._columns.addWidget(self.portraits, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.upper)
        column.addWidget(self.nothing)
        column.addSpacing(6)
        self._line = Hairline(parent=content)
        column.addWidget(self._line)
        column.addSpacing(18)
        column.addWidget(self.mirror)
        column.addSpacing(32)
        column.addWidget(self.below)
        column.addStretch(1)
        self.area = ScrollPage(content, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def _connect(self) -> None:
        self.period.changed.connect(lambda _number: self.make_stale())
        self.as_list.clicked.connect(lambda _checked=False: self.show_list(not self.is_list))
        self.map.opened.connect(lambda id_: self.navigator.open_person(PersonId(id_)))
        self.map.listed.connect(self._list_group)
        self.list.opened.connect(lambda id_: self.navigator.open_person(PersonId(id_)))
        self.portraits.opened.connect(lambda id_: self.navigator.open_person(PersonId(id_)))
        self.portraits.acted.connect(self._act)
        self.mirror.person_chosen.connect(self.show_mirror_of)
        self.mirror.somebody_wanted.connect(self._ask_whose)
        self.mirror.review_asked.connect(self._review)
        self.mirror.history_asked.connect(self._show_history)
        self.mirror.evidence_asked.connect(self._show_evidence)
        self.below.planned.connect(lambda id_, step, why: self._plan_step(PersonId(id_), step, why))
        self.below.done.connect(self._step_done)
        self.below.choose_asked.connect(self._choose)
        self.below.long_view_asked.connect(self._open_long_view)

    # --- reading ---

    def reload(self) -> None:
        """Read who was spoken with, and how it goes with each."""
        self._mirroring.stop()
        self._basing.stop()
        period = _PERIODS[self.period.chosen()]
        steps = reflect.reading(self.context.store, self.context.today(), period)
        self._reading.start(steps, self._show, so_far=lambda _step: self._say_reading(period))

    def _say_reading(self, period: Period) -> None:
        """Of many people: what is shown stays until all are looked at, unless another time was chosen."""
        if self.view is None or self.view.period is not period:
            self.sentence.setText(_("Looking back over your conversations…"))
            self.sentence.show()

    def _show(self, view: ReflectView) -> None:
        store = self.context.store
        self.view = view
        self._specs.clear()
        self.sentence.setText(view.sentence)
        self.sentence.setVisible(bool(view.sentence))
        has_any = bool(view.people)
        self.upper.setVisible(has_any)
        self.as_list.setVisible(has_any)
        self.nothing.setVisible(not has_any)
        self.map.show_people(view.people, view.period)
        self._show_rows()
        self.portraits.show_portraits([(one, portrait_of(store, one.person)) for one in view.portraits])
        self._read_mirror()
        self._later.start()

    def _read_below(self) -> None:
        view = self.view
        if view is None or not self.isVisible():
            self._is_stale = True
            return
        store, today = self.context.store, self.context.today()
        with shown(self.context.signals):
            self.below.show_repairs(reflect.repairs(store, view, today))
            self.below.show_quarter(reflect.deepening.chosen(store, today))
            self.below.show_long_views(reflect.long_views.every(store, today))
            self._basing.start(reflect.base_reading(store, today), self.below.show_base, least=1)

    def _read_mirror(self) -> None:
        store, today = self.context.store, self.context.today()
        try:
            self._mirroring.start(
                mirror.reading(store, today, self._whose),
                self._show_mirror,
                least=1 if self._whose is None else LEAST,
            )
        except NotFoundError:  # deleted meanwhile
            self._whose = None
            self._mirroring.start(mirror.reading(store, today), self._show_mirror, least=1)

    def _show_mirror(self, made: MirrorView) -> None:
        store, today = self.context.store, self.context.today()
        others = tuple(one.person for one in self.view.portraits) if self.view is not None else ()
        self.mirror.show_mirror(made, others, has_history=bool(mirror.reviews(store, today)))
        is_known = made.reviewed_on is not None or any(line.said for line in made.lines)
        for widget in (self._line, self.mirror):
            widget.setVisible(is_known or self.nothing.isHidden())

    def _spec_of(self, one: OnMap) -> PortraitSpec:
        found = self._specs.get(int(one.id))
        if found is None:
            found = self._specs[int(one.id)] = portrait_of(self.context.store, one.face)
        return found

    # --- map and list ---

    def show_list(self, on: bool) -> None:
        """Show the list in place of the map, or the map again."""
        if not on:
            self._only = frozenset()
        self.is_list = on
        self.stack.setCurrentIndex(1 if on else 0)
        self.as_list.icon_name = "chart-scatter" if on else "rows-3"
        self.as_list.set_name(_("Show as a map") if on else _("Show as a list"))
        self.as_list.update()
        self._show_rows()

    def _list_group(self, people: tuple[OnMap, ...]) -> None:
        """Those who stand in one place of the map, as a list."""
        self._only = frozenset(one.id for one in people)
        self.show_list(True)
        self.list.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_rows(self) -> None:
        if self.view is not None and self.is_list:
            people = self.view.people
            self.list.show_people([one for one in people if one.id in self._only] if self._only else people)

    # --- doing ---

    def _act(self, view: PortraitView) -> None:
        with shown(self.context.signals):
            if view.act is Act.THANK and view.referral_id is not None:
                dialogs.open_referral(
                    self.context, self.navigator, self.host, view.person.id, view.referral_id
                )
            else:
                self._plan(view.person.id, view.suggestion, view.reason)

    def _plan(self, person_id: PersonId, title: str, why: str) -> None:
        """A reminder about it, filled in: the day is the user's."""
        given = ReminderInput(person_id=person_id, title=title, why=why, start_on=self.context.today())
        dialogs.open_reminder(self.context, self.navigator, self.host, person_id, suggested=given)

    def _plan_step(self, person_id: PersonId, step: str, why: str) -> None:
        with shown(self.context.signals):
            self._plan(person_id, step, why)

    def _step_done(self, number: int) -> None:
        with shown(self.context.signals):
            reflect.deepening.done(self.context.store, DeepeningId(number), self.context.today())

    def _choose(self) -> None:
        with shown(self.context.signals):
            dialogs.open_deepening(self.context, self.navigator, self.host)

    def _open_long_view(self, number: int | None) -> None:
        with shown(self.context.signals):
            dialogs.open_long_view(self.context, self.navigator, self.host, long_view_id=number)

    # --- the mirror ---

    def show_mirror_of(self, person_id: PersonId | None) -> None:
        """Show the mirror of one person, or of everyone."""
        self._whose = person_id
        with shown(self.context.signals):
            self._read_mirror()

    def _ask_whose(self) -> None:
        with shown(self.context.signals):
            dialogs.open_whose_mirror(self.context, self.navigator, self.host, self.show_mirror_of)

    def _review(self) -> None:
        with shown(self.context.signals):
            dialogs.open_mirror_review(self.context, self.navigator, self.host, self._whose)

    def _show_history(self) -> None:
        with shown(self.context.signals):
            dialogs.open_past_reviews(self.context, self.navigator, self.host)

    def _show_evidence(self, line: MirrorLine) -> None:
        with shown(self.context.signals):
            dialogs.open_mirror_evidence(self.context, self.navigator, self.host, line)

    # --- the page in the window ---

    def first_focus(self) -> QWidget:
        """The dot that was read last, the list, or the way to the first conversation."""
        if not self.nothing.isHidden():
            return self.first
        if self.is_list:
            return self.list.view
        return self.map.current_dot() or self

    def panes(self) -> tuple[QWidget, ...]:
        """The map or its list, and the portraits."""
        if not self.nothing.isHidden():
            return (self,)
        first: QWidget = self.list if self.is_list else self.map
        return (first, self.portraits) if self.portraits.rows else (first,)

    def retheme(self) -> None:
        """Widths follow the text size."""
        self.list.retheme()
        self._arrange()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        theme = themes.current()
        is_narrow = self.width() < _NARROW or theme.factor >= _LARGE_TEXT
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        wide = round(PORTRAITS_WIDTH * max(1.0, theme.factor))
        self.mirror.arrange(is_narrow=is_narrow)
        self.below.arrange(is_narrow=is_narrow)
        self.portraits.setMinimumWidth(0 if is_narrow else wide)
        self.portraits.setMaximumWidth(16_777_215 if is_narrow else wide)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), themes.current().palette.surface)
