"""The commands, as they are typed: setting an account up, trying it, fetching, passwords; and nothing secret anywhere."""

from __future__ import annotations

import io
import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.installation.doctor.finding import Level, Machine
from softenv_xl.installation.doctor.mail import mailboxes
from softenv_xl.installation.places import Places, System
from softenv_xl.mail import accounts, settings_file
from tests.mail.boxes import collect, control_in, deliver, entered, everybody, returned
from tests.mail.corpus import message, spelt
from tests.mail.dovecot import SECRET, Dovecot
from tests.support.small_school import filled

KEYRING = '''
import json, os
from keyring.backend import KeyringBackend

class Keyring(KeyringBackend):
    """A keyring in a file of the test's."""
    priority = 1
    place = os.environ["TEST_KEYRING"]

    def _all(self):
        return json.load(open(self.place)) if os.path.exists(self.place) else {}

    def set_password(self, service, name, secret):
        json.dump(self._all() | {service + name: secret}, open(self.place, "w"))

    def get_password(self, service, name):
        return self._all().get(service + name)

    def delete_password(self, service, name):
        kept = self._all()
        kept.pop(service + name, None)
        json.dump(kept, open(self.place, "w"))
'''


@pytest.fixture
def keyring(tmp_path: Path) -> dict[str, str]:
    """The environment with a keyring of its own and nothing else that opens anything."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "filed.py").write_text(KEYRING, encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if key != "SOFTENV_MAIL_SECRET"}
    return environment | {
        "PYTHONPATH": f"{tmp_path / 'lib'}{os.pathsep}{Path.cwd()}",
        "PYTHON_KEYRING_BACKEND": "filed.Keyring",
        "TEST_KEYRING": str(tmp_path / "keyring.json"),
        "PYTHONIOENCODING": "utf-8",
    }


def typed(environment: dict[str, str], *words: str, answers: tuple[str, ...] = ()) -> tuple[int, str]:
    """Runs a command at a terminal of its own and types the answers."""
    near, far = pty.openpty()
    command = [sys.executable, "-m", "softenv_xl", *words]
    running = subprocess.Popen(
        command, stdin=far, stdout=far, stderr=far, env=environment, start_new_session=True
    )
    os.close(far)
    said = b""
    waiting = list(answers)
    while True:
        try:
            some = os.read(near, 4096)
        except OSError:  # how a terminal tells that nobody holds its other end any more
            break
        if not some:
            break
        said += some
        if waiting and said.rstrip(b" ").endswith(b":"):
            os.write(near, waiting.pop(0).encode() + b"\n")
            said += b"\n"
    os.close(near)
    return running.wait(), said.decode("utf-8", "replace")


def test_an_account_is_set_up_tried_used_and_forgotten(
    server: Dovecot, keyring: dict[str, str], tmp_path: Path
) -> None:
    address = "office@localhost"
    answers = (address, "plain", "localhost", str(server.imaps), "localhost", "465", SECRET, "n")
    code, said = typed(keyring, "mail", "setup", "--lang", "en", answers=answers)
    assert (code, "isn't trusted" in " ".join(said.split())) == (2, True)
    trusting = keyring | {"SSL_CERT_FILE": str(server.certificate)}
    code, said = typed(trusting, "mail", "setup", "--lang", "en", answers=(*answers[:-2], "wrong"))
    assert (code, "imap.login-refused" in said) == (2, True)
    code, said = typed(trusting, "mail", "setup", "--lang", "en", answers=answers)
    assert (code, "0 messages" in said, SECRET in said) == (0, True, False)
    keyring = trusting
    assert SECRET not in settings_file().read_text(encoding="utf-8")
    assert oct(settings_file().stat().st_mode)[-3:] == "600"
    deliver(server, "office@localhost", *(returned(who) for who in range(3)))
    code, said = typed(keyring, "mail", "test", "--lang", "en")
    assert (code, "3 messages" in said) == (0, True)
    control = control_in(tmp_path)
    code, said = typed(keyring, "collect", str(control), "--imap", "--lang", "en")
    assert code in (0, 1)
    assert entered(control) == everybody()
    assert typed(keyring, "mail", "forget", address, "--lang", "en")[0] == 0
    assert json.loads((tmp_path / "keyring.json").read_text(encoding="utf-8")) == {}
    code, said = typed(keyring, "collect", str(control), "--imap", "--lang", "en")
    assert (code, "mail.no-account" in said) == (2, True)
    everything = "".join(
        path.read_text(encoding="utf-8", errors="replace")
        for folder in (tmp_path / "config", tmp_path / "state")
        for path in folder.rglob("*")
        if path.is_file()
    )
    assert SECRET not in everything


def test_doctor_tries_every_account(server: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = Places(System.LINUX, tmp_path, {"XDG_CONFIG_HOME": str(tmp_path / "config")})
    machine = Machine(places, Path(sys.executable), None, tmp_path, lambda *_: None, tmp_path)
    assert list(mailboxes(machine)) == []
    accounts.save(server.account("examined"))
    accounts.save(server.account("gone", port=1).model_copy(update={"button": True}))
    levels = [finding.level for finding in mailboxes(machine)]
    assert levels == [Level.FINE, Level.ERROR]
    monkeypatch.setenv("SOFTENV_MAIL_SECRET", "another")
    assert [finding.level for finding in mailboxes(machine)] == [Level.WARNING, Level.ERROR]


def encrypted(content: bytes, password: str) -> bytes:
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, target)
    return target.getvalue()


def test_encrypted_attachments_open_with_passwords_from_a_file(tmp_path: Path) -> None:
    control, inbox = control_in(tmp_path), tmp_path / "inbox"
    inbox.mkdir()
    for who, password in enumerate(("春风 2026", "second", "nobody knows")):
        part = spelt("rfc2231", encrypted(filled(who=who), password))
        (inbox / f"{who}.eml").write_bytes(message(part, sender=f"{who}@school.example"))
    result = collect(control, None, files=sorted(inbox.iterdir()), passwords=("x", "春风 2026", "second"))
    assert sorted(one.state for one in result.returns) == ["accepted", "accepted", "rejected"]
    assert [issue.code for one in result.returns for issue in one.issues if one.state == "rejected"] == [
        "file.encrypted"
    ]


def test_passwords_are_in_no_process_list_and_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_bytes("﻿春风 2026\r\nsecond\r\n".encode())
    control, inbox = control_in(tmp_path), tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.xlsx").write_bytes(encrypted(filled(), "春风 2026"))
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    code, said = typed(
        environment,
        "collect",
        str(control),
        str(inbox),
        "--passwords",
        str(tmp_path / "words.txt"),
        "--lang",
        "en",
    )
    assert code in (0, 1)
    assert entered(control) == everybody(("2009017",))
    assert "春风" not in said
    book = FileWorkbook(control).read()
    assert not any("春风" in str(value) for grid in book.grids for row in grid.rows for value in row)


def test_a_watch_takes_in_what_comes_until_somebody_ends_it(server: Dovecot, tmp_path: Path) -> None:
    control = control_in(tmp_path)
    accounts.save(server.account("watched"))
    deliver(server, "watched", returned(0))
    command = [sys.executable, "-m", "softenv_xl", "collect", str(control), "--watch", "--lang", "en"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=environment, text=True, encoding="utf-8"
    ) as running:
        assert running.stdout
        lines = iter(running.stdout.readline, "")
        first = list(iter(lambda: next(lines), "Waiting for mail; Ctrl-C ends it.\n"))
        assert first[0].startswith("1 files: 1 accepted")
        deliver(server, "watched", returned(1), returned(2))
        came = next(line for line in lines if "accepted" in line)
        running.send_signal(signal.SIGINT)
        assert running.wait() == 130
    assert came.startswith(("1 files", "2 files"))
    assert set(entered(control)) >= {"2009017", "2011026"}
