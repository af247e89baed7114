"""The style sheet for what Qt paints by itself: fields, menus, scrollbars, tooltips, plain buttons."""

from string import Template
from typing import Final

from PySide6.QtGui import QColor

from ui.theme import metrics
from ui.theme.palette import role_names
from ui.theme.theme import Theme

# Small on purpose: every rule is tried against every widget. What has states of its own (buttons, chips,
# rows) paints itself from the same palette.
_SHEET: Final = Template("""
QMainWindow, QDialog { background: $surface; }
QLineEdit, QSpinBox, QDateEdit, QTimeEdit, QPlainTextEdit, QComboBox {
  background: $field; color: $text; border: 1px solid $control_border; border-radius: ${control}px;
  padding: 0 9px; selection-background-color: $accent; selection-color: $on_accent;
  placeholder-text-color: $text3;
}
QLineEdit:focus, QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus, QPlainTextEdit:focus, QComboBox:focus {
  border: 2px solid $focus; padding: 0 8px;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {
  background: transparent; color: $disabled; border-color: $hairline_strong;
}
FieldEdit, FieldEdit:focus, FieldEdit:disabled { background: transparent; border: 0; padding: 0 9px; }
FieldEdit:disabled { placeholder-text-color: $disabled; }
ComboField, ComboField:focus, ComboField:disabled { background: transparent; border: 0; padding: 0; }
TextArea {
  background: transparent; color: $text; border: 0; selection-background-color: $accent;
  selection-color: $on_accent; placeholder-text-color: $text3;
}
TextArea:disabled { color: $disabled; }
QComboBox QAbstractItemView {
  background: $raised; color: $text; border: 1px solid $hairline_raised; outline: 0; padding: 4px;
  selection-background-color: $selected; selection-color: $text;
}
QAbstractItemView#offers {
  background: $raised; color: $text; border: 1px solid $hairline_strong; outline: 0; padding: 4px;
  selection-background-color: $selected; selection-color: $text;
}
QAbstractItemView#offers::item { min-height: ${offer}px; padding: 0 6px; }
.QPushButton {
  background: $surface; color: $text; border: 1px solid $hairline_strong; border-radius: ${control}px;
  padding: 0 12px; min-height: ${inner}px; font-weight: 500;
}
.QPushButton:hover { background: $hover; }
.QPushButton:pressed { background: $pressed; }
.QPushButton:default { background: $accent; color: $on_accent; border-color: $accent; }
.QPushButton:disabled { background: $pressed; color: $disabled; border-color: $pressed; }
QMenu {
  background: $raised; color: $text; border: 1px solid $hairline_raised; border-radius: ${menu}px; padding: 6px;
}
QMenu::item { padding: 0 28px 0 12px; min-height: ${row}px; border-radius: ${control}px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $hairline_raised; margin: 5px 6px; }
QMenu::icon { padding-left: 10px; }
QToolTip {
  background: $raised; color: $text; border: 1px solid $hairline_raised; padding: 3px 7px;
}
QScrollArea, QAbstractScrollArea[frameless="true"] { border: 0; background: transparent; }
QScrollBar:vertical { background: transparent; border: 0; margin: 0; width: 10px; }
QScrollBar:horizontal { background: transparent; border: 0; margin: 0; height: 10px; }
QScrollBar::handle { background: $hairline_strong; }
QScrollBar::handle:vertical { border-radius: 3px; min-height: 32px; margin: 2px 3px 2px 1px; }
QScrollBar::handle:horizontal { border-radius: 3px; min-width: 32px; margin: 1px 2px 3px 2px; }
QScrollBar::handle:vertical:hover { border-radius: 5px; margin: 2px 0; }
QScrollBar::handle:horizontal:hover { border-radius: 5px; margin: 0 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $track; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
""")


def css(colour: QColor) -> str:
    """`colour` as style sheets write it."""
    return colour.name() if colour.alpha() == 255 else colour.name(QColor.NameFormat.HexArgb)


def stylesheet(theme: Theme) -> str:
    """The application's style sheet for `theme`."""
    field = theme.scaled(metrics.FIELD)
    sizes = {
        "control": metrics.RADIUS_CONTROL,
        "menu": metrics.RADIUS_MENU,
        "inner": field - 2,
        "row": theme.scaled(metrics.MENU_ROW),
        "offer": theme.scaled(metrics.BUTTON_SMALL),
    }
    colours = {role: css(theme.palette.role(role)) for role in role_names()}
    return _SHEET.substitute(colours, **sizes)
