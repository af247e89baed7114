"""Makes a start of the windows cost less than the defaults of Python and PySide6 (docs/decisions/0011).

Nothing here changes what a window does; where PySide6 comes to work otherwise, it is left as it is.
"""

from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from relmgr import quick_classes

_ASKED = "_mod_uses_pyside"


def run(arguments: Sequence[str]) -> int:
    """Import the windows and show them until the user quits; returns the exit code."""
    begin()
    from ui import app

    return app.run(arguments)


def begin() -> None:
    """Before the windows are imported: collect no garbage until `ui.app.settle`, and read no sources."""
    quick_classes.begin()
    _read_no_sources()


def _read_no_sources() -> None:
    """Have PySide6 take for granted that a module may name it.

    Of every module imported after it, it reads the source to see whether it does, and keeps the text: a tenth of a start
    and twenty megabytes. It asks for the sake of `__feature__`, which is used nowhere here, nor in what is used here.
    """
    import_module("PySide6.QtCore")
    feature = import_module("shibokensupport.feature")
    if hasattr(feature, _ASKED):
        setattr(feature, _ASKED, _may_name_it)


def _may_name_it(_module: ModuleType) -> bool:
    return True
