"""The card as plain text and as one HTML page: for terminals, mails and print; everything in it is shown literally."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from relmgr.domain.kinds import SignState
from relmgr.i18n import _, ngettext
from relmgr.services.card import CardView
from relmgr.services.card.views import ComingView, ExpectationView


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block: what is strong, what follows it, and what stands at the end of the line."""

    strong: str
    rest: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the card with its heading."""

    heading: str
    lines: tuple[Line, ...]


_WIDTH = 78


def blocks(view: CardView) -> tuple[Block, ...]:
    """The blocks that say something, in the order of the card (P2)."""
    made = (
        Block(_("A rough patch"), (Line("", view.rough.words),) if view.rough is not None else ()),
        Block(
            _("Right now"), tuple(Line(one.title, one.note, one.follow_up_words) for one in view.right_now)
        ),
        Block(_("Who they are"), tuple(_who(view))),
        Block(_("What they want"), tuple(_wants(view))),
        Block(_("Coming up"), tuple(_coming(one) for one in view.coming_up)),
        Block(_("Ask about"), tuple(Line(one.question, one.why) for one in view.ask_about)),
        Block(_("First 30 days"), tuple(_first_days(view))),
        Block(_("They expect of me"), tuple(_expectation(one) for one in view.expectations_of_me)),
        Block(_("I expect of them"), tuple(_expectation(one) for one in view.expectations_of_them)),
        Block(_("Last time"), tuple(_last_time(view))),
        Block(
            _("Depth"),
            tuple(Line(one.words, one.evidence) for one in view.signs if one.state is not SignState.NOT_SEEN),
        ),
        Block(
            _("Give and take"),
            tuple(Line(row.text, row.details) for group in view.give_take.groups for row in group.rows),
        ),
        Block(_("Our story"), tuple(_story(view))),
        Block(_("Notes"), tuple(Line("", text) for text in view.notes.splitlines() if text.strip())),
        Block(_("Reach them"), tuple(Line(label, value) for _kind, label, value in view.contact_methods)),
        Block(
            _("Timeline"),
            tuple(Line(one.day_words, f"{one.lead} {one.rest}".strip()) for one in view.timeline),
        ),
    )
    return tuple(block for block in made if block.lines)


def heading_lines(view: CardView) -> tuple[str, ...]:
    """Who this is and how it stands between us, for the top."""
    head = view.person
    standing = ", ".join(part for part in (head.standing_word, head.trend_word) if part)
    left_out = ngettext(
        "{count} thing that is not to be mentioned is left out.",
        "{count} things that are not to be mentioned are left out.",
        view.left_out,
    )
    said = _("say “{sound}”").format(sound=head.say_name) if head.say_name else ""
    no_calls = _("Do not phone") if head.may_not_phone else ""
    named = (head.native_name, said, head.pronouns, head.nickname)
    parts = (
        head.role_line,
        " · ".join(part for part in named if part),
        head.died,
        " · ".join(part for part in (head.place, head.place_offset, head.languages) if part),
        " · ".join(part for part in (head.known_since, no_calls, head.preferred) if part),
        " · ".join(part for part in (standing, view.depth_words) if part),
        view.sides_words,
        view.banner or (view.back.question if view.back is not None else ""),
        ", ".join(view.labels),
        left_out.format(count=view.left_out) if view.left_out else "",
    )
    return tuple(part for part in parts if part)


def _coming(one: ComingView) -> Line:
    return Line(one.day_words, " ".join(part for part in (one.words, one.noted) if part), one.how_far)


def _first_days(view: CardView) -> Iterator[Line]:
    for step in view.first_days.steps if view.first_days is not None else ():
        yield Line(step.text, step.details)


def _who(view: CardView) -> Iterator[Line]:
    for row in view.who:
        for at, line in enumerate(row.lines):
            yield Line(
                row.label if at == 0 else "", " ".join(part for part in (line.strong, line.rest) if part)
            )


def _wants(view: CardView) -> Iterator[Line]:
    for goal in view.wants.goals:
        yield Line(goal.text, goal.details)
    for at, need in enumerate(view.wants.needs):
        answer = _("My offer: {offer}").format(offer=need.offer) if need.offer else _("No offer of mine yet")
        yield Line(
            _("Needs") if at == 0 else "",
            ". ".join(part for part in (need.text, need.details) if part),
            answer,
        )
    if view.wants.why_care:
        yield Line(_("Why I care"), view.wants.why_care)


def _story(view: CardView) -> Iterator[Line]:
    if view.story.met:
        yield Line(_("How we met"), ". ".join(view.story.met))
    for stage in view.story.stages:
        yield Line(stage.word, stage.story, stage.since)


def _expectation(one: ExpectationView) -> Line:
    said = [one.agreed, _("They hope for {what}").format(what=one.hoped) if one.hoped else ""]
    return Line(one.statement, ". ".join(part for part in said if part), one.due_words)


def _last_time(view: CardView) -> Iterator[Line]:
    last = view.last_time
    if last is None:
        return
    yield Line(last.when_words, last.text)
    for felt in last.feelings:
        yield Line(felt.who, felt.word)
    for thread in last.threads:
        yield Line(thread.lead, thread.text, thread.due_words)


def text(view: CardView) -> str:
    """The card for a terminal: at most 78 columns, except where a single word is longer."""
    return page_text(view.person.name, heading_lines(view), blocks(view))


def page_text(name: str, head: Sequence[str], parts: Sequence[Block]) -> str:
    """Anybody's name, some lines about them and blocks, for a terminal."""
    import textwrap

    lines = [name, "=" * min(len(name), _WIDTH), *head]
    for block in parts:
        lines += ["", block.heading, "-" * len(block.heading)]
        for line in block.lines:
            strong = line.strong.rstrip(":")
            glue = " " if strong.endswith((".", "?", "!", "…")) else ": "
            whole = glue.join(part for part in (strong, line.rest) if part)
            if line.end:
                whole = f"{whole} ({line.end})" if whole else line.end
            lines += textwrap.wrap(whole, _WIDTH, subsequent_indent="  ", break_on_hyphens=False) or [""]
    return "\n".join(lines) + "\n"


