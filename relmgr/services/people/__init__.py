"""People: the list, one person's record, their picture, and whom a name means."""

from relmgr.domain.people_filter import Filter
from relmgr.domain.people_rows import PersonRow
from relmgr.services.people.faces import PersonFace, faces
from relmgr.services.people.finding import PersonName, find, known_people, known_ties
from relmgr.services.people.lists import (
    Sort,
    count,
    counted,
    filter_counts,
    is_anybody_there,
    missing_counts,
    rows,
)
from relmgr.services.people.paging import keys_among, list_chosen, list_ids, pages
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
    keep,
    make_light,
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
    "counted",
    "details",
    "edit",
    "faces",
    "filter_counts",
    "find",
    "is_anybody_there",
    "keep",
    "keys_among",
    "known_people",
    "known_ties",
    "list_chosen",
    "list_ids",
    "make_light",
    "missing_counts",
    "pages",
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
