"""A connection to an account's mail server, logged in; and in plain words why there is none."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator
from typing import Any

from softenv_xl.errors import Stop
from softenv_xl.mail.accounts import Account, Server
from softenv_xl.mail.accounts.providers import provider_of
from softenv_xl.mail.sending.smtp import said_by
from softenv_xl.words import same

_Authorisation = Callable[..., Any]

TIMEOUT = 60.0
"""Seconds that a server may be silent."""

# What we call ourselves: the computer's own name is nobody's business, and may have letters that no server takes.
_CALLED = "[127.0.0.1]"


def connect(account: Account, code: str) -> smtplib.SMTP:
    """Raises Stop: send.no-server, mail.unprotected, mail.no-connection, imap.authorisation-code, imap.login-refused."""
    server = account.smtp
    if server is None:
        raise Stop("send.no-server", name=account.name)
    if not server.is_safe:
        raise Stop("mail.unprotected", host=server.host)
    try:
        if server.security == "ssl":
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host,
                server.port,
                _CALLED,
                timeout=TIMEOUT,
                context=ssl.create_default_context(),
            )
        else:
            client = smtplib.SMTP(server.host, server.port, _CALLED, timeout=TIMEOUT)
            if server.security == "starttls":
                client.starttls(context=ssl.create_default_context())
        client.ehlo_or_helo_if_needed()
    except (OSError, smtplib.SMTPException) as error:
        raise _unreached(server, said_by(error)) from None
    if client.has_extn("auth"):  # one on this very computer may ask nobody
        _log_in(client, account, server, code)
    return client


def _log_in(client: smtplib.SMTP, account: Account, server: Server, code: str) -> None:
    """What the library raises may quote what was sent: none of it is handed on.

    Some servers offer what they don't support, so that the next one is tried; others hang up after a wrong code, and then the
    refusal counts.
    """
    client.user, client.password = account.login, code
    said, refused = "", False
    try:
        for method, log_in in _methods(client):
            try:
                client.auth(method, log_in)
                return
            except smtplib.SMTPAuthenticationError as error:
                said = said if refused else f"{error.smtp_code} {said_by(error.smtp_error)}"
                refused = True
    except (OSError, smtplib.SMTPException) as error:
        said = said if refused else said_by(error)
        client.close()
        if not refused:
            raise _unreached(server, said.replace(code, "…")) from None
    client.close()
    provider = provider_of(account)
    stop = "imap.authorisation-code" if provider.coded else "imap.login-refused"
    raise Stop(
        stop, address=account.address, words=said.replace(code, "…") or "AUTH", where=provider.code
    ) from None


def _methods(client: smtplib.SMTP) -> Iterator[tuple[str, _Authorisation]]:
    """The ways of logging in that the server offers, the safest first."""
    offered = client.esmtp_features["auth"].upper().split()
    ways: dict[str, _Authorisation] = {
        "CRAM-MD5": client.auth_cram_md5,
        "PLAIN": client.auth_plain,
        "LOGIN": client.auth_login,
    }
    yield from ((name, way) for name, way in ways.items() if name in offered)


def _unreached(server: Server, reason: str) -> Stop:
    return Stop("mail.no-connection", host=server.host, port=server.port, reason=same(reason))
