"""A face with one column in the middle: what is shown while no file is open (first run, the lock page, faults)."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from relmgr.errors import DiskError, NewerFileError, ReadOnlyError, RelmgrError
from relmgr.i18n import _
from ui import theme as themes
from ui.theme import metrics
from ui.widgets.buttons import Button, Kind
from ui.widgets.painting import box
from ui.widgets.scroll import ScrollPage
from ui.widgets.text import TextLabel


class CentredFace(QWidget):
    """A column of `width` that starts a third of the free height from the top and scrolls where it must."""

    def __init__(self, width: int = 640, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = width
        content = QWidget()
        outer = QVBoxLayout(content)
        outer.setContentsMargins(metrics.PAGE_EDGE, 10, metrics.PAGE_EDGE, 24)
        self.holder = QWidget()
        self.holder.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.column = QVBoxLayout(self.holder)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        outer.addStretch(1)
        middle = QHBoxLayout()  # not an alignment: that asks for the height at the width of the window
        middle.addStretch(1)
        middle.addWidget(self.holder)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.area = ScrollPage(content)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole.addWidget(self.area)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 2 * metrics.PAGE_EDGE
        self.holder.setFixedWidth(max(320, min(round(self._width * max(1.0, themes.current().factor)), room)))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), themes.current().palette.sunken)


class Steps(QWidget):
    """Where in the first run we are: three short bars and "Step 2 of 3"."""

    def __init__(self, step: int, count: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = step
        self._count = count
        self.label = TextLabel(
            _("Step {step} of {count}").format(step=step, count=count), "small", "text3", self
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _bars_width(self) -> int:
        return self._count * 28 + (self._count - 1) * 6

    def sizeHint(self) -> QSize:
        return QSize(
            self._bars_width() + 14 + self.label.natural_width(), themes.current().line_height("small")
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        start = self._bars_width() + 14
        left = 0 if self.isRightToLeft() else start
        self.label.setGeometry(left, 0, self.width() - start, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        for number in range(self._count):
            left = number * 34
            if self.isRightToLeft():
                left = self.width() - left - 28
            colour = palette.accent if number < self._step else palette.hairline_strong
            box(painter, QRectF(left, (self.height() - 4) / 2, 28, 4), 2, fill=colour)


class WaitingFace(CentredFace):
    """Something takes a while. Nothing is shown under 200 ms, Cancel where `cancelled` is answered (DESIGN §10)."""

    cancelled = Signal()

    def __init__(self, sentence: str, *, can_cancel: bool = False) -> None:
        super().__init__(480)
        self.sentence = TextLabel(sentence, "lead", "text2", wrap=True)
        self.column.addWidget(self.sentence)
        self.cancel = Button(_("Cancel"))
        self.cancel.clicked.connect(self.cancelled)
        self._shown: list[QWidget] = [self.sentence]
        if can_cancel:
            self.column.addSpacing(20)
            self.column.addWidget(self.cancel)
            self._shown.append(self.cancel)
        for widget in self._shown:
            widget.hide()
        QTimer.singleShot(200, self, self._appear)

    def first_focus(self) -> QWidget:
        """Cancel, where there is one."""
        return self.cancel

    def _appear(self) -> None:
        for widget in self._shown:
            widget.show()


class FaultFace(CentredFace):
    """What happened, what is safe and what to do, where there is no file to show; the window stays alive."""

    retry_asked = Signal()
    folder_asked = Signal()
    quit_asked = Signal()
    retry_kind = Kind.PRIMARY

    def __init__(self, sentence: str, *, title: str = "", folder: bool = True) -> None:
        super().__init__(560)
        for widget, after in (
            (TextLabel(title or _("Relmgr cannot open its file"), "page_title", "text", wrap=True), 12),
            (TextLabel(sentence, "lead", "text2", wrap=True), 24),
        ):
            self.column.addWidget(widget)
            self.column.addSpacing(after)
        row = QHBoxLayout()
        row.setSpacing(metrics.GAP)
        self.retry = Button(_("Try again"), self.retry_kind)
        self.retry.clicked.connect(self.retry_asked)
        row.addWidget(self.retry)
        if folder:
            self.folder = Button(_("Open the folder"), icon="folder-open")
            self.folder.clicked.connect(self.folder_asked)
            row.addWidget(self.folder)
        self.quit = Button(_("Quit"))
        self.quit.clicked.connect(self.quit_asked)
        row.addWidget(self.quit)
        row.addStretch(1)
        self.column.addLayout(row)

    def first_focus(self) -> QWidget:
        """Trying again, which harms nothing."""
        return self.retry


def fault_title(error: RelmgrError) -> str:
    """What stands over the sentence of a fault that keeps the file shut; "" for the usual."""
    return {
        ReadOnlyError: _("Relmgr cannot write in its folder"),
        NewerFileError: _("A newer Relmgr made this file"),
        DiskError: _("The disk does not let Relmgr work"),
    }.get(type(error), "")
