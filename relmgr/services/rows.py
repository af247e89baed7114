"""One row by its id: get, add, change and remove it, with one sentence for a row that is gone."""

from typing import Any

from sqlalchemy import Row, Table, delete, insert, select, update

from relmgr.errors import NotFoundError
from relmgr.i18n import _
from relmgr.store.store import Session


def get(session: Session, table: Table, row_id: int) -> Row[Any]:
    """The row. Raises NotFoundError."""
    row = session.execute(select(table).where(table.c.id == row_id)).first()
    if row is None:
        raise NotFoundError(_("This is no longer here. Undo may bring it back."))
    return row


def add(session: Session, table: Table, values: dict[str, Any]) -> int:
    """The id of the new row."""
    return int(session.execute(insert(table).values(**values)).lastrowid)


def change(session: Session, table: Table, row_id: int, values: dict[str, Any]) -> None:
    """Write `values` into the row. Raises NotFoundError."""
    get(session, table, row_id)
    session.execute(update(table).where(table.c.id == row_id).values(**values))


def remove(session: Session, table: Table, row_id: int) -> None:
    """Take the row out; undo brings it back. Raises NotFoundError."""
    get(session, table, row_id)
    session.execute(delete(table).where(table.c.id == row_id))
