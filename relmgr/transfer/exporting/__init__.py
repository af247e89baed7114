"""Giving out: people as vCards, tables, a calendar or an archive, in the forms that other programs read (X3)."""

from relmgr.transfer.exporting.elsewhere import offered
from relmgr.transfer.exporting.filed import Filed
from relmgr.transfer.exporting.forms import Form, form_of_name
from relmgr.transfer.exporting.gathering import Gathering, cards, export
from relmgr.transfer.exporting.job import Exporter
from relmgr.transfer.exporting.profiles import for_others, shared, without_private

__all__ = [
    "Exporter",
    "Filed",
    "Form",
    "Gathering",
    "cards",
    "export",
    "for_others",
    "form_of_name",
    "offered",
    "shared",
    "without_private",
]
