"""The things that go on in lives, as patterns, each with what it means for reminders (P7)."""

import re
from dataclasses import dataclass

from relmgr.domain.capture.values import LifeMode
from relmgr.domain.capture.vocabulary import RELATIVES


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happens in lives, as a pattern; `title` replaces the user's own words where they do not serve."""

    pattern: str
    title: str = ""
    mode: LifeMode = LifeMode.NONE
    is_over: bool = False
    is_soon: bool = False
    takes_day: bool = False
    """A day close behind says when it happens or ends."""
    is_past: bool = False
    """It has happened: a day close behind says since when."""


_POSSESSIVE = r"(?:her|his|their|the|an?)"
_ILL = r"(?:(?:very|quite|seriously|terribly|still|really) )?(?:ill|sick|unwell|poorly|dying)"
_HOSPITAL = r"(?:in (?:the )?hospital|hospitalised|hospitalized|in intensive care|in (?:a |the )?(?:hospice|care home|nursing home|respite care|a&e|icu)|in rehab)"
_HOME = (
    r"(?:(?:back |coming |now |finally )?(?:home|back|out) (?:again )?(?:from|of) (?:the )?hospital"
    r"|out of (?:the )?hospital|home again|back home)"
)
_OPERATION = (
    r"(?:(?:having|had|has|needs|facing|awaiting|starting|starts|started|back for|in for|due|recovering from)"
    r" (?:an? |another |her |his |their )?(?:\w+ )?(?:\w+ )?"
    r"(?:operation|op|surgery|stroke|heart attack|accident|bad fall|fall|transplant|replacement|chemo(?:therapy)?|scan|biopsy"
    r"|radiotherapy|treatment|dialysis|ivf|miscarriage|breakdown|caesarean|hysterectomy|bypass))"
)
_DIAGNOSED = (
    r"(?:(?:has been |was |been )?diagnosed with [\w’'-]+(?: [\w’'-]+)?"
    r"|(?:has|have|had|got|with|down with|caught)(?: got)? (?:the |a bad |an? |bad )?(?:(?:breast |lung |bowel |prostate |skin )?cancer"
    r"|pneumonia|leukaemia|flu|covid|chicken ?pox|measles|shingles|norovirus|dementia|alzheimer['’]s|parkinson['’]s|depression|norovirus"
    r"|fever|temperature|cold|nits|infection|(?:broken|bad|fractured|sprained) (?:leg|arm|wrist|ankle|foot|hip|back|knee|shoulder|collarbone|rib)|concussion|bronchitis|tonsillitis|sciatica|long covid|a slipped disc|migraines?)|in remission|on chemo|the all[- ]clear)"
)
_LOST = rf"(?:lost (?:her|his|their) {RELATIVES})"
_DIED = (
    r"(?:died(?! (?:laughing|of (?:laughter|boredom|embarrassment)|down|out|a (?:thousand|little)|on me))|passed away|has died"
    r"|has passed away|(?:is |was )?(?:put down|put to sleep))"
)
_BABY = (
    r"(?:expecting(?: again| twins| triplets| (?:a|their|her|his)(?: \w+)? (?:baby|child)| a (?:boy|girl)"
    r"| their (?:first|second|third)|(?= (?:in|around|early|late|at)\b|[.!,]|$))|pregnant(?: again)?|having (?:a baby|twins))"
)
_NEW_BABY = (
    r"(?:(?:has |have )?(?:just )?had (?:a |an? \w+ |their (?:\w+ )?|her (?:\w+ )?)?(?:baby|little (?:girl|boy|one)|twins|(?:baby )?(?:boy|girl)|son|daughter)"
    r"(?: (?:boy|girl))?(?! (?:shower|sitter|monitor))|(?:the )?baby (?:is here|has arrived|arrived|was born|came)|gave birth|given birth"
    r"|(?:the |her |his |their )?(?:twins|son|daughter|baby|little \w+) (?:was|were) born|(?:became|become) (?:a |an )?(?:\w+ )?(?:grand)?(?:father|mother|parents?|dad|mum|grandparents)"
    r"|adopted (?:a|their|two)|adopting)"
)
_MOVING = (
    r"(?:(?:is |are )?moving (?:house|home|flats?|office|offices|in together|abroad|back home|in with [\w’'-]+"
    r"|(?:to|into) (?:an? |the |her |his |their )?(?:new )?[\w’'-]+)|moved (?:house|home|flats?|out|in together|in with [\w’'-]+|abroad|back home"
    r"|to (?-i:[A-Z])[\w’'-]+)|(?:relocating|emigrating|moving back) to (?:the )?(?-i:[A-Z])[\w’'-]+)"
)
_AWAY = (
    r"(?:on (?:annual |parental |maternity |paternity |study |garden(?:ing)? |family |a |her |his |their )?"
    r"(?:holidays?|leave|vacation|sabbatical|honeymoon|business trip|retreat)"
    r"(?: (?:in|on|to) (?!until|till|the (?:\d|\w+day))(?:the )?[A-Z][\w’'-]+)?)"
)
_OFF = (
    r"(?:(?:away|off(?: work)?|out of (?:the )?office|travelling|abroad)(?= (?:until|till|til|from|next|all|for (?:a|the|two|three|\d)|\d{1,2}(?:st|nd|rd|th)? ?(?:-|–|to)))"
    r"|off to (?:the )?(?-i:[A-Z])[\w’'-]+(?: [A-Z][\w’'-]+)?(?= (?:for|until|till|til|on|next|tomorrow|in)\b)|on (?:a )?jury (?:service|duty))"
)
_OFF_SICK = (
    r"(?:off sick|off ill|signed off(?: sick| work| ill)?(?: with [\w’-]+)?|on (?:long-term )?sick leave)"
)
_NEW_JOB = (
    r"(?:(?:(?:is |are )?(?:starting|starts|started|start|got|gets|getting|has|landed|found|accepted|taken|taking|in) )?(?:a |her |his |their )?"
    r"(?:big )?new (?:job|role|position|post)(?! title| description)|changing jobs|(?:got|been|was|is being|gets|getting) promoted|(?:got|gets|getting|has) (?:the|a|her|his|that) (?:big )?promotion"
    r"|(?:got|landed|took|taken|been offered|was offered|offered|starting) (?:the|a|an|her|his) (?:[\w’-]+ )?(?:job|role|post|position|place|apprenticeship|scholarship)"
    r"(?: (?:in|at|with) (?:the )?[A-Z][\w’&-]+)?|(?:made|become|became) (?:a )?(?:partner|director|head of \w+|ceo|cto)|called up)"
)
_LOST_JOB = (
    r"(?:lost (?:her|his|their) job|(?:been |being |was |is )?(?:laid off|made redundant|sacked|fired|let go)|facing redundancy|at risk of redundancy|out of work"
    r"|(?:has |have )?(?:quit|resigned|handed in (?:her|his|their) notice)(?: (?:her|his|their) job)?|leaving (?:her|his|their) job|(?:went|gone|going) (?:bust|bankrupt|under))"
)
_MARRYING = r"(?:getting married|(?:got|just) married|got engaged|getting engaged|engaged(?! (?:with|in|by|to me|on|tone|signal))|planning (?:a|the|her|his|their) wedding)"
_PARTING = r"(?:(?:her|his|their) (?:divorce|separation|break-?up)|(?:getting|got|going through a) divorced?|divorcing|going through a separation|separat(?:ed|ing) from [\w’'-]+(?: \w+)?|splitting up|split up|splitting from [\w’'-]+|broke up|broken up|breaking up|called off the wedding|single again|left (?:her husband|his wife|her partner|his partner))"
_ROOM = r"(?:kitchen|bathroom|house|flat|office|attic|loft|garden|studio|roof|barn|cellar|basement)"
_BUILDING = (
    rf"(?:(?:new |the |her |his |their )?{_ROOM} (?:renovations?|refurbishment|extension|conversion|rebuild|building works?|redesign)"
    rf"|new (?:kitchen|bathroom|roof|extension|studio)|(?:renovating|redoing|doing up|refurbishing|rebuilding) {_POSSESSIVE} (?:old )?{_ROOM}"
    rf"|(?:buying|building|selling|bought|sold) {_POSSESSIVE} (?:new |old |first )?(?:house|flat|home|place|boat|farm|cottage|shop|café|cafe|business|company|pub|restaurant|studio|van)"
    r"|sold up|(?:opening|opened|starting|started|setting up|set up|launching|launched) (?:her|his|their)(?: own| first| new)+ (?:place|restaurant|shop|café|cafe|studio|business|company|bakery|practice|agency)"
    r"|(?:going|gone|went) (?:freelance|part[- ]time|self-employed|back to (?:university|uni|college)))"
)
_STUDY = (
    r"(?:training for (?:an? |the |her |his |their )?(?:[\w’'-]+ )?(?:marathon|triathlon|ironman|race|ride|climb)"
    r"|learning (?:to [\w’'-]+|[A-Z][\w’'-]+|the [\w’'-]+)"
    r"|writing (?:a|her|his|their) (?:first |second |new )?(?:book|novel|thesis|memoir|dissertation)"
    r"|(?:doing|walking|running|cycling) the (?-i:[A-Z])[\w’'-]+(?: (?:marathon|way|half|10k))?|studying (?:for [\w’'-]+(?: [\w’'-]+)?|[\w’'-]+)|doing an? (?:mba|phd|masters?|degree|course))"
)
_NEW_IN_THE_HOUSE = r"(?:(?:getting|got|gets|buying|adopting) (?:a|another|an? \w+) (?:puppy|dog|cat|kitten|rescue|pony|horse)|(?:got |has |getting )?(?:a )?new (?:puppy|dog|cat|kitten|grandchild|grandson|granddaughter|flat|house|partner|boyfriend|girlfriend))"
_BROKE = r"(?:(?:has )?(?:broke|broken|fractured|sprained|dislocated|torn|tore|snapped) (?:her|his|their|an?) (?!heart|word|promise|record|silence|news|leg up)(?:\w+)|in plaster|in a cast|on crutches)"
_BACK = (
    r"(?:back (?:from|off) (?:her |his |their |the |an? )?"
    r"(?:holidays?|leave|vacation|sabbatical|honeymoon|trip|parental leave|maternity leave)|back at work|back in the office)"
)

