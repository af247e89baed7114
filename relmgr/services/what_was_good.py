"""What was good between us, to be read before one writes about a rough patch: signs, how long, last good moments (G5)."""

from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import bindparam, func, select

from relmgr.domain.calendar_words import short_day
from relmgr.domain.depth import SignEvidence
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Feeling
from relmgr.domain.moments import sign_words
from relmgr.domain.rough_patches import how_it_ended, is_well_handled
from relmgr.i18n import _
from relmgr.services import rough_patches
from relmgr.services.card.read import Reader
from relmgr.store import Store
from relmgr.store import tables as t

MOST_SIGNS = 4
MOST_MOMENTS = 2
_LONGEST = 80

_C, _P = t.conversation.c, t.conversation_person.c
_LEFT_WELL = (
    select(
        _P.on_day,
        _P.feeling,
        func.coalesce(func.nullif(_C.headline, ""), func.nullif(_C.their_world, ""), _C.our_work).label(
            "said"
        ),
    )
    .join(t.conversation, _C.id == _P.conversation_id)
    .where(_P.person_id == bindparam("person"), _P.feeling.in_((Feeling.GOOD, Feeling.DELIGHTED)))
    .order_by(_P.on_day.desc(), _P.conversation_id.desc())
    .limit(MOST_MOMENTS)
)


def what_was_good(store: Store, person_id: PersonId, now: datetime, zone: tzinfo) -> tuple[str, ...]:
    """Sentences, each with its date or its reason; none where nothing is noted yet. Raises NotFoundError.

    Only what speaks for the two of us: whoever is about to write of what went wrong remembers that by himself.
    """
    with store.read() as session:
        read = Reader(session, person_id, now, zone)
        head, today = read.head(), read.today
        seen = [one for one in read.signs.values() if one.is_present and one.last is not None]
        seen.sort(key=lambda one: one.last or today, reverse=True)
        well = session.execute(_LEFT_WELL, {"person": person_id}).all()
        patches = [
            rough_patches.details(row) for row in session.execute(rough_patches.OF, {"person": person_id})
        ]
    lines = [_("{known}.").format(known=head.known_since)] if head.known_since else []
    for one in seen[:MOST_SIGNS]:
        lines.append(_seen(one, today))
    lines += [_left(row, head.first_name, today) for row in well]
    for patch in patches:
        if patch.solved_on is not None and is_well_handled(patch.solved_on, patch.felt):
            ended = how_it_ended(patch.solved_on, patch.felt, head.first_name, today)
            lines.append(_("You have come through one before. {ended}").format(ended=ended))
            break
    return tuple(lines)


def _seen(one: SignEvidence, today: date) -> str:
    """ "Refers me to others: Priya, in September.", "Asks me for help, last on 13 Nov."."""
    sign, evidence = sign_words(one.sign), one.words(today)
    note = one.moment.note.strip() if one.moment is not None else ""
    if note and note == evidence:
        return _("{sign}: {evidence}.").format(sign=sign, evidence=evidence.rstrip("."))
    said = evidence[:1].lower() + evidence[1:]
    return _("{sign}, {evidence}.").format(sign=sign, evidence=said.rstrip("."))


def _left(row: Any, name: str, today: date) -> str:
    """ "Megan left delighted on 3 Oct: the depot plan."."""
    words = {
        Feeling.GOOD: _("{name} left in good spirits on {day}"),
        Feeling.DELIGHTED: _("{name} left delighted on {day}"),
    }[row.feeling]
    felt = words.format(name=name, day=short_day(row.on_day, today))
    said = " ".join((row.said or "").split())
    if not said or len(said) > _LONGEST:
        return _("{sentence}.").format(sentence=felt)
    return _("{felt}: {said}.").format(felt=felt, said=said.rstrip("."))
