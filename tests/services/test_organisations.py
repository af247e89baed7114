"""The people behind a logo: the board, its evidence, the sponsors, and two that become one."""

from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from relmgr.domain.fold import fold, sort_key
from relmgr.domain.ids import OrganisationId, PersonId
from relmgr.domain.kinds import Circle, MilestoneKind, RoleTowardMe
from relmgr.domain.moments import MomentKind
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.people_filter import PeopleFilter
from relmgr.domain.sponsors import Concern
from relmgr.errors import InputError, NotFoundError
from relmgr.services import filters, organisations, people
from relmgr.services.organisations import OrganisationInput
from relmgr.store import Store
from relmgr.store import tables as t
from tests.builders import NOW, TODAY, Make

SPONSOR, USER = RoleTowardMe.SPONSOR, RoleTowardMe.USER


def at(
    make: Make,
    name: str,
    role: RoleTowardMe | None = None,
    *,
    until: PartialDate | None = None,
    organisation: str = "Fernkloof",
    **fields: Any,
) -> PersonId:
    job = people.AffiliationInput(organisation=organisation, title="Manager", role=role, until=until)
    return make.person(name, affiliations=(job,), **fields)


def logo(store: Store, name: str = "Fernkloof") -> OrganisationId:
    found = organisations.find(store, name)
    assert found is not None
    return found


def columns(store: Store) -> dict[RoleTowardMe | None, list[str]]:
    board = organisations.board(store, logo(store), TODAY)
    return {
        column.role: [one.first_name for one in column.people] for column in board.columns if column.people
    }


def concern(store: Store) -> Concern | None:
    note = organisations.board(store, logo(store), TODAY).note
    return None if note is None else note.concern


class TestBoard:
    def test_people_stand_by_role_with_the_last_contact(self, store: Store, make: Make) -> None:
        megan = at(make, "Megan Jacobs", SPONSOR)
        at(make, "Thabo Nkosi", USER)
        at(make, "Lerato Mokoena")
        make.conversation(megan, on=-4)
        board = organisations.board(store, logo(store), TODAY)
        assert columns(store) == {SPONSOR: ["Megan"], USER: ["Thabo"], None: ["Lerato"]}
        assert len(board.columns) == 6
        (card,) = board.columns[0].people
        assert (card.title, card.last_words, card.warmth_words) == (
            "Manager",
            "Spoke 4 days ago",
            "Warm: 4 days",
        )
        assert board.columns[-1].people[0].last_words == "Not spoken yet"
        assert board.people_words == "You know three people there."

    def test_a_role_changes_and_undo_brings_it_back(self, store: Store, make: Make) -> None:
        at(make, "Megan Jacobs", USER)
        card = organisations.board(store, logo(store), TODAY).columns[2].people[0]
        organisations.set_role(store, card.affiliation_id, SPONSOR)
        assert columns(store) == {SPONSOR: ["Megan"]}
        assert store.undo_label == "Role toward me: Sponsor"
        store.undo()
        assert columns(store) == {USER: ["Megan"]}
        organisations.set_role(store, card.affiliation_id, None)
        assert columns(store) == {None: ["Megan"]}

    def test_those_who_left_stand_apart_and_the_trash_nowhere(self, store: Store, make: Make) -> None:
        at(make, "Megan Jacobs", until=PartialDate(2024))
        people.remove(store, at(make, "Thabo Nkosi"), NOW)
        board = organisations.board(store, logo(store), TODAY)
        assert [(one.first_name, one.ended_words) for one in board.former] == [("Megan", "until 2024")]
        assert columns(store) == {}
        assert board.people_words == "You know nobody there yet."

    def test_somebody_of_two_roles_there_stands_once_in_the_present_one(
        self, store: Store, make: Make
    ) -> None:
        jobs = (
            people.AffiliationInput(organisation="Fernkloof", title="Clerk", until=PartialDate(2020)),
            people.AffiliationInput(organisation="Fernkloof", title="Director", role=SPONSOR),
        )
        make.person("Megan Jacobs", affiliations=jobs)
        board = organisations.board(store, logo(store), TODAY)
        assert board.former == ()
        assert board.columns[0].people[0].title == "Director"

    def test_advocates_have_dated_evidence(self, store: Store, make: Make) -> None:
        megan = at(make, "Megan Jacobs", SPONSOR)
        make.moment(megan, MomentKind.SPOKE_FOR_ME, on=-30, note="In the budget round")
        make.moment(megan, MomentKind.SPOKE_AGAINST_ME, on=-3)
        make.moment(megan, MomentKind.RESPECT)
        board = organisations.board(store, logo(store), TODAY)
        assert [(one.name, one.what, one.day_words, one.note) for one in board.evidence] == [
            ("Megan", "Spoke against me", "21 Nov", ""),
            ("Megan", "Spoke up for me", "25 Oct", "In the budget round"),
        ]
        assert board.columns[0].people[0].evidence == board.evidence

    def test_one_that_is_gone_says_so(self, store: Store) -> None:
        with pytest.raises(NotFoundError):
            organisations.board(store, OrganisationId(9), TODAY)


