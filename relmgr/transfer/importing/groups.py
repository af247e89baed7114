"""A group of contacts, or a list of addresses, as a label on those of its members who are here (X1)."""

import re
from dataclasses import dataclass

from sqlalchemy import insert, select

from relmgr.domain.kinds import ContactKind
from relmgr.i18n import _
from relmgr.services.contacts import normalised
from relmgr.services.people.record import label_id
from relmgr.store import tables as t
from relmgr.store.store import Session
from relmgr.transfer.beyond import Beyond, Hand
from relmgr.transfer.importing.content import Content
from relmgr.transfer.importing.existing import beyond_source, chunks
from relmgr.transfer.vcard import Card

_URN = "urn:uuid:"
_MAIL = "mailto:"
_MOST = 5_000
"""Members of one group."""
_ADDRESS = re.compile(r'<([^<>\s@]++@[^<>\s@]++)>|^\s*"?([^<>\s@",;]++@[^<>\s@",;]++)"?\s*+$')
"""The address of a member, behind a name or alone. Not `email.utils`, which calls itself for each bracket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLabel(Beyond):
    """The label, once for each member: whoever has lost it since does not get it back by the same file."""

    source: str
    label: str
    uids: frozenset[str]
    addresses: frozenset[str]
    """E-mails as they are compared."""

    @property
    def words(self) -> str:
        """The label."""
        return _("the label “{label}”").format(label=self.label)

    def is_here(self, session: Session) -> bool:
        """Whether everybody it names, as far as they are here, had it from this group before, or bears it."""
        return not self._lacking(session)

    def write(self, hand: Hand) -> None:
        """Label the members, and note of each that it was done."""
        lacking = self._lacking(hand.session)
        if not lacking:
            return
        number = label_id(hand.session, self.label)
        bearing = set(_bearers(hand.session, self.label))
        new = [{"person_id": one, "label_id": number} for one in lacking if one not in bearing]
        if new:
            hand.session.execute(insert(t.person_label), new)
        source, mark = beyond_source(self.source), self.mark
        hand.session.execute(
            insert(t.identity), [{"person_id": one, "source": source, "uid": mark} for one in lacking]
        )

    def _lacking(self, session: Session) -> list[int]:
        i = t.identity.c
        done = select(i.person_id).where(i.source == beyond_source(self.source), i.uid == self.mark)
        settled = set(session.execute(done).scalars()) | set(_bearers(session, self.label))
        return sorted(self._members(session) - settled)

    def _members(self, session: Session) -> set[int]:
        i, p, c = t.identity.c, t.person.c, t.contact_method.c
        found: set[int] = set()
        for some in chunks(self.uids):
            found.update(
                session.execute(select(i.person_id).where(i.source == self.source, i.uid.in_(some))).scalars()
            )
            found.update(session.execute(select(p.id).where(p.uid.in_(some))).scalars())
        for some in chunks(self.addresses):
            mails = select(c.person_id).where(c.contact_kind == ContactKind.EMAIL, c.normalised.in_(some))
            found.update(session.execute(mails).scalars())
        there: set[int] = set()
        for some in chunks(found):
            kept = select(p.id).where(p.id.in_(some), p.deleted_at.is_(None))
            there.update(session.execute(kept).scalars())
        return there


def _bearers(session: Session, label: str) -> list[int]:
    p = t.person_label.c
    query = select(p.person_id).join(t.label, t.label.c.id == p.label_id).where(t.label.c.name == label)
    return [int(one) for one in session.execute(query).scalars()]


def label_of(card: Card, content: Content) -> GroupLabel | None:
    """The label that a group's card stands for; None where it has no name, or names nobody."""
    label = " ".join(content.name.split())
    uids: set[str] = set()
    addresses: set[str] = set()
    for member in card.members[:_MOST]:
        bare = member.removeprefix(_MAIL)
        if bare == member and "@" not in member:
            plain = member.removeprefix(_URN)
            uids |= {member, plain, _URN + plain}
        elif match := _ADDRESS.search(bare):
            addresses.add(normalised(ContactKind.EMAIL, match[1] or match[2]))
    if not label or not (uids or addresses):
        return None
    return GroupLabel(
        mark=f"label {content.uid or label}",
        line=card.line,
        source=content.source,
        label=label,
        uids=frozenset(uids),
        addresses=frozenset(addresses),
    )
