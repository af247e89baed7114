"""The folder of cards follows the open file once one is chosen; until then nothing of it is even imported."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.context import Context

if TYPE_CHECKING:
    from ui.in_step.passes import InStep


class Follower(QObject):
    """Begins as soon as the settings name a folder. `end` lets go of the file."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._in_step: InStep | None = None
        context.signals.settings_changed.connect(self._look)
        self._look()

    @property
    def is_following(self) -> bool:
        """Whether a folder was chosen since the file was opened."""
        return self._in_step is not None

    def end(self) -> None:
        """Stop whatever is under way."""
        self._context.signals.settings_changed.disconnect(self._look)
        if self._in_step is not None:
            self._in_step.end()

    def _look(self) -> None:
        if self._in_step is None and self._context.settings.card_folder and not self._context.is_sample:
            from ui.in_step.passes import InStep

            self._in_step = InStep(self._context, self)


__all__ = ["Follower"]
