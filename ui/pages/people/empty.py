"""An empty file: one question and one field (people-empty)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.domain import names
from relmgr.i18n import _
from relmgr.services import people
from relmgr.services.people import PersonInput
from ui import theme as themes
from ui.context import Context
from ui.errors import shown
from ui.widgets.buttons import Button, Kind, LinkButton, Size
from ui.widgets.fields import LineField
from ui.widgets.portrait import PortraitSpec, PortraitWidget
from ui.widgets.text import TextLabel

_FIELD = 40


class EmptyPeople(QWidget):
    """Who is on your mind? `added` tells the new person's id."""

    added = Signal(int)
    import_asked = Signal()
    look_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 0, 32, 0)
        column.setSpacing(0)
        column.addStretch(3)
        spec = PortraitSpec(initials="", person_colour=0, company_colour=0, signs=(1.0,) * 8)
        column.addWidget(
            PortraitWidget(spec, 160, self, description=_("A person in front of a logo")), 0, _CENTRE
        )
        column.addSpacing(20)
        column.addWidget(
            TextLabel(
                _("Who is on your mind?"), "page_title", parent=self, alignment=Qt.AlignmentFlag.AlignHCenter
            )
        )
        column.addSpacing(6)
        lead = TextLabel(
            _(
                "Start with one person you work with and like. A name is enough; the rest comes with the next conversation."
            ),
            "body_large",
            "text2",
            self,
            wrap=True,
            alignment=Qt.AlignmentFlag.AlignHCenter,
        )
        width = themes.current().scaled(460)
        lead.setFixedSize(width, lead.heightForWidth(width))
        column.addWidget(lead, 0, _CENTRE)
        column.addSpacing(22)
        column.addLayout(self._make_form())
        column.addSpacing(14)
        self._import = LinkButton(_("Import contacts"), icon="file-input", parent=self)
        self._import.clicked.connect(lambda _checked=False: self.import_asked.emit())
        look = LinkButton(_("Try sample people"), icon="map", parent=self)
        look.clicked.connect(lambda _checked=False: self.look_asked.emit())
        links = QHBoxLayout()
        links.setSpacing(24)
        links.addStretch(1)
        links.addWidget(self._import)
        links.addWidget(look)
        links.addStretch(1)
        column.addLayout(links)
        column.addStretch(4)

    def _make_form(self) -> QHBoxLayout:
        form = QHBoxLayout()
        form.setSpacing(8)
        self._name = LineField(placeholder=_("Their name"), parent=self)
        self._name.setFixedWidth(themes.current().scaled(344))
        self._name.edit.setMinimumHeight(_FIELD)
        self._name.edit.returnPressed.connect(self._add)
        self._button = Button(_("Add person"), Kind.PRIMARY, size=Size.LARGE, parent=self)
        self._button.clicked.connect(lambda _checked=False: self._add())
        form.addStretch(1)
        form.addWidget(self._name, 0, Qt.AlignmentFlag.AlignVCenter)
        form.addWidget(self._button)
        form.addStretch(1)
        return form

    def first_focus(self) -> QWidget:
        """The one field."""
        return self._name.edit

    def _add(self) -> None:
        text = self._name.edit.text().strip()
        if not text:
            self._name.set_error(_("A name is enough, but there has to be one."))
            return
        parts = names.split_name(text)
        given = PersonInput(
            prefix=parts.prefix,
            given=parts.given,
            additional=parts.additional,
            family=parts.family,
            suffix=parts.suffix,
            nickname=parts.nickname,
            display_name=text,
        )
        with shown(self._context.signals):
            person_id = people.add(self._context.store, given, self._context.now())
            self._name.edit.clear()
            self.added.emit(int(person_id))


_CENTRE = Qt.AlignmentFlag.AlignHCenter
