"""Earlier values: what was said of somebody before a merge, an import or a sync replaced it, and putting it back (S4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, delete, insert, select, update

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ContactKind, Replacing
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import contacts, rows
from relmgr.services.whole.words import column_words
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

_NAME = "name"
_PHOTO = "photo"
_CONTACTS = {
    "e-mail": ContactKind.EMAIL,
    "email": ContactKind.EMAIL,
    "phone": ContactKind.PHONE,
    "address": ContactKind.ADDRESS,
    "link": ContactKind.LINK,
    "chat": ContactKind.CHAT,
}
"""What ways to reach somebody are called where they were replaced."""
_TEXTS = frozenset(
    column.name for column in t.person.columns if type(column.type) is String and column.name != "uid"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierValue:
    """One value that does not stand any more."""

    id: int
    field: str
    called: str
    """What the value is called."""
    value: str
    replaced_by: str
    replacing: Replacing
    origin: str
    """From what file, or whose record; may be empty."""
    at: datetime
    can_return: bool
    """Whether it can be put back from here; else it is put into the form by hand."""


def of(store: Store, person_id: PersonId, field: str = "") -> tuple[EarlierValue, ...]:
    """What was said before, the newest first; only of `field`, where it is given."""
    c = t.earlier_value.c
    query = select(t.earlier_value).where(c.person_id == person_id).order_by(c.at.desc(), c.id.desc())
    if field:
        query = query.where(c.field == field)
    with store.read() as session:
        return tuple(_view(row) for row in session.execute(query))


def _view(row: Any) -> EarlierValue:
    known = row.field in _TEXTS or row.field in _CONTACTS or row.field in (_NAME, _PHOTO)
    return EarlierValue(
        id=row.id,
        field=row.field,
        called=called(row.field),
        value=_("a picture") if row.field == _PHOTO else row.value,
        replaced_by=_("another picture") if row.field == _PHOTO and row.replaced_by else row.replaced_by,
        replacing=row.replacing,
        origin=row.origin,
        at=row.at,
        can_return=known,
    )


def called(field: str) -> str:
    """What the value is called: a column's words, or those it was noted under."""
    if field in t.person.columns or field in ("text", "note", "title"):
        return column_words("person", field)
    contact = _CONTACTS.get(field)
    if contact is not None:
        return contacts.channel_words(contact)
    words: dict[str, Callable[[], str]] = {
        _NAME: lambda: _("Name"),
        _PHOTO: lambda: _("Photo"),
        "birthday": lambda: _("Birthday"),
        "relation": lambda: _("Family or friend"),
        "fact": lambda: _("Fact"),
        "milestone": lambda: _("Date"),
        "affiliation": lambda: _("Role"),
    }
    word = words.get(field)
    return word() if word is not None else field.replace("_", " ").capitalize()


def put_back(store: Store, earlier_id: int, now: datetime) -> None:
    """Let the earlier value stand again; what stands now becomes the earlier one. Raises NotFoundError, InputError."""
    with store.change(_("Put back an earlier value")) as session:
        row = rows.get(session, t.earlier_value, earlier_id)
        if row.field in _CONTACTS:
            _add_contact(session, row)
            session.execute(delete(t.earlier_value).where(t.earlier_value.c.id == earlier_id))
        elif row.field == _PHOTO:
            stood = _exchange_photo(session, row)
            _note(session, row, stood, now)
        elif row.field in _TEXTS or row.field == _NAME:
            column = "display_name" if row.field == _NAME else row.field
            person = rows.get(session, t.person, row.person_id)
            rows.change(session, t.person, row.person_id, {column: row.value})
            _note(session, row, getattr(person, column), now)
        else:
            raise InputError(
                _("This one is put back by hand: copy it, and write it where it belongs."), "value"
            )
        rows.change(session, t.person, row.person_id, {"changed_at": now})


def _note(session: Session, row: Any, stood: str, now: datetime) -> None:
    """What stood until now takes the place of the row; nothing stood: the row goes."""
    if not stood:
        session.execute(delete(t.earlier_value).where(t.earlier_value.c.id == row.id))
        return
    session.execute(
        update(t.earlier_value)
        .where(t.earlier_value.c.id == row.id)
        .values(value=stood, replaced_by=row.value, at=now)
    )


def _exchange_photo(session: Session, row: Any) -> str:
    """The digest of the picture that stood."""
    p = t.photo.c
    photo_id = session.execute(select(p.id).where(p.sha256 == row.value)).scalar()
    if photo_id is None:
        raise InputError(_("That picture is no longer kept."), "value")
    person = rows.get(session, t.person, row.person_id)
    stood = session.execute(select(p.sha256).where(p.id == person.photo_id)).scalar()
    rows.change(session, t.person, row.person_id, {"photo_id": photo_id})
    return str(stood or "")


def _add_contact(session: Session, row: Any) -> None:
    kind, c = _CONTACTS[row.field], t.contact_method.c
    there = select(c.id).where(c.person_id == row.person_id, c.contact_kind == kind, c.value == row.value)
    if session.execute(there).first() is not None:
        return
    last = session.execute(select(c.position).where(c.person_id == row.person_id).order_by(c.position.desc()))
    session.execute(
        insert(t.contact_method).values(
            person_id=row.person_id,
            contact_kind=kind,
            value=row.value,
            normalised=contacts.normalised(kind, row.value),
            position=(last.scalar() or 0) + 1,
        )
    )
