"""People: the list, one person's record, their picture, and whom a name means."""

from relmgr.domain.people_filter import Filter
from relmgr.services.people.faces import PersonFace, faces
from relmgr.services.people.finding import PersonName, find, known_people
from relmgr.services.people.lists import (
    PersonRow,
    Sort,
    count,
    filter_counts,
    list_chosen,
    list_ids,
    missing_counts,
    rows,
)
from relmgr.services.people.pictures import Photo, photo, remove_photo, set_logo, set_photo
from relmgr.services.people.record import (
    AffiliationInput,
    ContactMethodInput,
    PersonDetails,
    PersonInput,
    TrashRow,
    add,
    details,
    edit,
    promote,
    remove,
    restore,
    set_away,
    set_gentle,
    trash,
)

__all__ = [
    "AffiliationInput",
    "ContactMethodInput",
    "Filter",
    "PersonDetails",
    "PersonFace",
    "PersonInput",
    "PersonName",
    "PersonRow",
    "Photo",
    "Sort",
    "TrashRow",
    "add",
    "count",
    "details",
    "edit",
    "faces",
    "filter_counts",
    "find",
    "known_people",
    "list_chosen",
    "list_ids",
    "missing_counts",
    "photo",
    "promote",
    "remove",
    "remove_photo",
    "restore",
    "rows",
    "set_away",
    "set_gentle",
    "set_logo",
    "set_photo",
    "trash",
]
