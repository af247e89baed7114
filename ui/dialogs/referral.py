"""The form of a referral: who introduced whom, whether it became work, and how it was thanked (G1)."""

from relmgr.domain.ids import PersonId, ReferralId
from relmgr.domain.thanks import Owed, owed
from relmgr.i18n import _
from relmgr.services import referrals
from relmgr.services.referrals import ReferralDetails, ReferralInput
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, PersonField, day_value, side_by_side
from ui.widgets.fields import DateField, LineField


class ReferralDialog(FormDialog):
    """A new introduction, or one that is kept."""

    def __init__(
        self,
        context: Context,
        host: DialogHost,
        by: PersonId | None,
        details: ReferralDetails | None = None,
    ) -> None:
        super().__init__(context, host, _("An introduction"))
        self._details = details
        given = details.input if details else None
        store, today = context.store, context.today()
        self.by = PersonField(store, today, given.by if given else by)
        self.add_row(_("Who introduced"), self.by, "by")
        self.of = PersonField(store, today, given.of if given else None)
        self.add_row(_("Whom to me"), self.of, "of")
        self.day = DateField(today, given.on_day if given else today, optional=False)
        self.add_row(_("On"), self.day, "on_day")
        self.about = LineField(given.note if given else "", placeholder=_("How it came about"))
        self.add_row(_("Note"), self.about)
        self.add_section(_("What came of it"))
        self.work_on = DateField(
            today, given.became_work_on if given else None, placeholder=_("Not yet"), name=_("Became work on")
        )
        self.work_note = LineField(
            given.work_note if given else "",
            name=_("What work"),
            placeholder=_("First invoice paid on 18 Nov"),
        )
        self.add_row(_("Became work"), side_by_side(self.work_on, self.work_note, stretch=(2, 3)))
        self.thanked_on = DateField(
            today, given.thanked_on if given else None, placeholder=_("Not yet"), name=_("Thanked on")
        )
        self.thanked_how = LineField(
            given.thanked_how if given else "", name=_("Thanked how"), placeholder=_("a handwritten card")
        )
        self.add_row(_("Thanked"), side_by_side(self.thanked_on, self.thanked_how, stretch=(2, 3)))
        self.work_thanked_on = DateField(
            today,
            given.work_thanked_on if given else None,
            placeholder=_("Not yet"),
            name=_("Thanked again on"),
        )
        self.work_thanked_how = LineField(
            given.work_thanked_how if given else "", name=_("Thanked again how"), placeholder=_("dinner")
        )
        again = side_by_side(self.work_thanked_on, self.work_thanked_how, stretch=(2, 3))
        self._again_row = self.add_row(_("Thanked for the work"), again)
        for field in (self.thanked_on, self.work_on, self.work_thanked_on):
            field.changed.connect(self._say_owed)
        self._say_owed()
        if details is not None:
            self.add_remove(_("Delete"), lambda: referrals.remove(context.store, details.id))

    def _say_owed(self) -> None:
        thanked, work, again = self.thanked_on.value(), self.work_on.value(), self.work_thanked_on.value()
        due = owed(thanked, work, again)
        self._again_row.setVisible(work is not None and (due is Owed.WORK or again is not None))
        self.set_note(_("A thank-you is owed; Today keeps it until then.") if due is not None else "")

    def save(self) -> None:
        """Keep the introduction. Raises RelmgrError."""
        given = ReferralInput(
            by=self.by.required("by"),
            of=self.of.required("of"),
            on_day=day_value(self.day, "on_day"),
            note=self.about.text(),
            became_work_on=self.work_on.value(),
            work_note=self.work_note.text(),
            thanked_on=self.thanked_on.value(),
            thanked_how=self.thanked_how.text(),
            work_thanked_on=self.work_thanked_on.value(),
            work_thanked_how=self.work_thanked_how.text(),
        )
        if self._details is None:
            referrals.add(self.context.store, given)
        else:
            referrals.edit(self.context.store, self._details.id, given)


def open_referral(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId | None = None,
    referral_id: int | None = None,
) -> ReferralDialog:
    """Open the form of an introduction, or of a new one made by `person_id`. Raises NotFoundError."""
    details = referrals.get(context.store, ReferralId(referral_id)) if referral_id is not None else None
    dialog = ReferralDialog(context, host, person_id, details)
    dialog.show_form(dialog.of.edit if dialog.by.person() is not None else dialog.by.edit)
    return dialog
