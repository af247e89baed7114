"""Rough patches: what was good first, what happened in their words, what was done, and the two closings (G5)."""

from ui.dialogs.rough_patch.form import open_rough_patch
from ui.dialogs.rough_patch.mistake import open_mistake
from ui.dialogs.rough_patch.small import open_aftercare, open_felt
from ui.dialogs.rough_patch.story import open_patch_story

__all__ = ["open_aftercare", "open_felt", "open_mistake", "open_patch_story", "open_rough_patch"]
