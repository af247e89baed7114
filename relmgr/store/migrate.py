"""Brings a file's schema up to this version's. Alembic is imported only when the stored revision differs."""

from pathlib import Path
from typing import TYPE_CHECKING

from relmgr.errors import NewerFileError
from relmgr.i18n import _

if TYPE_CHECKING:  # which schema is today's is asked before SQLAlchemy is imported
    from sqlalchemy import Connection

FIRST = "0001"
"""The schema of the first release."""
REVISION = "0005"
"""The newest step in migrations/versions; a test keeps it true."""

_KNOWN = frozenset({"0001", "0002", "0003", "0004", "0005"})
_DERIVED_STANDS_SINCE = "0004"
"""From this one on, the steps themselves bring along what is derived, where it has changed at all."""
_SCRIPTS = Path(__file__).resolve().parent / "migrations"


def known() -> tuple[str, ...]:
    """Every schema that Relmgr ever had, the first one first."""
    return tuple(sorted(_KNOWN))


def stored_revision(connection: "Connection") -> str | None:
    """The file's schema revision, None in a file without tables."""
    from sqlalchemy import inspect

    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def check_known(revision: str | None) -> None:
    """Raises NewerFileError for a schema this version does not know; nothing is changed."""
    if revision is not None and revision not in _KNOWN:
        raise NewerFileError(
            _(
                "This file was last opened by a newer Relmgr (schema {revision}). "
                "Nothing was changed. Update Relmgr to open it."
            ).format(revision=revision)
        )


def makes_derived_stale(revision: str | None) -> bool:
    """Whether what is derived has to be made anew after the steps from `revision` on: a minute with 100,000 people."""
    return revision is None or revision < _DERIVED_STANDS_SINCE


def upgrade(connection: "Connection", revision: str = REVISION) -> None:
    """Run every step missing up to `revision` inside the transaction that stands; all of them or none."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
