"""Finds whom a card may be about: by identity, e-mail, telephone number, then name and organisation."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import bindparam, func, select

from relmgr.domain.fold import fold, sort_key
from relmgr.domain.kinds import ContactKind
from relmgr.domain.names import is_latin
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.light import Prepared
from relmgr.store.store import Session
from relmgr.transfer.importing.content import LONGEST_NAME, SHORTEST_NUMBER, Content
from relmgr.transfer.importing.existing import card_source, chunks

SHARED_BY = 8
"""An address or number of more people than this is a switchboard's and tells nobody apart."""


class Match(StrEnum):
    """What two entries have in common, the strongest first."""

    CARD = "card"
    UID = "uid"
    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"
    SURNAME = "surname"


Key = tuple[Match, str]


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody a card may be about, as far as comparing needs it. `key` is a person's id or a row of the file."""

    key: int
    name: str
    given: str
    family: str
    nickname: str
    organisations: frozenset[str]
    is_reachable: bool
    """Whether they have a number or an e-mail."""
    shown: str
    is_in_trash: bool = False


@dataclass(slots=True)
class Index:
    """Who has which identity, address, number and name; `known` tells the rest of whoever holds one of them."""

    known: Callable[[int], Known]
    by_key: dict[Match, dict[str, int | list[int]]] = field(
        default_factory=lambda: {match: {} for match in Match}
    )
    """Nearly every key has one holder, who stands without a list: there are five a card."""

    def add(self, who: int, keys: Iterable[Key]) -> None:
        """Take in one entry."""
        for match, key in keys:
            found = self.by_key[match]
            holders = found.setdefault(key, who)
            if isinstance(holders, list):
                if who not in holders and len(holders) <= SHARED_BY:
                    holders.append(who)
            elif holders != who:
                found[key] = [holders, who]

    def _holders(self, match: Match, key: str) -> Sequence[int]:
        holders = self.by_key[match].get(key, ())
        return (holders,) if isinstance(holders, int) else holders

    def find(self, me: Known, keys: Sequence[Key]) -> tuple[Match, int] | None:
        """The strongest match of a card with these keys, and whose it is."""
        for match, key in keys:
            holders = self._holders(match, key)
            if match in (Match.EMAIL, Match.PHONE) and len(holders) > SHARED_BY:
                continue
            for holder in holders:
                if is_same(match, me, self.known(holder)):
                    return match, holder
        return None

    def namesake(self, keys: Sequence[Key]) -> Known | None:
        """Somebody of exactly this name, whatever else speaks against it."""
        holders = next((self._holders(match, key) for match, key in keys if match is Match.NAME), ())
        return self.known(holders[0]) if holders else None


def _compared(text: str) -> str:
    """A name as it is compared: of one that is longer than any, its beginning."""
    return fold(text[:LONGEST_NAME])


def known_of(key: int, content: Content) -> Known:
    """What a card says that comparing needs."""
    texts = content.texts
    return Known(
        key,
        _compared(content.name),
        _compared(texts.get("given", "")),
        _compared(texts.get("family", "")),
        _compared(texts.get("nickname", "")),
        frozenset(_compared(job.organisation) for job in content.jobs),
        any(one.kind in (ContactKind.EMAIL, ContactKind.PHONE) for one in content.methods),
        content.name,
    )


def keys_of(content: Content) -> list[Key]:
    """What to look a card up by, the strongest first."""
    keys = [(Match.CARD, _of_source(card_source(content.source), content.digest))]
    if content.uid:
        keys.append((Match.UID, _of_source(content.source, content.uid)))
    for kind, match in ((ContactKind.EMAIL, Match.EMAIL), (ContactKind.PHONE, Match.PHONE)):
        keys += [
            (match, one.normalised)
            for one in content.methods
            if one.kind is kind and _tells_apart(one.kind, one.normalised)
        ]
    if content.name and len(content.name) <= LONGEST_NAME:
        keys.append((Match.NAME, _name_key(content.name)))
        family = content.texts.get("family", "")
        if family and content.jobs:
            keys.append((Match.SURNAME, fold(family)))
    return keys


