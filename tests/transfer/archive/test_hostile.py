"""Archives that are damaged, foreign, from the future or meant to harm: one sentence each, and nothing is changed."""

import hashlib
import io
import json
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from relmgr.store import Store
from relmgr.transfer import importing, sources
from relmgr.transfer.archive import layout
from relmgr.transfer.archive.reading import open_archive
from relmgr.transfer.vcard import Problem
from tests.builders import NOW

Files = dict[str, bytes]


def files_of(path: Path) -> Files:
    """Everything in the zip."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Files) -> bytes:
    """The same, zipped anew."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def refusal(store: Store, content: bytes) -> str:
    """The one sentence that an archive which is refused gives; nothing was read of it, and nothing is written."""
    stream = io.BytesIO(content)
    recognised = sources.recognise(stream, "a.zip")
    entries = list(sources.read(stream, recognised))
    assert len(entries) == 1
    (problem,) = entries
    assert isinstance(problem, Problem)
    report = importing.apply(store, importing.plan(store, entries), now=NOW)
    assert report is not None
    assert store.undo_label is None
    assert problem.reason.rstrip().endswith(".")
    return problem.reason


def changed(noun: str, change: Callable[[list[dict[str, Any]]], Any]) -> Callable[[Files], None]:
    """The records of a noun, changed in place."""

    def apply(files: Files) -> None:
        name = f"records/{noun}.jsonl"
        records = [json.loads(line) for line in files[name].splitlines()]
        change(records)
        files[name] = b"".join(json.dumps(one).encode() + b"\n" for one in records)

    return apply


