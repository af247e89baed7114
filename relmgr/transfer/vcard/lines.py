"""From physical lines to content lines: unfolded, decoded, and split into group, name, parameters and value."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from relmgr.i18n import _
from relmgr.transfer.vcard import text as texts
from relmgr.transfer.vcard import vocabulary
from relmgr.transfer.vcard.model import EXCERPT, Limits

_BASE64 = re.compile(r"[A-Za-z0-9+/=]+[ \t]*")
# Windows' own address book writes an underscore in the names it made up.
_NAME = re.compile(r"[A-Za-z0-9_-]+")
_CUT_CHARACTER = re.compile(r"=(?:[CD][0-9A-F]|E[0-9A-F](?:=[89AB][0-9A-F])?|F[0-7](?:=[89AB][0-9A-F]){0,2})")
_CUT_OFF_REST = re.compile(r"[ \t]=[89AB][0-9A-F]")
_LONGEST_CHARACTER = 9
_BEFORE_SEMICOLON = re.compile(r'[^";]*+(?:"[^"]*+"[^";]*+)*+(?:".*+)?', re.DOTALL)
"""Possessive, and so linear whatever stands there; what opens a quotation mark and never closes it goes on to the end."""
_BEFORE_COLON = re.compile(r'[^":]*+(?:"[^"]*+"[^":]*+)*+')
_MAY_BREAK = "= \t"
_BINARY = ("PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE")
_CACHED_HEADS = 4_096
_CACHED_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the colon. `name` is upper case, and empty where it is no legal name.

    `label` is made of the types ("home fax"); `extra` are the parameters that nothing here understands.
    """

    group: str
    name: str
    parameters: dict[str, str]
    types: tuple[str, ...]
    label: str
    preference: int
    encoding: str
    charset: str
    extra: tuple[str, ...]


_NO_HEAD = Head("", "", {}, (), "", 0, "", "", ())


@dataclass(slots=True)
class ContentLine:
    """One unfolded line: where it began, as it stood, and split. `fault` says why it could not be split.

    `remark` says what had to be guessed or removed to read it.
    """

    number: int
    raw: str
    head: Head
    value: str
    fault: str = ""
    remark: str = ""

    @property
    def is_bare(self) -> bool:
        """Whether it has no colon, and so no property name."""
        return self.head is _NO_HEAD and ":" not in self.raw


class _Folded:
    """A content line being put together from physical ones."""

    __slots__ = ("_blanks", "_encoding", "habits", "limit", "number", "parts", "size")

    def __init__(self, number: int, first: str, limit: int, habits: "_Habits") -> None:
        self.habits = habits
        self.number = number
        self.parts = [first]
        self.size = len(first)
        self.limit = limit
        self._encoding: str | None = None
        self._blanks: list[int] = []
        """Which parts came after a soft break and begin with a blank."""

    @property
    def encoding(self) -> str:
        """ "q" for quoted-printable, "b" for base64, judged once by the head."""
        if self._encoding is None:
            head, _colon, value = self.parts[0][:1_000].partition(":")
            head = head.upper()
            if "QUOTED-PRINTABLE" in head:
                self._encoding = "q"
            elif "BASE64" in head or "ENCODING=B" in head or value.startswith("data:"):
                self._encoding = "b"
            else:
                name = head.partition(";")[0].rpartition(".")[2]
                self._encoding = "b" if name in _BINARY and "VALUE=UR" not in head else ""
        return self._encoding

    @property
    def is_marker(self) -> bool:
        """Whether it is a BEGIN or END of a card, which nothing continues."""
        return self.size < 40 and len(self.parts) == 1 and _is_marker(self.parts[0])

    def add(self, line: str, after_soft_break: bool) -> None:
        """Join a further physical line; beyond the limit only its size is noted."""
        is_folded = line[0] in " \t"
        piece = line[1:] if is_folded and not after_soft_break else line
        if self.size <= self.limit:
            if is_folded and after_soft_break:
                self._blanks.append(len(self.parts))
            self.parts.append(piece)
        self.size += len(piece)

    def drops_soft_break(self) -> bool:
        """Take off the "=" that ends a line of quoted-printable text; whether there is one.

        No more than one: what stands before it may be the beginning of a character's code. Blanks after it are the
        transport's (RFC 2045 §6.7).
        """
        if self.encoding != "q":
            return False
        bare = self.parts[-1].rstrip(" \t")
        if not bare.endswith("="):
            return False
        self.parts[-1] = bare[:-1]
        return True

    def whole(self) -> tuple[int, str, bool]:
        """Its first line's number, the text, and whether it is longer than may be."""
        if len(self.parts) == 1 and self.size <= self.limit:
            return self.number, self.parts[0], False
        if self.size > self.limit:
            return self.number, "".join(self.parts)[:EXCERPT], True
        if self._blanks:
            self._without_folds()
        return self.number, "".join(self.parts), False

    def _without_folds(self) -> None:
        """Take off the blanks of a writer that folds lines on top of soft breaks, once one stands within a character."""
        if not self.habits.folds_soft_breaks:
            self.habits.folds_soft_breaks = any(
                _is_cut(self.parts[at - 1], self.parts[at]) for at in self._blanks
            )
        if self.habits.folds_soft_breaks:
            for at in self._blanks:
                self.parts[at] = self.parts[at][1:]


