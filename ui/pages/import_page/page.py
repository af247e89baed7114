"""The page of an import: reading, comparing, choosing, writing; nothing is written before Import is pressed."""

import gc
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from relmgr import clock
from relmgr.domain.kinds import Kind
from relmgr.errors import RelmgrError
from relmgr.i18n import _, ngettext
from relmgr.paths import explain_os_error, replace_file
from relmgr.transfer import importing
from relmgr.transfer.importing import Importer, ImportPlan, ImportReport, Offer, Planner, PlanRow, Verdict
from relmgr.transfer.vcard import Card, Problem, read
from ui import theme as themes
from ui.context import Context, DialogHost, Navigator, Place
from ui.errors import shown
from ui.pages.import_page.dialogs import (
    SHOW_SECONDS,
    SLICE_SECONDS,
    CompareDialog,
    ImportingDialog,
    NameDialog,
)
from ui.pages.import_page.rows import PlanModel
from ui.pages.import_page.view import PlanHeader, PlanView, empty_words, names_of
from ui.pages.page import Page
from ui.tasks import Task
from ui.theme import metrics
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.buttons import Kind as ButtonKind
from ui.widgets.painting import hairline
from ui.widgets.progress import ProgressBar
from ui.widgets.segment import Segment
from ui.widgets.text import TextLabel

Files = list[tuple[str, list[Card | Problem]]]

_FOOT = 68
_SHOWN = (None, Verdict.NEW, Verdict.MERGE, Verdict.SKIPPED)
_TOLD_EVERY = 200


def read_files(paths: tuple[Path, ...], task: Task) -> Files:
    """The entries of each file; for a thread. Raises DiskError, ReadOnlyError."""
    files: Files = []
    count = 0
    for path in paths:
        entries: list[Card | Problem] = []
        try:
            with path.open("rb") as stream:
                for entry in read(stream):
                    if task.is_cancelled():
                        return files
                    entries.append(entry)
                    count += 1
                    if count % _TOLD_EVERY == 0:
                        # Cards are kept anyway; looking at all of them again and again would halt the window.
                        gc.freeze()
                        task.report(count, 0)
        except OSError as error:
            raise explain_os_error(error, path, reading=True) from error
        files.append((path.name, entries))
    return files


