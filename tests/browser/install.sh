#!/bin/sh
# Chromium, and what looks at pages in it (axe-core, puppeteer-core), for the tests: there already, fetched, or a word on what to install.
set -eu
. "$(dirname "$0")/../apt.sh"
here=$(cd "$(dirname "$0")" && pwd)
packages="chromium nodejs npm fonts-noto-cjk"
wanted() {
    sed -n "s/.*\"$1\": \"\([^\"]*\)\".*/\1/p" "$here/package.json"
}
browser() {
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null
}
present() {
    browser && command -v node >/dev/null || return 1
    for name in axe-core puppeteer-core; do
        grep -q "\"version\": \"$(wanted "$name")\"" "$here/node_modules/$name/package.json" 2>/dev/null || return 1
    done
}
present && exit 0
# One by one: where Node.js is another's than Debian's, its npm can't be installed beside it, nor need it be.
command -v npm >/dev/null || apt_install nodejs npm || true
browser || apt_install chromium fonts-noto-cjk || true
if command -v npm >/dev/null && (cd "$here" && npm install --silent --no-save --no-package-lock --no-audit --no-fund) && present; then
    exit 0
fi
echo "Chromium or what looks at pages in it is missing; its tests will be skipped. Install: $packages; then run $0" >&2
[ -z "${CI:-}" ]
