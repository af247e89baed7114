"""The installer for Windows: compiled against a payload, and read for what only Windows could show."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import dev
from relmgr import APP_ID, __version__, paths
from relmgr.autostart import windows as run_key
from tests.packaging.scripts import PACKAGING, script

SCRIPT = PACKAGING / "windows" / "relmgr.nsi"
TEXT = SCRIPT.read_text("utf-8")
DEFINED = dict(re.findall(r'^!define (\w+) "([^"\n]*)"', TEXT, re.MULTILINE))
portable_zip = script("windows/portable_zip.py")


def resolved(text: str) -> str:
    """`text` with what the script defines put in."""
    for _depth in range(3):
        text = re.sub(r"\$\{(\w+)\}", lambda found: DEFINED.get(found[1], found[0]), text)
    return text


def part(begin: str, end: str) -> str:
    """The script from `begin` to `end`, with what it defines put in."""
    _before, _begin, rest = TEXT.partition(begin)
    assert rest, begin
    return "\n".join(resolved(line) for line in rest.partition(end)[0].splitlines())


INSTALL = part('Section "Relmgr"', "SectionEnd")
UNINSTALL = part('Section "Uninstall"', "SectionEnd")


@pytest.fixture
def payload(tmp_path: Path) -> Path:
    """What PyInstaller would have made."""
    folder = tmp_path / "Relmgr"
    for name in (
        "Relmgr.exe",
        "relmgr-cli.exe",
        "_internal/base_library.zip",
        "_internal/PySide6/Qt6Core.dll",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(os.urandom(2048))
    return folder


def test_the_compiler_is_here_wherever_dev_py_may_install_it() -> None:
    assert dev.TEST_TOOLS["makensis"] == "nsis"
    assert shutil.which("makensis") or sys.platform != "linux" or dev.administrator() is None


if shutil.which("makensis"):

    def test_the_installer_compiles_without_a_warning(
        qapp: QApplication, payload: Path, tmp_path: Path
    ) -> None:
        icon, setup = tmp_path / "relmgr.ico", tmp_path / "Relmgr-setup.exe"
        script("icons.py").write(tmp_path)
        names = {
            "VERSION": __version__,
            "PAYLOAD": payload,
            "ICON": icon,
            "SIDE": tmp_path / "relmgr-side.bmp",
            "OUT": setup,
        }
        command = ["makensis", "-V3", "-WX", "-INPUTCHARSET", "UTF8"]
        command += [f"-D{name}={value}" for name, value in names.items()]
        done = subprocess.run([*command, str(SCRIPT)], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        made = setup.read_bytes()
        assert made.startswith(b"MZ")
        assert len(made) > sum(path.stat().st_size for path in payload.rglob("*") if path.is_file())
        assert b'requestedExecutionLevel level="asInvoker"' in made
        assert "Relmgr developers".encode("utf-16-le") in made


def test_nothing_asks_for_an_administrator_or_leaves_this_user() -> None:
    assert "RequestExecutionLevel user" in TEXT
    assert not re.search(r"\bHK(LM|CR|U)\b|SHCTX|SetShellVarContext all|\$PROGRAMFILES", TEXT)


def test_every_text_is_there_in_english_and_german() -> None:
    said: dict[str, set[str]] = {}
    for name, language in re.findall(r"^LangString (\w+) \$\{LANG_(\w+)\} \"[^\"]+\"$", TEXT, re.MULTILINE):
        said.setdefault(name, set()).add(language)
    assert said
    assert {name: each for name, each in said.items() if each != {"ENGLISH", "GERMAN"}} == {}
    assert set(re.findall(r"\$\((\w+)\)", TEXT)) == set(said)
    for language in ("English", "German"):
        assert f'!insertmacro MUI_LANGUAGE "{language}"' in TEXT


def test_contacts_are_offered_and_the_default_is_never_taken() -> None:
    for ending in (".vcf", ".vcard"):
        assert f'WriteRegNone HKCU "Software\\Classes\\{ending}\\OpenWithProgids" "Relmgr.vcard"' in INSTALL
        assert not re.search(rf'WriteReg\w+ HKCU "Software\\Classes\\{ending}"', INSTALL)
    for ending in (".vcf", ".vcard", ".csv", ".tsv", ".ics"):
        assert f'"Software\\Classes\\Applications\\Relmgr.exe\\SupportedTypes" "{ending}"' in INSTALL
    for ending in (".csv", ".tsv", ".ics"):
        assert f"\\Classes\\{ending}" not in INSTALL
    assert "UserChoice" not in TEXT


def test_what_is_written_is_taken_away_again() -> None:
    written = {key for key, _name in re.findall(r'WriteReg\w+ HKCU "([^"]+)" "([^"]*)"', INSTALL)}
    gone = re.findall(r'DeleteReg(?:Key|Value)(?: /ifempty)? HKCU "([^"]+)"', UNINSTALL)
    assert len(written) > 10
    assert [
        key for key in written if not any(key == each or key.startswith(each + "\\") for each in gone)
    ] == []
    files = {*re.findall(r'(?:Delete|RMDir)(?: /r)? "([^"]+)"', UNINSTALL)}
    assert {"$INSTDIR\\Relmgr.exe", "$INSTDIR\\relmgr-cli.exe", "$INSTDIR\\_internal"} <= files
    assert {"$INSTDIR\\uninstall.exe", "$SMPROGRAMS\\Relmgr.lnk"} <= files


def test_folders_that_may_hold_what_is_not_ours_are_never_emptied() -> None:
    emptied = re.findall(r'RMDir /r "([^"]+)"', "\n".join(map(resolved, TEXT.splitlines())))
    assert set(emptied) == {
        "$INSTDIR\\_internal",
        "$INSTDIR\\previous",
        "$LOCALAPPDATA\\Relmgr",  # only if the user asked for it
    }


def test_the_data_go_only_if_asked_twice_and_never_silently() -> None:
    before, _removal, _after = UNINSTALL.partition('RMDir /r "$LOCALAPPDATA\\Relmgr"')
    assert before.rstrip().endswith("${If} $AlsoData = ${BST_CHECKED}")
    assert "StrCpy $AlsoData 0" in part("Function un.onInit", "FunctionEnd")
    answer = part("Function un.KeepAnswer", "FunctionEnd")
    assert "MB_DEFBUTTON2" in answer
    assert "/SD IDNO" in answer


def test_the_folder_it_names_is_the_one_that_relmgr_uses_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The uninstaller must not leave what it was told to delete, nor delete what belongs to others."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("appdirs.system", "win32")
    monkeypatch.setattr("appdirs._get_win_folder", lambda name: str(tmp_path / name), raising=False)
    profile = paths.default_profile()
    assert profile.data == profile.config == tmp_path / "CSIDL_LOCAL_APPDATA" / "Relmgr"
    assert profile.logs.is_relative_to(profile.data)
    assert not Path("Programs/Relmgr").is_relative_to("Relmgr")
    assert 'InstallDir "$LOCALAPPDATA\\Programs\\${NAME}"' in TEXT


def test_names_that_the_program_and_its_installer_share() -> None:
    assert DEFINED["APP_ID"] == APP_ID
    assert DEFINED["NAME"] == run_key.NAME
    assert DEFINED["RUN"] == run_key.RUN
    assert DEFINED["APPROVED"] == run_key.APPROVED


def test_starting_at_login_is_left_to_the_program_and_taken_away_only_if_it_is_this_one() -> None:
    assert run_key.RUN not in INSTALL
    condition, _removal, _after = UNINSTALL.partition(f'DeleteRegValue HKCU "{run_key.RUN}"')
    assert '${UnStrLoc} $1 "$0" "$INSTDIR\\Relmgr.exe"' in condition


def test_the_shortcut_carries_the_name_of_the_programs_windows() -> None:
    naming = part("Function NameShortcut", "FunctionEnd")
    assert "PKEY_AppUserModel_ID" in naming
    assert f'SHStrDupW(w "{APP_ID}"' in naming
    assert "${IPersistFile::Save}" in naming
    assert INSTALL.index("CreateShortcut") < INSTALL.index("Call NameShortcut")


def test_a_relmgr_that_runs_is_asked_before_anything_changes() -> None:
    assert INSTALL.index("Call CloseRunning") < INSTALL.index("SetOutPath")
    assert UNINSTALL.index("Call un.CloseRunning") < UNINSTALL.index("Delete ")
    closing = part("Function ${un}CloseRunning", "FunctionEnd")
    assert "--quit" in closing
    assert "/SD IDCANCEL" in closing
    assert "taskkill" not in TEXT.casefold()


def test_the_list_of_programs_gets_all_it_shows() -> None:
    removal = "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Relmgr"
    shown = dict(re.findall(rf'WriteReg(?:Str|DWORD) HKCU "{re.escape(removal)}" "(\w+)" (.+)', INSTALL))
    assert {"DisplayName", "DisplayVersion", "DisplayIcon", "Publisher", "InstallLocation"} <= set(shown)
    assert {"UninstallString", "QuietUninstallString", "EstimatedSize", "NoModify", "NoRepair"} <= set(shown)
    assert shown["QuietUninstallString"].endswith("/S'")


def test_the_build_makes_what_the_installer_asks_for() -> None:
    build = (PACKAGING / "windows" / "build.ps1").read_text("utf-8")
    for name in ("VERSION", "PAYLOAD", "ICON", "SIDE", "OUT"):
        assert f"${{{name}}}" in TEXT
        assert f"/D{name}=" in build
    for used in re.findall(r"packaging\\[\w\\]+\.(?:py|spec|nsi|txt)", build):
        assert (PACKAGING.parent / used.replace("\\", "/")).is_file(), used
    assert "--require-hashes" in build


def test_the_portable_zip_is_portable_when_unpacked(
    payload: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out" / "Relmgr-portable.zip"
    assert portable_zip.main([str(payload), str(target)]) == 0
    with zipfile.ZipFile(target) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"Relmgr"}
        archive.extractall(tmp_path / "stick")
    program = tmp_path / "stick" / "Relmgr" / "Relmgr.exe"
    assert program.read_bytes() == (payload / "Relmgr.exe").read_bytes()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    assert paths.chosen_profile(None).data == program.parent / "data"
    assert (program.parent / "data").is_dir()


def test_the_portable_zip_called_wrongly_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert portable_zip.main(["nowhere", "out.zip"]) == 2
    assert "FOLDER FILE.zip" in capsys.readouterr().err
