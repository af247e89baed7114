"""The base: what my work stands on, in words and parts of a whole, never in money (D6)."""

from collections.abc import Mapping
from dataclasses import dataclass

from relmgr.domain.kinds import Standing
from relmgr.domain.names import is_right_to_left, isolate
from relmgr.domain.numbers import count_word, starting
from relmgr.i18n import _, ngettext

_MUCH = 0.5


@dataclass(frozen=True, slots=True)
class Share:
    """One person's or organisation's part of what was counted."""

    name: str
    count: int
    whole: int

    @property
    def part(self) -> float:
        """0 to 1."""
        return self.count / self.whole if self.whole else 0.0


def depth_sentence(counts: Mapping[Standing, int]) -> str:
    """ "Of 13 people in work, five are deep, four growing, two at risk."; by the evidence of each."""
    whole = sum(counts.values())
    if not whole:
        return ""
    parts = []
    for standing, words in (
        (Standing.DEEP, _("{count} deep")),
        (Standing.GROWING, _("{count} growing")),
        (Standing.SHALLOW, _("{count} shallow")),
        (Standing.NEW, _("{count} new")),
        (Standing.AT_RISK, _("{count} at risk")),
    ):
        if counts.get(standing):
            parts.append(words.format(count=count_word(counts[standing])))
    text = ngettext(
        "You spoke with {whole} person: {parts}.", "You spoke with {whole} people: {parts}.", whole
    )
    return text.format(whole=count_word(whole), parts=_(", ").join(parts))


def share_words(part: float) -> str:
    """A part of the whole as one says it: "more than half", "a third", "one in five"."""
    if part > _MUCH:
        return _("more than half")
    if part >= 0.45:
        return _("nearly half")
    if part >= 0.3:
        return _("about a third")
    if part >= 0.22:
        return _("about a quarter")
    if part <= 0:
        return _("nothing")
    return _("about one in {count}").format(count=count_word(max(5, round(1 / part))))


def leaning_sentence(person: Share | None, organisation: Share | None) -> str:
    """How much hangs on one client and one person: "About a third of what you do lies with one client, Fernkloof."

    A question follows where it is more than half; nothing is said of what that would cost.
    """
    parts = []
    if organisation is not None and organisation.count:
        text = _("{share} of what you do lies with one client, {name}.")
        parts.append(
            text.format(share=starting(share_words(organisation.part)), name=_safe(organisation.name))
        )
    if person is not None and person.count:
        text = _("{share} lies with one person, {name}.")
        parts.append(text.format(share=starting(share_words(person.part)), name=_safe(person.name)))
    if max((one.part for one in (person, organisation) if one is not None), default=0) > _MUCH:
        parts.append(_("If that ended tomorrow, whom would you call?"))
    return " ".join(parts)


def source_sentence(introduced: int, became_work: int, top: Share | None) -> str:
    """Where the work came from: "Six people came through an introduction. Four became work."."""
    if not introduced:
        return _("Nobody has come through an introduction yet.")
    text = ngettext(
        "{count} person came through an introduction.",
        "{count} people came through an introduction.",
        introduced,
    )
    parts = [text.format(count=starting(count_word(introduced)))]
    if became_work:
        text = ngettext("{count} became work.", "{count} became work.", became_work)
        parts.append(text.format(count=starting(count_word(became_work))))
    if top is not None and top.count > 1:
        parts.append(
            _("{name} introduced {count} of them.").format(name=_safe(top.name), count=count_word(top.count))
        )
    return " ".join(parts)


def _safe(name: str) -> str:
    return isolate(name) if is_right_to_left(name) else name
