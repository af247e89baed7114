"""How they seemed to leave, from feeling words; the last one said of them decides (C1)."""

import re
from bisect import bisect_left
from collections.abc import Collection

from relmgr.domain.capture.scene import Scene
from relmgr.domain.capture.values import Felt, Span, SpanKind
from relmgr.domain.capture.vocabulary import words
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Feeling
from relmgr.i18n import _

_WORDS: dict[Feeling, str] = {
    Feeling.DELIGHTED: "delighted|thrilled|overjoyed|ecstatic|elated|over the moon|beaming|excited|euphoric|radiant|buzzing|chuffed"
    "|stoked|on cloud nine|walking on air|jubilant|made up about|tickled pink|blown away|bowled over|ebullient|glowing|fizzing"
    "|on top of the world|pleased as punch|proud as punch|giddy|joyful|bubbly|smitten|in her element|in his element|bursting with (?:pride|joy)|jumping for joy|psyched|pumped|loved it|loving it|absolutely loves? it",
    Feeling.GOOD: "relieved|cheerful|cheery|happy|happier|glad|pleased|content|contented|upbeat|hopeful|relaxed|grateful|proud|optimistic"
    "|confident|satisfied|reassured|in (?:very |really )?(?:good|great|high|fine) (?:spirits|form|shape)|in a (?:good|great) mood"
    "|touched|amused|good|great|better|positive|warm|keen|enthusiastic|lighter|energi[sz]ed|perky|bright|jolly|thankful"
    "|impressed|encouraged|motivated|at peace|all smiles|on good form|looking forward|refreshed|chirpy|inspired|moved|comfortable|at ease|serene|appreciative|supportive|friendly|merry|laughed a lot|in good form",
    Feeling.EVEN: "fine|okay|ok|alright|all right|neutral|calm|so-so|reserved|matter-of-fact|businesslike|unfazed|indifferent"
    "|level-headed|composed|unbothered|philosophical|resigned|meh|coping|unchanged|non-?committal",
    Feeling.UNEASY: "worried|anxious|tired|uneasy|nervous|stressed(?: out)?|concerned|tense|hesitant|unsure|exhausted|exhaused"
    "|overwhelmed|disappointed|unhappy|frustrated|sceptical|skeptical|doubtful|distracted|sad|annoyed|irritated|insecure|low"
    "|down|short|quiet|gloomy|lonely|confused|impatient|flat|torn|in two minds|on edge|edgy|jittery|wobbly|deflated|knackered"
    "|drained|shattered|frazzled|wiped out|worn out|fed up|grumpy|subdued|guarded|cagey|restless|rattled|flustered|discouraged"
    "|miffed|put out|lukewarm|homesick|bored|off|prickly|moody|not (?:herself|himself|themselves|coping(?: well)?|great|so good|too good)"
    "|sick with worry|losing sleep|under (?:a lot of |huge |so much )?pressure|at a loss|swamped|snowed under|panicky|panicking|weary|apprehensive|scared|frightened|afraid|mortified|embarrassed|ashamed|guilty|miserable|glum|dejected"
    "|despondent|disheartened|troubled|unsettled|wary|dubious|suspicious|baffled|puzzled|bewildered|irked|peeved|narked|cranky|sulky|sullen|distant"
    "|withdrawn|curt|defensive|frosty|let down|stressing|in a bad place|in a bad way|lost|hopeless|ill at ease|shy|reluctant|cautious|nervy",
    Feeling.UPSET: "angry|upset|furious|devastated|heartbroken|livid|tearful|in tears|crying|cried|distraught|shaken|hurt"
    "|outraged|cross|desperate|gutted|fuming|seething|in bits|beside (?:herself|himself|themselves)|crushed|bitter|in a state"
    "|inconsolable|incensed|raging|hopping mad|at (?:her|his|their) wits['’] end|mad at|in pieces|broken|bereft|hit hard|enraged|terrified|broken-hearted|grief-stricken|offended|insulted|betrayed|spitting feathers|pissed off|hacked off|cheesed off"
    "|in a (?:foul|terrible|filthy|black) mood|up in arms|sobbing|wept|weeping",
}
_NEED_A_VERB = words(
    "good great better positive fine okay ok alright calm low down short quiet hurt cross content touched excited "
    "neutral reserved all-right confused proud warm keen lighter bright off flat torn broken bitter bored indifferent tense "
    "unchanged lost moved friendly supportive distant guilty comfortable cautious shy coping resigned composed put-out glowing off crushed shaken moody impressed"
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
    r"(?:^|[.!?;,\n(–—-]\s*)(?:(?:so|very|really|quite|all|both|a bit|bit|rather|pretty|but|and)\s+){0,2}$",
    re.IGNORECASE,
)
_A_FEW_WORDS = 3
_PREPOSITIONS = words("under at in on up")
_CLAUSE_ENDS = re.compile(
    r"\s*(?:[.!?;,\n)–—-]|$|(?:and|but|about|with|by|though|that|to|at|over|because|after|now|today|again|as|any|anymore|once|when|while|until|since|if|too|before|of|in|on|this|enough|overall|really|indeed|tonight|yesterday|during|throughout|then|so|all|which|who|like|last|from|afterwards|otherwise|despite|given|thanks|we|she|he|they|I|it|out|not|without|until|till|having|going|seeing|trying|working|tbh|lol|though|overall|at|w|re|for|man|woman|bunny|camper|chap)\b|w/)",
    re.IGNORECASE,
)
"""A feeling without a verb stands like this, "thrilled about it", and not before a noun: "a tired laptop"."""
_SUBJECT = re.compile(
    r"\b(?P<me>I|we)\b(?!['’]d)|\b(?P<them>she|he|they|both)\b|\b(?P<thing>it|this|that|everything)\b(?=\s+(?:is|was|went|feels|looks))"
    r"|\b(?P<other>(?:her|his|their|the|my|our|a)\s+(?:[\w’'-]+\s+){0,2}?[\w’'-]+)(?=\s+(?:is|was|are|were|seems|seemed|sounded|looked|feels|felt|went)\b)",
    re.IGNORECASE,
)
_ADVERB = (
    r"(?:so|very|really|quite|rather|a (?:bit|little)|bit|too|all|pretty|totally|absolutely|completely|somewhat|much|more|just|still|now|kind of"
    r"|sort of|both|genuinely|truly|extremely|incredibly|visibly|clearly|already|also|only|not|perfectly|otherwise|back to|feeling|doing|never|always)"
)
_CLOSE_VERB = re.compile(
    r"(?:\b(?:sounded|sounds|seemed|seems|left|felt|feels|looked|looks|appeared|appears|came across(?: as)?|was|is|were|are|got|became|been|being"
    r"|isn['’]t|wasn['’]t|aren['’]t|weren['’]t|doesn['’]t sound|didn['’]t seem|hung up|went away)|(?<=he)['’]s|(?<=they)['’]re)"
    rf"(?:[\s,]+(?:{_ADVERB}|[\w’-]+,? (?:and|but|yet|then)))*[\s,]*$",
    re.IGNORECASE,
)
"""What stands before "fine" or "low" where they are feelings; "the op went fine" tells none."""
_ATTRIBUTE = re.compile(r"\b(?:a|an|the|her|his|their|my|our|some|such|any|no|for|of)\s+$", re.IGNORECASE)
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


