"""The sheet of what was agreed, as plain text and as one HTML page: to copy into a mail, or to keep (E6)."""

from collections.abc import Iterator

from relmgr.i18n import _
from relmgr.services.expectations.sheet import Agreed, AgreementSheet
from relmgr.transfer.card_text import Block, Line, page_html, page_text


def title(sheet: AgreementSheet) -> str:
    """The first line."""
    return _("What we agreed")


def heading_lines(sheet: AgreementSheet) -> tuple[str, ...]:
    """With whom, as of when, and that it may be corrected."""
    return (
        _("{name} and I, as of {day}.").format(name=sheet.name, day=sheet.day),
        _("Tell me if you remember any of it differently."),
    )


def blocks(sheet: AgreementSheet) -> tuple[Block, ...]:
    """Mine first: what I will do, what you will do."""
    made = (
        Block(_("What I will do"), tuple(_lines(sheet.of_me))),
        Block(_("What you will do"), tuple(_lines(sheet.of_them))),
    )
    return tuple(block for block in made if block.lines)


def _lines(agreed: tuple[Agreed, ...]) -> Iterator[Line]:
    for one in agreed:
        yield Line(one.statement, "", one.due)
        for text in one.included:
            yield Line("", _("– {what}").format(what=text))
        for text in one.excluded:
            yield Line("", _("– Not part of it: {what}").format(what=text))
        if one.best:
            yield Line("", _("At best: {what}").format(what=one.best))
        if one.worst:
            yield Line("", _("At worst: {what}").format(what=one.worst))
        if one.agreed:
            yield Line("", one.agreed)


def text(sheet: AgreementSheet) -> str:
    """The sheet as text of at most 78 columns, except where a single word is longer."""
    return page_text(title(sheet), heading_lines(sheet), blocks(sheet))


def html(sheet: AgreementSheet) -> str:
    """The sheet as one page without any script, link or picture; every text is escaped."""
    return page_html(title(sheet), heading_lines(sheet), blocks(sheet))
