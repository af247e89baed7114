"""What opens the panel, keeps what is typed in it until it is logged, and leads from it to the log, paper and PDF."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from relmgr.domain.ids import PersonId
from relmgr.domain.unsaved import Unsaved
from relmgr.errors import NotFoundError
from relmgr.i18n import _
from relmgr.services import people
from relmgr.services.card.views import StarterView
from relmgr.services.prep import PrepView, prep
from relmgr.services.questions import Asked
from ui import card_print, dialogs
from ui.context import Context, DialogHost, Navigator
from ui.errors import shown
from ui.faces import portrait_of
from ui.formats import file_name
from ui.prep.panel import Draft
from ui.prep.window import PRINT_KEYS, SAVE_KEYS, PrepWindow
from ui.widgets.buttons import shortcut_text
from ui.widgets.menu import Menu

_MINUTE_MS = 60_000


class PrepWindows(QObject):
    """One panel at a time. Notes and ticks stay here, in memory alone, until they are logged, discarded or locked away."""

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__()
        self._context = context
        self._navigator = navigator
        self._host = host
        self._drafts: dict[PersonId, Draft] = {}
        self._person: PersonId | None = None
        self._view: PrepView | None = None
        self._place: QPoint | None = None
        self._is_pinned = False
        self.window: PrepWindow | None = None
        self.ask_where: Callable[[QWidget, str], str] = _ask_where
        """Asks for the PDF's path; "" where the user does not want it any more."""
        self.ask_printer: Callable[[QWidget], QPrinter | None] = _ask_printer
        """Asks for the printer; None where the user does not want it any more."""
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self._reload)
        signals = context.signals
        signals.store_changed.connect(self._reload)
        signals.day_changed.connect(self._reload)
        signals.settings_changed.connect(self._reload)
        signals.theme_changed.connect(self._retheme)

    # --- opening and closing ---

    def open(self, person_id: PersonId) -> None:
        """Show the panel of somebody, or bring it to the front. Raises NotFoundError where nobody has this id."""
        if self.window is not None and person_id == self._person:
            self._reload()
        if self.window is not None and person_id == self._person:
            self.window.raise_()
            self.window.activateWindow()
            return
        view = self._read(person_id)
        self.close()
        self._person = person_id
        window = PrepWindow()
        self.window = window
        draft = self._drafts.get(person_id, Draft())
        window.panel.note.set_text(draft.note)
        self._show(view, draft.ticked)
        window.panel.log_asked.connect(self.log)
        window.panel.menu_asked.connect(self._open_menu)
        window.panel.pin_asked.connect(self._pinned)
        window.print_asked.connect(self.print_out)
        window.save_asked.connect(self.save_pdf)
        window.lock_asked.connect(self._navigator.lock)
        window.closed.connect(self._closed)
        window.panel.show_pinned(self._is_pinned)
        window.keep_on_top(self._is_pinned)
        window.open_beside(self._host.dialog_parent().window(), self._place)
        self._minute.start()

    def close(self) -> None:
        """Close the panel; what was typed in it is kept."""
        if self.window is not None:
            self.window.close()

    def end(self) -> None:
        """The file is closed: nothing of what was typed or shown outlives it here; `typed` was kept before."""
        self._minute.stop()
        window, self.window = self.window, None
        if window is not None:
            window.close()
        self._drafts.clear()
        self._view = self._person = None
        self.deleteLater()

    def _closed(self) -> None:
        window, self.window = self.window, None
        if window is None or self._person is None:
            return
        self._minute.stop()
        self._place = window.place()
        draft = window.panel.draft()
        self._keep(self._person, draft)
        if draft.note:
            words = _("Your note for {name} is kept until you log it.")
            name = self._view.person.first_name if self._view is not None else ""
            self._context.signals.message.emit(words.format(name=name))

    def _keep(self, person_id: PersonId, draft: Draft) -> None:
        if draft == Draft():
            self._drafts.pop(person_id, None)
        else:
            self._drafts[person_id] = draft

    def draft(self, person_id: PersonId) -> Draft:
        """What is typed and ticked for somebody and not saved yet."""
        if self.window is not None and person_id == self._person:
            return self.window.panel.draft()
        return self._drafts.get(person_id, Draft())

    def has_notes(self) -> bool:
        """Whether something is typed or ticked that was not logged yet."""
        shown = self.window.panel.draft() if self.window is not None else Draft()
        return bool(self._drafts) or shown != Draft()

    def typed(self) -> tuple[Unsaved, ...]:
        """The notes that were not logged yet, by whom they are about."""
        drafts = dict(self._drafts)
        if self.window is not None and self._person is not None:
            drafts[self._person] = self.window.panel.draft()
        noted = [(person, draft.note) for person, draft in drafts.items() if draft.note.strip()]
        rows = people.rows(self._context.store, [person for person, _note in noted], self._context.today())
        names = {row.id: row.name for row in rows}
        return tuple(
            Unsaved(_("Prep for a call"), names.get(person, ""), note.strip()) for person, note in noted
        )

    # --- showing ---

    def _read(self, person_id: PersonId, *, discreet: bool = False) -> PrepView:
        context = self._context
        return prep(context.store, person_id, context.now(), context.zone(), discreet=discreet)

    def _show(self, view: PrepView, ticked: tuple[StarterView, ...]) -> None:
        self._view = view
        if self.window is not None:
            head = view.person
            portrait = portrait_of(self._context.store, head, head.signs, head.logo_id)
            self.window.panel.show_view(view, portrait, ticked)

    def _reload(self) -> None:
        """Time goes on, and what is shown may have been changed; note and ticks stay."""
        if self.window is None or self._person is None:
            return
        with shown(self._context.signals):
            try:
                view = self._read(self._person)
            except NotFoundError:
                self.close()
                return
            if view != self._view:
                self._show(view, self.window.panel.draft().ticked)

    def _retheme(self) -> None:
        if self.window is not None and self._view is not None:
            self._show(self._view, self.window.panel.draft().ticked)
            self.window.fit()

    def _pinned(self, is_pinned: bool) -> None:
        self._is_pinned = is_pinned

    # --- where it leads ---

    def log(self) -> None:
        """Open Log a conversation with the note and the questions ticked. They are kept until it is saved or discarded."""
        if self._person is None:
            return
        person, draft = self._person, self.draft(self._person)
        asked = tuple(
            Asked(question=o.question, source=o.source, source_id=o.source_id) for o in draft.ticked
        )
        with shown(self._context.signals):
            self._quietly_close()
            self._keep(person, draft)
            self._navigator.raise_window()
            dialog = dialogs.open_conversation(
                self._context,
                self._navigator,
                self._host,
                person,
                draft.note,
                asked=asked,
                on_day=self._context.today(),
            )
            dialog.accepted.connect(partial(self._forget, person))
            if draft.note:  # without one it is left unasked, and the ticks stay for the next time
                dialog.rejected.connect(partial(self._forget, person))

    def _quietly_close(self) -> None:
        window, self.window = self.window, None
        self._minute.stop()
        if window is not None:
            self._place = window.place()
            window.close()

    def _forget(self, person_id: PersonId) -> None:
        self._drafts.pop(person_id, None)

    def _open_menu(self) -> None:
        window, person = self.window, self._person
        if window is None or person is None:
            return
        menu = Menu(window, name=_("More"))
        menu.add_row(_("Open the card"), partial(self._open_card, person), icon="user-round")
        menu.add_line()
        menu.add_row(_("Print…"), self.print_out, icon="printer", note=_hint(PRINT_KEYS))
        menu.add_row(_("Save as PDF…"), self.save_pdf, icon="download", note=_hint(SAVE_KEYS))
        if window.panel.draft() != Draft():
            menu.add_line()
            menu.add_row(_("Discard the note and the ticks"), self.discard, icon="trash-2")
        menu.open_below(window.panel.more)

    def discard(self) -> None:
        """Empty the note and take the ticks away."""
        if self.window is not None and self._view is not None:
            self.window.panel.note.set_text("")
            self._show(self._view, ())

    def _open_card(self, person_id: PersonId) -> None:
        self._navigator.raise_window()
        self._navigator.open_person(person_id)

    def _for_paper(self) -> PrepView | None:
        """The same without what is not fine to mention: paper lies about."""
        with shown(self._context.signals):
            if self._person is not None:
                self._context.store.require_names()
                return self._read(self._person, discreet=True)
        return None

    def save_pdf(self) -> None:
        """Ask where, and write the reading view there."""
        view, window = self._for_paper(), self.window
        if view is None or window is None:
            return
        name = file_name(view.person.name)
        path = self.ask_where(window, str(Path.home() / _("Prep {name}.pdf").format(name=name)))
        if not path:
            return
        target = Path(path) if Path(path).suffix else Path(path).with_suffix(".pdf")
        with shown(self._context.signals):
            card_print.render(view, "pdf", target)
            self._context.signals.message.emit(_("Saved as “{name}”.").format(name=target.name))

    def print_out(self) -> None:
        """Ask for the printer, and print the reading view."""
        view, window = self._for_paper(), self.window
        if view is None or window is None:
            return
        printer = self.ask_printer(window)
        if printer is not None:
            card_print.print_out(printer, view)


def _hint(keys: str) -> str:
    return shortcut_text(QKeySequence(keys))


def _ask_where(parent: QWidget, suggested: str) -> str:
    path, _kind = QFileDialog.getSaveFileName(parent, _("Save as PDF"), suggested, _("PDF (*.pdf)"))
    return path


def _ask_printer(parent: QWidget) -> QPrinter | None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_("Prep for a call"))
    dialog = QPrintDialog(printer, parent)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None
