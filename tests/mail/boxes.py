"""Mailboxes on the tests' server, and control workbooks that are filled from them."""

from __future__ import annotations

import imaplib
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from smtplib import LMTP

from softenv_xl import collecting
from softenv_xl.collecting import Wanted
from softenv_xl.control.workbook import read_control
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.mail.accounts import Account
from softenv_xl.registers import people
from softenv_xl.sheets.patch import Patch, RowPatch, TablePatch
from softenv_xl.sheets.result import Result
from tests.mail.corpus import message, spelt, text
from tests.mail.dovecot import SECRET, Dovecot
from tests.support import small_school
from tests.support.small_school import NUMBERS, TODAY, filled

ADDRESSES = ("wang@school.example", "li@school.example", "zhang@school.example")


def returned(who: int, spelling: str = "bare-gbk", words: str = "见附件", **more: str) -> bytes:
    """The message with which one of the three sends their return."""
    sender = more.get("sender", ADDRESSES[who])
    return message(text(words), spelt(spelling, filled(who=who), name="自查表.xlsx"), sender=sender)


def deliver(server: Dovecot, user: str, *messages: bytes) -> None:
    """As another mail server hands them over."""
    with LMTP("127.0.0.1", server.lmtp) as lmtp:
        for content in messages:
            lmtp.sendmail("sender@school.example", [user], content)


def append(server: Dovecot, user: str, folder: str, *messages: bytes) -> None:
    """Into a folder other than the inbox."""
    with imaplib.IMAP4("127.0.0.1", server.port) as client:
        client.login(user, SECRET)
        client.create(folder)
        for content in messages:
            assert client.append(folder, "", "", content)[0] == "OK"


def listing(server: Dovecot, user: str, folder: str = "INBOX") -> list[tuple[str, str]]:
    """What the folder holds: each message's Message-ID and flags."""
    with imaplib.IMAP4("127.0.0.1", server.port) as client:
        client.login(user, SECRET)
        if client.select(folder, readonly=True)[0] != "OK":
            return []
        _, found = client.uid("FETCH", "1:*", "(FLAGS BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
        pairs = [piece for piece in found if isinstance(piece, tuple)]
        return sorted(
            (
                head.partition(b":")[2].strip().decode(),
                about.partition(b"FLAGS (")[2].partition(b")")[0].decode(),
            )
            for about, head in pairs
        )


@cache
def _register() -> bytes:
    """The small school's, with everybody's address."""
    package = small_school.register("zh")
    rows = tuple(RowPatch(place, (address,)) for place, address in enumerate(ADDRESSES))
    patch = TablePatch(people.SPEC.key, (people.SPEC.column("email").label("zh"),), rows)
    return apply(package, Patch((patch,)), "control.xlsx")


def control_in(folder: Path) -> Path:
    """A control workbook that nothing has come into."""
    path = folder / "control.xlsx"
    path.write_bytes(_register())
    return path


def collect(
    control: Path, account: Account | None, files: Sequence[Path] = (), as_of: date = TODAY, **more: object
) -> Result:
    """What the command does."""
    wanted = Wanted(files=files, account=account, code=SECRET, **more)  # type: ignore[arg-type]
    return collecting.collect(FileWorkbook(control), control, wanted, as_of)[0]


def entered(control: Path) -> dict[str, str]:
    """Who has sent something, as the workbook has it: state by staff number; and nobody has two that count."""
    rows = read_control(FileWorkbook(control).read()).checked["submissions"].rows
    came = [(str(row.values["number"]), str(row.values["state"])) for row in rows if row.values["sha"]]
    assert len(dict(came)) == len(came)
    return dict(came)


def everybody(numbers: Iterable[str] = NUMBERS) -> dict[str, str]:
    return dict.fromkeys(numbers, "accepted")


def codes(result: Result) -> list[str]:
    """Of what is told of mail."""
    return sorted(issue.code for issue in result.all_issues if issue.code.startswith(("mail.", "imap.")))
