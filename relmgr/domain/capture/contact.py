"""Who the contact was with, when it was and how it took place."""

import re
from datetime import date, time

from relmgr.domain.capture.hours import FoundTime, find_times
from relmgr.domain.capture.next_steps import next_span
from relmgr.domain.capture.scene import Scene
from relmgr.domain.capture.values import How, NextStep, Span, SpanKind, When, Who
from relmgr.domain.capture.vocabulary import DOING
from relmgr.domain.capture.who import Mention, is_also_a_word
from relmgr.domain.kinds import ConversationKind
from relmgr.domain.phrases import FoundDate, Precision
from relmgr.domain.phrases import day as say_day
from relmgr.i18n import _

_W = r"(?:with|w/|w)(?=[ @])"
_SMALL = r"(?:quick|long|lovely|good|great|nice|short|brief|first|second|intro|follow-?up|weekly|monthly|difficult|tricky|proper)"
_EATING = r"(?:coffees?|lunch|dinner|breakfast|brunch|supper|drinks?|beers?|pints?|cake|tea|curry|wine|cuppa)"
_HOW: tuple[tuple[ConversationKind, str], ...] = (
    (
        ConversationKind.VIDEO,
        r"(?i:zoom(?:ed)?|video[ -]?(?:call|chat)(?:ed)?|face-?time[d]?|skype[d]?|google meet|webex|on camera)"
        r"|(?i:ms teams|teams (?:call|meeting|chat))|Teams",
    ),
    (
        ConversationKind.MEAL,
        rf"(?i:{_EATING})(?i:(?= {_W}| at [A-Z]))|(?i:lunched|dined|(?:ate|eaten)(?= {_W}| together))"
        rf"|(?i:(?:for|over|had|having|at|grabbed|got|after)(?: an?| some)?(?: {_SMALL})? {_EATING})"
        rf"|(?i:(?:{_SMALL}) {_EATING}(?=,| {_W}))"
        r"|(?m:^[ \t]{0,8})(?i:coffee|lunch|dinner|breakfast|brunch|drinks|tea|pint|supper)\b(?! machine| break| table| of)",
    ),
    (
        ConversationKind.CALL,
        r"(?i:voicemail|voice mail|answerphone|left a message|missed call)",
    ),
    (
        ConversationKind.MESSAGE,
        r"(?i:texted|messaged|whatsapp(?:ed)?|voice (?:message|note)|sms|imessaged?|pinged|(?:a )?(?:text|message|msg|note) (?:from|to)"
        r"|dm['’]?(?:e?d|s)?(?= )|chatted (?:on|over) (?:slack|signal|linkedin))|Signal|Slack|LinkedIn|Telegram",
    ),
    (
        ConversationKind.EMAIL,
        r"(?i:e-?mailed|(?:an )?e-?mails?(?: back)? (?:from|to|with)|e-?mail,|by e-?mail|wrote(?= to| me| back| an)|mailed(?= ))",
    ),
    (
        ConversationKind.CALL,
        rf"(?i:rang|phoned|telephoned|(?:phone )?calls? (?:with|from|to|w/|w)(?=[ @])|phone call|call(?=,)|on (?:the|a|our|this|her|his) call|on the phone|by phone|over the phone"
        rf"|spoke(?: briefly| again)? (?:to|with)|talked (?:to|with)|(?:we|I) (?:spoke|talked)(?! to| with| about)|had a (?:{_SMALL} )?call|(?:{_SMALL}) (?:phone )?(?:call|phone)"
        r"|(?<=day )call|gave (?:her|him|them|[A-Z][\w’'-]+) a (?:ring|call|bell)"
        r"|(?<!is )(?<!was )(?<!are )(?<!been )(?<!’s )(?<!['’]s been )called(?! off| it| for| him| tom| in\b| up\b))",
    ),
    (
        ConversationKind.EVENT,
        r"(?i:(?:at|to|after|from) (?:the|a|an|her|his|their) (?:[\w’-]+ )?(?:conference|party|fair|opening|concert|wedding|festival|gig|launch|exhibition|meetup))"
        rf"|(?i:(?:conference|meetup|workshop|seminar|networking|festival|trade fair|gig|panel|talk)(?= {_W}| in | at ))",
    ),
    (
        ConversationKind.MEETING,
        rf"(?i:met(?! (?:his|their|her|the deadline|expectations))|meetings? (?:with|at|w/|w|in)(?=[ @])|visited|site visit|visit (?:to|from|at)"
        rf"|walk(?:ed)? (?:with|the dogs? with)|a walk with|ran into|bumped into|caught up(?= {_W})|catch-?up(?= {_W}|,)|saw(?= (?:her|him|them)\b| (?-i:[^\W\d_a-z]))"
        rf"|sat down with|popped (?:in|round|over)|dropped (?:in|by)|came (?:round|over|by)|had a meeting|1:1(?= {_W})|one-to-one(?= {_W}))",
    ),
)
_HOW_PATTERN = re.compile(
    "|".join(
        rf"(?P<{kind.value}{index}>(?<!\w)(?:{words})(?!\w))" for index, (kind, words) in enumerate(_HOW)
    )
)
_SETTLES = frozenset({ConversationKind.VIDEO, ConversationKind.MEAL, ConversationKind.EVENT})
_SETTLED = frozenset({ConversationKind.MEETING, ConversationKind.CALL})
_IN_FUTURE = re.compile(
    r"\b(?:(?-i:will)|to|should|could|would|must|can|let['’]s|wants?)\s+(?:[a-z]+\s+)?$|['’]ll\s+$"
)
_WITH_BEFORE = re.compile(
    r"(?:\b(?:with|w/|w|cc|dm['’]?d|pinged|visit to|voicemail from|message from|email to|visit to|lunch|coffee|call,|meeting,|catch-up,|rang|phoned|telephoned|called|met|saw|visited|texted|messaged|e-?mailed|zoomed|skyped|facetimed"
    r"|whatsapped|into|from|wrote to|wrote|spoke to|talked to|call to|message to|mail to|text to|asked|told)"
    r"|[,&+]|\band|\bund|\bn)\s*['‘“\"@]?(?:my friend )?$",
    re.IGNORECASE,
)
_NOT_IN_TOUCH = re.compile(
    r"\b(?:(?<!caught )(?<!catch )(?<!met )(?<!catching )up|happy|pleased|angry|cross|upset|fine|ok|okay|delighted|chuffed|annoyed|unhappy|lives|living|works|working|married|in|problem"
    r"|problems|issue|issues|row|fight|love|engaged|busy|away|home|off|holiday|staying)\s+with\s*$",
    re.IGNORECASE,
)
""" "Broke up with Chris", "fine with Ben" tell of no contact with them; "caught up with" does."""
_WITH_AFTER = re.compile(
    r"\s*(?:just )?(?:rang|phoned|called|texted|messaged|e-?mailed|wrote|zoomed|visited|and I\b|and me\b|came by|dropped)",
    re.IGNORECASE,
)
_WITH_A_STRANGER = re.compile(
    r"\s*(?:with |w/ ?|to |from )?(?:the |my |a |an )?(?-i:[A-Z])|\s+with\b", re.IGNORECASE
)
_IS_A_THING = re.compile(r"\b(?:of|the next|our next|before the|another|no|every)\s+$", re.IGNORECASE)
_GOES_ON = re.compile(rf"\s+(?:not|be|have|try|think|see|know|want|need|{DOING})\b")
_CHAIN = re.compile(r"(?:[,&+]|\band|\bund|(?<=\s)n|\bplus|\bas well as)\s*['‘“\"@]?$", re.IGNORECASE)
_IS_LISTED = re.compile(
    r"\s*(?:[.,;:&+!?()@/\n–—-]|$|\d|(?:and|und|at|on|for|in|over|about|by|this|last|yesterday|today|too|as|to|re|n|both|after|before|from"
    r"|tonight|earlier|just|together|mon|tue|wed|thu|fri|sat|sun)\w{0,6}\b)",
    re.IGNORECASE,
)
"""What follows a name in a list of names, but not in "Coffee with Megan, Tom starts school"."""

