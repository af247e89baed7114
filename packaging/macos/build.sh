#!/bin/sh
# Builds what macOS users download into dist: Relmgr.app in a .dmg, with the built program tried.
#
#   packaging/macos/build.sh
#
# Needs Python 3.11 or newer and the command line tools of Xcode. Builds for this computer's processor. What is signed
# and notarised, and with which variables: sign.py and disk_image.py.
set -eu
cd "$(dirname "$0")/../.."

version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' relmgr/__init__.py)
app=build/bundle/Relmgr.app
image=dist/Relmgr-$version-macos-$(uname -m).dmg

python3 -m venv build/venv
python=build/venv/bin/python
"$python" -m pip install --quiet --no-deps --require-hashes --only-binary=:all: -r packaging/requirements.txt

"$python" packaging/icons.py build/icons
export RELMGR_ICON="$PWD/build/icons/relmgr.icns"
"$python" -m PyInstaller --noconfirm --distpath build/bundle --workpath build/work packaging/relmgr.spec

"$python" packaging/macos/sign.py "$app"
"$python" packaging/smoke_test.py "$app/Contents/MacOS/Relmgr"
"$python" packaging/macos/disk_image.py "$app" "$image"
if [ -n "${RELMGR_NOTARY_KEY:-}" ]; then
    spctl --assess --type open --context context:primary-signature --verbose "$image"
fi
ls -l dist
