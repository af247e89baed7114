"""The workflows: whole YAML, every action pinned, no right or secret more than needed, and all they start is there."""

import re
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from relmgr import __version__
from tests.packaging.scripts import PACKAGING, ROOT

FOLDER = ROOT / ".github" / "workflows"
NAMES = sorted(path.name for path in FOLDER.glob("*.yml"))
RUNNERS = {"ubuntu-22.04", "ubuntu-24.04", "windows-2022", "macos-15", "macos-15-intel"}
TRUSTED = {"actions/checkout", "actions/setup-python", "actions/upload-artifact", "actions/download-artifact"}
BUILDERS = {"linux", "windows", "macos"}
TOP = {"name", "on", "permissions", "concurrency", "jobs"}
OF_JOB = {"needs", "strategy", "runs-on", "timeout-minutes", "permissions", "env", "steps"}
OF_STEP = {"name", "uses", "with", "run", "if", "env", "working-directory"}


class Reader(yaml.SafeLoader):
    """Reads "on" as the word it is here, and takes no key twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [each.value for each, _value in node.value]
        assert len(keys) == len(set(keys)), keys
        return super().construct_mapping(node, deep)


Reader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def text(name: str) -> str:
    """The workflow as it is written."""
    return (FOLDER / name).read_text("utf-8")


def jobs(name: str) -> dict[str, dict[str, Any]]:
    """The jobs of a workflow."""
    whole: dict[str, Any] = yaml.load(text(name), Reader)
    assert whole.keys() <= TOP
    found: dict[str, dict[str, Any]] = whole["jobs"]
    return found


def steps(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each step of a workflow, with the name of its job."""
    for job, content in jobs(name).items():
        yield from ((job, step) for step in content["steps"])


def runs(name: str) -> Iterator[tuple[str, str]]:
    """Each script of a workflow, with the name of its job."""
    yield from ((job, step["run"]) for job, step in steps(name) if "run" in step)


def runners(job: dict[str, Any]) -> set[str]:
    """Where a job runs."""
    chosen = job["runs-on"]
    named = re.fullmatch(r"\$\{\{ matrix\.(\w+) \}\}", chosen)
    return set(job["strategy"]["matrix"][named[1]]) if named else {chosen}


def test_there_is_one_that_checks_and_one_that_releases() -> None:
    assert NAMES == ["check.yml", "release.yml"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_written_that_means_nothing(name: str) -> None:
    for job, content in jobs(name).items():
        assert content.keys() <= OF_JOB, job
        assert runners(content) <= RUNNERS, job
        assert 0 < int(content["timeout-minutes"]) <= 90, job
    for job, step in steps(name):
        assert step.keys() <= OF_STEP, (job, step)
        assert ("uses" in step) != ("run" in step), (job, step)
        assert not ("with" in step and "run" in step), (job, step)


@pytest.mark.parametrize("name", NAMES)
def test_every_action_is_pinned_and_says_which_version_that_is(name: str) -> None:
    used = re.findall(r"uses: (.+)", text(name))
    assert used
    for each in used:
        found = re.fullmatch(r"([\w-]+/[\w-]+)@[0-9a-f]{40} # v\d+\.\d+\.\d+", each)
        assert found, each
        assert found[1] in TRUSTED
    pins = dict(re.findall(r"uses: (\S+)@(\w+)", "".join(map(text, NAMES))))
    assert {f"{action}@{commit}" for action, commit in pins.items()} == set(
        re.findall(r"uses: (\S+@\w+)", "".join(map(text, NAMES)))
    ), "one version of each action everywhere"


@pytest.mark.parametrize("name", NAMES)
def test_no_right_more_than_needed(name: str) -> None:
    whole: dict[str, Any] = yaml.load(text(name), Reader)
    assert whole["permissions"] == {"contents": "read"}
    may_write = [job for job, content in jobs(name).items() if "permissions" in content]
    assert may_write == (["collect"] if name == "release.yml" else [])
    for job, step in steps(name):
        if step.get("uses", "").startswith("actions/checkout"):
            assert step["with"]["persist-credentials"] == "false", job


@pytest.mark.parametrize("name", NAMES)
def test_no_script_is_put_together_from_outside_and_no_address_is_in_it(name: str) -> None:
    assert "://" not in text(name)
    assert "pull_request_target" not in text(name)
    for job, script in runs(name):
        assert "${{" not in script, job
        assert not re.search(r"curl|wget|Invoke-WebRequest", script), job


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_started_is_there(name: str) -> None:
    started = [each.replace("\\", "/") for _job, script in runs(name) for each in script.split()]
    ours = [each for each in started if each.startswith(("packaging/", ".ci/")) or each == "dev.py"]
    assert ours
    assert [each for each in ours if not (ROOT / each).is_file()] == []


@pytest.mark.parametrize("name", NAMES)
def test_scripts_for_a_shell_are_sound(name: str) -> None:
    content = jobs(name)
    for job, script in runs(name):
        if not runners(content[job]) & {"windows-2022"}:
            checked = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True)
            assert checked.returncode == 0, checked.stderr
    for path in PACKAGING.rglob("*.sh"):
        if ".venv" not in path.parts:
            assert subprocess.run(["sh", "-n", str(path)], capture_output=True).returncode == 0, path


