"""Two people side by side, field by field, before they become one; writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from relmgr.domain.fold import fold
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ContactKind
from relmgr.domain.numbers import listed
from relmgr.domain.phrases import partial
from relmgr.errors import InputError, NotFoundError
from relmgr.i18n import _, ngettext
from relmgr.services.merging.fields import FIELDS, SINGLE_DATES, Field, Join, Side, field_word, value_text
from relmgr.services.merging.rules import people_of
from relmgr.services.people.faces import PersonFace, faces
from relmgr.services.people.record import partial_of
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the comparison that can be decided. `key` is what `merge` takes."""

    key: str
    label: str
    stays: str
    """What the one who stays says; "" for nothing."""
    goes: str
    chosen: Side
    """What happens unless the user says otherwise."""
    may_be_both: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the two contradict each other, so that there is something to choose."""
        return bool(self.stays and self.goes and self.stays != self.goes)


@dataclass(frozen=True, slots=True)
class United:
    """One line that needs no decision: what both have of a kind, such as numbers, is kept."""

    label: str
    stays: str
    goes: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two people before they become one."""

    stays: PersonFace
    goes: PersonFace
    choices: tuple[Choice, ...]
    united: tuple[United, ...]
    moves: str
    """What else goes along, in words: "3 conversations and 2 facts"; "" for nothing."""


Person = Mapping[str, Any]


def compare(store: Store, stays: PersonId, goes: PersonId) -> Comparison:
    """The two side by side. Raises InputError for one person, NotFoundError for somebody gone or in the trash."""
    with store.read() as session:
        mine, theirs = both(session, stays, goes)
        dates = _dates(session, stays), _dates(session, goes)
        choices = [*(_choice(field, mine, theirs) for field in FIELDS), *_date_choices(*dates)]
        found = faces(session, (stays, goes))
        return Comparison(
            found[stays],
            found[goes],
            tuple(each for each in choices if each.stays or each.goes),
            tuple(each for each in _united(session, stays, goes) if each.stays or each.goes),
            _moves(session, goes),
        )


def both(session: Session, stays: PersonId, goes: PersonId) -> tuple[Person, Person]:
    """The rows of the two. Raises InputError for one person, NotFoundError for somebody gone or in the trash."""
    if stays == goes:
        raise InputError(_("This is one and the same person. Choose two."), "other")
    found = {
        row.id: dict(row._mapping)
        for row in session.execute(select(t.person).where(t.person.c.id.in_((stays, goes))))
        if row.deleted_at is None
    }
    if len(found) < 2:
        raise NotFoundError(
            _(
                "One of the two is no longer here, or is in the trash. Nothing was changed. Undo may bring them back."
            )
        )
    return found[stays], found[goes]


def _choice(field: Field, mine: Person, theirs: Person) -> Choice:
    texts = value_text(field, mine), value_text(field, theirs)
    if field.key == "photo" and mine["photo_id"] and theirs["photo_id"]:
        same = mine["photo_id"] == theirs["photo_id"]
        texts = _("a photo"), _("a photo") if same else _("another photo")
    return Choice(
        field.key,
        field_word(field.key),
        *texts,
        usual(field, mine, theirs),
        may_be_both=field.join in (Join.LIST, Join.TEXT),
    )


def usual(field: Field, mine: Person, theirs: Person) -> Side:
    """What happens if nobody chooses: what stays says stands, the rest comes from the other."""
    texts = value_text(field, mine), value_text(field, theirs)
    if not texts[0] and texts[1]:
        return Side.GOES
    if field.key == "name" and _is_part(mine, theirs):
        return Side.GOES
    if field.join in (Join.LIST, Join.TEXT) and all(texts) and texts[0] != texts[1]:
        return Side.BOTH
    return Side.STAYS


def _is_part(mine: Person, theirs: Person) -> bool:
    """Whether the one's name is less of the other's: Megan of Megan Jacobs."""
    words = [set(fold(each["display_name"]).split()) for each in (mine, theirs)]
    return words[0] < words[1] and len(words[0]) == 1