_BELONGS = re.compile(
    r"['’](?:s\b(?!\s+(?:got|been|had|not|so|very|really|a bit|now|still|just|off|on|in|at|back|away|out|having|expecting|moving"
    r"|going|getting|feeling|doing|coming|leaving|starting|working|wfh|ill|sick|pregnant|engaged|retiring|buying|selling|training"
    r"|learning|planning|over|under|happy|fine|ok|okay|well|worried|delighted|\d)\b)|(?=\s))"
)
_AHEAD = re.compile(
    r"\b(?:(?-i:will)|'ll|’ll|starts?|opens?|is due|turns|going to|plans? to|wants? to|finish(?:es|ing)|leav(?:es|ing)|ends?|due|deadline"
    r"|I['’]d|needs?|arriv(?:es|ing)|hopes? to|moves?|can['’]t (?:make|do)|cannot (?:make|do)|can (?:make|do)|is free|available|until|postponed|launch(?:es)?|birthday|bday|born)\b",
    re.IGNORECASE,
)
_LONG_AGO = 120
"""Days: a day without a year that is longer past than this is rather the coming one."""
_AT_HOME = re.compile(
    rf"\b(?:{_EATING}|party|evening|weekend|stayed|round|over|visit) (?:over |round )?at\s$", re.IGNORECASE
)
_NOT_THE_DAY = frozenset(
    {"by", "until", "till", "til", "since", "before", "after", "bis", "seit", "ab", "for", "of"}
)