def first(noun: str, **values: Any) -> Callable[[Files], None]:
    """The first record of a noun with other values."""
    return changed(noun, lambda records: records[0].update(values))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (first("person", uid=5), "“uid” is not what it should be"),
        (first("person", created_at="yesterday"), "“created_at” is not"),
        (first("person", created_at="2026-11-24T25:00:00Z"), "“created_at” is not"),
        (first("person", keep_until="2026-02-30"), "“keep_until” is not"),
        (first("person", keep_until="20261124"), "“keep_until” is not"),
        (first("person", circle="friends"), "“circle” is not"),
        (first("person", is_light="no"), "“is_light” is not"),
        (first("person", notes="a\0b"), "“notes” is not"),
        (first("person", notes="\ud800"), "“notes” is not"),
        (first("person", notes=["x"]), "“notes” is not"),
        (first("person", password="x"), "“password” is not known"),
        (first("person", photo="0" * 64), "refers to what is not in the archive"),
        (first("milestone", on="1987-13"), "“on” is not"),
        (first("milestone", on="87"), "“on” is not"),
        (first("milestone", number="1"), "“number” is missing"),
        (first("milestone", number=2), "there are two of “2”"),
        (first("milestone", person="nobody"), "refers to what is not in the archive"),
        (first("conversation", minutes=2**70), "“minutes” is not"),
        (first("conversation", minutes=True), "“minutes” is not"),
        (first("decision", source="weather"), "“about” is not"),
        (first("decision", about=True), "“about” is not"),
        (first("dismissal", newest_moment=99999), "refers to what is not in the archive"),
        (first("reminder", at_time="25:00"), "“at_time” is not"),
        (changed("person", lambda records: records.append(records[0])), "there are two of"),
        (changed("person", lambda records: records[0].pop("uid")), "“uid” is missing"),
        (changed("conversation", lambda records: records.clear()), "damaged or incomplete"),
        (changed("shown", lambda records: records.clear()), "damaged or incomplete"),
        (lambda files: files.update({"records/fact.jsonl": b"[1]\n"}), "this is no record"),
        (lambda files: files.update({"records/fact.jsonl": b"{not json}\n"}), "records/fact.jsonl, line 1"),
        (lambda files: files.update({"records/fact.jsonl": b"[" * 100_000}), "no JSON"),
        (lambda files: files.update({"relmgr.json": b"[]"}), "no archive of Relmgr"),
        (lambda files: files.update({"relmgr.json": b"\xff\xfe"}), "damaged"),
        (lambda files: files.update({"../../etc/passwd": b"x"}), "a name that none"),
        (lambda files: files.update({"/etc/passwd": b"x"}), "a name that none"),
        (lambda files: files.update({"C:\\x": b"x"}), "a name that none"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(
    store: Store, archive: Path, harm: Callable[[Files], None], said: str, tmp_path: Path
) -> None:
    files = files_of(archive)
    harm(files)
    assert said in refusal(store, zipped(files))
    assert not (tmp_path / "etc").exists()


def test_a_picture_must_be_the_one_it_says(store: Store, archive: Path) -> None:
    files = files_of(archive)
    (name,) = (one for one in files if one.startswith("pictures/"))
    assert "damaged" in refusal(store, zipped({**files, name: b"another"}))
    del files[name]
    assert "a picture is missing" in refusal(store, zipped(files))


def test_a_newer_version_is_left_to_a_newer_relmgr(store: Store, archive: Path) -> None:
    files = files_of(archive)
    files["relmgr.json"] = json.dumps(
        {"format": "relmgr-archive", "version": 2, "made_by": "Relmgr 9.1", "counts": {}}
    ).encode()
    assert "newer Relmgr (Relmgr 9.1)" in refusal(store, zipped(files))


@pytest.mark.parametrize("kept", [0.01, 0.3, 0.7, 0.99, 0.999])
def test_one_that_was_cut_off(store: Store, archive: Path, kept: float) -> None:
    content = archive.read_bytes()
    assert "damaged or incomplete" in refusal(store, content[: int(len(content) * kept)])


def test_single_bytes_flipped_never_come_in_unnoticed(store: Store, archive: Path) -> None:
    content = bytearray(archive.read_bytes())
    with archive.open("rb") as file:
        whole = [list(open_archive(file).lines(noun)) for noun in layout.NOUNS]
    for at in range(0, len(content), 1 + len(content) // 60):
        content[at] ^= 0x40
        stream = io.BytesIO(bytes(content))
        entries = list(sources.read(stream, sources.recognise(stream, "a.zip")))
        if len(entries) > 1:  # a byte that says nothing, such as a time of day in the table of contents
            opened = open_archive(stream)
            assert [list(opened.lines(noun)) for noun in layout.NOUNS] == whole
        content[at] ^= 0x40


def test_one_with_a_password(store: Store, archive: Path) -> None:
    content = bytearray(archive.read_bytes())
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 1)
    assert "password" in refusal(store, bytes(content))


def test_a_bomb_that_says_so_is_not_opened(store: Store, archive: Path) -> None:
    files = files_of(archive)
    files["records/fact.jsonl"] = b" " * 80_000_000
    content = zipped(files)
    tracemalloc.start()
    assert "more than any archive" in refusal(store, content)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


def test_a_bomb_that_lies_about_its_size_ends_with_what_it_said(store: Store, archive: Path) -> None:
    files = files_of(archive)
    packed = zlib.compress(b" " * 60_000_000, 9)[2:-4]
    files["records/fact.jsonl"] = b"x" * 1000
    content = bytearray(zipped(files))
    at = content.rfind(b"records/fact.jsonl") - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    local = struct.unpack_from("<L", content, at + 42)[0]
    struct.pack_into("<L", content, at + 20, len(packed))
    rebuilt = bytes(content) + packed  # the sizes no longer fit what follows
    tracemalloc.start()
    assert refusal(store, rebuilt)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 40_000_000
    assert local


def test_a_line_of_gigabytes_is_not_held(store: Store, archive: Path) -> None:
    files = files_of(archive)
    noise = hashlib.sha256(b"x").hexdigest().encode() * 600_000  # 38 MB that pack badly enough
    files["records/fact.jsonl"] = b'{"text": "' + noise + b'"}\n'
    content = zipped(files)
    assert refusal(store, content)


def test_a_table_of_contents_of_gigabytes_is_not_read(store: Store, archive: Path) -> None:
    content = bytearray(archive.read_bytes())
    struct.pack_into("<L", content, content.rfind(b"PK\x05\x06") + 12, 0xF0000000)
    assert "more than any archive" in refusal(store, bytes(content))


def test_a_zip_of_something_else_is_no_archive(store: Store) -> None:
    stream = io.BytesIO(zipped({"records/readme.txt": b"x"}))
    assert "no archive of Relmgr" in refusal(store, stream.getvalue())
