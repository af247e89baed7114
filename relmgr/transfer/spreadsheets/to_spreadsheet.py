"""People as one line each under plain headings, to sort and to count; cells that would be calculated are neutralised."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from relmgr.domain.kinds import ContactKind, MilestoneKind, RelationKind
from relmgr.transfer.spreadsheets import table
from relmgr.transfer.spreadsheets.our_marks import ID_FIELD, neutralised
from relmgr.transfer.spreadsheets.to_google import date_cell
from relmgr.transfer.vcard import Card, ContactValue, knowing
from relmgr.transfer.vcard.dates import write_date

_MOST = 3
"""How many e-mails and telephone numbers have a column of their own."""


def _nth(kind: ContactKind, number: int) -> Callable[[Card], str]:
    def cell(card: Card) -> str:
        found = _of(card, kind)
        return found[number].value if number < len(found) else ""

    return cell


def _of(card: Card, kind: ContactKind) -> list[ContactValue]:
    return sorted((one for one in card.contacts if one.kind is kind), key=lambda one: not one.preferred)


def _day(kind: MilestoneKind) -> Callable[[Card], str]:
    def cell(card: Card) -> str:
        day = next((one.date for one in card.milestones if one.kind is kind), None)
        if day is None:
            return ""
        whole = day.month is not None and day.day is not None
        return date_cell(day).strip() if whole else write_date(day)

    return cell


def _people(kind: RelationKind) -> Callable[[Card], str]:
    return lambda card: "; ".join(one.name for one in card.relations if one.kind is kind and one.name)


def _first_job(part: str) -> Callable[[Card], str]:
    def cell(card: Card) -> str:
        if not card.organisations:
            return ""
        first = card.organisations[0]
        return " / ".join(first.units) if part == "units" else str(getattr(first, part))

    return cell


COLUMNS: tuple[tuple[str, Callable[[Card], str]], ...] = (
    (ID_FIELD, lambda card: card.uid),
    ("Name", lambda card: card.display_name),
    ("Prefix", lambda card: card.name.prefix),
    ("First name", lambda card: card.name.given),
    ("Middle name", lambda card: card.name.additional),
    ("Last name", lambda card: card.name.family),
    ("Suffix", lambda card: card.name.suffix),
    ("Nickname", lambda card: ", ".join(card.nicknames)),
    ("Native name", lambda card: card.native_name),
    ("Pronouns", lambda card: card.pronouns),
    ("Company", _first_job("name")),
    ("Department", _first_job("units")),
    ("Job title", _first_job("title")),
    *((f"Email {at + 1}" if at else "Email", _nth(ContactKind.EMAIL, at)) for at in range(_MOST)),
    *((f"Phone {at + 1}" if at else "Phone", _nth(ContactKind.PHONE, at)) for at in range(_MOST)),
    ("Address", _nth(ContactKind.ADDRESS, 0)),
    ("Website", _nth(ContactKind.LINK, 0)),
    ("Birthday", _day(MilestoneKind.BIRTHDAY)),
    ("Wedding day", _day(MilestoneKind.WEDDING)),
    ("First met", _day(MilestoneKind.FIRST_MET)),
    ("Partner", _people(RelationKind.PARTNER)),
    ("Children", _people(RelationKind.CHILD)),
    ("Introduced by", _people(RelationKind.INTRODUCED_BY)),
    ("Labels", lambda card: "; ".join(card.labels)),
    ("Languages", lambda card: ", ".join(card.languages)),
    ("Time zone", lambda card: card.time_zone),
    ("Keep in touch", lambda card: knowing.write_cadence(card.cadence_days) if card.cadence_days else ""),
    ("Last contact", lambda card: card.last_contact.on.isoformat() if card.last_contact else ""),
    ("Notes", lambda card: "\n\n".join(card.notes)),
)
"""Headings, in English so that every import knows them, and what stands under them."""


def written(cards: Sequence[Card]) -> Iterator[bytes]:
    """The file in pieces; kept columns of other tables come back at the end, as they were."""
    ours = {heading for heading, _cell in COLUMNS}
    kept = list(
        dict.fromkeys(heading for card in cards for heading, _value in card.columns if heading not in ours)
    )

    def rows() -> Iterator[Iterable[str]]:
        yield [*(heading for heading, _cell in COLUMNS), *(neutralised(heading) for heading in kept)]
        for card in cards:
            held = dict(card.columns)
            cells = [cell(card) for _heading, cell in COLUMNS]
            yield [neutralised(one) for one in (*cells, *(held.get(heading, "") for heading in kept))]

    return table.written((list(row) for row in rows()), marked=True)


__all__ = ["COLUMNS", "written"]
