#!/bin/sh
# Installs Relmgr @VERSION@ for this user, or as root for everybody; over an older one, whose people it does not touch.
#
#   sh relmgr-….run                     into ~/.local, or as root into /usr/local
#   sh relmgr-….run -- --prefix DIR     into DIR
#   relmgr-uninstall                    takes away what is listed in DIR/lib/relmgr.files, and nothing else
set -eu

prefix="${HOME}/.local"
[ "$(id -u)" -ne 0 ] || prefix=/usr/local
while [ $# -gt 0 ]; do
    case "$1" in
        --prefix) prefix="${2:?--prefix needs a folder}"; shift 2 ;;
        --prefix=*) prefix="${1#--prefix=}"; shift ;;
        -h | --help) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 0 ;;
        *) echo "Not understood: $1 (try --help)" >&2; exit 2 ;;
    esac
done
case "$prefix" in
    /*) ;;
    *) prefix="$(pwd)/$prefix" ;;
esac
here="$(cd "$(dirname "$0")" && pwd)"

mkdir -p "$prefix" || { echo "$prefix cannot be written. Nothing was installed." >&2; exit 1; }
if [ ! -w "$prefix" ]; then
    echo "$prefix cannot be written. Nothing was installed. Choose another folder with --prefix." >&2
    exit 1
fi

# A program that is open would go on with the files of the one before; it is asked to end, which saves everything.
if [ -x "$prefix/lib/relmgr/relmgr" ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    "$prefix/lib/relmgr/relmgr" --quit || echo "Relmgr is open elsewhere; start it anew to have version @VERSION@."
fi
if [ -f "$prefix/lib/relmgr.files" ]; then
    sh "$here/uninstall.sh" --prefix "$prefix" --quiet
fi

cp -R "$here/tree/." "$prefix/"
cp "$here/uninstall.sh" "$prefix/lib/relmgr/uninstall.sh"
chmod 755 "$prefix/lib/relmgr/uninstall.sh"
ln -sf ../lib/relmgr/uninstall.sh "$prefix/bin/relmgr-uninstall"

# The session of a desktop may not look for programs in this folder, so its entry says where the program lies
# (Desktop Entry Specification: quoted, with \ " ` $ and % escaped).
quoted="\"$(printf '%s' "$prefix/bin/relmgr" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g')\""
entry="$prefix/share/applications/io.github.relmgr.Relmgr.desktop"
replacement="$(printf '%s' "$quoted" | sed -e 's/[\\&|]/\\&/g')"
plain="$(printf '%s' "$prefix/bin/relmgr" | sed -e 's/\\/\\\\/g' -e 's/[\\&|]/\\&/g')"
sed -e "s|^Exec=relmgr|Exec=$replacement|" -e "s|^TryExec=relmgr|TryExec=$plain|" "$entry" > "$entry.new"
mv "$entry.new" "$entry"

{
    (cd "$here/tree" && find . ! -type d | sed 's|^\./||')
    echo lib/relmgr/uninstall.sh
    echo bin/relmgr-uninstall
} | LC_ALL=C sort > "$prefix/lib/relmgr.files"

refresh() { command -v "$1" > /dev/null 2>&1 && "$@" > /dev/null 2>&1 || true; }
refresh update-desktop-database "$prefix/share/applications"
[ ! -f "$prefix/share/icons/hicolor/index.theme" ] || refresh gtk-update-icon-cache -q "$prefix/share/icons/hicolor"

if ! "$prefix/bin/relmgr" --version > /dev/null; then
    echo "Relmgr is in $prefix, but does not start; a library is missing, named above." >&2
    exit 1
fi
echo "Relmgr @VERSION@ is in $prefix. Start it from the menu, or with $prefix/bin/relmgr."
echo "To take it away again: $prefix/bin/relmgr-uninstall. The people you keep stay where they are."
