"""Hands mails to a mail server: one by one, one recipient each, at the pace of the settings.

The mail's last line, a lone dot, is what commits it (RFC 5321, 4.1.1.4). A connection that breaks before that dot was given to
the system can't have sent the mail; one that breaks between the dot and the answer may have.
"""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import NoReturn

from softenv_xl.mail.accounts import server_words
from softenv_xl.mail.sending.dispatch import Begin, Lost, Paused, Refused
from softenv_xl.mail.sending.kinds import State, Way
from softenv_xl.mail.sending.pace import Clock, Pace
from softenv_xl.mail.sending.plan import Mail
from softenv_xl.words import Text

Connect = Callable[[], smtplib.SMTP]
"""A connection to the server, logged in. Raises OSError, smtplib.SMTPException."""

_OK, _GO_ON = 250, 354
_HANGING_UP = 421
# What providers say of too many mails or of spam; NetEase says it in codes, such as 554 DT:SPM.
_TOO_MUCH = re.compile(
    r"frequen|limit|too (?:many|much|fast)|\brates?\b|spam|junk|quota|频|垃圾|上限|过多|超过"
    r"|\b(?:HL|MI|RP):[A-Z]{3}|\bDT:(?:SPM|RBL)",
    re.IGNORECASE,
)
_TOMORROW = re.compile(r"\bdaily\b|\bday\b|spam|junk|DT:SPM|每日|当日|今日|每天|当天|垃圾", re.IGNORECASE)
_LINE = re.compile(rb"^\.", re.MULTILINE)


class SmtpWay:
    """The way out through a mail server."""

    name: Way = "smtp"
    done: State = "sent"

    def __init__(self, connect: Connect, sender: str, pace: Pace, clock: Clock) -> None:
        """`sender` is the plain address that the server knows us by."""
        self._connect, self._sender, self._pace, self._clock = connect, sender, pace, clock
        self._server: smtplib.SMTP | None = None
        self._answers = True  # nothing that it was told is without an answer

    def deliver(self, mail: Mail, content: bytes, begin: Begin) -> None:
        """Raises Refused, Paused, Lost."""
        self._pace.wait()
        handed_over = self._answers = False
        try:
            server = self._live()
            self._answered(*server.mail(self._sender), ends=True)
            self._answered(*server.rcpt(mail.recipient))
            begin("")
            self._pace.left()
            self._answered(*server.docmd("DATA"), wanted=_GO_ON)
            server.send(_LINE.sub(b"..", content))
            handed_over = True
            server.send(b".\r\n")
            self._answered(*server.getreply())
            self._answers = True
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPHeloError, OSError) as error:
            self.close()
            raise Lost(said_by(error), certain=not handed_over) from error
        except smtplib.SMTPResponseException as error:
            self.close()
            self._refuse(error.smtp_code, said_by(error.smtp_error), ends=True)

    def close(self) -> None:
        """Ends the conversation; what was taken is taken, whatever is answered now. A silent server isn't waited for."""
        server, self._server = self._server, None
        if server and self._answers:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
        if server:
            server.close()

    def _live(self) -> smtplib.SMTP:
        """The connection, if it is still there after the wait; else a new one."""
        if self._server:
            with suppress(OSError, smtplib.SMTPException):
                if self._server.rset()[0] == _OK:
                    return self._server
            self.close()
        self._server = self._connect()
        self._server.ehlo_or_helo_if_needed()
        return self._server

    def _answered(self, code: int, reply: bytes, *, wanted: int = _OK, ends: bool = False) -> None:
        if code == wanted or (wanted == _OK and code in (250, 251)):
            return
        if code < 400:  # no answer of this protocol: -1 where the line was cut in two
            raise smtplib.SMTPServerDisconnected(said_by(reply) or "?")
        self._refuse(code, said_by(reply), ends=ends)

    def _refuse(self, code: int, words: str, *, ends: bool) -> NoReturn:
        self._answers = True
        said = f"{code} {words}".strip()
        if code == _HANGING_UP or _TOO_MUCH.search(words):
            wait = timedelta(days=1) if _TOMORROW.search(words) else timedelta(hours=1)
            why = Text("邮箱服务器说“{said}”", "the mail server says “{said}”").format(said=said)
            raise Paused(why, self._clock.now() + wait, said, refused=True)
        raise Refused(said, ends=ends)


def said_by(said: object) -> str:
    """What a server said, or why there was no answer, in one legible line."""
    error = said if isinstance(said, BaseException) else Exception(said)
    return server_words(error) or type(said).__name__
