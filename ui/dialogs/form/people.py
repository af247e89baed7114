"""A field that names somebody: who is known is offered while one types."""

from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QWidget

from relmgr.domain.fold import fold
from relmgr.domain.ids import PersonId
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import people
from relmgr.store import Store
from ui.dialogs.form.fields import dress
from ui.widgets.fields import LineField

_OFFERED = 8
_PERSON = Qt.ItemDataRole.UserRole
_NAME = Qt.ItemDataRole.UserRole + 1


class PersonField(LineField):
    """Somebody by name. `chosen` tells the person's id once it is clear who is meant, or None."""

    chosen = Signal(object)
    searched = Signal()
    """Other people are offered now."""
    picked = Signal()
    """Somebody was picked from the list."""

    def __init__(
        self,
        store: Store,
        today: date,
        person_id: PersonId | None = None,
        *,
        name: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
        must_pick_light: bool = False,
    ) -> None:
        """must_pick_light: a child's name alone does not mean the child of others who has the same name."""
        super().__init__(icon="user-round", name=name, placeholder=placeholder or _("Name"), parent=parent)
        self._store, self._today = store, today
        self._must_pick_light = must_pick_light
        self._person: PersonId | None = None
        self._model = QStandardItemModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_OFFERED)
        completer.setCompletionRole(_NAME)
        completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]
        dress(completer)
        self.edit.setCompleter(completer)
        self.edit.textEdited.connect(self._search)
        if person_id is not None:
            self.choose(person_id)

    def person(self) -> PersonId | None:
        """Who is meant; None for nobody known."""
        return self._person

    def choose(self, person_id: PersonId) -> None:
        """Name this person."""
        self._person = person_id
        self.set_text(people.details(self._store, person_id).name)
        self._person = person_id
        self.chosen.emit(person_id)

    def clear(self) -> None:
        """Name nobody."""
        self.set_text("")
        self._model.clear()
        self._set_person(None)

    def required(self, field: str) -> PersonId:
        """Who is meant. Raises InputError, naming the form's field, where that is nobody known, or not clear."""
        if self._person is None and self.text():
            raise InputError(_("Nobody of this name is here yet. Choose somebody from the list."), field)
        if self._person is None:
            raise InputError(_("Choose who it is."), field)
        return self._person

    def offered(self) -> tuple[str, ...]:
        """What is offered for what is typed."""
        return tuple(self._model.item(row).text() for row in range(self._model.rowCount()))

    def only_offer(self) -> PersonId | None:
        """Who is offered, where nobody else is."""
        return PersonId(int(self._model.item(0).data(_PERSON))) if self._model.rowCount() == 1 else None

    def name_of(self, person_id: PersonId) -> str:
        """The whole name of somebody offered or chosen."""
        return people.details(self._store, person_id).name

    def _search(self, typed: str) -> None:
        found = people.find(self._store, typed)[:_OFFERED] if typed.strip() else ()
        exact = [
            one
            for one in found
            if fold(one.name) == fold(typed) and not (self._must_pick_light and one.is_light)
        ]
        roles = {
            row.id: row.role_line for row in people.rows(self._store, [one.id for one in found], self._today)
        }
        self._model.clear()
        for one in found:
            role = roles.get(one.id, "")
            item = QStandardItem(f"{one.name} · {role}" if role else one.name)
            item.setData(one.id, _PERSON)
            item.setData(one.name, _NAME)
            item.setEditable(False)
            self._model.appendRow(item)
        self._set_person(exact[0].id if len(exact) == 1 else None)
        self.searched.emit()

    def _take(self, index: QModelIndex) -> None:
        self.choose(PersonId(int(index.data(_PERSON))))
        self.picked.emit()

    def _set_person(self, person_id: PersonId | None) -> None:
        if person_id != self._person:
            self._person = person_id
            self.chosen.emit(person_id)
