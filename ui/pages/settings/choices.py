"""The sections whose controls are choices: appearance, reminders, the window and the keyboard."""

from datetime import time

from PySide6.QtCore import QSignalBlocker, QTime
from PySide6.QtWidgets import QSystemTrayIcon, QTimeEdit

from relmgr.i18n import _
from relmgr.settings import Appearance, Motion, OnClose
from ui import theme as themes
from ui.context import Context, DialogHost, Navigator
from ui.pages.settings.section import Section, buttons
from ui.theme import TEXT_SIZES, metrics
from ui.widgets.fields import CheckBox
from ui.widgets.segment import Segment

_APPEARANCES = (Appearance.SYSTEM, Appearance.LIGHT, Appearance.DARK)
_MOTIONS = (Motion.SYSTEM, Motion.REDUCED)
_QUIET_FROM, _QUIET_UNTIL = time(19), time(8)


class AppearanceSection(Section):
    """Colours, text size, motion."""

    name = "appearance"

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__(context, navigator, host, _("Appearance"))
        self.colours = Segment([_("As the system"), _("Light"), _("Dark")], name=_("Colours"))
        self.sizes = Segment([f"{size} %" for size in TEXT_SIZES], name=_("Text size"))
        self.motion = CheckBox(_("Reduce motion"))
        self.add_row(_("Colours"), self.colours)
        self.add_row(_("Text size"), self.sizes)
        self.add_row(_("Motion"), self.motion, _("Things appear at once instead of moving."))
        self.colours.changed.connect(lambda at: self.change(appearance=_APPEARANCES[at]))
        self.sizes.changed.connect(lambda at: self.change(text_size=TEXT_SIZES[at]))
        self.motion.clicked.connect(lambda on: self.change(motion=Motion.REDUCED if on else Motion.SYSTEM))

    def reload(self) -> None:
        chosen = self.context.settings
        nearest = min(TEXT_SIZES, key=lambda size: abs(size - chosen.text_size))
        with QSignalBlocker(self.colours), QSignalBlocker(self.sizes):
            self.colours.choose(_APPEARANCES.index(chosen.appearance))
            self.sizes.choose(TEXT_SIZES.index(nearest))
        self.motion.setChecked(chosen.motion is Motion.REDUCED)


class RemindersSection(Section):
    """When reminders come, and when they wait."""

    name = "reminders"

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__(context, navigator, host, _("Reminders"))
        self.attention = _time_edit(_("Reminders come at"))
        self.quiet = CheckBox(_("Quiet hours"))
        self.quiet_from = _time_edit(_("Quiet from"))
        self.quiet_until = _time_edit(_("Quiet until"))
        self.names = CheckBox(_("Hide names"))
        self.add_row(
            _("The day’s reminders come at"),
            self.attention,
            _("For whatever has a day but no time of its own."),
        )
        self.add_row(
            _("Quiet hours"),
            buttons(self.quiet, self.quiet_from, self.quiet_until),
            _("Nothing pops up in them. It waits in Today, and is shown afterwards."),
        )
        self.add_row(
            _("Names outside the window"), self.names, _("Popups then only say that something is due.")
        )
        self.attention.editingFinished.connect(lambda: self.change(attention_time=_time_of(self.attention)))
        self.quiet.clicked.connect(self._quiet_switched)
        for edit in (self.quiet_from, self.quiet_until):
            edit.editingFinished.connect(self._quiet_edited)
        self.names.clicked.connect(lambda on: self.change(names_in_notifications=not on))

    def reload(self) -> None:
        chosen = self.context.settings
        _set_time(self.attention, chosen.attention_time)
        is_quiet = chosen.quiet_from is not None
        self.quiet.setChecked(is_quiet)
        _set_time(self.quiet_from, chosen.quiet_from or _QUIET_FROM)
        _set_time(self.quiet_until, chosen.quiet_until or _QUIET_UNTIL)
        self.quiet_from.setEnabled(is_quiet)
        self.quiet_until.setEnabled(is_quiet)
        self.names.setChecked(not chosen.names_in_notifications)

    def _quiet_switched(self, on: bool) -> None:
        if on:
            self.change(quiet_from=_time_of(self.quiet_from), quiet_until=_time_of(self.quiet_until))
        else:
            self.change(quiet_from=None, quiet_until=None)

    def _quiet_edited(self) -> None:
        if self.quiet.isChecked():
            self.change(quiet_from=_time_of(self.quiet_from), quiet_until=_time_of(self.quiet_until))


class WindowSection(Section):
    """What closing does, and keys without a modifier."""

    name = "window"

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__(context, navigator, host, _("Window and keyboard"))
        self.keeps = CheckBox(_("Keep running in the tray"))
        self.single = CheckBox(_("Use single letters"))
        if QSystemTrayIcon.isSystemTrayAvailable():
            self.add_row(
                _("When the window is closed"),
                self.keeps,
                _("Reminders go on. Quit with {keys}.").format(keys="Ctrl+Q"),
            )
        else:
            self.add_row(
                _("When the window is closed"),
                None,
                _(
                    "This desktop has no tray, so closing the window ends Relmgr. Minimised, it goes on reminding."
                ),
            )
        self.add_row(
            _("Keys without a modifier"),
            self.single,
            _("D, S and O on a row that has the focus, / to filter, ? for the list of keys."),
        )
        self.keeps.clicked.connect(
            lambda on: self.change(on_close=OnClose.KEEP_IN_TRAY if on else OnClose.QUIT)
        )
        self.single.clicked.connect(lambda on: self.change(single_letter_keys=on))

    def reload(self) -> None:
        self.keeps.setChecked(self.context.settings.on_close is OnClose.KEEP_IN_TRAY)
        self.single.setChecked(self.context.settings.single_letter_keys)


def _time_edit(name: str) -> QTimeEdit:
    edit = QTimeEdit()
    edit.setDisplayFormat("HH:mm")
    edit.setButtonSymbols(QTimeEdit.ButtonSymbols.NoButtons)
    edit.setAccessibleName(name)
    edit.setKeyboardTracking(False)
    edit.lineEdit().setStyleSheet("border: 0; padding: 0; background: transparent;")
    edit.setFixedSize(72, themes.current().scaled(metrics.FIELD))
    return edit


def _time_of(edit: QTimeEdit) -> time:
    chosen = edit.time()
    return time(chosen.hour(), chosen.minute())


def _set_time(edit: QTimeEdit, value: time) -> None:
    edit.setTime(QTime(value.hour, value.minute))
