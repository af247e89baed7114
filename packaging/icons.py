"""Draws Relmgr's mark in the sizes and containers that systems want: PNG, a Windows .ico, a macOS .icns.

python packaging/icons.py FILE.ico|FILE.icns|FILE.png [PIXELS]

Nothing generated lies in git: resources/icons/app/relmgr.svg is the one source.
"""

import os
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).resolve().parent.parent / "resources" / "icons" / "app" / "relmgr.svg"
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)
"""Small, medium and large icons at 100, 125, 150, 200 and 250 per cent, and the largest Explorer shows."""
ICNS_TYPES = {
    b"ic11": 32,  # 16 at twice the density
    b"ic12": 64,
    b"ic07": 128,
    b"ic13": 256,
    b"ic08": 256,
    b"ic14": 512,
    b"ic09": 512,
    b"ic10": 1024,
}
"""The types whose content is a PNG on every macOS that Relmgr runs on."""
LARGEST_BITMAP = 128
"""From here on an .ico holds PNGs; below, bitmaps, which everything that reads icons understands."""


def drawn(size: int) -> QImage:
    """The mark, `size` pixels wide and high."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(SOURCE)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def png(size: int) -> bytes:
    """The mark as a PNG."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"png")
    if not writer.write(drawn(size)):
        raise ValueError(f"no PNG of {size} pixels: {writer.errorString()}")
    return bytes(content.data())


def bitmap(size: int) -> bytes:
    """The mark as an icon's bitmap: rows from the bottom, BGRA, then a mask of one bit a pixel that nothing needs."""
    pixels = bytes(drawn(size).flipped(Qt.Orientation.Vertical).constBits())
    mask = bytes((size + 31) // 32 * 4 * size)
    header = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, len(pixels) + len(mask), 0, 0, 0, 0)
    return header + pixels + mask


def ico() -> bytes:
    """All sizes in one .ico (Windows, "ICONDIR")."""
    images = [png(size) if size > LARGEST_BITMAP else bitmap(size) for size in ICO_SIZES]
    content = struct.pack("<HHH", 0, 1, len(images))
    at = len(content) + 16 * len(images)
    for size, image in zip(ICO_SIZES, images, strict=True):
        content += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(image), at)
        at += len(image)
    return content + b"".join(images)


def icns() -> bytes:
    """All sizes in one .icns (macOS)."""
    entries = b""
    for kind, size in ICNS_TYPES.items():
        image = png(size)
        entries += kind + struct.pack(">I", len(image) + 8) + image
    return b"icns" + struct.pack(">I", len(entries) + 8) + entries


def write(path: Path, size: int = 256) -> None:
    """Write the icon that the ending of `path` asks for; `size` counts for a PNG alone. Raises ValueError."""
    makers = {".ico": ico, ".icns": icns, ".png": lambda: png(size)}
    if path.suffix not in makers:
        raise ValueError(f"an icon ends in {', '.join(makers)}: {path.name}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(makers[path.suffix]())


def main(arguments: list[str]) -> int:
    """Write the file named; returns the exit code."""
    if not 1 <= len(arguments) <= 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication(["icons"])
    write(Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 256)
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
