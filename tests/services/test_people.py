"""People: the list with its orders, filters and hints; the record; finding by name; the trash."""

from datetime import UTC, date, datetime

import pytest

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Circle, ConversationKind, Direction, ExpectationKind, MilestoneKind, Warmth
from relmgr.domain.moments import MomentKind
from relmgr.domain.partial_date import PartialDate
from relmgr.errors import InputError, NotFoundError
from relmgr.services import life_events, organisations, people
from relmgr.services.life_events import LifeEventInput
from relmgr.services.people import AffiliationInput, ContactMethodInput, Filter, PersonInput, Sort
from relmgr.services.people.hints import HintKind
from relmgr.store import Changes, Store
from tests.builders import Make

NOW = datetime(2026, 11, 24, 14, 42, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def named(store: Store, query: str = "", **choices: object) -> list[str]:
    ids = people.list_ids(store, TODAY, query, **choices)  # type: ignore[arg-type]
    return [row.name for row in people.rows(store, ids, TODAY)]


class TestRecord:
    def test_a_name_is_enough(self, store: Store) -> None:
        person = people.add(store, PersonInput(given="Megan"), NOW)
        assert people.details(store, person).name == "Megan"
        assert people.count(store) == 1

    @pytest.mark.parametrize("empty", [PersonInput(), PersonInput(given="  "), PersonInput(notes="somebody")])
    def test_but_there_has_to_be_one(self, store: Store, empty: PersonInput) -> None:
        with pytest.raises(InputError, match="there has to be one"):
            people.add(store, empty, NOW)
        assert people.count(store) == 0

    def test_comes_back_as_it_was_given(self, store: Store) -> None:
        given = PersonInput(
            prefix="Dr",
            given="Megan",
            family="Jacobs",
            nickname="Meg",
            native_name="مَيغان",
            pronouns="she/her",
            city="Cape Town",
            time_zone="Africa/Johannesburg",
            best_hours="before 17:00",
            circle=Circle.INVEST,
            cadence_days=14,
            labels=("client", "coast"),
            contact_methods=(
                ContactMethodInput(kind="phone", label="mobile", value="+27 82 555 0142", is_preferred=True),  # type: ignore[arg-type]
                ContactMethodInput(kind="email", value="m@fernkloof.example"),  # type: ignore[arg-type]
            ),
            affiliations=(AffiliationInput(organisation="Fernkloof Logistics", title="Operations director"),),
        )
        kept = people.details(store, people.add(store, given, NOW)).input
        assert kept.affiliations[0].organisation == "Fernkloof Logistics"
        assert kept.labels == ("client", "coast")
        assert [method.value for method in kept.contact_methods] == ["+27 82 555 0142", "m@fernkloof.example"]
        assert (kept.nickname, kept.native_name, kept.cadence_days, kept.circle) == (
            "Meg",
            "مَيغان",
            14,
            Circle.INVEST,
        )
        assert kept.display_name == "Megan Jacobs"

    def test_an_edit_touches_only_what_changed(self, store: Store, make: Make) -> None:
        person = make.person("Megan Jacobs", company="Fernkloof", labels=("client",))
        told: list[Changes] = []
        store.on_change(told.append)
        before = people.details(store, person).input
        people.edit(store, person, before, NOW)
        tables = {table for table, _id in told[-1].rows}
        assert tables == {"person"}

    def test_two_people_share_an_organisation_whatever_the_case(self, store: Store, make: Make) -> None:
        make.person("Megan Jacobs", company="Fernkloof Logistics")
        make.person("Ben Whitaker", company="fernkloof  logistics")
        assert organisations.names(store) == ("Fernkloof Logistics",)

    def test_an_organisation_renamed_shows_on_every_row(self, store: Store, make: Make) -> None:
        person = make.person("Megan Jacobs", company="Fernkloof", title="Director")
        number = organisations.find(store, "Fernkloof")
        assert number is not None
        organisations.edit(store, number, organisations.OrganisationInput(name="Fernkloof Group"))
        assert people.rows(store, [person], TODAY)[0].role_line == "Director · Fernkloof Group"
        assert named(store, "group") == ["Megan Jacobs"]
        store.undo()
        assert named(store, "group") == []

    def test_nul_is_refused(self, store: Store) -> None:
        with pytest.raises(InputError, match="NUL"):
            people.add(store, PersonInput(given="A", notes="a\0b"), NOW)

    def test_nobody_is_edited(self, store: Store) -> None:
        with pytest.raises(NotFoundError):
            people.edit(store, PersonId(99), PersonInput(given="A"), NOW)


class TestTrash:
    def test_there_and_back(self, store: Store, make: Make) -> None:
        person = make.person("Megan Jacobs")
        people.remove(store, person, NOW)
        assert named(store) == []
        assert named(store, "megan") == []
        assert [row.name for row in people.trash(store)] == ["Megan Jacobs"]
        people.restore(store, person)
        assert named(store, "meg") == ["Megan Jacobs"]
        assert people.trash(store) == ()


class TestList:
    def test_by_name_across_scripts_and_case(self, store: Store, make: Make) -> None:
        for name in ("élodie Z", "Zoe A", "Ben W", "adam B"):
            make.person(name)
        assert named(store) == ["adam B", "Ben W", "élodie Z", "Zoe A"]

    def test_light_people_are_not_listed_but_lead_to_theirs(self, store: Store, make: Make) -> None:
        megan = make.person("Megan Jacobs")
        make.kin(megan, "Ivy")
        assert named(store) == ["Megan Jacobs"]
        assert named(store, "ivy") == ["Megan Jacobs"]

    def test_names_come_before_other_hits(self, store: Store, make: Make) -> None:
        make.person("Adam Stone", company="Marble Works")
        make.person("Marlene Ott")
        assert named(store, "mar") == ["Marlene Ott", "Adam Stone"]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("nunez", "Zoë Núñez"),
            ("NÚÑ zo", "Zoë Núñez"),
            ("strasse", "Kurt Straße"),
            ("美", "佐藤 美咲"),
            ("حداد", "ليلى حدّاد"),
            ("o'brien", "Pat O’Brien"),
            ("okonkwo ike", "Ike Okonkwo"),
        ],
    )
    def test_finds_as_people_type(self, store: Store, make: Make, query: str, found: str) -> None:
        for name in ("Zoë Núñez", "Kurt Straße", "ليلى حدّاد", "Pat O’Brien", "Ike Okonkwo"):
            make.person(name)
        people.add(store, PersonInput(family="佐藤", given="美咲"), NOW)
        assert named(store, query) == [found]

    def test_orders(self, store: Store, make: Make) -> None:
        a, b, _c = make.person("A"), make.person("B"), make.person("C")
        for person, days in ((a, (-40, -30, -20)), (b, (-3, -2, -1))):
            for day in days:
                make.conversation(person, on=day)
        assert named(store, sort=Sort.RECENT) == ["B", "A", "C"]
        assert named(store, sort=Sort.QUIETEST) == ["A", "B", "C"]

    def test_filters_and_their_counts(self, store: Store, make: Make) -> None:
        quiet, warm, risk = make.person("Quiet"), make.person("Warm"), make.person("Risk")
        for day in (-100, -90, -80):
            make.conversation(quiet, on=day)
        for day in (-20, -10, -5):
            make.conversation(warm, on=day)
        make.moment(risk, MomentKind.CANCELLED, on=-30)
        make.moment(risk, MomentKind.CANCELLED, on=-10)
        assert people.filter_counts(store, TODAY) == {
            Filter.ALL: 3,
            Filter.WARM: 1,
            Filter.QUIET: 1,
            Filter.AT_RISK: 1,
        }
        assert named(store, filter=Filter.QUIET) == ["Quiet"]
        assert named(store, filter=Filter.WARM) == ["Warm"]
        assert named(store, filter=Filter.AT_RISK) == ["Risk"]
        assert named(store, "ris", filter=Filter.QUIET) == []

    def test_warmth_with_its_reason(self, store: Store, make: Make) -> None:
        person = make.person("Jonas")
        for day in (-62, -48, -34):
            make.conversation(person, on=day)
        row = people.rows(store, [person], TODAY)[0]
        assert (row.warmth, row.warmth_words) == (Warmth.COOLING, "Cooling: 34 days, usually 14")


