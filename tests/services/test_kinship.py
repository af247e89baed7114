"""Family on the card: both directions, words, suggestions that are added or declined, the dead, birthdays of kin (P5, P6)."""

from datetime import UTC, date, datetime

import pytest

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import MilestoneKind, RelationKind
from relmgr.domain.partial_date import LeapDay, PartialDate
from relmgr.errors import InputError
from relmgr.services import kinship, people, person_form, relations, reminders
from relmgr.services.card import CardView, card
from relmgr.services.people import Filter
from relmgr.services.person_form import KinForm
from relmgr.services.relations import RelationInput
from relmgr.store import Store
from relmgr.transfer import card_text
from tests.builders import LONDON, NOW, TODAY, Make


def shown(store: Store, who: PersonId, now: datetime = NOW) -> CardView:
    return card(store, who, now, LONDON)


def who_lines(view: CardView) -> dict[str, list[str]]:
    return {row.label: [f"{line.strong} {line.rest}".strip() for line in row.lines] for row in view.who}


def test_her_son_has_a_mother_only_where_she_gave_her_pronouns(store: Store, make: Make) -> None:
    megan, jo = make.person("Megan Jacobs", pronouns="she/her"), make.person("Jo Bell")
    toms = [make.kin(parent, "Tom", RelationKind.CHILD, "Son") for parent in (megan, jo)]
    assert list(who_lines(shown(store, toms[0]))) == ["Mother"]
    assert list(who_lines(shown(store, toms[1]))) == ["Parent"]
    assert list(who_lines(shown(store, megan))) == ["Child"]


def test_the_users_own_words_stand_on_both_cards(store: Store, make: Make) -> None:
    megan = make.person("Megan Jacobs", pronouns="she/her")
    tom = make.kin(megan, "Tom", RelationKind.RELATIVE, "Godson")
    (tie,) = relations.of(store, tom)
    given = RelationInput(
        kind=RelationKind.RELATIVE, label="Godmother", back_label="Godson", note="Since 2019"
    )
    relations.edit(store, tie.id, given, seen_from=tom)
    assert who_lines(shown(store, tom)) == {"Godmother": ["Megan Jacobs. Since 2019"]}
    assert who_lines(shown(store, megan)) == {"Godson": ["Tom. Since 2019"]}
    store.undo()
    assert list(who_lines(shown(store, tom))) == ["Relative"]


def test_two_may_be_several_things_to_each_other(store: Store, make: Make) -> None:
    megan, ben = make.person("Megan Jacobs"), make.person("Ben Whitaker")
    for kind in (RelationKind.SIBLING, RelationKind.COLLEAGUE):
        relations.add(store, megan, RelationInput(kind=kind, other_id=ben), NOW)
    assert list(who_lines(shown(store, ben))) == ["Sibling", "Colleague"]


def test_sisters_and_a_sibling_of_no_said_gender(store: Store, make: Make) -> None:
    megan = make.person("Megan Jacobs")
    for name, pronouns in (("Ann", "she/her"), ("Bea", "she"), ("Cal", "")):
        other = make.person(name, pronouns=pronouns)
        relations.add(store, megan, RelationInput(kind=RelationKind.SIBLING, other_id=other), NOW)
    assert who_lines(shown(store, megan)) == {"Sisters": ["Ann", "Bea"], "Sibling": ["Cal"]}