_OF_RELATIVES: tuple[Event, ...] = (
    Event(pattern=_HOME, is_soon=True),
    Event(pattern=_HOSPITAL, is_soon=True, takes_day=True),
    Event(pattern=_DIED, mode=LifeMode.GENTLE, is_soon=True, is_past=True),
    Event(pattern=_ILL, is_soon=True),
    Event(pattern=_OPERATION, is_soon=True, takes_day=True),
    Event(pattern=_DIAGNOSED, mode=LifeMode.GENTLE, is_soon=True),
    Event(pattern=r"(?:recovering|recuperating|getting better|on the mend)(?: well)?", is_soon=True),
    Event(pattern=_NEW_BABY, is_soon=True, is_past=True),
    Event(pattern=rf"{_LOST_JOB}|{_BROKE}|{_PARTING}", is_past=True),
    Event(pattern=rf"{_MARRYING}|{_BABY}|{_NEW_JOB}|{_MOVING}|{_STUDY}|{_OFF_SICK}|{_AWAY}", takes_day=True),
    Event(pattern=r"(?:moved|moving) (?:out|in|away)|leaving home|teething|sleeping through"),
)
_OF_THEM: tuple[Event, ...] = (
    Event(pattern=_LOST, mode=LifeMode.GENTLE, is_soon=True, is_past=True),
    Event(
        pattern=r"grieving|(?:in )?mourning|(?:at|planning|has) (?:a|the) funeral",
        mode=LifeMode.GENTLE,
        is_soon=True,
    ),
    Event(pattern=_BACK, is_over=True),
    Event(pattern=_HOME, is_soon=True),
    Event(pattern=_OFF_SICK, mode=LifeMode.AWAY, is_soon=True),
    Event(pattern=_AWAY, mode=LifeMode.AWAY, takes_day=True),
    Event(pattern=_OFF, mode=LifeMode.AWAY, takes_day=True),
    Event(pattern=_BABY, title="Expecting a baby", takes_day=True),
    Event(pattern=_NEW_BABY, is_soon=True, is_past=True),
    Event(pattern=_LOST_JOB, mode=LifeMode.GENTLE, is_soon=True, is_past=True),
    Event(pattern=_MOVING, takes_day=True),
    Event(pattern=_NEW_JOB, takes_day=True),
    Event(pattern=_MARRYING, takes_day=True),
    Event(pattern=_PARTING, mode=LifeMode.GENTLE, is_past=True),
    Event(pattern=_BUILDING),
    Event(pattern=_STUDY),
    Event(pattern=_NEW_IN_THE_HOUSE, takes_day=True),
    Event(pattern=r"burnt out|burned out|burn-?out|depressed", mode=LifeMode.GENTLE, is_soon=True),
    Event(pattern=_DIAGNOSED, mode=LifeMode.GENTLE, is_soon=True),
    Event(pattern=_OPERATION, mode=LifeMode.GENTLE, is_soon=True, takes_day=True),
    Event(pattern=_BROKE, is_soon=True, is_past=True),
    Event(
        pattern=r"(?:retiring|retires|about to retire|going to retire|retired(?= in\b| on\b| last\b|[.!,]|$)|taking early retirement)",
        title="Retiring",
        takes_day=True,
    ),
)
_WITH_A_SUBJECT: tuple[Event, ...] = (
    Event(pattern=_DIED, mode=LifeMode.GENTLE, is_soon=True, is_past=True),
    Event(pattern=_HOSPITAL, mode=LifeMode.GENTLE, is_soon=True, takes_day=True),
    Event(pattern=_ILL, mode=LifeMode.GENTLE, is_soon=True),
)
_BE = (
    r"(?:(?:\s(?:is|was|are|were|has been|have been|has just|has|have|just|has to|will be|might be))|['’](?:s|re))"
    r"(?:\s(?:now|just|still|already|finally|being|also|been|out))?"
)
_SUBJECT = rf"(?:(?:her|his|their|[\w-]+['’]s)\s)?(?P<relative>{RELATIVES})(?:,? (?!is\b|was\b|has\b|are\b)(?-i:[A-Z])[\w’-]+,?)?"


