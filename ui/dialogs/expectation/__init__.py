"""The dialogs of an expectation: its form with its story, what the board asks when it moves, the quick form, the sheet."""

from ui.dialogs.expectation.dialog import (
    ExpectationDialog,
    open_expectation,
    open_known_expectation,
    open_quick,
)
from ui.dialogs.expectation.moving import AgreeDialog, CloseDialog, RiskDialog, ToldFirst, move_to, told_first
from ui.dialogs.expectation.quick import QuickForm
from ui.dialogs.expectation.scope import ScopeLine, ScopePart

__all__ = [
    "AgreeDialog",
    "CloseDialog",
    "ExpectationDialog",
    "QuickForm",
    "RiskDialog",
    "ScopeLine",
    "ScopePart",
    "ToldFirst",
    "move_to",
    "open_expectation",
    "open_known_expectation",
    "open_quick",
    "told_first",
]
