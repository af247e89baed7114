"""The stages with their evidence, and how we met (P10)."""

import pytest

from relmgr.domain.ids import PersonId, StageId
from relmgr.domain.kinds import MilestoneKind, RelationKind, Side, Stage
from relmgr.domain.moments import MomentKind
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.stages import evidence_lines, stage_meaning, stage_word
from relmgr.errors import InputError, NotFoundError
from relmgr.services import facts, first_met, milestones, people, relations, stages
from relmgr.services.facts import FactInput
from relmgr.services.first_met import FirstMet
from relmgr.services.stages import StageInput
from relmgr.store import Store
from tests.builders import NOW, TODAY, Make

IN_2020 = StageInput(stage=Stage.NAME, on=PartialDate(2020))
IN_JUNE = StageInput(stage=Stage.PARTNER, on=PartialDate(2024, 6), story="She rang before the auditors did.")


class TestStages:
    def test_the_newest_stands_first_whatever_was_declared_first(self, store: Store, make: Make) -> None:
        megan = make.person()
        partner = stages.add(store, megan, IN_JUNE)
        name = stages.add(store, megan, IN_2020)
        assert [(one.id, one.input) for one in stages.of(store, megan)] == [
            (partner, IN_JUNE),
            (name, IN_2020),
        ]

    def test_going_back_is_a_stage_as_well_and_can_be_undone(self, store: Store, make: Make) -> None:
        megan = make.person()
        stages.add(store, megan, IN_JUNE)
        back = stages.add(store, megan, StageInput(stage=Stage.PERSON, on=PartialDate(2026)))
        assert stages.of(store, megan)[0].id == back
        stages.edit(store, back, StageInput(stage=Stage.PERSON, on=PartialDate(2023)))
        assert stages.of(store, megan)[0].input == IN_JUNE
        stages.remove(store, back)
        store.undo()
        assert len(stages.of(store, megan)) == 2

    @pytest.mark.parametrize("on", [None, PartialDate(None, 6, 1)])
    def test_a_stage_needs_a_year(self, store: Store, make: Make, on: PartialDate | None) -> None:
        with pytest.raises(InputError) as refused:
            stages.add(store, make.person(), StageInput(stage=Stage.PERSON, on=on))
        assert refused.value.field == "on"

    def test_its_story_is_found(self, store: Store, make: Make) -> None:
        megan = make.person()
        stages.add(store, megan, IN_JUNE)
        assert people.list_ids(store, TODAY, query="auditors") == (megan,)

    def test_somebody_met_once_has_little_to_show(self, store: Store, make: Make) -> None:
        lines = evidence_lines(stages.evidence(store, make.person(), TODAY), TODAY)
        assert lines == (
            "No conversation noted yet",
            "0 of 8 sides known",
            "Nobody of the family known yet",
            "No sign of depth seen in the last twelve months",
        )

    def test_the_evidence_says_what_is_known_with_its_days(self, store: Store, make: Make) -> None:
        megan = make.person(city="Cape Town")
        make.conversation(megan, on=-30)
        make.conversation(megan, on=-3)
        make.kin(megan, "Ivy", RelationKind.CHILD)
        facts.add(store, megan, FactInput(side=Side.HUMOUR, text="Puns"))
        make.moment(megan, MomentKind.ASKED_FOR_HELP, on=-11)
        assert evidence_lines(stages.evidence(store, megan, TODAY), TODAY) == (
            "2 conversations since 25 Oct, the last on 21 Nov",
            "3 of 8 sides known",
            "Family known: Ivy",
            "Signs seen: Asks me for help (13 Nov)",
        )

    def test_one_conversation_is_said_as_one(self, store: Store, make: Make) -> None:
        megan = make.person()
        make.conversation(megan, on=-3)
        for name in ("Ann", "Ben", "Cleo", "Dan", "Eve", "Fay", "Gus"):
            make.kin(megan, name, RelationKind.SIBLING)
        lines = evidence_lines(stages.evidence(store, megan, TODAY), TODAY)
        assert lines[0] == "1 conversation, on 21 Nov"
        assert lines[2] == "Family known: Ann, Ben, Cleo, Dan, Eve, Fay and others"

    def test_every_stage_has_its_words(self) -> None:
        assert [stage_word(one) for one in Stage] == ["Logo", "Name", "Person", "Partner"]
        assert len({stage_meaning(one) for one in Stage}) == len(Stage)

    def test_nobody(self, store: Store) -> None:
        for ask in (
            lambda: stages.get(store, StageId(9)),
            lambda: stages.add(store, PersonId(9), IN_2020),
            lambda: stages.evidence(store, PersonId(9), TODAY),
        ):
            with pytest.raises(NotFoundError):
                ask()


class TestFirstMet:
    def test_everything_of_it_is_one_change(self, store: Store, make: Make) -> None:
        megan, ben = make.person(), make.person("Ben Whitaker")
        given = FirstMet(
            on=PartialDate(2020, 3),
            where="A depot in Paarl",
            introduced_by=ben,
            impression="Laughed first, asked second.",
        )
        first_met.save(store, megan, given, NOW)
        assert first_met.get(store, megan) == given
        assert [one.kind for one in relations.of(store, megan)] == [RelationKind.INTRODUCED_BY]
        assert [one.kind for one in relations.of(store, ben)] == [RelationKind.INTRODUCED]
        assert people.list_ids(store, TODAY, query="laughed") == (megan,)
        store.undo()
        assert first_met.get(store, megan) == FirstMet()

    def test_saying_it_again_ties_and_dates_nothing_twice(self, store: Store, make: Make) -> None:
        megan, ben = make.person(), make.person("Ben Whitaker")
        for where in ("Paarl", "Cape Town"):
            given = FirstMet(on=PartialDate(2020), where=where, introduced_by=ben)
            first_met.save(store, megan, given, NOW)
        assert len(relations.of(store, megan)) == 1
        assert [one.input.kind for one in milestones.of(store, megan)] == [MilestoneKind.FIRST_MET]

    def test_a_known_date_is_corrected_and_its_note_stays(self, store: Store, make: Make) -> None:
        megan = make.person()
        day = make.milestone(megan, MilestoneKind.FIRST_MET, PartialDate(2020), note="Rain")
        first_met.save(store, megan, FirstMet(on=PartialDate(2019, 5)), NOW)
        kept = milestones.get(store, day).input
        assert (kept.date, kept.note) == (PartialDate(2019, 5), "Rain")

    def test_somebody_else_or_nobody_takes_the_place(self, store: Store, make: Make) -> None:
        megan, ben, priya = make.person(), make.person("Ben Whitaker"), make.person("Priya R")
        first_met.save(store, megan, FirstMet(introduced_by=ben, on=PartialDate(2020)), NOW)
        first_met.save(store, megan, FirstMet(introduced_by=priya), NOW)
        assert [one.other_id for one in relations.of(store, megan)] == [priya]
        assert milestones.of(store, megan) == ()
        first_met.save(store, megan, FirstMet(through="A talk at the fair"), NOW)
        assert relations.of(store, megan) == ()
        assert first_met.get(store, megan).through == "A talk at the fair"

    def test_nobody_is_met_through_themselves(self, store: Store, make: Make) -> None:
        megan = make.person()
        with pytest.raises(InputError):
            first_met.save(store, megan, FirstMet(introduced_by=megan), NOW)

    def test_nobody(self, store: Store) -> None:
        with pytest.raises(NotFoundError):
            first_met.get(store, PersonId(9))
