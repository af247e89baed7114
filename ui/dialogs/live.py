"""A dialog that shows what is kept and lets it be changed in forms over it: it is made anew when something changes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from relmgr.domain.kinds import Kind
from relmgr.errors import NotFoundError
from relmgr.i18n import _
from ui.context import Context, DialogHost
from ui.errors import shown
from ui.theme import metrics
from ui.widgets.dialog import DialogFrame
from ui.widgets.reading import focus_order

if TYPE_CHECKING:
    from relmgr.store import Changes


class LiveDialog(DialogFrame):
    """Its children say what they watch and fill a column; whoever opens a form over it does so with `over`."""

    watches: ClassVar[frozenset[Kind]] = frozenset()

    def __init__(
        self, context: Context, host: DialogHost, title: str, *, width: int = metrics.DIALOG
    ) -> None:
        super().__init__(host.dialog_parent(), title, width=width)
        self.context = context
        self._dialog_host = host
        self._content: QWidget | None = None
        self.close_button = self.add_button(_("Close"))
        self.close_button.clicked.connect(self.dismiss)
        context.signals.store_changed.connect(self._store_changed)

    def fill(self, column: QVBoxLayout) -> None:
        """Put what is kept now into `column`. Raises NotFoundError where it is gone."""
        raise NotImplementedError

    def show_live(self) -> None:
        """Open it over the window."""
        self._make()
        self._dialog_host.open_dialog(self)

    def over(self, open_form: Callable[[], DialogFrame]) -> None:
        """Open a form over this dialog; when it closes, the focus is where it was, though the row there may be new."""
        at = self._place_of_focus()
        with shown(self.context.signals):
            open_form().closed.connect(lambda: self._focus_on(at))

    def do(self, write: Callable[[], object]) -> None:
        """Change what is kept; a refusal is said in the window."""
        with shown(self.context.signals):
            write()

    def _store_changed(self, changes: "Changes") -> None:
        if not changes.kinds & self.watches:
            return
        at = self._place_of_focus() if self.isAncestorOf(QApplication.focusWidget() or self) else None
        try:
            self._make()
        except NotFoundError:  # an undo took away whom this is about
            QTimer.singleShot(0, self.reject)
            return
        if at is not None:
            self._focus_on(at)

    def _make(self) -> None:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.fill(column)
        old, self._content = self._content, made
        if old is not None:
            old.hide()
            self.body.removeWidget(old)
            old.deleteLater()
        self.body.addWidget(made)
        made.show()

    def _targets(self) -> list[QWidget]:
        if self._content is None:
            return []
        return [one for one in focus_order(self._content) if one.isEnabled()]

    def _place_of_focus(self) -> int | None:
        focused = QApplication.focusWidget()
        targets = self._targets()
        return targets.index(focused) if focused in targets else None

    def _focus_on(self, at: int | None) -> None:
        targets = self._targets()
        if self.isHidden():
            return
        target = targets[min(at, len(targets) - 1)] if targets and at is not None else self.close_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)
