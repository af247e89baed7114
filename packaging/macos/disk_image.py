"""Puts Relmgr.app into a .dmg, and has Apple's notary vouch for both where there are secrets for it.

python3 packaging/macos/disk_image.py APP FILE.dmg

With RELMGR_NOTARY_KEY (an App Store Connect API key, a .p8 file), RELMGR_NOTARY_KEY_ID and RELMGR_NOTARY_ISSUER, bundle
and image are notarised and the tickets stapled to them, so that they open without a network; without, neither. The
image is signed if RELMGR_SIGN_IDENTITY is set. Needs macOS and nothing but Python.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

SECRETS = ("RELMGR_NOTARY_KEY", "RELMGR_NOTARY_KEY_ID", "RELMGR_NOTARY_ISSUER")
Run = Callable[[Sequence[str]], None]


def call(command: Sequence[str]) -> None:
    """Run `command`. Raises CalledProcessError."""
    subprocess.run(command, check=True)


def notarise(path: Path, secrets: Mapping[str, str], run: Run) -> None:
    """Send `path` (a .zip or .dmg) to the notary and wait for the verdict, which is the exit code."""
    key, key_id, issuer = (secrets[name] for name in SECRETS)
    run(
        [
            *("xcrun", "notarytool", "submit", str(path), "--wait", "--timeout", "30m"),
            *("--key", key, "--key-id", key_id, "--issuer", issuer),
        ]
    )


def vouch_for_bundle(app: Path, secrets: Mapping[str, str], folder: Path, run: Run) -> None:
    """Notarise `app`, by way of an archive in `folder`, and staple the ticket to it."""
    archive = folder / "Relmgr.zip"
    run(["ditto", "-c", "-k", "--keepParent", str(app), str(archive)])
    notarise(archive, secrets, run)
    run(["xcrun", "stapler", "staple", str(app)])


def make_image(app: Path, image: Path, folder: Path, run: Run) -> None:
    """Write `image`: the bundle and a link to the folder of programs, to drag the one onto the other."""
    content = folder / "content"
    content.mkdir()
    run(["ditto", str(app), str(content / app.name)])
    (content / "Applications").symlink_to("/Applications")
    image.parent.mkdir(parents=True, exist_ok=True)
    run(
        [
            *("hdiutil", "create", "-volname", "Relmgr", "-srcfolder", str(content)),
            *("-fs", "HFS+", "-format", "ULMO", "-ov", str(image)),
        ]
    )


def release(app: Path, image: Path, environment: Mapping[str, str], run: Run = call) -> bool:
    """Make the image, with what the secrets in `environment` allow; returns whether Apple vouches for it.

    Raises CalledProcessError, and ValueError where only some of the notary's secrets are there.
    """
    secrets = {name: environment[name] for name in SECRETS if environment.get(name)}
    identity = environment.get("RELMGR_SIGN_IDENTITY", "")
    if secrets and len(secrets) < len(SECRETS):
        raise ValueError(
            f"for the notary {', '.join(name for name in SECRETS if name not in secrets)} is missing"
        )
    if secrets and not identity:
        raise ValueError("the notary wants what is signed: RELMGR_SIGN_IDENTITY is missing")
    folder = Path(tempfile.mkdtemp(prefix="relmgr-image-"))
    try:
        if secrets:
            vouch_for_bundle(app, secrets, folder, run)
        make_image(app, image, folder, run)
        if identity:
            run(["codesign", "--force", "--timestamp", "--sign", identity, str(image)])
        if secrets:
            notarise(image, secrets, run)
            run(["xcrun", "stapler", "staple", str(image)])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return bool(secrets)


def main(arguments: list[str]) -> int:
    """Make the image named; returns the exit code."""
    if len(arguments) != 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    try:
        vouched = release(Path(arguments[0]), Path(arguments[1]), os.environ)
    except (ValueError, OSError, subprocess.CalledProcessError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    sys.stdout.write("Made and notarised.\n" if vouched else "Made; not notarised.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
