"""Labels: words of one's own on people, put on and taken off, renamed, merged and removed everywhere (P13)."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, func, insert, select, update

from relmgr.domain.ids import LabelId, PersonId
from relmgr.errors import InputError
from relmgr.i18n import _, ngettext
from relmgr.services import filters, rows
from relmgr.services.in_slices import in_slices
from relmgr.services.people.record import label_id
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRow:
    """One label, and how many people bear it."""

    id: LabelId
    name: str
    people: int


_PEOPLE = (
    select(func.count()).where(t.person_label.c.label_id == t.label.c.id).correlate(t.label).scalar_subquery()
)
_ALL = select(t.label.c.id, t.label.c.name, _PEOPLE.label("people")).order_by(func.lower(t.label.c.name))
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_BEARERS = select(t.person_label.c.person_id).where(
    t.person_label.c.label_id == bindparam("label"), t.person_label.c.person_id.in_(_IDS)
)


def all_labels(store: Store) -> tuple[LabelRow, ...]:
    """Every label by name."""
    with store.read() as session:
        return tuple(
            LabelRow(id=LabelId(row.id), name=row.name, people=row.people) for row in session.execute(_ALL)
        )


def put_on(store: Store, people: Sequence[PersonId], *names: str) -> None:
    """Put labels on everybody of `people` who does not bear them yet, as one change. Raises InputError."""
    for _step in put_on_in_steps(store, people, *names):
        pass


def put_on_in_steps(
    store: Store, people: Sequence[PersonId], *names: str
) -> Generator[tuple[int, int], None, None]:
    """The same beside a window that stays alive: yields (done, of so much). Closing it leaves everything as it was."""
    words = [_word(name) for name in names]
    label = ngettext("Label {name}", "Label {count} people {name}", len(people))
    wanted = tuple(dict.fromkeys(people))
    with store.change(label.format(name=_(", ").join(words), count=len(people))) as session:
        numbers = [label_id(session, word) for word in words]

        def put_some(some: Sequence[PersonId]) -> None:
            for number in numbers:
                _put_on(session, some, number)

        yield from in_slices(store, wanted, put_some)


def _put_on(session: Session, people: Sequence[PersonId], number: int) -> None:
    held = set(session.execute(_BEARERS, {"label": number, "ids": list(people)}).scalars())
    new = [{"person_id": id_, "label_id": number} for id_ in people if id_ not in held]
    if new:
        session.execute(insert(t.person_label), new)


def take_off(store: Store, people: Sequence[PersonId], name: str) -> None:
    """Take the label `name` off `people`; it stays for others, and for the next time."""
    label = ngettext("Take off the label {name}", "Take the label {name} off {count} people", len(people))
    p = t.person_label.c
    with store.change(label.format(name=name, count=len(people))) as session:
        number = session.execute(select(t.label.c.id).where(t.label.c.name == name)).scalar()
        for start in range(0, len(people), _CHUNK):
            chunk = list(people[start : start + _CHUNK])
            session.execute(delete(t.person_label).where(p.label_id == number, p.person_id.in_(chunk)))


def put(store: Store, person_id: PersonId, names: Sequence[str]) -> None:
    """Let somebody bear exactly these labels. Raises InputError, NotFoundError."""
    wanted = list(dict.fromkeys(_word(name) for name in names))
    p = t.person_label.c
    with store.change(_("Change labels")) as session:
        rows.get(session, t.person, person_id)
        ids = [label_id(session, word) for word in wanted]
        held = set(session.execute(select(p.label_id).where(p.person_id == person_id)).scalars())
        session.execute(
            delete(t.person_label).where(p.person_id == person_id, p.label_id.in_(held - set(ids)))
        )
        new = [{"person_id": person_id, "label_id": id_} for id_ in ids if id_ not in held]
        if new:
            session.execute(insert(t.person_label), new)


def arrange(store: Store, wanted: Mapping[LabelId, str]) -> None:
    """Rename the labels everywhere; an empty name removes one, the name of another merges the two. One change.

    Saved filters follow: they name the new label, and go where theirs is removed.
    """
    with store.change(_("Arrange labels")) as session:
        for id_, name in wanted.items():
            held = str(rows.get(session, t.label, id_).name)
            word = " ".join(name.split())
            if word == held:
                continue
            if not word:
                session.execute(delete(t.label).where(t.label.c.id == id_))
            else:
                _rename(session, id_, word)
            filters.follow_label(session, held, word)


def _rename(session: Session, id_: LabelId, word: str) -> None:
    other = session.execute(select(t.label.c.id).where(t.label.c.name == word)).scalar()
    if other is None:
        session.execute(update(t.label).where(t.label.c.id == id_).values(name=word))
        return
    p = t.person_label.c
    both = select(p.person_id).where(p.label_id == other)
    session.execute(
        update(t.person_label).where(p.label_id == id_, p.person_id.not_in(both)).values(label_id=other)
    )
    session.execute(delete(t.label).where(t.label.c.id == id_))


def _word(name: str) -> str:
    word = " ".join(name.split())
    if not word:
        raise InputError(_("A label needs a word."), "label")
    return word
