"""Labels on people, everywhere at once, and the filters that name them."""

from collections.abc import Iterator

import pytest

from relmgr.domain.ids import LabelId
from relmgr.domain.kinds import (
    AllyKind,
    Circle,
    ContactKind,
    MilestoneKind,
    Purpose,
    RelationKind,
    Side,
    Stage,
)
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.people_filter import Ally, Filter, Missing, PeopleFilter
from relmgr.errors import InputError
from relmgr.services import facts, filters, labels, people
from relmgr.services.facts import FactInput
from relmgr.store import Store, derived
from relmgr.store import tables as t
from tests.builders import TODAY, Make


@pytest.fixture(autouse=True)
def _nothing_derived_is_stale(store: Store) -> Iterator[None]:
    yield
    with store.read() as session:
        assert list(derived.differences(session)) == []


def named(store: Store, chosen: PeopleFilter) -> list[str]:
    ids = people.list_chosen(store, TODAY, chosen)
    return [row.name for row in people.rows(store, ids, TODAY)]


def ids(store: Store) -> dict[str, LabelId]:
    return {one.name: one.id for one in labels.all_labels(store)}


class TestLabels:
    def test_put_on_several_and_taken_off(self, store: Store, make: Make) -> None:
        who = [make.person(name) for name in ("Anna", "Ben")]
        labels.put_on(store, who, "  French   speaker ")
        labels.put_on(store, who[:1], "French speaker")
        assert [(one.name, one.people) for one in labels.all_labels(store)] == [("French speaker", 2)]
        labels.take_off(store, who[:1], "French speaker")
        assert named(store, PeopleFilter(label="French speaker")) == ["Ben"]
        store.undo()
        assert named(store, PeopleFilter(label="French speaker")) == ["Anna", "Ben"]

    def test_put_exactly(self, store: Store, make: Make) -> None:
        who = make.person("Anna", labels=("a", "b"))
        labels.put(store, who, ["b", "c"])
        assert set(people.details(store, who).input.labels) == {"b", "c"}
        with pytest.raises(InputError):
            labels.put(store, who, [" "])

    def test_renamed_everywhere_people_are_found_by_the_new_word(self, store: Store, make: Make) -> None:
        make.person("Anna", labels=("designer",))
        labels.arrange(store, {ids(store)["designer"]: "illustrator"})
        assert people.list_ids(store, TODAY, "illustr")
        assert not people.list_ids(store, TODAY, "designer")
        store.undo()
        assert people.list_ids(store, TODAY, "designer")

    def test_two_become_one(self, store: Store, make: Make) -> None:
        make.person("Anna", labels=("designer", "design"))
        make.person("Ben", labels=("design",))
        labels.arrange(store, {ids(store)["design"]: "designer"})
        assert [(one.name, one.people) for one in labels.all_labels(store)] == [("designer", 2)]

    def test_removed_everywhere_its_filters_go_along(self, store: Store, make: Make) -> None:
        make.person("Anna", labels=("designer",))
        filters.save(store, "Designers", PeopleFilter(label="designer"))
        filters.save(store, "Quiet ones", PeopleFilter(warmth=Filter.QUIET))
        labels.arrange(store, {ids(store)["designer"]: ""})
        assert labels.all_labels(store) == ()
        assert [one.name for one in filters.saved(store)] == ["Quiet ones"]
        store.undo()
        assert named(store, filters.saved(store)[0].chosen) == ["Anna"]

    def test_a_filter_follows_its_label(self, store: Store, make: Make) -> None:
        make.person("Anna", labels=("designer",))
        filters.save(store, "Designers", PeopleFilter(label="designer", circle=Circle.KEEP))
        labels.arrange(store, {ids(store)["designer"]: "illustrator"})
        assert filters.saved(store)[0].chosen == PeopleFilter(label="illustrator", circle=Circle.KEEP)


