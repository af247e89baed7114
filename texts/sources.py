"""Finds every text in the code that is shown through gettext, in the order in which a translator meets it best."""

import ast
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOTS = ("main.py", "relmgr", "ui")
_FUNCTIONS = {"_": ("one",), "ngettext": ("one", "many"), "pgettext": ("context", "one")}
_REMARK = "Translators:"


class SourceError(Exception):
    """A call of gettext whose text is not spelt out, so that nobody can translate it."""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What tells one text from another."""

    one: str
    many: str = ""
    context: str = ""


@dataclass(slots=True)
class Found:
    """Where a text stands, and what its author wants translators to know."""

    places: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def collect(root: Path) -> dict[Key, Found]:
    """Every text below `root`, file by file, from top to bottom. Raises SourceError."""
    texts: dict[Key, Found] = {}
    for path in _modules(root):
        place = path.relative_to(root).as_posix()
        content = path.read_text("utf-8")
        calls = sorted(_calls(ast.parse(content), place), key=lambda call: call[0])
        remarks = _remarks(path) if _REMARK in content else {}
        for line, key in calls:
            found = texts.setdefault(key, Found())
            if place not in found.places:
                found.places.append(place)
            remark = remarks.get(line - 1, "") or remarks.get(line, "")
            if remark and remark not in found.remarks:
                found.remarks.append(remark)
    return texts


def _modules(root: Path) -> Iterator[Path]:
    for name in ROOTS:
        path = root / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def _calls(tree: ast.Module, place: str) -> Iterator[tuple[int, Key]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS:
            if place == "relmgr/i18n/__init__.py":
                continue
            names = _FUNCTIONS[node.func.id]
            said = [each.value for each in node.args[: len(names)] if isinstance(each, ast.Constant)]
            if len(said) != len(names) or not all(isinstance(each, str) for each in said):
                raise SourceError(f"{place}:{node.lineno}: {ast.unparse(node)}")
            yield node.lineno, Key(**{name: str(each) for name, each in zip(names, said, strict=True)})


def _remarks(path: Path) -> dict[int, str]:
    """The remark that stands on each line, or ends a run of comments there."""
    remarks: dict[int, str] = {}
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.COMMENT:
                text = token.string.lstrip("# ")
                if text.startswith(_REMARK):
                    remarks[token.start[0]] = text.removeprefix(_REMARK).strip()
                elif before := remarks.pop(token.start[0] - 1, ""):
                    remarks[token.start[0]] = f"{before} {text}"
    return remarks