class TestSponsors:
    def test_quiet_unless_they_are_away_gentle_or_let_rest(self, store: Store, make: Make) -> None:
        megan = at(make, "Megan Jacobs", SPONSOR)
        make.talks(megan, last=90, gap=10)
        assert concern(store) is Concern.QUIET
        people.set_gentle(store, megan, TODAY, "Bereaved")
        assert concern(store) is None
        people.set_gentle(store, megan, None, "")
        people.set_away(store, megan, None, TODAY + timedelta(days=3), "Leave")
        assert concern(store) is None
        people.set_away(store, megan, None, None, "")
        given = people.details(store, megan).input
        people.edit(store, megan, replace(given, circle=Circle.REST), NOW)
        assert concern(store) is None

    def test_light_people_without_a_role_and_the_dead_do_not_count(self, store: Store, make: Make) -> None:
        at(make, "Thabo Nkosi", USER)
        at(make, "Ivy Jacobs", is_light=True)
        old = at(make, "Old Friend", SPONSOR)
        make.milestone(old, MilestoneKind.DEATH, PartialDate(2025))
        assert concern(store) is None
        at(make, "Light Colleague", RoleTowardMe.SCEPTIC, is_light=True)
        assert concern(store) is Concern.NONE

    def test_cards_say_it_where_it_asks_for_something(self, store: Store, make: Make) -> None:
        at(make, "Thabo Nkosi", USER)

        def said() -> str:
            number = logo(store)
            with store.read() as session:
                note = organisations.note_in(session, number, "Fernkloof", TODAY)
            return "" if note is None else note.concern

        assert said() == ""
        at(make, "Lerato Mokoena")
        assert said() == Concern.NONE
        at(make, "Megan Jacobs", SPONSOR)
        assert concern(store) is Concern.ONLY_ONE
        assert said() == ""


