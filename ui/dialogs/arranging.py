"""What was named is renamed, merged or removed: all labels, or all saved filters, in one form and as one change."""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from relmgr.domain.ids import FilterId, LabelId
from relmgr.i18n import _, ngettext
from relmgr.services import filters, labels
from ui import theme as themes
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, Repeated
from ui.widgets.fields import FieldEdit
from ui.widgets.text import TextLabel

Id = TypeVar("Id")


class NameLine(QWidget):
    """One name, and in how many places it is used."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = FieldEdit(name=_("Name"))
        self.note = TextLabel("", "small", "text3", self)
        self.note.setMinimumWidth(themes.current().scaled(84))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.edit, 1)
        row.addWidget(self.note)
        self.setFocusProxy(self.edit)


class ArrangeDialog(FormDialog, Generic[Id]):
    """The names that stand; `keep` is given those that are others now, "" for a removed one."""

    def __init__(
        self,
        context: Context,
        host: DialogHost,
        title: str,
        held: Sequence[tuple[Id, str, str]],
        keep: Callable[[Mapping[Id, str]], None],
        *,
        note: str,
        nothing: str,
    ) -> None:
        super().__init__(context, host, title)
        self._keep = keep
        self._ids: dict[int, Id] = {}
        self._held = {id_: name for id_, name, _used in held}
        self.lines: Repeated[NameLine] = Repeated(NameLine, "", self, most=max(1, len(held)))
        for id_, name, used in held:
            line = self.lines.add()
            line.edit.setText(name)
            line.note.setText(used)
            self._ids[id(line)] = id_
        self.lines.add_button.hide()
        self.lines.changed.connect(self.lines.add_button.hide)
        if held:
            self.add_row(_("Names"), self.lines, "name", note=note)
        else:
            self.lines.hide()
            self.body.addWidget(TextLabel(nothing, "body", "text2", self, wrap=True))

    def wanted(self) -> dict[Id, str]:
        """The names as they are to be, "" for those taken out."""
        standing = {self._ids[id(line)]: line.edit.text() for line in self.lines.lines()}
        return {id_: standing.get(id_, "") for id_ in self._held}

    def is_changed(self) -> bool:
        return self.wanted() != self._held

    def save(self) -> None:
        """Keep the names. Raises RelmgrError."""
        if self.wanted() != self._held:
            self._keep(self.wanted())


def open_all_labels(context: Context, navigator: Navigator, host: DialogHost) -> ArrangeDialog[LabelId]:
    """Open the form of every label."""
    store = context.store
    held = [(one.id, one.name, _people(one.people)) for one in labels.all_labels(store)]
    dialog = ArrangeDialog(
        context,
        host,
        _("Labels"),
        held,
        lambda wanted: labels.arrange(store, wanted),
        note=_(
            "A label that gets the name of another becomes one with it. Removing one takes it off everybody."
        ),
        nothing=_("There is no label yet. Put one on somebody from their card."),
    )
    dialog.show_form()
    return dialog


def open_saved_filters(context: Context, navigator: Navigator, host: DialogHost) -> ArrangeDialog[FilterId]:
    """Open the form of every saved filter."""
    store = context.store
    dialog = ArrangeDialog(
        context,
        host,
        _("Saved filters"),
        [(one.id, one.name, "") for one in filters.saved(store)],
        lambda wanted: filters.arrange(store, wanted),
        note=_("Saving a filter under a name that stands here replaces it."),
        nothing=_("No filter is saved yet."),
    )
    dialog.show_form()
    return dialog


def _people(count: int) -> str:
    return ngettext("{count} person", "{count} people", count).format(count=count)
