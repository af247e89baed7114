"""Which language the texts are in: what was chosen, else what the system says."""

import locale
import os
import sys
from collections.abc import Mapping

VARIABLE = "RELMGR_LANGUAGE"
"""Goes before everything else: for trying a language, and for the one that doubles every text."""


def wished(chosen: str, system: list[str], environment: Mapping[str, str] = os.environ) -> list[str]:
    """The languages to try, best first: the environment's RELMGR_LANGUAGE, the one `chosen`, those of the `system`."""
    for name in (environment.get(VARIABLE, ""), chosen):
        if name:
            return [name]
    return system


def of_terminal(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The languages that a terminal's programs speak: LANGUAGE, LC_ALL, LC_MESSAGES, LANG; on Windows the system's."""
    messages = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    messages = messages or _of_windows()
    if messages.split(".")[0] in {"", "C", "POSIX"}:
        return []
    return [name for name in [*environment.get("LANGUAGE", "").split(":"), messages] if name]


def _of_windows() -> str:
    if sys.platform != "win32":
        return ""
    import ctypes

    return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