def _of_source(source: str, uid: str) -> str:
    """An identity in one text; no source has a blank in it."""
    return f"{source} {uid}"


def _tells_apart(kind: ContactKind, normalised: str) -> bool:
    if kind is ContactKind.PHONE:
        return len(normalised.removeprefix("+")) >= SHORTEST_NUMBER
    return "@" in normalised


def _name_key(name: str) -> str:
    return sort_key("", "", name)


def is_same(match: Match, card: Known, known: Known) -> bool:
    """Whether what the two have in common makes them one person: families share numbers, firms share addresses."""
    if match in (Match.CARD, Match.UID):
        return True
    if known.is_in_trash:
        return False
    if match is Match.NAME:
        if " " not in card.name and not card.organisations:
            return False
        same_firm = bool(card.organisations & known.organisations)
        nothing_against = card.organisations == known.organisations and not (
            card.is_reachable and known.is_reachable
        )
        return same_firm or nothing_against
    if match is Match.SURNAME:
        return bool(card.organisations & known.organisations) and _is_initial_of(card.given, known.given)
    return not _contradict(card, known, needs_family=match is Match.PHONE)


def _is_initial_of(one: str, other: str) -> bool:
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return len(short) == 1 and len(long) > 1 and long.startswith(short)


def _contradict(card: Known, known: Known, *, needs_family: bool) -> bool:
    """Whether the names are those of two people. Names in different scripts cannot be compared."""
    if not card.name or not known.name or is_latin(card.name) != is_latin(known.name):
        return False
    given_differs = not _could_be(card, known)
    families = set(card.family.split()), set(known.family.split())
    family_differs = bool(families[0] and families[1]) and not families[0] & families[1]
    return given_differs or (needs_family and family_differs)


def _could_be(card: Known, known: Known) -> bool:
    """Whether one may be called by the other's first name: the same, shortened, an initial, or the nickname."""
    mine = {card.given.partition(" ")[0].rstrip("."), card.nickname} - {""}
    theirs = {known.given.partition(" ")[0].rstrip("."), known.nickname} - {""}
    if not mine or not theirs:
        return True
    return any(one.startswith(other) or other.startswith(one) for one in mine for other in theirs)


_I, _P, _C, _S, _A, _O = (
    table.c for table in (t.identity, t.person, t.contact_method, t.summary, t.affiliation, t.organisation)
)
_IDENTITIES = Prepared(select(_I.uid, _I.person_id).where(_I.source == bindparam("source"), among(_I.uid)))
_OWN_UIDS = Prepared(select(_P.uid, _P.id).where(among(_P.uid)))
_CROWDED = Prepared(
    select(_C.normalised)
    .where(among(_C.normalised))
    .group_by(_C.normalised)
    .having(func.count() > bindparam("most"))
)
_REACHED = Prepared(select(_C.contact_kind, _C.normalised, _C.person_id).where(among(_C.normalised)))
_NAMED = Prepared(
    select(_S.sort_key, _S.id).where(among(_S.sort_key), _S.is_deleted.is_(False), _S.is_light.is_(False))
)
_AT_WORK = Prepared(
    select(_A.person_id, _O.name).join(t.organisation, _O.id == _A.organisation_id).where(among(_A.person_id))
)
_REACHABLE = Prepared(select(_C.person_id, _C.contact_kind).where(among(_C.person_id)))
_PEOPLE = Prepared(
    select(_P.id, _P.display_name, _P.given, _P.family, _P.nickname, _P.deleted_at)
    .where(among(_P.id))
    .order_by(_P.deleted_at.is_not(None), _P.is_light, _P.id)
)


