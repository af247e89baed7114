"""The settings: one small class for each section."""

from ui.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
