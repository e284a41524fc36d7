#!/bin/sh
# Dovecot, the mail server of the tests: there already, installed through apt where that is allowed, or a word on what to install.
set -eu
packages="dovecot-imapd dovecot-lmtpd"
present() {
    command -v dovecot >/dev/null || [ -x /usr/sbin/dovecot ]
}
present && exit 0
# The tests start an instance of their own: the system's needn't run.
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then
    sudo apt-get update -qq
    sudo DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
fi
present && exit 0
echo "Dovecot is missing; the tests of mailboxes will be skipped. Install: $packages" >&2
[ -z "${CI:-}" ]
