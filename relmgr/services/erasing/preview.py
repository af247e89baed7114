"""What an erasure would take with it, what stays and is to be looked at, and what it cannot reach; changes nothing."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from relmgr.domain.fold import fold
from relmgr.domain.ids import ConversationId, PersonId
from relmgr.services import search
from relmgr.services.people import record
from relmgr.services.search.model import HitKind
from relmgr.services.whole import kept_of
from relmgr.store import Store, erasing
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.store import Session

MOST_MENTIONS = 40
"""How many texts of others that name them are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTalk:
    """A conversation with others too: it stays, without them, and what is written in it is to be looked at."""

    id: ConversationId
    on_day: date
    text: str
    others: tuple[str, ...]
    names_them: bool
    """Whether their name stands in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A text of somebody else, or of nobody, in which their whole name stands."""

    kind: HitKind
    id: int
    person_id: PersonId | None
    title: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would go, and what would not."""

    person_id: PersonId
    name: str
    first_name: str
    kept: dict[str, int]
    """Rows that go, by table, in the order of reading."""
    with_them: tuple[str, ...]
    """Names of those known only through them, who go too."""
    organisations: tuple[str, ...]
    """Organisations where nobody else is, which go too."""
    labels: tuple[str, ...]
    shared: tuple[SharedTalk, ...]
    mentions: tuple[Mention, ...]

    @property
    def row_count(self) -> int:
        """How many rows go in all."""
        return sum(self.kept.values())


def preview(store: Store, person_id: PersonId) -> Preview:
    """What erasing this person would do. Raises NotFoundError."""
    with store.read() as session:
        known = record.details_in(session, person_id)
        reach = erasing.extent(session, person_id)
        kept = kept_of(session, reach.people)
        for stays in ("conversation", "organisation", "label", "import_batch"):
            kept.pop(stays, None)
        if reach.talks:
            kept["conversation"] = len(reach.talks)
        people = _people_names(session, reach.people[1:])
        firms = _named(session, t.organisation, reach.organisations)
        labels = _named(session, t.label, reach.labels)
        shared = _shared(session, reach, _words(known))
    mentions = _mentions(store, known, reach)
    return Preview(
        person_id=person_id,
        name=known.name,
        first_name=known.first_name,
        kept=kept,
        with_them=people,
        organisations=firms,
        labels=labels,
        shared=shared,
        mentions=mentions,
    )


def is_typed_name(typed: str, name: str) -> bool:
    """Whether what was typed to confirm is the name: case, accents and spaces do not matter."""
    return bool(fold(typed)) and fold(typed) == fold(name)


def _people_names(session: Session, ids: tuple[int, ...]) -> tuple[str, ...]:
    query = select(t.person.c.display_name).where(t.person.c.id.in_(ids)).order_by(t.person.c.id)
    return tuple(session.execute(query).scalars())


def _named(session: Session, table: object, ids: tuple[int, ...]) -> tuple[str, ...]:
    c = table.c  # type: ignore[attr-defined]
    return tuple(session.execute(select(c.name).where(c.id.in_(ids)).order_by(c.name)).scalars())


def _words(known: record.PersonDetails) -> set[str]:
    """Single words that stand for them in a text: given and family name, as far as they are long enough to mean one."""
    given = known.input
    parts = (given.given, given.family, given.nickname)
    return {word for part in parts for word in fold(part).split() if len(word) > 2}


def _shared(session: Session, reach: erasing.Extent, words: set[str]) -> tuple[SharedTalk, ...]:
    c, s, p = t.conversation.c, t.conversation_person.c, t.person.c
    others: dict[int, list[str]] = {}
    query = (
        select(s.conversation_id, p.display_name)
        .join(t.person, p.id == s.person_id)
        .where(s.conversation_id.in_(reach.shared), s.person_id.not_in(reach.people))
        .order_by(s.id)
    )
    for row in session.execute(query):
        others.setdefault(row.conversation_id, []).append(row.display_name)
    found: list[SharedTalk] = []
    texts = [c[name] for name in erasing.SHARED_TEXTS]
    talks = select(c.id, c.on_day, *texts).where(c.id.in_(reach.shared)).order_by(c.on_day.desc(), c.id)
    for row in session.execute(talks):
        said = " ".join(filter(None, row[2:]))
        found.append(
            SharedTalk(
                id=ConversationId(row.id),
                on_day=row.on_day,
                text=said,
                others=tuple(others.get(row.id, ())),
                names_them=bool(words & set(_letters(said).split())),
            )
        )
    return tuple(found)


def _letters(text: str) -> str:
    return "".join(character if character.isalnum() else " " for character in fold(text))


def _mentions(store: Store, known: record.PersonDetails, reach: erasing.Extent) -> tuple[Mention, ...]:
    given = known.input
    name = f"{given.given} {given.family}".strip() if given.family and given.given else known.name
    if len(fold(name).split()) < 2:
        return ()
    gone, shared = set(reach.people), set(reach.shared) | set(reach.talks)
    found: list[Mention] = []
    for hit in search.everything(store, name, MOST_MENTIONS):
        if hit.person_id in gone or hit.kind in (HitKind.PERSON, HitKind.LABEL):
            continue
        if hit.kind is HitKind.CONVERSATION and hit.id in shared:
            continue
        if hit.kind is HitKind.ORGANISATION and hit.id in reach.organisations:
            continue
        found.append(
            Mention(kind=hit.kind, id=hit.id, person_id=hit.person_id, title=hit.title, detail=hit.detail)
        )
    found += _in_their_own_words(store, name, reach)
    return tuple(found[:MOST_MENTIONS])


_OWN_TEXTS = (t.person.c.notes, t.person.c.met_through, t.person.c.why_care, t.person.c.first_impression)

_FOUND = "SELECT rowid FROM person_search WHERE person_search MATCH ?"


def _in_their_own_words(store: Store, name: str, reach: erasing.Extent) -> list[Mention]:
    """What stands in others' own records, which the search finds as people: notes, and through whom they were met."""
    wanted = set(fold(name).split())
    found: list[Mention] = []
    query = select(t.person.c.id, t.person.c.display_name, *_OWN_TEXTS).where(
        t.person.c.id.not_in(reach.people), or_(*(text != "" for text in _OWN_TEXTS))
    )
    with store.read() as session:
        if all(
            word.isascii() and word.isalnum() for word in wanted
        ):  # the search cuts words of other scripts its own way
            words = " ".join(f'"{word}"' for word in sorted(wanted))
            holders = session.exec_driver_sql(_FOUND, (words,)).scalars().all()
            is_held = or_(
                among(t.person.c.id), t.person.c.deleted_at.is_not(None)
            )  # the trash is not searched
            query = query.where(is_held).params(ids=listed(holders))
        for row in session.execute(query):
            for text in row[2:]:
                if text and wanted <= set(_letters(text).split()):
                    found.append(
                        Mention(
                            kind=HitKind.PERSON,
                            id=row.id,
                            person_id=PersonId(row.id),
                            title=text,
                            detail=row.display_name,
                        )
                    )
    return found
