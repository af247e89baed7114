"""What the search over everything finds for what is typed, in which groups, and what each line does."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from relmgr.domain.ids import OrganisationId
from relmgr.domain.people_filter import PeopleFilter
from relmgr.domain.search.ranking import Rank
from relmgr.i18n import _
from relmgr.services import search
from relmgr.services.search import Hit, HitKind
from ui.actions import Actions, Command
from ui.context import Context, Navigator
from ui.dialogs.palette.entries import Entry
from ui.faces import portrait_of

_RECENT = 5
_HITS = 8
_LONGEST_NAME = 60
_SHORTEST_MATTER = 3
_ICONS = {
    HitKind.ORGANISATION: "building-2",
    HitKind.LABEL: "tag",
    HitKind.CONVERSATION: "message-square",
    HitKind.LIFE_EVENT: "heart-pulse",
    HitKind.MILESTONE: "cake",
    HitKind.EXPECTATION: "handshake",
    HitKind.REFERRAL: "waypoints",
    HitKind.REMINDER: "bell",
    HitKind.GIVE: "gift",
    HitKind.ADVICE: "graduation-cap",
    HitKind.FEEDBACK: "message-square",
    HitKind.ROUGH_PATCH: "handshake",
    HitKind.MISTAKE: "undo-2",
    HitKind.KINDNESS: "heart",
    HitKind.FIRST_STEP: "sunrise",
    HitKind.DEEPENING: "users-round",
    HitKind.LONG_VIEW: "hourglass",
    HitKind.QUESTION: "circle-question-mark",
}


def entries(context: Context, navigator: Navigator, actions: Actions, typed: str) -> tuple[Entry, ...]:
    """Everything found in groups, the group with the best hit first; for no match, the offer of a new person."""
    text = typed.strip()
    commands = _commands(actions, text)
    if not text:
        groups = {
            _("People"): [_entry(context, navigator, hit) for hit in search.lately(context.store, _RECENT)],
            _("Commands"): commands,
        }
        return tuple(_headed(groups))
    hits = search.everything(context.store, text, _HITS)
    groups = _groups(context, navigator, hits, commands, text)
    found, helping = tuple(_headed(groups)), _help(navigator, actions, text)
    is_sure = any(hit.rank is not Rank.NEARLY for hit in hits)
    if (is_sure or commands) or actions.get(Command.NEW_PERSON) is None:
        return (*found, *helping)
    return (*found, _new_person(navigator, text), *helping)


def _groups(
    context: Context, navigator: Navigator, hits: Iterable[Hit], commands: list[Entry], text: str
) -> dict[str, list[Entry]]:
    """The groups in the order of their best hits. Commands come last, or before what is noted where one is called so."""
    groups: dict[str, list[Entry]] = {}
    is_called_so = any(entry.title.casefold().startswith(text.casefold()) for entry in commands)
    for hit in hits:
        if is_called_so and hit.rank >= Rank.KNOWN:
            groups.setdefault(_("Commands"), commands)
        groups.setdefault(_heading(hit), []).append(_entry(context, navigator, hit))
    if commands:
        groups.setdefault(_("Commands"), commands)
    return groups


def _heading(hit: Hit) -> str:
    if hit.rank is Rank.NEARLY:
        return _("Spelled almost so")
    return {
        HitKind.PERSON: _("People"),
        HitKind.ORGANISATION: _("Organisations"),
        HitKind.LABEL: _("Labels"),
        HitKind.CONVERSATION: _("Conversations"),
    }.get(hit.kind, _("What you know"))


def _headed(groups: dict[str, list[Entry]]) -> Iterable[Entry]:
    """All entries, the first of each group with its heading."""
    for heading, members in groups.items():
        for number, entry in enumerate(members):
            yield replace(entry, heading=heading) if number == 0 else entry


def _entry(context: Context, navigator: Navigator, hit: Hit) -> Entry:
    if hit.face is not None:
        return Entry(
            title=hit.title,
            marks=hit.marks,
            detail=hit.detail,
            detail_marks=hit.detail_marks,
            portrait=portrait_of(context.store, hit.face),
            act=partial(navigator.open_person, hit.face.id),
        )
    return Entry(
        title=hit.title,
        marks=hit.marks,
        detail=hit.detail,
        icon=_ICONS.get(hit.kind, "sticky-note"),
        is_text=hit.kind not in (HitKind.ORGANISATION, HitKind.LABEL),
        act=partial(_open, navigator, hit),
    )


def _open(navigator: Navigator, hit: Hit) -> None:
    if hit.kind is HitKind.ORGANISATION:
        navigator.open_organisation(OrganisationId(hit.id))
    elif hit.kind is HitKind.LABEL:
        navigator.open_filtered(PeopleFilter(label=hit.title))
    elif hit.person_id is None:
        navigator.open_people(hit.title)
    else:
        navigator.open_source(hit.person_id, str(hit.kind), hit.id)


def _new_person(navigator: Navigator, text: str) -> Entry:
    name = " ".join(text.split())
    shown = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
    title = _("Add “{name}” as a new person").format(name=shown)
    return Entry(title=title, icon="user-round-plus", is_offer=True, act=partial(navigator.new_person, name))


def _help(navigator: Navigator, actions: Actions, text: str) -> tuple[Entry, ...]:
    """The questions whom to ask about what is typed (P14), and who would like it (G2)."""
    if len(text) < _SHORTEST_MATTER:
        return ()
    shown = text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1] + "…"
    asked = (
        (Command.WHO_CAN_HELP, _("Who can help with “{text}”?"), "hand-helping", navigator.who_can_help),
        (Command.WHO_WOULD_LIKE, _("Who would like “{text}”?"), "gift", navigator.who_would_like),
    )
    return tuple(
        Entry(title=words.format(text=shown), icon=icon, is_offer=True, act=partial(act, text))
        for command, words, icon, act in asked
        if actions.get(command) is not None
    )


def _commands(actions: Actions, text: str) -> list[Entry]:
    wanted = text.casefold().split()
    return [
        Entry(title=action.text(), keys=actions.hint(command), icon=definition.icon, act=action.trigger)
        for command, action, definition in actions.all()
        if definition.is_listed and all(word in action.text().casefold() for word in wanted)
    ]
