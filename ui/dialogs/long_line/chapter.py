"""The form of a chapter: what it is, and as much of its beginning and end as is known (P11)."""

from relmgr.domain.chapters import chapter_word
from relmgr.domain.ids import ChapterId, PersonId
from relmgr.domain.kinds import ChapterKind
from relmgr.i18n import _
from relmgr.services import chapters, people
from relmgr.services.chapters import ChapterDetails, ChapterInput
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import Choice, FormDialog, PartialLine, text_area
from ui.widgets.fields import LineField


class ChapterDialog(FormDialog):
    """A new chapter in somebody's life, or one that is known."""

    def __init__(
        self, context: Context, host: DialogHost, person_id: PersonId, details: ChapterDetails | None = None
    ) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("A chapter in the life of {name}").format(name=name))
        self._person, self._details = person_id, details
        given = details.input if details else ChapterInput()
        self.kind = Choice([(kind, chapter_word(kind)) for kind in ChapterKind], given.kind)
        self.add_row(_("What it is"), self.kind)
        self.name = LineField(given.title, placeholder=_("A year in Lisbon, the new depot"))
        self.add_row(_("Called"), self.name, "title")
        self.start = PartialLine(given.from_, name=_("From"), placeholder=_("2019, or March 2019"))
        self.add_row(_("From"), self.start, "from_")
        self.end = PartialLine(given.until, name=_("Until"), placeholder=_("Empty while it goes on"))
        self.add_row(_("Until"), self.end, "until")
        self.about = text_area(given.note, placeholder=_("What to know about it"))
        self.add_row(_("Note"), self.about)
        if details is not None:
            self.add_remove(_("Delete"), lambda: chapters.remove(context.store, details.id))

    def save(self) -> None:
        """Keep the chapter. Raises RelmgrError."""
        given = ChapterInput(
            kind=self.kind.value(),
            title=self.name.text(),
            note=self.about.text(),
            from_=self.start.value("from_"),
            until=self.end.value("until"),
        )
        if self._details is None:
            chapters.add(self.context.store, self._person, given)
        else:
            chapters.edit(self.context.store, self._details.id, given)


def open_chapter(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId,
    chapter_id: ChapterId | None = None,
) -> ChapterDialog:
    """Open the form of a chapter, or of a new one. Raises NotFoundError."""
    details = chapters.get(context.store, chapter_id) if chapter_id is not None else None
    dialog = ChapterDialog(context, host, details.person_id if details else person_id, details)
    dialog.show_form(dialog.name)
    return dialog
