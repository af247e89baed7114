"""The people behind one logo: its head, the board by role toward me, and how they spoke of me (P12)."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmgr.domain.ids import AffiliationId, OrganisationId, PersonId
from relmgr.domain.kinds import Kind, RoleTowardMe
from relmgr.domain.moments import MomentKind
from relmgr.domain.people_filter import PeopleFilter
from relmgr.errors import NotFoundError
from relmgr.i18n import _
from relmgr.services import moments, organisations, people
from relmgr.services.organisations import Board, BoardPerson
from ui import dialogs, pictures
from ui import theme as themes
from ui.actions import Command
from ui.context import Context, DialogHost, Navigator, Place
from ui.errors import shown
from ui.faces import portrait_of
from ui.pages.organisations.board import RoleBoard
from ui.pages.organisations.head import Head
from ui.pages.organisations.spoken import Former, Spoken
from ui.pages.page import Page
from ui.theme import metrics
from ui.widgets.portrait import PortraitSpec
from ui.widgets.scroll import ScrollPage
from ui.widgets.sections import EmptyLine


class OrganisationPage(Page):
    """One organisation; `go_to` says which."""

    watches: ClassVar[frozenset[Kind]] = frozenset(
        {
            Kind.ORGANISATION,
            Kind.AFFILIATION,
            Kind.PERSON,
            Kind.CONVERSATION,
            Kind.MOMENT,
            Kind.MILESTONE,
            Kind.CIRCLE,
        }
    )

    def __init__(
        self, context: Context, navigator: Navigator, host: DialogHost, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, navigator, host, parent)
        self._id: OrganisationId | None = None
        self._board: Board | None = None
        self.head = Head()
        self.board = RoleBoard(self._spec_of)
        self.former, self.spoken = Former(), Spoken()
        self.nobody = EmptyLine(_("You know nobody there yet."), _("Add somebody who works there"))
        self.gone = EmptyLine(_("This organisation is no longer here. Undo may bring it back."))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(metrics.PAGE_EDGE, 24, metrics.PAGE_EDGE, 40)
        column.setSpacing(0)
        for widget, gap in ((self.gone, 0), (self.head, 24), (self.nobody, 16), (self.board, 24)):
            column.addWidget(widget)
            column.addSpacing(gap)
        column.addWidget(self.former)
        column.addWidget(self.spoken)
        column.addStretch(1)
        self.area = ScrollPage(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def _connect(self) -> None:
        self.head.back.clicked.connect(lambda _checked=False: self.navigator.open_organisations())
        self.head.edit.clicked.connect(lambda _checked=False: self._edit())
        self.head.listed.clicked.connect(lambda _checked=False: self._list())
        self.head.merge.clicked.connect(lambda _checked=False: self._merge())
        self.head.tile.dropped.connect(self.take_logo)
        self.nobody.link.clicked.connect(lambda _checked=False: self._add())
        self.head.add.clicked.connect(lambda _checked=False: self._add())
        self.board.opened.connect(lambda id_: self.navigator.open_person(PersonId(id_)))
        self.former.opened.connect(lambda id_: self.navigator.open_person(PersonId(id_)))
        self.board.moved.connect(self._move)
        self.board.spoke.connect(self._note_spoken)
        self.spoken.opened.connect(self._open_moment)
        self.context.signals.settings_changed.connect(self.make_stale)

    # --- reading ---

    def reload(self) -> None:
        """Read the organisation anew."""
        self.board.single_keys = self.context.settings.single_letter_keys
        made, store = None, self.context.store
        twin = False
        if self._id is not None:
            try:
                made = organisations.board(store, self._id, self.context.today())
                twin = bool(organisations.twins(store, self._id))
            except NotFoundError:
                made = None
        self._board = made
        for widget in (self.head, self.board, self.former, self.spoken, self.nobody):
            widget.setVisible(made is not None)
        self.gone.setVisible(made is None)
        if made is None:
            return
        self.head.show_board(made, self._logo(made), has_twin=twin)
        has_people = any(column.people for column in made.columns)
        self.nobody.setVisible(not has_people)
        self.board.setVisible(has_people)
        self.board.show_board(made)
        self.former.show_people(made.former)
        self.spoken.show_evidence(made.evidence, has_people=has_people)
        self.commands_changed.emit()

    def _spec_of(self, person: BoardPerson) -> PortraitSpec:
        return portrait_of(self.context.store, person)

    def _logo(self, board: Board) -> PortraitSpec:
        number = board.organisation.logo_id
        logo = people.photo(self.context.store, number) if number is not None else None
        return PortraitSpec(
            initials="",
            person_colour=0,
            company_colour=board.colour,
            monogram=board.monogram,
            logo=logo.data if logo is not None else None,
        )

    def go_to(self, place: Place) -> None:
        """Show the organisation that `place` names, from its top."""
        if place.organisation_id is not None and place.organisation_id != self._id:
            self._id = place.organisation_id
            self.area.verticalScrollBar().setValue(0)
            self.make_stale()

    @property
    def organisation_id(self) -> OrganisationId | None:
        """Which is shown."""
        return self._id

    # --- the frame ---

    def commands(self) -> Mapping[Command, Callable[[], None]]:
        """Edit, where an organisation is shown."""
        return {} if self._board is None else {Command.EDIT: self._edit}

    def first_focus(self) -> QWidget:
        """The first card, or the way to the first person."""
        cards = self.board.cards()
        if cards:
            return cards[0]
        return self.head.back if self._board is None else self.nobody.link

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), themes.current().palette.sunken)

    # --- what a press does ---

    def _edit(self) -> None:
        if self._id is not None:
            with shown(self.context.signals):
                dialogs.open_organisation(self.context, self.navigator, self.host, self._id)

    def _add(self) -> None:
        if self._board is not None:
            name = self._board.organisation.input.name
            with shown(self.context.signals):
                dialogs.open_person(self.context, self.navigator, self.host, organisation=name)

    def _list(self) -> None:
        if self._board is not None:
            chosen = PeopleFilter(organisation=self._board.organisation.uid)
            self.navigator.open_filtered(chosen)

    def _merge(self) -> None:
        if self._id is None:
            return
        with shown(self.context.signals):
            for twin in organisations.twins(self.context.store, self._id):
                organisations.merge(self.context.store, twin, self._id)

    def take_logo(self, path: Path) -> None:
        """Make the picture in the file at `path` the logo; says why where it cannot be."""
        if self._id is None:
            return
        with shown(self.context.signals):
            picture = pictures.read_file(path, "logo")
            people.set_logo(self.context.store, self._id, picture.data, picture.media_type)

    def _move(self, affiliation: int, role: RoleTowardMe | None) -> None:
        with shown(self.context.signals):
            organisations.set_role(self.context.store, AffiliationId(affiliation), role)

    def _note_spoken(self, person: int, for_me: bool) -> None:
        kind = MomentKind.SPOKE_FOR_ME if for_me else MomentKind.SPOKE_AGAINST_ME
        with shown(self.context.signals):
            moments.add(self.context.store, PersonId(person), kind, self.context.today())

    def _open_moment(self, person: int, moment: int) -> None:
        with shown(self.context.signals):
            dialogs.open_moment(self.context, self.navigator, self.host, PersonId(person), moment)
