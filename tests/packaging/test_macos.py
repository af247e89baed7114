"""Signing from the inside out, the disk image and the notary: which commands in which order, without a Mac."""

import os
import plistlib
import re
import stat
import struct
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.packaging.scripts import PACKAGING, script

sign = script("macos/sign.py")
disk_image = script("macos/disk_image.py")

MACH_O = b"\xcf\xfa\xed\xfe" + bytes(28)
FAT = struct.pack(">II", 0xCAFEBABE, 2) + bytes(40)
JAVA = struct.pack(">II", 0xCAFEBABE, 52) + bytes(40)
IDENTITY = "Developer ID Application: Somebody (ABCDE12345)"
NOTARY = {
    "RELMGR_NOTARY_KEY": "key.p8",
    "RELMGR_NOTARY_KEY_ID": "K1",
    "RELMGR_NOTARY_ISSUER": "I1",
    "RELMGR_SIGN_IDENTITY": IDENTITY,
}


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A bundle as PyInstaller lays it out: code in Frameworks, links to it in Resources, data in Resources."""
    bundle = tmp_path / "Relmgr.app"
    qt = "Contents/Frameworks/PySide6/Qt"
    content = {
        "Contents/Info.plist": plistlib.dumps({}),
        "Contents/MacOS/Relmgr": FAT,
        "Contents/Frameworks/libcrypto.3.dylib": MACH_O,
        "Contents/Frameworks/PySide6/QtCore.abi3.so": FAT,
        f"{qt}/plugins/platforms/libqcocoa.dylib": FAT,
        f"{qt}/lib/QtCore.framework/Versions/A/QtCore": FAT,
        f"{qt}/lib/QtCore.framework/Versions/A/Resources/Info.plist": plistlib.dumps({}),
        "Contents/Frameworks/Python.framework/Versions/3.12/Python": MACH_O,
        "Contents/Frameworks/Python.framework/Versions/3.12/lib/extra.dylib": MACH_O,
        "Contents/Resources/resources/fonts/Inter.ttf": b"\0\1\0\0font",
        "Contents/Resources/Some.class": JAVA,
        "Contents/Resources/short": b"\xcf",
    }
    for name, part in content.items():
        path = bundle / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(part)
    (bundle / "Contents/Resources/PySide6").symlink_to("../Frameworks/PySide6")
    for framework, version in ((f"{qt}/lib/QtCore", "A"), ("Contents/Frameworks/Python", "3.12")):
        (bundle / f"{framework}.framework/Versions/Current").symlink_to(version)
        name = Path(framework).name
        (bundle / f"{framework}.framework/{name}").symlink_to(f"Versions/Current/{name}")
    return bundle


def names(app: Path, commands: Sequence[Sequence[str]]) -> list[str]:
    """What each command is about, inside the bundle."""
    return [os.path.relpath(command[-1], app) for command in commands]


def test_everything_is_signed_once_and_after_what_is_in_it(app: Path) -> None:
    commands = list(sign.commands(app, IDENTITY))
    order = names(app, commands[:-1])
    assert len(order) == len(set(order))
    assert order[-2:] == ["Contents/MacOS/Relmgr", "."]
    for outer in order:
        inner = [each for each in order if each.startswith(outer + "/")]
        assert all(order.index(each) < order.index(outer) for each in inner), outer
    assert {
        "Contents/Frameworks/libcrypto.3.dylib",
        "Contents/Frameworks/PySide6/QtCore.abi3.so",
        "Contents/Frameworks/PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "Contents/Frameworks/PySide6/Qt/lib/QtCore.framework/Versions/A",
        "Contents/Frameworks/Python.framework/Versions/3.12",
        "Contents/Frameworks/Python.framework/Versions/3.12/lib/extra.dylib",
    } == set(order[:-2])


def test_with_an_identity_the_hardened_runtime_and_entitlements_for_programs_alone(app: Path) -> None:
    *signing, verifying = list(sign.commands(app, IDENTITY))
    assert all({"--timestamp", "--options", "runtime", IDENTITY} <= set(command) for command in signing)
    entitled = [command for command in signing if "--entitlements" in command]
    assert names(app, entitled) == ["Contents/MacOS/Relmgr", "."]
    assert not any("--deep" in command for command in signing)
    assert verifying[:2] == ["codesign", "--verify"]
    assert "--strict" in verifying


def test_without_one_it_is_ad_hoc(app: Path) -> None:
    *signing, _verifying = list(sign.commands(app, sign.AD_HOC))
    assert all(command[:4] == ["codesign", "--force", "--sign", "-"] for command in signing)
    assert not any("runtime" in command or "--timestamp" in command for command in signing)


def test_the_entitlements_loosen_as_little_as_they_say() -> None:
    entitlements = plistlib.loads(sign.ENTITLEMENTS.read_bytes())
    assert entitlements == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


def test_what_is_no_bundle_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sign.main([str(tmp_path)]) == 1
    assert "no application bundle" in capsys.readouterr().err
    (tmp_path / "Contents" / "MacOS").mkdir(parents=True)
    (tmp_path / "Contents" / "Info.plist").write_bytes(plistlib.dumps({}))
    assert sign.main([str(tmp_path)]) == 1
    assert "no program" in capsys.readouterr().err
    assert sign.main([]) == 2


def release(app: Path, environment: Mapping[str, str]) -> tuple[list[list[str]], bool]:
    """The commands that the image is made with, and whether Apple vouches for it."""
    done: list[list[str]] = []
    vouched = disk_image.release(
        app, app.parent / "out" / "Relmgr.dmg", environment, lambda each: done.append([*each])
    )
    return done, vouched


def tool(command: Sequence[str]) -> str:
    """What is called: the program, or the one that xcrun finds, with its verb."""
    return " ".join(command[1:3] if command[0] == "xcrun" else command[:1])


def test_an_image_without_secrets_is_made_and_nobody_vouches(app: Path) -> None:
    done, vouched = release(app, {})
    assert [tool(command) for command in done] == ["ditto", "hdiutil"]
    assert not vouched
    assert done[-1][-1] == str(app.parent / "out" / "Relmgr.dmg")


def test_an_image_with_all_secrets_is_signed_notarised_and_stapled_with_its_bundle(app: Path) -> None:
    done, vouched = release(app, NOTARY)
    assert [tool(command) for command in done] == [
        "ditto",
        "notarytool submit",
        "stapler staple",
        "ditto",
        "hdiutil",
        "codesign",
        "notarytool submit",
        "stapler staple",
    ]
    assert vouched
    assert done[2][-1] == str(app)
    assert all("--wait" in command for command in done if tool(command) == "notarytool submit")


def test_the_image_holds_the_bundle_and_the_way_to_the_programs(app: Path, tmp_path: Path) -> None:
    seen: dict[str, str] = {}

    def run(command: Sequence[str]) -> None:
        if command[0] == "hdiutil":
            content = Path(command[command.index("-srcfolder") + 1])
            seen.update(
                {each.name: os.readlink(each) if each.is_symlink() else "" for each in content.iterdir()}
            )
        else:
            Path(command[-1]).mkdir()

    disk_image.release(app, tmp_path / "Relmgr.dmg", {}, run)
    assert seen == {"Relmgr.app": "", "Applications": "/Applications"}


@pytest.mark.parametrize("missing", NOTARY)
def test_half_the_secrets_are_a_mistake_that_is_said(app: Path, missing: str) -> None:
    environment = {name: value for name, value in NOTARY.items() if name != missing}
    with pytest.raises(ValueError, match=missing):
        release(app, environment)


def test_a_command_that_fails_ends_it(app: Path, tmp_path: Path) -> None:
    def fail(command: Sequence[str]) -> None:
        raise subprocess.CalledProcessError(3, command)

    with pytest.raises(subprocess.CalledProcessError):
        disk_image.release(app, tmp_path / "Relmgr.dmg", {}, fail)
    with pytest.raises(subprocess.CalledProcessError):
        sign.sign(app, sign.AD_HOC, fail)


def test_the_build_uses_what_is_there() -> None:
    build = PACKAGING / "macos" / "build.sh"
    text = build.read_text("utf-8")
    assert build.stat().st_mode & stat.S_IXUSR
    assert subprocess.run(["sh", "-n", str(build)], capture_output=True).returncode == 0
    used = re.findall(r"packaging/[\w/]+\.(?:py|spec|txt)", text)
    assert len(used) >= 5
    assert [each for each in used if not (PACKAGING.parent / each).is_file()] == []
    steps = [text.index(each) for each in ("relmgr.spec\n", 'sign.py "', "smoke_test.py", 'disk_image.py "')]
    assert steps == sorted(steps), "what is tried is what is shipped"
    assert "--require-hashes" in text


def test_the_plists_are_sound() -> None:
    for name in ("Info.plist", "entitlements.plist"):
        assert plistlib.loads((PACKAGING / "macos" / name).read_bytes())
