"""Looking back: five minutes for the week, two minutes for one person; both may be skipped (R7)."""

from relmgr.domain.ids import PersonId
from relmgr.i18n import _
from relmgr.services import reflect, reviews
from relmgr.services.card import card
from relmgr.services.people.faces import PersonFace
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, text_area
from ui.faces import portrait_of
from ui.widgets.buttons import Button
from ui.widgets.portrait import PortraitSpec
from ui.widgets.text import TextLabel


class ReviewDialog(FormDialog):
    """What to look at, and one field for what comes to mind. Saving with nothing written is as good."""

    def __init__(
        self,
        context: Context,
        host: DialogHost,
        title: str,
        *,
        person_id: PersonId | None = None,
        portrait: PortraitSpec | None = None,
    ) -> None:
        super().__init__(context, host, title, portrait=portrait, save_text=_("Done"))
        self._person = person_id

    def add_part(self, title: str, lines: tuple[str, ...]) -> None:
        """A heading with its sentences; nothing where there are none."""
        if not any(lines):
            return
        self.body.addSpacing(4)
        self.body.addWidget(TextLabel(title, "section", "text"))
        for line in lines:
            if line:
                self.body.addWidget(TextLabel(line, "body", "text2", wrap=True))

    def add_field(self, question: str) -> None:
        """The one field, and the button that skips."""
        self.body.addSpacing(4)
        self.body.addWidget(TextLabel(question, "section", "text", wrap=True))
        self.text = text_area(name=question, placeholder=_("Whatever comes to mind, or nothing"))
        self.body.addWidget(self.text)
        self.skip_button = Button(_("Skip this time"), raised=True, parent=self)
        self.skip_button.clicked.connect(lambda: self.do(self._skip))
        self.add_own(self.skip_button)

    def save(self) -> None:
        """It was looked back at. Raises RelmgrError."""
        reviews.save(self.context.store, self.context.today(), self.text.text(), self._person)

    def _skip(self) -> None:
        reviews.skip(self.context.store, self.context.today(), self._person)


def open_week_review(context: Context, navigator: Navigator, host: DialogHost) -> ReviewDialog:
    """Five minutes: whom I spoke with, what is open, who has gone quiet, what comes."""
    view = reviews.week(context.store, context.now(), context.zone(), context.today())
    dialog = ReviewDialog(context, host, _("Five minutes for the week"))
    dialog.add_part(_("This week"), (view.spoken,))
    dialog.add_part(_("Open until next week"), view.late)
    dialog.add_part(_("Going quiet"), view.quiet)
    dialog.add_part(_("In the next seven days"), view.ahead)
    dialog.add_part(_("What you noted last time"), (view.last_note,))
    dialog.add_field(_("Who deserves more of you next week?"))
    dialog.show_form(dialog.text)
    return dialog


def open_person_review(
    context: Context, navigator: Navigator, host: DialogHost, person: PersonFace
) -> ReviewDialog:
    """Two minutes: how we are with each other. Raises NotFoundError where the person is gone."""
    view = card(context.store, person.id, context.now(), context.zone())
    dialog = ReviewDialog(
        context,
        host,
        _("Two minutes for {name}").format(name=person.first_name),
        person_id=person.id,
        portrait=portrait_of(context.store, person),
    )
    last = view.last_time
    dialog.add_part(_("Last time"), (f"{last.when_words}. {last.text}",) if last is not None else ())
    dialog.add_part(_("Right now"), tuple(event.title for event in view.right_now))
    dialog.add_part(_("Between you"), (view.depth_standing_words, view.expectations_words))
    dialog.add_part(_("Ask about"), tuple(starter.question for starter in view.ask_about))
    dialog.add_part(_("What you noted last time"), (reviews.last_note(context.store, person.id),))
    dialog.add_field(_("What would do {name} good?").format(name=person.first_name))
    dialog.show_form(dialog.text)
    return dialog


class YearDialog(ReviewDialog):
    """The year, with the decisions that were to be looked back at."""

    def save(self) -> None:
        """It was looked back at. Raises RelmgrError."""
        reviews.save_year(self.context.store, self.context.today(), self.text.text())

    def _skip(self) -> None:
        reviews.skip_year(self.context.store, self.context.today())


def open_year_review(context: Context, navigator: Navigator, host: DialogHost) -> YearDialog:
    """The year: how deep it became, what it stands on, and the decisions that wait to be looked back at."""
    store, today = context.store, context.today()
    view = reflect.base(store, today)
    waiting = [one for one in reflect.long_views.every(store, today) if one.input.looked_back_on is None]
    dialog = YearDialog(context, host, _("Look back at the year"))
    dialog.add_part(_("People"), (view.depth,))
    dialog.add_part(_("What it stands on"), (view.leaning, view.source))
    dialog.add_part(_("The mirror"), (reflect.mirror.mirror(store, today).closing,))
    dialog.add_part(
        _("What came of these decisions?"),
        tuple(_("{day}: {what}").format(day=one.words, what=one.input.decision) for one in waiting),
    )
    dialog.add_part(_("What you noted last time"), (reviews.last_year_note(store),))
    dialog.add_field(_("What will you do differently next year?"))
    dialog.show_form(dialog.text)
    return dialog
