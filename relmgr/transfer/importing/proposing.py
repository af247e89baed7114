"""Who here may be the person of a card that no identity, address or number decides: by the rules of duplicates, as a proposal.

Nobody is merged by it. Candidates are those whose names share a word of the family name and one of the given name, in
either order, short or full, and for a name in other letters as it is spelled in Latin ones; one question a slice.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from relmgr.domain import duplicates as rules
from relmgr.domain.duplicates import Certainty, Entry, Likeness, Pair, reason_words
from relmgr.domain.duplicates.latin import latin
from relmgr.domain.duplicates.nicknames import short_and_full_of
from relmgr.domain.fold import fold
from relmgr.domain.kinds import ContactKind, MilestoneKind
from relmgr.services.duplicates import entries_of, number_of
from relmgr.store.light import driver_of
from relmgr.store.store import Session
from relmgr.transfer.importing.content import LONGEST_NAME, Content

_MOST = 60
"""People looked at more closely for one slice of cards."""
_ANYBODY = "SELECT 1 FROM summary LIMIT 1"
_QUERY = "SELECT rowid, name FROM person_search WHERE person_search MATCH ? ORDER BY rowid LIMIT ?"

Words = tuple[frozenset[str], frozenset[str]]
"""What the given name may be written as, and the family name, folded."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody here who may be the person of a card."""

    person: int
    name: str
    reasons: str
    """What speaks for it, beginning with a capital letter."""
    says_more: bool
    """Whether that is more than the same name."""


def propose(session: Session, contents: Sequence[Content]) -> dict[int, Proposal]:
    """The likeliest person for each of `contents` that has one, by its place among them."""
    if driver_of(session).execute(_ANYBODY).fetchone() is None:
        return {}
    wanted = {at: words for at, content in enumerate(contents) if (words := words_of(content)) is not None}
    if not wanted:
        return {}
    match = " OR ".join(dict.fromkeys(map(_expression, wanted.values())))
    found = {
        person: frozenset(name.split())
        for person, name in driver_of(session).execute(_QUERY, (f"name : ({match})", _MOST))
    }
    near = {at: [who for who, held in found.items() if _holds(held, words)] for at, words in wanted.items()}
    ids = sorted({who for people in near.values() for who in people})
    here = {entry.key: entry for entry in entries_of(session, ids)} if ids else {}
    made = {
        at: _likeliest(contents[at], [here[who] for who in people if who in here])
        for at, people in near.items()
        if people
    }
    return {at: proposal for at, proposal in made.items() if proposal is not None}


_WORD = re.compile(r"[^\W_]+")


def words_of(content: Content) -> Words | None:
    """The words that a namesake has; None for a name of which one part is missing."""
    givens = _words(content.texts.get("given", ""))
    families = _words(content.texts.get("family", ""))
    if not givens or not families:
        return None
    first, last = _spelled(givens[0]), _spelled(families[-1])
    short = frozenset(each for word in first for each in short_and_full_of(word))
    return first | short, last


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(fold(text[:LONGEST_NAME])) if len(word) > 1]


def _spelled(word: str) -> frozenset[str]:
    return frozenset({word}) if word.isascii() else frozenset({word, *latin(word)})


def _expression(words: Words) -> str:
    return f"({_either(words[0])} AND {_either(words[1])})"


def _either(words: Iterable[str]) -> str:
    quoted = " OR ".join(f'"{word}"' for word in sorted(words))
    return f"({quoted})"


def _holds(held: frozenset[str], words: Words) -> bool:
    return not held.isdisjoint(words[0]) and not held.isdisjoint(words[1])


def _likeliest(content: Content, people: Iterable[Entry]) -> Proposal | None:
    mine = _entry(content)
    pairs = [(pair, other) for other in people if (pair := rules.compare(mine, other)) is not None]
    told = [(pair, other) for pair, other in pairs if _is_worth(pair)]
    if not told:
        return None
    pair, other = max(told, key=lambda each: (each[0].points, -each[1].key))
    says_more = len(pair.reasons) > 1 or pair.reasons[0].ground is not Likeness.SAME
    return Proposal(other.key, other.name, reason_words(pair.reasons), says_more)


def _is_worth(pair: Pair) -> bool:
    """Whether it is to be shown: what is only worth a look, not if anything speaks against it."""
    return pair.certainty is not Certainty.LOOK or not pair.against


def _entry(content: Content) -> Entry:
    def values(kind: ContactKind) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(one.normalised for one in content.methods if one.kind is kind and one.normalised)
        )

    text = content.texts.get
    return Entry(
        key=0,
        name=content.name,
        prefix=text("prefix", ""),
        given=text("given", ""),
        additional=text("additional", ""),
        family=text("family", ""),
        suffix=text("suffix", ""),
        nickname=text("nickname", ""),
        native=text("native_name", ""),
        emails=values(ContactKind.EMAIL),
        numbers=tuple(
            number_of(one) for one in content.methods if one.kind is ContactKind.PHONE and one.normalised
        ),
        links=values(ContactKind.LINK),
        chats=values(ContactKind.CHAT),
        organisations=tuple(dict.fromkeys(job.organisation for job in content.jobs)),
        birthday=next((one.date for one in content.milestones if one.kind is MilestoneKind.BIRTHDAY), None),
        city=text("city", ""),
    )
