"""What the search over everything finds for what is typed, and what each line does."""

from functools import partial

from relmgr.domain.ids import PersonId
from relmgr.i18n import _
from relmgr.services import people, search
from relmgr.services.people import PersonRow
from ui.actions import Actions, Command
from ui.context import Context, Navigator
from ui.dialogs.palette.entries import Entry
from ui.widgets.portrait import PortraitSpec

_PEOPLE = 8
_RECENT = 5
_HITS = 12
_ICONS = {"conversation": "message-square", "fact": "sticky-note", "person": "user-round"}


def entries(context: Context, navigator: Navigator, actions: Actions, typed: str) -> tuple[Entry, ...]:
    """People first, then what was said and is known, then commands; for no match, the offer of a new person."""
    text = typed.strip()
    found = _people(context, navigator, text)
    if text:
        found += _said(context, navigator, text)
    commands = _commands(actions, text)
    if text and not found and not commands and actions.get(Command.NEW_PERSON) is not None:
        title = _("Add “{name}” as a new person").format(name=text)
        return (Entry(title=title, icon="user-round-plus", act=partial(navigator.new_person, text)),)
    return (*found, *commands)


def _people(context: Context, navigator: Navigator, text: str) -> list[Entry]:
    if text:
        ids = people.list_ids(context.store, context.today(), query=text, limit=_PEOPLE)
    else:
        ids = people.list_ids(context.store, context.today(), sort=people.Sort.RECENT, limit=_RECENT)
    rows = people.rows(context.store, ids, context.today())
    return [
        Entry(
            title=row.name,
            detail=row.role_line,
            portrait=spec_of(row),
            act=partial(navigator.open_person, row.id),
        )
        for row in rows
    ]


def _said(context: Context, navigator: Navigator, text: str) -> list[Entry]:
    return [
        Entry(
            title=hit.title,
            detail=hit.detail,
            icon=_ICONS.get(str(hit.kind), "search"),
            act=partial(navigator.open_person, PersonId(hit.person_id)),
        )
        for hit in search.everything(context.store, text, _HITS)
        if str(hit.kind) != "person"
    ]


def _commands(actions: Actions, text: str) -> list[Entry]:
    wanted = text.casefold().split()
    return [
        Entry(title=action.text(), keys=actions.hint(command), icon=definition.icon, act=action.trigger)
        for command, action, definition in actions.all()
        if definition.is_listed and all(word in action.text().casefold() for word in wanted)
    ]


def spec_of(row: PersonRow) -> PortraitSpec:
    """The portrait of a row, without its photo."""
    return PortraitSpec(
        initials=row.initials,
        person_colour=row.person_colour,
        company_colour=row.company_colour,
        monogram=row.monogram or None,
    )
