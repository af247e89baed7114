"""Who was erased here does not come back by a file that still tells of them (quality.md §4)."""

from dataclasses import replace

from relmgr.domain.kinds import ContactKind
from relmgr.services.contacts import normalised
from relmgr.services.erasing import erased_before
from relmgr.store import Store
from relmgr.store.ledger import marks
from relmgr.transfer.vcard import Card, RelationValue


class Erased:
    """Looks cards up in the ledger, which is read once."""

    def __init__(self, store: Store) -> None:
        self._secret = store.ledger_key
        self._erased_at = erased_before(store)

    def is_about(self, card: Card) -> bool:
        """Whether the card is somebody's who was erased."""
        reach = {kind: [one.value for one in card.contacts if one.kind is kind] for kind in ContactKind}
        known = marks(
            self._secret,
            uids=(card.uid,),
            names=(card.display_name, card.native_name),
            given=card.name.given,
            mails=reach[ContactKind.EMAIL],
            phones=[normalised(ContactKind.PHONE, one) for one in reach[ContactKind.PHONE]],
        )
        return self._erased_at(known) is not None

    def without(self, card: Card) -> Card:
        """The card without ties to those who were erased."""
        kept = tuple(one for one in card.relations if not self._names(one))
        return card if len(kept) == len(card.relations) else replace(card, relations=kept)

    def _names(self, one: RelationValue) -> bool:
        return self._erased_at(marks(self._secret, uids=(one.uid,), names=(one.name,))) is not None


__all__ = ["Erased"]
