"""A Dovecot of the tests' own on this computer's loopback: no privileges, its own folder, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from softenv_xl.mail.accounts import Account, Server
from tests.libreoffice import missing

SECRET = "abcdefghijklmnop"  # noqa: S105 - of a server that lives for a moment

_CONFIGURATION = """
protocols = imap lmtp
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
first_valid_uid = 1
ssl = yes
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:{folder}/mail/%u
mailbox_list_index = no
mail_fsync = never
auth_failure_delay = 0
default_client_limit = 2000
default_process_limit = 50
{more}
namespace inbox {{
  inbox = yes
  mailbox Junk {{
    special_use = \\Junk
    auto = create
  }}
  mailbox Drafts {{
    special_use = \\Drafts
    auto = create
  }}
}}
passdb {{
  driver = static
  args = password={secret}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%u
}}
service imap-login {{
  chroot =
  client_limit = 200
  process_min_avail = 1
  service_count = 0
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {imaps}
    ssl = yes
  }}
}}
service imap {{
  process_min_avail = 1
  service_count = 0
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  client_limit = 200
}}
"""


@dataclass(frozen=True)
class Dovecot:
    """One that runs: its ports for IMAP, in the clear and encrypted, and for LMTP; the folder with everybody's Maildir, and the
    certificate that it shows.
    """

    port: int
    imaps: int
    lmtp: int
    folder: Path
    certificate: Path

    def account(self, user: str, port: int | None = None) -> Account:
        """An account on it, or on what stands before it at another port; any name will do."""
        server = Server(host="127.0.0.1", port=port or self.port, security="none")
        return Account(name=user, provider="plain", address=f"{user}@school.example", user=user, imap=server)


@contextmanager
def dovecot(more: str = "") -> Iterator[Dovecot]:
    """Starts one, and ends it. `more` are lines of its configuration."""
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        missing("Dovecot is missing: apt-get install dovecot-imapd dovecot-lmtpd")
    # It hands out no mail of root's, so root lends it a name.
    who = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    folder = Path(tempfile.mkdtemp(prefix="softenv-dovecot-"))
    try:
        ports = _free_port(), _free_port(), _free_port()
        configuration = folder / "dovecot.conf"
        configuration.write_text(
            _CONFIGURATION.format(
                folder=folder, user=who.pw_name, group=_group(who.pw_gid), uid=who.pw_uid, gid=who.pw_gid,
                port=ports[0], imaps=ports[1], lmtp=ports[2], secret=SECRET, more=more,
            ),
            encoding="utf-8",
        )  # fmt: skip
        _certify(folder)
        for place in (folder, *(folder / name for name in ("run", "state", "mail", "home"))):
            place.mkdir(exist_ok=True)
            if os.geteuid() == 0:
                os.chown(place, who.pw_uid, who.pw_gid)
        lent = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        running = subprocess.Popen(
            [program, "-F", "-c", str(configuration)], stderr=subprocess.DEVNULL, **lent
        )  # type: ignore[call-overload]
        try:
            _until_it_listens(ports[0], running, folder / "log")
            yield Dovecot(*ports, folder / "mail", folder / "certificate.pem")
        finally:
            running.terminate()
            running.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _certify(folder: Path) -> None:
    """A certificate for localhost that nobody signed but itself, good for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    since = datetime.now(UTC) - timedelta(hours=12)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


def _group(number: int) -> str:
    import grp

    return grp.getgrgid(number).gr_name


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _until_it_listens(port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    while running.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=10) as there:
                if there.recv(1):
                    return
        except ConnectionRefusedError:
            continue
    raise RuntimeError(log.read_text(encoding="utf-8") if log.exists() else "Dovecot did not start")