class TestSuggestions:
    @pytest.fixture
    def megan(self, make: Make) -> PersonId:
        megan = make.person("Megan Jacobs")
        for name in ("Ivy", "Noah"):
            make.kin(megan, name)
        return megan

    def test_siblings_are_offered_never_added(self, store: Store, megan: PersonId) -> None:
        (hint,) = shown(store, megan).family_hints
        assert hint.words == "Are Ivy and Noah siblings?"
        assert list(who_lines(shown(store, hint.one_id))) == ["Parent"]

    def test_add_ties_them_and_undo_offers_again(self, store: Store, megan: PersonId) -> None:
        (hint,) = shown(store, megan).family_hints
        kinship.accept(store, hint.one_id, hint.kind, hint.other_id, NOW)
        assert shown(store, megan).family_hints == ()
        assert who_lines(shown(store, hint.other_id)) == {"Parent": ["Megan Jacobs"], "Sibling": ["Ivy"]}
        store.undo()
        assert len(shown(store, megan).family_hints) == 1

    def test_no_is_remembered_and_undone(self, store: Store, megan: PersonId) -> None:
        (hint,) = shown(store, megan).family_hints
        kinship.decline(store, hint.one_id, hint.kind, hint.other_id)
        assert shown(store, megan).family_hints == ()
        assert shown(store, hint.other_id).family_hints == ()
        store.undo()
        assert len(shown(store, megan).family_hints) == 1

    def test_the_other_sentences(self, store: Store, make: Make) -> None:
        megan = make.person("Megan Jacobs")
        make.kin(megan, "Ivy")
        make.kin(megan, "Rosa", RelationKind.PARENT)
        make.kin(megan, "Tomás", RelationKind.PARTNER)
        words = {hint.words for hint in shown(store, megan).family_hints}
        assert words == {"Is Rosa Ivy’s grandparent?", "Is Ivy Tomás’s child too?"}

    def test_nobody_in_the_trash_is_offered(self, store: Store, make: Make, megan: PersonId) -> None:
        people.remove(store, shown(store, megan).family_hints[0].other_id, NOW)
        assert shown(store, megan).family_hints == ()


class TestPromoting:
    def test_there_and_back(self, store: Store, make: Make) -> None:
        megan = make.person("Megan Jacobs")
        tom = make.kin(megan, "Tom")
        assert shown(store, tom).person.is_light
        people.promote(store, tom, NOW)
        assert people.list_ids(store, TODAY) == (megan, tom)
        people.make_light(store, tom, NOW)
        assert people.list_ids(store, TODAY) == (megan,)
        store.undo()
        assert people.list_ids(store, TODAY) == (megan, tom)

    def test_whom_nobody_leads_to_stays_in_people(self, store: Store, make: Make) -> None:
        with pytest.raises(InputError, match="somebody in People"):
            people.make_light(store, make.person("Megan Jacobs"), NOW)


class TestDied:
    def test_a_relative_is_named_with_it_and_not_aged_on(self, store: Store, make: Make) -> None:
        megan = make.person("Megan Jacobs")
        peter = make.kin(megan, "Peter", RelationKind.PARENT)
        make.birthday(peter, date(1950, 12, 1))
        make.milestone(peter, MilestoneKind.DEATH, date(2024, 5, 3))
        view = shown(store, megan)
        assert who_lines(view) == {"Parent": ["Peter. Died on 3 May 2024, aged 73"]}
        assert view.coming_up == ()

    def test_the_card_stays_and_asks_nothing(self, store: Store, make: Make) -> None:
        megan = make.person(
            "Megan Jacobs", city="Cape Town", time_zone="Africa/Johannesburg", cadence_days=30
        )
        make.talks(megan, last=200, gap=10)
        make.birthday(megan, date(1980, 11, 26))
        make.life_event(megan, follow_up_on=0)
        death = make.milestone(megan, MilestoneKind.DEATH, date(2026, 5, 3))
        view = shown(store, megan)
        assert view.person.died == "Died on 3 May 2026, aged 45"
        assert (view.person.place, view.coming_up, view.ask_about, view.right_now) == (
            "Cape Town",
            (),
            (),
            (),
        )
        assert (view.missing, view.banner, view.back) == ((), "", None)
        assert reminders.due(store, NOW, LONDON) == ()
        (row,) = people.rows(store, [megan], TODAY)
        assert (row.hint, row.warmth) == ("Died on 3 May 2026", None)
        assert people.filter_counts(store, TODAY)[Filter.QUIET] == 0
        from relmgr.services import milestones

        milestones.remove(store, death)
        assert people.filter_counts(store, TODAY)[Filter.QUIET] == 1

    def test_what_her_children_keep_is_not_told_by_her_card_any_more(self, store: Store, make: Make) -> None:
        megan = make.person("Megan Jacobs")
        make.birthday(make.kin(megan, "Ivy"), date(2020, 11, 24))
        assert [item.title for item in reminders.due(store, NOW, LONDON)] == ["Ivy turns 6"]
        make.milestone(megan, MilestoneKind.DEATH, PartialDate(2026))
        assert reminders.due(store, NOW, LONDON) == ()


