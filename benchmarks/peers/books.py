"""Address books of other programs with the same people: each filled in its own way, in a home of its own."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import uuid
from pathlib import Path

_CARD = re.compile(r"BEGIN:VCARD.*?END:VCARD\r?\n", re.DOTALL)
_LINE = re.compile(r"^(FN|EMAIL|TEL)(?:;[^:\n]*)?:(.*?)\r?$", re.MULTILINE)
_SETTINGS = """[org/gnome/Contacts]
did-initial-setup=true

[org/gnome/evolution/shell]
default-component-id='contacts'

[org/gnome/evolution]
version='3.46.4'

[org/gnome/evolution/mail]
prompt-check-if-default-mailer=false
"""
_STILL = "[Settings]\ngtk-cursor-blink=false\ngtk-enable-animations=false\n"
_PREFERENCES = {
    "ui.caretBlinkTime": 0,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.rights.version": 1,
    "mailnews.start_page.enabled": False,
    "app.donation.eoy.version.viewed": 99,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "mail.shell.checkDefaultClient": False,
    "mail.spotlight.firstRunDone": True,
    "mail.accounthub.enabled": False,
    "app.update.enabled": False,
}


def environment(home: Path) -> dict[str, str]:
    """Of a program that must find nothing of whoever runs this."""
    names = ("PATH", "LANG", "LD_LIBRARY_PATH", "TZ")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    runtime = home / "run"
    runtime.mkdir(parents=True, exist_ok=True, mode=0o700)
    return {
        **kept,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_RUNTIME_DIR": str(runtime),
        "GSETTINGS_BACKEND": "keyfile",
        "GDK_BACKEND": "x11",
        "NO_AT_BRIDGE": "1",
        "GTK_A11Y": "none",
        "MOZ_CRASHREPORTER_DISABLE": "1",
    }


def fill_evolution(cards: Path, home: Path) -> dict[str, float]:
    """Evolution's data server, which GNOME Contacts shows too; what its own import told."""
    for folder in ("gtk-3.0", "gtk-4.0"):
        (home / "config" / folder).mkdir(parents=True, exist_ok=True)
        (home / "config" / folder / "settings.ini").write_text(_STILL, "utf-8")
    (home / "config" / "glib-2.0" / "settings").mkdir(parents=True, exist_ok=True)
    (home / "config" / "glib-2.0" / "settings" / "keyfile").write_text(_SETTINGS, "utf-8")
    filler = Path(__file__).parents[1] / "evolution.py"
    command = ["dbus-run-session", "--", "/usr/bin/python3", str(filler), str(cards)]
    done = subprocess.run(
        command,
        env={**environment(home), "RELMGR_EDS_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def fill_thunderbird(cards: Path, home: Path) -> None:
    """Its profile with its own address book, whose tables are written directly: its import takes minutes."""
    home.mkdir(parents=True, exist_ok=True)
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _PREFERENCES.items()]
    (home / "user.js").write_text("\n".join(lines) + "\n", "utf-8")
    book = sqlite3.connect(home / "abook.sqlite")
    book.executescript(
        "PRAGMA user_version = 4; CREATE TABLE cards (uid TEXT PRIMARY KEY, localId INTEGER);"
        "CREATE TABLE properties (card TEXT, name TEXT, value TEXT);"
        "CREATE TABLE lists (uid TEXT PRIMARY KEY, localId INTEGER, name TEXT, nickName TEXT, description TEXT);"
        "CREATE TABLE list_cards (list TEXT, card TEXT, PRIMARY KEY(list, card));"
        "CREATE INDEX properties_card ON properties(card); CREATE INDEX properties_name ON properties(name);"
    )
    for number, card in enumerate(_cards(cards), 1):
        uid = str(uuid.UUID(int=number))
        book.execute("INSERT INTO cards VALUES (?, ?)", (uid, number))
        values = {"_vCard": card, "DisplayName": _first(card, "FN"), "PrimaryEmail": _first(card, "EMAIL")}
        rows = [(uid, name, value) for name, value in values.items() if value]
        book.executemany("INSERT INTO properties VALUES (?, ?, ?)", rows)
    book.commit()
    book.close()


def fill_khard(cards: Path, home: Path) -> None:
    """A folder of one file a card, and the configuration that names it."""
    folder = home / "cards"
    folder.mkdir(parents=True)
    for number, card in enumerate(_cards(cards)):
        (folder / f"{number}.vcf").write_text(card, "utf-8")
    (home / "khard.conf").write_text(f"[addressbooks]\n[[people]]\npath = {folder}\n", "utf-8")


def fill_abook(cards: Path, home: Path) -> None:
    """Its file of names, addresses and numbers."""
    home.mkdir(parents=True, exist_ok=True)
    lines = ["[format]", "program=abook", "version=0.6.1", ""]
    for number, card in enumerate(_cards(cards)):
        lines += [f"[{number}]", f"name={_first(card, 'FN')}"]
        lines += [f"email={_first(card, 'EMAIL')}", f"phone={_first(card, 'TEL')}", ""]
    (home / "addressbook").write_text("\n".join(lines), "utf-8")


def _cards(path: Path) -> list[str]:
    return _CARD.findall(path.read_text("utf-8"))


def _first(card: str, name: str) -> str:
    return next((value for found, value in _LINE.findall(card) if found == name), "")


def copied(made: Path, folder: Path) -> Path:
    """A home of one's own, like the one that was made."""
    shutil.copytree(made, folder, symlinks=True)
    return folder