# Sizes that browsers and Qt's own pages understand alike: no heading elements, margins in pixels.
_STYLE = (
    "body{font-family:Inter,sans-serif;font-size:10pt;color:#25211C;margin:0}"
    "p{margin:0 0 4px 0}p.name{font-size:18pt;font-weight:600;margin-bottom:6px}"
    "p.block{font-size:11pt;font-weight:600;color:#245246;margin-top:16px}"
    "p.head,span.end{color:#574F46}"
)


def html(view: CardView) -> str:
    """The card as one page without any script, link or picture; every text is escaped."""
    return page_html(view.person.name, heading_lines(view), blocks(view))


def page_html(name: str, head: Sequence[str], parts: Sequence[Block]) -> str:
    """The same as one page; every text is escaped."""
    title = _escaped(name)
    body = [f'<p class="name" role="heading" aria-level="1">{title}</p>']
    body += [f'<p class="head">{_escaped(line)}</p>' for line in head]
    for block in parts:
        body.append(f'<p class="block" role="heading" aria-level="2">{_escaped(block.heading)}</p>')
        body += [_html_line(line) for line in block.lines]
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head>\n'
        "<body>\n" + "\n".join(body) + "\n</body></html>\n"
    )


def _html_line(line: Line) -> str:
    parts = []
    if line.strong:
        parts.append(f"<b>{_escaped(line.strong)}</b>")
    if line.rest:
        parts.append(_escaped(line.rest))
    if line.end:
        parts.append(f'<span class="end">{_escaped(line.end)}</span>')
    return f"<p>{' &nbsp;'.join(parts)}</p>"


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")
