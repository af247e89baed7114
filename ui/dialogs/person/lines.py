"""The repeated lines of the form: ways to reach somebody, and their roles at organisations."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from relmgr.domain.kinds import ContactKind, RoleTowardMe
from relmgr.domain.roles import role_word
from relmgr.i18n import _
from relmgr.services.people import AffiliationInput, ContactMethodInput
from ui import theme as themes
from ui.dialogs.form import Choice, PartialLine, complete
from ui.widgets.fields import CheckBox, FieldEdit


def contact_word(kind: ContactKind) -> str:
    """The word for a way to reach somebody."""
    return {
        ContactKind.PHONE: _("Phone"),
        ContactKind.EMAIL: _("E-mail"),
        ContactKind.ADDRESS: _("Address"),
        ContactKind.LINK: _("Link"),
        ContactKind.CHAT: _("Chat"),
    }[kind]


class ContactLine(QWidget):
    """One way to reach them: kind, label, value, preferred."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = Choice(
            [(kind, contact_word(kind)) for kind in ContactKind], ContactKind.PHONE, name=_("Kind")
        )
        self.kind.setFixedWidth(themes.current().scaled(104))
        self.value = FieldEdit(name=_("Number or address"))
        self.label = FieldEdit(name=_("Label"), placeholder=_("work, home"))
        self.label.setFixedWidth(themes.current().scaled(92))
        self.preferred = CheckBox(_("Preferred"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.kind)
        row.addWidget(self.value, 1)
        row.addWidget(self.label)
        row.addWidget(self.preferred)
        self.setFocusProxy(self.value)

    def fill(self, method: ContactMethodInput) -> None:
        """Show `method`."""
        self.kind.choose(method.kind)
        self.label.setText(method.label)
        self.value.setText(method.value)
        self.preferred.setChecked(method.is_preferred)

    def content(self) -> ContactMethodInput:
        """What the line holds; without a value it is not kept."""
        return ContactMethodInput(
            kind=self.kind.value(),
            label=self.label.text().strip(),
            value=self.value.text().strip(),
            is_preferred=self.preferred.isChecked(),
        )


class AffiliationLine(QWidget):
    """One role at one organisation, with what it is to my work and since when."""

    def __init__(self, organisations: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: AffiliationInput | None = None
        self.title = FieldEdit(name=_("Role"), placeholder=_("Role"))
        self.organisation = FieldEdit(name=_("Organisation"), placeholder=_("Organisation"))
        complete(self.organisation, organisations)
        roles = [(None, _("Toward me: not said")), *((role, role_word(role)) for role in RoleTowardMe)]
        self.role: Choice[RoleTowardMe | None] = Choice(roles, None, name=_("What they are to my work"))
        self.start = PartialLine(name=_("From"), placeholder=_("From"))
        self.until = PartialLine(name=_("Until"), placeholder=_("Until"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        grid.addWidget(self.title, 0, 0, 1, 2)
        grid.addWidget(self.organisation, 0, 2, 1, 2)
        grid.addWidget(self.role, 1, 0, 1, 2)
        grid.addWidget(self.start, 1, 2)
        grid.addWidget(self.until, 1, 3)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.title)

    def fill(self, job: AffiliationInput) -> None:
        """Show `job`."""
        self._known = job
        self.organisation.setText(job.organisation)
        self.title.setText(job.title)
        self.role.choose(job.role)
        self.start.set_value(job.from_)
        self.until.set_value(job.until)

    def content(self) -> AffiliationInput:
        """What the line holds; without an organisation it is not kept. Raises InputError for a date that is none."""
        return AffiliationInput(
            id=self._known.id if self._known else None,
            organisation=self.organisation.text().strip(),
            title=self.title.text().strip(),
            department=self._known.department if self._known else "",
            role=self.role.value(),
            from_=self.start.value("affiliations"),
            until=self.until.value("affiliations"),
        )
