"""Reflect: everybody spoken with on one map, whom to look at first, and the mirror turned on myself (D4 to D7)."""

from relmgr.services.reflect import deepening, long_views, mirror
from relmgr.services.reflect.base import BaseView, base, base_reading
from relmgr.services.reflect.people import OnMap
from relmgr.services.reflect.portraits import Act, Portrait, PortraitView, Repair
from relmgr.services.reflect.view import ReflectView, reading, repairs, view

__all__ = [
    "Act",
    "BaseView",
    "OnMap",
    "Portrait",
    "PortraitView",
    "ReflectView",
    "Repair",
    "base",
    "base_reading",
    "deepening",
    "long_views",
    "mirror",
    "reading",
    "repairs",
    "view",
]
