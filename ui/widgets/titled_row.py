"""A label with a note under it, and a control at the far side: a row of the settings, of a list of backups."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from relmgr.i18n import _
from ui.widgets.text import TextLabel


class TitledRow(QWidget):
    """A label with a note under it, and at the far side the control."""

    def __init__(
        self, title: str, control: QWidget | None = None, note: str = "", *, margin: int = 16
    ) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(margin, 11, margin, 11)
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = TextLabel(title, "body_strong", "text", self, wrap=True)
        self.note = TextLabel(note, "small", "text3", self, wrap=True)
        self.note.setVisible(bool(note))
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.note)
        words.addStretch(1)
        row.addLayout(words, 1)
        if control is not None:
            if not control.accessibleName():
                own = control.text() if isinstance(control, QAbstractButton) else ""
                control.setAccessibleName(_(", ").join(filter(None, (own, title))))
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_note(self, note: str) -> None:
        """Show `note` under the label; "" for none."""
        self.note.setText(note)
        self.note.setVisible(bool(note))