def read_how(scene: Scene) -> Span | None:
    """The kind of contact; "met for lunch" is a meal, and what will be or did not happen is none."""
    chosen: re.Match[str] | None = None
    for found in _HOW_PATTERN.finditer(scene.text):
        before = scene.text[max(0, found.start() - 24) : found.start()]
        if _IN_FUTURE.search(before) or scene.is_supposed(found.start()) or _IS_A_THING.search(before):
            continue
        if not scene.is_about_somebody and not _WITH_A_STRANGER.match(scene.text, found.end()):
            continue
        if chosen is None:
            chosen = found
            continue
        first, kind = _kind(chosen), _kind(found)
        if first in _SETTLED and kind in _SETTLES and found.start() - chosen.end() <= 40:
            chosen = found
        break
    if chosen is None:
        return None
    kind = _kind(chosen)
    return Span(
        start=chosen.start(),
        end=chosen.end(),
        kind=SpanKind.HOW,
        value=How(kind),
        label=_("How"),
        words=how_words(kind),
        is_marked=False,
    )


def _kind(found: re.Match[str]) -> ConversationKind:
    return ConversationKind(str(found.lastgroup).rstrip("0123456789"))


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


def when_words(day: date, today: date, clock: time | None = None) -> str:
    """The day of a contact, and the time if there is one: "Today", "Yesterday 14:00", "Fri 13 Nov"."""
    near = {0: _("Today"), 1: _("Yesterday")}
    said = near.get((today - day).days) or say_day(day, today)
    return _("{day} {time}").format(day=said, time=f"{clock:%H:%M}") if clock else said


