#!/bin/sh
# LibreOffice for the tests: there already, installed through apt where that is allowed, or a word on what to install.
set -eu
packages="libreoffice-calc python3-uno fonts-noto-cjk"
if command -v soffice >/dev/null && { /usr/bin/python3 -c 'import uno' || python3 -c 'import uno'; } 2>/dev/null; then
    exit 0
fi
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then
    sudo apt-get update -qq
    sudo DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
else
    echo "LibreOffice is missing; its tests will be skipped. Install: $packages" >&2
    [ -z "${CI:-}" ]
fi
