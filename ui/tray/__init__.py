"""What accompanies an open file outside its window: tray icon, panel, reminder popup (R5)."""

from ui.tray.companion import Tray

__all__ = ["Tray"]
