"""One icon out of a few, as what is going on in somebody's life is shown on the card."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from ui import icons
from ui import theme as themes
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.flow import FlowLayout
from ui.widgets.painting import box

_SIDE = 36


class _IconRadio(QRadioButton):
    """One icon; its word is the tooltip and what assistive technology reads."""

    def __init__(self, icon: str, word: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.icon_name = icon
        self.setAccessibleName(word)
        self.setToolTip(word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        focus_frame.attach(self)

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        p = themes.current().palette
        painter = QPainter(self)
        on = self.isChecked()
        fill = p.ember_tint if on else p.hover_raised if self.underMouse() else None
        line = p.ember if on else p.hairline_strong
        rect = QRectF(self.rect())
        box(painter, rect, metrics.RADIUS_CONTROL, fill=fill, line=line, width=1.5 if on else 1.0)
        side = metrics.ICON_LIFE
        spot = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        icons.paint(painter, self.icon_name, p.ember if on else p.text2, spot)


class IconChoice(QWidget):
    """Icons with their words, of which one is chosen."""

    changed = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        chosen: str,
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        if chosen not in {icon for icon, _word in choices}:
            choices = (*choices, (chosen, chosen.replace("-", " ")))
        self._group = QButtonGroup(self)
        flow = FlowLayout(self)
        self._buttons: dict[str, _IconRadio] = {}
        for icon, word in choices:
            button = _IconRadio(icon, word, self)
            button.setChecked(icon == chosen)
            self._group.addButton(button)
            self._buttons[icon] = button
            flow.addWidget(button)
        self._group.buttonToggled.connect(lambda _button, on: self.changed.emit(self.value()) if on else None)
        self.setFocusProxy(self._buttons[chosen])

    def value(self) -> str:
        """The name of the icon chosen."""
        return next(icon for icon, button in self._buttons.items() if button.isChecked())

    def choose(self, icon: str) -> None:
        """Choose `icon`. Raises KeyError if it is not on offer."""
        self._buttons[icon].setChecked(True)
