"""The long line in a dialog: the painted line, what the chosen item says, and all of it again as a list in words."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from relmgr.domain.ids import ChapterId, MilestoneId, PersonId, StageId
from relmgr.domain.kinds import Kind
from relmgr.i18n import _
from relmgr.services.long_line import LineItem, LongLine, lane_words, long_line
from ui import dialogs
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form.entry import EntryRow
from ui.dialogs.live import LiveDialog
from ui.dialogs.long_line.chapter import open_chapter
from ui.dialogs.long_line.drawing import LineDrawing, item_words
from ui.widgets.buttons import LinkButton
from ui.widgets.sections import Hairline
from ui.widgets.text import TextLabel

_WIDTH = 880


class LongLineDialog(LiveDialog):
    """Twenty years at a glance."""

    watches: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.PERSON, Kind.AFFILIATION, Kind.ORGANISATION, Kind.CHAPTER}
        | {Kind.MILESTONE, Kind.STAGE, Kind.MOMENT}
    )

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId) -> None:
        first_name = long_line(context.store, person_id, context.today()).first_name
        super().__init__(context, host, _("The long line of {name}").format(name=first_name), width=_WIDTH)
        self._window, self._navigator, self._person = (context, navigator, host), navigator, person_id
        self.drawing: LineDrawing | None = None

    def fill(self, column: QVBoxLayout) -> None:
        """The line, what is chosen on it, and the list. Raises NotFoundError."""
        line = long_line(self.context.store, self._person, self.context.today())
        if any(item.starts is not None for item in line.items):
            self._add_drawing(column, line)
        else:
            words = _(
                "Nothing here has a year yet. A job, a move, a project: one is enough to begin the line."
            )
            column.addWidget(TextLabel(words, "body", "text2", wrap=True))
        column.addSpacing(12)
        add = LinkButton(_("A chapter"), icon="plus")
        add.clicked.connect(lambda: self.over(lambda: open_chapter(*self._window, self._person)))
        foot = QHBoxLayout()
        foot.addWidget(add)
        foot.addStretch(1)
        column.addLayout(foot)
        lane = None
        for item in line.items:
            if item.lane is not lane:
                lane = item.lane
                column.addSpacing(12)
                column.addWidget(Hairline(role="hairline_raised"))
                column.addSpacing(10)
                column.addWidget(TextLabel(lane_words(lane), "section", "text"))
            column.addWidget(self._row(item))

    def _add_drawing(self, column: QVBoxLayout, line: LongLine) -> None:
        self.drawing = drawing = LineDrawing(line, self.context.today())
        chosen = TextLabel(" ", "body", "text2", wrap=True, max_lines=2)
        chosen.setMinimumHeight(2 * chosen.heightForWidth(_WIDTH))
        chosen.setAlignment(Qt.AlignmentFlag.AlignTop)
        drawing.chosen.connect(lambda item: chosen.setText(item_words(item)))
        drawing.opened.connect(self._open)
        column.addWidget(drawing)
        column.addSpacing(6)
        column.addWidget(chosen)

    def _row(self, item: LineItem) -> EntryRow:
        row = EntryRow(item.title, item.details, item.when_words or _("When is not known"))
        row.clicked.connect(lambda: self._open(item))
        return row

    def _open(self, item: LineItem) -> None:
        """Open whatever an item of the line stands for."""
        window, person, number = self._window, self._person, item.source_id
        if item.source == "affiliation":  # jobs are lines of the person's own form
            self.reject()
            self._navigator.edit_person(person)
            return
        openers: dict[str, Callable[[], object]] = {
            "chapter": lambda: open_chapter(*window, person, ChapterId(number)),
            "milestone": lambda: dialogs.open_milestone(*window, person, MilestoneId(number)),
            "stage": lambda: dialogs.open_stage(*window, person, StageId(number)),
            "moment": lambda: dialogs.open_moment(*window, person, number),
        }
        self.over(openers[item.source])  # type: ignore[arg-type]


def open_long_line(
    context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId
) -> LongLineDialog:
    """Open the long line of a person. Raises NotFoundError."""
    dialog = LongLineDialog(context, navigator, host, person_id)
    dialog.show_live()
    return dialog
