"""Backups in words: when, how much, why, and what a restore would change."""

from collections.abc import Callable
from datetime import tzinfo

from relmgr.backup import Backup, Difference, Inside, kind_words
from relmgr.i18n import _, ngettext
from ui.formats import day_words, size_words, time_words

_NAMED = 6


def when_words(one: Backup, zone: tzinfo) -> str:
    """The day and the time it was made, where the computer is."""
    made = one.made.astimezone(zone)
    return _("{day}, {time}").format(day=day_words(made.date()), time=time_words(made.timetz()))


def what_words(one: Backup) -> str:
    """How many people and conversations, how large, why it was made, and whether it was verified."""
    parts = []
    if one.people is not None:
        parts.append(people_words(one.people))
    if one.conversations is not None:
        parts.append(talks_words(one.conversations))
    parts += [size_words(one.size), kind_words(one.kind)]
    if not one.is_whole:
        parts.append(_("harmed"))
    elif one.verified is None:
        parts.append(_("not verified"))
    return " · ".join(parts)


def people_words(count: int) -> str:
    """So many people."""
    return ngettext("{count} person", "{count} people", count).format(count=f"{count:n}")


def talks_words(count: int) -> str:
    """So many conversations."""
    return ngettext("{count} conversation", "{count} conversations", count).format(count=f"{count:n}")


def inside_words(inside: Inside) -> str:
    """What is in a backup."""
    return _("In it: {people}, {talks}.").format(
        people=people_words(inside.people), talks=talks_words(inside.conversations)
    )


def difference_lines(difference: Difference) -> tuple[tuple[str, str], ...]:
    """What a restore would change: a heading and names for each kind of change; nothing where nothing would."""
    found = (
        (_("Would come back"), difference.comes_back),
        (_("Would no longer be there"), difference.goes),
        (_("Would be described as they were then"), difference.changed),
    )
    return tuple((heading, names_words(names)) for heading, names in found if names)


def compared_words(difference: Difference) -> str:
    """How the numbers differ from now, in one sentence."""
    parts = [
        _more(count, words)
        for count, words in ((difference.people, people_words), (difference.conversations, talks_words))
        if count
    ]
    if not parts:
        return _("As many people and conversations as now.")
    if len(parts) == 1:
        return _("Compared with now: {difference}.").format(difference=parts[0])
    return _("Compared with now: {people}, {talks}.").format(people=parts[0], talks=parts[1])


def names_words(names: tuple[str, ...]) -> str:
    """The first few names, and how many more."""
    shown = _(", ").join(names[:_NAMED])
    more = len(names) - _NAMED
    if more <= 0:
        return shown
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(
        names=shown, count=more
    )


def _more(count: int, words: Callable[[int], str]) -> str:
    pattern = _("{counted} more") if count > 0 else _("{counted} fewer")
    return pattern.format(counted=words(abs(count)))
