"""Takes out of a picture what a camera noted beside it, such as the place: no pixel is decoded, none is changed.

Nothing of it is kept (docs/decisions/0017). What the picture needs to look as it does stays: colours, and which way is up.
"""

import struct

_SCAN, _EXIF, _ICC = 0xDA, 0xE1, 0xE2
_NO_LENGTH = frozenset({0x00, 0x01, *range(0xD0, 0xD8)})
_JPEG_NOTES = frozenset({*range(0xE1, 0xF0), 0xFE}) - {0xEE}
"""APP1 to APP15 and comments; APP14 says how colours are meant."""
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD", b"pHYs"}
    | {b"acTL", b"fcTL", b"fdAT"}
)  # fmt: skip
_WEBP_NOTES = frozenset({b"EXIF", b"XMP "})
_WEBP_SAYS_NOTES = 0x08 | 0x04
_WEBP_LEAST = 12
"""What a file must say of its length if it holds a chunk at all."""
_ORIENTATION = 0x0112


def without_notes(content: bytes) -> bytes:
    """The same picture without EXIF, XMP, IPTC, comments and what hangs behind its end; linear, never raises.

    JPEG, PNG and WebP; any other kind is given back as it is. A picture that is cut short loses the notes before the
    cut and stays cut; what is not made as its kind says stays where it stands.
    """
    if content[:3] == b"\xff\xd8\xff":
        return _jpeg(content)
    if content[:8] == b"\x89PNG\r\n\x1a\n":
        return _png(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp(content)
    return content


def _jpeg(content: bytes) -> bytes:
    kept, at, turned = bytearray(content[:2]), 2, 1
    while at + 4 <= len(content) and content[at : at + 2] != b"\xff\xd9":
        marker = content[at + 1]
        if content[at] != 0xFF or marker == 0xFF:
            # Whoever shows the picture passes over what is no marker, too.
            behind = content.find(b"\xff", at + 1)
            behind = behind if behind >= 0 else len(content)
            kept += content[at:behind]
            at = behind
            continue
        if marker in _NO_LENGTH:
            kept += content[at : at + 2]
            at += 2
            continue
        end = at + 2 + max(2, int.from_bytes(content[at + 2 : at + 4]))
        segment = content[at:end]
        if marker == _EXIF and segment[4:10] == b"Exif\0\0":
            turned = _orientation(segment[10:]) or turned
        if marker == _SCAN:
            end = _end_of_scan(content, end)
            segment = content[at:end]
        if marker not in _JPEG_NOTES or (marker == _ICC and segment[4:15] == b"ICC_PROFILE"):
            kept += segment
        at = end
    rest = content[at:]
    kept += rest[:2] if rest[:2] == b"\xff\xd9" else rest
    if turned != 1:
        kept[2:2] = _exif_of(turned)
    return bytes(kept)


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands behind the compressed pixels."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] not in _NO_LENGTH and content[at + 1] != 0xFF:
            return at
        at += 1 if content[at + 1] == 0xFF else 2
    return len(content)


def _orientation(tiff: bytes) -> int:
    """Which way is up, 1 to 8; 0 where it is not said."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2], "")
    if not order:
        return 0
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(min(count, 500)):
            tag, kind, _many, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number)
            if tag == _ORIENTATION and kind == 3:
                return value if 1 <= value <= 8 else 0
    except struct.error:
        return 0
    return 0


def _exif_of(turned: int) -> bytes:
    """A segment that says which way is up, and nothing else."""
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)
    return struct.pack(">BBH", 0xFF, _EXIF, 8 + len(tiff)) + b"Exif\0\0" + tiff


def _png(content: bytes) -> bytes:
    kept, at = [content[:8]], 8
    while at + 8 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        name = content[at + 4 : at + 8]
        if not name.isalpha():
            break
        if name in _PNG_KEPT:
            kept.append(content[at:end])
        at = end
        if name == b"IEND":
            return b"".join(kept)
    return b"".join([*kept, content[at:]])


def _webp(content: bytes) -> bytes:
    said = int.from_bytes(content[4:8], "little")
    is_cut = len(content) < 8 + said
    # A chunk that begins before the end is part of the picture, however far it reaches.
    last = 8 + said if said >= _WEBP_LEAST else len(content)
    kept, at = [], 12
    while at + 8 <= len(content) and at < last:
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        name, chunk = content[at : at + 4], content[at:end]
        if name == b"VP8X" and len(chunk) > 8:
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_SAYS_NOTES]) + chunk[9:]
        if name not in _WEBP_NOTES:
            kept.append(chunk)
        at = end
    body = b"".join([*kept, content[at:] if at < last else b""])
    lost = len(content) - 12 - len(body)
    if not lost:
        return content
    size = max(0, said - lost) if is_cut else len(body) + 4
    return b"RIFF" + size.to_bytes(4, "little") + b"WEBP" + body
