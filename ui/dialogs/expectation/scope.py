"""The scope of an expectation in a form: each thing hoped for, what was said of it, and the gap in one look (E1)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.domain.kinds import Scope
from relmgr.i18n import _
from relmgr.services.expectations import ScopeItemInput
from ui.dialogs.form import Repeated
from ui.theme import metrics
from ui.widgets.fields import FieldEdit
from ui.widgets.marks import GapBar
from ui.widgets.segment import Segment
from ui.widgets.text import TextLabel

_SCOPES = (Scope.WILL_DO, Scope.WONT, Scope.NOT_SAID)


class ScopeLine(QWidget):
    """One thing hoped for, and what was said of it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = FieldEdit(name=_("What is hoped for"), placeholder=_("What is hoped for"))
        words = (_("Will do"), _("Won’t"), _("Not said yet"))
        self.scope = Segment(words, _SCOPES.index(Scope.NOT_SAID), name=_("What was said of it"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP)
        row.addWidget(self.text, 1)
        row.addWidget(self.scope)
        self.setFocusProxy(self.text)
        self.text.textChanged.connect(self._tell)
        self.scope.changed.connect(self._tell)

    def _tell(self) -> None:
        self.changed.emit()

    def content(self) -> ScopeItemInput:
        """What the line holds; without words it is not kept."""
        return ScopeItemInput(text=self.text.text().strip(), scope=_SCOPES[self.scope.chosen()])

    def fill(self, item: ScopeItemInput) -> None:
        """Show `item`."""
        self.text.setText(item.text)
        self.scope.choose(_SCOPES.index(item.scope))


class ScopePart(QWidget):
    """What is hoped, and how much of it is agreed: the gap in one look."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = GapBar(0, 0, self)
        self.bar.setFixedWidth(160)
        self.words = TextLabel("", "small", "text3", self)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.bar)
        head.addWidget(self.words, 1)
        self._head = QWidget(self)
        self._head.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        self.lines: Repeated[ScopeLine] = Repeated(self._make, _("Something hoped for"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP)
        column.addWidget(self._head)
        column.addWidget(self.lines)
        self.lines.changed.connect(self._count)
        self.setFocusProxy(self.lines.add_button)
        self._count()

    def _make(self, parent: QWidget) -> ScopeLine:
        line = ScopeLine(parent)
        line.changed.connect(self._count)
        return line

    def _count(self) -> None:
        items = [item for item in self.content() if item.text]
        agreed = sum(item.scope is Scope.WILL_DO for item in items)
        self.bar.set_counts(agreed, len(items))
        self.words.setText(_("{agreed} of {hoped} agreed").format(agreed=agreed, hoped=len(items)))
        self._head.setVisible(bool(items))

    def content(self) -> tuple[ScopeItemInput, ...]:
        """The scope as it stands."""
        return tuple(line.content() for line in self.lines.lines())

    def fill(self, items: tuple[ScopeItemInput, ...]) -> None:
        """Show `items`."""
        for item in items:
            self.lines.add().fill(item)
        self._count()
