"""What was seen between the two, where a text says so outright: "She asked for my advice", "He cancelled last minute" (C4).

Only turns of phrase that leave no doubt who did what; whatever else may be meant stays text, and a sign is one press.
"""

import re
from collections.abc import Collection, Iterator

from relmgr.domain.capture.scene import Scene, is_denied
from relmgr.domain.capture.values import Seen, Span, SpanKind
from relmgr.domain.ids import PersonId
from relmgr.domain.moments import MomentKind, moment_words
from relmgr.i18n import _

_THEM = r"(?:her|him|them|[A-Z][\w’'-]+)"
_MONEY = r"(?:prices?|money|fees?|rates?|invoices?|quotes?|costs?|budget|day rate)"

_THEIRS: tuple[tuple[MomentKind, str], ...] = (
    (
        MomentKind.ASKED_FOR_HELP,  # what for may be a request of its own
        r"asked(?= (?:for my (?:help|advice|opinion)|me (?:for (?:help|advice)|to help))(?![\w-]))",
    ),
    (MomentKind.ACTED_ON_ADVICE, r"(?:took|followed|acted on) my advice"),
    (MomentKind.FORGAVE_MISTAKE, r"forgave (?:me|us|my mistake|our mistake|the mistake)"),
    (MomentKind.SPOKE_FOR_ME, r"(?:put in a good word for me|spoke up for me|stood up for me)"),
    (MomentKind.CANCELLED, r"cancell?ed (?:again )?(?:at the )?(?:very )?last[- ]minute"),
    (MomentKind.HAGGLING, rf"haggled (?:again )?(?:over|about|on) (?:the |my |our )?{_MONEY}"),
    (MomentKind.CALLED_SUPPLIER, r"called me (?:a|the|just a|their) (?:supplier|vendor)"),
    (MomentKind.IGNORED_ADVICE, r"(?:ignored|set aside) my advice"),
    (MomentKind.APOLOGISED, r"(?:apologi[sz]ed|said sorry)(?: to (?:me|us))?"),
    (MomentKind.THANKED_ME, r"thanked (?:me|us)"),
    (MomentKind.ASKED_AFTER_MINE, r"asked after (?:me|my|us|our)"),
    (MomentKind.ASKED_FOR_FEEDBACK, r"asked me for feedback"),
    (MomentKind.GAVE_FEEDBACK, r"gave me feedback"),
)
_MINE: tuple[tuple[MomentKind, str], ...] = (
    (MomentKind.I_APOLOGISED, rf"(?:apologi[sz]ed|said sorry)(?: to {_THEM})?"),
    (MomentKind.I_ASKED_FOR_FEEDBACK, rf"asked {_THEM} for feedback"),
    (
        MomentKind.PRESENTED,
        r"presented to (?:their|her|his|the) (?:board|leaders|leadership|directors|management)",
    ),
    (MomentKind.SAT_IN, r"sat in (?:on|with) (?:their|her|his|the) (?:\w+ )?(?:team|meeting|workshop)"),
    (
        MomentKind.I_WAS_LATE,
        r"was (?:\w+ minutes )?late(?: again)?(?! (?:in|at night|on|for (?:my|work|the train)))",
    ),
    (MomentKind.I_CANCELLED, r"cancell?ed (?:on (?:her|him|them)|at the last minute|last minute)"),
)


def _pattern(kinds: tuple[tuple[MomentKind, str], ...], who: str) -> re.Pattern[str]:
    told = "|".join(f"(?P<{kind.name}>{words})" for kind, words in kinds)
    return re.compile(rf"(?<![\w’'-]){who}(?:{told})(?![\w-])", re.IGNORECASE)


_SHE_DID = _pattern(
    _THEIRS, r"(?P<who>she|he|they|[\w’'-]+) (?:has |have |had |even |then |also |again |kindly )?"
)
_I_DID = _pattern(_MINE, r"i (?:have |had |then |also )?")
_PRONOUNS = frozenset({"she", "he", "they"})


def read_seen(scene: Scene, there: Collection[PersonId]) -> Iterator[Span]:
    """Each moment a text tells of those who were `there`, once; what others did is no moment of theirs."""
    found: set[MomentKind] = set()
    for pattern in (_SHE_DID, _I_DID):
        for match in pattern.finditer(scene.text):
            kind = MomentKind[
                next(name for name, said in match.groupdict().items() if said and name != "who")
            ]
            before = scene.text[max(0, match.start() - 20) : match.start()]
            if kind in found or is_denied(before) or scene.is_supposed(match.start()):
                continue
            if pattern is _SHE_DID and not _was_there(scene, match, there):
                continue
            found.add(kind)
            yield Span(
                start=match.start(kind.name),  # whoever did it is another chip
                end=match.end(),
                kind=SpanKind.MOMENT,
                value=Seen(kind),
                label=_("Seen"),
                words=moment_words(kind),
            )


def _was_there(scene: Scene, match: re.Match[str], there: Collection[PersonId]) -> bool:
    """Whether the word before names, or as a pronoun means, somebody who was there; in doubt it does not."""
    start, end = match.span("who")
    if match["who"].casefold() in _PRONOUNS:
        meant = scene.named_before(end)
        return meant in there if meant is not None else len(there) == 1 and not scene.mentions
    return any(
        one.start < end and start < one.end and len(one.people) == 1 and one.people[0] in there
        for one in scene.mentions
    )
