"""Erasing a person for good: seen before, done at once, finished after a kill, and remembered only as hashes (promise 11)."""

from relmgr.services.erasing.doing import (
    Erased,
    Places,
    clear_ledger,
    count_erased,
    empty_trash_in_steps,
    erase,
    erased_before,
    finish,
    go_on,
    hashes_of,
    let_back,
    settle,
    start,
    start_in_steps,
    unfinished,
)
from relmgr.services.erasing.elsewhere import folders as card_folders
from relmgr.services.erasing.elsewhere import remember as remember_card_folder
from relmgr.services.erasing.places import out_of_reach, places_of
from relmgr.services.erasing.preview import Mention, Preview, SharedTalk, is_typed_name, preview

__all__ = [
    "Erased",
    "Mention",
    "Places",
    "Preview",
    "SharedTalk",
    "card_folders",
    "clear_ledger",
    "count_erased",
    "empty_trash_in_steps",
    "erase",
    "erased_before",
    "finish",
    "go_on",
    "hashes_of",
    "is_typed_name",
    "let_back",
    "out_of_reach",
    "places_of",
    "preview",
    "remember_card_folder",
    "settle",
    "start",
    "start_in_steps",
    "unfinished",
]
