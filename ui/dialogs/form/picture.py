"""A picture in a form: chosen from a file or dropped here, made small at once, and removed again."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services.people import Photo
from ui import pictures
from ui.widgets.buttons import Button, Kind, Size
from ui.widgets.fields import ErrorLine
from ui.widgets.portrait import PortraitSpec, PortraitWidget

PHOTO_SIDE = 64
LOGO_SIDE = 104
"""Large enough to show a logo behind a person."""


class PictureField(QWidget):
    """Shows `spec` with the picture that will be kept. `picture` None with `is_dropped` means: none any more."""

    changed = Signal()

    def __init__(
        self, spec: PortraitSpec, *, has_picture: bool, name: str, field: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._field = field
        self.picture: Photo | None = None
        self.is_dropped = False
        self._has_picture = has_picture
        self.setAcceptDrops(True)
        is_photo = field == "photo"
        size = PHOTO_SIDE if is_photo else LOGO_SIDE
        self.portrait = PortraitWidget(
            spec, size, self, surface="raised", description=name, person_only=is_photo
        )
        self.choose_button = Button(_("Choose a picture…"), size=Size.SMALL, raised=True, parent=self)
        self.paste_button = Button(_("Paste"), Kind.GHOST, size=Size.SMALL, raised=True, parent=self)
        self.paste_button.setAccessibleDescription(_("Takes the picture that was copied"))
        self.paste_button.clicked.connect(self.paste)
        self.remove_button = Button(_("Remove"), Kind.GHOST, size=Size.SMALL, raised=True, parent=self)
        self.choose_button.clicked.connect(self._choose)
        self.remove_button.clicked.connect(self.remove)
        self._error = ErrorLine(self)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.paste_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self._error)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.portrait, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.setFocusProxy(self.choose_button)
        self._show_buttons()

    def take(self, path: Path) -> None:
        """Take the picture in the file at `path`; says under the buttons why where it cannot be used."""
        try:
            picture = pictures.read_file(path, self._field)
        except InputError as error:
            self._error.show_error(str(error))
            return
        self._error.show_error("")
        self.picture, self.is_dropped = picture, False
        self._show_buttons()
        self.changed.emit()

    def paste(self) -> None:
        """Take the picture that was copied; says under the buttons where there is none."""
        try:
            picture = pictures.pasted(QGuiApplication.clipboard().mimeData(), self._field)
        except InputError as error:
            self._error.show_error(str(error))
            return
        if picture is None:
            self._error.show_error(_("What was copied last is no picture. Copy one, then paste it here."))
            return
        self._error.show_error("")
        self.picture, self.is_dropped = picture, False
        self._show_buttons()
        self.changed.emit()

    def remove(self) -> None:
        """Show no picture."""
        self.picture, self.is_dropped = None, True
        self._error.show_error("")
        self._show_buttons()
        self.changed.emit()

    def error(self) -> str:
        """Why the last picture could not be used; "" if it could."""
        return self._error.label.text()

    def show_spec(self, spec: PortraitSpec) -> None:
        """Show `spec`."""
        self.portrait.set_spec(spec)

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a picture"), str(Path.home()), pictures.picture_filter()
        )
        if name:
            self.take(Path(name))

    def _show_buttons(self) -> None:
        shown = self.picture is not None or (self._has_picture and not self.is_dropped)
        self.remove_button.setVisible(shown)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.take(Path(files[0]))
