"""From a person as the services know them to the portrait that shows them."""

from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from relmgr.services import people
from relmgr.store import Store
from ui.widgets.portrait import PortraitSpec


class Face(Protocol):
    """What every shown person carries."""

    @property
    def initials(self) -> str:
        """What stands in the disc."""

    @property
    def person_colour(self) -> int:
        """0 to 9."""

    @property
    def company_colour(self) -> int | None:
        """0 to 5, None without an organisation."""

    @property
    def monogram(self) -> str:
        """The letter on the tile."""

    @property
    def photo_id(self) -> int | None:
        """Their photo."""


def portrait_of(
    store: Store, face: Face, signs: tuple[float, ...] | None = None, logo_id: int | None = None
) -> PortraitSpec:
    """How `face` is painted; `signs` open the logo where they are given."""
    spec = PortraitSpec(
        initials=face.initials,
        person_colour=face.person_colour,
        company_colour=face.company_colour,
        monogram=face.monogram or None,
        photo=_picture(store, face.photo_id),
        logo=_picture(store, logo_id),
    )
    return spec if signs is None else replace(spec, signs=signs)


@lru_cache(maxsize=256)
def _read(store: "_Hashed", photo_id: int) -> bytes | None:
    found = people.photo(store.store, photo_id)
    return None if found is None else found.data


class _Hashed:
    """A store as a cache key: the same file open is the same key."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __hash__(self) -> int:
        return id(self.store)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed) and other.store is self.store


def _picture(store: Store, photo_id: int | None) -> bytes | None:
    return None if photo_id is None else _read(_Hashed(store), photo_id)


def forget_pictures() -> None:
    """Drop every picture held: part of locking."""
    _read.cache_clear()
