"""What every section of the settings is made of: a heading, and rows with a label, a note and a control."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.context import Context, DialogHost, Navigator
from ui.errors import shown
from ui.widgets.sections import Hairline, Heading, Sheet
from ui.widgets.titled_row import TitledRow


class Section(QWidget):
    """One section. `reload` brings its controls up to date; changes are saved as they are made."""

    name = ""
    """How a `Place` names it."""

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost, title: str) -> None:
        super().__init__()
        self.context = context
        self.navigator = navigator
        self.host = host
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Heading(title))
        self.sheet = Sheet(padding=0)
        column.addWidget(self.sheet)

    def reload(self) -> None:
        """Show what holds now."""

    def change(self, **choices: Any) -> None:
        """Take and save `choices`; a disk that refuses is told in the notice bar, and the controls go back."""
        now = self.context.settings
        if any(getattr(now, name) != value for name, value in choices.items()):
            with shown(self.context.signals):
                self.context.preferences.change(**choices)
        self.reload()

    def add_row(self, title: str, control: QWidget | None = None, note: str = "") -> TitledRow:
        """Add a row under the others."""
        if self.sheet.column.count():
            self.sheet.column.addWidget(Hairline(inset=16))
        row = TitledRow(title, control, note)
        self.sheet.column.addWidget(row)
        return row


def buttons(*widgets: QWidget) -> QWidget:
    """Several controls side by side as one."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    return holder
