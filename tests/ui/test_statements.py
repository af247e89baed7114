"""What the window really sends goes by indexes: every page, dialog, popup, search and look is opened, and each statement explained.

No list of statements is kept: they are recorded as they are sent (G1). A statement that reads a growing table from end to end,
or sorts a set that grows with the file, stands in `_READ_WHOLE` or `_SORTED` with its reason.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from relmgr import vault
from relmgr.paths import Profile
from relmgr.store import Store
from relmgr.store.tables import metadata
from tests.ui import surfaces
from tests.ui.conftest import Filled
from tests.ui.surfaces import settle
from ui.attention import Attention
from ui.main_window import Shell
from ui.main_window.registry import DOORS, PAGES

_SMALL = {
    "alembic_version",
    "meta",
    "label",
    "import_batch",
    "look",
    "circle_cadence",
    "saved_filter",
    "column_mapping",
}
"""Tables that stay small whatever the years bring; `look` is kept short by what writes it."""

_GROWING = {table.name for table in metadata.sorted_tables} - _SMALL

_MAP = "Reflect is a map of everybody spoken with in years: read when the page opens, one narrow row each"
_MIRROR = "the mirror counts all of a season: read when Reflect opens, after its first paint"
_NAMES = "writing a sentence knows everybody by name: read once, when somebody begins to write"
_ALL_FIRMS = "the list of organisations, and what a form offers while one types, is all of them"
_SEARCHED = "the search for duplicates compares everybody, in a thread; its people are read in slices"
_ERASING = "erasing looks for every trace of somebody: asked for once, in slices"
_MINE = "what I wrote about myself or set up once: a few dozen rows in a life"

_ALLOWED = (
    (
        "SELECT count(*) AS count_1 FROM summary WHERE summary.is_deleted IS 0 AND summary.is_light IS 0",
        "the number beside People: everybody once, in an index, behind the paint",
    ),
    ("summary.is_light IS 0 LIMIT ? OFFSET ?", "whether anybody is there at all: one row"),
    (
        "ORDER BY summary.sort_key, summary.id",
        "the list, by the index of its order: its first page first, the rest in slices (services/people/paging.py)",
    ),
    ("ORDER BY summary.last_on DESC", "the same by the day of the last conversation"),
    ("summary.overruled IS NULL AND (summary.risk_from", "Reflect's repair list: its first fifty are enough"),
    ("milestone.on_year IS NOT NULL ORDER BY milestone.on_year", _MAP),
    (
        "ORDER BY conversation.on_day LIMIT",
        "the very first conversation: the index is read from its beginning, one row",
    ),
    ("GROUP BY moment.moment_kind", _MIRROR),
    ("expectation.told_on > coalesce(expectation.due_until", _MIRROR),
    ("SELECT feedback.changed_on FROM feedback", _MIRROR),
    ("moment.on_day DESC, moment.id DESC LIMIT", _MIRROR),
    ("ORDER BY long_view.looked_back_on IS NOT NULL", _MINE),
    (
        "ORDER BY expectation.closed_on DESC, expectation.id DESC LIMIT",
        "what is closed, by the index of its day: only what closed on one day is sorted",
    ),
    (
        "INDEXED BY referral_owed",
        "how many thanks are owed: an index of these alone, counted behind the paint",
    ),
    (
        "INDEXED BY expectation_near",
        "how many are at risk: by indexes of these, whoever is in the trash left out",
    ),
    ("FROM told_apart", _SEARCHED),
    ("SELECT organisation.name FROM organisation ORDER BY organisation.name", _ALL_FIRMS),
    ("FROM organisation ORDER BY lower(organisation.name)", _ALL_FIRMS),
    (
        "person.deleted_at IS NOT NULL ORDER BY person.deleted_at DESC",
        "the trash is shown whole, in the settings",
    ),
    (
        "FROM erased",
        "who was erased since a backup: one hash each, read in the settings and before a restore",
    ),
    ("WHERE life_event.ended_on IS NULL AND person.deleted_at IS NULL ORDER BY life_event.id", _NAMES),
    ("person.native_name, person.is_light, person.pronouns FROM person", _NAMES),
    ("FROM affiliation WHERE affiliation.title != ?", _NAMES),
    ("SELECT relation.from_person_id, relation.to_person_id, relation.relation_kind, relation.label", _NAMES),
    ("FROM offer ORDER BY offer.position", _MINE),
    ("FROM first_step ORDER BY first_step.position", _MINE),
    ("FROM saved_filter ORDER BY", _MINE),
    ("FROM label ORDER BY lower(label.name)", _MINE),
    (
        "SELECT give.person_id FROM give WHERE give.text = ?",
        "who had the very same: asked when one looks for whom to send it to",
    ),
    ("FROM decision ORDER BY decision.id DESC LIMIT", "the newest, from the end of the table"),
    ("FROM shown ORDER BY shown.id DESC LIMIT", "the newest, from the end of the table"),
    (
        "GROUP BY summary.id ORDER BY max(conversation_person.on_day) DESC",
        "whom I spoke with in the week looked back at",
    ),
    (
        "ORDER BY coalesce(expectation.due_until, expectation.due_on, ?)",
        "what is open between me and everybody, for the week's review",
    ),
    ("FROM update_rhythm JOIN summary", "few people agree on a rhythm of updates, and each at most on two"),
    ("FROM kept_note WHERE", _ERASING),
    ("person.first_impression != ?) AND", _ERASING),
    (
        "SELECT count(*) AS count_1 FROM",
        "what a file holds, counted for a backup and before an import: by an index each",
    ),
    ("SELECT 1 FROM kept_step LIMIT 1", "whether there is one at all"),
)
"""What may be read whole or sorted, and why: a part of the statement each."""


class _Recorder:
    """Every statement that a store is sent, with the values it was sent with the last time."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.sent: dict[str, Any] = {}
        event.listen(store.engine, "before_cursor_execute", self._note)

    def _note(self, *call: Any) -> None:
        _connection, _cursor, statement, values, _context, many = call
        self.sent[statement] = values[0] if many else values

    def end(self) -> None:
        """Record no more."""
        event.remove(self.store.engine, "before_cursor_execute", self._note)

    def plans(self) -> Iterator[tuple[str, list[str]]]:
        """Each statement that finds something, with the steps of its plan."""
        with self.store.read() as session:
            for sql, values in self.sent.items():
                if sql.split()[0] in ("SELECT", "UPDATE", "DELETE", "WITH"):
                    given = tuple(values) if isinstance(values, list) else values
                    yield sql, [row[3] for row in session.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, given)]


