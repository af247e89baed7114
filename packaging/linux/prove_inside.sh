#!/bin/sh
# The part of prove.sh that runs inside the bare system, as root; it harms whatever system it runs in.
set -eu
[ -d /prove/new ] || { echo "Start prove.sh instead." >&2; exit 1; }
export DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8
user=freelancer
id="io.github.relmgr.Relmgr"

step() { printf '\n== %s\n' "$*"; }
fail() { echo "FAILED: $*" >&2; exit 1; }
quietly() { "$@" > /prove/log 2>&1 || { cat /prove/log; fail "$*"; }; }
# As the user, in a session with a bus, a keyring that is open and a screen.
as_user() { su - "$user" -s /bin/sh -c "export LANG=C.UTF-8; $*"; }
in_session() {
    cat > /prove/session.sh
    as_user "xvfb-run -a -s '-screen 0 1280x832x24' dbus-run-session -- sh -eu /prove/session_with_keyring.sh"
}
cat > /prove/session_with_keyring.sh << 'EOF'
export XDG_RUNTIME_DIR="$HOME/run" XDG_CURRENT_DESKTOP=X-Generic
mkdir -p -m 700 "$XDG_RUNTIME_DIR"
printf '\n' | gnome-keyring-daemon --unlock --components=secrets > /dev/null 2>&1
openbox > /dev/null 2>&1 &
wm=$!
fail() { echo "FAILED: $*" >&2; exit 1; }
# until_true SECONDS COMMAND…: waits for what is to become true
until_true() {
    left=$(($1 * 5)); shift
    while ! "$@" > /dev/null 2>&1; do
        left=$((left - 1)); [ "$left" -gt 0 ] || fail "not within time: $*"
        sleep 0.2
    done
}
window() { xdotool search --onlyvisible --class relmgr; }
no_window() { ! pgrep -u "$(id -u)" -x relmgr; }
picture() { import -window root "/prove/pictures/$1.png"; }
. /prove/session.sh
kill "$wm"
EOF
printf 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Megan Jacobs\r\nTEL:+44 117 496 0142\r\nEND:VCARD\r\n' > /prove/megan.vcf
printf 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Kwame Boateng\r\nTEL:+44 117 496 0143\r\nEND:VCARD\r\n' > /prove/kwame.vcf
useradd -m "$user"
mkdir -p /prove/pictures
chmod 777 /prove/pictures

step "Nothing of Relmgr or Python is here"
! command -v python3 || fail "this system is not bare"
quietly apt-get update
find / -xdev -name '*relmgr*' -not -path '/prove/*' | sort > /prove/before
[ ! -s /prove/before ] || fail "$(cat /prove/before)"

step "The older .deb installs, with what it depends on and nothing else, and works"
quietly apt-get install -y --no-install-recommends /prove/old/relmgr_*.deb
dpkg-query -W -f '${Package} ${Version}, ${Installed-Size} kB\n' relmgr
as_user "relmgr --version"

step "A desktop: screen, bus, keyring, window manager"
quietly apt-get install -y --no-install-recommends xvfb xauth dbus gnome-keyring openbox xdotool imagemagick x11-utils \
    libglib2.0-bin libgtk-3-bin dex procps desktop-file-utils hicolor-icon-theme appstream lintian man-db xdg-utils

step "The older one keeps somebody, with its key in the keyring"
in_session << 'EOF'
relmgr init | sed -n 's/^Your recovery key: //p' > "$HOME/recovery-key"
relmgr import /prove/megan.vcf
relmgr people
EOF
[ -s "/home/$user/recovery-key" ] || fail "no recovery key"
touch /prove/type-the-key-back
while [ ! -e /prove/typed-back ]; do sleep 0.2; done

