"""A connection to an account's mailbox, logged in; and in plain words why there is none."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NoReturn

from softenv_xl import __version__
from softenv_xl.errors import Stop
from softenv_xl.legible import in_one_line
from softenv_xl.mail.accounts.providers import provider_of, wants_id
from softenv_xl.mail.accounts.secrets import secret
from softenv_xl.mail.reading.names import decoded
from softenv_xl.words import Text, same

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

    from softenv_xl.mail.accounts.account import Account, Server

LOST = (imaplib.IMAP4.abort, OSError, EOFError)
"""What is raised where a connection is gone: the same may go well another time."""

TIMEOUT = 60.0
"""Seconds that a server may be silent."""

_WORDS = 200
_ID = f'("name" "softenv-xl" "version" "{__version__}" "vendor" "softenv-xl")'


@contextmanager
def imap(account: Account, code: str | None = None, timeout: float = TIMEOUT) -> Iterator[BaseMailBox]:
    """The account's mailbox, logged in, no folder opened yet. `code` opens it, by default the one that is kept.

    Raises Stop: mail.no-secret, mail.unprotected, mail.no-connection, imap.authorisation-code, imap.login-refused; and
    imap.unsafe-login, wherever inside the server says so. What else is raised inside passes: see LOST. The server is told
    goodbye where all went well, or it refused something: whoever cancels, or waited in vain, doesn't wait for its answer.
    """
    code = secret(account) if code is None else code
    mailbox, answers = _connected(account.imap, timeout), False
    try:
        _log_in(mailbox, account, code)
        _introduce(mailbox, account)
        yield mailbox
        answers = True
    except Exception as error:
        answers = not isinstance(error, LOST)
        _explain_refusal(error, account)
        raise
    finally:
        if answers:
            with suppress(Exception):
                mailbox.logout()
        with suppress(Exception):
            mailbox.client.shutdown()


def server_words(error: BaseException) -> str:
    """What a server said, legible and in one line: some say it in GBK."""
    result = getattr(error, "command_result", None)
    said: Any = result[1] if isinstance(result, tuple) and len(result) > 1 else getattr(error, "args", ())
    pieces = said if isinstance(said, list | tuple) else [said]
    return in_one_line(" ".join(_decoded(piece) for piece in pieces if piece)).strip()[:_WORDS]


def _decoded(piece: object) -> str:
    return decoded(piece) if isinstance(piece, bytes) else str(piece)


def _connected(server: Server, timeout: float) -> BaseMailBox:
    from imap_tools import MailBox, MailBoxStartTls, MailBoxUnencrypted  # slow to load

    if not server.is_safe:
        raise Stop("mail.unprotected", host=server.host)
    try:
        if server.security == "none":
            return MailBoxUnencrypted(server.host, server.port, timeout)
        kind = MailBox if server.security == "ssl" else MailBoxStartTls
        return kind(server.host, server.port, timeout=timeout, ssl_context=ssl.create_default_context())
    except Exception as error:  # sockets, TLS, a server that speaks something else
        raise Stop("mail.no-connection", host=server.host, port=server.port, reason=_reason(error)) from None


def _reason(error: Exception) -> Text:
    match error:
        case ssl.SSLCertVerificationError():
            return Text(
                "服务器证书不受信任（{words}）", "the server's certificate isn't trusted ({words})"
            ).format(words=same(error.verify_message))
        case TimeoutError():
            return Text("没有回应", "no answer")
        case ConnectionRefusedError():
            return Text("拒绝连接", "it refuses connections")
        case OSError() if error.strerror:
            return same(error.strerror)
    return same(server_words(error) or type(error).__name__)


def _log_in(mailbox: BaseMailBox, account: Account, code: str) -> None:
    """What the library raises may quote what was sent: none of it is handed on."""
    refused, lost = "", False
    try:
        mailbox.login(account.login, code, initial_folder=None)
    except LOST as error:
        lost, refused = True, server_words(error)
    except Exception as error:
        refused = server_words(error) or type(error).__name__
    refused = refused.replace(code, "…")
    if lost:
        raise imaplib.IMAP4.abort(refused)
    if refused:
        provider = provider_of(account)
        stop = "imap.authorisation-code" if provider.coded else "imap.login-refused"
        raise Stop(stop, address=account.address, words=refused, where=provider.code)


def _introduce(mailbox: BaseMailBox, account: Account) -> None:
    """ID (RFC 2971), where it is wanted: a server that doesn't know the command may drop the connection.

    What a server can do it may only tell whoever is logged in.
    """
    client = mailbox.client
    _, told = client.capability()
    client.capabilities = tuple(_decoded(told[-1]).upper().split()) if told and told[-1] else ()
    if "ID" in client.capabilities or wants_id(account):
        imaplib.Commands.setdefault("ID", ("AUTH", "SELECTED"))
        try:
            client._simple_command("ID", _ID)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:  # it doesn't know the command, and goes on all the same
            return


def _explain_refusal(error: Exception, account: Account) -> None:
    """Raises Stop(imap.unsafe-login) where that is what the server means."""
    if not isinstance(error, Stop) and "unsafe login" in server_words(error).casefold():
        _unsafe(account)


def _unsafe(account: Account) -> NoReturn:
    raise Stop("imap.unsafe-login", address=account.address, where=provider_of(account).code) from None
