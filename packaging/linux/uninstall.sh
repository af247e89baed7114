#!/bin/sh
# Takes away what install.sh put there, file by file, and folders that are then empty. The people you keep stay.
set -eu

prefix=""
quiet=""
while [ $# -gt 0 ]; do
    case "$1" in
        --prefix) prefix="${2:?--prefix needs a folder}"; shift 2 ;;
        --quiet) quiet=yes; shift ;;
        -h | --help) sed -n '2s/^# //p' "$0"; exit 0 ;;
        *) echo "Not understood: $1 (try --help)" >&2; exit 2 ;;
    esac
done
if [ -z "$prefix" ]; then
    self="$(readlink -f "$0")"
    prefix="$(cd "$(dirname "$self")/../.." && pwd)"
fi
list="$prefix/lib/relmgr.files"
if [ ! -f "$list" ]; then
    echo "There is no Relmgr in $prefix. Nothing was changed." >&2
    exit 1
fi
if [ -z "$quiet" ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    "$prefix/bin/relmgr" --quit > /dev/null 2>&1 || true
fi

copy="$(mktemp)"
trap 'rm -f "$copy"' EXIT
cp "$list" "$copy"
while IFS= read -r file; do
    rm -f "$prefix/$file"
done < "$copy"
rm -f "$list"
# The desktop's list of who opens what, made anew; where it would list nobody it goes.
known="$prefix/share/applications/mimeinfo.cache"
if [ -f "$known" ]; then
    command -v update-desktop-database > /dev/null 2>&1 && update-desktop-database "${known%/*}" > /dev/null 2>&1 || true
    [ "$(wc -l < "$known")" -gt 1 ] || rm -f "$known"
fi
# Deepest first; a folder that holds anything else stays.
while IFS= read -r file; do
    dirname "$file"
done < "$copy" | LC_ALL=C sort -ru | while IFS= read -r folder; do
    while [ "$folder" != . ] && rmdir "$prefix/$folder" 2> /dev/null; do
        folder="$(dirname "$folder")"
    done
done
if [ -z "$quiet" ]; then
    echo "Relmgr is gone from $prefix. The people you keep are where they were."
fi
