"""How much of a card is given out: the whole, what others' address books may hold, or what a business card says."""

from dataclasses import replace

from relmgr.domain.kinds import ContactKind, Sensitivity
from relmgr.transfer.vcard import Card, ContactValue, OrganisationValue

_AT_HOME = frozenset({"home", "private"})


def for_others(card: Card) -> Card:
    """The card without what is not fine to mention: for address books that other programs copy elsewhere (P4)."""
    kept = tuple(one for one in card.facts if one.sensitivity is Sensitivity.FINE)
    return replace(card, facts=kept) if len(kept) != len(card.facts) else card


def without_private(card: Card) -> Card:
    """The card as an address book needs it: no notes, no family, no facts, nothing of how and when we met and talked."""
    return Card(
        kind=card.kind,
        uid=card.uid,
        formatted_name=card.formatted_name,
        name=card.name,
        sort_as=card.sort_as,
        phonetic_given=card.phonetic_given,
        phonetic_family=card.phonetic_family,
        native_name=card.native_name,
        nicknames=card.nicknames,
        pronouns=card.pronouns,
        contacts=card.contacts,
        organisations=card.organisations,
        time_zone=card.time_zone,
        languages=card.languages,
        photo=card.photo,
        logo=card.logo,
        created=card.created,
        revised=card.revised,
    )


def shared(card: Card) -> Card:
    """What one would put on a business card: to be handed to somebody else."""
    return Card(
        kind=card.kind,
        formatted_name=card.formatted_name,
        name=card.name,
        phonetic_given=card.phonetic_given,
        phonetic_family=card.phonetic_family,
        native_name=card.native_name,
        pronouns=card.pronouns,
        contacts=_on_a_business_card(card.contacts),
        organisations=tuple(
            OrganisationValue(name=one.name, units=one.units, title=one.title, role=one.role)
            for one in card.organisations
        ),
        languages=card.languages,
        photo=card.photo,
        logo=card.logo,
    )


def _on_a_business_card(contacts: tuple[ContactValue, ...]) -> tuple[ContactValue, ...]:
    """Without what is marked as private; a home's address or number only if nothing else is there to reach them by."""
    public = [one for one in contacts if not set(one.label.lower().split()) & _AT_HOME]
    public = [one for one in public if one.kind is not ContactKind.CHAT]
    reachable = {ContactKind.EMAIL, ContactKind.PHONE}
    if not any(one.kind in reachable for one in public):
        public += [one for one in contacts if one.kind in reachable and one not in public]
    return tuple(public)


__all__ = ["for_others", "shared", "without_private"]
