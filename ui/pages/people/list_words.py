"""What the list of People says of itself: its orders, its chips, and that nobody is in it."""

from relmgr.i18n import _
from relmgr.services.people import Filter, Sort


def sort_words(sort: Sort) -> str:
    """An order, as the menu names it."""
    return {Sort.NAME: _("By name"), Sort.RECENT: _("Last spoken with"), Sort.QUIETEST: _("Quietest first")}[
        sort
    ]


def filter_words(chosen: Filter) -> str:
    """A chip."""
    return {
        Filter.ALL: _("All"),
        Filter.WARM: _("Warm"),
        Filter.QUIET: _("Quiet"),
        Filter.AT_RISK: _("At risk"),
    }[chosen]


def none_words(query: str) -> str:
    """What stands in place of the rows."""
    if query.strip():
        return _("Nobody is found for “{query}”. Esc clears the search.").format(query=query.strip())
    return _("Nobody is in this list.")
