"""Everything about one person, for them to see: as a page to read and print, and as JSON (X3)."""

from datetime import datetime

from relmgr.domain.ids import PersonId
from relmgr.domain.zones import ComputerZone, local_day
from relmgr.services.whole import Scope, gather
from relmgr.store import Store
from relmgr.transfer.record.page import html
from relmgr.transfer.record.plain import as_json
from relmgr.transfer.record.showing import Group, Row, Value, groups

__all__ = ["Group", "Row", "Value", "as_json", "groups", "html", "json_of", "page_of"]


def page_of(store: Store, person: PersonId, now: datetime, scope: Scope = Scope.EVERYTHING) -> str:
    """The record of somebody as a page. Raises NotFoundError."""
    store.require_names()
    return html(gather(store, person), scope, local_day(now, ComputerZone()))


def json_of(store: Store, person: PersonId, now: datetime, scope: Scope = Scope.EVERYTHING) -> str:
    """The record of somebody as JSON. Raises NotFoundError."""
    store.require_names()
    return as_json(gather(store, person), scope, local_day(now, ComputerZone()))
