"""Why a card is what it is, in the sentences of the import page (design: import-preview)."""

from relmgr.domain.kinds import ContactKind
from relmgr.i18n import _
from relmgr.transfer.importing.content import Content
from relmgr.transfer.importing.existing import Existing
from relmgr.transfer.importing.matching import Match
from relmgr.transfer.vcard import Card


def detail(content: Content, card: Card, title: str = "") -> str:
    """What tells the card from others in the list: organisation and place, else how to reach them, else its line.

    An organisation that stands as the `title` already is not said twice.
    """
    firm = next((job.organisation for job in content.jobs), "") or content.texts.get("headline", "")
    place = content.texts.get("city", "")
    if firm and firm not in (content.name, title):
        return _("{organisation}, {place}").format(organisation=firm, place=place) if place else firm
    reach = next((method.value for method in content.methods), "")
    return reach or place or _("Line {line}").format(line=card.line)


def members(card: Card) -> str:
    """Who is in a group, where its card says more than where to find them; "" else."""
    return ", ".join(one for one in card.members if "@" in one)


def shared(match: Match, name: str, content: Content, existing: Existing | None) -> str:
    """What card and person have in common: "Same e-mail as Megan Jacobs"."""
    if (
        existing is not None
        and match is Match.PHONE
        and "mobile" in _label_of_shared_number(content, existing)
    ):
        return _("Same mobile number as {name}").format(name=name)
    return {
        Match.CARD: _("Imported before, as {name}"),
        Match.UID: _("Same entry as {name}"),
        Match.EMAIL: _("Same e-mail as {name}"),
        Match.PHONE: _("Same phone as {name}"),
        Match.NAME: _("Same name and company as {name}") if content.jobs else _("Same name as {name}"),
        Match.SURNAME: _("Same company and surname as {name}"),
    }[match].format(name=name)


def shared_in_file(match: Match, name: str, where: str) -> str:
    """The same between two cards of an import: "Same e-mail as Megan Jacobs in line 97 of this file"."""
    return {
        Match.CARD: _("Same as {name} in {place}"),
        Match.UID: _("Same entry as {name} in {place}"),
        Match.EMAIL: _("Same e-mail as {name} in {place}"),
        Match.PHONE: _("Same phone as {name} in {place}"),
        Match.NAME: _("Same name as {name} in {place}"),
        Match.SURNAME: _("Same company and surname as {name} in {place}. Please check"),
    }[match].format(name=name, place=where)


def place(line: int, file_name: str, from_file: str) -> str:
    """Where an earlier card stands: "line 97 of this file", or of the other one."""
    if file_name == from_file:
        return _("line {line} of this file").format(line=line)
    return _("line {line} of “{file}”").format(line=line, file=file_name)


def _label_of_shared_number(content: Content, existing: Existing) -> str:
    mine = {one.normalised for one in content.methods if one.kind is ContactKind.PHONE}
    return next(
        (
            row.label
            for row in existing.methods
            if row.contact_kind is ContactKind.PHONE and row.normalised in mine
        ),
        "",
    )
