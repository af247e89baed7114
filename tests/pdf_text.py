"""Reads the words back out of a PDF that Qt wrote: enough of the format for the tests, and no more."""

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_SHOWN = re.compile(rb"/F(\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)> Tj|(ET)")
_ONE = re.compile(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>(?: <([0-9A-Fa-f]+)>)?")
_LISTED = re.compile(rb"<([0-9A-Fa-f]+)> <[0-9A-Fa-f]+> \[([^\]]*)\]")


def pages(pdf: bytes) -> int:
    """How many pages it has."""
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def words(pdf: bytes) -> str:
    """Its text in the order in which it is drawn, blanks single."""
    objects = {int(number): content for number, content in _OBJECT.findall(pdf)}
    maps: dict[int, dict[int, str]] = {}
    said: list[str] = []
    for content in objects.values():
        drawn = _content(content)
        if b" Tj" not in drawn:
            continue
        font = 0
        for chosen, glyphs, end in _SHOWN.findall(drawn):
            if chosen:
                font = int(chosen)
                maps.setdefault(font, _letters(objects, font))
            elif end:
                said.append(" ")
            else:
                said += [maps[font].get(int(glyphs[at : at + 4], 16), "") for at in range(0, len(glyphs), 4)]
    return " ".join("".join(said).split())


def _content(content: bytes) -> bytes:
    found = _STREAM.search(content)
    if found is None:
        return b""
    raw = found.group(1)
    return zlib.decompress(raw) if b"/FlateDecode" in content[: found.start()] else raw


def _letters(objects: dict[int, bytes], font: int) -> dict[int, str]:
    """From glyphs to letters, as the font's own table says."""
    found = re.search(rb"/ToUnicode (\d+) 0 R", objects[font])
    assert found is not None, "text that cannot be searched"
    table = _content(objects[int(found.group(1))])
    letters: dict[int, str] = {}
    for first, given in _LISTED.findall(table):
        for step, code in enumerate(re.findall(rb"<([0-9A-Fa-f]+)>", given)):
            letters[int(first, 16) + step] = _text(code)
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        letters |= {int(glyph, 16): _text(code) for glyph, code, _none in _ONE.findall(part)}
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, code in _ONE.findall(re.sub(rb"\[[^\]]*\]", b"|", part)):
            if code:
                for step in range(int(last, 16) - int(first, 16) + 1):
                    letters[int(first, 16) + step] = chr(int(code, 16) + step)
    return letters


def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be")