step "It starts from its desktop entry, and the window stays open while it is upgraded"
(
    # The upgrade comes from outside the session, as a system's own does.
    while [ ! -e "/home/$user/upgrade" ]; do sleep 0.2; done
    apt-get install -y --no-install-recommends /prove/new/relmgr_*.deb > /prove/upgrade.log 2>&1
    echo $? > "/home/$user/upgraded"
) &
in_session << 'EOF'
gtk-launch io.github.relmgr.Relmgr
until_true 30 window
xprop -id "$(window | head -1)" WM_CLASS | grep -q '"relmgr"' || fail "the window does not belong to the entry"
sleep 4
picture 1-started
touch "$HOME/upgrade"
until_true 120 test -e "$HOME/upgraded"
[ "$(cat "$HOME/upgraded")" = 0 ] || { cat /prove/upgrade.log; fail "the upgrade"; }
[ -n "$(window)" ] || fail "the window went away during the upgrade"
sleep 1
# What was never imported before the upgrade: the search over everything, and the form of a person.
xdotool key ctrl+k; sleep 1; xdotool type megan; sleep 2
picture 2-upgraded-while-open
xdotool key Escape; sleep 1; xdotool key ctrl+shift+n; sleep 2
picture 3-still-answers
! grep -r 'mistake of the program' "$HOME/.cache/relmgr/log" || fail "what ran did not outlive the upgrade"
pkill -TERM -u "$(id -u)" -x relmgr
until_true 20 no_window
EOF
dpkg-query -W -f '${Package} ${Version}, ${Installed-Size} kB\n' relmgr

step "The new one has the same people, its file is sound, and its self-test passes"
in_session << 'EOF'
relmgr --self-test | tail -1
relmgr people | grep -q 'Megan Jacobs' || fail "the people are gone"
relmgr check
EOF

step "A contact opened from the desktop comes to the window that is open"
in_session << 'EOF'
gio mime text/vcard | sed -n '1,6p'
dex /usr/share/applications/io.github.relmgr.Relmgr.desktop
until_true 30 window
sleep 4
picture 4-new-version
gio launch /usr/share/applications/io.github.relmgr.Relmgr.desktop /prove/kwame.vcf
sleep 4
picture 5-contact-opened
[ "$(pgrep -u "$(id -u)" -x -c relmgr)" = 1 ] || fail "a second Relmgr runs"
xdotool mousemove 1186 790 click 1 # "Import 1 person"; the bare window manager gives every window this place
sleep 3
relmgr --today
relmgr --new-person
sleep 2
picture 6-new-person
! relmgr --quit 2> /dev/null || fail "it ended under a form that is open"
xdotool key Escape
sleep 1
relmgr --quit
until_true 20 no_window
relmgr people | grep -q 'Kwame Boateng' || fail "the contact that was opened was not imported"
EOF

step "What the validators say"
desktop-file-validate "/usr/share/applications/$id.desktop" || fail "desktop-file-validate"
appstreamcli validate --no-net "/usr/share/metainfo/$id.metainfo.xml" || fail "appstreamcli"
lintian --fail-on error /prove/new/relmgr_*.deb || fail "lintian"
MANWIDTH=100 man --warnings relmgr 2>&1 > /prove/man.txt | grep . && fail "the manual page"
grep -q 'RELMGR(1)' /prove/man.txt || fail "the manual page"
[ ! -e "/home/$user/.config/mimeapps.list" ] || fail "it made itself the default"

step "Removed, and nothing is left but the user's own"
quietly apt-get purge -y relmgr
find / -xdev -iname '*relmgr*' -not -path '/prove/*' -not -path "/home/$user/.local/share/relmgr*" \
    -not -path "/home/$user/.config/relmgr*" -not -path "/home/$user/.cache/relmgr*" | sort > /prove/after
[ ! -s /prove/after ] || fail "left: $(cat /prove/after)"
ls "/home/$user/.local/share/relmgr"

step "The .run, for one user: the older, the new one over it, the same people, and away again"
cp /prove/old/relmgr-*.run /prove/old.run
cp /prove/new/relmgr-*.run /prove/new.run
chmod 755 /prove/*.run
in_session << 'EOF'
sh /prove/old.run --quiet
before="$("$HOME/.local/bin/relmgr" --version)"
sh /prove/new.run --quiet
echo "$before, then $("$HOME/.local/bin/relmgr" --version)"
"$HOME/.local/bin/relmgr" --self-test | tail -1
"$HOME/.local/bin/relmgr" people | grep -q 'Megan Jacobs' || fail "the people are gone"
desktop-file-validate "$HOME/.local/share/applications/io.github.relmgr.Relmgr.desktop"
gtk-launch io.github.relmgr.Relmgr
until_true 30 window
sleep 8
picture 7-from-the-run
"$HOME/.local/bin/relmgr-uninstall"
until_true 20 no_window
EOF
find / -xdev -iname '*relmgr*' -not -path '/prove/*' -not -path "/home/$user/.local/share/relmgr*" \
    -not -path "/home/$user/.config/relmgr*" -not -path "/home/$user/.cache/relmgr*" | sort > /prove/after
[ ! -s /prove/after ] || fail "left: $(cat /prove/after)"

step "All of it held"