def _dates(session: Session, person: PersonId) -> dict[str, str]:
    m = t.milestone.c
    rows = session.execute(
        select(t.milestone)
        .where(m.person_id == person, m.milestone_kind.in_(SINGLE_DATES))
        .order_by(m.id.desc())
    )
    return {
        SINGLE_DATES[row.milestone_kind]: partial(date) if (date := partial_of(row, "on")) else ""
        for row in rows
    }


def _date_choices(mine: dict[str, str], theirs: dict[str, str]) -> Sequence[Choice]:
    return [
        Choice(
            key,
            field_word(key),
            mine.get(key, ""),
            theirs.get(key, ""),
            Side.STAYS if key in mine else Side.GOES,
        )
        for key in SINGLE_DATES.values()
    ]


def _united(session: Session, stays: PersonId, goes: PersonId) -> list[United]:
    """The lists: numbers, addresses, work and labels, each in one cell a side."""
    lines: dict[str, tuple[list[str], list[str]]] = {}
    for side, person in enumerate((stays, goes)):
        for label, text in _listed(session, person):
            lines.setdefault(label, ([], []))[side].append(text)
    return [United(label, "\n".join(sides[0]), "\n".join(sides[1])) for label, sides in lines.items()]


def _listed(session: Session, person: PersonId) -> list[tuple[str, str]]:
    c, a = t.contact_method.c, t.affiliation.c
    words = {
        ContactKind.PHONE: _("Phone"),
        ContactKind.EMAIL: _("E-mail"),
        ContactKind.ADDRESS: _("Address"),
        ContactKind.LINK: _("Link"),
        ContactKind.CHAT: _("Chat"),
    }
    methods = session.execute(
        select(c.contact_kind, c.value).where(c.person_id == person).order_by(c.position, c.id)
    ).all()
    said = [(words[kind], value) for kind in ContactKind for each, value in methods if each == kind]
    jobs = session.execute(
        select(a.title, t.organisation.c.name)
        .join(t.organisation, t.organisation.c.id == a.organisation_id)
        .where(a.person_id == person)
        .order_by(a.position, a.id)
    )
    said += [(_("Works at"), _job(title, name)) for title, name in jobs]
    labels = session.execute(
        select(t.label.c.name)
        .join(t.person_label, t.person_label.c.label_id == t.label.c.id)
        .where(t.person_label.c.person_id == person)
        .order_by(t.label.c.name)
    ).scalars()
    return [*said, *((_("Label"), name) for name in labels)]


def _job(title: str, organisation: str) -> str:
    if not title:
        return organisation
    return _("{title} at {organisation}").format(title=title, organisation=organisation)


def _moves(session: Session, goes: PersonId) -> str:
    counted = {
        name: session.execute(
            select(func.count()).where(or_(*(table.c[column] == goes for column in people_of(table))))
        ).scalar_one()
        for name, table in _COUNTED.items()
    }
    said = [
        ngettext("{count} conversation", "{count} conversations", counted["talks"]).format(
            count=counted["talks"]
        ),
        ngettext("{count} fact", "{count} facts", counted["facts"]).format(count=counted["facts"]),
        ngettext("{count} date", "{count} dates", counted["dates"]).format(count=counted["dates"]),
        ngettext("{count} relation", "{count} relations", counted["ties"]).format(count=counted["ties"]),
        ngettext("{count} expectation", "{count} expectations", counted["expectations"]).format(
            count=counted["expectations"]
        ),
        ngettext("{count} reminder", "{count} reminders", counted["reminders"]).format(
            count=counted["reminders"]
        ),
    ]
    return listed(tuple(words for words, name in zip(said, _COUNTED, strict=True) if counted[name]))


_COUNTED = {
    "talks": t.conversation_person,
    "facts": t.fact,
    "dates": t.milestone,
    "ties": t.relation,
    "expectations": t.expectation,
    "reminders": t.reminder,
}
