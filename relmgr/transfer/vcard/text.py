"""Escapes, lists, quoted-printable and character sets of vCard values; every function is linear and never raises."""

import binascii
import codecs
import re
from enum import Enum
from itertools import chain

_PARAMETER_ESCAPE = re.compile(r"\^([n'^])")
_PARAMETER_MEANING = {"n": "\n", "'": '"', "^": "^"}
_PARAMETER_CODES = str.maketrans({"\n": "^n", '"': "^'", "^": "^^"})
_TEXT_CODES = str.maketrans({"\\": "\\\\", "\n": "\\n", ",": "\\,", ";": "\\;"})
_LINE_CODES = str.maketrans({"\\": "\\\\", "\n": "\\n"})


_SEVERAL_BYTES = ("utf-8", "cp932", "gb", "euc", "big5", "cp949", "iso2022", "shift")


class Doubt(Enum):
    """What is to be doubted of text that was read from bytes."""

    NONE = "none"
    NOT_STATED = "not stated"
    """Its character set, which was guessed."""
    DOES_NOT_FIT = "does not fit"
    """Its character set, which was stated, is another."""
    DAMAGED = "damaged"
    """Some characters: they could not be read, and stand as U+FFFD, or were cut off at the end."""


def _stand_ins(text: str) -> tuple[str, str]:
    """Two characters that do not stand in `text`: no text has all of those that mean nothing by themselves."""
    if "\0" not in text and "\1" not in text:
        return "\0", "\1"
    free = (one for one in map(chr, chain(range(0xE000, 0xF900), range(0xF0000, 0xFFFFE))) if one not in text)
    return next(free), next(free)


def unescape(text: str) -> str:
    r"""Undo `\\ \, \; \: \n` (RFC 6350 §3.4); a backslash before anything else is dropped, as Apple's readers do.

    Lotus Notes writes a line end as `\r\n`, which is one. Whole text by whole text, for a value may be megabytes of
    backslashes.
    """
    if "\\" not in text:
        return text
    pair, _other = _stand_ins(text)
    single = text.replace("\\\\", pair)
    last = "\\" if single.endswith("\\") else ""
    for coded in ("\\r\\n", "\\r\\N", "\\n", "\\N"):
        single = single.replace(coded, "\n")
    return single.replace("\\", "").replace(pair, "\\") + last


def unescape_2_1(text: str) -> str:
    r"""Undo what vCard 2.1 writers escape; `\n` stays, for there it may be the start of a folder's name."""
    if "\\" not in text:
        return text
    pair, _other = _stand_ins(text)
    single = text.replace("\\\\", pair)
    for sign in ";,:":
        single = single.replace("\\" + sign, sign)
    return single.replace(pair, "\\")


def escape(text: str) -> str:
    """The text as the value of a TEXT property."""
    return one_newline(text).translate(_TEXT_CODES)


def escape_line(text: str) -> str:
    """The text as the value of a URI property: commas and semicolons stand as they are (RFC 6350 §4.2)."""
    return one_newline(text).translate(_LINE_CODES)


def one_newline(text: str) -> str:
    r"""Line ends as \n."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def split(text: str, separator: str) -> list[str]:
    """The pieces between unescaped separators (";" or ","), still escaped."""
    if "\\" not in text:
        return text.split(separator)
    pair, escaped = _stand_ins(text)
    masked = text.replace("\\\\", pair).replace("\\" + separator, escaped)
    return [
        piece.replace(escaped, "\\" + separator).replace(pair, "\\\\") for piece in masked.split(separator)
    ]


def unescape_parameter(text: str) -> str:
    """Undo ^n ^' ^^ (RFC 6868)."""
    return _PARAMETER_ESCAPE.sub(lambda match: _PARAMETER_MEANING[match[1]], text) if "^" in text else text


def escape_parameter(text: str) -> str:
    """The text as a parameter's value, in quotation marks where it needs them (RFC 6350 §3.3, RFC 6868)."""
    coded = one_newline(text).translate(_PARAMETER_CODES)
    if coded and all(character.isalnum() or character in "-_./+" for character in coded):
        return coded
    return f'"{coded}"'


def codec_named(charset: str) -> str:
    """Python's name of a character set; empty if there is none, or it is not one of text."""
    if not charset or len(charset) > 40 or not charset.isascii():
        return ""
    try:
        name = codecs.lookup(charset.strip()).name
        b"".decode(name)
    except (LookupError, ValueError):
        return ""
    # Shift-JIS and GB2312 are declared by programs that mean their supersets.
    return {"shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252"}.get(
        name, name
    )


def decode(content: bytes, charset: str = "") -> tuple[str, Doubt]:
    """The bytes as text, and what is to be doubted of it: UTF-8, the declared character set, Windows-1252.

    Telephones cut names off after so many bytes, in the middle of a character: such text is damaged, and not of
    another character set.
    """
    codec = codec_named(charset)
    is_first = codec in ("cp932", "gb18030", "utf-7") or codec.startswith("iso2022")
    for candidate in (codec, "utf-8") if is_first else ("utf-8", codec):
        try:
            if candidate:
                return content.decode(candidate), Doubt.NONE
        except (UnicodeDecodeError, ValueError):
            continue
    damaged = _damaged(content, codec)
    if damaged:
        return damaged, Doubt.DAMAGED
    doubt = Doubt.DOES_NOT_FIT if codec else Doubt.NOT_STATED
    try:
        return content.decode("cp1252"), doubt
    except UnicodeDecodeError:
        return content.decode("latin-1"), doubt


def _damaged(content: bytes, codec: str) -> str:
    """The text if its bytes are mostly such as `codec` makes, else ""; unstated, UTF-8 must be all but certain."""
    if codec and not codec.startswith(_SEVERAL_BYTES):
        return ""
    text = content.decode(codec or "utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return text.rstrip("\ufffd") if good > (bad if codec else 4 * bad) else ""


def quoted_printable(text: str, charset: str) -> tuple[str, Doubt]:
    """What quoted-printable text stands for (RFC 2045 §6.7), and what is to be doubted of it."""
    content = binascii.a2b_qp(text.encode("utf-8", "surrogateescape"))
    return decode(content, charset)


def base64_bytes(text: str) -> bytes | None:
    """The bytes that base64 text stands for, padded or not, blanks ignored; None if it is none."""
    compact = "".join(text.split()).rstrip("=")
    try:
        return binascii.a2b_base64(compact + "=" * (-len(compact) % 4), strict_mode=True)
    except (binascii.Error, ValueError):
        return None


def base64_text(text: str, charset: str) -> tuple[str, Doubt]:
    """Text that was written in base64, and what is to be doubted of it; not base64 stays as it is."""
    content = base64_bytes(text)
    return (text, Doubt.NONE) if content is None else decode(content, charset)
