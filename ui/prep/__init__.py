"""Prep for a call: a panel beside the call that says who this human being is, and takes a note (P3; DESIGN §5)."""

from ui.prep.scene import build_scene
from ui.prep.windows import PrepWindows

__all__ = ["PrepWindows", "build_scene"]
