"""Takes a file of vCards into Evolution's data server, for comparison; runs under the system's Python with gi.

    dbus-run-session -- /usr/bin/python3 benchmarks/evolution.py cards.vcf

Prints the seconds of parsing and of adding, and how many contacts were added, as JSON. Wants the Debian packages
evolution-data-server, gir1.2-ebook-1.2, python3-gi and dbus; writes into a folder of its own, which goes away.
"""

import json
import os
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

_BATCH = 1000


def main(path: Path) -> None:
    """Add all cards of the file to the address book that is there in an empty home."""
    import gi  # type: ignore[import-not-found]

    gi.require_version("EBook", "1.2")
    gi.require_version("EBookContacts", "1.2")
    gi.require_version("EDataServer", "1.2")
    from gi.repository import EBook, EBookContacts, EDataServer  # type: ignore[import-not-found]

    client: Any = EBook.BookClient.connect_sync(
        EDataServer.SourceRegistry.new_sync(None).ref_builtin_address_book(), 30, None
    )
    began = time.perf_counter()
    text = path.read_text("utf-8", "replace")
    cards = re.findall(r"BEGIN:VCARD.*?END:VCARD", text, re.DOTALL)
    contacts = [EBookContacts.Contact.new_from_vcard(card) for card in cards]
    for contact in contacts:
        # The server refuses a second card of one UID; ours are made up and need none there.
        contact.set_property("id", None)
    parsed = time.perf_counter()
    for start in range(0, len(contacts), _BATCH):
        client.add_contacts_sync(
            contacts[start : start + _BATCH], EBookContacts.BookOperationFlags.NONE, None
        )
    added = time.perf_counter()
    print(json.dumps({"cards": len(contacts), "parse": parsed - began, "add": added - parsed}))


if __name__ == "__main__":
    if "RELMGR_EDS_HOME" not in os.environ:
        with tempfile.TemporaryDirectory() as home:
            env = {**os.environ, "RELMGR_EDS_HOME": home, "HOME": home, "XDG_DATA_HOME": home + "/data"}
            env |= {"XDG_CONFIG_HOME": home + "/config", "XDG_CACHE_HOME": home + "/cache"}
            command = ["dbus-run-session", "--", "/usr/bin/python3", __file__, sys.argv[1]]
            sys.exit(os.spawnvpe(os.P_WAIT, command[0], command, env))
    main(Path(sys.argv[1]))
