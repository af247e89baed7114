"""Opens the sample people on a screen of its own and lets a screen reader add a person and log a conversation.

Started inside a desktop session of its own; prints what it met as JSON.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.screen_reader.reader import GoneError, Node, Reader

MAIN = Path(__file__).parents[2] / "main.py"
_PAGES = ("Today", "People", "Expectations", "Reflect", "Referrals", "Settings")
_NAMELESS_BY_NATURE = {"scroll bar", "panel", "scroll pane"}


@contextmanager
def _screen() -> Iterator[str]:
    """A screen nobody looks at; gives its name."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x832x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout is not None
        yield f":{server.stdout.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def _window(display: str) -> Iterator[None]:
    """The window with sample people, in English."""
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "LANGUAGE": "en",
    }
    program = subprocess.Popen([sys.executable, MAIN, "--demo"], env=environment, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        program.terminate()
        program.wait()


def main() -> dict[str, object]:
    """Walk every page, add Ada, log a conversation with her; what was met on the way."""
    with _screen() as display, _window(display):
        reader = Reader()
        reader.find("check box", "Today")
        nameless = {page: _nameless(reader, page) for page in _PAGES}
        _add_ada(reader)
        card = reader.find("label", "Ada Byron")
        _log_conversation(reader)
        told = reader.wait_for(lambda: _told(reader), "the conversation in the timeline")
        return {
            "pages": list(nameless),
            "nameless": {page: found for page, found in nameless.items() if found},
            "card": reader.name(card),
            "timeline": told,
        }


def _nameless(reader: Reader, page: str) -> list[str]:
    """Open `page` by its row; the roles of what takes the focus there and has no name."""
    reader.press("check box", page)
    reader.wait_for(lambda: reader.is_checked(reader.find("check box", page)) or None, f"{page} chosen")
    return reader.wait_for(lambda: [list(_without_name(reader))], page)[0]


def _without_name(reader: Reader) -> Iterator[str]:
    for node in reader.everything():
        if reader.is_usable(node) and not reader.name(node) and not _is_frame(reader, node):
            yield reader.role(node)


def _is_frame(reader: Reader, node: Node) -> bool:
    return reader.role(node) in _NAMELESS_BY_NATURE


def _add_ada(reader: Reader) -> None:
    reader.press("check box", "People")
    reader.press("push button", "New person")
    reader.write("Name", "Ada Byron")
    reader.press("push button", "Save")


def _log_conversation(reader: Reader) -> None:
    reader.press("push button", "Log a conversation")
    reader.write("What happened", "Call with Ada about the engine, her horse is called Tam")
    reader.press("radio button", "Good")
    reader.press("check box", "Asked for my help")
    reader.press("push button", "Save")


def _told(reader: Reader) -> str | None:
    rows = [reader.name(node) for node in reader.everything() if reader.role(node) == "list item"]
    return next((row for row in rows if "Call with Ada" in row), None)


if __name__ == "__main__":
    try:
        sys.stdout.write(json.dumps(main()))
    except (GoneError, TimeoutError, AssertionError) as fault:
        sys.exit(f"{type(fault).__name__}: {fault}")
