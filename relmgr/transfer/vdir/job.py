"""One pass over the folder and the file: what changed on either side goes to the other, a slice at a time (X3).

The order makes a crash harmless at any point: what is taken in is committed first, then files are written, then it is
noted what was agreed on. Whatever was done and not noted is found to be the same on both sides by the next pass.
"""

from collections.abc import Generator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, func, select, update

from relmgr.domain.ids import PersonId
from relmgr.errors import RelmgrError
from relmgr.i18n import _, ngettext
from relmgr.services import erasing
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.transfer.exporting.gathering import Gathering
from relmgr.transfer.exporting.profiles import for_others, without_private
from relmgr.transfer.importing import Importer, Planner, Verdict, Why
from relmgr.transfer.vcard import Card, Version, write
from relmgr.transfer.vdir import notes
from relmgr.transfer.vdir.applying import Applier
from relmgr.transfer.vdir.erased import Erased
from relmgr.transfer.vdir.folder import Folder, Scan, Seen, name_for
from relmgr.transfer.vdir.notes import Agreed
from relmgr.transfer.vdir.three_way import Taken, take

SLICE = 10
_LOOKED_AT = 1_000
"""People of whom it is told in one slice whether they have to be compared."""
_TIED = 20
_P = t.person.c
_PEOPLE = (
    select(_P.id, _P.uid, _P.display_name)
    .where(_P.id > bindparam("after"), _P.deleted_at.is_(None), func.coalesce(_P.is_light, 0) == 0)
    .order_by(_P.id)
    .limit(_LOOKED_AT)
)
_FEW = 5
_SHARE = 0.2
"""More deletions on the other side than a few and than this share of all are asked about first."""


class Verb(StrEnum):
    """What was done with a file or a person."""

    WRITTEN = "written"
    TAKEN = "taken"
    NEW_HERE = "new_here"
    TRASHED = "trashed"
    REMOVED = "removed"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Done:
    """One line of the report. `words` says why, where it is not plain."""

    verb: Verb
    name: str
    file_name: str
    words: str = ""


@dataclass(slots=True)
class Report:
    """What a pass did."""

    done: list[Done] = field(default_factory=list)
    kept: int = 0
    """Values that became earlier ones."""

    def count(self, verb: Verb) -> int:
        """How many ended so."""
        return sum(one.verb is verb for one in self.done)


class MassDeletionError(RelmgrError):
    """So many files are gone that somebody has to say that this is meant."""


@dataclass(slots=True)
class _Pair:
    """A person and their file, both there."""

    id: int
    uid: str
    name: str
    noted: Agreed | None
    file_name: str
    theirs: Card | None = None
    """Read if it changed."""
    taken: Taken = field(default_factory=Taken)
    must_write: bool = False


