"""What was promised, by me and by them, and what they asked of me, with the day it is due (E4)."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from relmgr.domain.capture.scene import Scene
from relmgr.domain.capture.values import Promise, Span, SpanKind
from relmgr.domain.capture.vocabulary import DOING
from relmgr.domain.capture.who import mention_at
from relmgr.domain.names import is_right_to_left, isolate
from relmgr.domain.phrases import FoundDate
from relmgr.domain.phrases import day as say_day
from relmgr.i18n import _

_NOW = r"(?:also |then |definitely |probably |still )?"
_OF_ME = (
    r"(?:I|we)(?:['’]ve| have| had|['’]d)? (?:also )?promised",
    rf"(?:I|we)(?:['’]ll| will| shall|['’]m (?:going|gonna|about) to| am going to|['’]m to| am to|['’]ve (?:got |still )?to|['’]d better) {_NOW}(?={DOING}\b)",
    rf"(?:I |we )?(?:still )?(?:must(?! have)|need to|have to|has to|(?:got|gotta|ought) to|should(?= remember))(?: also)?(?: remember to| not forget to)? (?={DOING}\b)",
    rf"(?:don['’]t forget|remember|not forget) to (?={DOING}\b)",
    r"(?<!she )(?<!he )(?<!they )(?:(?:I|we) )?(?:said|told [\w’'-]+|assured [\w’'-]+|promised [\w’'-]+) (?:that )?(?:I|we)(?:['’]d|['’]ll| would| will)"
    rf"(?= {DOING}\b)",
    r"(?:I|we)(?:['’]ve| have)? (?:agreed|offered|undertook|committed|have|need|owe \w+ it|volunteered|said yes) to(?= "
    + DOING
    + r"\b)",
    r"(?:I|we) (?:gave (?:her|him|them) my word|told (?:her|him|them|\w+)) (?:that )?(?:I|we)(?:['’]d|['’]ll| would| will)(?= "
    + DOING
    + r"\b)",
    rf"(?<=agreed: )(?:I|we) (?={DOING}\b)",
    r"(?:I|we) (?:still )?owe",
    r"(?:I|we)(?:['’]m|['’]re| am| are) (?=(?:sending|posting|delivering|e-?mailing|sharing|paying|bringing|dropping|preparing|drafting|writing"
    r"|getting|giving|making|returning|booking)\b[^.;\n]{0,60}\b(?:by|before|tomorrow|tonight|tmrw|on (?:the|mon|tue|wed|thu|fri|sat|sun)|next week)\b)",
)
_WHO = r"(?:she|he|they|(?-i:[A-Z])[\w’-]{1,30}|her \w+|his \w+|their \w+)"
_OF_THEM = (
    rf"{_WHO}(?:['’]s| has| have| had|['’]d)? (?:also )?promised(?: me| us)?",
    rf"{_WHO}(?:['’]ll| will|['’]s going to| is going to| are going to|['’]re going to|['’]s to| is to| has to| needs to) {_NOW}(?={DOING}\b)",
    r"(?<=[,;] )(?:she|he|they) (?=(?:confirm|send|pay|deliver|share|sign|check|return|bring)s? [^.,;\n]{2,60} by )",
    rf"{_WHO} said (?:that )?(?:she|he|they)(?:['’]d|['’]ll| would| will)",
    rf"{_WHO}(?:['’]s| has| have)? (?:agreed|offered|undertaken|volunteered|committed) to(?! disagree)",
    rf"{_WHO} (?:told|assured) me (?:that )?(?:she|he|they)(?:['’]d|['’]ll| would| will)",
    rf"(?:waiting for|waiting on|expecting) {_WHO} to(?= {DOING}\b)",
    rf"(?:{_WHO} )?(?:still )?owes (?:me|us)",
    r"they (?:still )?owe (?:me|us)",
)
_ASKED = (rf"{_WHO} (?:also |again )?asked (?:me |us )?(?:for|to|if I (?:could|can|would))",)
_BARE = (r"promised", rf"will (?={DOING}\b)")

_TRIGGER = re.compile(
    r"(?<![\w’'-])(?:"
    + "|".join(
        f"(?P<{kind.value}{index}>{words})"
        for kind, group in (
            (SpanKind.PROMISE_MINE, _OF_ME),
            (SpanKind.REQUEST, _ASKED),
            (SpanKind.PROMISE_THEIRS, _OF_THEM),
        )
        for index, words in enumerate(group)
    )
    + f"|(?P<bare>{'|'.join(_BARE)}))"
    + r"(?:(?<=\s)|(?![\w’'-]))",
    re.IGNORECASE,
)
_TRANSFER = (
    r"(?:send(?:ing)?|posting|sharing|bringing|e-?mailing|deliver(?:ing)?|give|hand(?: over)?|share|forward|e-?mail|text|post|provide|get|bring|pass on|submit|ship"
    r"|return|transfer|upload)"
)
_RECIPIENT = r"(?:(?:her|him|them|me|us|you)(?=\s+(?!back\b|know\b)\w)|(?-i:[A-Z])[\w’-]+(?=\s+(?:the|a|an|some|my|our)\b))"
_DETERMINER = r"(?:the|an?|some|my|our|her|his|their|this|that|those|these|your)"
_OPENING = re.compile(
    rf"\s*(?:(?:that\s+)?(?:I|she|he|they|we)(?:['’]d|['’]ll|\s+would|\s+will)\s+)?"
    rf"(?:(?:{_RECIPIENT}\s+)?to\s+|{_RECIPIENT}\s+)?(?:{_TRANSFER}\s+(?!back\b|in touch\b|to\b)(?:{_RECIPIENT}\s+)?)?"
    rf"(?:over\s+)?(?:{_DETERMINER}\s+)?",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\s+(?:(?:over )?(?:to|for|with) (?:me|us|her|him|them)|over|too|as well|then|at the latest|latest|and waits|soon|asap)\s*$",
    re.IGNORECASE,
)
_STALE = re.compile(r"^(?:revised|updated|promised|requested|missing|outstanding)\s+(?=\w)", re.IGNORECASE)
_DUE_LEADS = frozenset(
    {"", "by", "on", "before", "until", "till", "til", "for", "in", "at", "am", "bis", "around", "vor", "im"}
)
_TO_ONESELF = re.compile(
    r"\s+(?:myself|ourselves|herself|himself|themselves|not to\b|nothing|anything)", re.IGNORECASE
)
_OPENS_A_WORD = re.compile(
    r"(?-i:(?:What|That|There|This|It|Who|Everything|Everyone|Nobody|Somebody|Time|God|Who|Which)\b)"
)
_ONLY_A_PRONOUN = re.compile(r"\W*(?:(?:it|them|that|this|one|her|him)\W*)?", re.IGNORECASE)
_AND_WAITS = re.compile(r"\s+and\s+(?:is\s+waiting|waits)\s*$", re.IGNORECASE)


def read_promises(scene: Scene, they: str = "") -> Iterator[Span]:
    """The promises and requests in the text, in its order; `they` is who "she" and "he" most likely are, if known."""
    position = 0
    while (found := _TRIGGER.search(scene.text, position)) is not None:
        span = _promise(scene, found, they)
        if span is not None:
            yield span
        position = max(found.end(), span.end if span else 0)


def _kind(scene: Scene, found: re.Match[str]) -> SpanKind | None:
    """Whose promise the words begin; "promised" and "will send" without a subject are mine."""
    if found["bare"] is None:
        return SpanKind(str(found.lastgroup).rstrip("0123456789"))
    before = scene.before(found.start())
    if re.search(r"\b(?:was|were|been|be|is|are|I)\s*$", before):
        return None
    if before.rstrip().endswith(":") and _is_named_before(scene, found.start() - 1):
        return SpanKind.PROMISE_THEIRS
    said = re.search(
        r"(?:^|[,;:.!?\n(–—-]|\band|\bbut|\bso|\balso|\bthen|\bhave|\bI)\s*$", before, re.IGNORECASE
    )
    if said is None:
        return None
    # "She liked it and will send the list": the one who spoke goes on.
    joined = re.search(r"\band\s*$", before, re.IGNORECASE)
    subjects = re.findall(r"\b(I|we|she|he|they)\b", before, re.IGNORECASE) if joined else []
    theirs = bool(subjects) and subjects[-1].casefold() in ("she", "he", "they")
    return SpanKind.PROMISE_THEIRS if theirs else SpanKind.PROMISE_MINE


def _is_named_before(scene: Scene, position: int) -> bool:
    """Whether a person's name and a colon stand right before: "Ben: will send the list"."""
    colon = scene.text.rfind(":", 0, position + 1)
    return mention_at(scene.mentions, max(0, colon - 30), colon) is not None


