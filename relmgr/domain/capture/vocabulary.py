"""The words several readers share: relatives, verbs of promises, and a short way to write down a set of words."""

from relmgr.domain.kinds import RelationKind

RELATIVES = (
    r"(?:(?:grand|step|god)?(?:father|mother|son|daughter|child|children|parents?)|(?:grand)?(?:dad|daddy|ma|pa)"
    r"|mum|mom|mam|papa|mama|gran|granny|nan|kids?|boys?|girls?|baby|twins?|wife|husband|partner|boyfriend|girlfriend"
    r"|fiancée?|hubby|missus|brother|sister|aunt|auntie|uncle|cousin|nephew|niece"
    r"|(?:father|mother|brother|sister|son|daughter)-in-law"
    r"|nana|nanna|nonna|grandma|grandpa|grandad|oma|opa|koro|stepmum|stepdad|eldest|youngest|oldest|toddler|teenager|little one|newborn"
    r"|flatmate|housemate|other half|better half|ex|in-laws|godson|goddaughter|kiddo|lad"
    r"|dog|cat|puppy|kitten|horse|pony|rabbit|(?:best |old )?friend|bestie)"
)

DOING = (
    r"(?:send|call|ring|phone|e-?mail|text|write|share|deliver|pay|review|check|confirm|introduce|book|ask|talk|speak"
    r"|get (?:back|in touch)|come back|let (?:me|her|him|them|us|[\w’'-]+) (?:know|have)|forward|return|sign|give|bring"
    r"|prepare|draft|finish|fix|update|message|whatsapp|ping|cc|invoice|quote|sketch|design|print|scan|order|reorder"
    r"|decide|look|arrange|organise|organize|set up|transfer|answer|reply|find|show|invite|provide|submit|approve|hand"
    r"|make|do|redo|rework|rewrite|redraw|resend|re-send|meet|ship|put|get|revise|finalise|finalize|collect|pick|drop"
    r"|follow up|sort|complete|post|lend|pass|dig out|mock up|work|price|cost|proofread|translate|cancel|move|reschedule"
    r"|help|read|test|publish|present|recommend|connect|clear|chase|upload|circulate|file|refund|settle|mention|see (?:to|if)"
    r"|try|take|buy|install|measure|visit|come round|pop (?:round|in|over)|have (?:it|them|the|a|this|that)|put in a word)"
)
"""What people promise to do, as verbs; "I will be there" is none."""

FAMILY: dict[str, tuple[RelationKind, str]] = {
    **dict.fromkeys(("husband", "hubby", "boyfriend", "fiancé"), (RelationKind.PARTNER, "he")),
    **dict.fromkeys(("wife", "girlfriend", "fiancée", "missus"), (RelationKind.PARTNER, "she")),
    "partner": (RelationKind.PARTNER, ""),
    **dict.fromkeys(("son", "boy", "stepson"), (RelationKind.CHILD, "he")),
    **dict.fromkeys(("daughter", "girl", "stepdaughter"), (RelationKind.CHILD, "she")),
    **dict.fromkeys(("child", "kid", "baby"), (RelationKind.CHILD, "")),
    **dict.fromkeys(("father", "dad", "daddy", "papa", "pa"), (RelationKind.PARENT, "he")),
    **dict.fromkeys(("mother", "mum", "mom", "mam", "mama", "ma"), (RelationKind.PARENT, "she")),
    "brother": (RelationKind.SIBLING, "he"),
    "sister": (RelationKind.SIBLING, "she"),
    **dict.fromkeys(("grandfather", "grandad", "grandpa"), (RelationKind.GRANDPARENT, "he")),
    **dict.fromkeys(("grandmother", "gran", "granny", "nan", "grandma"), (RelationKind.GRANDPARENT, "she")),
    **dict.fromkeys(("dog", "cat", "puppy", "horse"), (RelationKind.PET, "")),
    **dict.fromkeys(("friend", "best friend"), (RelationKind.FRIEND, "")),
    "assistant": (RelationKind.ASSISTANT, ""),
    **dict.fromkeys(("boss", "manager"), (RelationKind.MANAGER, "")),
    "colleague": (RelationKind.COLLEAGUE, ""),
}
"""What a word for a relative says: how they are tied, and the pronoun of whom it can mean ("" for anybody)."""


def words(text: str) -> frozenset[str]:
    """The words of `text`, as a set."""
    return frozenset(text.split())
