"""Numbers as they read in a sentence: up to twelve in words (DESIGN §9)."""

from relmgr.i18n import _, pgettext

MOST_IN_WORDS = 12

MOST_COUNTED = 30
"""Of what asks so many are counted; of more it is said that there are more, and nobody counts thousands for a badge."""


def counted(count: int) -> str:
    """The number of what asks, as a badge shows it: "7", "30+"."""
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)


def count_word(count: int) -> str:
    """`count` for the middle of a sentence: none to twelve in words, anything else in figures."""
    words = (
        _("none"),
        _("one"),
        _("two"),
        _("three"),
        _("four"),
        _("five"),
        _("six"),
        _("seven"),
        _("eight"),
        _("nine"),
        _("ten"),
        _("eleven"),
        _("twelve"),
    )
    return words[count] if 0 <= count <= MOST_IN_WORDS else str(count)


def starting(text: str) -> str:
    """`text` as it begins a sentence: its first letter large, the rest untouched."""
    return text[:1].upper() + text[1:]


def inside(title: str) -> str:
    """`title` as it stands inside a sentence: with a small letter, except in languages that keep the capital of nouns."""
    # Translators: "yes" if a noun is written with a capital inside a sentence as well, "no" otherwise
    keeps = pgettext("capital inside a sentence", "no") == "yes"
    return title if keeps else title[:1].lower() + title[1:]


def listed(parts: tuple[str, ...]) -> str:
    """`parts` as a list within a sentence: "one", "one and two", "one, two and three"; nothing for none."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").format(first=_(", ").join(parts[:-1]), last=parts[-1])
