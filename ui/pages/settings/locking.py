"""The sections about who may look: locking by itself, and the language of what is read."""

from PySide6.QtCore import QLocale, QSignalBlocker

from relmgr import i18n
from relmgr.i18n import _
from relmgr.settings import LOCK_CHOICES
from ui.context import Context, DialogHost, Navigator
from ui.pages.settings.section import Section
from ui.widgets.buttons import Button
from ui.widgets.fields import CheckBox
from ui.widgets.fields.choice import ComboField
from ui.widgets.segment import Segment


class LockSection(Section):
    """When the file locks by itself (S2). Shown for a file of the user's own."""

    name = "lock"

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__(context, navigator, host, _("Locking"))
        words = [_("{count} min").format(count=minutes) for minutes in LOCK_CHOICES if minutes]
        self.idle = Segment([_("Never"), *words], name=_("When Relmgr is not used"))
        self.sleep = CheckBox(_("Lock"))
        self.with_screen = CheckBox(_("Lock"))
        self.lock_button = Button(_("Lock now"), icon="lock")
        self.add_row(
            _("By hand"),
            self.lock_button,
            _(
                "Nothing about your people stays on the screen or in memory. Reminders wait until it is open again."
            ),
        )
        self.add_row(
            _("When Relmgr is not used"),
            self.idle,
            _("What you were typing is kept, encrypted, and shown when you unlock."),
        )
        self.add_row(
            _("When the computer sleeps"),
            self.sleep,
            _("Before it sleeps, where the system says so in time; else as soon as it wakes."),
        )
        self.add_row(_("When the screen is locked"), self.with_screen)
        self.lock_button.clicked.connect(lambda _checked=False: navigator.lock())
        self.idle.changed.connect(lambda at: self.change(lock_after=LOCK_CHOICES[at]))
        self.sleep.clicked.connect(lambda on: self.change(lock_after_sleep=on))
        self.with_screen.clicked.connect(lambda on: self.change(lock_with_screen=on))

    def reload(self) -> None:
        chosen = self.context.settings
        nearest = min(LOCK_CHOICES, key=lambda minutes: abs(minutes - chosen.lock_after))
        with QSignalBlocker(self.idle):
            self.idle.choose(LOCK_CHOICES.index(nearest))
        self.sleep.setChecked(chosen.lock_after_sleep)
        self.with_screen.setChecked(chosen.lock_with_screen)


class LanguageSection(Section):
    """The language of the texts; there is a choice where there are catalogues."""

    name = "language"

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__(context, navigator, host, _("Language"))
        self.codes = ("", i18n.ENGLISH, *sorted(i18n.catalogues()))
        self.choice = ComboField(
            [_("As the system"), *(own_name(code) for code in self.codes[1:])], name=_("Language")
        )
        self.row = self.add_row(
            _("Texts, days and the side where reading begins"),
            self.choice,
            _("From the next start on. The guide is in English."),
        )
        self.choice.activated.connect(lambda at: self.change(language=self.codes[at]))

    def reload(self) -> None:
        language = self.context.settings.language
        spoken = next((code for code in self.codes if code and language.startswith(code)), "")
        with QSignalBlocker(self.choice):
            self.choice.setCurrentIndex(self.codes.index(spoken))


def own_name(code: str) -> str:
    """A language as those call it who speak it, such as "Deutsch"."""
    if code == i18n.ENGLISH:
        return "English"
    name = QLocale(code).nativeLanguageName()
    return name[:1].upper() + name[1:]
