"""The history as a story: whatever happens, each step is one sentence with its day."""

from datetime import date

import pytest

from relmgr.domain.expectation_story import Change, StoryLine, Subject, story
from relmgr.domain.kinds import Direction, ExpectationKind, Status, Step

TODAY = date(2026, 12, 4)
FRIDAY, NEXT = date(2026, 11, 27), date(2026, 12, 4)
MINE = Subject(kind=ExpectationKind.PROMISE, direction=Direction.OF_ME, name="Megan")


def step(day: int, kind: Step, before: Status | None, after: Status, **more: object) -> Change:
    on_day = date(2026, 11, day) if day > 4 else date(2026, 12, day)
    return Change(on_day=on_day, step=kind, from_status=before, to_status=after, **more)  # type: ignore[arg-type]


def test_a_promise_slips_is_told_is_renegotiated_and_met() -> None:
    changes = [
        step(20, Step.STATUS, None, Status.AGREED, due_after=FRIDAY),
        step(28, Step.TOLD, Status.AGREED, Status.AGREED),
        step(28, Step.STATUS, Status.AGREED, Status.AT_RISK, note="The printer is broken."),
        step(
            30,
            Step.STATUS,
            Status.AT_RISK,
            Status.AGREED,
            due_before=FRIDAY,
            due_after=NEXT,
            agreed_words="Two depots",
        ),
        step(3, Step.STATUS, Status.AGREED, Status.MET, due_before=NEXT, due_after=NEXT),
    ]
    assert story(changes, MINE, TODAY) == (
        StoryLine("Fri 20 Nov", "You promised Megan, for Fri 27 Nov.", ""),
        StoryLine("Sat 28 Nov", "You told Megan that it may slip.", ""),
        StoryLine("Sat 28 Nov", "It may slip.", "The printer is broken."),
        StoryLine("Mon 30 Nov", "Agreed anew, for Fri 4 Dec instead of Fri 27 Nov. Agreed: Two depots.", ""),
        StoryLine("Thu 3 Dec", "Met, 1 day early.", ""),
    )


@pytest.mark.parametrize(
    ("subject", "after", "words"),
    [
        (MINE, Status.AGREED, "You promised Megan."),
        (
            Subject(kind=ExpectationKind.PROMISE, direction=Direction.OF_THEM, name="Megan"),
            Status.AGREED,
            "Megan promised you.",
        ),
        (
            Subject(kind=ExpectationKind.REQUEST, direction=Direction.OF_ME, name="Megan"),
            Status.SAID,
            "Megan asked you.",
        ),
        (
            Subject(kind=ExpectationKind.EXPECTATION, direction=Direction.OF_THEM, name="Megan"),
            Status.UNSPOKEN,
            "You hope for it, unsaid.",
        ),
        (
            Subject(kind=ExpectationKind.EXPECTATION, direction=Direction.OF_ME, name="ليلى"),
            Status.UNSPOKEN,
            "\u2068ليلى\u2069 hopes for it, unsaid.",
        ),
    ],
)
def test_how_it_began(subject: Subject, after: Status, words: str) -> None:
    (line,) = story([step(20, Step.STATUS, None, after)], subject, TODAY)
    assert line.words == words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (step(20, Step.STATUS, Status.AGREED, Status.MISSED, due_after=FRIDAY), "Missed."),
        (step(20, Step.STATUS, Status.AGREED, Status.SAID), "Said out loud."),
        (step(20, Step.STATUS, Status.SAID, Status.UNSPOKEN), "Taken back: nothing is agreed."),
        (step(20, Step.STATUS, Status.AGREED, Status.EXCEEDED), "Better than hoped."),
        (step(20, Step.STATUS, Status.MISSED, Status.AGREED), "Agreed anew."),
        (
            step(20, Step.TERMS, Status.AGREED, Status.AGREED, due_before=FRIDAY),
            "The terms changed, without a date, before Fri 27 Nov.",
        ),
        (step(20, Step.WORDING, Status.SAID, Status.SAID, note="Old"), "Worded anew. Before, it read:"),
        (step(20, Step.UNDERSTOOD, Status.SAID, Status.SAID), "What was really asked became clear:"),
        (step(20, Step.ANSWERED, Status.SAID, Status.SAID), "You answered Megan."),
    ],
)
def test_each_kind_of_step(change: Change, words: str) -> None:
    (line,) = story([change], MINE, TODAY)
    assert line.words == words


@pytest.mark.parametrize("before", [None, *Status])
@pytest.mark.parametrize("after", Status)
@pytest.mark.parametrize("kind", ExpectationKind)
def test_every_step_is_a_sentence(before: Status | None, after: Status, kind: ExpectationKind) -> None:
    for direction in Direction:
        for each in Step:
            subject = Subject(kind=kind, direction=direction, name="Megan")
            (line,) = story([step(20, each, before, after, due_after=FRIDAY)], subject, TODAY)
            assert line.words[-1] in ".:"
            assert "  " not in line.words
