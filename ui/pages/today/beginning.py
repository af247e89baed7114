"""What Today offers in a new file: the one step after which it has something to say (U3)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from relmgr.i18n import _
from relmgr.services.today import Beginning
from ui.widgets.buttons import Button, Kind, LinkButton, Size
from ui.widgets.mirroring import mirrored_margins


class FirstStep(QWidget):
    """A button, and beside it the other ways to begin where nobody is in the file yet."""

    add_asked = Signal()
    log_asked = Signal()
    import_asked = Signal()
    look_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.add = Button(
            _("Add a person"), Kind.PRIMARY, icon="user-round-plus", size=Size.LARGE, parent=self
        )
        self.log = Button(
            _("Log a conversation"), Kind.PRIMARY, icon="message-circle-plus", size=Size.LARGE, parent=self
        )
        self.bring = LinkButton(_("Import contacts"), icon="file-input", parent=self)
        self.look = LinkButton(_("Try sample people"), icon="map", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(mirrored_margins(self, 4, 20, 0, 4))
        row.setSpacing(20)
        for widget, signal in (
            (self.add, self.add_asked),
            (self.log, self.log_asked),
            (self.bring, self.import_asked),
            (self.look, self.look_asked),
        ):
            widget.clicked.connect(lambda _checked=False, asked=signal: asked.emit())
            row.addWidget(widget)
        row.addStretch(1)
        self.hide()

    def show_for(self, beginning: Beginning | None, *, is_writable: bool = True) -> None:
        """Offer what helps at `beginning`; nothing where there is none, or where nothing can be written."""
        is_nobody = beginning is Beginning.NOBODY
        for widget in (self.add, self.bring, self.look):
            widget.setVisible(is_nobody)
        self.log.setVisible(not is_nobody)
        self.setVisible(beginning is not None and is_writable)

    def first_focus(self) -> QWidget:
        """The button."""
        return self.log if self.add.isHidden() else self.add
