"""The Referrals page: the graph at the left, the same in words at the right, and the thank-yous owed on top (G1)."""

from collections.abc import Generator
from typing import ClassVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from relmgr.domain.ids import PersonId, ReferralId
from relmgr.domain.kinds import Kind
from relmgr.i18n import _
from relmgr.services import referrals
from relmgr.services.referrals import ReferralsView
from ui import dialogs
from ui import theme as themes
from ui.context import Context, DialogHost, Navigator
from ui.faces import portrait_of
from ui.models.referrals import Ring, growing_ring, list_lines, ring_of
from ui.pages.page import Page
from ui.pages.referrals.graph import ReferralGraph
from ui.pages.referrals.list import ReferralList
from ui.pages.referrals.painting import Legend
from ui.theme import metrics
from ui.widgets.buttons import Button, Size
from ui.widgets.buttons import Kind as ButtonKind
from ui.widgets.portrait import PortraitSpec
from ui.widgets.scroll import OverlayBar
from ui.widgets.sections import Hairline, Pane
from ui.widgets.text import TextLabel

LIST_WIDTH = 340
_TOP, _BOTTOM = 27, 21


class _Board(QScrollArea):
    """The graph, which scrolls both ways where it is larger than its part of the page."""

    def __init__(self, graph: ReferralGraph, parent: QWidget) -> None:
        super().__init__(parent)
        self._graph = graph
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(graph)
        graph.setAutoFillBackground(False)
        self.bar = OverlayBar(self)
        graph.came_into_view.connect(self._follow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._graph.fit(self.viewport().size())

    def _follow(self, spot: QRectF) -> None:
        """Well into the view, so that what one brought and who brought one are seen too."""
        centre, view = spot.center().toPoint(), self.viewport()
        self.ensureVisible(centre.x(), centre.y(), view.width() // 3, view.height() // 3)


class ReferralsPage(Page):
    """What is chosen in the graph is chosen in the list, and the other way round."""

    watches: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.REFERRAL, Kind.PERSON, Kind.PHOTO, Kind.MILESTONE, Kind.CIRCLE}
    )

    def __init__(
        self, context: Context, navigator: Navigator, host: DialogHost, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, navigator, host, parent)
        self._reading = self.reading_on(is_long=True)
        self._view: ReferralsView | None = None
        self._specs: dict[int, PortraitSpec] = {}
        self.title = TextLabel(_("Referrals"), "page_title", parent=self)
        self.sentence = TextLabel("", "body", "text2", self, wrap=True)
        self.would_like = Button(_("Who would like this?"), icon="gift", parent=self)
        self.add = Button(_("Add"), ButtonKind.PRIMARY, icon="plus", parent=self)
        self.graph = ReferralGraph(self._spec_of)
        self.board = _Board(self.graph, self)
        self.legend = Legend(self)
        self.list = ReferralList(self._spec_of, self)
        self._pane = Pane("surface", self)
        self._nothing = self._make_nothing()
        self._lay_out()
        self._connect()

    # --- making ---

    def _make_nothing(self) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 40, 0, 0)
        column.setSpacing(14)
        words = _("Who sent somebody to you? Write it down once, and no thank-you is forgotten.")
        column.addWidget(TextLabel(words, "body_large", "text2", holder, wrap=True))
        self.first = Button(_("Add the first introduction"), icon="plus", size=Size.LARGE, parent=holder)
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        return holder

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addLayout(words, 1)
        head.addWidget(self.would_like, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addSpacing(metrics.GAP - head.spacing())
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignVCenter)
        self._shown = QWidget(self)
        graph = QVBoxLayout(self._shown)
        graph.setContentsMargins(0, 0, 0, 0)
        graph.setSpacing(12)
        graph.addWidget(self.board, 1)
        graph.addWidget(self.legend)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self._shown)
        self.stack.addWidget(self._nothing)
        left = QVBoxLayout()
        left.setContentsMargins(metrics.PAGE_EDGE, _TOP, metrics.PAGE_EDGE, _BOTTOM)
        left.setSpacing(12)
        left.addLayout(head)
        left.addWidget(self.stack, 1)
        beside = QHBoxLayout(self._pane)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(Hairline(orientation=Qt.Orientation.Vertical, parent=self._pane))
        beside.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self._pane)
        self._fit()

    def _connect(self) -> None:
        self.would_like.clicked.connect(lambda _checked=False: self.navigator.who_would_like())
        self.add.clicked.connect(lambda _checked=False: self.open_new())
        self.first.clicked.connect(lambda _checked=False: self.open_new())
        self.graph.chosen.connect(self._chosen_in_graph)
        self.graph.opened.connect(lambda person: self.navigator.open_person(PersonId(person)))
        self.list.chosen.connect(self.graph.choose_person)
        self.list.opened.connect(self._open)
        self.list.thank_asked.connect(self._thank)
        self.context.signals.settings_changed.connect(self._use_letters)
        self._use_letters()

    def _use_letters(self) -> None:
        self.list.single_letters = self.context.settings.single_letter_keys

    # --- reading ---

    def reload(self) -> None:
        """Read graph and list anew: what is owed first, and of much the rest behind the paint."""
        self._reading.start(self._steps(), self._show, so_far=self._show_first, least=4)

    def _steps(self) -> Generator[ReferralsView, None, Ring]:
        steps = referrals.reading(self.context.store, self.context.today())
        first = next(steps)
        yield first
        view: ReferralsView = yield from steps
        growing = growing_ring(view)
        while True:
            try:
                next(growing)
            except StopIteration as end:
                ring: Ring = end.value
                return ring
            yield first

    def _show_first(self, view: ReferralsView) -> None:
        """What stands first, where nothing is shown; else what is shown stays until all is read."""
        if (self._view is None or not self._view.is_whole) and view is not self._view and view.links:
            self._show(ring_of(view))

    def _show(self, ring: Ring) -> None:
        view = ring.view
        self._view, self._specs = view, {}
        self.sentence.setText(
            view.sentence if view.is_whole else _("The newest first; the rest is being read.")
        )
        is_empty = not view.links
        self.sentence.setVisible(not is_empty)
        self._pane.setVisible(not is_empty)
        self.add.setVisible(not is_empty)
        self.stack.setCurrentWidget(self._nothing if is_empty else self._shown)
        self.graph.show_ring(ring)
        self.list.show_lines(list_lines(view))
        if not is_empty and self.graph.person is None:
            first = view.owed[0] if view.owed else view.thanked[0] if view.thanked else view.let_be[0]
            self.choose(first.by.id)

    def choose(self, person: PersonId) -> None:
        """Choose somebody in the graph and in the list."""
        self.graph.choose_person(int(person))
        self.list.choose_person(int(person))

    def _spec_of(self, person: int) -> PortraitSpec:
        if person not in self._specs and self._view is not None:
            self._specs[person] = portrait_of(self.context.store, self._view.people[PersonId(person)])
        return self._specs[person]

    def retheme(self) -> None:
        """Take the colours and heights of the theme in use."""
        self._fit()
        self.graph.fit(self.board.viewport().size())
        self.list.forget()
        self.update()

    def _fit(self) -> None:
        factor = themes.current().factor
        self._pane.setFixedWidth(round(LIST_WIDTH * (1 + max(1.0, factor)) / 2))

    # --- the frame ---

    def panes(self) -> tuple[QWidget, ...]:
        """The button, the graph, the list."""
        if self._view is None or not self._view.links:
            return (self.first,)
        return (self.add, self.graph, self.list)

    def first_focus(self) -> QWidget:
        """The list, which says everything; of an empty page its one way forward."""
        return self.list if self._view is not None and self._view.links else self.first

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        QPainter(self).fillRect(self.rect(), palette.sunken)

    # --- what a press does ---

    def open_new(self) -> None:
        """Open the form of a new introduction."""
        dialogs.open_referral(self.context, self.navigator, self.host)

    def _open(self, number: int) -> None:
        dialogs.open_referral(self.context, self.navigator, self.host, referral_id=number)

    def _thank(self, number: int) -> None:
        dialogs.open_thanks(self.context, self.navigator, self.host, ReferralId(number))

    def _chosen_in_graph(self, person: object) -> None:
        if isinstance(person, int):
            self.list.choose_person(person)
