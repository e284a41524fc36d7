"""A connection to an account's mail server, logged in; and in plain words why there is none."""

from __future__ import annotations

import smtplib
import ssl

from softenv_xl.errors import Stop
from softenv_xl.mail.accounts import Account
from softenv_xl.mail.accounts.providers import provider_of
from softenv_xl.mail.sending.smtp import said_by
from softenv_xl.words import same

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
        reason = same(said_by(error))
        raise Stop("mail.no-connection", host=server.host, port=server.port, reason=reason) from None
    if client.has_extn("auth"):  # one on this very computer may ask nobody
        _log_in(client, account, code)
    return client


def _log_in(client: smtplib.SMTP, account: Account, code: str) -> None:
    """What the library raises may quote what was sent: none of it is handed on."""
    try:
        client.login(account.login, code)
        return
    except smtplib.SMTPResponseException as error:
        said = f"{error.smtp_code} {said_by(error.smtp_error)}"
    except (OSError, smtplib.SMTPException) as error:
        said = said_by(error)
    client.close()
    provider = provider_of(account)
    stop = "imap.authorisation-code" if provider.coded else "imap.login-refused"
    raise Stop(stop, address=account.address, words=said.replace(code, "…"), where=provider.code)
