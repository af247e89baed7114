"""Organisations: the list of all logos, and the people behind one of them."""

from ui.pages.organisations.listing import OrganisationsPage
from ui.pages.organisations.page import OrganisationPage

__all__ = ["OrganisationPage", "OrganisationsPage"]
