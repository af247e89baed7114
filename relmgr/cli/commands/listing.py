"""`people`: who is in the file, one a line."""

import argparse
from typing import Any

from sqlalchemy import select

from relmgr.cli import output
from relmgr.cli.opening import reading
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.domain.kinds import Circle, Purpose
from relmgr.domain.people_filter import Ally, Missing, PeopleFilter
from relmgr.i18n import _, ngettext
from relmgr.services.helping import who_can_help
from relmgr.services.people.paging import HITS, list_chosen
from relmgr.store import Store
from relmgr.store import tables as t

_CHUNK = 500


def run(options: argparse.Namespace, clock: Clock, _render: Render | None) -> int:
    """All people by name, or those the query and the filters find."""
    if options.can_help:
        return _helpers(options)
    chosen = _chosen(options)
    with reading(options) as store:
        people = _people(store, list_chosen(store, clock.today(), chosen))
    if options.json:
        output.say_json(people)
        return 0
    output.table([(str(one["id"]), one["name"], one["role"], _last(one)) for one in people])
    if not people:
        output.say(
            _("Nobody by that name.")
            if options.query
            else _("Nobody is in this list.")
            if chosen.has_more
            else _("Nobody is here yet. Import a file, or add people.")
        )
    elif options.query and len(people) == HITS:
        output.say(_("The first {count} people; say more to find fewer.").format(count=HITS))
    else:
        output.say(ngettext("{count} person", "{count} people", len(people)).format(count=len(people)))
    return 0


def _chosen(options: argparse.Namespace) -> PeopleFilter:
    return PeopleFilter(
        text=options.query,
        label=options.label,
        circle=Circle(options.circle) if options.circle else None,
        ally=Ally.ANY if options.allies else None,
        missing=Missing(options.missing) if options.missing else None,
        purpose=Purpose(options.purpose) if options.purpose else None,
    )


def _helpers(options: argparse.Namespace) -> int:
    """Who can help with the text, and the words that speak for them (P14)."""
    with reading(options) as store:
        found = who_can_help(store, options.can_help)
    if options.json:
        output.say_json(
            [
                {
                    "id": one.id,
                    "name": one.name,
                    "role": one.role_line,
                    "ally": one.ally_words,
                    "because": list(one.found),
                }
                for one in found
            ]
        )
        return 0
    output.table([(str(one.id), one.name, one.ally_words, "; ".join(one.found)) for one in found])
    count = len(found)
    output.say(
        ngettext("{count} person", "{count} people", count).format(count=count)
        if found
        else _("Nobody you know comes to mind.")
    )
    return 0


def _people(store: Store, ids: Any) -> list[dict[str, Any]]:
    s = t.summary.c
    p = t.person.c
    query = select(
        *(s.id, s.name, s.role_line, s.organisation, s.last_on, s.conversations, p.purpose, p.keep_until)
    ).join(t.person, p.id == s.id)
    found: dict[int, dict[str, Any]] = {}
    with store.read() as session:
        for start in range(0, len(ids), _CHUNK):
            for row in session.execute(query.where(s.id.in_(ids[start : start + _CHUNK]))):
                found[row.id] = {
                    "id": row.id,
                    "name": row.name,
                    "role": row.role_line,
                    "organisation": row.organisation,
                    "last_conversation": row.last_on,
                    "conversations": row.conversations,
                    "purpose": row.purpose,
                    "keep_until": row.keep_until,
                }
    return [found[id_] for id_ in ids if id_ in found]


def _last(one: dict[str, Any]) -> str:
    return one["last_conversation"].isoformat() if one["last_conversation"] else ""