class TestHints:
    """The most pressing thing wins; each rule gives way to the one above it."""

    def test_in_their_order(self, store: Store, make: Make) -> None:
        person = make.person("Megan Jacobs")

        def hint() -> tuple[str, HintKind]:
            row = people.rows(store, [person], TODAY)[0]
            return row.hint, row.hint_kind

        assert hint() == ("", HintKind.PLAIN)
        make.conversation(person, on=-12)
        assert hint() == ("Spoke 12 days ago", HintKind.PLAIN)
        make.milestone(person, MilestoneKind.BIRTHDAY, PartialDate(None, 11, 29))
        assert hint() == ("Birthday on Sunday", HintKind.PLAIN)
        make.expectation(
            person, "The photographs", direction=Direction.OF_ME, kind=ExpectationKind.PROMISE, due_on=TODAY
        )
        assert hint() == ("You promised: The photographs", HintKind.PLAIN)
        make.conversation(person, on=-4, kind=ConversationKind.MESSAGE, by_me=False)
        assert hint() == ("Left you a message on Friday", HintKind.PLAIN)
        make.moment(person, MomentKind.CANCELLED, on=-3)
        make.moment(person, MomentKind.CANCELLED, on=-2)
        assert hint() == ("At risk: two cancelled calls", HintKind.RISK)
        life_events.add(store, person, LifeEventInput(title="Father in hospital", follow_up_on=TODAY))
        assert hint() == ("Father in hospital: ask today", HintKind.LIFE)


class TestFind:
    def test_exact_names_alone_where_there_are_any(self, store: Store, make: Make) -> None:
        make.person("Ben Whitaker")
        make.person("Benedikt Ott")
        assert [one.name for one in people.find(store, "ben")] == ["Ben Whitaker"]
        assert [one.name for one in people.find(store, "bene")] == ["Benedikt Ott"]

    def test_two_of_one_name_are_both_named(self, store: Store, make: Make) -> None:
        make.person("Ben Whitaker")
        make.person("Ben Ott")
        assert {one.name for one in people.find(store, "Ben")} == {"Ben Whitaker", "Ben Ott"}

    def test_by_number(self, store: Store, make: Make) -> None:
        person = make.person("Ben Whitaker")
        assert [one.id for one in people.find(store, str(person))] == [person]


class TestPictures:
    def test_the_same_bytes_are_kept_once(self, store: Store, make: Make) -> None:
        one, two = make.person("A"), make.person("B")
        for person in (one, two):
            people.set_photo(store, person, b"picture", "image/png", NOW)
        photos = {people.details(store, person).photo_id for person in (one, two)}
        assert len(photos) == 1
        number = photos.pop()
        assert number is not None
        assert people.photo(store, number) == people.Photo(b"picture", "image/png")
        store.undo()
        assert people.details(store, two).photo_id is None

    def test_too_large_is_refused(self, store: Store, make: Make) -> None:
        person = make.person("A")
        with pytest.raises(InputError, match="larger than 10 MB"):
            people.set_photo(store, person, bytes(10_000_001), "image/png", NOW)
