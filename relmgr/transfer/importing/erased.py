"""Whom an import would bring back though they were erased: known again by hashes alone (quality.md §4)."""

from datetime import date

from relmgr.domain.kinds import ContactKind
from relmgr.services.erasing import let_back
from relmgr.store import Store, ledger
from relmgr.store.ledger import Marks, marks
from relmgr.store.store import Session
from relmgr.transfer.importing.content import Content


class Erased:
    """Asks the ledger, read once; with nobody in it, it costs nothing."""

    def __init__(self, store: Store) -> None:
        with store.read() as session:
            self._ledger = ledger.read(session, store.ledger_key)

    @property
    def is_anybody(self) -> bool:
        """Whether there is somebody to ask about."""
        return bool(self._ledger.kept)

    def day_of(self, content: Content) -> date | None:
        """The day on which whoever this card is about was erased, in UTC; None for everybody else."""
        if not self._ledger.kept:
            return None
        at = self._ledger.erased_at(marks_of(self._ledger.secret, content))
        return None if at is None else at.date()

    def take_back(self, session: Session, content: Content) -> None:
        """The user added them all the same: they are no longer asked about."""
        if self.day_of(content) is not None:
            let_back(session, marks_of(self._ledger.secret, content))


def marks_of(secret: bytes, content: Content) -> Marks:
    """By what a card would be known again."""
    texts, given = content.texts, content.texts.get("given", "")
    whole = f"{given} {texts.get('family', '')}"
    return marks(
        secret,
        uids=(content.uid,),
        names=(content.name, whole, texts.get("native_name", "")),
        given=given,
        mails=[one.normalised or one.value for one in content.methods if one.kind is ContactKind.EMAIL],
        phones=[one.normalised for one in content.methods if one.kind is ContactKind.PHONE],
    )