def read_when(scene: Scene, how: Span | None, taken: list[Span]) -> Span | None:
    """The day of the contact, if the sentence that tells of it names one that is not in the future, and the time."""
    if how is None and not scene.is_about_somebody:
        return None
    start, end = scene.sentence(how.start if how else _first_letter(scene.text))
    day = next((one for one in scene.dates_in(start, end) if _is_of_contact(scene, one, how, taken)), None)
    if day is not None and how is None and not _is_told(scene, day):
        day = None
    clock = _time(scene, start, end, taken) if how is not None or day is not None else None
    if day is None and clock is None:
        return None
    held = [one for one in (day, clock) if one is not None]
    first, last = min(one.start for one in held), max(one.end for one in held)
    if len(held) > 1 and (last - first > 40 or any(span.start < last and first < span.end for span in taken)):
        first, last = (day.start, day.end) if day else (first, last)
    value = When(day.past if day else scene.today, clock.clock if clock else None)
    words = when_words(value.day, scene.today, value.clock)
    return Span(start=first, end=last, kind=SpanKind.WHEN, value=value, label=_("When"), words=words)


def _is_of_contact(scene: Scene, found: FoundDate, how: Span | None, taken: list[Span]) -> bool:
    """Whether the day can be that of the contact: told of as past, and said of nothing else."""
    if found.precision is not Precision.DAY or found.lead in _NOT_THE_DAY or found.past > scene.today:
        return False
    if _is_nearer_ahead(scene, found) or _is_plan(scene, found):
        return False
    if _IS_TOPIC.search(scene.text[max(0, found.lead_start - 16) : found.lead_start]):
        return False
    return not _is_of_something_else(scene, found, taken)


def _is_nearer_ahead(scene: Scene, found: FoundDate) -> bool:
    """Whether a day without a year is far nearer as a coming one: nobody notes a coffee of eleven months ago."""
    behind, ahead = (scene.today - found.past).days, (found.day - scene.today).days
    return not found.has_year and behind > _LONG_AGO and 0 < ahead < behind


def _is_told(scene: Scene, found: FoundDate) -> bool:
    """Whether a sentence without a kind of contact says when somebody was met: "Megan, yesterday: all well"."""
    return (bool(scene.mentions) or scene.with_person is not None) and found.past == found.last


def _time(scene: Scene, start: int, end: int, taken: list[Span]) -> FoundTime | None:
    """The time of day in the sentence of the contact that belongs to nothing else."""
    for found in find_times(scene.text, start, end):
        is_free = all(span.end <= found.start or found.end <= span.start for span in taken)
        in_date = any(day.start < found.end and found.start < day.end for day in scene.dates_in(start, end))
        led = re.search(
            r"\b(?:by|until|till|before|since|after|from)\s+$",
            scene.text[max(0, found.start - 8) : found.start],
        )
        if is_free and not in_date and not led and not _is_plan_before(scene, found.start):
            return found
    return None


_IS_TOPIC = re.compile(r"\b(?:about|re|regarding|of|for|discussed|planning)\s+(?:the\s+)?$", re.IGNORECASE)
_HAPPENED = re.compile(r"\b(?:had|was|were|went|did|after|before|since)\b", re.IGNORECASE)
_NOUN_OF_PLAN = re.compile(
    r"(?:zoom|skype|teams|face-?time|video|call|coffee|lunch|dinner|breakfast|brunch|drinks?|tea|supper|pint|workshop|conference"
    r"|meeting|catch-?up|visit|seminar|gig|webex|beer|curry|panel|talk)",
    re.IGNORECASE,
)


def read_plan(
    scene: Scene, how: Span | None, named: list[Span], taken: list[Span]
) -> tuple[Span | None, bool]:
    """A contact that is still to come, "Lunch with Ben tomorrow at 1pm": a next step, for it has not been yet.

    Also gives back whether that is the contact the text tells of first.
    """
    for found in _HOW_PATTERN.finditer(scene.text):
        if not _NOUN_OF_PLAN.search(found[0]) or scene.is_supposed(found.start()):
            continue
        plan = _plan_of(scene, found, named, taken)
        if plan is not None:
            return plan, how is not None and how.start == found.start()
    return None, False


