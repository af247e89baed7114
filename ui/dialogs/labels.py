"""The labels of a person, or one label for several people at once (P13)."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmgr.domain.ids import PersonId
from relmgr.i18n import _, ngettext
from relmgr.services import labels, people
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, complete
from ui.dialogs.working import work
from ui.widgets.chips import ParsedChip
from ui.widgets.fields import FieldEdit
from ui.widgets.flow import FlowLayout


class LabelField(QWidget):
    """The labels as chips, and a field for the next: Return or a comma puts it on."""

    def __init__(self, words: Sequence[str], known: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._holder = QWidget(self)
        self._chips = FlowLayout(self._holder)
        self.edit = _WordEdit(self)
        complete(self.edit, known)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._holder)
        column.addWidget(self.edit)
        self.setFocusProxy(self.edit)
        self._show(words)

    def words(self) -> tuple[str, ...]:
        """The labels, what is still being typed included."""
        typed = " ".join(self.edit.text().split())
        return tuple(dict.fromkeys([*self._words, typed] if typed else self._words))

    def take(self) -> bool:
        """Put the word typed on; False where nothing was typed."""
        words = self.words()
        if words == tuple(self._words) and not self.edit.text().strip():
            return False
        self.edit.clear()
        self._show(words)
        return True

    def remove(self, word: str) -> None:
        """Take a label off."""
        self._show([one for one in self._words if one != word])
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, words: Sequence[str]) -> None:
        self._words = list(words)
        self._chips.clear()
        for word in words:
            chip = ParsedChip("tag", "", word, parent=self._holder)
            chip.removed.connect(lambda one=word: self.remove(one))
            self._chips.addWidget(chip)
            chip.show()
        self._holder.setVisible(bool(words))
        self.updateGeometry()


class _WordEdit(FieldEdit):
    def __init__(self, field: LabelField) -> None:
        super().__init__(name=_("New label"), placeholder=_("A word of your own"))
        self._field = field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_end = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Comma)
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if is_end and plain and self._field.take():
            return
        super().keyPressEvent(event)


class LabelsDialog(FormDialog):
    """What one person bears, or what several are to bear as well."""

    def __init__(self, context: Context, host: DialogHost, who: Sequence[PersonId]) -> None:
        store = context.store
        known = [one.name for one in labels.all_labels(store)]
        self._who = tuple(who)
        if len(who) == 1:
            found = people.details(store, who[0])
            title, held = _("Labels of {name}").format(name=found.first_name), found.input.labels
        else:
            count = len(who)
            title = ngettext("Label {count} person", "Label {count} people", count).format(count=count)
            held = ()
        super().__init__(context, host, title)
        self._held, self._title = held, title
        self.labels = LabelField(held, known)
        self.add_row(_("Labels"), self.labels, "label", note=_("Return puts a word on."))

    def is_changed(self) -> bool:
        return self.labels.words() != self._held

    def save(self) -> None:
        """Keep them as one change. Raises RelmgrError."""
        words = self.labels.words()
        if words == self._held:
            return
        if len(self._who) == 1:
            labels.put(self.context.store, self._who[0], words)
        else:
            steps = labels.put_on_in_steps(self.context.store, self._who, *words)
            go = partial(work, self.context, self._dialog_host, self._title, len(self._who), steps)
            self.accepted.connect(go)


def open_labels(
    context: Context, navigator: Navigator, host: DialogHost, who: Sequence[PersonId]
) -> LabelsDialog:
    """Open the form of the labels of `who`. Raises NotFoundError."""
    dialog = LabelsDialog(context, host, who)
    dialog.show_form(dialog.labels.edit)
    return dialog
