"""`expect`: writes down what one side expects of the other, hoped for or agreed (E1)."""

import argparse

from relmgr.cli import output
from relmgr.cli.commands.showing import the_one
from relmgr.cli.opening import writing
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.domain.expectations import who_words
from relmgr.domain.fold import fold
from relmgr.domain.kinds import Direction, ExpectationKind, Scope, Status
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import expectations
from relmgr.services.expectations import ExpectationInput, ScopeItemInput, board
from relmgr.services.reminders import Source

DIRECTIONS = {"me": Direction.OF_ME, "them": Direction.OF_THEM}


def run(options: argparse.Namespace, clock: Clock, _render: Render | None) -> int:
    """Agreed where anything is; else it is unspoken. Prints the number, and how it stands."""
    items = scope(options.hoped, options.agreed)
    with writing(options) as store:
        person = the_one(store, options.person)
        given = ExpectationInput(
            person_id=person.id,
            direction=DIRECTIONS[options.by],
            statement=options.text,
            items=items,
            due_on=options.due,
            status=Status.AGREED if options.agreed else None,
        )
        number = expectations.add(store, given, clock.now(), clock.today())
        (card,) = board.cards(store, [number], clock.today())
    if options.json:
        output.say_json(
            {
                "id": f"{Source.EXPECTATION}:{number}",
                "person": person.name,
                "what": options.text.strip(),
                "by": options.by,
                "status": card.status,
                "due": options.due,
                "agreed": [item.text for item in items if item.scope is Scope.WILL_DO],
                "hoped": [item.text for item in items if item.scope is not Scope.WILL_DO],
            }
        )
        return 0
    who = who_words(ExpectationKind.EXPECTATION, given.direction, person.name)
    words = _("{who}: {what}.").format(who=who, what=options.text.strip().rstrip("."))
    output.say(" ".join(part for part in (words, _gap(card.agreed_words), _due(card.due_words)) if part))
    return 0


def _gap(words: str) -> str:
    return _("{sentence}.").format(sentence=words) if words else ""


def _due(words: str) -> str:
    return _("{sentence}.").format(sentence=words)


def scope(hoped: tuple[str, ...], agreed: tuple[str, ...]) -> tuple[ScopeItemInput, ...]:
    """The items hoped for, those of them that are agreed marked. Without hopes, what is agreed is all there is.

    Raises InputError for something agreed that is not among the hopes: most likely a slip of the pen.
    """
    if not hoped:
        return tuple(ScopeItemInput(text=text, scope=Scope.WILL_DO) for text in agreed)
    known = {fold(text) for text in hoped}
    for text in agreed:
        if fold(text) not in known:
            raise InputError(
                _(
                    "“{what}” is agreed but not among what is hoped, so nothing was kept. Name it in --hoped too."
                ).format(what=text)
            )
    marked = {fold(text) for text in agreed}
    return tuple(
        ScopeItemInput(text=text, scope=Scope.WILL_DO if fold(text) in marked else Scope.NOT_SAID)
        for text in hoped
    )
