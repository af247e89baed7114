"""How they seemed to leave, from feeling words; the last one said of them decides (C1)."""

import re
from bisect import bisect_left

from relmgr.domain.capture.scene import Scene
from relmgr.domain.capture.values import Felt, Span, SpanKind
from relmgr.domain.capture.vocabulary import words
from relmgr.domain.kinds import Feeling
from relmgr.i18n import _

_WORDS: dict[Feeling, str] = {
    Feeling.DELIGHTED: "delighted|thrilled|overjoyed|ecstatic|elated|over the moon|beaming|excited|euphoric|radiant",
    Feeling.GOOD: "relieved|cheerful|happy|glad|pleased|content|upbeat|hopeful|relaxed|grateful|proud|optimistic"
    "|confident|satisfied|reassured|in good spirits|in a good mood|touched|amused|good|great|better|positive",
    Feeling.EVEN: "fine|okay|ok|alright|all right|neutral|calm|so-so|reserved|matter-of-fact",
    Feeling.UNEASY: "worried|anxious|tired|uneasy|nervous|stressed|concerned|tense|hesitant|unsure|exhausted"
    "|overwhelmed|disappointed|unhappy|frustrated|sceptical|doubtful|distracted|sad|annoyed|irritated|insecure|low"
    "|down|short|quiet|gloomy|lonely|confused|impatient",
    Feeling.UPSET: "angry|upset|furious|devastated|heartbroken|livid|tearful|in tears|crying|distraught|shaken|hurt"
    "|outraged|cross|desperate",
}
_NEED_A_VERB = words(
    "good great better positive fine okay ok alright calm low down short quiet hurt cross content touched excited "
    "neutral reserved all-right confused proud"
)
_FEELING = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<{feeling.value}>{some})" for feeling, some in _WORDS.items())
    + r")(?![\w-])",
    re.IGNORECASE,
)
_FELT_VERB = re.compile(
    r"\b(?:sounded|sounds|seemed|seems|left|felt|feels|looked|looks|appeared|appears|came across as|was|is|were|are"
    r"|['’]s|['’]re|went away|hung up|got|became|became)(?:[\s,]+[\w’'-]+){0,5}[\s,]*$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?P<me>I|we)\b(?!['’]d)|\b(?P<them>she|he|they|both)\b|\b(?P<thing>it|this|that|everything)\b(?=\s+(?:is|was|went|feels|looks))"
    r"|\b(?P<other>(?:her|his|their|the|my|our|a)\s+(?:[\w’'-]+\s+){0,2}?[\w’'-]+)(?=\s+(?:is|was|are|were|seems|seemed|sounded|looked|feels|felt|went)\b)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:\b(?:not|never|hardly|isn|wasn|without|neither)|n['’]t)(?:\s+(?:\w+)){0,2}\s*$", re.IGNORECASE
)
_LESSENED = re.compile(r"\b(?:no longer|not as|less|not so|stopped being)(?:\s+as)?\s*$", re.IGNORECASE)


def _whose(scene: Scene, position: int) -> str:
    """Whose feeling the word before `position` tells: "me", "them", "other", "thing", or "" if nobody is named."""
    before = scene.before(position)
    offset = position - len(before)
    last, at = "", -1
    for found in _SUBJECT.finditer(before):
        last, at = str(found.lastgroup), found.start()
    named = bisect_left(scene.mentions, position, key=lambda mention: mention.start) - 1
    if named >= 0 and scene.mentions[named].start >= offset + max(at, 0):
        return "them"
    return last


def _turned(feeling: Feeling, before: str) -> Feeling:
    """What is left of a feeling that is denied: "not happy" is uneasy, "not worried" even, "less worried" good."""
    is_bad = feeling in (Feeling.UNEASY, Feeling.UPSET)
    if is_bad and _LESSENED.search(before):
        return Feeling.GOOD
    if _DENIED.search(before) or _LESSENED.search(before):
        return Feeling.EVEN if is_bad else Feeling.UNEASY
    return feeling


def read_feeling(scene: Scene) -> Span | None:
    """The last feeling said of them ("she left worried"), else the last one said of nobody in particular."""
    of_them: re.Match[str] | None = None
    of_nobody: re.Match[str] | None = None
    for found in _FEELING.finditer(scene.text):
        before = scene.text[max(0, found.start() - 60) : found.start()]
        has_verb = bool(_FELT_VERB.search(before))
        if found[0].casefold().replace(" ", "-") in _NEED_A_VERB and not has_verb:
            continue
        whose = _whose(scene, found.start())
        if whose == "them" and has_verb:
            of_them = found
        elif whose in ("", "them"):
            of_nobody = found
    chosen = of_them or of_nobody
    if chosen is None:
        return None
    feeling = _turned(
        Feeling(str(chosen.lastgroup)), scene.text[max(0, chosen.start() - 24) : chosen.start()]
    )
    said = chosen[0] if feeling is Feeling(str(chosen.lastgroup)) else feeling_words(feeling)
    return Span(
        start=chosen.start(),
        end=chosen.end(),
        kind=SpanKind.FELT,
        value=Felt(feeling),
        label=_("Felt"),
        words=said[:1].upper() + said[1:],
    )


def feeling_words(feeling: Feeling) -> str:
    """The word for one of the five feelings, inside a sentence."""
    names = {
        Feeling.UPSET: _("upset"),
        Feeling.UNEASY: _("uneasy"),
        Feeling.EVEN: _("even"),
        Feeling.GOOD: _("good"),
        Feeling.DELIGHTED: _("delighted"),
    }
    return names[feeling]
