"""Saying thanks for an introduction: on which day, and with what (G1)."""

from relmgr.domain.calendar_words import short_day
from relmgr.domain.ids import ReferralId
from relmgr.domain.thanks import Owed
from relmgr.i18n import _
from relmgr.services import people, referrals
from relmgr.services.referrals import ReferralDetails
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, day_value
from ui.widgets.fields import DateField, LineField


class ThanksDialog(FormDialog):
    """The day, which is today, and how."""

    def __init__(self, context: Context, host: DialogHost, details: ReferralDetails) -> None:
        given = details.input
        by = people.details(context.store, given.by).first_name
        of = people.details(context.store, given.of).first_name
        super().__init__(
            context,
            host,
            _("Thank {name} for introducing {other}").format(name=by, other=of),
            save_text=_("Thanked"),
        )
        self._referral = details.id
        today = context.today()
        self.day = DateField(today, today, optional=False, name=_("On"))
        self.add_row(_("On"), self.day, "on_day")
        self.how = LineField("", name=_("With"), placeholder=_("a handwritten card, flowers, a phone call"))
        self.add_row(_("With"), self.how)
        self.set_note(self._about(details, by))

    def _about(self, details: ReferralDetails, by: str) -> str:
        given, today = details.input, self.context.today()
        work = given.became_work_on
        if details.owed is Owed.WORK and work is not None and given.thanked_on is not None:
            words = _("It became work on {day}. {name} was thanked for the introduction on {before}.")
            before = short_day(given.thanked_on, today)
            return words.format(day=short_day(work, today), name=by, before=before)
        if work is not None:
            words = _("It became work on {day}: these thanks are for both.")
            return words.format(day=short_day(work, today))
        return given.note

    def save(self) -> None:
        """Keep that they were thanked. Raises RelmgrError."""
        referrals.thank(self.context.store, self._referral, day_value(self.day, "on_day"), self.how.text())


def open_thanks(
    context: Context, navigator: Navigator, host: DialogHost, referral_id: ReferralId
) -> ThanksDialog:
    """Open the form of the thanks for an introduction. Raises NotFoundError."""
    dialog = ThanksDialog(context, host, referrals.get(context.store, referral_id))
    dialog.show_form(dialog.how)
    return dialog
