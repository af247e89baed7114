"""The size of a picture by its header."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.transfer.images import PictureSize, measure

_PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480)
_JPEG = b"\xff\xd8\xff\xe0\x00\x04ab" + b"\xff\xff\xc2" + struct.pack(">HBHH", 17, 8, 480, 640) + b"\x03"
_GIF = b"GIF89a" + struct.pack("<HH", 640, 480)
_VP8X = b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + (639).to_bytes(3, "little") + (479).to_bytes(3, "little")
_VP8L = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + (639 | 479 << 14).to_bytes(4, "little") + bytes(8)
_VP8 = b"RIFF\0\0\0\0WEBPVP8 " + bytes(7) + b"\x9d\x01\x2a" + struct.pack("<HH", 640, 480)
_BMP = b"BM" + bytes(12) + struct.pack("<Iii", 40, 640, -480)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (_PNG, "image/png"),
        (_JPEG, "image/jpeg"),
        (_GIF, "image/gif"),
        (_VP8X, "image/webp"),
        (_VP8L, "image/webp"),
        (_VP8, "image/webp"),
        (_BMP, "image/bmp"),
    ],
)
def test_headers(content: bytes, media_type: str) -> None:
    assert measure(content) == PictureSize(media_type, 640, 480)
    assert measure(content[:9]) is None


def test_no_picture_and_no_size() -> None:
    assert measure(b"") is None
    assert measure(b"<svg/>") is None
    assert measure(b"\xff\xd8\xff\xd8" + bytes(20)) is None
    assert measure(b"GIF89a" + bytes(4)) is None


@given(
    st.sampled_from([b"", _PNG[:12], _JPEG[:6], b"GIF89a", b"RIFF\0\0\0\0WEBP", b"BM"]),
    st.binary(max_size=60),
)
def test_any_bytes_are_measured(beginning: bytes, rest: bytes) -> None:
    size = measure(beginning + rest)
    assert size is None or size.pixels > 0