def _may_stand_alone(scene: Scene, said: str, before: str) -> bool:
    """Whether a feeling said without a verb is one: "Excited." of somebody named, but not "fine work"."""
    first, _space, more = said.casefold().partition(" ")
    needs = said.casefold().replace(" ", "-") in _NEED_A_VERB or (more and first in _PREPOSITIONS)
    if needs:
        return scene.is_about_somebody and bool(_STANDS_ALONE.search(before))
    return scene.is_about_somebody or len(scene.text.split()) <= _A_FEW_WORDS


def _turned(feeling: Feeling, before: str) -> Feeling:
    """What is left of a feeling that is denied: "not happy" is uneasy, "not worried" even, "less worried" good."""
    is_bad = feeling in (Feeling.UNEASY, Feeling.UPSET)
    if is_bad and _LESSENED.search(before):
        return Feeling.GOOD
    if _DENIED.search(before) or _LESSENED.search(before):
        return Feeling.EVEN if is_bad else Feeling.UNEASY
    return feeling


def read_feeling(scene: Scene, there: Collection[PersonId] = ()) -> Span | None:
    """The last feeling said of them ("she left worried"), else the last one said of nobody in particular.

    `there` are the people it was with: what is said by name of somebody else is not how they left.
    """
    of_them: re.Match[str] | None = None
    of_nobody: re.Match[str] | None = None
    for found in _FEELING.finditer(scene.text):
        before = scene.text[max(0, found.start() - 60) : found.start()]
        needs = found[0].casefold().replace(" ", "-") in _NEED_A_VERB
        has_verb = bool((_CLOSE_VERB if needs else _FELT_VERB).search(before))
        if not has_verb and not _may_stand_alone(scene, found[0], before):
            continue
        is_of_noun = _ATTRIBUTE.search(before) or not has_verb
        if scene.is_supposed(found.start()) or (
            is_of_noun and not _CLAUSE_ENDS.match(scene.text, found.end())
        ):
            continue
        subject = scene.subject_before(found.start())
        if has_verb and there and subject is not None and subject not in there:
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
        value=Felt(feeling, scene.named_before(chosen.start())),
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
