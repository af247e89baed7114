"""`python3 dev.py texts`: brings the catalogues up to the code; with --check changes nothing and tells what is amiss."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from relmgr.i18n import catalogues
from texts import faults, po
from texts.sources import Found, Key, SourceError, collect

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: Sequence[str]) -> int:
    """The exit code: 1 if a text is missing or wrong."""
    parser = argparse.ArgumentParser(prog="dev.py texts", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="change nothing; fail if a text is missing or wrong"
    )
    options = parser.parse_args(list(arguments))
    try:
        texts = collect(ROOT)
        found = [f"en: {fault}" for fault in faults.in_english(texts)]
        for language, path in catalogues().items():
            found += [f"{language}: {fault}" for fault in _renewed(path, texts, is_kept=options.check)]
    except (SourceError, po.CatalogueError) as error:
        print(error, file=sys.stderr)
        return 1
    for fault in found:
        print(fault.replace("\n", "\\n"), file=sys.stderr)
    print(f"{len(texts)} texts, {len(found)} faults.")
    return 1 if found else 0


def _renewed(path: Path, texts: Mapping[Key, Found], *, is_kept: bool) -> list[str]:
    """Write the catalogue at `path` anew from `texts`, unless it is to be kept; gives its faults."""
    old = po.read_file(path)
    try:
        forms = faults.plural_rule(old)[0]
    except ValueError as error:
        return [str(error)]
    new = po.merged(old, texts, forms)
    content = po.written(new, texts)
    found = list(faults.in_language(new, texts))
    if content != path.read_text("utf-8"):
        if is_kept:
            found.append("not up to the code: run `python3 dev.py texts`")
        else:
            path.write_text(content, "utf-8", newline="\n")
    done = sum(all(entry.forms) for entry in new.entries.values())
    print(f"{path.parts[-3]}: {done} of {len(texts)} texts")
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
