"""The section about whom one keeps and what for, and about those who were erased (privacy)."""

from relmgr.domain.kinds import Purpose
from relmgr.domain.people_filter import Missing, PeopleFilter
from relmgr.domain.purposes import purpose_word
from relmgr.i18n import _, ngettext
from relmgr.services import erasing, people
from ui.context import Context, DialogHost, Navigator
from ui.errors import shown
from ui.pages.settings.section import Section, buttons
from ui.widgets.buttons import Button


class PrivacySection(Section):
    """How many are kept for what, who is to be looked over, and the ledger of the erased with the way to clear it."""

    name = "privacy"

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__(context, navigator, host, _("Privacy"))
        self.look = Button(_("Look them over"), icon="users")
        self.look.clicked.connect(lambda _checked=False: navigator.open_filtered(_UNSAID))
        self.kept = self.add_row(_("What people are kept for"), self.look)
        self.clear = Button(_("Forget who was erased"), icon="trash-2")
        self.clear.clicked.connect(self._ask_clear)
        self.sure = Button(_("Forget it"), icon="trash-2")
        self.sure.clicked.connect(self._clear)
        self.sure.hide()
        self.erased = self.add_row(_("Erased people"), buttons(self.clear, self.sure))

    def reload(self) -> None:
        store = self.context.store
        today = self.context.today()
        counts = {
            purpose: len(people.list_chosen(store, today, PeopleFilter(purpose=purpose)))
            for purpose in Purpose
        }
        unsaid = people.missing_counts(store, (Missing.PURPOSE,))[Missing.PURPOSE]
        said = [f"{purpose_word(purpose)}: {count}" for purpose, count in counts.items() if count]
        said.append(_("Not said: {count}").format(count=unsaid))
        self.kept.set_note(_(" · ").join(said))
        self.look.setVisible(unsaid > 0)
        count = erasing.count_erased(store)
        words = ngettext(
            "{count} person was erased, and will not come back unasked. Only hashes tell them apart, no name.",
            "{count} people were erased, and will not come back unasked. Only hashes tell them apart, no name.",
            count,
        )
        self.erased.set_note(words.format(count=count) if count else _("Nobody was erased."))
        self.clear.setVisible(count > 0 and store.takes_changes and self.sure.isHidden())
        if not count:
            self.sure.hide()

    def _ask_clear(self) -> None:
        self.sure.show()
        self.clear.hide()
        self.sure.setFocus()
        self.erased.set_note(
            _("Then an import or a restore brings back who was erased without asking. This cannot be undone.")
        )

    def _clear(self) -> None:
        self.sure.hide()
        with shown(self.context.signals):
            erasing.clear_ledger(self.context.store)
        self.reload()


_UNSAID = PeopleFilter(missing=Missing.PURPOSE)