def _compile(events: tuple[Event, ...], head: str) -> tuple[tuple[re.Pattern[str], Event], ...]:
    return tuple(
        (re.compile(rf"(?<![\w-]){head}(?P<what>{event.pattern})(?![\w-])", re.IGNORECASE), event)
        for event in events
    )


_HEALTH = (
    r"(?:(?:knee |hip |heart |back |eye )?(?:op|operation|surgery|treatment|funeral|diagnosis|biopsy|scan|chemo|radiotherapy)"
    r"(?:\s(?:went|was|is|did go)\s(?:really |very |quite )?(?:well|fine|ok|okay|badly|smoothly|postponed|cancelled))?)"
)
_OF_ANYBODY = (
    Event(pattern=_HOSPITAL, is_soon=True, takes_day=True),
    Event(pattern=_ILL, is_soon=True),
    Event(pattern=_DIAGNOSED, is_soon=True),
)
OF_RELATIVES = (
    *_compile(_OF_RELATIVES, rf"{_SUBJECT}(?:{_BE})?\s"),
    *_compile((Event(pattern=_HEALTH, is_soon=True, takes_day=True),), rf"(?P<relative>{RELATIVES})['’]s\s"),
)
"""What is said of "her father"; only a text that names a relative holds any of it."""
OF_THEM = (
    *_compile(
        _OF_ANYBODY, rf"(?:her|his|their)\s(?P<relative>(?!car|laptop|phone|computer|van|bike)[\w’-]+){_BE}\s"
    ),
    *_compile(_OF_THEM, ""),
    *_compile(_WITH_A_SUBJECT, rf"(?:she|he|they|(?-i:[A-Z])\w+)(?:{_BE})?\s"),
)
"""What is said of the person themselves, or, of health, of whoever is theirs: "her neighbour is in hospital"."""
