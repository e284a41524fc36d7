#!/bin/sh
# LibreOffice, a screen and strace for the tests: there already, installed through apt where that is allowed, or a word on what to install.
set -eu
. "$(dirname "$0")/../apt.sh"
packages="libreoffice-calc libreoffice-writer libreoffice-l10n-zh-cn python3-uno fonts-noto-cjk fonts-liberation xvfb xdotool imagemagick poppler-utils strace"
present() {
    for program in soffice unopkg Xvfb xdotool import pdftoppm strace; do
        command -v "$program" >/dev/null || return 1
    done
    [ -d "$(dirname "$(readlink -f "$(command -v soffice)")")/resource/zh_CN" ] || return 1
    [ -e "$(dirname "$(readlink -f "$(command -v soffice)")")/libmswordlo.so" ] || return 1
    { /usr/bin/python3 -c 'import uno' || python3 -c 'import uno'; } 2>/dev/null
}
present && exit 0
if ! apt_install $packages; then
    echo "LibreOffice, a screen for it or strace is missing; their tests will be skipped. Install: $packages" >&2
    [ -z "${CI:-}" ]
fi
