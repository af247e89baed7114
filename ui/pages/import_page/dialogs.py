"""What the import asks in between: two records side by side, a name, and patience while it writes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from relmgr.i18n import _, ngettext
from relmgr.transfer.importing import Compared, Fares, Importer, PlanRow, Verdict
from ui.context import DialogHost
from ui.dialogs.working import Steps, WorkingDialog
from ui.widgets.dialog import DialogFrame
from ui.widgets.fields import CheckBox, LineField, labelled
from ui.widgets.text import TextLabel

_MOST_LINES = 60


class CompareDialog(DialogFrame):
    """A card beside whom it may be. Merging adds what is missing; nothing typed is overwritten."""

    decided_new = Signal()
    decided_merge = Signal()

    def __init__(self, host: DialogHost, row: PlanRow, lines: Sequence[Compared]) -> None:
        super().__init__(host.dialog_parent(), _("Compare"))
        self.setObjectName("compare")
        self.body.addWidget(TextLabel(row.reason, "body", "text2", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        here = row.target_name or _("Here")
        self.choices: dict[str, CheckBox] = {}
        """Where the file's word may stand instead, by the person's column."""
        for column, heading in ((1, _("In the file")), (2, here), (3, _("What happens"))):
            grid.addWidget(TextLabel(heading, "small_strong", "text2"), 0, column)
        before = ""
        for number, line in enumerate(lines[:_MOST_LINES], 1):
            label = line.label if line.label != before else ""
            before = line.label
            grid.addWidget(TextLabel(label, "small", "text2"), number, 0, Qt.AlignmentFlag.AlignTop)
            role = "agreed_fg" if line.differs else "text"
            grid.addWidget(TextLabel(line.in_file, "body", role, wrap=True), number, 1)
            grid.addWidget(TextLabel(line.here, "body", "text", wrap=True), number, 2)
            grid.addWidget(self._fares(line, row), number, 3, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(grid)
        note = TextLabel(_("Merging overwrites only what you tick."), "small", "text2")
        self.add_note(note)
        self.add_cancel()
        self.as_new = self.add_button(_("Add as a new person"))
        self.as_new.clicked.connect(self._choose_new)
        if row.target is not None:
            is_merge = row.verdict is Verdict.MERGE
            self.merge = self.add_save(_("Keep merging") if is_merge else _("Merge"))
            self.merge.clicked.connect(self._choose_merge)

    def _fares(self, line: Compared, row: PlanRow) -> QWidget:
        """The word for what becomes of a value; a box where the user may let the file's word stand."""
        if line.column and row.target is not None:
            choice = CheckBox(_("Take the file’s"))
            choice.setAccessibleName(_("Take the file’s: {label}").format(label=line.label))
            choice.setChecked(line.column in row.replacing)
            self.choices[line.column] = choice
            return choice
        words = {
            Fares.HERE: "",
            Fares.NEW: _("New"),
            Fares.KEPT: _("Kept beside it"),
            Fares.REFUSED: _("Refused"),
        }
        return TextLabel(words[line.fares], "small", "text2")

    @property
    def replacing(self) -> frozenset[str]:
        """The columns in which the file's word is to stand."""
        return frozenset(column for column, choice in self.choices.items() if choice.isChecked())

    def _choose_new(self, _checked: bool = False) -> None:
        self.decided_new.emit()
        self.accept()

    def _choose_merge(self, _checked: bool = False) -> None:
        self.decided_merge.emit()
        self.accept()


class LookDialog(DialogFrame):
    """All that a card would bring, where there is nobody to lay it beside."""

    def __init__(self, host: DialogHost, row: PlanRow, lines: Sequence[Compared]) -> None:
        super().__init__(host.dialog_parent(), row.title)
        self.setObjectName("look_at_card")
        self.body.addWidget(TextLabel(row.reason, "body", "text2", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        before = ""
        for number, line in enumerate(lines[:_MOST_LINES]):
            label = line.label if line.label != before else ""
            before = line.label
            grid.addWidget(TextLabel(label, "small", "text2"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(TextLabel(line.in_file, "body", "text", wrap=True), number, 1)
        self.body.addLayout(grid)
        self.done = self.add_button(_("Close"))
        self.done.clicked.connect(self.accept)


class NameDialog(DialogFrame):
    """Asks what somebody without a name is called."""

    named = Signal(str)

    def __init__(self, host: DialogHost, row: PlanRow) -> None:
        super().__init__(host.dialog_parent(), _("Name it"), width=420)
        self.setObjectName("name_it")
        self.body.addWidget(TextLabel(row.detail, "body", "text2", wrap=True))
        self.field = LineField(name=_("Name"))
        self.body.addWidget(labelled(_("Name"), self.field))
        self.add_cancel()
        self.keep = self.add_save(_("Add"))
        self.keep.clicked.connect(self._keep)
        self.field.edit.returnPressed.connect(self._keep)

    def _keep(self, _checked: bool = False) -> None:
        name = self.field.text().strip()
        if not name:
            self.field.set_error(_("Say what they are called."))
            return
        self.named.emit(name)
        self.accept()


class ImportingDialog(WorkingDialog):
    """Writes what a plan says. `finished` carries the report of the import."""

    def __init__(self, host: DialogHost, importer: Importer) -> None:
        total = importer.total
        title = ngettext("Importing {count} person", "Importing {count} people", total).format(count=total)
        super().__init__(host, title, _written(importer), total)
        self.importer = importer

    def _take_back(self) -> None:
        super()._take_back()
        if self.importer.report is not None:  # it was just being written for good
            self.finished.emit(self.importer.report)


def _written(importer: Importer) -> Steps:
    """The slices of an import; whatever ends it early takes back everything."""
    try:
        while importer.step():
            yield importer.done, importer.total
        return importer.report
    finally:
        importer.cancel()
