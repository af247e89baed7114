"""The tray as a whole: it looks, shows, answers, and never leaves the user without a way back to the window (R2, R5)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QVBoxLayout, QWidget

from relmgr.domain.unsaved import Unsaved
from relmgr.i18n import _
from relmgr.services.reminders import DueItem
from ui.attention import Attention
from ui.context import Context, Navigator
from ui.errors import shown
from ui.notifier import Notifier
from ui.theme import metrics
from ui.tray.delivery import Delivery
from ui.tray.icon import TrayIcon
from ui.tray.placing import GAP, corner
from ui.widgets.dialog import DialogFrame
from ui.widgets.popup import Popup

if TYPE_CHECKING:  # it reads sentences, and brings the patterns for that along: imported when it first opens
    from ui.tray.panel import Panel

_FIRST_LOOK_MS = 1_000
"""After the window: the tray has taken the icon in by then, so that the first popup knows its place."""

_REOPEN_MS = 300
"""A press on the icon closes the panel first; the same press does not open it again."""


class Tray(QObject):
    """What accompanies an open file outside its window. `window` is the program's window, `navigator` leads in it.

    is_available: whether there is a tray now; it may come later, and go.
    """

    ended = Signal()
    """The file is about to be closed: whatever else accompanies it lets go of it."""

    def __init__(
        self,
        context: Context,
        navigator: Navigator,
        window: QWidget,
        *,
        quit_: Callable[[], None] = QApplication.quit,
        is_available: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
        notifier: Notifier | None = None,
        attention: Attention | None = None,
    ) -> None:
        super().__init__()
        self._context = context
        self._navigator = navigator
        self._window = window
        self._is_available = is_available
        self._panel_window: Popup | None = None
        self._panel: Panel | None = None
        self._just_closed = QTimer(self)
        self._just_closed.setSingleShot(True)
        self._just_closed.setInterval(_REOPEN_MS)
        self.icon = TrayIcon(self)
        self.icon.panel_asked.connect(self.toggle_panel)
        self.icon.window_asked.connect(navigator.raise_window)
        self.icon.capture_asked.connect(self._capture)
        self.icon.lock_asked.connect(self._lock)
        self.icon.names_asked.connect(self._switch_names)
        self.icon.quit_asked.connect(quit_)
        self.delivery = Delivery(context, self.open_item, self.place_clear_of_dialogs, notifier, self)
        QApplication.instance().focusChanged.connect(self._keep_clear)  # type: ignore[union-attr]
        self.delivery.prep_asked.connect(self.prep_item)
        self.attention = attention or Attention(
            context, is_at_window=window.isActiveWindow, on_screen=self.delivery.keys, parent=self
        )
        self.attention.show_asked.connect(self.delivery.show)
        self.attention.still_due.connect(self.delivery.keep_only)
        self.attention.ticked.connect(self.guard)
        context.signals.due_changed.connect(self._count_changed)
        context.signals.settings_changed.connect(self._settings_changed)
        context.signals.store_changed.connect(self._store_changed)
        self._settings_changed()
        self._note = ""
        self._first_look = QTimer(self)
        self._first_look.setSingleShot(True)
        self._first_look.setInterval(_FIRST_LOOK_MS)
        self._first_look.timeout.connect(self.attention.start)
        self._first_look.start()

    # --- the window's way back ---

    def is_reachable(self) -> bool:
        """Whether the icon can bring the window back, so that the window may hide."""
        return self.icon.is_shown() and self._is_available()

    def guard(self) -> None:
        """Bring a hidden window back where the tray has gone."""
        if self._window.isHidden() and not self.is_reachable():
            self._navigator.raise_window()

    def typed(self) -> tuple[Unsaved, ...]:
        """The line in the panel that was not kept yet."""
        text = self._note.strip()
        return (Unsaved(_("Relmgr in the tray"), "", text),) if text else ()

    def end(self) -> None:
        """Let go of the file: no popup, panel or icon outlives it."""
        self.ended.emit()
        self._first_look.stop()
        QApplication.instance().focusChanged.disconnect(self._keep_clear)  # type: ignore[union-attr]
        self.attention.stop()
        self.delivery.end()
        if self._panel_window is not None:
            self._panel_window.close()
        self.icon.end()
        self.deleteLater()

    def _switch_names(self) -> None:
        with shown(self._context.signals):
            self._context.preferences.change(hide_names=not self._context.settings.hide_names)

    def _settings_changed(self) -> None:
        self.icon.set_hidden(self._context.settings.hide_names)
        if self._context.settings.tray:
            self.icon.show()
        else:
            self.icon.hide()
            self.guard()
        self._reload_panel()

    def _store_changed(self, _changes: object) -> None:
        self._reload_panel()

    def _count_changed(self, _count: int) -> None:
        self.icon.set_count(self.attention.asking)
        self._reload_panel()

    # --- the panel ---

    @property
    def panel(self) -> "Panel | None":
        """The panel while it is open."""
        return self._panel

    def toggle_panel(self) -> None:
        """Open the panel beside the icon, or close it."""
        if self._panel_window is not None:
            self._panel_window.close()
        elif not self._just_closed.isActive():
            self._open_panel()

    def _open_panel(self) -> None:
        from ui.tray.panel import Panel

        is_wayland = QGuiApplication.platformName().startswith("wayland")
        flags = Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint if is_wayland else Qt.WindowType.Popup
        window = Popup(None, radius=metrics.RADIUS_POPUP, flags=flags)
        panel = Panel(self._context, window.surface)
        column = QVBoxLayout(window.surface)
        column.setContentsMargins(QMargins())
        column.addWidget(panel)
        panel.open_asked.connect(self._open_from_panel)
        panel.prep_asked.connect(self.prep_item)
        panel.settings_asked.connect(self._settings)
        panel.jotted.connect(self._jotted)
        panel.note.setText(self._note)
        panel.note.textChanged.connect(self._remember_note)
        window.setFocusProxy(panel)
        window.closed.connect(self._panel_closed)
        self._panel_window, self._panel = window, panel
        window.open_at(self.place_near_tray(panel.size(), QCursor.pos()))
        window.activateWindow()

    def _remember_note(self, text: str) -> None:
        """A line that was not kept is there again when the panel opens next; it is written down nowhere."""
        self._note = text

    def _panel_closed(self) -> None:
        self._panel_window = self._panel = None
        self._just_closed.start()

    def _close_panel(self) -> None:
        if self._panel_window is not None:
            self._panel_window.close()

    def _reload_panel(self) -> None:
        panel = self.panel
        if panel is not None:
            with shown(self._context.signals):
                panel.reload()

    def place_near_tray(self, size: QSize, near: QPoint | None = None) -> QPoint:
        """Where the top left of a surface of `size` goes."""
        icon = self.icon.place() if self.is_reachable() else QRect()
        spot = near if icon.isEmpty() else icon.center()
        screen = (
            QGuiApplication.screenAt(spot) if spot is not None else None
        ) or QGuiApplication.primaryScreen()
        return corner(size, screen.geometry(), screen.availableGeometry(), icon, near)

    def place_clear_of_dialogs(self, size: QSize) -> QPoint:
        """The same for the popup: over a dialog it would cover the buttons, so it goes up or down as far as it must."""
        spot = self.place_near_tray(size)
        dialogs = [one.place_on_screen() for one in self._window.findChildren(DialogFrame) if one.isVisible()]
        screen = QGuiApplication.screenAt(spot) or QGuiApplication.primaryScreen()
        free = screen.availableGeometry()
        others = (free.top() + GAP, free.bottom() - GAP - size.height())
        for place in (spot, *(QPoint(spot.x(), y) for y in others)):
            if not any(sheet.intersects(QRect(place, size)) for sheet in dialogs):
                return place
        return spot

    def _keep_clear(self) -> None:
        """A dialog that opens while the popup is on the screen makes it move."""
        popup = self.delivery.popup
        if popup is not None and popup.isVisible() and not popup.is_attended():
            popup.move_to(self.place_clear_of_dialogs(popup.reminder.size()))

    # --- where presses lead ---

    def open_item(self, item: DueItem | None) -> None:
        """Bring the window to the front, at the person `item` is about; at Today where there is none."""
        self._close_panel()
        self._navigator.raise_window()
        if item is not None and item.person is not None:
            self._navigator.open_person(item.person.id)
        else:
            self._navigator.open_today()

    def prep_item(self, item: DueItem) -> None:
        """Open Prep for a call with whom `item` is about, beside whatever the user is at."""
        self._close_panel()
        if item.person is not None:
            self._navigator.open_prep(item.person.id)

    def _open_from_panel(self, item: DueItem | None) -> None:
        if item is not None:
            self.open_item(item)
            return
        self._close_panel()
        self._navigator.raise_window()

    def _settings(self) -> None:
        self._close_panel()
        self._navigator.raise_window()
        self._navigator.open_settings()

    def _jotted(self, text: str) -> None:
        self._close_panel()
        self._navigator.raise_window()
        self._navigator.log_conversation(None, text)

    def _capture(self) -> None:
        self._navigator.raise_window()
        self._navigator.log_conversation(None, "")

    def _lock(self) -> None:
        # The icon goes with the file, so the window comes first: the lock page is the only way back.
        self._navigator.raise_window()
        self._navigator.lock()