def look_up(session: Session, cards: Sequence[tuple[Content, Sequence[Key]]]) -> Index:
    """Everybody here whom one of these cards, each with its keys, may be about.

    Of a card that was imported as it stands nobody else is looked for.
    """
    first = {key for _content, keys in cards for match, key in keys if match is Match.CARD}
    hits = _by_identity(session, Match.CARD, first)
    known = {key for _match, key, _person in hits}
    others = [(content, keys) for content, keys in cards if known.isdisjoint(key for _match, key in keys[:1])]
    wanted: dict[Match, set[str]] = defaultdict(set)
    for _content, keys in others:
        for match, key in keys:
            wanted[match].add(key)
    hits += _by_identity(session, Match.UID, wanted[Match.UID])
    for source, uids in _by_source(wanted[Match.UID]).items():
        found = _OWN_UIDS.rows(session, ids=listed(uids))
        hits += [(Match.UID, _of_source(source, uid), person) for uid, person in found]
    if reached := wanted[Match.EMAIL] | wanted[Match.PHONE]:
        crowded = _CROWDED.firsts(session, ids=listed(reached), most=SHARED_BY)
        telling = reached.difference(crowded)
        for kind, key, person in _REACHED.rows(session, ids=listed(telling)):
            what = {ContactKind.EMAIL: Match.EMAIL, ContactKind.PHONE: Match.PHONE}.get(kind)
            if what is not None:
                hits.append((what, key, person))
    if names := wanted[Match.NAME]:
        hits += [(Match.NAME, key, person) for key, person in _NAMED.rows(session, ids=listed(names))]
    hits += _namesakes_at_work(session, [content for content, _keys in others])
    return _indexed(session, hits)


def _by_identity(session: Session, match: Match, keys: Iterable[str]) -> list[tuple[Match, str, int]]:
    return [
        (match, _of_source(source, uid), person)
        for source, uids in _by_source(keys).items()
        for uid, person in _IDENTITIES.rows(session, source=source, ids=listed(uids))
    ]


def _by_source(keys: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        source, _blank, uid = key.partition(" ")
        found[source].append(uid)
    return found


def _namesakes_at_work(session: Session, contents: Sequence[Content]) -> list[tuple[Match, str, int]]:
    """People of the same family name at the same organisation, for cards that give an initial only."""
    short = [
        one
        for one in contents
        if len(one.texts.get("given", "").rstrip(".")) == 1 and one.texts.get("family")
    ]
    firms = {job.organisation for one in short for job in one.jobs}
    families = {fold(one.texts["family"]) for one in short if one.jobs}
    a, o, p = t.affiliation.c, t.organisation.c, t.person.c
    hits = []
    for chunk in chunks(sorted(firms)):
        query = (
            select(p.id, p.family)
            .join(t.affiliation, a.person_id == p.id)
            .join(t.organisation, o.id == a.organisation_id)
            .where(o.name.in_(chunk), p.family != "")
        )
        hits += [
            (Match.SURNAME, fold(family), person)
            for person, family in session.execute(query)
            if fold(family) in families
        ]
    return hits


def _indexed(session: Session, hits: list[tuple[Match, str, int]]) -> Index:
    people: dict[int, Known] = {}
    index = Index(people.__getitem__)
    keys: dict[int, list[Key]] = defaultdict(list)
    for match, key, person in hits:
        keys[person].append((match, key))
    for chunk in chunks(sorted(keys)):
        for known in _known_here(session, chunk):
            people[known.key] = known
            index.add(known.key, keys[known.key])
    return index


def _known_here(session: Session, ids: list[int]) -> list[Known]:
    chosen = listed(ids)
    firms: dict[int, set[str]] = defaultdict(set)
    for person, name in _AT_WORK.rows(session, ids=chosen):
        firms[person].add(_compared(name))
    reachable = {
        person
        for person, kind in _REACHABLE.rows(session, ids=chosen)
        if kind in (ContactKind.EMAIL, ContactKind.PHONE)
    }
    rows = _PEOPLE.rows(session, ids=chosen)
    return [
        Known(
            row.id,
            _compared(row.display_name),
            _compared(row.given),
            _compared(row.family),
            _compared(row.nickname),
            frozenset(firms[row.id]),
            row.id in reachable,
            row.display_name,
            is_in_trash=row.deleted_at is not None,
        )
        for row in rows
    ]
