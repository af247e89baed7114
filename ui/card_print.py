"""The card, and what is read before a call, on paper and as a picture: made from the same text as everywhere.

Nothing is written but what the user asked for, where they asked for it: no temporary file holds any of it.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QImageWriter,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from relmgr.paths import replace_file
from relmgr.services.card import CardView
from relmgr.services.prep import PrepView
from relmgr.transfer import card_text, prep_text
from ui import fonts

if TYPE_CHECKING:  # the command line draws without it
    from PySide6.QtPrintSupport import QPrinter

_DPI = 300
_MARGIN_MM = 14.0
_PICTURE_WIDTH = 640
_PICTURE_MARGIN = 32
_PICTURE_SCALE = 2
_MOST_HIGH = 8000
"""Logical pixels of a picture: a card longer than that is cut, since pictures of any height serve nobody."""


class _PlainDocument(QTextDocument):
    """A document that opens nothing: no picture, no style sheet, no file (quality §3)."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return QByteArray()


def render(view: object, form: str, path: Path) -> None:
    """Draw card or reading view to `path` as "pdf" or "png". Raises RelmgrError where the disk refuses; the old file is then whole."""
    if not isinstance(view, CardView | PrepView):
        raise TypeError("a card is drawn")
    application = _application()
    content = pdf(view) if form == "pdf" else png(view)
    replace_file(path, content)
    del application


def _application() -> QGuiApplication:
    """Fonts need an application; a terminal has no screen to ask for."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    if sys.platform.startswith("linux"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QGuiApplication(["relmgr"])


def document(view: CardView | PrepView) -> QTextDocument:
    """Card or reading view as a page that flows."""
    return _flowing(prep_text.html(view) if isinstance(view, PrepView) else card_text.html(view))


def _flowing(html: str) -> QTextDocument:
    fonts.load()
    made = _PlainDocument()
    font = QFont(fonts.TEXT)
    if fonts.TEXT not in QFontDatabase.families():
        font = QFont()
    font.setPointSizeF(10)
    font.setFeature(QFont.Tag("calt"), 0)  # else copied telephone numbers lose their plus sign
    made.setDefaultFont(font)
    made.setDocumentMargin(0)
    made.setHtml(html)
    return made


def pdf(view: CardView | PrepView) -> bytes:
    """A5 pages with text that can be searched and copied."""
    return _pdf(document(view), view.person.name)


def pdf_of(html: str, title: str) -> bytes:
    """The same of a page of our own making, in which every text is escaped already."""
    return _pdf(_flowing(html), title)


def _pdf(page: QTextDocument, title: str) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    writer.setTitle(title)
    writer.setCreator("Relmgr")
    _print(page, writer)
    buffer.close()
    return bytes(content.data())


def print_on(device: QPagedPaintDevice, view: CardView | PrepView) -> None:
    """Fill the pages of `device`: a printer's, or those of a PDF."""
    _print(document(view), device)


def _print(page: QTextDocument, device: QPagedPaintDevice) -> None:
    page.documentLayout().setPaintDevice(device)
    page.setPageSize(QSizeF(device.width(), device.height()))
    page.print_(device)


def print_out(printer: "QPrinter", view: CardView | PrepView) -> None:
    """Print it. The spool file that the printing system of Linux asks for lies in memory, where there is such a place."""
    with _memory_for_spooling():
        print_on(printer, view)


@contextlib.contextmanager
def _memory_for_spooling() -> Iterator[None]:
    """CUPS takes pages from a file in TMPDIR (cupsTempFd); the folder of the session is in memory (S1)."""
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    if not sys.platform.startswith("linux") or not Path(folder or "/nowhere").is_dir():
        yield
        return
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = folder
    try:
        yield
    finally:
        if before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before


def png(view: CardView | PrepView) -> bytes:
    """One picture as high as the card needs, at twice its size."""
    page = document(view)
    page.setTextWidth(_PICTURE_WIDTH - 2 * _PICTURE_MARGIN)
    height = min(round(page.size().height()) + 2 * _PICTURE_MARGIN, _MOST_HIGH)
    image = QImage(_PICTURE_WIDTH * _PICTURE_SCALE, height * _PICTURE_SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_PICTURE_SCALE)
    image.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(image)
    painter.translate(_PICTURE_MARGIN, _PICTURE_MARGIN)
    page.drawContents(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    buffer.close()
    return bytes(content.data())
