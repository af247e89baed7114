"""Referrals: who sent whom to me, how it was thanked, and who brought whom as a whole (G1)."""

from relmgr.services.referrals.record import (
    OWED,
    ReferralDetails,
    ReferralInput,
    add,
    became_work,
    edit,
    get,
    is_thanks_owed,
    of,
    remove,
    thank,
    thank_in,
)
from relmgr.services.referrals.view import (
    ReferralLink,
    ReferralRow,
    ReferralsView,
    Thanks,
    owed_count,
    reading,
    view,
)

__all__ = [
    "OWED",
    "ReferralDetails",
    "ReferralInput",
    "ReferralLink",
    "ReferralRow",
    "ReferralsView",
    "Thanks",
    "add",
    "became_work",
    "edit",
    "get",
    "is_thanks_owed",
    "of",
    "owed_count",
    "reading",
    "remove",
    "thank",
    "thank_in",
    "view",
]
