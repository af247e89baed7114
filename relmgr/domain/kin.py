"""Life events about somebody's kin: "Father in hospital" is about "her father", who is "in hospital"."""

from relmgr.domain.numbers import inside
from relmgr.domain.pronouns import Pronouns, owner
from relmgr.i18n import _

_LONGEST_TITLE = 200


def kin_and_news(title: str) -> tuple[str, str] | None:
    """("Father", "in hospital") of "Father in hospital"; None where the title does not begin with a family word.

    Family words come from the user: only what stands in the title is used, never guessed.
    """
    word, _space, news = title.strip()[:_LONGEST_TITLE].partition(" ")
    known = _(
        "father mother dad mum mom papa mama parents husband wife partner son daughter child children baby brother "
        "sister grandfather grandmother grandson granddaughter uncle aunt cousin nephew niece dog cat"
    ).split()
    return (word, news.strip()) if word.casefold() in known and news.strip() else None


def topic(title: str, first_name: str, pronouns: Pronouns | None) -> str:
    """What a life event is about, inside a sentence: "her father", "Megan’s father", or "“New kitchen”"."""
    found = kin_and_news(title)
    if found is None:
        return _("“{title}”").format(title=title.strip())
    return _("{whose} {kin}").format(whose=owner(first_name, pronouns), kin=inside(found[0]))
