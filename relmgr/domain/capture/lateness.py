"""What of theirs is late: "The carrier list is late again" (a delay, D2)."""

import re
from collections.abc import Iterator

from relmgr.domain.capture.scene import Scene, is_denied
from relmgr.domain.capture.values import Late, Span, SpanKind
from relmgr.domain.capture.vocabulary import RELATIVES, words
from relmgr.domain.capture.who import mention_at
from relmgr.i18n import _

_IS_LATE = re.compile(
    r"\s(?P<late>(?:(?:is|are|was|were|has been|have been|came|comes|arrived)\s(?:(?:still|again|already|now|once again|a week|very|two days"
    r"|\d{1,3} (?:days?|weeks?)|a bit)\s){0,2}"
    r"(?:late|overdue|delayed|outstanding|behind schedule|held up))"
    r"|(?:still )?(?:hasn['’]t|haven['’]t|has not|have not|still not|has still not)\s"
    r"(?:arrived|come|turned up|been (?:sent|paid|delivered|signed)))(?![\w-])(?! (?:in|at night|for (?:a|the) (?:meeting|call)))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w’'&-]+")
_DETERMINER = frozenset(
    {"the", "a", "an", "her", "his", "their", "this", "that", "these", "those", "whole", "all"}
)
_MINE = frozenset({"my", "our"})
_NOT_A_THING = words(
    "i we she he they it you who everything and but so because which there what train bus plane flight"
)
_ENDS_BACKWARD = re.compile(r"[.!?;:,\n()]")


def read_lateness(scene: Scene) -> Iterator[Span]:
    """What is late, without its article; persons and my own things are left out."""
    for found in _IS_LATE.finditer(scene.text):
        thing = _thing_before(scene, found.start())
        if thing is None or is_denied(scene.text[max(0, found.start() - 20) : found.start()]):
            continue
        start, what = thing
        yield Span(
            start=start,
            end=found.end(),
            kind=SpanKind.LATE,
            value=Late(what[:1].upper() + what[1:]),
            label=_("Late"),
            words=what[:1].upper() + what[1:],
        )


def _thing_before(scene: Scene, end: int) -> tuple[int, str] | None:
    """The noun before "is late": back to its article, at most four words; without an article one word."""
    before = scene.text[max(0, end - 60) : end]
    cut = max((m.end() for m in _ENDS_BACKWARD.finditer(before)), default=0)
    near = list(_WORD.finditer(before, cut))[-5:]
    offset = end - len(before)
    for index in range(len(near) - 1, -1, -1):
        word = near[index][0].casefold()
        if word in _MINE or (word in _NOT_A_THING and index == len(near) - 1):
            return None
        if word in _DETERMINER or word in _NOT_A_THING:
            near = near[index + 1 :]
            break
    else:
        near = near[-2:]
    if not near:
        return None
    start = offset + near[0].start()
    what = scene.text[start:end]
    if re.fullmatch(RELATIVES, what, re.IGNORECASE) or mention_at(scene.mentions, start, end) is not None:
        return None
    return start, what
