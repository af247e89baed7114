"""Erasing a person for good: what goes, what stays and is to be looked at, what is out of reach; the name is typed to do it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from relmgr.domain.calendar_words import full_day
from relmgr.domain.ids import OrganisationId, PersonId
from relmgr.domain.numbers import count_word, starting
from relmgr.errors import RelmgrError
from relmgr.i18n import _, ngettext
from relmgr.services import erasing
from relmgr.services.erasing import Erased, Mention, SharedTalk
from relmgr.services.search import HitKind
from relmgr.services.whole.words import table_words
from ui.context import Context, DialogHost, Navigator
from ui.erasing import finish, left_words
from ui.errors import shown
from ui.slices import Slices
from ui.widgets.buttons import Kind
from ui.widgets.dialog import DialogFrame
from ui.widgets.fields import CheckBox, LineField
from ui.widgets.line_list import Line, LineList
from ui.widgets.progress import ProgressBar
from ui.widgets.text import TextLabel

_WIDTH = 640
_LEAD = 64
_DAY_LEAD = 104


class EraseDialog(DialogFrame):
    """Nothing happens before the whole name is typed. Afterwards it says how far the cleaning is."""

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId) -> None:
        self.seen = erasing.preview(context.store, person_id)
        super().__init__(
            host.dialog_parent(), _("Erase {name} for good").format(name=self.seen.first_name), width=_WIDTH
        )
        self._context, self._navigator = context, navigator
        self._before = QWidget(self)
        self._column = QVBoxLayout(self._before)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.body.addWidget(self._before)
        self._fill()
        self._fill_end()
        self.cancel_button = self.add_cancel()
        self.erase_button = self.add_button(_("Erase for good"), Kind.DESTRUCTIVE)
        self.erase_button.setEnabled(False)
        self.erase_button.clicked.connect(self.erase)
        self.close_button = self.add_button(_("Close"))
        self.close_button.clicked.connect(self.accept)
        self.close_button.hide()
        self.name.edit.textChanged.connect(self._typed)

    # What is seen before

    def _fill(self) -> None:
        seen, name = self.seen, self.seen.first_name
        self._say(
            _(
                "{name} goes from the file, the search, the undo and every backup within reach. "
                "This cannot be undone, and no trash keeps it."
            ).format(name=name)
        )
        self.kept = LineList(
            _("What goes"),
            [Line(str(count), table_words(table)) for table, count in seen.kept.items()],
            lead=_LEAD,
            most=3,
        )
        self._column.addWidget(self.kept)
        if seen.with_them:
            words = _("Known only through {name}, so they go too: {others}.")
            self._say(words.format(name=name, others=", ".join(seen.with_them)))
        if seen.organisations:
            words = _("Nobody else is at {places}, which goes too.")
            self._say(words.format(places=", ".join(seen.organisations)))
        self.cut = CheckBox(_("Cut what is written in them too"))
        self.talks = LineList(
            _("Conversations with others"), [_talk(one) for one in seen.shared], lead=_DAY_LEAD, most=2
        )
        self.cut.setVisible(bool(seen.shared))
        self.talks.setVisible(bool(seen.shared))
        if seen.shared:
            count = len(seen.shared)
            words = ngettext(
                "{count} conversation with others stays, without {name}. Look at what is written in it.",
                "{count} conversations with others stay, without {name}. Look at what is written in them.",
                count,
            )
            self._say(words.format(count=starting(count_word(count)), name=name))
        self._column.addWidget(self.talks)
        self._column.addWidget(self.cut)
        self.mentions = LineList(
            _("Where the name stands"), [_mention(one) for one in seen.mentions], lead=0, most=2
        )
        self.mentions.setVisible(bool(seen.mentions))
        if seen.mentions:
            self._say(_("These name {name}, and stay as they are. A press opens one.").format(name=name))
        self._column.addWidget(self.mentions)
        self.talks.pressed_line.connect(self._open_talk)
        self.mentions.pressed_line.connect(self._open_mention)
        self._say(self._out_of_reach(), role="text2")
        self._say(_("Type the whole name to erase: {name}").format(name=seen.name))
        self.name = LineField("", name=_("The whole name"), placeholder=seen.name)
        self._column.addWidget(self.name)

    def _out_of_reach(self) -> str:
        words = _(
            "Out of reach: files you exported, phones and programs that got a copy, and backups on disks that are not "
            "connected. If {name} comes with one of them again, you are asked first."
        ).format(name=self.seen.first_name)
        context = self._context
        away = erasing.out_of_reach(context.unlocked, context.settings, erasing.card_folders(context.store))
        return " ".join((words, *away))

    def _say(self, words: str, role: str = "text") -> None:
        self._column.addWidget(TextLabel(words, "body", role, self._before, wrap=True))

    def _typed(self, text: str) -> None:
        self.erase_button.setEnabled(erasing.is_typed_name(text, self.seen.name))

    def _open_talk(self, key: object) -> None:
        talk = next(one for one in self.seen.shared if one.id == key)
        others = self.seen.person_id
        self.reject()
        self._navigator.open_source(others, "conversation", talk.id)

    def _open_mention(self, key: object) -> None:
        one = next(each for each in self.seen.mentions if (each.kind, each.id) == key)
        self.reject()
        with shown(self._context.signals):
            if one.kind is HitKind.ORGANISATION:
                self._navigator.open_organisation(OrganisationId(one.id))
            elif one.kind is HitKind.PERSON and one.person_id is not None:
                self._navigator.open_person(one.person_id)
            elif one.person_id is not None:
                self._navigator.open_source(one.person_id, one.kind.value, one.id)

    # Doing it

    def _fill_end(self) -> None:
        self.end = QWidget(self)
        column = QVBoxLayout(self.end)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.said = TextLabel("", "body", "text", self.end, wrap=True)
        self.bar = ProgressBar(self.end)
        column.addWidget(self.said)
        column.addWidget(self.bar)
        self.body.addWidget(self.end)
        self.end.hide()

    def erase(self) -> None:
        """Do it, if the name is typed; a refusal of the disk is said, and nothing was changed."""
        if not self.erase_button.isEnabled():
            return
        context, name = self._context, self.seen.first_name
        steps = erasing.start_in_steps(
            context.store, self.seen.person_id, context.now(), cut_texts=self.cut.isChecked()
        )
        self._show_end(
            _("Taking {name} out of the file. Cancel leaves everything as it was.").format(name=name)
        )
        self._is_taking_out(True)
        self._slices = Slices(steps, self._clean, self._refused, parent=self)
        self.rejected.connect(self._slices.stop)

    def _is_taking_out(self, on: bool) -> None:
        self.cancel_button.setVisible(on)
        self.close_button.setVisible(not on)
        self.bar.setVisible(not on)
        if on:
            self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, error: RelmgrError) -> None:
        self._is_taking_out(False)
        self._show_end(str(error))
        self.bar.hide()

    def _clean(self, _nothing: None) -> None:
        context = self._context
        self._is_taking_out(False)
        words = _("{name} is out of the file. Now every byte and every backup within reach is cleaned.")
        self._show_end(words.format(name=self.seen.first_name))
        with shown(context.signals):
            if finish(context, self._done, self._failed, self._progress) is None:
                self._done(Erased())

    def _show_end(self, words: str) -> None:
        self._before.hide()
        self.end.show()
        self.said.setText(words)
        self.cancel_button.hide()
        self.erase_button.hide()
        self.close_button.show()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _progress(self, done: int, of: int) -> None:
        if isValid(self.bar):
            self.bar.show_progress(done, of)

    def _done(self, found: Erased) -> None:
        words = _("{name} is erased.").format(name=self.seen.name)
        count = len(found.cleaned)
        if count:
            backups = ngettext("{count} backup was cleaned.", "{count} backups were cleaned.", count)
            words = f"{words} {backups.format(count=count)}"
        if found.left or found.unreadable:
            words = f"{words} {left_words(found)}"
        self._tell(words)

    def _failed(self, error: RelmgrError) -> None:
        begun = _(
            "{name} is out of the file, but the cleaning was cut short and goes on when Relmgr starts."
        ).format(name=self.seen.first_name)
        self._tell(f"{begun} {error}")

    def _tell(self, words: str) -> None:
        """In the dialog, or where it was closed meanwhile in the window."""
        if isValid(self) and self.isVisible():
            self.bar.hide()
            self.said.setText(words)
        else:
            self._context.signals.message.emit(words)


def _talk(one: SharedTalk) -> Line:
    return Line(
        full_day(one.on_day), one.text or _("Nothing is written down."), ", ".join(one.others), one.id
    )


def _mention(one: Mention) -> Line:
    return Line("", one.title, one.detail, (one.kind, one.id))


def open_erase(context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId) -> EraseDialog:
    """Open what erasing somebody would do. Raises NotFoundError."""
    dialog = EraseDialog(context, navigator, host, person_id)
    host.open_dialog(dialog, dialog.name.edit)
    return dialog