class TestListing:
    def test_lists_by_name_with_the_people(self, store: Store, make: Make) -> None:
        at(make, "Megan Jacobs", SPONSOR)
        for name in ("Thabo Nkosi", "Lerato Mokoena", "Zanele Dube"):
            at(make, name)
        at(make, "Ben Whitaker", organisation="Åre Rail", until=PartialDate(2020))
        found = organisations.rows(store, organisations.listing(store))
        assert [(row.name, row.people_words) for row in found] == [
            ("Åre Rail", "Nobody you know is there now"),
            ("Fernkloof", "Lerato, Megan and 2 others"),
        ]
        assert [row.has_sponsor for row in found] == [False, True]

    @pytest.mark.parametrize(
        ("query", "names"), [("fern", ["Fernkloof"]), ("lera", ["Fernkloof"]), ("x", [])]
    )
    def test_finds_by_name_and_by_the_people(
        self, store: Store, make: Make, query: str, names: list[str]
    ) -> None:
        at(make, "Lerato Mokoena")
        at(make, "Ben", organisation="Calder Rail")
        found = organisations.listing(store, query)
        assert [row.name for row in organisations.rows(store, found)] == names

    def test_read_a_step_at_a_time_the_beginning_never_changes(
        self, store: Store, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        chance = Random(3)
        firms = [
            "Åre Rail",
            "are you",
            "佐藤商店",
            "9 to 5",
            "(b) side",
            "—",
            "B. Side",
            "ørsted",
            "Zed\nTwo",
            "zed one",
        ]
        firms += ["".join(chance.choice("abÅø -.") for _letter in range(6)) + "x" for _number in range(60)]
        for firm in firms:
            at(make, f"{chance.choice(('Ben', 'Lerato', 'Zoë'))} Dube", organisation=firm)
        listing = import_module("relmgr.services.organisations.listing")
        monkeypatch.setattr(listing, "NAMES_AT_ONCE", 7)
        monkeypatch.setattr(listing, "LOOKED_AT_ONCE", 5)
        with store.read() as session:
            known = session.execute(select(t.organisation.c.id, t.organisation.c.name)).all()
        order = [id_ for id_, name in sorted(known, key=lambda row: (sort_key("", "", row[1]), row[0]))]
        assert organisations.listing(store) == tuple(order)
        names = {
            row.id: fold(f"{row.name} {row.people_words}").split() for row in organisations.rows(store, order)
        }
        for query in ("zo", "are", "ler", "b zo", "nobody", "9"):
            wanted = [
                id_
                for id_ in order
                if all(any(word.startswith(part) for word in names[id_]) for part in query.split())
            ]
            for made in organisations.reading(store, query):
                assert list(made.ids) == wanted[: len(made.ids)]
            assert list(organisations.listing(store, query)) == wanted


class TestMerging:
    def test_two_of_one_name_become_one_and_nothing_is_lost(self, store: Store, make: Make) -> None:
        at(make, "Megan Jacobs")
        at(make, "Thabo Nkosi", organisation="Fern Kloof")
        kept, gone = logo(store), logo(store, "Fern Kloof")
        given = OrganisationInput(name="fernkloof", website="fernkloof.example", notes="Trucks")
        organisations.edit(store, gone, given)
        assert organisations.twins(store, kept) == (gone,)
        uid = organisations.details(store, gone).uid
        filters.save(store, "Theirs", PeopleFilter(organisation=uid))
        organisations.merge(store, gone, kept)
        board = organisations.board(store, kept, TODAY)
        assert len(board.columns[-1].people) == 2
        assert board.organisation.input.website == "fernkloof.example"
        assert board.organisation.input.notes == "Trucks"
        assert filters.saved(store)[0].chosen.organisation == board.organisation.uid
        assert people.rows(store, people.list_ids(store, TODAY, "thabo"), TODAY)[0].role_line.endswith(
            "Fernkloof"
        )
        store.undo()
        assert organisations.twins(store, kept) == (gone,)

    def test_with_itself_or_with_nothing_it_is_refused(self, store: Store, make: Make) -> None:
        at(make, "Megan Jacobs")
        with pytest.raises(InputError):
            organisations.merge(store, logo(store), logo(store))
        with pytest.raises(NotFoundError):
            organisations.merge(store, OrganisationId(99), logo(store))

    def test_only_an_organisation_without_people_is_removed(self, store: Store, make: Make) -> None:
        megan = at(make, "Megan Jacobs")
        number = logo(store)
        with pytest.raises(InputError):
            organisations.remove(store, number)
        people.edit(store, megan, replace(people.details(store, megan).input, affiliations=()), NOW)
        organisations.remove(store, number)
        with pytest.raises(NotFoundError):
            organisations.remove(store, number)
        store.undo()
        assert organisations.details(store, number).input.name == "Fernkloof"
