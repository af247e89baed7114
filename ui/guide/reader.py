"""Shows one page of the guide in the look of the app: Markdown of our own files, dressed by the theme."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QMargins, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QFocusEvent,
    QFont,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from relmgr.i18n import _
from ui import theme as themes
from ui.guide.content import GuidePage, with_native_keys
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.painting import box
from ui.widgets.scroll import OverlayBar

_WIDEST = 680
_EDGE, _ABOVE, _INSIDE = 28, 24, 16
_HEADINGS = {1: ("page_title", 0, 12), 2: ("column_title", 22, 8), 3: ("section", 16, 6)}
"""The style of a heading, and the room above and under it."""


class GuideReader(QTextBrowser):
    """One page. A link to another page is told by `page_asked`; nothing else is ever opened."""

    page_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guide_reader")
        self.setAccessibleName(_("The guide"))
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("frameless", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the guide is in English
        self.bar = OverlayBar(self)
        self.anchorClicked.connect(self._follow)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Nothing is fetched: a page is text."""
        return None

    def show_page(self, page: GuidePage, places: Mapping[str, str]) -> None:
        """Show `page` from its top, with `places` put in as they are."""
        self.document().setMarkdown(with_native_keys(page.text))
        for name, words in places.items():
            self._put_in(name, words)
        self._dress()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def mark(self, words: str) -> None:
        """Choose the first place that has the first of `words`, and bring it into view."""
        self.moveCursor(QTextCursor.MoveOperation.Start)
        first = next(iter(words.split()), "")
        if first:
            self.find(first)

    def _put_in(self, name: str, words: str) -> None:
        cursor = self.document().find(name)
        while not cursor.isNull():
            cursor.insertText(words)
            cursor = self.document().find(name, cursor)

    def _follow(self, url: QUrl) -> None:
        name = url.path().removesuffix(".md")
        if not url.scheme() and name:
            self.page_asked.emit(name)

    # The look

    def retheme(self) -> None:
        """Take colours and sizes of the theme in use."""
        self._dress()

    def _dress(self) -> None:
        theme = themes.current()
        self.setFont(theme.font("body_large"))
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, theme.palette.surface)
        palette.setColor(palette.ColorRole.Text, theme.palette.text)
        palette.setColor(palette.ColorRole.Link, theme.palette.accent_text)
        self.setPalette(palette)
        block = self.document().begin()
        while block.isValid():
            self._dress_block(block)
            block = block.next()
        root = self.document().rootFrame()
        look = root.frameFormat()
        look.setLeftMargin(_INSIDE)
        look.setRightMargin(_INSIDE)
        look.setTopMargin(_ABOVE)
        look.setBottomMargin(_ABOVE)
        root.setFrameFormat(look)
        for frame in root.childFrames():
            if isinstance(frame, QTextTable):
                self._dress_table(frame)
        self._fit()

    def _dress_block(self, block: QTextBlock) -> None:
        theme = themes.current()
        level = block.blockFormat().headingLevel()
        style, above, under = _HEADINGS.get(level, ("body_large", 0, 8))
        in_list, is_code = block.textList() is not None, _is_code(block)
        is_inner_code = is_code and _is_code(block.next())
        in_table = QTextCursor(block).currentTable() is not None
        look = QTextBlockFormat()
        look.setTopMargin(above)
        look.setBottomMargin(0 if in_table or is_inner_code else 4 if in_list else under)
        look.setLineHeight(
            theme.line_height("small" if is_code else style),
            QTextBlockFormat.LineHeightTypes.MinimumHeight.value,
        )
        if is_code:
            look.setBackground(QBrush(theme.palette.sunken))
            look.setLeftMargin(10)
        cursor = QTextCursor(block)
        cursor.mergeBlockFormat(look)
        self._dress_words(block, style, is_code=is_code)

    def _dress_words(self, block: QTextBlock, style: str, *, is_code: bool) -> None:
        theme = themes.current()
        cursor = QTextCursor(self.document())
        pieces = []
        pieces_of = block.begin()
        while not pieces_of.atEnd():
            piece = pieces_of.fragment()
            pieces.append((piece.position(), piece.length(), piece.charFormat()))
            pieces_of += 1
        for start, length, was in pieces:
            look = QTextCharFormat()
            fixed = is_code or was.fontFixedPitch()
            strong = was.fontWeight() > QFont.Weight.Normal and not block.blockFormat().headingLevel()
            look.setFont(_font(style, fixed=fixed, strong=strong, slanted=was.fontItalic()))
            colour = theme.palette.accent_text if was.isAnchor() else theme.palette.text
            look.setForeground(QBrush(colour))
            if fixed and not is_code:
                look.setBackground(QBrush(theme.palette.hover))
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(look)

    def _dress_table(self, table: QTextTable) -> None:
        look = table.format()
        look.setBorder(0)
        look.setCellPadding(4)
        look.setCellSpacing(0)
        look.setTopMargin(4)
        look.setBottomMargin(12)
        look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(look)

    def _fit(self) -> None:
        room = self.width() - themes.current().scaled(_WIDEST) - _EDGE
        self.setViewportMargins(QMargins(_EDGE - _INSIDE, 4, max(_EDGE, room) - _INSIDE, 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and focus_frame.is_by_keyboard():
            ring = QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1)
            line = themes.current().palette.focus
            box(
                QPainter(self.viewport()),
                ring,
                metrics.RADIUS_CONTROL,
                line=line,
                width=metrics.FOCUS_RING,
            )

    def focusInEvent(self, event: QFocusEvent) -> None:
        focus_frame.note_focus(event)
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _is_code(block: QTextBlock) -> bool:
    return block.isValid() and bool(
        block.blockFormat().hasProperty(QTextBlockFormat.Property.BlockCodeFence.value)
    )


def _font(style: str, *, fixed: bool, strong: bool, slanted: bool) -> QFont:
    theme = themes.current()
    font = theme.font(style)
    if fixed:
        font = theme.font("recovery_key")
        font.setPixelSize(max(11, round(theme.style(style).size * theme.factor * 0.93)))
        font.setWeight(QFont.Weight.Normal)
    if strong:
        font.setWeight(QFont.Weight.DemiBold)
    font.setItalic(slanted)
    return font
