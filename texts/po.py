"""Reads and writes catalogues: any .po is read, and written so that each text is one line and nothing changes by itself."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from relmgr.i18n.catalogue import plain
from texts.sources import Found, Key

_LINE = re.compile(r'(?P<name>msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)?\s*"(?P<text>.*)"$')
_PLACES_SHOWN = 3


class CatalogueError(Exception):
    """A file that is no catalogue."""


@dataclass(slots=True)
class Entry:
    """A text in one language."""

    forms: tuple[str, ...]
    note: str = ""
    """The translator's own remark."""
    is_fuzzy: bool = False


@dataclass(slots=True)
class PoFile:
    """A catalogue as it stands on the disk."""

    note: str = ""
    head: str = ""
    entries: dict[Key, Entry] = field(default_factory=dict)

    def header(self, name: str) -> str:
        """The value of the header `name`; "" without one."""
        found = re.search(rf"^{name}: (.*)$", self.head, re.MULTILINE)
        return found[1].strip() if found else ""


def read(content: str) -> PoFile:
    """The catalogue that `content` is. Raises CatalogueError."""
    whole = PoFile()
    for block in re.split(r"\n\s*\n", content.strip()):
        lines = [line for line in block.splitlines() if not line.startswith("#~")]
        if not any(line.startswith("msgid") for line in lines):
            continue
        texts = _texts(line for line in lines if not line.startswith("#"))
        note = "\n".join(line[2:].strip() for line in lines if line == "#" or line.startswith("# "))
        forms = tuple(text for name, text in texts.items() if name.startswith("msgstr"))
        if not texts.get("msgid"):
            whole.note, whole.head = note, forms[0]
            continue
        key = Key(texts["msgid"], texts.get("msgid_plural", ""), texts.get("msgctxt", ""))
        if key in whole.entries:
            raise CatalogueError(f"twice: {key.one}")
        fuzzy = any(line.startswith("#,") and "fuzzy" in line for line in lines)
        whole.entries[key] = Entry(forms, note, fuzzy)
    return whole


def _texts(lines: Iterator[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    name = ""
    for line in lines:
        found = _LINE.match(line)
        if found is None:
            raise CatalogueError(f"not understood: {line}")
        name = found["name"] or name
        texts[name] = texts.get(name, "") + plain(found["text"])
    return texts


def merged(known: PoFile, texts: Mapping[Key, Found], forms: int) -> PoFile:
    """`known` with all of `texts`, in their order; those of the code that went are left out, new ones are empty."""
    entries = {key: known.entries.get(key) or Entry(("",) * (forms if key.many else 1)) for key in texts}
    return PoFile(known.note, known.head, entries)


def written(whole: PoFile, texts: Mapping[Key, Found]) -> str:
    """`whole` as a file, with what `texts` know about each."""
    blocks = [_head(whole)]
    for key, entry in whole.entries.items():
        blocks.append("\n".join(_lines(key, entry, texts[key])))
    return "\n\n".join(blocks) + "\n"


def _head(whole: PoFile) -> str:
    lines = [f"# {line}".rstrip() for line in whole.note.splitlines()]
    lines += ['msgid ""', 'msgstr ""', *(f'"{_escaped(line)}\\n"' for line in whole.head.splitlines())]
    return "\n".join(lines)


def _lines(key: Key, entry: Entry, found: Found) -> Iterator[str]:
    yield from (f"# {line}".rstrip() for line in entry.note.splitlines())
    yield from (f"#. {remark}" for remark in found.remarks)
    yield f"#: {' '.join(found.places[:_PLACES_SHOWN])}"
    if entry.is_fuzzy:
        yield "#, fuzzy"
    if key.context:
        yield f'msgctxt "{_escaped(key.context)}"'
    yield f'msgid "{_escaped(key.one)}"'
    if key.many:
        yield f'msgid_plural "{_escaped(key.many)}"'
        yield from (f'msgstr[{number}] "{_escaped(form)}"' for number, form in enumerate(entry.forms))
    else:
        yield f'msgstr "{_escaped(entry.forms[0])}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")


def read_file(path: Path) -> PoFile:
    """The catalogue in `path`. Raises CatalogueError that names the file."""
    try:
        return read(path.read_text("utf-8"))
    except (CatalogueError, UnicodeDecodeError, LookupError) as error:
        raise CatalogueError(f"{path.name}: {error}") from error