class TestDates:
    @pytest.mark.parametrize(("leap", "day"), [("", "28 Feb"), (LeapDay.MARCH_1, "1 Mar")])
    def test_29_february_of_a_light_person_is_their_choice(
        self, store: Store, make: Make, leap: str, day: str
    ) -> None:
        megan = make.person("Megan Jacobs")
        form = KinForm(
            relation=RelationInput(kind=RelationKind.CHILD, other_name="Ivy"),
            birthday=PartialDate(2020, 2, 29),
            leap_day=leap,
            pronouns="she/her",
        )
        tie = person_form.save_kin(store, megan, None, form, NOW)
        (line,) = shown(store, megan).coming_up
        assert (line.day_words, line.words) == (day, "Ivy turns 7 (born on the 29th)")
        kept, _other, _is_light = person_form.load_kin(store, megan, tie)
        assert (kept.leap_day, kept.pronouns) == (leap, "she/her")

    def test_in_a_leap_year_there_is_no_note(self, store: Store, make: Make) -> None:
        megan = make.person("Megan Jacobs")
        make.birthday(megan, PartialDate(None, 2, 29))
        (line,) = shown(store, megan, datetime(2028, 2, 1, 12, tzinfo=UTC)).coming_up
        assert (line.day_words, line.words) == ("29 Feb", "Birthday, year unknown")

    def test_a_wedding_on_the_29th_is_not_a_birth(self, store: Store, make: Make) -> None:
        megan = make.person("Megan Jacobs")
        make.milestone(megan, MilestoneKind.WEDDING, PartialDate(2016, 2, 29))
        (line,) = shown(store, megan).coming_up
        assert line.words == "Wedding day, 11 years (on the 29th in leap years)"

    @pytest.mark.parametrize(
        ("kind", "on", "said"),
        [
            (MilestoneKind.EXAM, PartialDate(2027, 3), ("Mar", "Exam", "3 months")),
            (MilestoneKind.EXAM, PartialDate(2026, 11), ("Nov", "Exam", "this month")),
            (MilestoneKind.BIRTHDAY, PartialDate(None, 4), ("Apr", "Birthday, year unknown", "4 months")),
            (
                MilestoneKind.WORKING_TOGETHER,
                PartialDate(2021, 12, 9),
                ("9 Dec", "5 years of working together", "15 days"),
            ),
        ],
    )
    def test_as_much_as_is_known(
        self, store: Store, make: Make, kind: MilestoneKind, on: PartialDate, said: tuple[str, str, str]
    ) -> None:
        megan = make.person("Megan Jacobs")
        make.milestone(megan, kind, on)
        (line,) = shown(store, megan).coming_up
        assert (line.day_words, line.words, line.how_far) == said

    @pytest.mark.parametrize("on", [PartialDate(2026, 10), PartialDate(1985), PartialDate(None, None, 12)])
    def test_what_is_over_or_has_no_month_does_not_come_up(
        self, store: Store, make: Make, on: PartialDate
    ) -> None:
        megan = make.person("Megan Jacobs")
        make.milestone(megan, MilestoneKind.EXAM, on)
        assert shown(store, megan).coming_up == ()


def test_the_card_in_a_terminal_names_and_asks_the_same(store: Store, make: Make) -> None:
    wei = make.person(
        "Siobhan Byrne",
        say_name="shi-vawn",
        languages="English, Irish",
        do_not_phone=True,
        pronouns="she/her",
        city="Cork",
    )
    make.life_event(wei, "Papa in hospital", until=PartialDate(2026, 11, 20))
    people.set_away(store, wei, None, date(2026, 11, 22), "Holiday")
    said = card_text.text(shown(store, wei))
    for words in ("say “shi-vawn”", "English, Irish", "Do not phone", "Is Siobhan back?"):
        assert words in said
    assert "Is her papa home again?" in said
    make.milestone(wei, MilestoneKind.DEATH, PartialDate(2026, 11))
    assert "Died in November 2026" in card_text.text(shown(store, wei))
