"""How they seemed to leave, from feeling words; the last one said of them decides (C1)."""

import re
from bisect import bisect_left

from relmgr.domain.capture.scene import Scene
from relmgr.domain.capture.values import Felt, Span, SpanKind
from relmgr.domain.capture.vocabulary import words
from relmgr.domain.kinds import Feeling
from relmgr.i18n import _

_WORDS: dict[Feeling, str] = {
    Feeling.DELIGHTED: "delighted|thrilled|overjoyed|ecstatic|elated|over the moon|beaming|excited|euphoric|radiant|buzzing|chuffed"
    "|stoked|on cloud nine|walking on air|jubilant|made up about|tickled pink|blown away|bowled over|ebullient|glowing|fizzing"
    "|bursting with (?:pride|joy)|jumping for joy|psyched|pumped|loved it|loving it|absolutely loves? it",
    Feeling.GOOD: "relieved|cheerful|cheery|happy|happier|glad|pleased|content|contented|upbeat|hopeful|relaxed|grateful|proud|optimistic"
    "|confident|satisfied|reassured|in (?:very |really )?(?:good|great|high|fine) (?:spirits|form|shape)|in a (?:good|great) mood"
    "|touched|amused|good|great|better|positive|warm|keen|enthusiastic|lighter|energi[sz]ed|perky|bright|jolly|thankful"
    "|impressed|encouraged|motivated|at peace|all smiles|on good form|looking forward|refreshed|chirpy",
    Feeling.EVEN: "fine|okay|ok|alright|all right|neutral|calm|so-so|reserved|matter-of-fact|businesslike|unfazed|indifferent"
    "|level-headed|composed|unbothered|philosophical|resigned|meh|coping|unchanged|non-?committal",
    Feeling.UNEASY: "worried|anxious|tired|uneasy|nervous|stressed(?: out)?|concerned|tense|hesitant|unsure|exhausted|exhaused"
    "|overwhelmed|disappointed|unhappy|frustrated|sceptical|skeptical|doubtful|distracted|sad|annoyed|irritated|insecure|low"
    "|down|short|quiet|gloomy|lonely|confused|impatient|flat|torn|in two minds|on edge|edgy|jittery|wobbly|deflated|knackered"
    "|drained|shattered|frazzled|wiped out|worn out|fed up|grumpy|subdued|guarded|cagey|restless|rattled|flustered|discouraged"
    "|miffed|put out|lukewarm|homesick|bored|off|prickly|moody|not (?:herself|himself|themselves|coping(?: well)?|great|so good|too good)"
    "|sick with worry|losing sleep|under (?:a lot of |huge |so much )?pressure|at a loss|swamped|snowed under|panicky|weary|apprehensive",
    Feeling.UPSET: "angry|upset|furious|devastated|heartbroken|livid|tearful|in tears|crying|cried|distraught|shaken|hurt"
    "|outraged|cross|desperate|gutted|fuming|seething|in bits|beside (?:herself|himself|themselves)|crushed|bitter|in a state"
    "|inconsolable|incensed|raging|hopping mad|at (?:her|his|their) wits['’] end|mad at|in pieces|broken|bereft|hit hard|enraged",
}
_NEED_A_VERB = words(
    "good great better positive fine okay ok alright calm low down short quiet hurt cross content touched excited "
    "neutral reserved all-right confused proud warm keen lighter bright off flat torn broken bitter bored indifferent tense "
    "unchanged coping resigned composed put-out glowing off crushed shaken moody impressed"
)
_FEELING = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<{feeling.value}>{some})" for feeling, some in _WORDS.items())
    + r")(?![\w-])",
    re.IGNORECASE,
)
_FELT_VERB = re.compile(
    r"\b(?:sounded|sounds|seemed|seems|left|felt|feels|looked|looks|appeared|appears|came across as|was|is|were|are"
    r"|['’]s|['’]re|isn['’]t|wasn['’]t|aren['’]t|weren['’]t|not|went away|hung up|got|became|in|been|being|both|felt like)(?:[\s,]+[\w’'-]+){0,5}[\s,]*$",
    re.IGNORECASE,
)
_STANDS_ALONE = re.compile(
    r"(?:^|[.!?;,\n(–—-]\s*)(?:(?:so|very|really|quite|all|a bit|bit|rather|pretty|but|and)\s+){0,2}$",
    re.IGNORECASE,
)
_A_FEW_WORDS = 3
_CLAUSE_ENDS = re.compile(
    r"\s*(?:[.!?;,\n)–—-]|$|(?:and|but|about|with|by|though|that|to|at|over|because|after|now|today|again|as|any|anymore|once|when|while|until|since|if|too|before|of|in|on|this|enough|overall|really|indeed|tonight|yesterday|during|throughout|then|so|all|which|who|like|last|from|afterwards|otherwise|despite|given|thanks|we|she|he|they|I|it|out|not|without|until|till|having|going|seeing|trying|working|w|re|for|man|woman|bunny|camper|chap)\b|w/)",
    re.IGNORECASE,
)
"""A feeling without a verb stands like this, "thrilled about it", and not before a noun: "a tired laptop"."""
_SUBJECT = re.compile(
    r"\b(?P<me>I|we)\b(?!['’]d)|\b(?P<them>she|he|they|both)\b|\b(?P<thing>it|this|that|everything)\b(?=\s+(?:is|was|went|feels|looks))"
    r"|\b(?P<other>(?:her|his|their|the|my|our|a)\s+(?:[\w’'-]+\s+){0,2}?[\w’'-]+)(?=\s+(?:is|was|are|were|seems|seemed|sounded|looked|feels|felt|went)\b)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:\b(?:not|never|hardly|isn|wasn|without|neither|far from|anything but)|n['’]t)(?:\s+(?:\w+)){0,2}\s*$",
    re.IGNORECASE,
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


def _may_stand_alone(scene: Scene, found: re.Match[str], before: str) -> bool:
    """Whether a feeling said without a verb is one: "Excited." of somebody named, but not "fine work"."""
    if found[0].casefold().replace(" ", "-") not in _NEED_A_VERB:
        return scene.is_about_somebody or len(scene.text.split()) <= _A_FEW_WORDS
    return scene.is_about_somebody and bool(_STANDS_ALONE.search(before))


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
        if not has_verb and not _may_stand_alone(scene, found, before):
            continue
        if scene.is_supposed(found.start()) or not _CLAUSE_ENDS.match(scene.text, found.end()):
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