class TestSavedFilters:
    def test_kept_replaced_and_forgotten(self, store: Store) -> None:
        kept = filters.save(store, " Peers ", PeopleFilter(ally=Ally.PEER))
        assert filters.save(store, "Peers", PeopleFilter(ally=Ally.ANY)) == kept
        assert [(one.name, one.chosen) for one in filters.saved(store)] == [
            ("Peers", PeopleFilter(ally=Ally.ANY))
        ]
        filters.remove(store, kept)
        assert filters.saved(store) == ()
        store.undo()
        assert len(filters.saved(store)) == 1

    def test_arranged_as_one_change(self, store: Store) -> None:
        one = filters.save(store, "One", PeopleFilter(ally=Ally.PEER))
        two = filters.save(store, "Two", PeopleFilter(ally=Ally.ANY))
        three = filters.save(store, "Three", PeopleFilter(text="x"))
        filters.arrange(store, {one: "Two", two: "One", three: ""})
        assert [each.name for each in filters.saved(store)] == ["Two", "One"]
        store.undo()
        assert [each.name for each in filters.saved(store)] == ["One", "Two", "Three"]

    def test_what_cannot_be_kept(self, store: Store) -> None:
        one = filters.save(store, "One", PeopleFilter(ally=Ally.PEER))
        two = filters.save(store, "Two", PeopleFilter(ally=Ally.ANY))
        with pytest.raises(InputError, match="name"):
            filters.save(store, " ", PeopleFilter(text="x"))
        with pytest.raises(InputError, match="Everybody"):
            filters.save(store, "All", PeopleFilter())
        with pytest.raises(InputError, match="same name"):
            filters.arrange(store, {one: "Two", two: "Two"})

    def test_one_of_a_newer_version_stays_and_says_so(self, store: Store, make: Make) -> None:
        make.person("Anna", labels=("designer",))
        with store.change("From elsewhere") as session:
            session.execute(t.saved_filter.insert().values(name="New", query='{"version": 9}'))
        labels.arrange(store, {ids(store)["designer"]: "illustrator"})
        with pytest.raises(InputError, match="cannot be read"):
            _ = filters.saved(store)[0].chosen


class TestChoosing:
    def test_by_circle_organisation_and_ally(self, store: Store, make: Make) -> None:
        make.person("Anna", circle=Circle.KEEP, company="Fernkloof", ally_kind=AllyKind.PEER)
        left = people.AffiliationInput(organisation="Fernkloof", until=PartialDate(2024))
        make.person("Ben", affiliations=(left,), ally_kind=AllyKind.ASSISTANT)
        make.person("Cem")
        with store.read() as session:
            uid = session.execute(t.organisation.select()).one().uid
        assert named(store, PeopleFilter(circle=Circle.KEEP)) == ["Anna"]
        assert named(store, PeopleFilter(organisation=uid)) == ["Anna"]
        assert named(store, PeopleFilter(ally=Ally.ANY)) == ["Anna", "Ben"]
        assert named(store, PeopleFilter(ally=Ally.ASSISTANT)) == ["Ben"]
        assert named(store, PeopleFilter(ally=Ally.ANY, text="ben")) == ["Ben"]

    def test_by_the_stage_declared_last(self, store: Store, make: Make) -> None:
        anna, ben = make.person("Anna"), make.person("Ben")
        with store.change("Stages") as session:
            for who, stage, year, month in (
                (anna, Stage.PERSON, 2024, None),
                (anna, Stage.NAME, 2020, 5),
                (ben, Stage.PERSON, 2020, None),
                (ben, Stage.PARTNER, 2020, 3),
            ):
                session.execute(
                    t.stage.insert().values(person_id=who, stage=stage, on_year=year, on_month=month)
                )
        assert named(store, PeopleFilter(stage=Stage.PERSON)) == ["Anna"]
        assert named(store, PeopleFilter(stage=Stage.PARTNER)) == ["Ben"]
        assert named(store, PeopleFilter(stage=Stage.NAME)) == []

    def test_missing_views_list_and_count(self, store: Store, make: Make) -> None:
        known = make.person(
            "Known",
            circle=Circle.KEEP,
            purpose=Purpose.BUSINESS,
            contact_methods=(people.ContactMethodInput(kind=ContactKind.EMAIL, value="a@b.example"),),
        )
        make.person("Nobody")
        make.person("Resting", circle=Circle.REST)
        make.milestone(known, MilestoneKind.BIRTHDAY, PartialDate(None, 5, 1))
        make.kin(known, "Tom", RelationKind.CHILD)
        make.conversation(known)
        for missing in Missing:
            assert named(store, PeopleFilter(missing=missing)) == ["Nobody"]
        assert people.missing_counts(store) == dict.fromkeys(Missing, 1)

    def test_a_fact_about_the_family_counts_as_known_and_a_colleague_does_not(
        self, store: Store, make: Make
    ) -> None:
        anna, ben = make.person("Anna"), make.person("Ben")
        facts.add(store, anna, FactInput(side=Side.FAMILY, text="Lives with her aunt"))
        make.kin(ben, "Olga", RelationKind.COLLEAGUE)
        assert named(store, PeopleFilter(missing=Missing.FAMILY)) == ["Ben"]
