"""Taking cards in: what an import would do and why, and doing it as one change that can be cancelled and undone."""

from relmgr.transfer.importing.accounting import Account, Accounts, Became, accounts
from relmgr.transfer.importing.applying import Importer, ImportReport, apply
from relmgr.transfer.importing.comparing import Compared, Fares, compare
from relmgr.transfer.importing.planning import (
    SLICE,
    ImportPlan,
    Match,
    Offer,
    Planner,
    PlanRow,
    Verdict,
    Why,
    as_merge,
    as_new,
    plan,
    plan_files,
)
from relmgr.transfer.importing.remembering import recall, remember
from relmgr.transfer.importing.reporting import became_word, problems_text, report_file

__all__ = [
    "SLICE",
    "Account",
    "Accounts",
    "Became",
    "Compared",
    "Fares",
    "ImportPlan",
    "ImportReport",
    "Importer",
    "Match",
    "Offer",
    "PlanRow",
    "Planner",
    "Verdict",
    "Why",
    "accounts",
    "apply",
    "as_merge",
    "as_new",
    "became_word",
    "compare",
    "plan",
    "plan_files",
    "problems_text",
    "recall",
    "remember",
    "report_file",
]
