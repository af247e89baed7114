"""The forms that other parts write whole, rather than person by person; each is imported when it is asked for."""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from relmgr.domain.ids import PersonId
from relmgr.services.whole import Scope
from relmgr.store import Store
from relmgr.transfer.exporting.forms import Form


class Writing(Protocol):
    """A file under way. Call `step` until it gives False, and it is in its place; `cancel` leaves none."""

    done: int
    total: int

    def step(self) -> bool:
        """Write the next piece. Raises RelmgrError, and what stood at the place is as it was."""

    def cancel(self) -> None:
        """Leave what stood there before; does nothing after the end."""


WHOLE: dict[Form, str] = {Form.ARCHIVE: "relmgr.transfer.archive:Writing"}
"""Everything there is: "module:name" of what takes (store, path, now) and gives a `Writing`."""
SINGLE: dict[Form, str] = {
    Form.HTML: "relmgr.transfer.record:page_of",
    Form.JSON: "relmgr.transfer.record:json_of",
}
"""One person's whole record: "module:name" of what takes (store, person, now, scope) and gives the text of the file."""


def offered() -> tuple[Form, ...]:
    """The forms that can be written."""
    missing = {Form.ARCHIVE, Form.HTML} - WHOLE.keys() - SINGLE.keys()
    return tuple(form for form in Form if form not in missing)


def whole(form: Form, store: Store, path: Path, now: datetime) -> Writing:
    """Everything in this form, on its way to `path`."""
    store.require_names()
    begin: Callable[[Store, Path, datetime], Writing] = _named(WHOLE[form])
    return begin(store, path, now)


def single(form: Form, store: Store, person: PersonId, now: datetime, scope: Scope = Scope.EVERYTHING) -> str:
    """One person's record in this form. Raises NotFoundError for nobody."""
    store.require_names()
    make: Callable[[Store, PersonId, datetime, Scope], str] = _named(SINGLE[form])
    return make(store, person, now, scope)


def _named(place: str) -> Any:
    module, _colon, name = place.partition(":")
    return getattr(import_module(module), name)
