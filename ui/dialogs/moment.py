"""The form of a moment: one kind from the catalogue, pressed once, on a day, with a note (C4, D1, D2, D7)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from relmgr.domain.ids import MomentId, PersonId
from relmgr.domain.kinds import Whose
from relmgr.domain.moments import (
    ADVOCATE_KINDS,
    CONDUCT_KINDS,
    CONTRARY_KINDS,
    FAVOUR_KINDS,
    MEANINGS,
    SIGN_KINDS,
    STEPPING_OUT_KINDS,
    WARNING_KINDS,
    MomentKind,
    moment_words,
)
from relmgr.i18n import _
from relmgr.services import moments, people, stepping_out
from relmgr.services.moments import MomentDetails
from relmgr.services.stepping_out import MetInput
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import Choice, FormDialog, PersonField, day_value, text_area
from ui.theme import metrics
from ui.widgets.chips import SignChip, WarningChip
from ui.widgets.fields import DateField
from ui.widgets.flow import FlowLayout

_GAP = 10


def _groups() -> tuple[tuple[str, tuple[MomentKind, ...]], ...]:
    return (
        (_("A sign"), SIGN_KINDS),
        (_("A warning"), WARNING_KINDS),
        (_("Against a sign"), CONTRARY_KINDS),
        (_("What they did"), (*ADVOCATE_KINDS, FAVOUR_KINDS[0], *CONDUCT_KINDS[Whose.THEIRS])),
        (_("What I did"), (FAVOUR_KINDS[1], *CONDUCT_KINDS[Whose.MINE])),
    )


class KindField(QWidget):
    """Which kind of moment: a group from the list, and one press on what happened."""

    changed = Signal()

    def __init__(self, kind: MomentKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all = _groups()
        self._kind = kind
        names = [(number, name) for number, (name, _kinds) in enumerate(self._all)]
        self.group = Choice(names, self._group_of(kind), name=_("What sort"))
        self._holder = QWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addWidget(self.group)
        column.addWidget(self._holder)
        self.setFocusProxy(self.group)
        self.chips: dict[MomentKind, SignChip] = {}
        self._buttons = QButtonGroup(self)
        self._show_group()
        self.group.currentIndexChanged.connect(self._group_changed)

    def _group_of(self, kind: MomentKind) -> int:
        return next(number for number, (_name, kinds) in enumerate(self._all) if kind in kinds)

    def _group_changed(self) -> None:
        kinds = self._all[self.group.value()][1]
        if self._kind not in kinds:
            self._kind = kinds[0]
        self._show_group()
        self.changed.emit()

    def _show_group(self) -> None:
        old, self._holder = self._holder, QWidget(self)
        flow = FlowLayout(self._holder)
        self._buttons = QButtonGroup(self)
        self.chips = {}
        for kind in self._all[self.group.value()][1]:
            meaning = MEANINGS[kind]
            is_against = bool(meaning.warning or meaning.contradicts or meaning.lacks)
            chip = (WarningChip if is_against else SignChip)(moment_words(kind), parent=self._holder)
            chip.setChecked(kind is self._kind)
            chip.clicked.connect(lambda _checked=False, one=kind: self._pressed(one))
            self._buttons.addButton(chip)
            self.chips[kind] = chip
            flow.addWidget(chip)
        layout = self.layout()
        assert layout is not None
        old.hide()
        layout.replaceWidget(old, self._holder)
        old.deleteLater()
        self._holder.show()

    def _pressed(self, kind: MomentKind) -> None:
        self._kind = kind
        self.changed.emit()

    def value(self) -> MomentKind:
        """What is chosen."""
        return self._kind

    def choose(self, kind: MomentKind) -> None:
        """Choose `kind`."""
        self._kind = kind
        number = self._group_of(kind)
        if self.group.value() != number:
            self.group.choose(number)
        else:
            self.chips[kind].setChecked(True)
            self.changed.emit()


class MomentDialog(FormDialog):
    """A new moment, or one that was noted."""

    def __init__(
        self, context: Context, host: DialogHost, person_id: PersonId, details: MomentDetails | None = None
    ) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("A moment with {name}").format(name=name), width=metrics.DIALOG)
        self._person, self._details = person_id, details
        self.kind = KindField(details.kind if details else MomentKind.ASKED_FOR_HELP)
        self.add_row(_("What you saw"), self.kind, "kind")
        self.day = DateField(context.today(), details.on_day if details else context.today(), optional=False)
        self.add_row(_("On"), self.day, "on_day")
        self.about = text_area(details.note if details else "", placeholder=_("How it was"))
        self.add_row(_("Note"), self.about)
        self.met = PersonField(context.store, context.today(), placeholder=_("A name, if there was somebody"))
        note = _("A new name becomes somebody in People, introduced by {name}.").format(name=name)
        self._met_row = self.add_row(_("Whom did you meet there?"), self.met, "met", note=note)
        self.kind.changed.connect(self._ask_whom)
        self._ask_whom()
        if details is not None:
            self.add_remove(_("Delete"), lambda: moments.remove(context.store, details.id))

    def _ask_whom(self) -> None:
        """Stepping out of my role asks whom I met there (D7)."""
        self._met_row.setVisible(self.kind.value() in STEPPING_OUT_KINDS)

    def save(self) -> None:
        """Keep the moment. Raises RelmgrError."""
        day, note, kind = day_value(self.day, "on_day"), self.about.text(), self.kind.value()
        store, now, named = self.context.store, self.context.now(), self.met.text().strip()
        met = (
            MetInput(person_id=self.met.person(), name=named)
            if kind in STEPPING_OUT_KINDS and named
            else None
        )
        if self._details is not None:
            moments.edit(store, self._details.id, kind, day, note)
            if met is not None:
                stepping_out.met_later(store, self._person, met, now)
        elif met is not None:
            stepping_out.note(store, self._person, kind, day, note, met, now)
        else:
            moments.add(store, self._person, kind, day, note)


def open_moment(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId,
    moment_id: int | None = None,
) -> MomentDialog:
    """Open the form of a moment with a person, or of a new one. Raises NotFoundError."""
    details = moments.get(context.store, MomentId(moment_id)) if moment_id is not None else None
    dialog = MomentDialog(context, host, details.person_id if details else person_id, details)
    dialog.show_form(dialog.kind.chips[dialog.kind.value()])
    return dialog