def _promise(scene: Scene, found: re.Match[str], they: str) -> Span | None:
    kind = _kind(scene, found)
    if kind is None or scene.is_supposed(found.start()) or _TO_ONESELF.match(scene.text, found.end()):
        return None
    if _OPENS_A_WORD.match(found[0]) and mention_at(scene.mentions, found.start(), found.end()) is None:
        return None
    start = found.end()
    end = scene.clause_end(start)
    due = _due(scene, start, end)
    end = max(end, due.end) if due else end
    wording = _wording(scene.text, start, end, due)
    if wording is None:
        return None
    start, stop, statement = wording
    named = mention_at(scene.mentions, found.start(), start)
    name = scene.text[named.start : named.end] if named is not None else ""
    person = None if they or named is None or len(named.people) > 1 else named.people[0]
    day = _due_day(due) if due else None
    words = _("{what}, {day}").format(what=statement, day=say_day(day, scene.today)) if day else statement
    return Span(
        start=start,
        end=max(stop, due.end) if due else stop,
        kind=kind,
        value=Promise(statement, day, person),
        label=label_of(kind, _whom(kind, name, they)),
        words=words,
    )


def _whom(kind: SpanKind, name: str, they: str) -> str:
    """Whom the label names: of what I promised, nobody where only one person can be meant."""
    if kind is SpanKind.PROMISE_MINE:
        return "" if they else name
    return name or they


