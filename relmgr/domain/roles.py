"""The roles toward me, in the order of an organisation's board, and their words (P12)."""

from relmgr.domain.kinds import RoleTowardMe
from relmgr.i18n import _, kept

BOARD: tuple[RoleTowardMe | None, ...] = (*RoleTowardMe, None)
"""The columns; the last holds those of whom nothing is said yet."""


@kept
def role_word(role: RoleTowardMe) -> str:
    """The word for what somebody is to my work."""
    return {
        RoleTowardMe.SPONSOR: _("Sponsor"),
        RoleTowardMe.DECISION_MAKER: _("Decision maker"),
        RoleTowardMe.USER: _("Works with it"),
        RoleTowardMe.GATEKEEPER: _("Gatekeeper"),
        RoleTowardMe.SCEPTIC: _("Sceptic"),
    }[role]


def column_words(role: RoleTowardMe | None) -> tuple[str, str]:
    """A column's heading, and what it means in a few words."""
    if role is None:
        return _("Not said yet"), _("M gives a role")
    return {
        RoleTowardMe.SPONSOR: (_("Sponsor"), _("Speaks up for you")),
        RoleTowardMe.DECISION_MAKER: (_("Decision maker"), _("Says yes or no")),
        RoleTowardMe.USER: (_("Works with it"), _("Lives with your work")),
        RoleTowardMe.GATEKEEPER: (_("Gatekeeper"), _("Opens doors")),
        RoleTowardMe.SCEPTIC: (_("Sceptic"), _("Not convinced yet")),
    }[role]
