"""Mails to some people, a run that sends them, and what must be true of it however it ended."""

from __future__ import annotations

import smtplib
import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from softenv_xl.mail.accounts import Account, Server
from softenv_xl.mail.sending import server
from softenv_xl.mail.sending.dispatch import Outcome, Recorder, dispatch
from softenv_xl.mail.sending.mail_ledger import DONE, UNCERTAIN, MailLedger, open_ledger, read_ledger
from softenv_xl.mail.sending.message import Attachment, Sender, Words, compose
from softenv_xl.mail.sending.pace import Limits, Pace
from softenv_xl.mail.sending.plan import Mail
from softenv_xl.mail.sending.smtp import SmtpWay
from tests.mail.dovecot import SECRET

OFFICE = Sender("office@school.cn", "第一中学")
START = datetime(2026, 10, 20, 1)  # noqa: DTZ001 - naive UTC
PEOPLE = ("王芳", "李薇", "张志强")


@dataclass
class Box:
    """What the mail server got: the recipients and the bytes of each mail; and what it answers to whom. Of whom it is `silent`
    it takes the mail and never answers; then that is `reached`.
    """

    port: int = 0
    mails: list[tuple[tuple[str, ...], bytes]] = field(default_factory=list)
    at_recipient: dict[str, str] = field(default_factory=dict)
    at_data: dict[str, str] = field(default_factory=dict)
    silent: str = ""
    reached: threading.Event = field(default_factory=threading.Event)

    def got(self) -> Counter[str]:
        """How often each address got something."""
        return Counter(address for addresses, _ in self.mails for address in addresses)


@dataclass
class Wrist:
    """A clock that waiting moves on."""

    moment: datetime = START
    waits: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.moment += timedelta(seconds=seconds)


def mails(count: int = len(PEOPLE)) -> list[Mail]:
    return [
        Mail(
            f"returns|2026|{number}|a",
            "returns",
            str(number),
            name := PEOPLE[number % len(PEOPLE)],
            "语文组",
            f"t{number}@school.cn",
            Words(f"{name}老师：请填写自查表", f"{name}老师：\n您好！\n."),
            Attachment(f"{number}_{name}.xlsx", f"PK{number}".encode() * 30),
        )
        for number in range(1, count + 1)
    ]


def content(mail: Mail) -> bytes:
    moment = datetime.combine(date(2026, 10, 20), START.time(), UTC)
    return compose(mail.key, mail.words, mail.to, OFFICE, moment, mail.attachment)


def still_to_come(ledger: MailLedger, known: list[Mail]) -> list[Mail]:
    """What a plan would hold: nothing that went out, or may have."""
    return [
        mail for mail in known if not ((entry := ledger.of(mail.key)) and entry.state in DONE | UNCERTAIN)
    ]


def account(port: int, provider: str = "plain") -> Account:
    """The office's, at a mail server on this computer."""
    server = Server(host="127.0.0.1", port=port, security="none")
    return Account(name="office", provider=provider, address=OFFICE.address, imap=server, smtp=server)


def send(
    workbook: Path, port: int, known: list[Mail], clock: Wrist | None = None, code: str = SECRET
) -> Outcome:
    """One run by mail server; `code` opens it where it asks for one."""
    clock = clock or Wrist()

    def connect() -> smtplib.SMTP:
        return server.connect(account(port), code)

    with open_ledger(workbook) as ledger:
        way = SmtpWay(connect, OFFICE.address, Pace(Limits(), (), clock), clock)
        try:
            return dispatch(
                still_to_come(ledger, known), way, Recorder(ledger, "smtp", OFFICE, clock.now), content
            )
        finally:
            way.close()


def accounted_for(workbook: Path, known: list[Mail], got: Counter[str]) -> list[str]:
    """Nothing was doubled; what the ledger says was sent has arrived, and what it says wasn't hasn't. Who is uncertain."""
    ledger, uncertain = read_ledger(workbook), []
    for mail in known:
        entry, count = ledger.of(mail.key), got[mail.to]
        assert count <= 1, f"doubled: {mail.to}"
        state = entry.state if entry else None
        if state in UNCERTAIN:
            uncertain.append(mail.to)
        else:
            assert count == (state in DONE), f"{mail.to} is {state} and arrived {count} times"
    return uncertain


def subject_of(mail: bytes) -> str:
    return str(message_from_bytes(mail, policy=default)["Subject"])
