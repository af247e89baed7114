"""The sections whose controls are choices: appearance, reminders, the window and the keyboard."""

import re
import sys
from datetime import time
from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QSizePolicy, QSystemTrayIcon

from relmgr import autostart
from relmgr.i18n import _, pgettext
from relmgr.settings import Appearance, Motion, OnClose
from ui import theme as themes
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.reminder_check import open_reminder_check
from ui.errors import shown
from ui.formats import time_words
from ui.pages.settings.section import Section, buttons
from ui.theme import TEXT_SIZES
from ui.widgets.buttons import Button, shortcut_text
from ui.widgets.fields import CheckBox, FieldEdit
from ui.widgets.segment import Segment

_APPEARANCES = (Appearance.SYSTEM, Appearance.LIGHT, Appearance.DARK)
_MOTIONS = (Motion.SYSTEM, Motion.REDUCED)
_QUIET_FROM, _QUIET_UNTIL = time(19), time(8)
_TIME_WIDTH = 72


class AppearanceSection(Section):
    """Colours, text size, motion."""

    name = "appearance"

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__(context, navigator, host, _("Appearance"))
        self.colours = Segment(
            [_("As the system"), pgettext("colours", "Light"), _("Dark")], name=_("Colours")
        )
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
        self.attention = TimeField(_("Reminders come at"))
        self.quiet = CheckBox(_("Quiet hours"))
        self.quiet_from = TimeField(_("Quiet from"))
        self.quiet_until = TimeField(_("Quiet until"))
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
        self.native = CheckBox(_("Use the desktop’s notifications"))
        if sys.platform.startswith("linux"):
            self.add_row(
                _("How reminders show"),
                self.native,
                _("Instead of Relmgr’s own popup. Where the desktop has none, the popup comes."),
            )
        self.check = Button(_("What comes, and when"), parent=self)
        self.add_row(
            _("Will they come?"), self.check, _("The next five with their times, and what was shown so far.")
        )
        self.check.clicked.connect(lambda: open_reminder_check(context, host))
        self.attention.edited.connect(lambda: self.change(attention_time=self.attention.value))
        self.quiet.clicked.connect(self._quiet_switched)
        for edit in (self.quiet_from, self.quiet_until):
            edit.edited.connect(self._quiet_edited)
        self.names.clicked.connect(lambda on: self.change(names_in_notifications=not on))
        self.native.clicked.connect(lambda on: self.change(system_notifications=on))

    def reload(self) -> None:
        chosen = self.context.settings
        self.attention.set_value(chosen.attention_time)
        is_quiet = chosen.quiet_from is not None
        self.quiet.setChecked(is_quiet)
        self.quiet_from.set_value(chosen.quiet_from or _QUIET_FROM)
        self.quiet_until.set_value(chosen.quiet_until or _QUIET_UNTIL)
        self.quiet_from.setEnabled(is_quiet)
        self.quiet_until.setEnabled(is_quiet)
        self.names.setChecked(not chosen.names_in_notifications)
        self.native.setChecked(chosen.system_notifications)

    def _quiet_switched(self, on: bool) -> None:
        if on:
            self.change(quiet_from=self.quiet_from.value, quiet_until=self.quiet_until.value)
        else:
            self.change(quiet_from=None, quiet_until=None)

    def _quiet_edited(self) -> None:
        if self.quiet.isChecked():
            self.change(quiet_from=self.quiet_from.value, quiet_until=self.quiet_until.value)


