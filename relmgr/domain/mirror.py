"""The mirror: seven characteristics, mine and theirs, and what the moments say beside my own answer (D5).

The answers are the user's own about themself; the app counts what was noted and grades nobody. The gap is about me first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from relmgr.domain.calendar_words import month_name, months_before, short_day
from relmgr.domain.kinds import Characteristic, HowOften
from relmgr.domain.moments import MomentKind, characteristic_words
from relmgr.domain.names import is_right_to_left, isolate
from relmgr.domain.numbers import count_word
from relmgr.domain.portraits import times
from relmgr.i18n import _, ngettext

STEPS = tuple(HowOften)
"""From seldom, 1, to always, 5."""

LOOKS_BACK_MONTHS = 6
"""How far back the moments are counted: long enough for a habit, short enough to have changed."""

LAST_TALKS = 10
_FEW_TALKS = 4
_GAP = 0.5
_SPOKEN_KINDS = 2


def how_often_words(step: HowOften) -> str:
    """The word of a mark."""
    return {
        HowOften.SELDOM: _("Seldom"),
        HowOften.SOMETIMES: _("Sometimes"),
        HowOften.OFTEN: _("Often"),
        HowOften.MOSTLY: _("Mostly"),
        HowOften.ALWAYS: _("Always"),
    }[step]


def question_of(characteristic: Characteristic) -> str:
    """What a characteristic asks of me, in one question."""
    return {
        Characteristic.SPONSORSHIP: _("Do I stand up for them, and for what I did?"),
        Characteristic.PARTICIPATION: _("Do I take part in what they do, and let them in on mine?"),
        Characteristic.IMPROVEMENT: _("Do I change what they told me to?"),
        Characteristic.HUMILITY: _("Do I admit what I do not know, and what I got wrong?"),
        Characteristic.COMMUNICATION: _("Do I tell them, early, what they need to know?"),
        Characteristic.COMMITMENT: _("Do I do what I said, when I said?"),
        Characteristic.KINDNESS: _("Do I think of them when nothing is to be gained?"),
    }[characteristic]


def value_of(step: HowOften | None) -> float | None:
    """1 to 5 along the line; None without an answer."""
    return None if step is None else float(STEPS.index(step) + 1)


def middle(steps: Iterable[HowOften | None]) -> float | None:
    """The mean of several answers, to half a step; None without any."""
    values = [value for value in map(value_of, steps) if value is not None]
    return round(2 * sum(values) / len(values)) / 2 if values else None


def mark_words(value: float) -> str:
    """A place on the line in words: "often", "between often and mostly"."""
    step = int(value)
    word = how_often_words(STEPS[step - 1]).lower()
    if value == step:
        return word
    return _("between {low} and {high}").format(low=word, high=how_often_words(STEPS[step]).lower())


@dataclass(frozen=True, slots=True)
class Marks:
    """Where the two stand, 1 to 5 in halves; None where nobody answered."""

    mine: float | None
    theirs: float | None

    @property
    def gap(self) -> float:
        """By how much theirs is above mine; 0 where one is not known."""
        return 0.0 if self.mine is None or self.theirs is None else self.theirs - self.mine


def line_words(characteristic: Characteristic, marks: Marks) -> str:
    """A line of the mirror as it is read out: "Communication: you often, they between mostly and always"."""
    name = characteristic_words(characteristic)
    if marks.mine is None and marks.theirs is None:
        return _("{characteristic}: not answered yet").format(characteristic=name)
    parts = []
    if marks.mine is not None:
        parts.append(_("you {often}").format(often=mark_words(marks.mine)))
    if marks.theirs is not None:
        parts.append(_("they {often}").format(often=mark_words(marks.theirs)))
    return _("{characteristic}: {marks}").format(characteristic=name, marks=_(", ").join(parts))


def closing(marks: Mapping[Characteristic, Marks], reviewed_on: date | None, today: date) -> str:
    """The sentence under the mirror: where they give more than I do, and my own lowest answer with its day.

    "They tell you more than you tell them. Constant improvement is your lowest: 2 of 5, last reviewed on 3 Nov."
    """
    mine = {one: found.mine for one, found in marks.items() if found.mine is not None}
    if not mine or reviewed_on is None:
        return _("You have not looked into the mirror yet.")
    lowest = min(mine, key=lambda one: (mine[one], tuple(Characteristic).index(one)))
    gaps = sorted(
        (one for one in Characteristic if one in marks and one is not lowest),
        key=lambda one: -marks[one].gap,
    )
    parts = []
    if gaps and marks[gaps[0]].gap >= _GAP:
        parts.append(_theirs_is_more(gaps[0]))
    elif gaps and marks[gaps[-1]].gap <= -_GAP:
        parts.append(_mine_is_more(gaps[-1]))
    said = _("{characteristic} is your lowest: {value} of 5, last reviewed on {day}.")
    parts.append(
        said.format(
            characteristic=characteristic_words(lowest),
            value=f"{mine[lowest]:g}",
            day=short_day(reviewed_on, today),
        )
    )
    return " ".join(parts)


def _theirs_is_more(characteristic: Characteristic) -> str:
    return {
        Characteristic.SPONSORSHIP: _("They stand up for you more than you do for them."),
        Characteristic.PARTICIPATION: _("They take part in your work more than you do in theirs."),
        Characteristic.IMPROVEMENT: _("They change for you more than you change for them."),
        Characteristic.HUMILITY: _("They admit more to you than you do to them."),
        Characteristic.COMMUNICATION: _("They tell you more than you tell them."),
        Characteristic.COMMITMENT: _("They keep their word more than you keep yours."),
        Characteristic.KINDNESS: _("They are kinder to you than you are to them."),
    }[characteristic]


def _mine_is_more(characteristic: Characteristic) -> str:
    return {
        Characteristic.SPONSORSHIP: _("You stand up for them more than they do for you."),
        Characteristic.PARTICIPATION: _("You take part in their work more than they do in yours."),
        Characteristic.IMPROVEMENT: _("You change for them more than they change for you."),
        Characteristic.HUMILITY: _("You admit more to them than they do to you."),
        Characteristic.COMMUNICATION: _("You tell them more than they tell you."),
        Characteristic.COMMITMENT: _("You keep your word more than they keep theirs."),
        Characteristic.KINDNESS: _("You are kinder to them than they are to you."),
    }[characteristic]


def started_words(started: Sequence[bool]) -> str:
    """ "You started nine of the last ten conversations."; nothing where too few are known to say so."""
    if len(started) < _FEW_TALKS:
        return ""
    return _("You started {mine} of the last {all} conversations.").format(
        mine=count_word(sum(started)), all=count_word(len(started))
    )


def kept_words(kept: int, closed: int, since: date, today: date) -> str:
    """ "You kept seven of nine promises since June."; nothing where none was closed."""
    if not closed:
        return ""
    text = ngettext(
        "You kept {kept} of {closed} promise since {month}.",
        "You kept {kept} of {closed} promises since {month}.",
        closed,
    )
    return text.format(kept=count_word(kept), closed=count_word(closed), month=since_words(since, today))


def told_late_words(names: Sequence[str], since: date, today: date) -> str:
    """ "You told Megan late twice since June."; `names`: whom, once for each time."""
    if not names:
        return ""
    name = names[0] if len(set(names)) == 1 else ""
    if name:
        name = isolate(name) if is_right_to_left(name) else name
        text = _("You told {name} late {times} since {month}.")
        return text.format(name=name, times=times(len(names)), month=since_words(since, today))
    return _("You told people late {times} since {month}.").format(
        times=times(len(names)), month=since_words(since, today)
    )


def changed_words(changed: int, told: int) -> str:
    """ "You changed two of the three things you were told."; nothing where nothing was told."""
    if not told:
        return ""
    text = ngettext(
        "You changed {changed} of the {told} thing you were told.",
        "You changed {changed} of the {told} things you were told.",
        told,
    )
    return text.format(changed=count_word(changed), told=count_word(told))


def since_words(since: date, today: date) -> str:
    """The month, with its year where it is more than twelve months ago."""
    if since <= months_before(today, 12):
        return _("{month} {year}").format(month=month_name(since.month), year=since.year)
    return month_name(since.month)


def mine_words(counts: Mapping[MomentKind, int], since: date, today: date) -> str:
    """ "You let an answer wait twice and sent an update unasked once since June."; of kinds that are mine."""
    said = [
        _("{did} {times}").format(did=did_words(kind), times=times(count))
        for kind, count in list(counts.items())[:_SPOKEN_KINDS]
    ]
    if not said:
        return ""
    what = said[0] if len(said) == 1 else _("{first} and {last}").format(first=said[0], last=said[1])
    return _("You {did} since {month}.").format(did=what, month=since_words(since, today))


def theirs_words(shown: int, lacking: int, since: date, today: date) -> str:
    """ "They showed it six times since June, and twice they did not."."""
    month = since_words(since, today)
    if shown and lacking:
        text = _("They showed it {times} since {month}, and {lacking} they did not.")
        return text.format(times=times(shown), lacking=times(lacking), month=month)
    if shown:
        return _("They showed it {times} since {month}.").format(times=times(shown), month=month)
    if lacking:
        return _("It was missing {times} since {month}.").format(times=times(lacking), month=month)
    return ""


def did_words(kind: MomentKind) -> str:
    """What I did, after "You": of the kinds whose conduct is mine."""
    return {
        MomentKind.DID_THEM_FAVOUR: _("did a favour"),
        MomentKind.SPOKE_FOR_THEM: _("put in a good word"),
        MomentKind.I_TOOK_RESPONSIBILITY: _("took responsibility"),
        MomentKind.I_PASSED_BLAME: _("passed the blame on"),
        MomentKind.PRESENTED: _("presented to their leaders"),
        MomentKind.TAUGHT: _("taught their colleagues"),
        MomentKind.SAT_IN: _("sat in with their team"),
        MomentKind.I_DECIDED_ALONE: _("decided without asking"),
        MomentKind.I_ASKED_FOR_FEEDBACK: _("asked for feedback"),
        MomentKind.I_GAVE_FEEDBACK: _("gave feedback"),
        MomentKind.I_CHANGED_SOMETHING: _("changed what was asked of you"),
        MomentKind.I_LEFT_FEEDBACK: _("left feedback unanswered"),
        MomentKind.I_REPEATED_MISTAKE: _("made the same mistake again"),
        MomentKind.I_ASKED_FOR_HELP: _("asked for help"),
        MomentKind.I_APOLOGISED: _("said sorry"),
        MomentKind.I_INSISTED: _("insisted on being right"),
        MomentKind.I_SENT_UPDATE: _("sent an update unasked"),
        MomentKind.I_TOLD_BAD_NEWS: _("told bad news early"),
        MomentKind.I_LISTENED: _("listened more than you talked"),
        MomentKind.I_MISSED_UPDATE: _("missed an update"),
        MomentKind.I_LET_WAIT: _("let an answer wait"),
        MomentKind.I_KEPT_PROMISE: _("kept a promise"),
        MomentKind.I_BROKE_PROMISE: _("broke a promise"),
        MomentKind.I_WENT_FURTHER: _("went the extra mile"),
        MomentKind.I_WAS_LATE: _("were late"),
        MomentKind.I_CANCELLED: _("cancelled"),
        MomentKind.I_ASKED_AFTER: _("asked after family or health"),
        MomentKind.I_THANKED: _("said thank you"),
        MomentKind.I_FORGOT_DAY: _("forgot a day that mattered"),
        MomentKind.I_WAS_SHORT: _("were short"),
    }[kind]
