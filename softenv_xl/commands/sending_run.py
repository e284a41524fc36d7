"""What the command that sends does, once it is read what was typed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from softenv_xl import flow, store, terminal
from softenv_xl.clock import local, now, today
from softenv_xl.commands.options import reporter_for
from softenv_xl.errors import Stop
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.mail import accounts
from softenv_xl.mail.sending import outgoing
from softenv_xl.mail.sending import session as sessions
from softenv_xl.mail.sending.kinds import Way, What
from softenv_xl.mail.sending.mail_ledger import open_ledger
from softenv_xl.mail.sending.plan import Plan
from softenv_xl.mail.sending.session import Session
from softenv_xl.reporting import Reporter, mails
from softenv_xl.words import Lang, Text

_ASKED = Text("由邮箱服务器现在就发送吗？输入 yes 发送：", "Send these now? Type yes to send: ")
_PASSWORD = Text("附件的打开密码（输入时不显示）：", "Password for the attachments (not shown as you type): ")
_AGAIN = Text("再输入一次：", "The same once more: ")
_WAITING = Text(
    "等到 {time} 再发下一封；可随时按 Ctrl-C 停下。",
    "The next one leaves at {time}; Ctrl-C stops at any time.",
)
_LONGEST_FILE = 4096


class Asked(NamedTuple):
    """What was typed."""

    control: Path
    what: What | None
    way: Way | None
    account: str | None
    dry_run: bool
    yes: bool
    resume: bool
    encrypt: bool
    password_file: Path | None
    lang: Lang | None
    json: bool
    as_of: date | None

    @property
    def reporter(self) -> Reporter:
        return reporter_for(self.lang, self.control, json=self.json)

    def required(self) -> What:
        """Raises Stop: usage.missing."""
        if self.what is None:
            raise Stop("usage.missing", name="--what", command="softenv-xl send")
        return self.what


def send_or_list(asked: Asked) -> int:
    """The exit code. Raises Stop as `session.run` does."""
    if asked.resume and not asked.what:
        what, way = sessions.last_run(asked.control)
        asked = asked._replace(what=what, way=asked.way or way)
    what, reporter = asked.required(), asked.reporter
    chosen = accounts.load(asked.account) if asked.account else sessions.default_account()
    way = asked.way or sessions.default_way(chosen)
    workbook = FileWorkbook(asked.control)
    session = Session(
        asked.control,
        flow.inspect(workbook, asked.as_of or today()),
        what,
        way,
        chosen,
        None if asked.dry_run or not asked.encrypt else _password(reporter.lang, asked.password_file),
        seen=lambda number, of: _say_which(reporter, way, number, of),
        waiting=lambda until: _say_waiting(reporter, until),
        write=workbook.write,
    )
    if asked.dry_run:
        return mails.report_plan(reporter, sessions.look(session), what, way)

    def agreed(plan: Plan) -> bool | None:
        if way != "smtp":
            return True
        return None if asked.yes or asked.json else _agreed(reporter, plan, what)

    sent = sessions.run(session, agreed, resuming=asked.resume)
    return mails.report_sent(reporter, sent, what, way)


def decide(asked: Asked, was_sent: Sequence[str], not_sent: Sequence[str]) -> None:
    """Notes what somebody has found out. Raises Stop: usage.missing, send.no-such-mail."""
    what = asked.required()
    with open_ledger(asked.control) as ledger:
        for numbers, sent in ((was_sent, True), (not_sent, False)):
            for number in numbers:
                entries = outgoing.decide(ledger, what, number, now(), sent=sent)
                mails.report_decided(asked.reporter, entries, sent=sent)


def _agreed(reporter: Reporter, plan: Plan, what: What) -> bool | None:
    """Shows the list and asks; None where nobody watches."""
    if not plan.mails or not terminal.is_watched():
        return None
    mails.list_plan(reporter, plan, what, "smtp")
    return terminal.ask(_ASKED(reporter.lang)).casefold() in ("yes", "是")


def _password(lang: Lang, file: Path | None) -> str:
    """From the file, or asked for twice: a slip of the keyboard would lock everybody out."""
    if file:
        words = _first_line(file)
    else:
        words = terminal.ask_hidden(_PASSWORD(lang))
        if words and terminal.ask_hidden(_AGAIN(lang)) != words:
            raise Stop("send.passwords-differ")
    if not words:
        raise Stop("send.password-empty")
    return words


def _first_line(file: Path) -> str:
    if not file.exists():
        raise Stop("file.not-found", file=str(file))
    try:
        return store.read_private(file, _LONGEST_FILE).decode("utf-8-sig").split("\n")[0].strip("\r")
    except UnicodeDecodeError as error:
        reason = Text("不是 UTF-8 文本", "it is no text in UTF-8")
        raise Stop("file.not-readable", file=str(file), reason=reason) from error


def _say_which(reporter: Reporter, way: Way, number: int, of: int) -> None:
    """A mail server takes its time: whoever watches sees how far it is."""
    if way == "smtp" and not reporter.json and sys.stderr.isatty():
        terminal.print_line(f"{number}/{of}", to="stderr")


def _say_waiting(reporter: Reporter, until: datetime) -> None:
    reporter.say(*_WAITING.format(time=local(until)))