class Sync:
    """A pass under way. Call `step` until it gives False; stop calling to stop: what was done stays, the rest comes next.

    `scan` is what the folder held a moment ago. `is_whole` gives the whole card, else without private parts.
    `only` names whose cards may have changed here since the last pass, None for anybody's.
    Raises MassDeletionError from `step` unless `may_delete`, and RelmgrError where a disk refuses.
    """

    def __init__(
        self,
        store: Store,
        folder: Folder,
        scan: Scan,
        now: datetime,
        *,
        is_whole: bool = True,
        may_delete: bool = False,
        only: frozenset[int] | None = None,
    ) -> None:
        self._store, self._folder, self._now = store, folder, now
        self._is_whole, self._may_delete, self._only = is_whole, may_delete, only
        self._files: dict[str, Seen] = dict(scan.files)
        self._unreadable = scan.unreadable
        self._pairs: list[_Pair] = []
        self._trashed: list[_Pair] = []
        self._has_new = False
        self._is_changing = False
        self.report = Report()
        self.done = 0
        self.total = 0
        self._work = self._stages()

    @property
    def scan(self) -> Scan:
        """What the folder holds now, as far as this pass knows."""
        return Scan(dict(self._files), self._unreadable)

    @property
    def holds_the_file(self) -> bool:
        """Whether this pass is in the middle of a change of its own."""
        return self._is_changing

    def stop(self) -> None:
        """Give up the rest; a change that is under way is taken back whole."""
        self._work.close()

    def step(self) -> bool:
        """Do the next slice; False at the end."""
        return next(self._work, None) is not None

    def run(self) -> Report:
        """All at once, where no window waits."""
        while self.step():
            pass
        return self.report

    def _stages(self) -> Generator[int, None, None]:
        erasing.remember_card_folder(self._store, self._folder.path)
        noted: dict[str, Agreed] = {}
        people: dict[str, tuple[int, str]] = {}
        yield from self._look(noted, people)
        self._require_few_gone(noted)
        yield self.done
        yield from self._take_new(noted, people)
        if self._has_new:
            yield from self._look(noted, people)
        yield from self._compare(noted, people)
        yield from self._take_in()
        yield self.done
        yield from self._give_out()
        yield from self._remove(noted, people)
        for name in self._unreadable:
            self._say(Verb.LEFT, "", name, _("cannot be read"))
        self._folder.settle()

    # --- who and what is there ---

    def _look(
        self, noted: dict[str, Agreed], people: dict[str, tuple[int, str]]
    ) -> Generator[int, None, None]:
        """Fill in what was agreed on, and (id, name) of everybody who has a file, by identity."""
        noted.clear()
        for some in notes.load(self._store):
            noted |= some
            yield self.done
        people.clear()
        after, found = 0, _LOOKED_AT
        while found == _LOOKED_AT:
            with self._store.read() as session:
                rows = session.execute(_PEOPLE, {"after": after}).all()
            people |= {uid: (id_, name) for id_, uid, name in rows}
            found = len(rows)
            after = rows[-1].id if rows else 0
            yield self.done

    def _require_few_gone(self, noted: dict[str, Agreed]) -> None:
        gone = sum(one.file_name not in self._files for one in noted.values())
        if self._may_delete or gone <= max(_FEW, _SHARE * len(noted)):
            return
        words = ngettext(
            "{count} file of {total} is gone from “{folder}”. Nobody was moved to the trash. If this is meant, sync "
            "once with “Take deletions over”; if not, put the files back.",
            "{count} files of {total} are gone from “{folder}”. Nobody was moved to the trash. If this is meant, sync "
            "once with “Take deletions over”; if not, put the files back.",
            gone,
        )
        raise MassDeletionError(words.format(count=gone, total=len(noted), folder=self._folder.path))

    def _say(self, verb: Verb, name: str, file_name: str, words: str = "") -> None:
        self.report.done.append(Done(verb, name, file_name, words))

    def _card_of(self, card: Card) -> Card:
        """Our card as this folder gets it."""
        return for_others(card) if self._is_whole else without_private(card)

    # --- files that nobody here has yet ---

    def _take_new(
        self, noted: dict[str, Agreed], people: dict[str, tuple[int, str]]
    ) -> Generator[int, None, None]:
        known = {one.file_name for one in noted.values()}
        new = [name for name in self._files if name not in known]
        planner = Planner(self._store)
        names: list[str] = []
        cut: set[str] = set()
        yield from self._read_new(new, planner, names, cut)
        if not names:
            return
        plan = planner.plan()
        importer = Importer(self._store, plan, plan.writing, self._now)
        self._is_changing = True
        try:
            while importer.step():
                yield self.done
        finally:
            importer.cancel()
            self._is_changing = False
        self._has_new = True
        taken = {one.uid for one in noted.values() if one.uid in people}
        made: list[Agreed] = []
        fresh: dict[int, tuple[str, str, Card]] = {}
        for row, name in zip(plan.rows, names, strict=True):
            person = importer.person_of(row.index)
            uid = None if person is None else self._uid_of(person)
            if uid is None or uid in taken or row.why is Why.IN_TRASH:
                self._say(
                    Verb.LEFT, row.title, name, row.reason if uid is None else _("has another file already")
                )
                continue
            taken.add(uid)
            if row.verdict is Verdict.NEW and person is not None:
                self._say(Verb.NEW_HERE, row.title, name)
            if row.verdict is Verdict.NEW and person is not None and name not in cut:
                fresh[person] = (uid, name, row.card)
            else:  # what they are beyond this card is written into the file by the comparison that follows
                agreed = notes.agreed(uid, name, self._files[name].digest, row.card, row.card)
                made.append(replace(agreed, ours="") if name in cut else agreed)
        notes.keep(self._store, made, self._now)
        yield from self._agree_on_fresh(fresh)

    def _read_new(
        self, new: list[str], planner: Planner, names: list[str], cut: set[str]
    ) -> Generator[int, None, None]:
        """Compare the cards of new files; `cut` are those that named somebody who was erased."""
        erased = Erased(self._store)
        for start in range(0, len(new), SLICE):
            for name in new[start : start + SLICE]:
                cards = notes.cards_in(self._folder.read(name))
                if len(cards) != 1:
                    self._say(Verb.LEFT, "", name, _("holds no card, or more than one"))
                elif erased.is_about(cards[0]):
                    words = _("somebody erased here; import the file to take them in again")
                    self._say(Verb.LEFT, "", name, words)
                else:
                    card = erased.without(cards[0])
                    cut |= {name} if card is not cards[0] else set()
                    planner.add([card])
                    names.append(name)
            yield self.done

    def _agree_on_fresh(self, fresh: dict[int, tuple[str, str, Card]]) -> Generator[int, None, None]:
        """People made of a file say what it says: neither side has to follow the other."""
        gathering = Gathering(self._store, [PersonId(one) for one in fresh])
        for start in range(0, len(gathering.ids), SLICE):
            made = []
            ids = gathering.ids[start : start + SLICE]
            for id_, card in zip(ids, gathering.cards(start, SLICE), strict=True):
                uid, name, theirs = fresh[id_]
                made.append(notes.agreed(uid, name, self._files[name].digest, self._card_of(card), theirs))
            notes.keep(self._store, made, self._now)
            yield self.done

    def _uid_of(self, person: PersonId) -> str | None:
        p = t.person.c
        with self._store.read() as session:
            query = select(p.uid).where(p.id == person, p.deleted_at.is_(None), p.is_light.is_(False))
            return session.execute(query).scalar()

    # --- what changed ---

    def _compare(
        self, noted: dict[str, Agreed], people: dict[str, tuple[int, str]]
    ) -> Generator[int, None, None]:
        by_id = {id_: (uid, name) for uid, (id_, name) in people.items()}
        asked: list[PersonId] = []
        for count, (id_, (uid, name)) in enumerate(by_id.items(), 1):
            known = noted.get(uid)
            if known is None:  # nothing to compare with: their card is read when it is written
                self._pairs.append(_Pair(id_, uid, name, None, self._free_name(uid), must_write=True))
            elif self._may_differ(id_, known):
                asked.append(PersonId(id_))
            if count % _LOOKED_AT == 0:
                yield self.done
        gathering = Gathering(self._store, asked)
        self.total = len(gathering.ids) + len(self._pairs)
        for start in range(0, len(gathering.ids), SLICE):
            ids = gathering.ids[start : start + SLICE]
            for id_, card in zip(ids, gathering.cards(start, SLICE), strict=True):
                uid, name = by_id[id_]
                self._compare_one(id_, uid, name, self._card_of(card), noted[uid])
            self.done = min(self.total, start + SLICE)
            yield self.done

    def _may_differ(self, id_: int, noted: Agreed) -> bool:
        """Whether somebody has to be looked at: they changed here, or their file did."""
        if self._only is None or id_ in self._only:
            return True
        seen = self._files.get(noted.file_name)
        return seen is None or seen.digest != noted.theirs

    def _compare_one(self, id_: int, uid: str, name: str, ours: Card, noted: Agreed) -> None:
        pair = _Pair(id_, uid, name, noted, noted.file_name)
        seen = self._files.get(noted.file_name)
        ours_changed = notes.mark_of(ours) != noted.ours
        if seen is None:
            if not ours_changed:
                self._trashed.append(pair)
                return
            pair.must_write = True  # changed here since: a change outlives a deletion
        elif seen.digest != noted.theirs:
            cards = notes.cards_in(self._folder.read(noted.file_name))
            if len(cards) == 1:
                pair.theirs = cards[0]
                before, theirs_before = notes.before(self._store, uid)
                pair.taken = take(before, ours, theirs_before, cards[0], is_whole=self._is_whole)
                # Where only they changed something, writing it back would only go to and fro.
                pair.must_write = ours_changed
            elif self._folder.read(noted.file_name).strip():
                self._say(Verb.LEFT, name, noted.file_name, _("holds no card, or more than one"))
                return
            else:
                pair.must_write = True  # emptied by a power cut
        elif ours_changed:
            pair.must_write = True
        else:
            return
        self._pairs.append(pair)

    def _free_name(self, uid: str) -> str:
        name = name_for(uid)
        if name in self._files:  # somebody else's card, or one that cannot be read
            name = name_for(f"{uid} relmgr")
        return name

    # --- taking in ---

    def _take_in(self) -> Generator[int, None, None]:
        # Only of a file that was read is there anything to take; asking that of everybody is 60 ms for ten thousand.
        changed = [one for one in self._pairs if one.theirs is not None and not one.taken.is_empty]
        if not changed and not self._trashed:
            return
        folder = self._folder.path.name
        self._is_changing = True
        with self._store.change(_("Sync with “{folder}”").format(folder=folder)) as session:
            applier = Applier(session, self._now, folder)
            for pair in changed:
                if pair.theirs is not None:
                    applier.apply(PersonId(pair.id), pair.taken, pair.theirs, pair.file_name)
                    self.report.kept += len(pair.taken.lost)
                    self._say(Verb.TAKEN, pair.name, pair.file_name)
                with self._store.resting():
                    yield self.done
            for _left in applier.tie():
                with self._store.resting():
                    yield self.done
            for start in range(0, len(self._trashed), _TIED):
                some = self._trashed[start : start + _TIED]
                rows = t.person.c.id.in_([pair.id for pair in some])
                session.execute(update(t.person).where(rows).values(deleted_at=self._now))
                for pair in some:
                    self._say(Verb.TRASHED, pair.name, pair.file_name)
                with self._store.resting():
                    yield self.done
            for _left in self._store.refresh_so_far(is_removing=bool(self._trashed)):
                with self._store.resting():
                    yield self.done
        self._is_changing = False

    # --- giving out ---

    def _give_out(self) -> Generator[int, None, None]:
        gathering = Gathering(self._store, [PersonId(one.id) for one in self._pairs])
        pairs = {one.id: one for one in self._pairs}
        for start in range(0, len(gathering.ids), SLICE):
            made: list[Agreed] = []
            ids = gathering.ids[start : start + SLICE]
            try:
                for id_, card in zip(ids, gathering.cards(start, SLICE), strict=True):
                    made.append(self._give(pairs[id_], self._card_of(card)))
            finally:
                notes.keep(self._store, made, self._now)
            yield self.done

    def _give(self, pair: _Pair, ours: Card) -> Agreed:
        theirs = pair.theirs
        if not pair.must_write and theirs is not None:
            seen = self._files[pair.file_name]
            return notes.agreed(pair.uid, pair.file_name, seen.digest, ours, theirs)
        held = theirs or (
            notes.only(self._folder.read(pair.file_name)) if pair.file_name in self._files else None
        )
        card = ours if held is None or self._is_whole else _with_theirs(ours, held)
        version: Version = "4.0" if held is not None and held.version == "4.0" else "3.0"
        content = b"".join(write([card], version))
        self._files[pair.file_name] = seen = self._folder.write(pair.file_name, content)
        self._say(Verb.WRITTEN, pair.name, pair.file_name)
        return notes.agreed(pair.uid, pair.file_name, seen.digest, ours, notes.only(content))

    def _remove(
        self, noted: dict[str, Agreed], people: dict[str, tuple[int, str]]
    ) -> Generator[int, None, None]:
        """The files of people who are gone here, unless somebody changed them since; then they are left alone."""
        trashed = {pair.uid for pair in self._trashed}
        gone = [one for uid, one in noted.items() if uid not in people or uid in trashed]
        for start in range(0, len(gone), SLICE):
            some = gone[start : start + SLICE]
            for one in some:
                self._remove_one(one)
            notes.forget(self._store, [one.uid for one in some])
            yield self.done

    def _remove_one(self, one: Agreed) -> None:
        seen = self._files.get(one.file_name)
        if seen is None:
            return
        if seen.digest == one.theirs:
            self._folder.remove(one.file_name)
            del self._files[one.file_name]
            self._say(Verb.REMOVED, "", one.file_name)
        else:
            words = _("changed there and deleted here; it was left alone")
            self._say(Verb.LEFT, "", one.file_name, words)


def _with_theirs(ours: Card, theirs: Card) -> Card:
    """Our card without private parts, and what the other side wrote where we write nothing."""
    return replace(
        ours,
        milestones=theirs.milestones,
        relations=theirs.relations,
        notes=theirs.notes,
        labels=theirs.labels,
        facts=theirs.facts,
        how_met=theirs.how_met,
        cadence_days=theirs.cadence_days,
        last_contact=theirs.last_contact,
        unknown=theirs.unknown,
    )


__all__ = ["Done", "MassDeletionError", "Report", "Sync", "Verb"]
