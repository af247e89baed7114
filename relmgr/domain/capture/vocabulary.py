"""The words several readers share: relatives, verbs of promises, and a short way to write down a set of words."""

RELATIVES = (
    r"(?:(?:grand|step|god)?(?:father|mother|son|daughter|child|children|parents?)|(?:grand)?(?:dad|daddy|ma|pa)"
    r"|mum|mom|mam|papa|mama|gran|granny|nan|kids?|boys?|girls?|baby|twins?|wife|husband|partner|boyfriend|girlfriend"
    r"|fiancée?|brother|sister|aunt|uncle|cousin|nephew|niece|(?:father|mother|brother|sister|son|daughter)-in-law"
    r"|dog|cat|puppy|horse|(?:best )?friend)"
)

DOING = (
    r"(?:send|call|ring|phone|e-?mail|text|write|share|deliver|pay|review|check|confirm|introduce|book|ask|talk|speak"
    r"|get back|come back|let (?:me|her|him|them) know|forward|return|sign|give|bring|prepare|draft|finish|fix|update"
    r"|decide|look|arrange|organise|organize|set up|transfer|answer|reply|find|show|invite|provide|submit|approve|hand"
    r"|make|do|meet|order|ship|put|get|revise|finalise|finalize|collect|pick|drop|follow up|sort|complete|post|lend"
    r"|help|read|test|publish|present|recommend|connect|clear|chase|upload|print)"
)
"""What people promise to do, as verbs; "I will be there" is none."""


def words(text: str) -> frozenset[str]:
    """The words of `text`, as a set."""
    return frozenset(text.split())
