"""The frame of a page: headings, hairlines, sheets, and the gentle line where nothing is known yet."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui import theme as themes
from ui.theme import metrics
from ui.widgets.buttons import LinkButton
from ui.widgets.painting import box, device_width, hairline
from ui.widgets.text import TextLabel, lift, paint_line, text_width

_LEAST = 24


class Heading(QWidget):
    """The heading of a section, perhaps with a count or a note after it and widgets at the far side."""

    def __init__(
        self,
        text: str,
        note: str = "",
        *,
        style: str = "section",
        note_style: str = "small",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(metrics.GAP)
        self.title = TextLabel(text, style, "text", self)
        self.note = TextLabel(note, note_style, "text3", self)
        words = self._words = QHBoxLayout()
        words.setSpacing(metrics.GAP)
        words.addWidget(self.title, 0, Qt.AlignmentFlag.AlignBottom)
        self._styles = (note_style, style)
        self._beside = QVBoxLayout()
        self._beside.setSpacing(0)
        self._beside.addStretch(1)
        self._beside.addWidget(self.note)
        words.addLayout(self._beside)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addLayout(words)
        middle.addStretch(1)
        self._row.addLayout(middle)
        self._row.addStretch(1)
        self._lift_note()
        self._far: list[QWidget] = []
        self._is_squeezed = False
        self.set_note(note)

    def _lift_note(self) -> None:
        """The note stands on the heading's baseline."""
        self._beside.setContentsMargins(0, 0, 0, lift(*self._styles))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._lift_note()
        super().changeEvent(event)

    def set_text(self, text: str) -> None:
        """Show `text`."""
        self.title.setText(text)
        self._squeeze()

    def set_note(self, note: str) -> None:
        """Show `note` after the heading; "" for none."""
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def add_beside(self, widget: QWidget) -> None:
        """Put `widget` right after the words. Where it is higher than they are, they keep to the top of the row."""
        self._words.setAlignment(self.title, Qt.AlignmentFlag.AlignTop)
        self._words.addWidget(widget)

    def add(self, widget: QWidget) -> None:
        """Put `widget` at the far side."""
        self._far.append(widget)
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where not everything fits, the note gives way first."""
        super().resizeEvent(event)
        self._squeeze()

    def _squeeze(self) -> None:
        squeezed = self.sizeHint().width() > self.width()
        if not (squeezed or self._is_squeezed):
            return
        self._is_squeezed = squeezed
        room = self.width() - metrics.GAP * len(self._far)
        for widget in (*self._far, self.title):
            least = max(_LEAST, min(widget.sizeHint().width(), room)) if squeezed else 0
            widget.setMinimumWidth(least)
            room -= least


class Hairline(QWidget):
    """A line of one device pixel, across or down."""

    def __init__(
        self,
        *,
        role: str = "hairline",
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        inset: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._orientation, self._inset = role, orientation, inset
        across = orientation is Qt.Orientation.Horizontal
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(free if across else fixed, fixed if across else free)

    def sizeHint(self) -> QSize:
        return QSize(1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = themes.current().colour(self._role)
        painter = QPainter(self)
        if self._orientation is Qt.Orientation.Horizontal:
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            start = 0 if mirrored else self._inset
            hairline(painter, colour, (start, 0), (self.width() - (self._inset if mirrored else 0), 0))
        else:
            hairline(painter, colour, (0, self._inset), (0, self.height() - self._inset))


class Pane(QWidget):
    """A plain area in the colour of a role, perhaps with a hairline at one edge."""

    def __init__(self, role: str = "surface", parent: QWidget | None = None, *, edge: str = "") -> None:
        super().__init__(parent)
        self._role, self._edge = role, edge

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour(self._role))
        thin = device_width(painter)
        line = theme.palette.hairline
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if self._edge == "trailing":
            x = 0 if mirrored else self.width() - thin
            hairline(painter, line, (x, 0), (x, self.height()))
        elif self._edge == "bottom":
            hairline(painter, line, (0, self.height() - thin), (self.width(), self.height() - thin))
        elif self._edge == "top":
            hairline(painter, line, (0, 0), (self.width(), 0))


class Sheet(QWidget):
    """A rounded sheet that holds rows: `surface` with a hairline round it."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        radius: int = metrics.RADIUS_SHEET,
        role: str = "surface",
        line_role: str = "hairline",
        padding: int = 4,
    ) -> None:
        super().__init__(parent)
        self._radius, self._role, self._line_role = radius, role, line_role
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(padding, padding, padding, padding)
        self.column.setSpacing(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        box(
            QPainter(self),
            QRectF(self.rect()),
            self._radius,
            fill=theme.colour(self._role),
            line=theme.colour(self._line_role),
        )


class EmptyLine(QWidget):
    """One quiet sentence for what is not known, and the one way forward behind it: "+ birthday"."""

    def __init__(self, sentence: str, invitation: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.sentence = TextLabel(sentence, "body", "text3", self)
        self.link = LinkButton(invitation, icon="plus", parent=self)
        self.sentence.setVisible(bool(sentence))
        self.link.setVisible(bool(invitation))
        row.addWidget(self.sentence)
        row.addWidget(self.link)
        row.addStretch(1)


class Badge(QLabel):
    """A small number in a pill: Today's count filled accent, expectations at risk tinted amber, others plain."""

    def __init__(self, count: int = 0, tone: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(count)

    def set_count(self, count: int) -> None:
        """Show `count`; zero shows nothing."""
        self.setText(str(count) if count else "")
        self.setVisible(bool(count))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        style = "date" if self._tone == "plain" else "badge"
        high = themes.current().line_height("badge")
        return QSize(max(high, round(text_width(self.text(), style) + 10)), high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = themes.current().palette
        painter = QPainter(self)
        fill, ink, style = {
            "accent": (p.accent, p.on_accent, "badge"),
            "amber": (p.at_risk_bg, p.at_risk_fg, "badge"),
        }.get(self._tone, (None, p.text3, "date"))
        if fill is not None:
            box(painter, QRectF(self.rect()), self.height() / 2, fill=fill)
        width = round(text_width(self.text(), style) + 0.5)
        spot = self.rect().adjusted((self.width() - width) // 2, 0, 1, 0)
        paint_line(painter, spot, self.text(), style, ink)
