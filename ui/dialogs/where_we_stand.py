"""Where we stand with everybody in work: what I owe, what I wait for, what comes next; copied as text in one press (R8)."""

from PySide6.QtGui import QGuiApplication

from relmgr.domain.numbers import count_word
from relmgr.i18n import _, ngettext
from relmgr.services import where_we_stand
from relmgr.services.where_we_stand import OrganisationLine, PersonLine
from ui.context import Context, DialogHost, Navigator
from ui.widgets.buttons import Kind
from ui.widgets.dialog import DialogFrame
from ui.widgets.line_list import Line, LineList
from ui.widgets.segment import Segment
from ui.widgets.text import TextLabel

_MOST_ROWS = 11


class WhereWeStand(DialogFrame):
    """A line for each person, or for each organisation; a press opens the card."""

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__(host.dialog_parent(), _("Where we stand"))
        self._context, self._navigator = context, navigator
        self.people = where_we_stand.people_in_work(context.store, context.today())
        self.organisations = where_we_stand.organisations_in_work(self.people)
        self.count = TextLabel(self._count_words(), "body", "text2", self, wrap=True)
        self.body.addWidget(self.count)
        self.by = Segment([_("By person"), _("By organisation")], name=_("Order"))
        self.lines = LineList(_("Where we stand"), lead=176, most=_MOST_ROWS)
        if self.people:
            self.body.addWidget(self.by)
            self.body.addWidget(self.lines)
            self.copied = TextLabel("", "small", "text2", self)
            self.add_note(self.copied)
            self.copy_button = self.add_button(_("Copy as text"), Kind.PRIMARY, icon="copy")
            self.copy_button.clicked.connect(self.copy)
        else:
            self.by.deleteLater()
            self.lines.deleteLater()
        self.by.changed.connect(self._show)
        self.lines.pressed_line.connect(self._open)
        self._show(0)

    def _count_words(self) -> str:
        if not self.people:
            return _("Nothing is open between you and anybody. What is said or promised shows here.")
        count = len(self.people)
        return ngettext(
            "Something is open with {count} person. What was never said is left out.",
            "Something is open with {count} people. What was never said is left out.",
            count,
        ).format(count=count_word(count))

    def _show(self, way: int) -> None:
        if way == 0:
            self.lines.show_lines([_person(line) for line in self.people])
        else:
            self.lines.show_lines([_organisation(line) for line in self.organisations])

    def _open(self, person: object) -> None:
        self.dismiss()
        self._navigator.open_person(next(one.person_id for one in self.people if one.person_id == person))

    def copy(self) -> None:
        """Put all of it on the clipboard."""
        QGuiApplication.clipboard().setText(where_we_stand.as_text(self.people, self._context.today()))
        self.copied.setText(_("Copied. Paste it where you like."))


def _person(line: PersonLine) -> Line:
    said = where_we_stand.sides(line.mine, line.theirs)
    first, *others = [*said, line.next_words] if line.next_words else said
    words = [*others, line.last_words]
    return Line(line.name, first, _(" · ").join(words), line.person_id)


def _organisation(line: OrganisationLine) -> Line:
    first, *others = where_we_stand.sides(line.mine, line.theirs, named=True)
    return Line(line.organisation, first, _(" · ").join(others))


def open_where_we_stand(context: Context, navigator: Navigator, host: DialogHost) -> WhereWeStand:
    """Open it over the window."""
    dialog = WhereWeStand(context, navigator, host)
    host.open_dialog(dialog)
    return dialog
