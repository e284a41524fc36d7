#!/bin/sh
# The sources of locales for the tests of old terminals: there already, installed through apt, or a word on what to install.
set -eu
present() {
    command -v localedef >/dev/null && [ -f /usr/share/i18n/locales/zh_CN ] && [ -f /usr/share/i18n/charmaps/GBK.gz ]
}
present && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends locales >/dev/null
elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then
    sudo apt-get update -qq
    sudo DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends locales >/dev/null
fi
present && exit 0
echo "The sources of locales are missing; tests of old terminals will be skipped. Install: locales" >&2
[ -z "${CI:-}" ]
