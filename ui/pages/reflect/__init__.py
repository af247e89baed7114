"""Reflect: the map of people, three portraits, and the mirror (D4 to D7)."""

from ui.pages.reflect.page import ReflectPage

__all__ = ["ReflectPage"]
