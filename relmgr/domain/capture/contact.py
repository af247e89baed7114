"""Who the contact was with, when it was and how it took place."""

import re
from datetime import date

from relmgr.domain.capture.scene import Scene
from relmgr.domain.capture.values import How, Span, SpanKind, When, Who
from relmgr.domain.capture.vocabulary import DOING
from relmgr.domain.capture.who import Mention, is_also_a_word
from relmgr.domain.kinds import ConversationKind
from relmgr.domain.phrases import FoundDate, Precision
from relmgr.domain.phrases import day as say_day
from relmgr.i18n import _

_HOW: tuple[tuple[ConversationKind, str], ...] = (
    (
        ConversationKind.VIDEO,
        r"(?i:zoom(?:ed)?|video[ -]?(?:call|chat)(?:ed)?|facetime[d]?|skype[d]?|google meet)|Teams",
    ),
    (
        ConversationKind.MEAL,
        r"(?i:coffees?|lunch(?:ed)?|dinner|breakfast|brunch|supper|drinks|a drink|a beer|a pint|cake|tea)(?= with\b)"
        r"|(?i:(?:for|over|had|at|grabbed)(?: an?)?(?: quick| long)? (?:coffee|lunch|dinner|breakfast|brunch|drinks?|tea|beer|pint))"
        r"|(?m:^[ \t]{0,8})(?i:coffee|lunch|dinner|breakfast|brunch|drinks)\b(?! machine| break)",
    ),
    (
        ConversationKind.MESSAGE,
        r"(?i:texted|messaged|whatsapp(?:ed)?|voice (?:message|note)|sms|(?:a )?(?:text|message) (?:from|to))|Signal|Slack",
    ),
    (
        ConversationKind.EMAIL,
        r"(?i:e-?mailed|(?:an )?e-?mail (?:from|to)|by e-?mail|wrote(?= to| me| back| an))",
    ),
    (
        ConversationKind.CALL,
        r"(?i:rang|phoned|telephoned|(?:phone )?call (?:with|from|to)|phone call|on the phone|by phone|spoke (?:to|with)"
        r"|talked (?:to|with)|(?<!is )(?<!was )(?<!are )called(?! off| it| for| him| tom))",
    ),
    (
        ConversationKind.EVENT,
        r"(?i:(?:at|to) (?:the|a|an|her|his|their) (?:conference|party|fair|opening|concert|wedding|festival))",
    ),
    (
        ConversationKind.MEETING,
        r"(?i:met(?! (?:his|their|the deadline|expectations))|meeting (?:with|at)|visited|workshop with|walk(?:ed)? with"
        r"|ran into|bumped into|caught up with|saw(?= (?:her|him|them)\b| (?-i:[^\W\d_a-z]))|sat down with)",
    ),
)
_HOW_PATTERN = re.compile("|".join(rf"(?P<{kind.value}>(?<!\w)(?:{words})(?!\w))" for kind, words in _HOW))
_SETTLES = frozenset({ConversationKind.VIDEO, ConversationKind.MEAL, ConversationKind.EVENT})
_SETTLED = frozenset({ConversationKind.MEETING, ConversationKind.CALL})
_IN_FUTURE = re.compile(
    r"\b(?:will|to|should|could|would|must|can|let['’]s|wants?)\s+(?:[a-z]+\s+)?$|['’]ll\s+$"
)
_WITH_BEFORE = re.compile(
    r"(?:\b(?:with|rang|phoned|telephoned|called|met|saw|visited|texted|messaged|e-?mailed|zoomed|skyped|facetimed"
    r"|whatsapped|into|from|wrote to|wrote|spoke to|talked to|call to|message to|mail to|text to|asked|told)"
    r"|[,&]|\band|\bund)\s*(?:my friend )?$",
    re.IGNORECASE,
)
_WITH_AFTER = re.compile(
    r"\s*(?:just )?(?:rang|phoned|called|texted|messaged|e-?mailed|wrote|zoomed|visited|and I\b|and me\b|came by|dropped)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(rf"\s+(?:not|be|have|try|think|see|know|want|need|{DOING})\b")
_CHAIN = re.compile(r"(?:[,&]|\band|\bund)\s*$", re.IGNORECASE)
_IS_LISTED = re.compile(
    r"\s*(?:[.,;:&!?()\n–—-]|$|(?:and|und|at|on|for|in|over|about|by|this|last|yesterday|today|too|as|to)\b)",
    re.IGNORECASE,
)
"""What follows a name in a list of names, but not in "Coffee with Megan, Tom starts school"."""

_BELONGS = re.compile(r"['’]s?\b")
_NOT_THE_DAY = frozenset(
    {"by", "until", "till", "til", "since", "before", "after", "bis", "seit", "ab", "for", "of"}
)


def read_how(scene: Scene) -> Span | None:
    """The kind of contact; "met for lunch" is a meal, and what will be or did not happen is none."""
    chosen: re.Match[str] | None = None
    for found in _HOW_PATTERN.finditer(scene.text):
        if _IN_FUTURE.search(scene.text[max(0, found.start() - 24) : found.start()]):
            continue
        if chosen is None:
            chosen = found
            continue
        first, kind = ConversationKind(str(chosen.lastgroup)), ConversationKind(str(found.lastgroup))
        if first in _SETTLED and kind in _SETTLES and found.start() - chosen.end() <= 40:
            chosen = found
        break
    if chosen is None:
        return None
    kind = ConversationKind(str(chosen.lastgroup))
    return Span(
        start=chosen.start(),
        end=chosen.end(),
        kind=SpanKind.HOW,
        value=How(kind),
        label=_("How"),
        words=how_words(kind),
        is_marked=False,
    )


def how_words(kind: ConversationKind) -> str:
    """The kind of contact after a day: "by phone"."""
    words = {
        ConversationKind.CALL: _("by phone"),
        ConversationKind.VIDEO: _("by video"),
        ConversationKind.MEETING: _("in person"),
        ConversationKind.MESSAGE: _("by message"),
        ConversationKind.EMAIL: _("by e-mail"),
        ConversationKind.MEAL: _("over a meal"),
        ConversationKind.EVENT: _("at an event"),
    }
    return words[kind]


def when_words(day: date, today: date) -> str:
    """The day of a contact: "Today", "Yesterday", "Fri 13 Nov"."""
    near = {0: _("Today"), 1: _("Yesterday")}
    return near.get((today - day).days) or say_day(day, today)


def read_when(scene: Scene, how: Span | None, taken: list[Span]) -> Span | None:
    """The day of the contact, if the sentence that tells of it names one that is not in the future."""
    start, end = scene.sentence(how.start if how else _first_letter(scene.text))
    for found in scene.dates_in(start, end):
        if found.precision is not Precision.DAY or found.lead in _NOT_THE_DAY or found.past > scene.today:
            continue
        if _is_plan(scene, found) or _is_of_something_else(scene, found, taken):
            continue
        return Span(
            start=found.start,
            end=found.end,
            kind=SpanKind.WHEN,
            value=When(found.past),
            label=_("When"),
            words=when_words(found.past, scene.today),
        )
    return None


def _is_of_something_else(scene: Scene, found: FoundDate, taken: list[Span]) -> bool:
    """Whether the day is part of, or right behind, what was understood otherwise: "her mum died on Sunday"."""
    return any(
        span.start < found.end
        and (found.start < span.end or not re.search(r"[.!?;,:\n]", scene.text[span.end : found.start]))
        for span in taken
        if span.kind is SpanKind.LIFE or found.start < span.end
    )


def _first_letter(text: str) -> int:
    return next((index for index, character in enumerate(text) if not character.isspace()), 0)


def _is_plan(scene: Scene, found: FoundDate) -> bool:
    """Whether the clause speaks of what is to come: "she will call on Friday"."""
    before = scene.before(found.start)
    clause = re.split(r"[,;:]", before)[-1]
    return bool(
        re.search(r"\b(?:will|'ll|’ll|starts?|opens?|is due|turns|going to|plans? to|wants? to)\b", clause)
    )


def read_with(scene: Scene) -> list[Span]:
    """Who the contact was with: after "with", "rang" and the like, or before "rang"; else the first one named."""
    chosen: list[Mention] = []
    for mention in scene.mentions:
        if _BELONGS.match(scene.text, mention.end):
            continue
        before = scene.text[max(0, mention.start - 32) : mention.start]
        chained = _CHAIN.search(before)
        if chained:
            follows = bool(chosen) and chosen[-1].end >= mention.start - 6
            is_meant = follows and bool(_IS_LISTED.match(scene.text, mention.end))
        else:
            is_meant = bool(_WITH_BEFORE.search(before) or _WITH_AFTER.match(scene.text, mention.end))
        if is_meant:
            chosen.append(mention)
    if not chosen and scene.with_person is None:
        chosen = _first_named(scene)
    return _unique(scene, chosen)


def _first_named(scene: Scene) -> list[Mention]:
    """The first one named and who is joined by "and"; not the "Will" that opens "Will be in touch".

    Where nobody else is named, "Megan’s dog died" is about Megan.
    """
    named = [mention for mention in scene.mentions if not _opens_as_a_word(scene, mention)]
    free = [mention for mention in named if not _BELONGS.match(scene.text, mention.end)]
    chosen: list[Mention] = []
    for mention in free or named[:1]:
        if chosen:
            between = scene.text[chosen[-1].end : mention.start]
            if len(between) > 6 or not _CHAIN.search(between):
                break
        chosen.append(mention)
    return chosen


def _opens_as_a_word(scene: Scene, mention: Mention) -> bool:
    opens = not scene.before(mention.start).strip()
    is_word = is_also_a_word(scene.text[mention.start : mention.end])
    return opens and is_word and bool(_GOES_ON.match(scene.text, mention.end))


def _unique(scene: Scene, mentions: list[Mention]) -> list[Span]:
    spans: list[Span] = []
    seen: set[tuple[int, ...]] = set()
    for mention in mentions:
        people = mention.people
        if scene.with_person in people and scene.with_person is not None:
            people = (scene.with_person,)
        if people in seen:
            continue
        seen.add(people)
        name = scene.people.name(people[0]) if len(people) == 1 else scene.text[mention.start : mention.end]
        is_other = people != (scene.with_person,)
        spans.append(
            Span(
                start=mention.start,
                end=mention.end,
                kind=SpanKind.WITH,
                value=Who(people, name),
                label=_("With"),
                words=name,
                is_marked=is_other,
            )
        )
    return spans