class WindowSection(Section):
    """What closing does, and keys without a modifier."""

    name = "window"

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__(context, navigator, host, _("Window and keyboard"))
        self.entry = autostart.for_this_system(autostart.command_of(sys.argv[0], context.profile))
        self.starts = CheckBox(_("Start in the tray"))
        if not context.is_sample:
            self.add_row(
                _("When you log in"),
                self.starts,
                _("Reminders then come without your opening Relmgr."),
            )
            self.starts.clicked.connect(self._start_switched)
        self.keeps = CheckBox(_("Keep running in the tray"))
        self.single = CheckBox(_("Use single letters"))
        if QSystemTrayIcon.isSystemTrayAvailable():
            self.add_row(
                _("When the window is closed"),
                self.keeps,
                _("Reminders go on. Quit with {keys}.").format(keys="Ctrl+Q"),
            )
            # Only here: what stands in no layout belongs to nobody, and its connection would keep this and the file.
            self.keeps.clicked.connect(
                lambda on: self.change(on_close=OnClose.KEEP_IN_TRAY if on else OnClose.QUIT)
            )
        else:
            self.add_row(
                _("When the window is closed"),
                None,
                _(
                    "This desktop has no tray, so closing the window ends Relmgr. Minimised, it goes on reminding."
                ),
            )
        self.hides = CheckBox(_("Hide names"))
        self.add_row(
            _("For sharing your screen"),
            self.hides,
            _(
                "Names, organisations, photos and notes are replaced everywhere until you show them again, "
                "and nothing can be changed. {keys} does it at once."
            ).format(keys=shortcut_text(QKeySequence("Ctrl+Shift+H"))),
        )
        self.add_row(
            _("Keys without a modifier"),
            self.single,
            _("D, S and O on a row that has the focus, / to filter, ? for the list of keys."),
        )
        self.keys = Button(_("Read them"), icon="keyboard")
        self.keys.clicked.connect(lambda _checked=False: navigator.open_guide("keyboard"))
        self.add_row(_("All keys"), self.keys, _("Everything can be done without a mouse."))
        self.single.clicked.connect(lambda on: self.change(single_letter_keys=on))
        # After the press is dealt with: the page goes with the names on it.
        self.hides.clicked.connect(
            lambda on: QTimer.singleShot(0, context.preferences, partial(_hide_names, context, on))
        )

    def reload(self) -> None:
        self.hides.setChecked(self.context.settings.hide_names)
        self.starts.setChecked(self.entry.is_on())
        self.keeps.setChecked(self.context.settings.on_close is OnClose.KEEP_IN_TRAY)
        self.single.setChecked(self.context.settings.single_letter_keys)

    def _start_switched(self, on: bool) -> None:
        with shown(self.context.signals):
            self.entry.switch(on)
        self.reload()


class TimeField(FieldEdit):
    """A time of day, "09:00"; what cannot be read as one goes back to what was there."""

    edited = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self._value = time()
        self.setMaxLength(5)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.editingFinished.connect(self._read)

    def sizeHint(self) -> QSize:
        return QSize(themes.current().scaled(_TIME_WIDTH), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @property
    def value(self) -> time:
        """The time shown."""
        return self._value

    def set_value(self, value: time) -> None:
        """Show `value`."""
        self._value = value
        self.setText(time_words(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 15, Qt.Key.Key_Down: -15}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        minutes = (self._value.hour * 60 + self._value.minute + step) % (24 * 60)
        self.set_value(time(minutes // 60, minutes % 60))
        self.edited.emit()

    def _read(self) -> None:
        typed = read_time(self.text())
        if typed is None or typed == self._value:
            self.set_value(self._value)
        else:
            self.set_value(typed)
            self.edited.emit()


def read_time(typed: str) -> time | None:
    """The time in "9", "9:30", "0930" or "9.30"; None for anything else."""
    parts = [part for part in re.split(r"[:. ]", typed.strip()) if part]
    if len(parts) == 1 and len(parts[0]) in (3, 4):
        parts = [parts[0][:-2], parts[0][-2:]]
    if not 1 <= len(parts) <= 2 or not all(part.isdecimal() for part in parts):
        return None
    hour, minute = int(parts[0]), int(parts[1]) if len(parts) == 2 else 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _hide_names(context: Context, hide: bool) -> None:
    with shown(context.signals):
        context.preferences.change(hide_names=hide)
