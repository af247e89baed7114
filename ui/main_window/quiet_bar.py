"""The quiet bar above the pages: hidden names, sample people, a file that cannot be written, or a backup that is old."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from relmgr.i18n import _
from ui import icons
from ui import theme as themes
from ui.context import Context
from ui.theme import metrics
from ui.widgets.buttons import LinkButton
from ui.widgets.mirroring import mirrored_margins
from ui.widgets.painting import hairline
from ui.widgets.text import TextLabel

_HEIGHT = 36


class QuietBar(QWidget):
    """One line, shown only where there is something to say."""

    start_own_asked = Signal()
    show_names_asked = Signal()
    backups_asked = Signal()

    def __init__(
        self,
        context: Context,
        *,
        can_start_own: bool = True,
        has_file: bool = False,
        hide_key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("quiet_bar")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        is_hidden = context.store.hides_names
        self._icon = "eye-off" if is_hidden else "map" if context.is_sample else "lock"
        row = QHBoxLayout(self)
        row.setContentsMargins(mirrored_margins(self, 20 + metrics.ICON_ROW + 8, 0, 20, 1))
        self.label = TextLabel("", "body", "text2")
        row.addWidget(self.label, 1)
        self._backups = context.backups
        self.setVisible(is_hidden or context.is_sample or context.store.is_read_only)
        if is_hidden:
            self.label.setText(_("Names, photos and notes are hidden. Nothing can be changed meanwhile."))
            words = _("Show names ({key})").format(key=hide_key) if hide_key else _("Show names")
            self.show_names = LinkButton(words)
            self.show_names.clicked.connect(self.show_names_asked)
            row.addWidget(self.show_names)
        elif context.is_sample:
            self.label.setText(_("These are sample people. Nothing you change here is kept."))
            self.start_own = LinkButton(_("Back to my people") if has_file else _("Start my own"))
            self.start_own.clicked.connect(self.start_own_asked)
            self.start_own.setVisible(can_start_own)
            row.addWidget(self.start_own)
        elif context.store.is_read_only:
            self.label.setText(
                _(
                    "The file cannot be written, so nothing can be changed. Everything can be read and exported."
                )
            )
        elif self._backups is not None:
            self._icon = "history"
            self.label.setText(_("The last good backup is more than three days of use old."))
            self.look = LinkButton(_("Look at the backups"))
            self.look.clicked.connect(lambda _checked=False: self.backups_asked.emit())
            row.addWidget(self.look)
            self._backups.changed.connect(self._warn)
            self._warn()
        self.setFixedHeight(themes.current().scaled(_HEIGHT))

    def _warn(self) -> None:
        """On every page, Today among them, for as long as the last good backup is old (promise 5)."""
        self.setVisible(self._backups is not None and self._backups.is_late)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.canvas)
        hairline(painter, palette.hairline, (0, self.height() - 1), (self.width(), self.height() - 1))
        mirrored = self.isRightToLeft()
        left = self.width() - 20 - metrics.ICON_ROW if mirrored else 20
        icons.paint(painter, self._icon, palette.text3, QRectF(left, 0, metrics.ICON_ROW, self.height()))
