"""Updates with a person: the rhythm both ways, a missing update as a suggestion, and the log of heads-ups (E8)."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.domain.calendar_words import short_day
from relmgr.domain.ids import HeadsUpId, PersonId
from relmgr.domain.kinds import Direction
from relmgr.domain.names import is_right_to_left, isolate
from relmgr.domain.updates import MAX_EVERY_DAYS, is_missing, rhythm_words
from relmgr.i18n import _
from relmgr.services import people, updates
from relmgr.services.updates import HeadsUp, RhythmDetails
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, NumberField
from ui.errors import shown
from ui.faces import portrait_of
from ui.theme import metrics
from ui.widgets.buttons import Button, IconButton, Kind, Size
from ui.widgets.fields import CheckBox, LineField
from ui.widgets.text import Run, TextLabel

_MOST = 30


class UpdatesDialog(FormDialog):
    """How often each brings the other up to date; what affects them, and when they were told."""

    def __init__(self, context: Context, host: DialogHost, person_id: PersonId) -> None:
        found = people.rows(context.store, [person_id], context.today())
        self._person = person_id
        name = found[0].first_name if found else ""
        self._name = isolate(name) if is_right_to_left(name) else name
        portrait = portrait_of(context.store, found[0]) if found else None
        super().__init__(context, host, _("Updates"), width=metrics.DIALOG, portrait=portrait)
        self._known = {one.rhythm.direction: one for one in updates.of(context.store, person_id)}
        self.every: dict[Direction, NumberField] = {}
        self._add_rhythm(Direction.OF_ME, _("I update them"))
        self._add_rhythm(Direction.OF_THEM, _("They update me"))
        self._add_missing()
        self._add_log()

    def _add_rhythm(self, direction: Direction, label: str) -> None:
        known = self._known.get(direction)
        field = NumberField(
            known.rhythm.every_days if known else None, least=1, most=MAX_EVERY_DAYS, name=_("Days")
        )
        self.every[direction] = field
        today = self.context.today()
        note = (
            rhythm_words(known.rhythm, self._name, today)
            if known
            else _("Every so many days; empty for no rhythm.")
        )
        self.add_row(label, field, f"every_{direction}", note=note)

    def _add_missing(self) -> None:
        """Their missing update is a suggestion, and nothing is noted unless the user says so."""
        known = self._known.get(Direction.OF_THEM)
        self.came: Button | None = None
        self.warn: Button | None = None
        if known is None or not is_missing(known.rhythm, self.context.today()):
            return
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP)
        self.came = Button(_("It came"), icon="check", size=Size.SMALL, raised=True, parent=holder)
        self.warn = Button(
            _("Note as a warning"),
            Kind.GHOST,
            icon="triangle-alert",
            size=Size.SMALL,
            raised=True,
            parent=holder,
        )
        self.came.clicked.connect(lambda _checked=False: self.do(partial(self._note_came, known)))
        self.warn.clicked.connect(lambda _checked=False: self.do(partial(self._note_warning, known)))
        for button in (self.came, self.warn):
            row.addWidget(button)
        row.addStretch(1)
        holder.setFocusProxy(self.came)
        self.add_row(
            _("Their update"), holder, "update", note=_("It has not come. Perhaps it is on its way.")
        )

    def _note_came(self, known: RhythmDetails) -> None:
        updates.happened(self.context.store, known.id, self.context.today())

    def _note_warning(self, known: RhythmDetails) -> None:
        updates.warn(self.context.store, known.id, self.context.today())

    def _add_log(self) -> None:
        self.add_section(_("Heads-ups"))
        self.heads_up = LineField("", placeholder=_("What affects them: prices change in January"))
        self.add_row(_("New"), self.heads_up, "heads_up")
        self.told = CheckBox(_("They know already"))
        self.add_row("", self.told, head=24)
        holder = QWidget()
        self._log = QVBoxLayout(holder)
        self._log.setContentsMargins(0, 0, 0, 0)
        self._log.setSpacing(4)
        self.told_buttons: dict[HeadsUpId, Button] = {}
        known = updates.heads_ups(self.context.store, self._person)
        for one in known[:_MOST]:
            self._log.addWidget(self._line(one))
        if known:
            self.add_row(_("So far"), holder, head=24)

    def _line(self, one: HeadsUp) -> QWidget:
        today = self.context.today()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP)
        told = _("told {day}").format(day=short_day(one.told_on, today)) if one.told_on else _("not told yet")
        label = TextLabel("", "body", "text", line, wrap=True, max_lines=4)
        label.set_runs(
            Run(one.text), Run(f"  {told}", role="text3" if one.told_on else "at_risk_fg", style="date")
        )
        row.addWidget(label, 1)
        if one.told_on is None:
            button = Button(_("Told"), icon="check", size=Size.SMALL, raised=True, parent=line)
            button.setAccessibleName(_("Told: {what}").format(what=one.text))
            button.clicked.connect(lambda _checked=False: self._mark(one, button, label))
            self.told_buttons[one.id] = button
            row.addWidget(button)
        remove = IconButton("x", _("Remove {what}").format(what=one.text), raised=True, parent=line)
        remove.clicked.connect(lambda _checked=False: self._take_out(one, line))
        row.addWidget(remove)
        return line

    def _mark(self, one: HeadsUp, button: Button, label: TextLabel) -> None:
        with shown(self.context.signals):
            updates.told(self.context.store, one.id, self.context.today())
            day = short_day(self.context.today(), self.context.today())
            label.set_runs(
                Run(one.text), Run("  " + _("told {day}").format(day=day), role="text3", style="date")
            )
            self.cross.setFocus()
            button.hide()

    def _take_out(self, one: HeadsUp, line: QWidget) -> None:
        with shown(self.context.signals):
            updates.remove_heads_up(self.context.store, one.id)
            self.heads_up.edit.setFocus()
            line.hide()

    def save(self) -> None:
        """Keep the rhythms and the new heads-up, in one change each. Raises RelmgrError."""
        store, today = self.context.store, self.context.today()
        for direction, field in self.every.items():
            known = self._known.get(direction)
            if field.value() != (known.rhythm.every_days if known else None):
                note = known.note if known else ""
                updates.agree(store, self._person, direction, field.value(), today, note)
        if self.heads_up.text().strip():
            told_on = today if self.told.isChecked() else None
            updates.add_heads_up(store, self._person, self.heads_up.text(), today, told_on)


def open_updates(
    context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId
) -> UpdatesDialog:
    """Open the updates with a person. Raises NotFoundError."""
    dialog = UpdatesDialog(context, host, person_id)
    dialog.show_form(dialog.heads_up.edit)
    return dialog