@pytest.fixture
def made(profile: Profile, filled: Filled) -> vault.Created:
    """The vault of the filled file."""
    return filled.copy_to(profile)


def test_what_the_window_sends_goes_by_indexes(
    open_shell: Callable[..., Shell], filled: Filled, tmp_path: Path
) -> None:
    shell = open_shell(*PAGES, doors=DOORS)
    recorder = _Recorder(shell.context.store)
    who = filled.people["megan"]
    for walk in (
        surfaces.pages(shell, who),
        surfaces.opened_dialogs(shell, who),
        surfaces.import_page(shell, tmp_path),
        surfaces.popups(shell.context),
        surfaces.prep(shell, who),
    ):
        for _surface in walk:
            settle()
    attention = Attention(shell.context, parent=shell)
    attention.look()
    attention.tick()
    attention.stop()
    recorder.end()
    found = [(" ".join(sql.split()), steps) for sql, steps in recorder.plans()]
    assert len(found) > 300
    grows = {sql: why for sql, steps in found if (why := _grows(steps))}
    others = [
        f"{why}: {sql}" for sql, why in grows.items() if not any(part in sql for part, _why in _ALLOWED)
    ]
    assert not others, "\n".join(others)
    assert [part for part, _why in _ALLOWED if not any(part in sql for sql in grows)] == []


def _grows(steps: list[str]) -> str:
    """The step of a plan that reads a growing table whole, or sorts what grows; nothing where there is none."""
    reads = [step for step in steps if re.match(r"SCAN|SEARCH", step) and "VIRTUAL" not in step]
    whole = [step for step in reads if _is_whole(step)]
    if whole:
        return whole[0]
    sorts = [step for step in steps if "TEMP B-TREE" in step]
    is_of_some = bool(reads) and re.search(r"\((?:\w+=\? AND )?(?:\w*_id|rowid|id)=\?", reads[0])
    return sorts[0] if sorts and not is_of_some else ""


def _is_whole(step: str) -> bool:
    """A full read; by the index of all who are not in the trash counts too, for these are nearly everybody."""
    read = re.match(r"SCAN (\w+)", step)
    if read is not None:
        return read[1] in _GROWING
    return re.search(r"\(is_deleted=\?(?: AND is_light=\?)?\)$", step) is not None


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        (["SCAN conversation"], "SCAN conversation"),
        (
            ["SEARCH summary USING INDEX summary_sort (is_deleted=?)"],
            "SEARCH summary USING INDEX summary_sort (is_deleted=?)",
        ),
        (
            ["SEARCH fact USING INDEX fact_side (side=?)", "USE TEMP B-TREE FOR ORDER BY"],
            "USE TEMP B-TREE FOR ORDER BY",
        ),
        (["SEARCH fact USING INDEX fact_person (person_id=?)", "USE TEMP B-TREE FOR ORDER BY"], ""),
        (["SCAN label"], ""),
    ],
)
def test_what_grows_is_recognised(steps: list[str], why: str) -> None:
    assert _grows(steps) == why
