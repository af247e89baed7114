"""The dialogs of an expectation: its form with its story, what the board asks when it moves, the quick form, the sheet."""

from ui.dialogs.expectation.card_menu import open_expectation_menu
from ui.dialogs.expectation.dialog import (
    ExpectationDialog,
    open_expectation,
    open_known_expectation,
    open_quick,
)
from ui.dialogs.expectation.moving import AgreeDialog, CloseDialog, RiskDialog, ToldFirst, move_to, told_first
from ui.dialogs.expectation.quick import QuickForm, way_words
from ui.dialogs.expectation.scope import ScopeLine, ScopePart
from ui.dialogs.expectation.sheet import SheetDialog, open_sheet

__all__ = [
    "AgreeDialog",
    "CloseDialog",
    "ExpectationDialog",
    "QuickForm",
    "RiskDialog",
    "ScopeLine",
    "ScopePart",
    "SheetDialog",
    "ToldFirst",
    "move_to",
    "open_expectation",
    "open_expectation_menu",
    "open_known_expectation",
    "open_quick",
    "open_sheet",
    "told_first",
    "way_words",
]
