"""The recovery key: shown once, kept elsewhere, ticked off (picture first-run-key)."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QWidget

from relmgr import vault
from relmgr.clock import Clock
from relmgr.errors import RelmgrError
from relmgr.i18n import _
from relmgr.paths import replace_file
from ui import theme as themes
from ui.pages.centred import CentredFace, Steps
from ui.pages.welcome.secret_clipboard import SecretClipboard
from ui.theme import metrics
from ui.widgets.buttons import Button, Kind, LinkButton
from ui.widgets.fields import CheckBox, ErrorLine
from ui.widgets.marks import IconLabel
from ui.widgets.sections import Hairline, Sheet
from ui.widgets.text import Run, TextLabel

_COLUMNS = 3


class RecoveryKeyFace(CentredFace):
    """Shows the six groups. Continue waits until the key was printed, saved, copied or written down and the box is ticked."""

    continue_asked = Signal()
    back_asked = Signal()

    def __init__(
        self, code: str, clock: Clock, clipboard: SecretClipboard, *, lead: str, can_go_back: bool = True
    ) -> None:
        super().__init__()
        self._code = code
        self._clock = clock
        self._clipboard = clipboard
        self.print_page: Callable[[tuple[str, ...], QWidget], bool] = print_code
        """Prints the groups; False if the user did not."""
        self.ask_path: Callable[[QWidget], str] = _ask_path
        """Asks where to save the key; empty if the user did not say."""
        self._add(Steps(2), 21)
        self._add(TextLabel(_("Save your recovery key"), "display", "text"), 11)
        self._add(TextLabel(lead, "lead", "text2", wrap=True), 24)
        self._add(self._sheet(), 20)
        for icon, role, strong, rest in (
            (
                "circle-check",
                "met_fg",
                _("A good place:"),
                _("a drawer at home, a safe, with someone you trust."),
            ),
            ("circle-x", "danger", _("A poor place:"), _("on this computer, or in an e-mail to yourself.")),
        ):
            line = IconLabel(icon, "", role="text2", icon_role=role, gap=10)
            line.set_runs(Run(strong, role="text", weight=500), Run(" " + rest))
            self._add(line, 8)
        self.written_button = LinkButton(_("I wrote it down"), icon="pencil")
        self.written_button.clicked.connect(lambda _checked=False: self._write_down())
        self.column.addSpacing(4)
        self.column.addWidget(self.written_button, 0, Qt.AlignmentFlag.AlignLeading)
        self._add(Hairline(), 20, before=20)
        self._add(self._foot(can_go_back), 0)
        clipboard.cleared.connect(self._clipboard_cleared)

    def first_focus(self) -> QWidget:
        """The first way of keeping the key."""
        return self.print_button

    def _add(self, widget: QWidget, after: int, before: int = 0) -> None:
        self.column.addSpacing(before)
        self.column.addWidget(widget)
        self.column.addSpacing(after)

    def _sheet(self) -> QWidget:
        sheet = Sheet(padding=0)
        grid = QGridLayout()
        grid.setContentsMargins(24, 18, 24, 20)
        grid.setVerticalSpacing(15)
        grid.setHorizontalSpacing(0)
        for position, group in enumerate(vault.groups_of(self._code)):
            row, column = divmod(position, _COLUMNS)
            grid.addWidget(_Group(position + 1, group), row, column)
            grid.setColumnStretch(column, 1)
        sheet.column.addLayout(grid)
        sheet.column.addWidget(Hairline())
        sheet.column.addLayout(self._ways())
        self.error = ErrorLine()
        self.error.setContentsMargins(16, 0, 16, 12)
        sheet.column.addWidget(self.error)
        return sheet

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(metrics.GAP)
        self.print_button = Button(_("Print"), icon="printer")
        self.save_button = Button(_("Save as a file"), icon="download")
        self.copy_button = Button(_("Copy"), icon="copy")
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self.copy_button.clicked.connect(self._copy)
        for button in (self.print_button, self.save_button, self.copy_button):
            row.addWidget(button)
        row.addStretch(1)
        self.status = IconLabel(
            "check",
            "",
            style="small_strong",
            role="met_fg",
            icon_role="met_fg",
            icon_size=metrics.ICON_INLINE,
            gap=6,
        )
        self.status.hide()
        row.addWidget(self.status)
        return row

    def _foot(self, can_go_back: bool) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP)
        self.box = CheckBox(_("I have kept the key somewhere other than this computer"))
        self.box.setEnabled(False)
        self.continue_button = Button(_("Continue"), Kind.PRIMARY)
        self.continue_button.setEnabled(False)
        self.box.toggled.connect(self.continue_button.setEnabled)
        self.continue_button.clicked.connect(self.continue_asked)
        row.addWidget(self.box)
        row.addStretch(1)
        if can_go_back:
            back = Button(_("Back"), Kind.GHOST)
            back.setObjectName("back")
            back.clicked.connect(self.back_asked)
            row.addWidget(back)
        row.addWidget(self.continue_button)
        return foot

    def _kept(self, words: str) -> None:
        self.error.show_error("")
        self.status.set_text(words.format(time=self._clock.local_now().strftime("%H:%M")))
        self.status.show()
        self.box.setEnabled(True)

    def _print(self) -> None:
        if self.print_page(vault.groups_of(self._code), self):
            self._kept(_("Printed at {time}"))

    def _save(self) -> None:
        name = self.ask_path(self)
        if not name:
            return
        try:
            replace_file(Path(name), key_text(vault.groups_of(self._code)).encode())
        except RelmgrError as error:
            self.error.show_error(str(error))
        else:
            self._kept(_("Saved at {time}"))

    def _copy(self) -> None:
        self._clipboard.copy(vault.format_code(self._code))
        self._kept(_("Copied at {time}. Cleared after a minute."))

    def _write_down(self) -> None:
        """By hand on paper: two of its groups are typed back next, so that a slip is found."""
        self._kept(_("Two groups come next"))

    def _clipboard_cleared(self) -> None:
        if not self.status.isHidden():
            self.status.set_text(_("The clipboard is cleared"))


class _Group(QWidget):
    """One group with its number before it."""

    def __init__(self, number: int, group: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        which = TextLabel(str(number), "date", "text3")
        which.setFixedWidth(themes.current().scaled(11))
        text = TextLabel(group, "recovery_key", "text")
        text.setAccessibleName(_("Group {number}: {letters}").format(number=number, letters=" ".join(group)))
        row.addWidget(which, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(text, 1)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def key_text(groups: tuple[str, ...]) -> str:
    """The page or file that holds the key."""
    lines = [f"{number}  {group}" for number, group in enumerate(groups, 1)]
    return "\n".join(
        [
            _("Relmgr recovery key"),
            "",
            *lines,
            "",
            _("Whoever has this key and the file can read everything in it."),
            _(
                "Keep it in a drawer at home, in a safe, or with someone you trust. Not on the computer itself."
            ),
            "",
        ]
    )


def print_code(groups: tuple[str, ...], parent: QWidget) -> bool:
    """Ask for a printer and print the key; False if the user cancelled."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_("Relmgr recovery key"))
    dialog = QPrintDialog(printer, parent)
    if not dialog.exec():
        return False
    font = themes.current().font("recovery_key")
    font.setPixelSize(-1)
    font.setPointSize(14)
    painter = QPainter(printer)
    painter.setFont(font)
    page = QRectF(printer.pageLayout().paintRectPixels(printer.resolution()))
    inner = page.adjusted(printer.resolution() // 2, printer.resolution() // 2, 0, 0)
    painter.drawText(
        QRectF(0, 0, inner.width(), inner.height()), int(Qt.TextFlag.TextWordWrap), key_text(groups)
    )
    painter.end()
    return True


def _ask_path(parent: QWidget) -> str:
    name, _kind = QFileDialog.getSaveFileName(
        parent, _("Save the recovery key"), str(Path.home() / "relmgr-recovery-key.txt"), _("Text (*.txt)")
    )
    return name


def lead_words(*, has_keyring: bool, is_portable: bool = False) -> str:
    """Why the key is needed."""
    if is_portable:
        return _(
            "Your data stays in the folder beside the program, encrypted with your passphrase. If you forget it, this "
            "key is the only other way in. Nobody can send you a new one, not even us."
        )
    if has_keyring:
        return _(
            "Your data stays on this computer, encrypted. Its key lies in this computer’s keyring. If that is lost, "
            "this key is the only other way in. Nobody can send you a new one, not even us."
        )
    return _(
        "Your data stays on this computer, encrypted with your passphrase. If you forget it, this key is the only "
        "other way in. Nobody can send you a new one, not even us."
    )