def test_the_check_runs_what_a_developer_runs_on_each_python() -> None:
    (job,) = jobs("check.yml").values()
    assert [script for _job, script in runs("check.yml")] == [".ci/run"]
    assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13"]


def test_the_release_builds_tries_and_collects_all_three() -> None:
    content = jobs("release.yml")
    assert set(content) == {*BUILDERS, "collect"}
    assert set(content["collect"]["needs"]) == BUILDERS
    builders = {"linux": "dev.py package", "windows": "build.ps1", "macos": "build.sh"}
    for job, builder in builders.items():
        scripts = "\n".join(script for each, script in runs("release.yml") if each == job)
        tried = (PACKAGING / "windows" / "try_setup.ps1").read_text("utf-8") if job == "windows" else scripts
        assert builder in scripts
        assert "smoke_test.py" in tried
        (kept,) = [
            step
            for step in content[job]["steps"]
            if step.get("uses", "").startswith("actions/upload-artifact")
        ]
        assert kept["with"] == {
            "name": "${{ matrix.runner }}" if job == "macos" else job,
            "path": "dist/*",
            "if-no-files-found": "error",
        }
    collecting = "\n".join(script for job, script in runs("release.yml") if job == "collect")
    assert "sha256sum * > SHA256SUMS" in collecting


def test_what_is_collected_is_what_the_builds_make() -> None:
    collecting = "\n".join(script for job, script in runs("release.yml") if job == "collect")
    (wanted,) = re.findall(r"^ls (.+)$", collecting, re.MULTILINE)
    made = (PACKAGING / "windows" / "build.ps1").read_text("utf-8")
    made += (PACKAGING / "macos" / "build.sh").read_text("utf-8")
    for ending in ("-setup.exe", "-portable.zip"):
        assert f"*{ending}" in wanted.split()
        assert re.search(rf"Relmgr-\$version-\w+{re.escape(ending)}", made)
    assert "Relmgr-$version-macos-$(uname -m).dmg" in made
    assert {"*-arm64.dmg", "*-x86_64.dmg", "*.deb", "*.run"} <= set(wanted.split())


def test_every_secret_is_explained_and_its_lack_is_borne() -> None:
    named = set(re.findall(r"secrets\.(\w+)", text("release.yml")))
    told = (PACKAGING / "README.md").read_text("utf-8")
    assert len(named) == 7
    assert [each for each in sorted(named) if f"`{each}`" not in told] == []
    for job, script in runs("release.yml"):
        assert "secrets" not in script, job


def test_the_version_is_read_where_it_is_written() -> None:
    """The scripts that no Python runs look for this line."""
    assert f'\n__version__ = "{__version__}"\n' in (ROOT / "relmgr" / "__init__.py").read_text("utf-8")
    for path in ("packaging/macos/build.sh", "packaging/windows/build.ps1", ".github/workflows/release.yml"):
        assert "__version__ = " in (ROOT / path).read_text("utf-8")
