"""The page of possible duplicates: looked for beside the window, one pair after another, or all certain ones at once."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.domain.duplicates import Certainty, Pair, certainty_word
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Kind
from relmgr.i18n import _, ngettext
from relmgr.services import duplicates, merging
from relmgr.services.duplicates import Snapshot
from ui import dialogs
from ui.context import Context, DialogHost, Navigator
from ui.errors import shown
from ui.looking import Looking
from ui.pages.duplicates.rows import PairModel, PairRow
from ui.pages.duplicates.view import ICONS, PairHeader, PairView
from ui.pages.page import Page
from ui.theme import metrics
from ui.widgets.buttons import LinkButton
from ui.widgets.page_foot import PageFoot
from ui.widgets.segment import Segment
from ui.widgets.text import TextLabel

_SHOWN = (None, *Certainty)


class _Foot(PageFoot):
    """How far the search is, who was told apart, and the button for all certain ones."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Merge all certain ones"))
        self.apart = LinkButton("", parent=self)
        self.add_link(self.apart)


class DuplicatesPage(Page):
    """The pairs, with their reasons."""

    watches: ClassVar[frozenset[Kind]] = frozenset(
        {
            Kind.PERSON, Kind.CONTACT_METHOD, Kind.AFFILIATION, Kind.ORGANISATION, Kind.MILESTONE, Kind.RELATION,
            Kind.TOLD_APART,
        }
    )  # fmt: skip

    def __init__(
        self, context: Context, navigator: Navigator, host: DialogHost, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, navigator, host, parent)
        self._everybody: Snapshot | None = None
        self._certain: tuple[tuple[PersonId, ...], ...] = ()
        self.looking = Looking(context, self)
        self.looking.found.connect(self._take)
        self.looking.progressed.connect(self._show_progress)
        self.model = PairModel(self)
        self._lay_out()
        self._show_counts()

    def _lay_out(self) -> None:
        self.title = TextLabel(_("Possible duplicates"), "page_title", "text", self)
        self.lead = TextLabel(
            _("Who may stand here twice. Nothing is merged before you say so."), "body", "text2", self
        )
        names = ("", *(ICONS[each] for each in Certainty))
        self.segment = Segment(["", "", "", ""], name=_("Show"), icon_names=names, parent=self)
        self.segment.changed.connect(self._show_only)
        self.view = PairView(self.model, self)
        self.view.compare_pressed.connect(self.compare)
        self.view.apart_pressed.connect(self.tell_apart)
        self.foot = _Foot(self)
        self.foot.go.clicked.connect(lambda _checked=False: self._ask_all())
        self.foot.apart.clicked.connect(
            lambda _checked=False: dialogs.open_told_apart(self.context, self.navigator, self.host)
        )
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self.title)
        titles.addWidget(self.lead)
        head = QHBoxLayout()
        head.addLayout(titles, 1)
        head.addWidget(self.segment, 0, Qt.AlignmentFlag.AlignVCenter)
        body = QVBoxLayout()
        body.setContentsMargins(metrics.PAGE_EDGE, 26, metrics.PAGE_EDGE, 0)
        body.setSpacing(0)
        body.addLayout(head)
        body.addSpacing(10)
        body.addWidget(PairHeader(self))
        body.addWidget(self.view, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(body, 1)
        whole.addWidget(self.foot)

    # --- looking ---

    def end(self) -> None:
        self.looking.stop()
        super().end()

    def reload(self) -> None:
        """Look anew; what was found before stays in sight meanwhile."""
        self.view.uses_letters = self.context.settings.single_letter_keys
        apart = len(duplicates.told_apart(self.context.store))
        words = ngettext("{count} pair told apart", "{count} pairs told apart", apart)
        self.foot.apart.setText(words.format(count=apart))
        self.foot.apart.setVisible(apart > 0)
        self._certain = ()
        self.looking.begin()
        self._show_counts()

    def _show_progress(self, done: int, total: int) -> None:
        self.foot.bar.show_progress(done, total)

    def _take(self, pairs: tuple[Pair, ...], everybody: Snapshot) -> None:
        self._everybody = everybody
        people = {entry.key: entry for entry in everybody.entries}
        self._certain = everybody.certain(pairs)
        before = self.view.current()
        self.model.show(PairRow.of(pair, people) for pair in pairs)
        self._keep_place(before, self.view.currentIndex().row())
        self._show_counts()

    def _keep_place(self, before: PairRow | None, at: int) -> None:
        """The keyboard stays on the pair, or where it was; at first it is on the first pair."""
        place = self.model.place_of(before.pair.both) if before is not None else -1
        self.view.put_current(place if place >= 0 else min(max(at, 0), self.model.rowCount() - 1))

    def _show_only(self, number: int) -> None:
        self.model.show_only(_SHOWN[number])
        self.view.put_current(0)
        self._show_counts()

    def _show_counts(self) -> None:
        counts = self.model.counts()
        words = [_("All {count}").format(count=len(self.model.rows))]
        words += [
            _("{word} {count}").format(word=certainty_word(each), count=counts[each]) for each in Certainty
        ]
        self.segment.set_words(words)
        busy = self.looking.is_busy
        self.foot.bar.setVisible(busy)
        self.foot.state.setText(_("Looking…") if busy else _("Looked at everybody"))
        self.foot.note.setText(_("You can go on working meanwhile.") if busy else "")
        merged = sum(len(group) - 1 for group in self._certain)
        self.foot.go.setText(
            ngettext("Merge {count} certain one", "Merge all {count} certain ones", merged).format(
                count=merged
            )
            if merged
            else _("Merge all certain ones")
        )
        self.foot.go.setEnabled(merged > 0)
        self.view.empty_words = (
            _("Looking for people who stand here twice.")
            if busy
            else _("Nobody stands here twice, as far as can be seen.")
        )
        self.view.viewport().update()

    # --- deciding ---

    def compare(self, row: PairRow) -> None:
        """Lay a pair side by side."""
        pair = row.pair
        window = (self.context, self.navigator, self.host)
        dialog = dialogs.open_merge(*window, PersonId(pair.one), PersonId(pair.other), pair)
        if dialog is None:
            self.looking.begin()
            return
        at = self.view.currentIndex().row()
        dialog.merged.connect(lambda gone: self._dropped(lambda: self.model.drop(gone), at))
        dialog.told_apart.connect(lambda: self._dropped(lambda: self.model.drop_pair(pair.both), at))

    def tell_apart(self, row: PairRow) -> None:
        """These two are not the same; remembered, and undone by Undo."""
        at = self.view.currentIndex().row()
        with shown(self.context.signals):
            duplicates.tell_apart(self.context.store, PersonId(row.pair.one), PersonId(row.pair.other))
            self._dropped(lambda: self.model.drop_pair(row.pair.both), at)

    def _dropped(self, drop: Callable[[], None], at: int) -> None:
        drop()
        self._keep_place(None, at)
        self._show_counts()

    def _ask_all(self) -> None:
        people = {entry.key: entry.name for entry in self._everybody.entries} if self._everybody else {}
        groups = self._certain
        dialogs.open_merge_all(
            self.context,
            self.host,
            tuple(tuple(people[key] for key in group) for group in groups),
            lambda: self._all(groups),
        )

    def _all(self, groups: tuple[tuple[PersonId, ...], ...]) -> None:
        with shown(self.context.signals):
            merging.merge_all(self.context.store, groups, self.context.now())

    # --- the page among others ---

    def panes(self) -> tuple[QWidget, ...]:
        """The classes, the list and the foot."""
        return (self.segment, self.view, self.foot)

    def first_focus(self) -> QWidget:
        """The list."""
        return self.view

    def retheme(self) -> None:
        """Row heights follow the text size."""
        self.view.use_row_height()
        self.foot.use_height()
        super().retheme()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self.navigator.go_back()
        else:
            super().keyPressEvent(event)
