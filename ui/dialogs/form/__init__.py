"""What every form is made of: rows with errors under them, choices, people to pick, and saving that loses nothing."""

from ui.dialogs.form.dialog import FORM_WIDTH, FormDialog
from ui.dialogs.form.fields import (
    Choice,
    NumberField,
    PartialLine,
    complete,
    day_value,
    partial_value,
    text_area,
    time_value,
)
from ui.dialogs.form.leap import LeapDayRow
from ui.dialogs.form.people import PersonField
from ui.dialogs.form.rows import LABEL_WIDTH, FormRow, Repeated, side_by_side

__all__ = [
    "FORM_WIDTH",
    "LABEL_WIDTH",
    "Choice",
    "FormDialog",
    "FormRow",
    "LeapDayRow",
    "NumberField",
    "PartialLine",
    "PersonField",
    "Repeated",
    "complete",
    "day_value",
    "partial_value",
    "side_by_side",
    "text_area",
    "time_value",
]
