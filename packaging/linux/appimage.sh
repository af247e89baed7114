#!/bin/sh
# Makes an AppImage of what `python3 dev.py package` staged in build/tree. NOT RUN: appimagetool and the runtime that it
# puts in front come from neither Debian nor PyPI, so they could not be had where this was written.
#
#   APPIMAGETOOL=/path/to/appimagetool sh packaging/linux/appimage.sh
#
# Inside, autostart names $APPIMAGE (relmgr/autostart), for the mounted program is gone by the next login.
set -eu

root="$(cd "$(dirname "$0")/../.." && pwd)"
id="io.github.relmgr.Relmgr"
tool="${APPIMAGETOOL:?APPIMAGETOOL names no appimagetool}"
[ -d "$root/build/tree/usr" ] || { echo "Run python3 dev.py package first." >&2; exit 1; }

folder="$root/build/Relmgr.AppDir"
rm -rf "$folder"
mkdir -p "$folder"
cp -a "$root/build/tree/usr" "$folder/usr"
cp "$folder/usr/share/applications/$id.desktop" "$folder/"
cp "$folder/usr/share/icons/hicolor/256x256/apps/$id.png" "$folder/"
cat > "$folder/AppRun" << 'EOF'
#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/usr/lib/relmgr/relmgr" "$@"
EOF
chmod 755 "$folder/AppRun"
version="$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$root/relmgr/__init__.py")"
ARCH="$(uname -m)" "$tool" "$folder" "$root/dist/Relmgr-$version-$(uname -m).AppImage"
