"""What pip installs beside the modules: fonts, icons, themes, catalogues, the guide and the steps of the schema, in the package."""

from pathlib import Path

from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent.parent
_PACKAGE = Path("relmgr")
FOLDERS = {
    ROOT / "resources": _PACKAGE / "resources",
    ROOT / "docs" / "guide": _PACKAGE / "guide",
    ROOT / "relmgr" / "store" / "migrations": _PACKAGE / "store" / "migrations",
}
"""Folders of the checkout, and where each goes in the wheel; relmgr/bundled.py finds them there."""


def files() -> dict[Path, Path]:
    """Every file of `FOLDERS`, and where it goes."""
    return {
        path: into / path.relative_to(folder)
        for folder, into in FOLDERS.items()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


class BuildPy(build_py):  # type: ignore[misc]  # setuptools ships no types
    """setuptools' own step, and then the files; an editable installation finds them in the checkout."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            for path, into in files().items():
                target = Path(self.build_lib) / into
                self.mkpath(str(target.parent))
                self.copy_file(str(path), str(target))

    def get_source_files(self) -> list[str]:
        """What an archive of the source needs, so that a wheel can be built from it."""
        own = [path.relative_to(ROOT).as_posix() for path in (*files(), Path(__file__).resolve())]
        return [*super().get_source_files(), *own]
