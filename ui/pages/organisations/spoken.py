"""Under the board: who worked there once, and each time somebody spoke up for me or against me."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmgr.i18n import _
from relmgr.services.organisations import BoardPerson, Evidence
from ui import theme as themes
from ui.pages.people.card.parts import Held, PressRow, clear
from ui.widgets.buttons import LinkButton
from ui.widgets.flow import FlowLayout
from ui.widgets.sections import Hairline, Heading
from ui.widgets.text import Run, TextLabel

_DATE = 88


class Former(QWidget):
    """One quiet line of former colleagues."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=12)

    def show_people(self, folk: Sequence[BoardPerson]) -> None:
        """Show them; nothing where there is nobody."""
        self._flow.clear()
        self.setVisible(bool(folk))
        if not folk:
            return
        self._flow.addWidget(TextLabel(_("Formerly there"), "small", "text3", self))
        for one in folk:
            words = _("{name}, {until}").format(name=one.name, until=one.ended_words)
            link = LinkButton(words, style="small", role="text2", parent=self)
            link.clicked.connect(lambda _checked=False, id_=int(one.id): self.opened.emit(id_))
            self._flow.addWidget(link)
            link.show()


class Spoken(Held):
    """The evidence of advocates, the newest first; a press opens it."""

    opened = Signal(int, int)
    """The ids of the person and of the moment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 24, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        column.addSpacing(20)
        self._heading = Heading(_("How they speak of you"), parent=self)
        column.addWidget(self._heading)
        column.addSpacing(8)
        self._none = TextLabel(
            _("Nothing noted yet. The two thumbs on a card keep the day; a note can follow."),
            "body",
            "text3",
            self,
            wrap=True,
        )
        column.addWidget(self._none)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)

    def show_evidence(self, evidence: Sequence[Evidence], *, has_people: bool) -> None:
        """Show it; nothing at all where nobody is known."""
        clear(self._rows)
        self.setVisible(has_people or bool(evidence))
        self._none.setVisible(not evidence)
        for one in evidence:
            self._rows.addWidget(self._row(one))

    def _row(self, one: Evidence) -> PressRow:
        said = _("{day}: {name}. {what}.").format(day=one.day_words, name=one.name, what=one.what)
        row = PressRow(" ".join(filter(None, (said, one.note))), self)
        row.row.setContentsMargins(0, 4, 0, 5)
        day = row.add_text(TextLabel(one.day_words, "small", "text3", row))
        day.setFixedWidth(themes.current().scaled(_DATE))
        words = TextLabel("", "body", parent=row, wrap=True)
        words.set_runs(
            Run(_("{name}  ").format(name=one.name), weight=500),
            Run(one.what),
            Run("  " + one.note if one.note else "", role="text2"),
        )
        row.add_text(words, 1)
        row.clicked.connect(lambda _checked=False: self.opened.emit(int(one.person_id), int(one.moment_id)))
        return row
