"""Depth: the evidence behind signs, warnings and standing, and the user's own word about them (D1 to D3)."""

from relmgr.services.depth.reading import (
    Evidence,
    EvidenceLine,
    OverrulingDetails,
    SignEvidenceView,
    evidence,
    notice_words,
    overrulings_of,
)
from relmgr.services.depth.writing import dismiss, dismiss_in, end_overruling, overrule

__all__ = [
    "Evidence",
    "EvidenceLine",
    "OverrulingDetails",
    "SignEvidenceView",
    "dismiss",
    "dismiss_in",
    "end_overruling",
    "evidence",
    "notice_words",
    "overrule",
    "overrulings_of",
]
