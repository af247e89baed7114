"""Reflect: everybody spoken with on one map, whom to look at first, and the mirror turned on myself (D4 to D7)."""

from relmgr.services.reflect import mirror
from relmgr.services.reflect.people import OnMap
from relmgr.services.reflect.portraits import Act, Portrait, PortraitView, Repair
from relmgr.services.reflect.view import ReflectView, repairs, view

__all__ = ["Act", "OnMap", "Portrait", "PortraitView", "ReflectView", "Repair", "mirror", "repairs", "view"]
