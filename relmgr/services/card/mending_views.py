"""What the card shows of a rough patch and of the first 30 days (G5, G7)."""

from dataclasses import dataclass

from relmgr.domain.ids import FirstDaysStepId, RoughPatchId


@dataclass(frozen=True, slots=True, kw_only=True)
class RoughView:
    """The calm banner of a rough patch (G5): open, or solved and how they feel about it not known."""

    id: RoughPatchId
    title: str
    """ "A rough patch since 3 Nov", or "Solved on 3 Nov."."""
    waits: str = ""
    """ "Megan has waited two hours for an answer."."""
    next_step: str = ""
    has_step: bool = False
    """Whether there is a next step that can be said taken; else `next_step` asks for one."""
    question: str = ""
    """The second closing, asked once it is solved."""

    @property
    def words(self) -> str:
        """The whole of it in one line, for assistive technology and text."""
        return " ".join(
            part if part.endswith((".", "?", "!")) else f"{part}."
            for part in (self.title, self.waits, self.next_step, self.question)
            if part
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStepView:
    """One step of the first 30 days; settled: done, or evidently so."""

    id: FirstDaysStepId
    text: str
    details: str
    is_settled: bool
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstDaysView:
    """The first 30 days (G7): the steps, the offer to begin, or the last quiet sentence."""

    note: str = ""
    """ "until 24 Dec"."""
    steps: tuple[FirstStepView, ...] = ()
    delivered: str = ""
    """The question whether what was met was the first delivery."""
    offer: str = ""
    last_words: str = ""
