"""What kind a picture is and how large, read from its first bytes: nothing is decoded before it is known to be small."""

from dataclasses import dataclass

_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE = frozenset(range(0xD0, 0xD9)) | {0x01}


@dataclass(frozen=True, slots=True)
class PictureSize:
    """Media type ("image/png") and size in pixels, as the header states them."""

    media_type: str
    width: int
    height: int

    @property
    def pixels(self) -> int:
        """Width times height: what decoding would have to hold."""
        return self.width * self.height


def measure(content: bytes) -> PictureSize | None:
    """The header of a PNG, JPEG, GIF, WebP or BMP picture; None for anything else or a broken header.

    Reads headers only, in time linear in the number of segments; never raises.
    """
    for read_header in (_png, _jpeg, _gif, _webp, _bmp):
        size = read_header(content)
        if size is not None:
            return size if size.width > 0 and size.height > 0 else None
    return None


def _png(content: bytes) -> PictureSize | None:
    if content[:8] != b"\x89PNG\r\n\x1a\n" or content[12:16] != b"IHDR" or len(content) < 24:
        return None
    return PictureSize("image/png", int.from_bytes(content[16:20]), int.from_bytes(content[20:24]))


def _jpeg(content: bytes) -> PictureSize | None:
    if content[:3] != b"\xff\xd8\xff":
        return None
    at = 2
    while at + 9 <= len(content):
        if content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _JPEG_BARE:
            at += 2
        elif marker in _JPEG_FRAMES:
            height, width = content[at + 5 : at + 7], content[at + 7 : at + 9]
            return PictureSize("image/jpeg", int.from_bytes(width), int.from_bytes(height))
        else:
            at += 2 + max(2, int.from_bytes(content[at + 2 : at + 4]))
    return None


def _gif(content: bytes) -> PictureSize | None:
    if content[:6] not in (b"GIF87a", b"GIF89a") or len(content) < 10:
        return None
    width, height = content[6:8], content[8:10]
    return PictureSize("image/gif", int.from_bytes(width, "little"), int.from_bytes(height, "little"))


def _webp(content: bytes) -> PictureSize | None:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or len(content) < 30:
        return None
    form = content[12:16]
    if form == b"VP8X":
        width = int.from_bytes(content[24:27], "little") + 1
        height = int.from_bytes(content[27:30], "little") + 1
        return PictureSize("image/webp", width, height)
    if form == b"VP8L" and content[20] == 0x2F:
        bits = int.from_bytes(content[21:25], "little")
        return PictureSize("image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if form == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        width = int.from_bytes(content[26:28], "little") & 0x3FFF
        height = int.from_bytes(content[28:30], "little") & 0x3FFF
        return PictureSize("image/webp", width, height)
    return None


def _bmp(content: bytes) -> PictureSize | None:
    if content[:2] != b"BM" or len(content) < 26 or int.from_bytes(content[14:18], "little") < 40:
        return None
    width = int.from_bytes(content[18:22], "little", signed=True)
    height = int.from_bytes(content[22:26], "little", signed=True)
    return PictureSize("image/bmp", width, abs(height))
