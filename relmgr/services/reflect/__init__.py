"""Reflect: everybody spoken with on one map, whom to look at first, and the mirror turned on myself (D4 to D7)."""

from relmgr.services.reflect import deepening, long_views, mirror
from relmgr.services.reflect.base import BaseView, base
from relmgr.services.reflect.people import OnMap
from relmgr.services.reflect.portraits import Act, Portrait, PortraitView, Repair
from relmgr.services.reflect.view import ReflectView, repairs, view

__all__ = [
    "Act",
    "BaseView",
    "OnMap",
    "Portrait",
    "PortraitView",
    "ReflectView",
    "Repair",
    "base",
    "deepening",
    "long_views",
    "mirror",
    "repairs",
    "view",
]
