"""What accompanies an open file outside its window: tray icon, panel, reminder popup (R5)."""

from ui.tray.companion import Tray
from ui.tray.scene import build_scene

__all__ = ["Tray", "build_scene"]
