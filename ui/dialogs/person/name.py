"""A name in one field that suggests its parts; the parts can be unfolded and corrected (P1)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmgr.domain.names import NameParts, display_name, split_name
from relmgr.i18n import _
from relmgr.services.people import PersonInput
from ui.dialogs.form import FormRow, side_by_side
from ui.theme import metrics
from ui.widgets.buttons import LinkButton
from ui.widgets.fields import LineField
from ui.widgets.text import TextLabel

_PARTS = ("prefix", "given", "additional", "family", "suffix", "nickname", "native")
_SPLIT = ("prefix", "given", "additional", "family", "suffix")
_BESIDE = ("say_name", "pronouns")
_ALWAYS = ("nickname", "pronouns")


def _words() -> dict[str, tuple[str, str]]:
    """Label and placeholder of each part, in the order of the form."""
    return {
        "given": (_("Given name"), ""),
        "family": (_("Family name"), ""),
        "nickname": (_("Nickname"), _("Nickname")),
        "pronouns": (_("Pronouns"), _("she/her")),
        "additional": (_("Middle names"), ""),
        "prefix": (_("Title before"), _("Dr")),
        "suffix": (_("After the name"), _("Jr, PhD")),
        "native": (_("In their script"), ""),
        "say_name": (_("How to say it"), _("Like “shee-vawn”")),
    }


class NamePart(QWidget):
    """The name of the form. `changed` tells that the parts are others."""

    changed = Signal()

    def __init__(self, given: PersonInput, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = LineField(name=_("Name"), placeholder=_("A name is enough"))
        self.suggestion = TextLabel("", "small", "text3", self, wrap=True)
        self.unfold = LinkButton(_("More name fields"), style="small_strong", parent=self)
        self.unfold.clicked.connect(lambda: self.show_parts(self._fold.isHidden()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP)
        head = QWidget(self)
        inner = QVBoxLayout(head)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        for widget in (self.name, self.suggestion, self.unfold):
            inner.addWidget(widget)
        head.setFocusProxy(self.name.edit)
        self.row = FormRow(_("Name"), head, self)
        column.addWidget(self.row)
        self._add_parts(column)
        self.setFocusProxy(self.name.edit)
        self._fill(given)
        self.name.edit.textEdited.connect(self._split)

    def _add_parts(self, column: QVBoxLayout) -> None:
        self._fold = QWidget(self)
        inner = QVBoxLayout(self._fold)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(metrics.GAP)
        self.parts: dict[str, LineField] = {}
        for part, (label, placeholder) in _words().items():
            field = LineField(name=label, placeholder=placeholder)
            self.parts[part] = field
            if part not in _ALWAYS:
                inner.addWidget(FormRow(label, field, self._fold))
            if part not in _BESIDE:
                field.edit.textEdited.connect(self._join)
        column.addWidget(self._fold)
        self._fold.hide()
        beside = side_by_side(*(self.parts[part] for part in _ALWAYS))
        column.addWidget(FormRow(_("Called, pronouns"), beside, self))

    def _fill(self, given: PersonInput) -> None:
        for part in _PARTS:
            self.parts[part].set_text(getattr(given, "native_name" if part == "native" else part))
        for part in _BESIDE:
            self.parts[part].set_text(getattr(given, part))
        made = display_name(self.name_parts())
        self.name.set_text(given.display_name or made)
        plain = split_name(made)
        # Parts that the field would not suggest were put there by hand, and are not overwritten by typing.
        self._by_hand = any(getattr(plain, part) != getattr(self.name_parts(), part) for part in _SPLIT)
        if any(self.parts[part].text() for part in ("prefix", "additional", "suffix", "native", "say_name")):
            self.show_parts(True)
        self._suggest()

    def show_parts(self, on: bool) -> None:
        """Unfold or fold the parts."""
        self._fold.setVisible(on)
        self.unfold.setText(_("Fewer name fields") if on else _("More name fields"))
        self.unfold.updateGeometry()
        self._suggest()

    def name_parts(self) -> NameParts:
        """The parts as they stand."""
        return NameParts(**{part: self.parts[part].text() for part in _PARTS})

    def shown(self) -> str:
        """The name as it is to be shown; "" where that follows from the parts."""
        typed, parts = self.name.text(), self.name_parts()
        suggested = split_name(typed)
        follows = all(getattr(suggested, part) == getattr(parts, part) for part in _SPLIT)
        return "" if follows or typed == display_name(parts) else typed

    def say_name(self) -> str:
        """How to say it."""
        return self.parts["say_name"].text()

    def pronouns(self) -> str:
        """Their pronouns."""
        return self.parts["pronouns"].text()

    def _split(self, typed: str) -> None:
        if not self._by_hand:
            suggested = split_name(typed)
            for part in _SPLIT:
                self.parts[part].set_text(getattr(suggested, part))
            if suggested.nickname:
                self.parts["nickname"].set_text(suggested.nickname)
        self._suggest()
        self.changed.emit()

    def _join(self) -> None:
        self._by_hand = True
        self.name.set_text(display_name(self.name_parts()))
        self._suggest()
        self.changed.emit()

    def _suggest(self) -> None:
        words = _words()
        said = [
            _("{label}: {name}").format(label=words[part][0], name=self.parts[part].text())
            for part in _SPLIT
            if self.parts[part].text()
        ]
        self.suggestion.setText(" · ".join(said))
        self.suggestion.setVisible(len(said) > 1 and self._fold.isHidden())
