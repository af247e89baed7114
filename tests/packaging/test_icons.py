"""The containers of icons: every size is in them, readable by another reader than the one that wrote them."""

import struct
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QImageReader
from PySide6.QtWidgets import QApplication

from tests.packaging.scripts import script

icons = script("icons.py")


def images(content: bytes) -> list[QImage]:
    """All that Qt reads in `content`."""
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    found = []
    for number in range(reader.imageCount()):
        assert reader.jumpToImage(number)
        found.append(reader.read())
    return found


def is_the_mark(image: QImage) -> bool:
    """Whether it is the dark circle in its place at the lower right, on nothing."""
    side = image.width()
    centre = QColor(image.pixel(side * 80 // 128, side * 80 // 128))
    corner = image.pixelColor(0, side - 1)
    return centre.green() > centre.red() and corner.alpha() == 0


@pytest.fixture(scope="module")
def folder(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All the icons."""
    made = tmp_path_factory.mktemp("icons")
    icons.write(made)
    return made


def test_an_ico_holds_every_size_of_windows(folder: Path) -> None:
    found = images((folder / "relmgr.ico").read_bytes())
    assert [each.width() for each in found] == list(icons.ICO) == sorted(icons.ICO)
    assert {16, 32, 48, 256} <= {each.height() for each in found}
    assert all(is_the_mark(each) for each in found)


def test_the_bitmaps_of_an_ico_have_colours_and_a_mask(folder: Path) -> None:
    content = (folder / "relmgr.ico").read_bytes()
    count = struct.unpack_from("<HHH", content)[2]
    for number in range(count):
        wide, _high, _colours, _zero, planes, depth, length, at = struct.unpack_from(
            "<BBBBHHII", content, 6 + 16 * number
        )
        assert (planes, depth) == (1, 32)
        assert at + length <= len(content)
        if wide:  # 0 stands for 256, which is a PNG
            size, _w, double = struct.unpack_from("<Iii", content, at)
            assert (size, double) == (40, 2 * wide)
            assert length == 40 + 4 * wide * wide + (wide + 31) // 32 * 4 * wide
        else:
            assert content[at : at + 8] == b"\x89PNG\r\n\x1a\n"


def test_an_icns_holds_every_size_of_macos(folder: Path) -> None:
    found = images((folder / "relmgr.icns").read_bytes())
    assert [each.width() for each in found] == list(icons.ICNS.values())
    assert max(each.width() for each in found) == 1024
    assert all(is_the_mark(each) for each in found)


def test_the_theme_of_linux_has_a_picture_for_each_size(folder: Path) -> None:
    for size in icons.HICOLOR:
        path = folder / "hicolor" / f"{size}x{size}" / "apps" / f"{icons.APP_ID}.png"
        assert is_the_mark(QImage(str(path)))
    for place, name in (("scalable", icons.APP_ID), ("symbolic", f"{icons.APP_ID}-symbolic")):
        assert (folder / "hicolor" / place / "apps" / f"{name}.svg").is_file()


def test_the_side_of_the_installer_has_the_size_that_it_wants(folder: Path) -> None:
    side = QImage(str(folder / "relmgr-side.bmp"))
    assert (side.width(), side.height()) == icons.SIDE
    assert side.pixelColor(0, 0) == QColor(icons.PAPER)
    assert side.depth() in {24, 32}
    assert side.pixelColor(icons.SIDE[0] // 2 + 10, icons.SIDE[1] // 4 + 70) != QColor(icons.PAPER)
