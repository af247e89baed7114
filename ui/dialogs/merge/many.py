"""Many at once: the preview of all certain ones before they are merged, and the list of who was told apart."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.i18n import _, ngettext
from relmgr.services import duplicates
from relmgr.services.duplicates import Apart
from ui.context import Context, DialogHost, Navigator
from ui.errors import shown
from ui.widgets.buttons import Button
from ui.widgets.dialog import DialogFrame
from ui.widgets.line_list import Line, LineList
from ui.widgets.text import TextLabel

_LISTED = 9


class MergeAllDialog(DialogFrame):
    """Who goes into whom. One undo takes all of it back."""

    def __init__(self, host: DialogHost, groups: Sequence[Sequence[str]], merge: Callable[[], None]) -> None:
        super().__init__(host.dialog_parent(), _("Merge all certain ones"), width=560)
        self.setObjectName("merge_all")
        going = sum(len(group) - 1 for group in groups)
        words = ngettext("{count} person goes into {into}.", "{count} people go into {into}.", going)
        into = ngettext("one other", "{count} others", len(groups)).format(count=len(groups))
        self.body.addWidget(TextLabel(words.format(count=going, into=into), "body_strong", "text", wrap=True))
        self.body.addWidget(
            TextLabel(
                _(
                    "What the one who stays says stands, the rest comes from the other, and nothing is lost: what differs is kept among the earlier values."
                ),
                "body",
                "text2",
                wrap=True,
            )
        )
        lines = [Line(group[0], _(", ").join(group[1:])) for group in groups]
        self.lines = LineList(_("Who stays, and who goes into them"), lines, lead=220, most=_LISTED)
        self.body.addWidget(self.lines)
        self.add_note(TextLabel(_("One undo takes all of it back."), "small", "text2"))
        self.add_cancel()
        self.go = self.add_save(
            ngettext("Merge {count} person", "Merge {count} people", going).format(count=going)
        )
        self.go.clicked.connect(lambda _checked=False: self._go(merge))

    def _go(self, merge: Callable[[], None]) -> None:
        self.accept()
        merge()


def open_merge_all(
    context: Context, host: DialogHost, groups: Sequence[Sequence[str]], merge: Callable[[], None]
) -> None:
    """Show who would go into whom; `merge` does it once it is agreed to."""
    with shown(context.signals):
        dialog = MergeAllDialog(host, groups, merge)
        host.open_dialog(dialog, dialog.go)


class ToldApartDialog(DialogFrame):
    """Who was told apart, each with the way back."""

    def __init__(self, context: Context, host: DialogHost) -> None:
        super().__init__(host.dialog_parent(), _("Not the same"), width=560)
        self.setObjectName("told_apart")
        self._context = context
        self.body.addWidget(TextLabel(_("These pairs are not offered any more."), "body", "text2", wrap=True))
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self.body.addLayout(self._column)
        self.buttons: list[Button] = []
        for one in duplicates.told_apart(context.store):
            self._column.addWidget(self._row(one))
        self.done = self.add_save(_("Done"))
        self.done.clicked.connect(lambda _checked=False: self.accept())

    def _row(self, one: Apart) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        names = _("{one} and {other}").format(one=one.one_name, other=one.other_name)
        line.addWidget(TextLabel(names, "body", "text", row, wrap=True), 1)
        back = Button(_("Ask again"), raised=True, parent=row)
        back.setAccessibleName(_("Ask again about {names}").format(names=names))
        back.clicked.connect(lambda _checked=False: self._ask_again(one, row))
        line.addWidget(back)
        self.buttons.append(back)
        return row

    def _ask_again(self, one: Apart, row: QWidget) -> None:
        with shown(self._context.signals):
            duplicates.may_be_same(self._context.store, one.one, one.other)
            self.done.setFocus()
            row.hide()


def open_told_apart(context: Context, _navigator: Navigator, host: DialogHost) -> None:
    """List them."""
    with shown(context.signals):
        dialog = ToldApartDialog(context, host)
        host.open_dialog(dialog, dialog.done)
