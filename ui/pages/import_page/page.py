"""The page of an import: reading, comparing, choosing, writing; nothing is written before Import is pressed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from relmgr import backup, clock
from relmgr.domain.kinds import Kind
from relmgr.errors import RelmgrError
from relmgr.i18n import _
from relmgr.paths import replace_file
from relmgr.store import Changes
from relmgr.transfer import importing
from relmgr.transfer.importing import Importer, ImportPlan, ImportReport, Planner, PlanRow, Verdict
from relmgr.transfer.sources import NO_ANSWERS, Entry
from ui import calm
from ui.context import Context, DialogHost, Navigator, Place
from ui.dialogs.working import SHOW_SECONDS, SLICE_SECONDS
from ui.errors import shown
from ui.pages.import_page.deciding import answer_offer
from ui.pages.import_page.dialogs import ImportingDialog
from ui.pages.import_page.foot import Foot, under
from ui.pages.import_page.mapping import MappingScreen
from ui.pages.import_page.parting import parted
from ui.pages.import_page.reading import Files, Opened, pasted, read_files, recognise_files, without_cards
from ui.pages.import_page.report import LinesSegment, ReportModel, ReportView, Told, ask_where, done_words
from ui.pages.import_page.rows import PlanModel
from ui.pages.import_page.same import SameAfterwards
from ui.pages.import_page.view import (
    PlanHeader,
    PlanView,
    ReportHeader,
    count_words,
    empty_words,
    import_words,
    names_of,
    note_words,
    read_words,
)
from ui.pages.page import Page
from ui.tasks import Task
from ui.theme import metrics
from ui.widgets.buttons import LinkButton
from ui.widgets.segment import Segment
from ui.widgets.text import TextLabel

T = TypeVar("T")

_SHOWN = (None, Verdict.NEW, Verdict.MERGE, Verdict.SKIPPED)
_NOTHING = ImportPlan(file_names=(), rows=(), strays=())
_LIST, _ASKING, _REPORT = range(3)


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
        self._pasted = ""
        self._opened: list[Opened] = []
        self._files: Files = []
        self._without: list[str] = []
        self._queue: list[tuple[str, list[Entry]]] = []
        self._total = 0
        self._planner: Planner | None = None
        self._asked: Opened | None = None
        self._reading: Task | None = None
        self._is_importing = False
        self._found: list[PlanRow] = []
        self._shown_at = 0.0
        self._calm = calm.Calm()
        self._parting = self.reading_on()
        self.model = PlanModel(self)
        self.model.chosen_changed.connect(self._show_counts)
        self.told = ReportModel(self)
        self._imported: tuple[ImportPlan, frozenset[int]] | None = None
        self._done: ImportReport | None = None
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
        self.lines = LinesSegment(self.told, self)
        self.columns = LinkButton(_("Columns"), parent=self)
        self.columns.clicked.connect(lambda _checked=False: self._ask_again())
        self.view = PlanView(self.model, self)
        self.view.offer_pressed.connect(self._answer_offer)
        self.asking = MappingScreen(self)
        self.asking.answers_changed.connect(self._show_asking)
        self.report_view = ReportView(self.told, self)
        self.foot = Foot(self)
        self.foot.cancel.clicked.connect(lambda _checked=False: self._give_up())
        self.foot.go.clicked.connect(lambda _checked=False: self._go_on())
        self.same = SameAfterwards(self.context, self.navigator, self.foot.same, self)
        self.foot.report.clicked.connect(lambda _checked=False: self._save_report())
        titles = QVBoxLayout()
        titles.setSpacing(2)
        for line in (self.title, self.source):
            titles.addWidget(line)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addLayout(titles, 1)
        head.addWidget(self.columns, 0, Qt.AlignmentFlag.AlignVCenter)
        for segment in (self.segment, self.lines):
            head.addWidget(segment, 0, Qt.AlignmentFlag.AlignVCenter)
        self.stack = QStackedWidget(self)
        for widget, header in (
            (self.view, PlanHeader(self)),
            (self.asking, None),
            (self.report_view, ReportHeader(self)),
        ):
            self.stack.addWidget(under(header, widget))
        body = QVBoxLayout()
        body.setContentsMargins(metrics.PAGE_EDGE, 26, metrics.PAGE_EDGE, 0)
        body.setSpacing(0)
        body.addLayout(head)
        body.addSpacing(10)
        body.addWidget(self.stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(body, 1)
        whole.addWidget(self.foot)

    # --- reading ---

    def go_to(self, place: Place) -> None:
        """Read the files, or the pasted text, that `place` names, unless they are the ones that are shown."""
        if self._is_importing or not (place.paths or place.pasted):
            return
        if (place.paths, place.pasted) != (self._paths, self._pasted):
            self._begin(place.paths, place.pasted)

    def _begin(self, paths: tuple[Path, ...], text: str) -> None:
        self._stop()
        self._forget()
        self._paths, self._pasted = paths, text
        self.segment.choose(0)
        if not paths:
            self._take_opened([pasted(text)])
            return
        names = names_of([path.name for path in paths])
        self._say_reading(names)
        self._run(lambda _running: recognise_files(paths), self._take_opened)

    def _run(self, work: Callable[[Task], T], done: Callable[[T], None]) -> None:
        self._reading = task = self.context.tasks.run_counted(
            work, done, self._refuse, self.foot.show_reading
        )
        self.destroyed.connect(lambda _page=None: task.cancel())
        self._show_counts()

    def _say_reading(self, names: str) -> None:
        self.source.setText(_("{files}, read on this computer").format(files=names))
        self.foot.state.setText(_("Reading {files}").format(files=names))

    def _take_opened(self, opened: list[Opened]) -> None:
        """Ask what the files leave open and was not answered for earlier ones of their header."""
        self._reading = None
        with shown(self.context.signals):
            self._opened = [
                one.answered(importing.recall(self.context.store, one.recognised)) for one in opened
            ]
        self._ask_or_read()

    def _ask_or_read(self) -> None:
        asking = next((one for one in self._opened if one.asks), None)
        if asking is not None:
            self._ask(asking)
            return
        self._show_part(_LIST)
        opened = tuple(self._opened)
        self._say_reading(names_of([one.name for one in opened]))
        self._run(lambda running: read_files(opened, running), self._take)

    # --- asking ---

    def _ask(self, one: Opened) -> None:
        self._asked = one
        self.asking.ask(one.recognised, one.answers or NO_ANSWERS)
        self.source.setText(_("{files}, read on this computer").format(files=one.name))
        self._show_part(_ASKING)
        self._show_asking()
        self.asking.first_focus().setFocus()

    def _ask_again(self) -> None:
        """Answer anew for the first table among the files."""
        if not self._is_importing:
            self._stop()
            self._ask(next(one for one in self._opened if one.recognised.columns))

    def _show_asking(self) -> None:
        self.foot.state.setText(
            _("One question before comparing") if self.asking.has_question else _("Look at the columns first")
        )
        self.foot.note.setText(_("Nothing is written until you press Import."))
        self.foot.go.setText(_("Compare"))
        self.foot.go.setEnabled(self.asking.is_answered)

    def _answer(self) -> None:
        answers = self.asking.answers()
        self._opened = [one.answered(answers) if one is self._asked else one for one in self._opened]
        self._files, self._total = [], 0
        self.model.start_again(forget=True)
        self._ask_or_read()

    def _show_part(self, part: int) -> None:
        self.stack.setCurrentIndex(part)
        self.segment.setVisible(part == _LIST)
        self.lines.setVisible(part == _REPORT)
        has_columns = any(one.recognised.columns for one in self._opened)
        self.columns.setVisible(part == _LIST and has_columns)
        self.foot.cancel.setVisible(part != _REPORT)
        self.foot.bar.setVisible(part == _LIST)
        self.foot.report.setVisible(part == _REPORT)
        self.title.setText(_("What became of it") if part == _REPORT else _("Import contacts"))

    @property
    def _part(self) -> int:
        return self.stack.currentIndex()

    def _take(self, files: Files) -> None:
        self._reading = None
        self._files, self._without = files, without_cards(files)
        self._show_only(self.segment.chosen())
        self.source.setText(read_words([(name, len(entries)) for name, entries in files]))
        self._compare()

    def _refuse(self, error: RelmgrError) -> None:
        self._reading = None
        self._paths, self._pasted = (), ""
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
        self._calm.begin()
        self._timer.start()
        self._show_counts()

    def _compare_some(self) -> None:
        """Compare for some milliseconds; five times a second show what was found, and paint, instead."""
        if self._planner is None:
            self._timer.stop()
            return
        began = clock.monotonic()
        is_time = began - self._shown_at > SHOW_SECONDS  # to show and paint, which is work enough
        while self._queue and not is_time and clock.monotonic() - began < SLICE_SECONDS:
            name, entries = self._queue.pop()
            with shown(self.context.signals):
                self._found += self._planner.add(entries, name)
        if not self._queue or is_time:
            self._shown_at = clock.monotonic()
            if not self._queue:
                self._timer.stop()
                self._calm.end()
            self.model.append(self._found)
            self._found = []
            calm.tidy()
            self._show_counts()

    def _show_only(self, number: int) -> None:
        self.view.empty_words = empty_words(_SHOWN[number], self._without)
        self.model.show_only(_SHOWN[number])

    @property
    def is_compared(self) -> bool:
        """Whether every card has its row."""
        return bool(self._files) and not self._queue and not self._timer.isActive()

    def _show_counts(self) -> None:
        if self._part != _LIST:
            return
        self.segment.set_words(count_words(self.model))
        chosen = self.model.chosen_count
        things = (
            self._planner.things() if self._planner is not None and self.is_compared and not chosen else 0
        )
        self.foot.go.setText(import_words(chosen, things))
        self.foot.go.updateGeometry()
        self.foot.go.setEnabled(self.is_compared and chosen + things > 0)
        self.foot.report.setVisible(self.is_compared)
        left = sum(len(entries) for _name, entries in self._queue)
        self.foot.bar.show_progress(self._total - left, self._total)
        if not self._files:
            return
        words = _("Everything is compared") if self.is_compared else _("Comparing {done} of {total}")
        self.foot.state.setText(words.format(done=self._total - left, total=self._total))
        self.foot.note.setText(note_words(self.model, things, self._without, self.is_compared))

    # --- deciding ---

    def _answer_offer(self, row: PlanRow) -> None:
        answer_offer(self.context, self.host, self.plan(), row, self.model.decide)

    def plan(self) -> ImportPlan:
        """All rows as the user decided about them."""
        made = self._planner.plan() if self._planner is not None else _NOTHING
        return replace(made, rows=tuple(self.model.rows))

    def _save_report(self) -> None:
        path = ask_where(self)
        if path is not None:
            self.save_report(path)

    def save_report(self, path: Path) -> None:
        """Write what is not imported, kept as it is, or worth a look, as text; every line as a table for ".csv"."""
        plan, chosen = self._imported or (self.plan(), frozenset(self.model.chosen()))
        with shown(self.context.signals):
            replace_file(path, importing.report_file(plan, path.suffix, chosen))
            self.context.signals.message.emit(_("Saved “{name}”.").format(name=path.name))

    # --- writing ---

    def _go_on(self) -> None:
        """What the button at the end of the foot does: compare, import, or be done."""
        if self._part == _ASKING:
            self._answer()
        elif self._part == _REPORT:
            self._be_done()
        elif self.foot.go.isEnabled():
            self._import()

    def _import(self) -> None:
        backups = self.context.backups
        if backups is None:
            self._write()
        else:
            self.foot.go.setEnabled(False)
            backups.before(backup.Kind.BEFORE_IMPORT, self._write, self._show_counts)

    def _write(self) -> None:
        if self._planner is None:  # left while the backup was made
            return
        self._show_counts()
        plan, chosen = self.plan(), self.model.chosen()
        self._imported = (plan, frozenset(chosen))
        importer = Importer(self.context.store, plan, chosen, self.context.now())
        self._is_importing = True
        dialog = ImportingDialog(self.host, importer)
        dialog.finished.connect(self._finish)
        dialog.failed.connect(self.context.signals.problem)
        dialog.closed.connect(self._end_importing)
        self.host.open_dialog(dialog, dialog.cancel)

    def _end_importing(self) -> None:
        self._is_importing = False

    def _finish(self, report: ImportReport) -> None:
        """Say what became of it all, and remember how tables were understood."""
        self._stop()
        imported, opened = self._imported, self._opened
        with shown(self.context.signals):
            for one in opened:
                if one.answers is not None:
                    importing.remember(self.context.store, one.recognised, one.answers, self.context.now())
        self._forget()
        if imported is None:
            return
        self._imported = imported
        plan, chosen = imported
        self._show_part(_REPORT)
        self.lines.begin()
        self.source.setText(_("{files}, read on this computer").format(files=names_of(plan.file_names)))
        self._done = report
        self.foot.state.setText(done_words(report))
        self.foot.note.setText("")
        self.foot.go.setText(_("Done"))
        self.foot.go.setEnabled(True)
        self.foot.go.setFocus()
        self._run(lambda _running: Told.by(plan, chosen), self._show_told)

    def _store_changed(self, changes: Changes) -> None:
        """Say so when what the report tells of was undone."""
        super()._store_changed(changes)
        if self._part == _REPORT and self._done is not None and Kind.IMPORT in changes.kinds:
            self.foot.state.setText(done_words(self._done, is_undone=changes.origin == "undo"))

    def _show_told(self, told: Told) -> None:
        self._reading = None
        self.told.show(told)
        self.lines.count(told)
        self.same.begin()  # not before: beside a thread of Python each row that the window reads has to wait for it

    def _be_done(self) -> None:
        self._stop()
        self._forget()
        self.navigator.open_people()

    def _give_up(self) -> None:
        """Leave everything as it was."""
        self._stop()
        self._forget()
        self.navigator.go_back()

    def _forget(self) -> None:
        rows = self._imported[0].rows if self._imported is not None else self.model.rows
        self._parting.start(parted(*(entries for _name, entries in self._files), rows), lambda _gone: None)
        self._paths, self._pasted, self._files, self._total, self._planner = (), "", [], 0, None
        self._opened, self._asked, self._imported, self._done, self._without = [], None, None, None, []
        self.model.start_again(forget=True)
        self.told.show(Told())
        self._show_part(_LIST)
        self.source.setText(_("Choose a contacts file to begin."))
        self.foot.state.setText("")
        self.foot.note.setText("")
        self._show_counts()

    def _stop(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        self._timer.stop()
        self._calm.end()
        self._queue, self._found = [], []

    def end(self) -> None:
        self._stop()
        self.same.looking.stop()
        super().end()

    # --- the page among others ---

    def panes(self) -> tuple[QWidget, ...]:
        """The list and the foot."""
        parts = {
            _LIST: (self.segment, self.view),
            _ASKING: (self.asking,),
            _REPORT: (self.lines, self.report_view),
        }
        return (*parts[self._part], self.foot)

    def first_focus(self) -> QWidget:
        """The list, or what is asked."""
        return {_LIST: self.view, _ASKING: self.asking.first_focus(), _REPORT: self.report_view}[self._part]

    def retheme(self) -> None:
        """Row heights follow the text size."""
        self.view.use_row_height()
        self.report_view.use_row_height()
        self.asking.retheme()
        self.foot.use_height()
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
