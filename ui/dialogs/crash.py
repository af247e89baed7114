"""What is shown when Relmgr itself is at fault: copy or save the report, and quit. Nothing is sent, nobody is named."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from relmgr.errors import RelmgrError
from relmgr.i18n import _
from relmgr.paths import replace_file
from ui.theme import metrics
from ui.widgets.buttons import Button, Kind
from ui.widgets.fields import ErrorLine
from ui.widgets.text import TextLabel


class CrashDialog(QDialog):
    """A window of its own: the main window may be what broke. `report` is `relmgr.log.crash_report`'s."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Relmgr")
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(12)
        column.addWidget(TextLabel(_("Relmgr made a mistake"), "column_title", "text"))
        column.addWidget(
            TextLabel(
                _(
                    "What you saved is unharmed; what you were typing may be lost. Quit and start Relmgr again. "
                    "The report below says where in the program it happened. It holds nothing about your people, "
                    "and it is not sent anywhere."
                ),
                "body_large",
                "text2",
                wrap=True,
            )
        )
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(_("Report"))
        self.report.setMinimumHeight(160)
        column.addWidget(self.report, 1)
        self.error = ErrorLine()
        column.addWidget(self.error)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(metrics.GAP)
        self.copy_button = Button(_("Copy"), icon="copy")
        self.save_button = Button(_("Save as a file"), icon="download")
        self.quit_button = Button(_("Quit Relmgr"), Kind.PRIMARY)
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._save)
        self.quit_button.clicked.connect(self.accept)
        row.addWidget(self.copy_button)
        row.addWidget(self.save_button)
        row.addStretch(1)
        row.addWidget(self.quit_button)
        return row

    def ask_path(self) -> str:
        """Ask where the report goes; empty if the user did not say."""
        start = str(Path.home() / "relmgr-report.txt")
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the report"), start, _("Text (*.txt)"))
        return name

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())

    def _save(self) -> None:
        name = self.ask_path()
        if not name:
            return
        try:
            replace_file(Path(name), self.report.toPlainText().encode())
        except RelmgrError as error:
            self.error.show_error(str(error))
        else:
            self.error.show_error("")