@dataclass(slots=True)
class _Habits:
    """What a file has shown of the program that wrote it."""

    folds_soft_breaks: bool = False


def _is_cut(part: str, following: str) -> bool:
    """Whether quoted-printable UTF-8 breaks off within a character and goes on after a blank."""
    if _CUT_OFF_REST.match(following) is None:
        return False
    beginning = max(part.rfind(lead, -_LONGEST_CHARACTER) for lead in ("=C", "=D", "=E", "=F"))
    return beginning >= 0 and _CUT_CHARACTER.fullmatch(part, beginning) is not None


def _is_marker(line: str) -> bool:
    return line.strip().upper() in ("BEGIN:VCARD", "END:VCARD")


def unfold(batches: Iterable[list[str]], limit: int) -> Iterator[tuple[int, str, bool]]:
    """Content lines as (number of their first line, text, whether longer than `limit`); blank lines are passed over.

    A line goes on where the next begins with a blank (RFC 6350 §3.2), where quoted-printable text ends in "=", and
    where base64 goes on without any mark, as vCard 2.1 allows.
    """
    number = start = 0
    first = ""
    folded: _Folded | None = None
    habits = _Habits()
    soft = False
    for batch in batches:
        for line in batch:
            number += 1
            if not line:
                soft = False
                continue
            is_folded = line[0] in " \t"
            # Nearly every line stands alone; only where one may go on is it looked at more closely.
            if first and (soft or is_folded or ":" not in line):
                folded = folded or _Folded(start, first, limit, habits)
                if _continues(folded, line, soft):
                    folded.add(line, soft)
                    soft = line[-1] in _MAY_BREAK and folded.drops_soft_break()
                    continue
            if folded is not None:
                yield folded.whole()
                folded = None
            elif first:
                yield start, first, len(first) > limit
            start, first = number, line.lstrip(" \t") if is_folded else line
            soft = False
            if line[-1] in _MAY_BREAK and first.rstrip(" \t").endswith("="):
                folded = _Folded(start, first, limit, habits)
                soft = folded.drops_soft_break()
    if folded is not None:
        yield folded.whole()
    elif first:
        yield start, first, len(first) > limit


def _continues(current: _Folded, line: str, soft: bool) -> bool:
    if soft:
        return not _is_marker(line)
    if line[0] in " \t":
        return not current.is_marker
    return ":" not in line and current.encoding == "b" and _BASE64.fullmatch(line) is not None


