"""The first 30 days in the file: begun with one's own list, known steps left alone, check-ins after a delivery."""

from datetime import timedelta

import pytest

from relmgr.domain.first_days import TemplateStep, usual_steps
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ContactKind, Decision, FirstStepKind, Status
from relmgr.errors import InputError
from relmgr.services import expectations, first_days, people, reminders
from relmgr.services.first_days import FirstDaysDetails, StepInput
from relmgr.services.reminders import Source
from relmgr.store import Store
from tests.builders import LONDON, NOW, TODAY, Make

DAY = timedelta(days=1)


def begun(store: Store, who: PersonId, days: int = 0) -> FirstDaysDetails:
    found = first_days.get(store, who, TODAY + days * DAY)
    assert found is not None
    return found


def asks(store: Store, days: int) -> list[str]:
    found = reminders.due(store, NOW + days * DAY, LONDON)
    return [item.title for item in found if item.source is Source.FIRST_DAYS]


def test_it_begins_with_the_usual_list_and_asks_day_by_day(store: Store, make: Make) -> None:
    ben = make.person("Ben Carter")
    first_days.start(store, ben, TODAY)
    steps = begun(store, ben).steps
    assert [(step.input.due_on, step.input.kind) for step in steps] == [
        (TODAY + 3 * DAY, FirstStepKind.CHANNEL),
        (TODAY + 7 * DAY, FirstStepKind.EXPECTATIONS),
        (TODAY + 14 * DAY, FirstStepKind.PEOPLE),
        (TODAY + 21 * DAY, FirstStepKind.CHECK_IN),
    ]
    assert asks(store, 2) == []
    assert asks(store, 3) == ["Ben: ask how best to reach each other"]
    (item,) = reminders.due(store, NOW + 3 * DAY, LONDON)
    assert item.why == "A message helps where it is read. New since 24 Nov."
    reminders.decide(store, *item.key, Decision.DONE, NOW + 3 * DAY, zone=LONDON)
    assert begun(store, ben).steps[0].input.done_on == TODAY + 3 * DAY
    assert asks(store, 7) == ["Ben: say out loud what we expect of each other"]
    assert asks(store, 31) == []  # it ends by itself
    with pytest.raises(InputError):
        first_days.start(store, ben, TODAY + DAY)
    first_days.start(store, ben, TODAY + 40 * DAY)


def test_what_is_evidently_done_is_not_asked(store: Store, make: Make) -> None:
    ben = make.person(
        "Ben Carter", company="Harbour", preferred_channel=ContactKind.PHONE, best_hours="mornings"
    )
    make.person("Ann Lee", company="Harbour")
    make.expectation(ben, "The tender", status=Status.AGREED)
    first_days.start(store, ben, TODAY)
    assert [step.known for step in begun(store, ben).steps] == [
        "You know: Phone, mornings.",
        "“The tender” was agreed on 24 Nov.",
        "You know Ann there.",
        "",
    ]
    assert asks(store, 25) == ["Ben: ask how it has begun for them"]


def test_a_met_promise_is_offered_as_the_first_delivery(store: Store, make: Make) -> None:
    ben = make.person("Ben Carter")
    number = first_days.start(store, ben, TODAY)
    tender = make.expectation(ben, "The tender", status=Status.AGREED)
    assert begun(store, ben).met == ""
    expectations.set_status(store, tender, Status.MET, "", NOW, TODAY)
    found = begun(store, ben)
    assert (found.met, found.met_on, len(found.steps)) == ("The tender", TODAY, 4)  # offered, never silent
    first_days.deliver(store, number, TODAY + DAY)
    after = [
        step.input for step in begun(store, ben).steps if step.input.kind is FirstStepKind.AFTER_DELIVERY
    ]
    assert [step.due_on for step in after] == [TODAY + 3 * DAY, TODAY + 15 * DAY]
    assert begun(store, ben).met == ""
    first = begun(store, ben).steps[4].id
    first_days.step_done(store, first, TODAY + 3 * DAY)
    first_days.deliver(store, number, TODAY + 2 * DAY)
    moved = [step.input.due_on for step in begun(store, ben).steps[4:]]
    assert moved == [TODAY + 3 * DAY, TODAY + 16 * DAY]  # what was done stays where it was


def test_it_is_ended_and_gone_on_with(store: Store, make: Make) -> None:
    ben = make.person("Ben Carter")
    number = first_days.start(store, ben, TODAY)
    first_days.end(store, number, TODAY + DAY)
    assert asks(store, 10) == []
    first_days.resume(store, number)
    assert asks(store, 10) != []
    store.undo()
    assert asks(store, 10) == []
    first_days.remove(store, number)
    assert first_days.get(store, ben, TODAY) is None


def test_away_it_waits(store: Store, make: Make) -> None:
    ben = make.person("Ben Carter")
    first_days.start(store, ben, TODAY)
    people.set_away(store, ben, TODAY, TODAY + 5 * DAY, "")
    assert asks(store, 4) == []
    assert asks(store, 6) != []


def test_the_list_is_ones_own(store: Store, make: Make) -> None:
    assert first_days.template(store) == usual_steps()
    mine = (
        TemplateStep("Visit their workshop", FirstStepKind.OTHER, 5),
        TemplateStep("Ask how it runs", FirstStepKind.AFTER_DELIVERY, 1),
    )
    first_days.set_template(store, mine)
    assert first_days.template(store) == mine
    ben = make.person("Ben Carter")
    number = first_days.start(store, ben, TODAY)
    assert [step.input.text for step in begun(store, ben).steps] == ["Visit their workshop"]
    first_days.deliver(store, number, TODAY)
    assert begun(store, ben).steps[1].input.due_on == TODAY + DAY
    first_days.set_template(store, usual_steps())
    assert first_days.template(store) == usual_steps()
    for wrong in (
        (),
        (TemplateStep(" ", FirstStepKind.OTHER, 1),),
        (TemplateStep("Late", FirstStepKind.OTHER, 400),),
    ):
        with pytest.raises(InputError):
            first_days.set_template(store, wrong)


def test_steps_are_added_changed_and_removed(store: Store, make: Make) -> None:
    ben = make.person("Ben Carter")
    number = first_days.start(store, ben, TODAY)
    own = first_days.add_step(store, number, StepInput(text="Bring cake", due_on=TODAY))
    assert asks(store, 0) == ["Ben: bring cake"]
    first_days.edit_step(store, own, StepInput(text="Bring a cake", note="No nuts"))
    assert first_days.get_step(store, own).input.note == "No nuts"
    assert asks(store, 0) == []
    first_days.remove_step(store, own)
    assert len(begun(store, ben).steps) == 4
    with pytest.raises(InputError):
        first_days.add_step(store, number, StepInput(text=""))
