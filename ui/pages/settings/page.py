"""The page of the settings: its sections under each other."""

from typing import ClassVar

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.domain.kinds import Kind
from relmgr.i18n import _
from ui import theme as themes
from ui.context import Context, DialogHost, Navigator, Place
from ui.pages.page import Page
from ui.pages.settings.backups import BackupsSection
from ui.pages.settings.card_folder import CardFolderSection
from ui.pages.settings.choices import AppearanceSection, RemindersSection, WindowSection
from ui.pages.settings.circles import CirclesSection
from ui.pages.settings.file import AboutSection, DataSection, TrashSection
from ui.pages.settings.keys import KeysSection
from ui.pages.settings.locking import LanguageSection, LockSection
from ui.pages.settings.privacy import PrivacySection
from ui.pages.settings.section import Section
from ui.theme import metrics
from ui.widgets.scroll import ScrollPage
from ui.widgets.text import TextLabel

_WIDEST = 720


class SettingsPage(Page):
    """Each choice holds as soon as it is made."""

    watches: ClassVar[frozenset[Kind]] = frozenset({Kind.PERSON, Kind.CIRCLE})

    def __init__(
        self, context: Context, navigator: Navigator, host: DialogHost, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, navigator, host, parent)
        self.sections: dict[str, Section] = {}
        holder = QWidget()
        holder.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        column.addWidget(TextLabel(_("Settings"), "page_title", "text"))
        for section in self._make():
            self.sections[section.name] = section
            column.addWidget(section)
        column.addStretch(1)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(metrics.PAGE_EDGE, 28, metrics.PAGE_EDGE, 32)
        row.addWidget(holder, 1)
        row.addStretch(0)
        self.area = ScrollPage(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        context.signals.settings_changed.connect(self.make_stale)

    def _make(self) -> list[Section]:
        base = (self.context, self.navigator, self.host)
        sections: list[Section] = [
            AppearanceSection(*base),
            LanguageSection(*base),
            RemindersSection(*base),
            WindowSection(*base),
        ]
        context = self.context
        if context.store.takes_changes:
            sections.append(CirclesSection(*base))
        if not context.is_sample:
            sections.append(LockSection(*base))
        if context.unlocked is not None and not context.is_sample and not context.store.is_read_only:
            sections.append(KeysSection(*base, context.unlocked))
        if context.backups is not None:
            sections.append(BackupsSection(*base, context.backups))
        sections.append(DataSection(*base))
        if not context.is_sample and not context.store.is_read_only:
            sections.append(CardFolderSection(*base))
        return [*sections, TrashSection(*base), PrivacySection(*base), AboutSection(*base)]

    def reload(self) -> None:
        for section in self.sections.values():
            section.reload()

    def go_to(self, place: Place) -> None:
        section = self.sections.get(place.section)
        if section is not None:
            self.area.scroll_to(section)

    def first_focus(self) -> QWidget:
        section = self.sections["appearance"]
        return section.colours if isinstance(section, AppearanceSection) else section

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), themes.current().palette.surface)