class LineReader:
    """Splits content lines; heads that come again and again ("TEL;TYPE=CELL") are understood once."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._heads: dict[str, Head] = {}

    def read(self, batches: Iterable[list[str]]) -> Iterator[ContentLine]:
        """All content lines of a file."""
        for number, raw, is_too_long in unfold(batches, self._limits.line_characters):
            if is_too_long:
                yield ContentLine(number, raw[:EXCERPT], _NO_HEAD, "", fault=self._too_long())
            elif raw.strip():
                yield self.split(number, raw)

    def split(self, number: int, raw: str) -> ContentLine:
        """One content line of text."""
        remark = ""
        if not raw.isascii() or "\0" in raw or "\x1b" in raw:
            raw, remark = _repaired(raw)
        colon = raw.find(":")
        if colon > 0 and raw.find('"', 0, colon) >= 0:
            colon = _colon_outside_quotes(raw, self._limits.head_characters, colon)
        if colon < 0:
            return ContentLine(number, raw, _NO_HEAD, "", _("This line has no property name."), remark)
        if colon > self._limits.head_characters:
            return ContentLine(number, raw, _NO_HEAD, "", self._too_many(), remark)
        head_text = raw[:colon]
        head = self._heads.get(head_text) or self._head(head_text)
        if head is None:
            return ContentLine(number, raw, _NO_HEAD, "", self._too_many(), remark)
        if len(raw) - colon > self._limits.property_bytes and head.name not in _BINARY:
            return ContentLine(number, raw[:EXCERPT], _NO_HEAD, "", self._too_long(), remark)
        return ContentLine(number, raw, head, raw[colon + 1 :], "", remark)

    def _head(self, head_text: str) -> Head | None:
        """What a head says that has not been met yet; None if it has too many parameters."""
        if head_text.count(";") > self._limits.parameters:
            return None
        head = _head_of(head_text)
        if len(head_text) <= _CACHED_LENGTH:
            if len(self._heads) >= _CACHED_HEADS:
                self._heads.clear()
            self._heads[head_text] = head
        return head

    def _too_long(self) -> str:
        megabytes = self._limits.property_bytes // (1024 * 1024)
        return _("This property is longer than {megabytes} MB and was left out.").format(megabytes=megabytes)

    def _too_many(self) -> str:
        return _("This property has more than {count} parameters and was left out.").format(
            count=self._limits.parameters
        )


def remark_of(doubt: texts.Doubt) -> str:
    """What to say of text that was read with a doubt; "" where there is none."""
    if doubt is texts.Doubt.NOT_STATED:
        return _("The character set of this line is not stated; it was read as Windows-1252.")
    if doubt is texts.Doubt.DOES_NOT_FIT:
        return _("The character set that this line states does not fit it; it was read as Windows-1252.")
    return _("This line holds characters that could not be read.") if doubt is texts.Doubt.DAMAGED else ""


def _repaired(raw: str) -> tuple[str, str]:
    remark = ""
    if "\0" in raw:
        raw = raw.replace("\0", "")
        remark = _("Zero bytes were removed from this line.")
    raw = raw.removeprefix("\ufeff")
    if "\x1b" in raw:
        raw = _shifted(raw)
    try:
        raw.encode("utf-8")
    except UnicodeEncodeError:
        content = raw.encode("utf-8", "surrogateescape")
        raw, doubt = texts.decode(content, _declared_charset(content))
        raw = raw.replace("\0", "")
        remark = remark_of(doubt) or remark
    if "\ufffd" in raw:
        remark = remark_of(texts.Doubt.DAMAGED)
    return raw, remark


def _shifted(raw: str) -> str:
    """A line of ISO-2022-JP as text: all of its bytes are ASCII, told apart by escape sequences alone."""
    content = raw.encode("utf-8", "surrogateescape")
    if not _declared_charset(content).upper().startswith("ISO-2022-"):
        return raw
    text, doubt = texts.decode(content, _declared_charset(content))
    return text if doubt is texts.Doubt.NONE else raw


def _declared_charset(content: bytes) -> str:
    head = content[:2_000].partition(b":")[0].upper()
    return head.partition(b"CHARSET=")[2].partition(b";")[0].strip(b' "').decode("ascii", "ignore")


def _colon_outside_quotes(raw: str, limit: int, first_colon: int) -> int:
    match = _BEFORE_COLON.match(raw, 0, limit)
    end = match.end() if match is not None else 0
    return end if raw.startswith(":", end) and end < limit else first_colon


def _pieces(text: str) -> list[str]:
    """Split at the semicolons outside quotation marks; the marks stay."""
    if '"' not in text:
        return text.split(";")
    pieces, at = [], 0
    while (match := _BEFORE_SEMICOLON.match(text, at)) is not None and match.end() < len(text):
        pieces.append(match[0])
        at = match.end() + 1
    return [*pieces, text[at:]]


def _head_of(head_text: str) -> Head:
    full_name, *pieces = _pieces(head_text)
    group, dot, name = full_name.strip().partition(".")
    if not dot:
        group, name = "", group
    if _NAME.fullmatch(name) is None:
        return _NO_HEAD
    name = name.upper()
    parameters: dict[str, str] = {}
    types: list[str] = []
    for piece in pieces:
        key, equals, value = piece.partition("=")
        key = key.strip().upper()
        if key.startswith("X-CUSTOM("):
            types.append(_samsung_label(piece))
        elif not equals:
            _bare(key, piece.strip(), parameters, types)
        elif key == "TYPE":
            types.extend(_types_of(value))
        else:
            parameters.setdefault(key, texts.unescape_parameter(value.strip().strip('"')))
    return _understood(group.lower(), name, parameters, types)


def _bare(key: str, piece: str, parameters: dict[str, str], types: list[str]) -> None:
    if key in ("QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"):
        parameters.setdefault("ENCODING", key)
    elif piece:
        types.extend(_types_of(piece))


def _types_of(value: str) -> list[str]:
    stripped = value.strip()
    if stripped.upper().startswith("X-CUSTOM("):
        return [_samsung_label(stripped)]
    pieces = (piece.strip(" \"'") for piece in stripped.replace('"', "").replace("\\,", ",").split(","))
    return [texts.unescape_parameter(piece) for piece in pieces if piece]


def _samsung_label(piece: str) -> str:
    """The label in `X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=E5=85…)`, as Samsung's phones write it."""
    inside = piece.partition("(")[2].rstrip(")")
    charset, comma, rest = inside.partition(",")
    if not comma:
        return inside
    encoding, comma, label = rest.partition(",")
    if "QUOTED-PRINTABLE" in encoding.upper():
        return texts.quoted_printable(label, charset.partition("=")[2])[0]
    return label or rest


def _understood(group: str, name: str, parameters: dict[str, str], types: list[str]) -> Head:
    stated = parameters.get("ENCODING", "").upper()
    encoding = {"Q": "q", "B": "b"}.get(stated[:1], "")
    preference = int(parameters["PREF"]) if _is_preference(parameters.get("PREF", "")) else 0
    lowered = [word.lower() for word in types]
    if "pref" in lowered or "preferred" in lowered:
        preference = 1
    known = vocabulary.PARAMETERS | vocabulary.PARAMETERS_OF.get(name, frozenset())
    own = parameters.get("X-ABLABEL", "").strip()
    return Head(
        group=group,
        name=name,
        parameters=parameters,
        types=tuple(word for word in types if word.lower() not in ("pref", "preferred")),
        label=vocabulary.plain_label(own) if own else vocabulary.label_of_types(types),
        preference=preference,
        encoding=encoding,
        charset=parameters.get("CHARSET", ""),
        extra=tuple(key for key in parameters if key not in known),
    )


def _is_preference(value: str) -> bool:
    return len(value) <= 3 and value.isascii() and value.isdigit() and 1 <= int(value) <= 100
