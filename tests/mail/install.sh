#!/bin/sh
# Dovecot, the mail server of the tests: there already, installed through apt where that is allowed, or a word on what to install.
set -eu
. "$(dirname "$0")/../apt.sh"
packages="dovecot-imapd dovecot-lmtpd"
present() {
    command -v dovecot >/dev/null || [ -x /usr/sbin/dovecot ]
}
present && exit 0
# The tests start an instance of their own: the system's needn't run.
apt_install $packages || true
present && exit 0
echo "Dovecot is missing; the tests of mailboxes will be skipped. Install: $packages" >&2
[ -z "${CI:-}" ]
