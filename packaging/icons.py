"""Draws the icon of the program in every size and form the systems ask for, from the two pictures in resources.

`packaging/.venv/bin/python packaging/icons.py FOLDER` writes

    hicolor/SIZExSIZE/apps/ID.png, hicolor/scalable/apps/ID.svg, hicolor/symbolic/apps/ID-symbolic.svg   Linux
    relmgr.ico, relmgr-side.bmp                                                                        Windows
    relmgr.icns                                                                                          macOS
"""

import os
import shutil
import struct
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

APP_ID = "io.github.relmgr.Relmgr"
DRAWN = Path(__file__).resolve().parent.parent / "resources" / "icons" / "app"
HICOLOR = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)
LARGEST_BITMAP = 128
"""Larger pictures in an .ico are PNG; up to here they are bitmaps, which all that reads icons understands."""
SIDE = (164, 314)
"""Pixels of the picture that NSIS wants at the side of a page."""
PAPER = "#F0EFEB"
ICNS = {
    "ic11": 32,  # 16 at twice the density; kinds for 16 and 32 alone exist, which not every macOS reads as PNG
    "ic12": 64,
    "ic07": 128,
    "ic13": 256,
    "ic08": 256,
    "ic14": 512,
    "ic09": 512,
    "ic10": 1024,
}
"""The kinds of entries that hold PNG, and the pixels of each (several are a size at twice its density)."""


def drawn(size: int) -> QImage:
    """The icon, `size` pixels square. Needs a QGuiApplication."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWN / "relmgr.svg")).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def png(size: int) -> bytes:
    """The icon as PNG."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(drawn(size))
    return bytes(content.data())


def bitmap(size: int) -> bytes:
    """The icon as an .ico's bitmap: BGRA in rows from the bottom, then a mask of a bit a pixel that nothing needs."""
    image = drawn(size).flipped(Qt.Orientation.Vertical)  # named: its bits go with it
    pixels, mask = bytes(image.constBits()), bytes((size + 31) // 32 * 4 * size)
    head = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, len(pixels) + len(mask), 0, 0, 0, 0)
    return head + pixels + mask


def side() -> QImage:
    """The picture at the side of the Windows installer's last page: the icon on the paper of the windows."""
    image = QImage(*SIDE, QImage.Format.Format_RGB888)
    image.fill(QColor(PAPER))
    wide = SIDE[0] * 5 // 8
    painter = QPainter(image)
    painter.drawImage((SIDE[0] - wide) // 2, SIDE[1] // 4, drawn(wide))
    painter.end()
    return image


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """An icon of Windows that holds `pictures`, PNG or bitmap by size in pixels (256 is written as 0)."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    at, entries = len(head) + 16 * len(pictures), b""
    for size, content in sorted(pictures.items()):
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(content), at)
        at += len(content)
    return head + entries + b"".join(content for _size, content in sorted(pictures.items()))


def icns(pictures: Mapping[str, bytes]) -> bytes:
    """An icon of macOS that holds `pictures`, PNG by the kind of entry."""
    entries = b"".join(
        kind.encode() + struct.pack(">I", 8 + len(content)) + content for kind, content in pictures.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(entries)) + entries


def write(folder: Path) -> None:
    """Write every form into `folder`, over what was there."""
    for size in HICOLOR:
        target = folder / "hicolor" / f"{size}x{size}" / "apps" / f"{APP_ID}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(png(size))
    for name, place in (("relmgr", "scalable"), ("relmgr-symbolic", "symbolic")):
        target = folder / "hicolor" / place / "apps" / f"{name.replace('relmgr', APP_ID)}.svg"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(DRAWN / f"{name}.svg", target)
    (folder / "relmgr.ico").write_bytes(
        ico({size: bitmap(size) if size <= LARGEST_BITMAP else png(size) for size in ICO})
    )
    QImageWriter(str(folder / "relmgr-side.bmp"), b"bmp").write(side())
    (folder / "relmgr.icns").write_bytes(icns({kind: png(size) for kind, size in ICNS.items()}))


def main() -> int:
    """Write into the folder that the command line names."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication(["icons"])
    write(Path(sys.argv[1]))
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
