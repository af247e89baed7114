"""Whether somebody at an organisation still speaks for me: the three warnings of P12, as calm sentences with facts.

The rules, in the order in which they are asked; the first that holds is said, and only one:

- *Nothing at all* where no role toward me was ever said there (who does not use roles is not nagged), or where nobody
  who counts works there any more. Light people without a role, the dead and those in the trash do not count.
- *Left*: there is no sponsor now, and one who was left within the last twelve months.
- *None*: there is no sponsor now, and at least two people are known there, one of whom could be asked.
- *Quiet*: every sponsor is quiet (R4: beyond twice their rhythm and beyond 60 days). Not while one of them is away, in
  gentle mode or let rest: that silence is meant.
- *Only one*: there is one sponsor, and at least one other person is known there. A fact to know, not to act upon today:
  it is said on the organisation's page alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from relmgr.domain.calendar_words import months_before
from relmgr.domain.kinds import RoleTowardMe, Warmth
from relmgr.domain.names import isolate
from relmgr.domain.numbers import count_word, listed, starting
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.rhythm import silence_sentence
from relmgr.i18n import _, ngettext

_LEFT_MONTHS = 12


class Concern(StrEnum):
    """What may be amiss with the sponsors of an organisation."""

    LEFT = "left"
    NONE = "none"
    QUIET = "quiet"
    ONLY_ONE = "only_one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody at the organisation, as far as these rules need them. `until`: when they left."""

    first_name: str
    role: RoleTowardMe | None = None
    until: PartialDate | None = None
    warmth: Warmth | None = None
    silence: int = 0
    usual: int | None = None
    is_spared: bool = False
    """Away, in gentle mode or let rest."""


@dataclass(frozen=True, slots=True)
class SponsorNote:
    """One concern: the sentence, and the fact it stands on."""

    concern: Concern
    sentence: str
    fact: str

    @property
    def is_for_cards(self) -> bool:
        """Whether the cards of the people there say it too."""
        return self.concern is not Concern.ONLY_ONE


def has_left(until: PartialDate | None, today: date) -> bool:
    """Whether an affiliation is over: its end lies behind us, or it is over without our knowing the year."""
    if until is None:
        return False
    begins = until.earliest()
    return begins is None or begins <= today


def sponsor_note(organisation: str, contacts: Sequence[Contact], today: date) -> SponsorNote | None:
    """What is to be said of the sponsors at `organisation`, if anything; see the rules above.

    contacts: everybody of there who counts, those who left included.
    """
    present = [one for one in contacts if not has_left(one.until, today)]
    if not present or all(one.role is None for one in contacts):
        return None
    sponsors = [one for one in present if one.role is RoleTowardMe.SPONSOR]
    if not sponsors:
        gone = _newest_gone(contacts, today)
        return _left(organisation, gone, present) if gone is not None else _none(organisation, present)
    if all(one.warmth is Warmth.QUIET for one in sponsors) and not any(one.is_spared for one in sponsors):
        return _quiet(organisation, sponsors)
    return _only_one(organisation, sponsors[0], present) if len(sponsors) == 1 else None


def _newest_gone(contacts: Sequence[Contact], today: date) -> Contact | None:
    """The sponsor who left last, if that was within twelve months."""
    since = months_before(today, _LEFT_MONTHS)
    gone: list[tuple[date, int, Contact]] = []
    for number, one in enumerate(contacts):
        if one.role is RoleTowardMe.SPONSOR and one.until is not None and has_left(one.until, today):
            last = one.until.latest()
            if last is not None and last >= since:
                gone.append((last, number, one))
    return max(gone)[2] if gone else None


def _left(organisation: str, gone: Contact, present: Sequence[Contact]) -> SponsorNote:
    return SponsorNote(
        Concern.LEFT,
        _("{name}, who sponsored you at {organisation}, has left.").format(
            name=isolate(gone.first_name), organisation=isolate(organisation)
        ),
        _known(len(present)),
    )


def _none(organisation: str, present: Sequence[Contact]) -> SponsorNote | None:
    if len(present) < 2 or all(one.is_spared for one in present):
        return None
    words = _("Nobody at {organisation} is your sponsor.").format(organisation=isolate(organisation))
    return SponsorNote(Concern.NONE, words, _known(len(present)))


def _quiet(organisation: str, sponsors: Sequence[Contact]) -> SponsorNote:
    names = listed(tuple(isolate(one.first_name) for one in sponsors))
    words = ngettext(
        "{names}, your sponsor at {organisation}, has gone quiet.",
        "{names}, your sponsors at {organisation}, have gone quiet.",
        len(sponsors),
    )
    longest = max(sponsors, key=lambda one: one.silence)
    fact = _("{silence}.").format(silence=silence_sentence(longest.silence, longest.usual))
    return SponsorNote(Concern.QUIET, words.format(names=names, organisation=isolate(organisation)), fact)


def _only_one(organisation: str, sponsor: Contact, present: Sequence[Contact]) -> SponsorNote | None:
    others = len(present) - 1
    if others < 1:
        return None
    words = _("{name} is your only sponsor at {organisation}.").format(
        name=isolate(sponsor.first_name), organisation=isolate(organisation)
    )
    fact = ngettext("You know {count} other person there.", "You know {count} others there.", others)
    return SponsorNote(Concern.ONLY_ONE, words, fact.format(count=count_word(others)))


def _known(count: int) -> str:
    words = ngettext("You know {count} person there.", "You know {count} people there.", count)
    return starting(words.format(count=count_word(count)))
