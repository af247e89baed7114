#!/bin/sh
# Puts the certificate of a runner's secrets into a keychain of its own, for codesign, and the notary's key into a file.
#
# Reads RELMGR_CERTIFICATE (a .p12, base64), RELMGR_CERTIFICATE_PASSWORD and RELMGR_NOTARY_KEY_TEXT; without the first does
# nothing. Prints what the environment needs then, NAME=value a line (GitHub: >> "$GITHUB_ENV").
set -eu
[ -n "${RELMGR_CERTIFICATE:-}" ] || exit 0

folder=${RUNNER_TEMP:?a folder that is thrown away}
keychain=$folder/relmgr.keychain-db
password=$(uuidgen)
umask 077

printf '%s' "$RELMGR_CERTIFICATE" | base64 --decode > "$folder/relmgr.p12"
{
    security create-keychain -p "$password" "$keychain"
    security set-keychain-settings -lut 21600 "$keychain"
    security unlock-keychain -p "$password" "$keychain"
    security import "$folder/relmgr.p12" -P "$RELMGR_CERTIFICATE_PASSWORD" -T /usr/bin/codesign -t cert -f pkcs12 -k "$keychain"
    security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain"
    security list-keychains -d user -s "$keychain" login.keychain-db
} > /dev/null
rm "$folder/relmgr.p12"

identity=$(security find-identity -v -p codesigning "$keychain" | sed -n 's/.*"\(Developer ID Application: .*\)"/\1/p' | head -n 1)
[ -n "$identity" ] || { echo "The certificate is no Developer ID Application." >&2; exit 1; }
echo "RELMGR_SIGN_IDENTITY=$identity"
if [ -n "${RELMGR_NOTARY_KEY_TEXT:-}" ]; then
    printf '%s' "$RELMGR_NOTARY_KEY_TEXT" > "$folder/notary.p8"
    echo "RELMGR_NOTARY_KEY=$folder/notary.p8"
fi
