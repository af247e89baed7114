"""What stands over and under the rows while they are filtered or several of them are chosen."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from relmgr.domain.people_filter import (
    EVERYBODY,
    PeopleFilter,
    ally_word,
    circle_word,
    filling_words,
    missing_words,
)
from relmgr.domain.purposes import purpose_word
from relmgr.domain.stages import stage_word
from relmgr.i18n import _, ngettext
from ui.pages.people.card.parts import mirrored_margins
from ui.widgets.buttons import Button, LinkButton, Size
from ui.widgets.chips import ParsedChip
from ui.widgets.flow import FlowLayout
from ui.widgets.text import TextLabel

_EDGE = 16


class FilterBar(QWidget):
    """What the list asks for beyond words and warmth, as chips; in a missing view, the one step that fills it in."""

    dropped = Signal(object)
    """The filter without the condition that was taken away."""
    edit_asked = Signal()
    fill_asked = Signal()

    def __init__(self, logo: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._logo = logo
        self._shown = EVERYBODY
        self._first_name = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._holder = QWidget(self)
        self._chips = FlowLayout(self._holder)
        self.fill = LinkButton("", icon="plus", style="body", parent=self)
        self.fill.clicked.connect(lambda _checked=False: self.fill_asked.emit())
        self._fill_holder = QWidget(self)
        line = QHBoxLayout(self._fill_holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.fill)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(mirrored_margins(self, _EDGE, 8, _EDGE, 2))
        column.setSpacing(6)
        column.addWidget(self._holder)
        column.addWidget(self._fill_holder)
        self.hide()

    def show_filter(self, chosen: PeopleFilter) -> None:
        """Show a chip for each condition of `chosen`; nothing at all where there is none."""
        self.setVisible(chosen.has_more)
        if chosen == self._shown:
            return
        self._shown = chosen
        self._chips.clear()
        for name, icon, label, value in self._conditions(chosen):
            chip = ParsedChip(icon, label, value, parent=self._holder)
            chip.clicked.connect(lambda _checked=False: self.edit_asked.emit())
            chip.removed.connect(lambda one=name: self._drop(one))
            self._chips.addWidget(chip)
            chip.show()
        self._offer()
        self._holder.updateGeometry()
        self.updateGeometry()

    def show_person(self, first_name: str) -> None:
        """Whom the step would be about: the one whose card is shown; "" for nobody."""
        self._first_name = first_name
        self._offer()

    def _offer(self) -> None:
        missing = self._shown.missing
        self._fill_holder.setVisible(missing is not None and bool(self._first_name))
        if missing is not None and self._first_name:
            self.fill.setText(filling_words(missing, self._first_name))
            self.fill.setAccessibleName(self.fill.text())
            self.fill.updateGeometry()

    def _drop(self, name: str) -> None:
        self.dropped.emit(replace(self._shown, **{name: getattr(EVERYBODY, name)}))

    def _conditions(self, chosen: PeopleFilter) -> list[tuple[str, str, str, str]]:
        found: list[tuple[str, str, str, str]] = []
        if chosen.circle is not None:
            found.append(("circle", "circle-dashed", _("Circle"), circle_word(chosen.circle)))
        if chosen.label:
            found.append(("label", "tag", _("Label"), chosen.label))
        if chosen.organisation:
            found.append(("organisation", "building-2", _("At"), self._logo(chosen.organisation)))
        if chosen.stage is not None:
            found.append(("stage", "flag", _("Stage"), stage_word(chosen.stage)))
        if chosen.ally is not None:
            found.append(("ally", "handshake", "", ally_word(chosen.ally)))
        if chosen.purpose is not None:
            found.append(("purpose", "shield-check", _("Kept for"), purpose_word(chosen.purpose)))
        if chosen.missing is not None:
            found.append(("missing", "circle-question-mark", "", missing_words(chosen.missing)))
        return found


class ChosenBar(QWidget):
    """How many rows are chosen, and what can be done with all of them."""

    circle_asked = Signal(QWidget)
    label_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._count = TextLabel("", "small_strong", "text2", self)
        self.circle = Button(_("Circle"), size=Size.SMALL, chevron=True, parent=self)
        self.label = Button(_("Label"), size=Size.SMALL, icon="tag", parent=self)
        self.circle.clicked.connect(lambda _checked=False: self.circle_asked.emit(self.circle))
        self.label.clicked.connect(lambda _checked=False: self.label_asked.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(mirrored_margins(self, _EDGE, 8, 10, 8))
        row.setSpacing(6)
        row.addWidget(self._count, 1)
        row.addWidget(self.circle)
        row.addWidget(self.label)
        self.hide()

    def show_count(self, count: int) -> None:
        """Show the bar for `count` rows; for one or none it is away."""
        self._count.setText(ngettext("{count} chosen", "{count} chosen", count).format(count=count))
        self.setVisible(count > 1)
