"""Who the sample people are: names, roles, colours and the signs of depth, as of Tuesday 24 November 2026."""

from dataclasses import dataclass
from datetime import date

from relmgr.domain.kinds import AllyKind, RoleTowardMe, Sign

_ALL = tuple(Sign)
_NEW, _OLD = date(2026, 4, 14), date(2025, 5, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePerson:
    """One of them. `uid` and `organisation_uid` are chosen for the pictures' colours."""

    key: str
    given: str
    family: str
    uid: str
    role: str
    organisation: str = ""
    organisation_uid: str = ""
    monogram: str = ""
    additional: str = ""
    nickname: str = ""
    pronouns: str = ""
    native_name: str = ""
    present: tuple[Sign, ...] = ()
    fading: tuple[Sign, ...] = ()
    toward_me: RoleTowardMe | None = None
    labels: tuple[str, ...] = ()
    ally: AllyKind | None = None
    spoke: tuple[date, ...] = ()
    """Days of conversations, the last of them first."""


def _days(last: date, gap: int, count: int = 5, before: int = 0) -> tuple[date, ...]:
    """`before` more lie in the quarter before the last one, in the same rhythm: what momentum is measured against."""
    return tuple(
        date.fromordinal(first.toordinal() - gap * number)
        for first, many in ((last, count), (_SUMMER, before))
        for number in range(many)
    )


_SUMMER = date(2026, 8, 20)


PEOPLE: tuple[SamplePerson, ...] = (
    SamplePerson(
        key="megan",
        given="Megan",
        family="Jacobs",
        uid="sample:megan:5",
        role="Operations director",
        organisation="Fernkloof Logistics",
        organisation_uid="sample:fernkloof:5",
        toward_me=RoleTowardMe.SPONSOR,
        nickname="Meg",
        pronouns="she/her",
    ),
    SamplePerson(
        key="ike",
        given="Ikechukwu",
        family="Okonkwo",
        uid="sample:ike:12",
        role="Founder",
        organisation="Palmgrove Studio",
        organisation_uid="sample:palmgrove:3",
        present=tuple(sign for sign in _ALL if sign not in (Sign.REFERS_ME, Sign.COMPLEX_ISSUES)),
        spoke=_days(date(2026, 11, 20), 9),
    ),
    SamplePerson(
        key="misaki",
        given="美咲",
        family="佐藤",
        uid="sample:misaki:5",
        role="Product lead",
        organisation="Kumo Works",
        organisation_uid="sample:kumo:2",
        pronouns="she/her",
        present=_ALL,
        spoke=_days(date(2026, 11, 19), 14, before=1),
    ),
    SamplePerson(
        key="layla",
        given="ليلى",
        family="حدّاد",
        native_name="Layla Haddad",
        uid="sample:layla:0",
        role="Programme manager",
        organisation="Dar al-Waraq",
        organisation_uid="sample:waraq:1",
        pronouns="she/her",
        present=(Sign.ASKS_FOR_HELP, Sign.NO_MONEY_ARGUMENT, Sign.INVOLVES_EARLY, Sign.RESPECT),
        fading=(Sign.FORGIVES,),
        spoke=_days(date(2026, 11, 12), 5, 4, before=4),
    ),
    SamplePerson(
        key="maria",
        given="Maria-Alejandra",
        family="Fernández de la Vega y Montalbán",
        uid="sample:maria:4",
        role="Head of partnerships",
        organisation="Cooperativa Agrícola del Valle de Ricote",
        organisation_uid="sample:ricote:3",
        monogram="V",
        nickname="Marian",
        pronouns="she/her",
        present=(
            Sign.ASKS_FOR_HELP,
            Sign.ACTS_ON_ADVICE,
            Sign.REFERS_ME,
            Sign.NO_MONEY_ARGUMENT,
            Sign.RESPECT,
        ),
        fading=(Sign.COMPLEX_ISSUES,),
        spoke=_days(date(2026, 10, 8), 21),
    ),
    SamplePerson(
        key="jonas",
        given="Jonas",
        family="Lindqvist",
        uid="sample:jonas:3",
        role="CTO",
        organisation="Västkust Energi",
        organisation_uid="sample:vastkust:7",
        pronouns="he/him",
        present=(Sign.ACTS_ON_ADVICE, Sign.RESPECT),
        fading=(Sign.NO_MONEY_ARGUMENT, Sign.INVOLVES_EARLY),
        spoke=_days(date(2026, 10, 21), 14, before=3),
    ),
    SamplePerson(
        key="priya",
        given="Priya",
        family="Raghunathan",
        uid="sample:priya:3",
        role="Marketing lead",
        organisation="Saffron & Slate",
        organisation_uid="sample:saffron:0",
        pronouns="she/her",
        present=(Sign.ASKS_FOR_HELP, Sign.NO_MONEY_ARGUMENT, Sign.RESPECT),
        spoke=_days(date(2026, 11, 16), 10, before=2),
    ),
    SamplePerson(
        key="ben",
        given="Ben",
        family="Whitaker",
        uid="sample:ben:8",
        role="Procurement lead",
        organisation="Calder Rail",
        organisation_uid="sample:calder:1",
        pronouns="he/him",
        fading=(Sign.RESPECT,),
        spoke=_days(date(2026, 10, 20), 14, 4, before=4),
    ),
    SamplePerson(
        key="aroha",
        given="Aroha",
        family="Ngata",
        uid="sample:aroha:1",
        role="Director",
        organisation="Tūī Trust",
        organisation_uid="sample:tui:4",
        pronouns="she/her",
        present=_ALL,
        spoke=_days(date(2026, 11, 3), 14, before=2),
    ),
    SamplePerson(
        key="olena",
        given="Olena",
        family="Kovalchuk",
        uid="sample:olena:0",
        role="Independent researcher",
        labels=("research", "Ukrainian"),
        ally=AllyKind.PEER,
        pronouns="she/her",
        present=tuple(sign for sign in _ALL if sign not in (Sign.COMPLEX_ISSUES, Sign.INVOLVES_EARLY)),
        spoke=(date(2026, 9, 24), date(2026, 8, 27), date(2026, 7, 26)),
    ),
    SamplePerson(
        key="kwame",
        given="Kwame",
        family="Boateng",
        uid="sample:kwame:5",
        role="Finance manager",
        organisation="Asanka Foods",
        organisation_uid="sample:asanka:0",
        pronouns="he/him",
        present=(Sign.INVOLVES_EARLY, Sign.RESPECT),
        fading=(Sign.NO_MONEY_ARGUMENT,),
        spoke=_days(date(2026, 11, 10), 10, 3),
    ),
    SamplePerson(
        key="chau",
        given="Châu",
        family="Nguyễn",
        additional="Thị Minh",
        uid="sample:chau:7",
        role="CEO",
        organisation="Sông Studio",
        organisation_uid="sample:song:3",
        present=(Sign.ACTS_ON_ADVICE, Sign.RESPECT),
        spoke=_days(date(2026, 11, 12), 10, before=5),
    ),
    SamplePerson(
        key="claire",
        given="Claire",
        family="Dubois-Martin",
        uid="sample:claire:12",
        role="Editor",
        organisation="Maison Vallée",
        organisation_uid="sample:maison:3",
        labels=("copy-editing", "French"),
        ally=AllyKind.SUBCONTRACTOR,
        pronouns="she/her",
        present=(Sign.ASKS_FOR_HELP, Sign.NO_MONEY_ARGUMENT, Sign.RESPECT),
        spoke=_days(date(2026, 11, 15), 7, before=6),
    ),
)

SEEN_ON, FADED_ON = _NEW, _OLD
"""When a present sign was last seen, and a fading one."""


COLLEAGUES: tuple[SamplePerson, ...] = (
    SamplePerson(
        key="thabo",
        given="Thabo",
        family="Nkosi",
        uid="sample:thabo:3",
        role="Depot manager, Paarl",
        organisation="Fernkloof Logistics",
        toward_me=RoleTowardMe.USER,
    ),
    SamplePerson(
        key="lerato",
        given="Lerato",
        family="Mokoena",
        uid="sample:lerato:8",
        role="Finance director",
        organisation="Fernkloof Logistics",
        toward_me=RoleTowardMe.DECISION_MAKER,
    ),
)
"""Light people whom Megan works with: on the board of Fernkloof, and not in the list."""