def _plan_of(scene: Scene, found: re.Match[str], named: list[Span], taken: list[Span]) -> Span | None:
    start, end = scene.sentence(found.start())
    if _HAPPENED.search(scene.text[start : found.start()]):
        return None
    whom = (span.end for span in named if start <= span.start < end)
    limit = min(end, max([scene.clause_end(found.end()), *whom]) + 12)
    for day in scene.dates_in(start, limit):
        if day.precision is not Precision.DAY or day.lead in _NOT_THE_DAY or day.day <= scene.today:
            continue
        is_ahead = day.past > scene.today or _is_nearer_ahead(scene, day)
        if not is_ahead or any(one.start < day.end and day.start < one.end for one in taken):
            continue
        clock = next(find_times(scene.text, start, end), None)
        is_before = found.start() < day.lead_start
        what = scene.text[found.start() : day.lead_start if is_before else limit]
        what = " ".join(what.split()).strip(" ,.;:")
        stop = max(day.end, clock.end if clock and clock.start <= day.end + 6 else 0, found.end())
        step = NextStep(what[:1].upper() + what[1:], day.day, clock.clock if clock else None)
        return next_span(scene, min(found.start(), day.lead_start), stop, step)
    return None


def _is_of_something_else(scene: Scene, found: FoundDate, taken: list[Span]) -> bool:
    """Whether the day is part of, or right behind, what was understood otherwise: "her mum died on Sunday"."""
    return any(
        span.start < found.end
        and (found.start < span.end or not re.search(r"[.!?;,:\n]", scene.text[span.end : found.start]))
        for span in taken
        if span.kind in (SpanKind.LIFE, SpanKind.NEXT) or found.start < span.end
    )


def _first_letter(text: str) -> int:
    return next((index for index, character in enumerate(text) if not character.isspace()), 0)


def _is_plan(scene: Scene, found: FoundDate) -> bool:
    """Whether the clause speaks of what is to come: "she will call on Friday"."""
    return _is_plan_before(scene, found.start)


def _is_plan_before(scene: Scene, position: int) -> bool:
    clause = re.split(r"[,;:]", scene.before(position))[-1]
    return bool(_AHEAD.search(clause))


def read_with(scene: Scene) -> list[Span]:
    """Who the contact was with: after "with", "rang" and the like, or before "rang"; else the first one named."""
    chosen: list[Mention] = []
    for mention in scene.mentions:
        if _BELONGS.match(scene.text, mention.end):
            if _AT_HOME.search(scene.text[max(0, mention.start - 24) : mention.start]):
                chosen.append(mention)
            continue
        before = scene.text[max(0, mention.start - 32) : mention.start]
        chained = _CHAIN.search(before)
        if chained:
            follows = bool(chosen) and chosen[-1].end >= mention.start - 6
            is_meant = follows and bool(_IS_LISTED.match(scene.text, mention.end))
        else:
            is_joined = _WITH_BEFORE.search(before) and not _NOT_IN_TOUCH.search(before)
            is_meant = bool(is_joined or _WITH_AFTER.match(scene.text, mention.end))
        if is_meant:
            chosen.append(mention)
    if not chosen and scene.with_person is None:
        chosen = _first_named(scene)
    return _unique(scene, chosen)


def _first_named(scene: Scene) -> list[Mention]:
    """The first one named and who is joined by "and"; not the "Will" that opens "Will be in touch".

    Where nobody else is named, "Megan’s dog died" is about Megan; a client before their family.
    """
    named = [mention for mention in scene.mentions if not _opens_as_a_word(scene, mention)]
    free = [mention for mention in named if not _BELONGS.match(scene.text, mention.end)]
    full = [mention for mention in free if not _is_light(scene, mention)]
    owners = [mention for mention in named if not _is_light(scene, mention)]
    chosen: list[Mention] = []
    for mention in full or owners[:1] or free:
        if chosen:
            between = scene.text[chosen[-1].end : mention.start]
            if len(between) > 6 or not _CHAIN.search(between):
                break
        chosen.append(mention)
    return chosen


def _is_light(scene: Scene, mention: Mention) -> bool:
    return all(scene.people.is_light(person) for person in mention.people)


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
