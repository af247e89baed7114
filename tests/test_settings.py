"""The user's choices survive writing, damage and newer versions."""

import json
import os
from dataclasses import fields, replace
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr import settings
from relmgr.settings import Appearance, Motion, OnClose, Settings

times = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))


@st.composite
def any_settings(draw: st.DrawFn) -> Settings:
    quiet = draw(st.none() | st.tuples(times, times))
    return Settings(
        appearance=draw(st.sampled_from(Appearance)),
        text_size=draw(st.integers(80, 200)),
        language=draw(st.sampled_from(["", "de", "de_AT", "zh-Hant-TW"])),
        attention_time=draw(times),
        quiet_from=quiet and quiet[0],
        quiet_until=quiet and quiet[1],
        tray=draw(st.booleans()),
        on_close=draw(st.sampled_from(OnClose)),
        hide_names=draw(st.booleans()),
        names_in_notifications=draw(st.booleans()),
        system_notifications=draw(st.booleans()),
        single_letter_keys=draw(st.booleans()),
        lock_after=draw(st.integers(0, 1440)),
        lock_after_sleep=draw(st.booleans()),
        lock_with_screen=draw(st.booleans()),
        motion=draw(st.sampled_from(Motion)),
    )


@given(chosen=any_settings())
def test_what_is_saved_is_loaded(chosen: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.json"
    settings.save(path, chosen)
    assert settings.load(path) == settings.Loaded(chosen)


def test_every_choice_is_stored(tmp_path: Path) -> None:
    settings.save(tmp_path / "s", Settings())
    assert set(json.loads((tmp_path / "s").read_text())) == {each.name for each in fields(Settings)} - {
        "unknown"
    }


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "none") == settings.Loaded(Settings())
    assert Settings().attention_time == time(9)
    assert not Settings().names_in_notifications


def test_what_a_newer_version_wrote_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "s"
    path.write_text('{"text_size": 120, "from_the_future": {"a": [1]}}')
    loaded = settings.load(path)
    assert loaded.notice == ""
    settings.save(path, replace(loaded.settings, text_size=130))
    stored = json.loads(path.read_text())
    assert (stored["from_the_future"], stored["text_size"]) == ({"a": [1]}, 130)


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 40, b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b" " * 1_000_001]
)
def test_a_damaged_file_is_set_aside_and_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "s"
    (tmp_path / "s.damaged-1").write_text("earlier")
    path.write_bytes(content)
    loaded = settings.load(path)
    assert loaded.settings == Settings()
    assert "s.damaged-2" in loaded.notice
    assert not path.exists()
    assert (tmp_path / "s.damaged-2").read_bytes() == content
    assert (tmp_path / "s.damaged-1").read_text() == "earlier"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("appearance", "purple"),
        ("appearance", 1),
        ("text_size", 20),
        ("text_size", True),
        ("text_size", "100"),
        ("language", "../../x"),
        ("attention_time", "25:00"),
        ("attention_time", "9"),
        ("tray", "yes"),
        ("quiet_from", "22:00"),
        ("motion", None),
    ],
)
def test_one_bad_choice_gives_way_to_its_default(tmp_path: Path, name: str, value: object) -> None:
    path = tmp_path / "s"
    path.write_text(json.dumps({"single_letter_keys": False, name: value}))
    loaded = settings.load(path)
    assert name in loaded.notice
    assert loaded.settings == Settings(single_letter_keys=False)
    assert path.exists()


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    loaded = settings.load(tmp_path)  # a folder
    assert str(tmp_path) in loaded.notice
    assert loaded.settings == Settings()


@pytest.mark.parametrize(
    ("quiet", "moment", "is_quiet"),
    [
        ((time(22), time(7)), time(23), True),
        ((time(22), time(7)), time(6, 59), True),
        ((time(22), time(7)), time(7), False),
        ((time(12), time(13)), time(12), True),
        ((time(12), time(13)), time(13), False),
        ((time(8), time(8)), time(8), False),
        (None, time(3), False),
    ],
)
def test_quiet_hours(quiet: tuple[time, time] | None, moment: time, is_quiet: bool) -> None:
    chosen = Settings(quiet_from=quiet[0], quiet_until=quiet[1]) if quiet else Settings()
    assert chosen.is_quiet_at(moment) is is_quiet


def test_saving_makes_a_private_folder_and_leaves_no_other_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    settings.save(path, Settings())
    assert os.listdir(path.parent) == ["settings.json"]
