"""What the window has: its pages and the dialogs it can open. What is not listed here has no row, key or command."""

from collections.abc import Callable
from dataclasses import dataclass

from relmgr.domain.ids import ExpectationId, PersonId
from relmgr.domain.kinds import Direction, Kind
from ui.actions import Command
from ui.context import Context, DialogHost, Navigator, OpenPrep
from ui.main_window.navigation import CountLook
from ui.pages.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """A page: made when it is first opened, so that a start pays for none that is not looked at."""

    name: str
    """The name in a `Place`."""
    make: Callable[[Context, Navigator, DialogHost], Page]
    command: Command | None = None
    """What opens it; its words and icon are the row's, unless it stands `under` another. None: nothing but a `Place`."""
    count: Callable[[Context], int] | None = None
    """The number beside the row."""
    is_empty: Callable[[Context], bool] | None = None
    """Whether there is nothing on it at all; asked at a start, so it must not count."""
    counts: frozenset[Kind] = frozenset()
    """A change of one of these kinds changes the number."""
    look: CountLook = CountLook.PLAIN
    under: str = ""
    """The page whose row is marked while this one, which has none, is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """The dialogs that can be opened from anywhere; None where there is none."""

    new_person: Callable[[Context, Navigator, DialogHost, str], None] | None = None
    edit_person: Callable[[Context, Navigator, DialogHost, PersonId], None] | None = None
    log_conversation: Callable[[Context, Navigator, DialogHost, PersonId | None, str], None] | None = None
    add_expectation: Callable[[Context, Navigator, DialogHost, PersonId, Direction], None] | None = None
    edit_expectation: Callable[[Context, Navigator, DialogHost, ExpectationId], None] | None = None
    prep: Callable[[Context, Navigator, DialogHost], OpenPrep] | None = None
    """Makes what opens Prep for a call; once for each open file."""
    offers: Callable[[Context, Navigator, DialogHost], None] | None = None
    who_can_help: Callable[[Context, Navigator, DialogHost, str], None] | None = None
    who_would_like: Callable[[Context, Navigator, DialogHost, str], None] | None = None
    add_referral: Callable[[Context, Navigator, DialogHost], None] | None = None
    where_we_stand: Callable[[Context, Navigator, DialogHost], None] | None = None
    look_back: Callable[[Context, Navigator, DialogHost], None] | None = None
    export: Callable[[Context, Navigator, DialogHost], None] | None = None


@dataclass(frozen=True, slots=True)
class Registry:
    """All pages in the order of the navigation, and all dialogs."""

    pages: tuple[PageEntry, ...]
    doors: Doors

    def page(self, name: str) -> PageEntry | None:
        """The page called `name`, if there is one."""
        return next((entry for entry in self.pages if entry.name == name), None)

    def first(self) -> str:
        """The page that is shown after unlocking."""
        return self.pages[0].name


def _today(context: Context, navigator: Navigator, host: DialogHost) -> Page:
    from ui.pages.today import TodayPage

    return TodayPage(context, navigator, host)


def _people(context: Context, navigator: Navigator, host: DialogHost) -> Page:
    from ui.pages.people import PeoplePage

    return PeoplePage(context, navigator, host)


def _expectations(context: Context, navigator: Navigator, host: DialogHost) -> Page:
    from ui.pages.expectations import ExpectationsPage

    return ExpectationsPage(context, navigator, host)


def _reflect(context: Context, navigator: Navigator, host: DialogHost) -> Page:
    from ui.pages.reflect import ReflectPage

    return ReflectPage(context, navigator, host)


def _referrals(context: Context, navigator: Navigator, host: DialogHost) -> Page:
    from ui.pages.referrals import ReferralsPage

    return ReferralsPage(context, navigator, host)


def _settings(context: Context, navigator: Navigator, host: DialogHost) -> Page:
    from ui.pages.settings import SettingsPage

    return SettingsPage(context, navigator, host)


def _import(context: Context, navigator: Navigator, host: DialogHost) -> Page:
    from ui.pages.import_page import ImportPage

    return ImportPage(context, navigator, host)


def _duplicates(context: Context, navigator: Navigator, host: DialogHost) -> Page:
    from ui.pages.duplicates import DuplicatesPage

    return DuplicatesPage(context, navigator, host)


def _organisations(context: Context, navigator: Navigator, host: DialogHost) -> Page:
    from ui.pages.organisations import OrganisationsPage

    return OrganisationsPage(context, navigator, host)


def _organisation(context: Context, navigator: Navigator, host: DialogHost) -> Page:
    from ui.pages.organisations import OrganisationPage

    return OrganisationPage(context, navigator, host)


def _count_due(context: Context) -> int:
    from relmgr.services import reminders

    return reminders.counted(context.store, context.now(), context.zone())[0]


def _count_people(context: Context) -> int:
    from relmgr.services import people

    return people.count(context.store)


def _is_nobody_there(context: Context) -> bool:
    from relmgr.services import people

    return not people.is_anybody_there(context.store)


def _count_unthanked(context: Context) -> int:
    from relmgr.services import referrals

    return referrals.owed_count(context.store)


def _count_at_risk(context: Context) -> int:
    from relmgr.services.expectations import board

    return board.at_risk_count(context.store, context.today())


SETTINGS = PageEntry(name="settings", make=_settings)
PAGES = (
    # Changes of the file are counted by the Attention, which tells `due_changed`.
    PageEntry(name="today", make=_today, command=Command.TODAY, count=_count_due, look=CountLook.FILLED),
    PageEntry(
        name="people",
        make=_people,
        command=Command.PEOPLE,
        count=_count_people,
        is_empty=_is_nobody_there,
        counts=frozenset({Kind.PERSON}),
    ),
    PageEntry(
        name="expectations",
        make=_expectations,
        command=Command.EXPECTATIONS,
        count=_count_at_risk,
        counts=frozenset({Kind.EXPECTATION, Kind.PERSON}),
        look=CountLook.TINTED,
    ),
    PageEntry(name="reflect", make=_reflect, command=Command.REFLECT),
    PageEntry(
        name="referrals",
        make=_referrals,
        command=Command.REFERRALS,
        count=_count_unthanked,
        counts=frozenset({Kind.REFERRAL, Kind.PERSON, Kind.MILESTONE}),
    ),
    SETTINGS,
    PageEntry(name="organisations", make=_organisations, command=Command.ORGANISATIONS, under="people"),
    PageEntry(name="organisation", make=_organisation, under="people"),
    PageEntry(name="duplicates", make=_duplicates, command=Command.DUPLICATES, under="people"),
    PageEntry(name="import", make=_import, under="people"),
)


def _log_conversation(
    context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId | None, text: str
) -> None:
    from ui.dialogs.conversation import open_conversation

    open_conversation(context, navigator, host, person_id, text)


def _new_person(context: Context, navigator: Navigator, host: DialogHost, name: str) -> None:
    from ui.dialogs.person import open_person

    open_person(context, navigator, host, name=name)


def _edit_person(context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId) -> None:
    from ui.dialogs.person import open_person

    open_person(context, navigator, host, person_id)


def _add_expectation(
    context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId, direction: Direction
) -> None:
    from ui.dialogs.expectation import open_expectation

    open_expectation(context, navigator, host, person_id, direction)


def _edit_expectation(
    context: Context, navigator: Navigator, host: DialogHost, expectation_id: ExpectationId
) -> None:
    from ui.dialogs.expectation import open_known_expectation, told_first

    told_first(
        context,
        host,
        expectation_id,
        lambda: open_known_expectation(context, navigator, host, expectation_id),
    )


def _prep(context: Context, navigator: Navigator, host: DialogHost) -> OpenPrep:
    from ui.prep import PrepWindows

    return PrepWindows(context, navigator, host)


def _look_back(context: Context, navigator: Navigator, host: DialogHost) -> None:
    from ui.dialogs.review import open_week_review

    open_week_review(context, navigator, host)


def _export(context: Context, navigator: Navigator, host: DialogHost) -> None:
    from ui.dialogs.exporting import open_export

    open_export(context, navigator, host)


def _where_we_stand(context: Context, navigator: Navigator, host: DialogHost) -> None:
    from ui.dialogs.where_we_stand import open_where_we_stand

    open_where_we_stand(context, navigator, host)


def _offers(context: Context, navigator: Navigator, host: DialogHost) -> None:
    from ui.dialogs.offers import open_offers

    open_offers(context, navigator, host)


def _who_can_help(context: Context, navigator: Navigator, host: DialogHost, text: str) -> None:
    from ui.dialogs.helping import open_who_can_help

    open_who_can_help(context, navigator, host, text)


def _who_would_like(context: Context, navigator: Navigator, host: DialogHost, text: str) -> None:
    from ui.dialogs.liking import open_who_would_like

    open_who_would_like(context, navigator, host, text)


def _add_referral(context: Context, navigator: Navigator, host: DialogHost) -> None:
    from ui.dialogs.referral import open_referral

    open_referral(context, navigator, host)


DOORS = Doors(
    who_would_like=_who_would_like,
    add_referral=_add_referral,
    who_can_help=_who_can_help,
    new_person=_new_person,
    edit_person=_edit_person,
    log_conversation=_log_conversation,
    add_expectation=_add_expectation,
    edit_expectation=_edit_expectation,
    prep=_prep,
    offers=_offers,
    where_we_stand=_where_we_stand,
    look_back=_look_back,
    export=_export,
)
REGISTRY = Registry(pages=PAGES, doors=DOORS)
