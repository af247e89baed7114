"""The reading view before a call as plain text and as one page: for terminals and print, readable at arm's length."""

from collections.abc import Iterator

from relmgr.i18n import _, ngettext
from relmgr.services.card.views import ThreadView
from relmgr.services.prep import PrepView
from relmgr.transfer.card_text import Block, Line, page_html, page_text


def blocks(view: PrepView) -> tuple[Block, ...]:
    """The blocks that say something, in the order of the panel."""
    made = (
        Block(_("How to treat {name}").format(name=view.person.first_name), _lines(view.ways)),
        Block(_("Right now"), tuple(Line(one.title, one.note) for one in view.right_now)),
        Block(_("Ask about"), tuple(Line(one.question, one.why) for one in view.ask_about)),
        Block(_("Why I care"), _lines((view.why_care,))),
        Block(_("My limits"), _lines(view.boundaries)),
        Block(_("Last time"), _last(view)),
        Block(_("Open between you"), tuple(_open(view))),
        Block(
            _("Coming up"),
            tuple(
                Line(
                    "",
                    " ".join(part for part in (one.words, one.noted) if part),
                    ", ".join(part for part in (one.day_words, one.how_far) if part),
                )
                for one in view.coming_up
            ),
        ),
    )
    return tuple(block for block in made if block.lines)


def heading_lines(view: PrepView) -> tuple[str, ...]:
    """Who it is and what to know first, for the top."""
    head = view.person
    lines = (view.died, view.note, view.rough, head.role_line, view.line, head.preferred)
    return tuple(line for line in lines if line)


def _lines(texts: tuple[str, ...]) -> tuple[Line, ...]:
    return tuple(Line("", text) for text in texts if text)


def _last(view: PrepView) -> tuple[Line, ...]:
    return (Line(view.last_on, view.last_text),) if view.last_on else ()


def _open(view: PrepView) -> Iterator[Line]:
    for one in view.open:
        yield Line("", _said(one), one.due_words)
    if view.open_more:
        yield Line("", more_words(view.open_more))


def more_words(count: int) -> str:
    """What is left out: "and 3 more on the card"."""
    return ngettext("and {n} more on the card", "and {n} more on the card", count).format(n=count)


def _said(one: ThreadView) -> str:
    return " ".join(part for part in (one.lead, one.text) if part)


def text(view: PrepView) -> str:
    """The reading view for a terminal: at most 78 columns, except where a single word is longer."""
    return page_text(view.person.name, heading_lines(view), blocks(view))


def html(view: PrepView) -> str:
    """The reading view as one page without any script, link or picture; every text is escaped."""
    return page_html(view.person.name, heading_lines(view), blocks(view))
