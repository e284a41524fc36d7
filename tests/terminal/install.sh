#!/bin/sh
# The sources of locales for the tests of old terminals: there already, installed through apt, or a word on what to install.
set -eu
. "$(dirname "$0")/../apt.sh"
present() {
    command -v localedef >/dev/null && [ -f /usr/share/i18n/locales/zh_CN ] && [ -f /usr/share/i18n/charmaps/GBK.gz ]
}
present && exit 0
apt_install locales || true
present && exit 0
echo "The sources of locales are missing; tests of old terminals will be skipped. Install: locales" >&2
[ -z "${CI:-}" ]