def label_of(kind: SpanKind, name: str = "") -> str:
    """The label of a promise's chip; nobody's pronoun is guessed."""
    name = isolate(name) if is_right_to_left(name) else name
    if kind is SpanKind.PROMISE_MINE:
        return _("I promised {name}").format(name=name) if name else _("I promised")
    if kind is SpanKind.REQUEST:
        return _("{name} asked for").format(name=name) if name else _("Asked for")
    return _("{name} promised").format(name=name) if name else _("They promised")


def _due(scene: Scene, start: int, end: int) -> FoundDate | None:
    """The last day in the clause that can be a due day, also right behind a comma: "the plan, by Friday"."""
    due = None
    for day in scene.dates_in(start, len(scene.text)):
        if day.lead_start > end and not (
            day.lead in ("by", "before", "bis") and not scene.text[end : day.lead_start].strip(", ")
        ):
            break
        if day.lead in _DUE_LEADS and day.last >= scene.today:
            due = day
    return due


def _due_day(due: FoundDate) -> date:
    return due.last - timedelta(1) if due.lead in ("before", "vor") and due.last > date.min else due.last


def _wording(text: str, start: int, end: int, due: FoundDate | None) -> tuple[int, int, str] | None:
    """Where the thing promised stands, without "to send her the" and "by Friday", and its tidy statement."""
    opening = _OPENING.match(text, start, end)
    first = opening.end() if opening else start
    last = end
    rest = ""
    if due is not None and due.lead_start >= first:
        rest = text[due.end : end]
        last = due.lead_start
    elif due is not None:
        first = max(first, due.end)
    if not rest.strip() and _ONLY_A_PRONOUN.fullmatch(text, first, last):
        first = start  # "post them tomorrow": the verb is all there is
    said = text[first:last].rstrip(" \t,-–—")
    if not said.strip() and rest.strip():
        said = rest.strip()
        statement = said
    else:
        for pattern in (_AND_WAITS, _CLOSING, _CLOSING):
            said = pattern.sub("", said)
        statement = said.strip()
    if not any(character.isalnum() for character in statement):
        return None
    first += len(text[first:last]) - len(text[first:last].lstrip())
    statement = " ".join(_STALE.sub("", statement).split())
    stop = first + len(said.strip()) if last >= first + len(said.strip()) else end
    return first, stop, statement[:1].upper() + statement[1:]
