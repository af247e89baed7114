"""An export under way: reads people slice by slice, so that a window stays alive, and then makes the file's content."""

import gc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from relmgr.domain.ids import PersonId
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.store import Store
from relmgr.transfer.exporting import calendar
from relmgr.transfer.exporting.forms import Form
from relmgr.transfer.exporting.gathering import Gathering
from relmgr.transfer.exporting.profiles import for_others, shared
from relmgr.transfer.vcard import Card, Dialect, Version, write

SLICE = 10
"""People read at once: about ten milliseconds."""
_FREEZE_EVERY = 200

_Writer = Callable[[Sequence[Card]], Iterable[bytes]]


class Exporter:
    """Call `step` until it gives False, then `content` once. It only reads; to stop, stop calling.

    `ids` None means everybody who is not in the trash; `discreet` leaves out facts that are not fine to mention (P4).
    `step` uses the store, so it stays on the store's thread;
    `content` is pure and may run on any. Raises InputError for a form that is written elsewhere (archive, page).
    """

    def __init__(
        self,
        store: Store,
        form: Form,
        ids: Iterable[PersonId] | None,
        today: date,
        dialect: Dialect = Dialect.APPLE,
        *,
        discreet: bool = True,
    ) -> None:
        if form not in _KEPT_COLUMNS:
            raise InputError(_("This form is not written person by person."))
        self._store = store
        self._form = form
        self._today = today
        self._dialect = dialect
        self._discreet = discreet
        self._gathering = Gathering(store, ids, _KEPT_COLUMNS[form])
        self._cards: list[Card] = []
        self._pieces: list[bytes] = []
        self._taken = 0
        self._entries: list[calendar.Entry] = []
        if form is Form.ICS and ids is None:
            with store.read() as session:
                self._entries += calendar.loose(session)
        self._looking = self._gathering.look()
        self.total = len(self._gathering.ids)
        """How many people there are to read; 0 until that is known."""
        self.done = 0
        """People read so far."""

    def step(self) -> bool:
        """Read the next slice; False when all are read."""
        if next(self._looking, None) is not None:
            return True
        self.total = len(self._gathering.ids)
        if self.done >= self.total:
            return False
        if self._form is Form.ICS:
            ids = self._gathering.ids[self.done : self.done + SLICE]
            with self._store.read() as session:
                self._entries += calendar.entries(session, ids, self._today)
        else:
            cards = map(self._fitting, self._gathering.cards(self.done, SLICE))
            if self._form in _VERSIONS:
                # As bytes at once: thousands of cards in memory make the garbage collector stop the window.
                self._pieces += write(cards, _VERSIONS[self._form], self._dialect)
            else:
                self._cards += cards
                if self.done % _FREEZE_EVERY == 0:
                    gc.freeze()  # looking at all of these again and again would halt the window
        self.done = min(self.total, self.done + SLICE)
        return self.done < self.total

    def _fitting(self, card: Card) -> Card:
        if self._form is Form.SHARE:
            return shared(card)
        if self._discreet:
            card = for_others(card)
        # A table holds no pictures; thousands of them need not be in memory either.
        is_table = self._form not in (Form.VCARD3, Form.VCARD4)
        return replace(card, photo=None, logo=None) if is_table else card

    def take(self) -> list[bytes]:
        """What of the file is ready; it is not in `content` any more. Tables and calendars have nothing before the end."""
        taken, self._pieces = self._pieces, []
        self._taken += len(taken)
        return taken

    def content(self) -> bytes:
        """The whole file, or what was not taken of it."""
        if self._form is Form.ICS:
            return b"".join(calendar.written(self._entries))
        if self._form in _VERSIONS:
            return b"".join(self._pieces)
        return b"".join(_table(self._form)(self._cards))

    @property
    def count(self) -> int:
        """How many people or, in a calendar, entries are in the file."""
        return len(self._entries) + self._taken + len(self._pieces) + len(self._cards)

    def run(self) -> bytes:
        """All at once, where no window waits."""
        while self.step():
            pass
        return self.content()


_KEPT_COLUMNS = {
    Form.VCARD4: "",
    Form.VCARD3: "",
    Form.SHARE: "",
    Form.GOOGLE_CSV: "google-csv",
    Form.OUTLOOK_CSV: "outlook-csv",
    Form.CSV: "csv",
    Form.ICS: "",
}
"""The forms written here, and the format of the kept columns that go out with each."""


_VERSIONS: dict[Form, Version] = {Form.VCARD4: "4.0", Form.VCARD3: "3.0", Form.SHARE: "3.0"}
"""The forms that are vCards; a share card is for any program that somebody else may have."""


def _table(form: Form) -> _Writer:
    from relmgr.transfer.spreadsheets import to_google, to_outlook, to_spreadsheet

    return {
        Form.GOOGLE_CSV: to_google.written,
        Form.OUTLOOK_CSV: to_outlook.written,
        Form.CSV: to_spreadsheet.written,
    }[form]
