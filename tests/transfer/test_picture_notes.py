"""Pictures lose what the camera noted, and no pixel: shown with pictures that Qt wrote and reads again."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter

from relmgr.transfer.images import measure
from relmgr.transfer.picture_notes import without_notes

SECRET = b"59.9139N 10.7522E at home"


def picture(kind: str) -> bytes:
    """A small picture with an edge in it, as Qt writes it."""
    image = QImage(40, 24, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    for x in range(10):
        image.setPixelColor(x, 5, QColor("orange"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.encode()))
    assert writer.write(image), kind
    return bytes(buffer.data().data())


def seen(content: bytes) -> tuple[int, int, bytes]:
    """What is seen of it: width, height and all pixels, turned as it says."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    image = reader.read().convertToFormat(QImage.Format.Format_RGB32)
    assert not image.isNull()
    return image.width(), image.height(), bytes(image.constBits())


def exif(turned: int, order: str = "<") -> bytes:
    """An APP1 segment with an orientation and, behind it, a place."""
    mark = b"II" if order == "<" else b"MM"
    tiff = mark + struct.pack(f"{order}HIHHHIHHI", 42, 8, 1, 0x0112, 3, 1, turned, 0, 0) + SECRET
    return b"\xff\xe1" + struct.pack(">H", 8 + len(tiff)) + b"Exif\0\0" + tiff


def segment(marker: int, content: bytes) -> bytes:
    """A segment of a JPEG."""
    return bytes([0xFF, marker]) + struct.pack(">H", 2 + len(content)) + content


def chunk(name: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def riff(name: bytes, content: bytes) -> bytes:
    """A chunk of a WebP."""
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("turned", range(1, 9))
def test_a_jpeg_loses_the_place_and_stays_the_right_way_up(turned: int, order: str) -> None:
    plain = picture("jpeg")
    notes = exif(turned, order) + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET)
    notes += (
        segment(0xED, b"Photoshop 3.0\0" + SECRET) + segment(0xFE, SECRET) + segment(0xE2, b"MPF\0" + SECRET)
    )
    whole = plain[:2] + notes + plain[2:] + b"trailing film " + SECRET
    cleaned = without_notes(whole)
    assert SECRET not in cleaned
    assert seen(cleaned) == seen(whole)
    assert measure(cleaned) == measure(whole)
    assert without_notes(cleaned) == cleaned


def test_a_jpeg_without_notes_is_the_same_to_the_byte_and_its_colours_stay() -> None:
    plain = picture("jpeg")
    assert without_notes(plain) == plain
    coloured = plain[:2] + segment(0xE2, b"ICC_PROFILE\0\x01\x01colours") + plain[2:]
    assert without_notes(coloured) == coloured


def test_a_png_loses_its_texts_and_nothing_else() -> None:
    plain = picture("png")
    notes = (
        chunk(b"eXIf", SECRET) + chunk(b"tEXt", b"Comment\0" + SECRET) + chunk(b"iTXt", b"XML:com\0" + SECRET)
    )
    whole = plain[:33] + notes + plain[33:] + SECRET
    cleaned = without_notes(whole)
    assert SECRET not in cleaned
    assert seen(cleaned) == seen(plain)


def test_a_webp_loses_its_notes() -> None:
    size = struct.pack("<I", 39)[:3] + struct.pack("<I", 23)[:3]
    body = riff(b"VP8X", bytes([0x0C, 0, 0, 0]) + size) + riff(b"VP8L", b"\x2fpixels")
    whole = body + riff(b"EXIF", SECRET) + riff(b"XMP ", SECRET)
    file = b"RIFF" + struct.pack("<I", len(whole) + 4) + b"WEBP" + whole
    cleaned = without_notes(file)
    assert SECRET not in cleaned
    assert b"\x2fpixels" in cleaned
    assert cleaned[20] == 0, "it no longer says that there are notes"
    assert struct.unpack("<I", cleaned[4:8])[0] == len(cleaned) - 8
    found = measure(cleaned)
    assert found is not None
    assert (found.width, found.height) == (40, 24)


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"<svg/>", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1", b"RIFF\0\0\0\0WEBP"]
)
def test_what_is_no_whole_picture_stops_nothing(content: bytes) -> None:
    assert len(without_notes(content)) <= len(content)


def webp() -> bytes:
    """A picture that says it has notes, with its notes behind its pixels."""
    size = struct.pack("<I", 39)[:3] + struct.pack("<I", 23)[:3]
    body = (
        riff(b"VP8X", bytes([0x0C, 0, 0, 0]) + size) + riff(b"VP8L", b"\x2fpixels.") + riff(b"EXIF", SECRET)
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


@pytest.mark.parametrize(
    "plain", [picture("jpeg"), picture("png"), webp()[:-34]], ids=["jpeg", "png", "webp"]
)
def test_a_picture_without_notes_that_is_cut_stays_as_it_is(plain: bytes) -> None:
    for end in range(len(plain)):
        assert without_notes(plain[:end]) == plain[:end]


def test_a_picture_that_is_cut_loses_its_notes_all_the_same() -> None:
    jpeg, png = picture("jpeg"), picture("png")
    assert SECRET not in without_notes((jpeg[:2] + exif(6) + jpeg[2:])[:-20])
    assert without_notes((png[:33] + chunk(b"tEXt", SECRET) + png[33:])[:-20]) == png[:-20]
    assert without_notes(webp()[:-4])[20:] == webp()[20:-34].replace(b"\x0c", b"\0", 1)


def test_what_is_no_segment_stays_and_hides_no_notes() -> None:
    jpeg = picture("jpeg")
    head = 4 + struct.unpack(">H", jpeg[4:6])[0]
    whole = jpeg[:head] + b"stray" + exif(1) + b"\xff" + jpeg[head:]
    assert without_notes(whole) == jpeg[:head] + b"stray\xff" + jpeg[head:]
    png = picture("png")
    assert without_notes(png[:33] + b"1234 5678 90") == png[:33] + b"1234 5678 90"


@pytest.mark.parametrize("behind", [SECRET, riff(b"EXIF", SECRET), riff(b"JUNK", SECRET), b"place"])
def test_what_hangs_behind_the_end_of_a_webp_goes(behind: bytes) -> None:
    plain = without_notes(webp())
    assert without_notes(plain + behind) == plain


def test_a_webp_that_says_it_is_shorter_keeps_its_pixels() -> None:
    plain = without_notes(webp())
    short = plain[:4] + struct.pack("<I", len(plain) - 8 - 6) + plain[8:]
    assert b"\x2fpixels." in without_notes(short)


@given(
    st.binary(max_size=400),
    st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b""]),
)
def test_any_bytes_are_survived(tail: bytes, head: bytes) -> None:
    cleaned = without_notes(head + tail)
    assert without_notes(cleaned) == cleaned or head == b"\xff\xd8\xff"
