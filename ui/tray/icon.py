"""The tray icon: a dot when something is due, the panel on a press, a menu on the other button."""

import sys

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from relmgr.i18n import _
from ui import icons
from ui import theme as themes
from ui.models.announcement import tooltip


class TrayIcon(QObject):
    """Always made, and shown whenever a tray comes: hosts that start after us are found by Qt itself."""

    panel_asked = Signal()
    window_asked = Signal()
    capture_asked = Signal()
    names_asked = Signal()
    lock_asked = Signal()
    quit_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self.icon = QSystemTrayIcon(self)
        self.menu = QMenu()
        for text, name, asked in (
            (_("Open Relmgr"), "tray_open", self.window_asked),
            (_("Quick capture"), "tray_capture", self.capture_asked),
            (_("Hide names"), "tray_names", self.names_asked),
            (_("Lock now"), "tray_lock", self.lock_asked),
            (_("Quit Relmgr"), "tray_quit", self.quit_asked),
        ):
            if name == "tray_names":
                self.menu.addSeparator()
            action = QAction(text, self.menu)
            action.setObjectName(name)
            action.triggered.connect(lambda _checked=False, asked=asked: asked.emit())
            self.menu.addAction(action)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        themes.notifier().changed.connect(self._paint)
        self.set_count(0)

    def set_hidden(self, hidden: bool) -> None:
        """Say in the menu what its row about names would do."""
        for action in self.menu.actions():
            if action.objectName() == "tray_names":
                action.setText(_("Show names") if hidden else _("Hide names"))

    def set_count(self, count: int) -> None:
        """Show whether something is due, and say how much."""
        self._count = count
        self._paint()
        self.icon.setToolTip(tooltip(count))

    def show(self) -> None:
        """Show it, now or when a tray comes."""
        self.icon.show()

    def hide(self) -> None:
        """Take it out of the tray."""
        self.icon.hide()

    def is_shown(self) -> bool:
        """Whether it is wanted in the tray."""
        return self.icon.isVisible()

    def place(self) -> QRect:
        """Where it is on the screen; empty where the desktop does not tell."""
        return self.icon.geometry()

    def end(self) -> None:
        """Take it away for good."""
        self.icon.hide()
        self.menu.deleteLater()

    def _paint(self) -> None:
        monochrome = sys.platform == "darwin"
        self.icon.setIcon(icons.tray_icon(themes.current(), due=bool(self._count), monochrome=monochrome))

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        trigger = QSystemTrayIcon.ActivationReason
        if reason is trigger.Trigger:
            self.panel_asked.emit()
        elif reason in (trigger.DoubleClick, trigger.MiddleClick):
            self.window_asked.emit()
