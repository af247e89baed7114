"""Asks before a restore what becomes of people who were erased since the backup was made (quality.md §4)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmgr.domain.numbers import count_word, starting
from relmgr.i18n import _, ngettext
from ui.models.backups import names_words
from ui.widgets.segment import Segment
from ui.widgets.text import TextLabel

_OUT, _BACK = 0, 1


class ErasedChoice(QWidget):
    """How many there are, and whether they are left out, which is chosen at first, or brought back."""

    def __init__(
        self, names: Sequence[str], *, hides_names: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        count = len(names)
        words = ngettext(
            "{count} person in this backup was erased for good since it was made.",
            "{count} people in this backup were erased for good since it was made.",
            count,
        )
        self.sentence = TextLabel(
            words.format(count=starting(count_word(count))), "body_strong", "text", wrap=True
        )
        column.addWidget(self.sentence)
        self.names = TextLabel("" if hides_names else names_words(tuple(names)), "body", "text2", wrap=True)
        self.names.setVisible(not hides_names)
        column.addWidget(self.names)
        self.choice = Segment([_("Leave them out"), _("Bring them back")], _OUT, name=self.sentence.text())
        self.choice.changed.connect(self._say)
        column.addWidget(self.choice)
        self.note = TextLabel("", "small", "text3", wrap=True)
        column.addWidget(self.note)
        self._say()

    @property
    def brings_back(self) -> bool:
        """Whether the user wants them in the file again."""
        return self.choice.chosen() == _BACK

    def _say(self, _number: int = _OUT) -> None:
        self.note.setText(
            _("They are in your file again, and nothing notes any more that they were erased.")
            if self.brings_back
            else _("They stay erased. The backup itself is left as it is.")
        )
