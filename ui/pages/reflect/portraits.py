"""The three portraits beside the map: the worst relationship, the greatest potential, the longest (D4)."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from relmgr.i18n import _
from relmgr.services.reflect import Act, PortraitView
from ui.widgets.buttons import Button, LinkButton, Size
from ui.widgets.portrait import PortraitSpec, PortraitWidget
from ui.widgets.sections import Hairline
from ui.widgets.text import TextLabel

WIDTH = 360
_PORTRAIT = 48
_ICONS = {Act.STRAIGHT_TALK: "message-circle", Act.COFFEE: "coffee", Act.CALL: "phone", Act.THANK: "gift"}


class _NameLink(LinkButton):
    """A name that opens its card, cut at its end where it is longer than the column."""

    def __init__(self, text: str, *, style: str, role: str, parent: QWidget) -> None:
        super().__init__(text, style=style, role=role, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.sizeHint().height())


class PortraitRow(QWidget):
    """One of them: what for, who, why, and the one thing to do."""

    opened = Signal(int)
    acted = Signal(object)

    def __init__(self, view: PortraitView, spec: PortraitSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        side = QVBoxLayout()
        side.addWidget(PortraitWidget(spec, _PORTRAIT, self, description=view.person.name))
        side.addStretch(1)
        row.addLayout(side)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(TextLabel(view.title, "small", "text3", self))
        self.name = _NameLink(view.person.name, style="section", role="text", parent=self)
        self.name.setAccessibleName(_("Open {name}").format(name=view.person.name))
        self.name.clicked.connect(lambda _checked=False: self.opened.emit(int(view.person.id)))
        words.addWidget(self.name)
        words.addSpacing(1)
        words.addWidget(TextLabel(view.reason, "body", "text2", self, wrap=True))
        words.addSpacing(7)
        act = QHBoxLayout()
        self.act = Button(view.act_words, icon=_ICONS[view.act], size=Size.SMALL, parent=self)
        self.act.setAccessibleDescription(view.suggestion)
        self.act.clicked.connect(lambda _checked=False: self.acted.emit(view))
        act.addWidget(self.act)
        act.addStretch(1)
        words.addLayout(act)
        row.addLayout(words, 1)


class Portraits(QWidget):
    """Up to three of them, with hairlines between."""

    opened = Signal(int)
    acted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[PortraitRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self._column.addStretch(1)

    def show_portraits(self, views: Sequence[tuple[PortraitView, PortraitSpec]]) -> None:
        """Show them instead of those before; a focus on one stays where it was."""
        focused = next((row.view.kind for row in self.rows if _has_focus(row)), None)
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        for view, spec in views:
            if self.rows:
                self._column.insertWidget(self._column.count() - 1, Hairline(parent=self))
            row = PortraitRow(view, spec, self)
            row.opened.connect(self.opened)
            row.acted.connect(self.acted)
            self._column.insertWidget(self._column.count() - 1, row)
            self.rows.append(row)
            if view.kind is focused:
                row.act.setFocus()


def _has_focus(row: PortraitRow) -> bool:
    return row.act.hasFocus() or row.name.hasFocus()
