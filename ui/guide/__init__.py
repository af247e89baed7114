"""The guide for people: its pages, and the window they are read in. It works offline, locked or not."""

from ui.guide.window import GuideWindow

__all__ = ["GuideWindow"]
