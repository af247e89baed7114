#!/bin/sh
# Proves the packages of dist/ on a bare Debian 12 that knows nothing of this project: installs, starts, opens a contact
# in the window that is open, upgrades an older build under a window that is open, and removes until nothing is left.
#
#   sh packaging/linux/prove.sh [--older DIR] [--keep FOLDER]
#
# --older DIR    a folder with the .deb and .run of an older build to upgrade from; else today's under an older number
#                (python3 dev.py package --keep-program --as-version 0.0.9)
# --keep FOLDER  keeps the bare system there for the next time (it takes debootstrap a minute or two to make) and puts
#                pictures of what was seen into FOLDER.pictures
#
# Needs root, debootstrap and Debian's packages within reach; leaves this system as it is. Some ten minutes.
set -eu

root="$(cd "$(dirname "$0")/../.." && pwd)"
older=""
kept=""
while [ $# -gt 0 ]; do
    case "$1" in
        --older) older="$2"; shift 2 ;;
        --keep) kept="$2"; shift 2 ;;
        *) sed -n '2,14s/^# \{0,1\}//p' "$0"; exit 2 ;;
    esac
done
[ "$(id -u)" -eq 0 ] || { echo "prove.sh makes a system of its own, which takes root." >&2; exit 1; }
command -v debootstrap > /dev/null || apt-get install -y -q debootstrap

work="$(mktemp -d)"
bare="${kept:-$work/bare}"
system="$work/system"
pictures="${kept:-$work}.pictures"
tidy() {
    for place in proc dev/pts sys; do
        mountpoint -q "$system/$place" && umount -l "$system/$place"
    done
    rm -rf "$work"
}
trap tidy EXIT INT TERM

if [ ! -x "$bare/bin/sh" ]; then
    debootstrap --variant=minbase bookworm "$bare"
fi
cp -a "$bare" "$system"
mount -t proc proc "$system/proc"
mkdir -p "$system/dev/pts" "$system/dev/shm" "$pictures"
mount -t devpts devpts "$system/dev/pts"
chmod 1777 "$system/dev/shm"
cp /etc/resolv.conf "$system/etc/resolv.conf"
for file in /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /etc/apt/keyrings; do
    [ ! -e "$file" ] || cp -a "$file" "$system$(dirname "$file")/"
done
[ ! -d /usr/share/keyrings ] || cp -a /usr/share/keyrings/. "$system/usr/share/keyrings/"

mkdir "$system/prove" "$system/prove/new" "$system/prove/old" "$system/prove/pictures"
cp "$root"/dist/relmgr_*.deb "$root"/dist/relmgr-*.run "$system/prove/new/"
cp "$root/packaging/linux/prove_inside.sh" "$system/prove/"
if [ -z "$older" ]; then
    older="$work/older"
    mkdir "$older"
    (cd "$root" && python3 dev.py package --keep-program --fast --as-version 0.0.9 --into "$older")
fi
cp "$older"/relmgr_*.deb "$older"/relmgr-*.run "$system/prove/old/"

# The one thing no script can do in a window: read the recovery key off it and type two groups of it back.
typed_back='import sys; sys.path.insert(0, sys.argv[1])
from pathlib import Path; from relmgr import paths, vault
vault.mark_recovery_proved(paths.profile_at(Path(sys.argv[2])))'
(
    while [ ! -e "$system/prove/type-the-key-back" ]; do sleep 0.5; done
    "$root/packaging/.venv/bin/python" -I -c "$typed_back" "$root" "$system/home/freelancer/.local/share/relmgr"
    chown -R --reference="$system/home/freelancer" "$system/home/freelancer/.local/share/relmgr"
    touch "$system/prove/typed-back"
) &
typing=$!

code=0
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb LANG=C.UTF-8 ${http_proxy:+http_proxy="$http_proxy"} \
    ${https_proxy:+https_proxy="$https_proxy"} chroot "$system" /bin/sh /prove/prove_inside.sh || code=$?
kill "$typing" 2> /dev/null || true
cp -a "$system/prove/pictures/." "$pictures/" 2> /dev/null || true
echo "Pictures of what was seen are in $pictures."
[ -n "$kept" ] || pictures=""
exit "$code"
