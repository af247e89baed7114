"""Fields to type, tick and choose in; an error stands under its field as a sentence with an icon."""

from ui.widgets.fields.choice import CheckBox, ComboField
from ui.widgets.fields.dates import DateField, MonthGrid, PartialDateField, day_text
from ui.widgets.fields.line import ErrorLine, FieldEdit, LineField, SearchField, labelled
from ui.widgets.fields.text_area import Mark, TextArea

__all__ = [
    "CheckBox",
    "ComboField",
    "DateField",
    "ErrorLine",
    "FieldEdit",
    "LineField",
    "Mark",
    "MonthGrid",
    "PartialDateField",
    "SearchField",
    "TextArea",
    "day_text",
    "labelled",
]
