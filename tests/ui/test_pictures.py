"""Pictures on their way in: small, upright, without anything but pixels, and refused before they are decoded."""

import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageIOHandler, QImageWriter

from relmgr.errors import InputError
from ui.pictures import MAX_BYTES, SIDE, make_small, read_file


def encoded(image: QImage, kind: bytes, *, turned: bool = False) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind))
    if turned:
        writer.setTransformation(QImageIOHandler.Transformation.TransformationRotate90)
    assert writer.write(image)
    return bytes(buffer.data().data())


def plain(width: int, height: int, *, see_through: bool = False) -> QImage:
    kind = QImage.Format.Format_ARGB32 if see_through else QImage.Format.Format_RGB32
    image = QImage(width, height, kind)
    image.fill(QColor(200, 80, 40, 120 if see_through else 255))
    return image


def claimed(width: int, height: int) -> bytes:
    """The head of a PNG that says it is huge."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(head)) + chunk + struct.pack(">I", zlib.crc32(chunk))


@pytest.mark.parametrize(("width", "height", "expected"), [(2000, 1000, (512, 256)), (100, 80, (100, 80))])
def test_a_photo_becomes_a_jpeg_of_at_most_512(width: int, height: int, expected: tuple[int, int]) -> None:
    small = make_small(encoded(plain(width, height), b"png"))
    shown = QImage.fromData(small.data)
    assert small.media_type == "image/jpeg"
    assert (shown.width(), shown.height()) == expected
    assert max(expected) <= SIDE


def test_what_is_see_through_stays_so() -> None:
    small = make_small(encoded(plain(600, 600, see_through=True), b"png"), "logo")
    shown = QImage.fromData(small.data)
    assert small.media_type == "image/png"
    assert shown.pixelColor(5, 5).alpha() == 120


def test_a_photo_taken_sideways_is_turned_upright() -> None:
    shown = QImage.fromData(make_small(encoded(plain(400, 200), b"jpeg", turned=True)).data)
    assert (shown.width(), shown.height()) == (200, 400)


def test_notes_in_the_file_do_not_come_along() -> None:
    image = plain(64, 64, see_through=True)
    image.setText("Comment", "canary in Cape Town")
    content = encoded(image, b"png")
    assert b"canary" in content
    assert b"canary" not in make_small(content).data


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This is not a picture that can be shown."),
        (b"%PDF-1.7", "This is not a picture that can be shown."),
        (b"\x89PNG\r\n\x1a\n" + bytes(MAX_BYTES), "This picture is larger than 10 MB."),
        (claimed(60_000, 60_000), "This picture has more than 25 megapixels."),
        (claimed(100, 100), "This picture is damaged."),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_reason(content: bytes, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        make_small(content, "logo")
    assert str(refused.value).startswith(sentence)
    assert refused.value.field == "logo"


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^gone\.png could not be read\."):
        read_file(tmp_path / "gone.png")
