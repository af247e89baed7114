"""One row by its id: get, add, change and remove it, with one sentence for a row that is gone."""

from functools import cache
from typing import Any

from sqlalchemy import Row, Select, Table, bindparam, select

from relmgr.errors import NotFoundError
from relmgr.i18n import _
from relmgr.store.light import add_row, change_row, light, remove_row
from relmgr.store.store import Session


@cache
def _row_of(table: Table) -> Select[Any]:
    return select(table).where(table.c.id == bindparam("row_id"))


def get(session: Session, table: Table, row_id: int) -> Row[Any]:
    """The row. Raises NotFoundError."""
    row: Row[Any] | None = light(session).execute(_row_of(table), {"row_id": row_id}).first()
    if row is None:
        raise NotFoundError(_("This is no longer here. Undo may bring it back."))
    return row


def add(session: Session, table: Table, values: dict[str, Any]) -> int:
    """The id of the new row."""
    return add_row(session, table, values)


def change(session: Session, table: Table, row_id: int, values: dict[str, Any]) -> None:
    """Write `values` into the row. Raises NotFoundError."""
    get(session, table, row_id)
    change_row(session, table, row_id, values)


def remove(session: Session, table: Table, row_id: int) -> None:
    """Take the row out; undo brings it back. Raises NotFoundError."""
    get(session, table, row_id)
    remove_row(session, table, row_id)
