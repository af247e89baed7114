"""The Referrals page: who brought whom as a graph, and the same in words with the thank-yous owed."""

from ui.pages.referrals.page import ReferralsPage

__all__ = ["ReferralsPage"]
