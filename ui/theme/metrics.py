"""Sizes, radii and durations of the design, in logical pixels at 100 % and in milliseconds (DESIGN §3, §8)."""

from typing import Final

# Space between things.
SPACE: Final = (0, 4, 8, 12, 16, 20, 24, 28, 32)
GAP: Final = 8
PAGE_EDGE: Final = 32
TODAY_EDGE: Final = 44

# Corner radii.
RADIUS_CHECKBOX: Final = 5
RADIUS_ICON_BUTTON: Final = 7
RADIUS_CONTROL: Final = 8
RADIUS_ROW: Final = 8
RADIUS_TEXT_AREA: Final = 10
RADIUS_PLOT: Final = 10
RADIUS_SHEET: Final = 12
RADIUS_MENU: Final = 12
RADIUS_POPUP: Final = 14
RADIUS_DIALOG: Final = 16

# Control heights.
BUTTON: Final = 32
BUTTON_SMALL: Final = 28
BUTTON_LARGE: Final = 40
FIELD: Final = 32
ICON_BUTTON: Final = 28
ICON_BUTTON_ROW: Final = 26
CHECKBOX: Final = 18
STATUS_CHIP: Final = 22
FILTER_CHIP: Final = 26
PARSED_CHIP: Final = 26
SIGN_CHIP: Final = 28
SEGMENT: Final = 28
NAV_ROW: Final = 34
CAPTURE: Final = 36
MENU_ROW: Final = 32
FACE: Final = (97, 58)
FOCUS_RING: Final = 2
FOCUS_GAP: Final = 2
UNDO_BAR: Final = 40

# Icon sizes by place.
ICON_CHIP: Final = 12
ICON_META: Final = 13
ICON_INLINE: Final = 14
ICON_BUTTON_GLYPH: Final = 15
ICON_ROW: Final = 16
ICON_NAV: Final = 17
ICON_LIFE: Final = 18
ICON_FACE: Final = 22

# Layout.
NAV: Final = 208
NAV_RAIL: Final = 56
LIST: Final = 296
LIST_NARROW: Final = 264
NARROW_WINDOW: Final = 1200
PEOPLE_ROW: Final = 68
TODAY_SIDE: Final = 344
TODAY_ROW: Final = 58
TODAY_SIDE_ROW: Final = 52
CARD_SIDE: Final = 292
CARD_GAP: Final = 32
CARD_WIDEST: Final = 880
DIALOG: Final = 688
TRAY_PANEL: Final = (380, 520)
REMINDER: Final = (360, 140)

# Durations.
POPUP_IN_MS: Final = 140
POPUP_OUT_MS: Final = 100
ROW_LEAVE_MS: Final = 180
CHECK_MS: Final = 120
PIECE_MS: Final = 220
PIECE_STAGGER_MS: Final = 20
TOAST_IN_MS: Final = 180
UNDO_MS: Final = 8000
TOOLTIP_MS: Final = 500


def stroke_of(icon_size: float) -> float:
    """The stroke of an icon of `icon_size` pixels, in the icon's own grid of 24."""
    if icon_size <= 14:
        return 2.1
    return 1.8 if icon_size <= 18 else 1.6