class _Foot(QWidget):
    """What is happening, Cancel and Import."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(themes.current().scaled(_FOOT))
        self.state = TextLabel("", "body_strong", "text", self)
        self.note = TextLabel("", "small", "text2", self)
        self.report = LinkButton(_("Save the report"), parent=self)
        self.bar = ProgressBar(self)
        self.cancel = Button(_("Cancel"), parent=self)
        self.go = Button(_("Import"), ButtonKind.PRIMARY, parent=self)
        words = QHBoxLayout()
        words.setSpacing(10)
        words.addWidget(self.state)
        words.addWidget(self.note, 1)
        words.addWidget(self.report)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addStretch(1)
        left.addLayout(words)
        left.addWidget(self.bar)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(metrics.PAGE_EDGE, 0, metrics.PAGE_EDGE, 0)
        row.setSpacing(20)
        row.addLayout(left, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.go)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.sunken)
        hairline(painter, palette.hairline, (0, 0), (self.width(), 0))


class ImportPage(Page):
    """The preview of an import."""

    watches: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.PERSON, Kind.CONTACT_METHOD, Kind.AFFILIATION, Kind.MILESTONE, Kind.LABEL, Kind.IMPORT}
    )

    def __init__(
        self, context: Context, navigator: Navigator, host: DialogHost, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, navigator, host, parent)
        self._paths: tuple[Path, ...] = ()
        self._files: Files = []
        self._queue: list[tuple[str, list[Card | Problem]]] = []
        self._total = 0
        self._planner: Planner | None = None
        self._reading: Task | None = None
        self._is_importing = False
        self._found: list[PlanRow] = []
        self._shown_at = 0.0
        self.model = PlanModel(self)
        self.model.chosen_changed.connect(self._show_counts)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._compare_some)
        self._lay_out()
        self._show_counts()

    def _lay_out(self) -> None:
        self.title = TextLabel(_("Import contacts"), "page_title", "text", self)
        self.source = TextLabel(_("Choose a contacts file to begin."), "body", "text2", self)
        self.segment = Segment(
            ["", "", "", ""], name=_("Show"), icon_names=("", "plus", "merge", "minus"), parent=self
        )
        self.segment.changed.connect(self._show_only)
        self.view = PlanView(self.model, self)
        self.view.offer_pressed.connect(self._answer_offer)
        self.foot = _Foot(self)
        self.foot.cancel.clicked.connect(lambda _checked=False: self._give_up())
        self.foot.go.clicked.connect(lambda _checked=False: self._import())
        self.foot.report.clicked.connect(lambda _checked=False: self._save_report())
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self.title)
        titles.addWidget(self.source)
        head = QHBoxLayout()
        head.addLayout(titles, 1)
        head.addWidget(self.segment, 0, Qt.AlignmentFlag.AlignVCenter)
        body = QVBoxLayout()
        body.setContentsMargins(metrics.PAGE_EDGE, 26, metrics.PAGE_EDGE, 0)
        body.setSpacing(0)
        body.addLayout(head)
        body.addSpacing(10)
        body.addWidget(PlanHeader(self))
        body.addWidget(self.view, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(body, 1)
        whole.addWidget(self.foot)

    # --- reading ---

    def go_to(self, place: Place) -> None:
        """Read the files that `place` names, unless they are the ones that are shown."""
        if place.paths and place.paths != self._paths and not self._is_importing:
            self._read(place.paths)

    def _read(self, paths: tuple[Path, ...]) -> None:
        self._stop()
        self._paths = paths
        self._files = []
        self._total = 0
        self.segment.choose(0)
        self.model.start_again(forget=True)
        names = names_of([path.name for path in paths])
        self.source.setText(_("{files}, read on this computer").format(files=names))
        self.foot.state.setText(_("Reading {files}").format(files=names))
        self._reading = task = self.context.tasks.run_counted(
            lambda running: read_files(paths, running), self._take, self._refuse, self._show_reading
        )
        self.destroyed.connect(lambda _page=None: task.cancel())
        self._show_counts()

    def _show_reading(self, count: int, _total: int) -> None:
        self.foot.note.setText(
            ngettext("{count} card so far", "{count} cards so far", count).format(count=count)
        )

    def _take(self, files: Files) -> None:
        self._reading = None
        self._files = files
        entries = sum(len(entries) for _name, entries in files)
        words = ngettext(
            "{files}, {count} entry, read on this computer",
            "{files}, {count} entries, read on this computer",
            entries,
        )
        names = names_of([name for name, _entries in files])
        self.source.setText(words.format(files=names, count=entries))
        self._compare()

    def _refuse(self, error: RelmgrError) -> None:
        self._reading = None
        self._paths = ()
        self.source.setText(_("Choose a contacts file to begin."))
        self.foot.state.setText(_("The file could not be read"))
        self.foot.note.setText("")
        self.context.signals.problem.emit(str(error))

    # --- comparing ---

    def reload(self) -> None:
        """Compare anew, since people changed; what the user chose stays chosen."""
        if self._files and not self._is_importing:
            self._compare()

    def _compare(self) -> None:
        self._planner = Planner(self.context.store)
        self._queue = [
            (name, entries[start : start + importing.SLICE])
            for name, entries in self._files
            for start in range(0, len(entries), importing.SLICE)
        ]
        self._queue.reverse()
        self._total = sum(len(entries) for _name, entries in self._files)
        self._found = []
        self.model.start_again(forget=False)
        self._timer.start()
        self._show_counts()

    def _compare_some(self) -> None:
        """Compare for some milliseconds; show what was found ten times a second."""
        if self._planner is None:
            self._timer.stop()
            return
        began = clock.monotonic()
        while self._queue and clock.monotonic() - began < SLICE_SECONDS:
            name, entries = self._queue.pop()
            with shown(self.context.signals):
                self._found += self._planner.add(entries, name)
        if not self._queue or began - self._shown_at > SHOW_SECONDS:
            self._shown_at = began
            if not self._queue:
                self._timer.stop()
            self.model.append(self._found)
            self._found = []
            gc.freeze()
            self._show_counts()

    def _show_only(self, number: int) -> None:
        self.view.empty_words = empty_words(_SHOWN[number])
        self.model.show_only(_SHOWN[number])

    @property
    def is_compared(self) -> bool:
        """Whether every card has its row."""
        return bool(self._files) and not self._queue and not self._timer.isActive()

    def _show_counts(self) -> None:
        counts = {verdict: self.model.count(verdict) for verdict in Verdict}
        self.segment.set_words(
            (
                _("All {count}").format(count=len(self.model.rows)),
                _("New {count}").format(count=counts[Verdict.NEW]),
                _("Will merge {count}").format(count=counts[Verdict.MERGE]),
                _("Skipped {count}").format(count=counts[Verdict.SKIPPED]),
            )
        )
        chosen = self.model.chosen_count
        self.foot.go.setText(
            ngettext("Import {count} person", "Import {count} people", chosen).format(count=chosen)
        )
        self.foot.go.updateGeometry()
        self.foot.go.setEnabled(self.is_compared and chosen > 0)
        self.foot.report.setVisible(self.is_compared)
        left = sum(len(entries) for _name, entries in self._queue)
        self.foot.bar.show_progress(self._total - left, self._total)
        if not self._files:
            return
        words = _("Compared all {total}") if self.is_compared else _("Comparing {done} of {total}")
        self.foot.state.setText(words.format(done=self._total - left, total=self._total))
        is_known = self.is_compared and not counts[Verdict.NEW] + counts[Verdict.MERGE]
        self.foot.note.setText(
            _("Nobody in it is new, so there is nothing to import.")
            if is_known
            else _("Nothing is written until you press Import.")
        )

    # --- deciding ---

    def _answer_offer(self, row: PlanRow) -> None:
        if row.offer is Offer.COMPARE:
            with shown(self.context.signals):
                lines = importing.compare(self.context.store, self.plan(), row)
                self._open_comparison(row, lines)
        elif row.offer is Offer.ADD_ANYWAY:
            self.model.decide(importing.as_new(row))
        elif row.offer is Offer.NAME_IT:
            dialog = NameDialog(self.host, row)
            dialog.named.connect(lambda name: self.model.decide(importing.as_new(row, name)))
            self.host.open_dialog(dialog, dialog.field)

    def _open_comparison(self, row: PlanRow, lines: tuple[importing.Compared, ...]) -> None:
        dialog = CompareDialog(self.host, row, lines)
        dialog.decided_new.connect(lambda: self.model.decide(importing.as_new(row)))
        if row.target is not None:
            target, name = row.target, row.target_name
            dialog.decided_merge.connect(lambda: self.model.decide(importing.as_merge(row, target, name)))
        self.host.open_dialog(dialog)

    def plan(self) -> ImportPlan:
        """All rows as the user decided about them."""
        made = self._planner.plan() if self._planner is not None else None
        return ImportPlan(
            file_names=made.file_names if made else (),
            rows=tuple(self.model.rows),
            strays=made.strays if made else (),
        )

    def _save_report(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Save the report"), str(Path.home() / "import.txt"), _("Text (*.txt)")
        )
        if name:
            self.save_report(Path(name))

    def save_report(self, path: Path) -> None:
        """Write what is not imported, kept as it is, or worth a look, as a text file."""
        with shown(self.context.signals):
            text = importing.problems_text(self.plan(), frozenset(self.model.chosen()))
            replace_file(path, text.encode("utf-8", "replace"))
            self.context.signals.message.emit(_("Saved “{name}”.").format(name=path.name))

    # --- writing ---

    def _import(self) -> None:
        if not self.foot.go.isEnabled():
            return
        importer = Importer(self.context.store, self.plan(), self.model.chosen(), self.context.now())
        self._is_importing = True
        dialog = ImportingDialog(self.host, importer)
        dialog.finished.connect(self._finish)
        dialog.failed.connect(self.context.signals.problem)
        dialog.closed.connect(self._end_importing)
        self.host.open_dialog(dialog, dialog.cancel)

    def _end_importing(self) -> None:
        self._is_importing = False

    def _finish(self, _report: ImportReport) -> None:
        self._stop()
        self._forget()
        self.navigator.open_people()

    def _give_up(self) -> None:
        """Leave everything as it was."""
        self._stop()
        self._forget()
        self.navigator.go_back()

    def _forget(self) -> None:
        self._paths, self._files, self._total, self._planner = (), [], 0, None
        self.model.start_again(forget=True)
        gc.unfreeze()
        self.source.setText(_("Choose a contacts file to begin."))
        self.foot.state.setText("")
        self.foot.note.setText("")
        self._show_counts()

    def _stop(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        self._timer.stop()
        self._queue, self._found = [], []

    # --- the page among others ---

    def panes(self) -> tuple[QWidget, ...]:
        """The list and the foot."""
        return (self.segment, self.view, self.foot)

    def first_focus(self) -> QWidget:
        """The list."""
        return self.view

    def retheme(self) -> None:
        """Row heights follow the text size."""
        self.view.use_row_height()
        self.foot.setFixedHeight(themes.current().scaled(_FOOT))
        super().retheme()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back; what was chosen waits here (DESIGN §7)."""
        if event.key() == Qt.Key.Key_Escape and not self._is_importing:
            self.navigator.go_back()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Go on comparing where it was left."""
        super().showEvent(event)
        if self._queue:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Comparing goes on only while somebody looks."""
        self._timer.stop()
        super().hideEvent(event)
