"""What opens an account: from the system's keyring, else the environment, else asked for. It is never written to a file,
told in a message, or taken from a command line.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from softenv_xl import terminal
from softenv_xl.errors import Stop
from softenv_xl.words import Lang, Text

if TYPE_CHECKING:
    from softenv_xl.mail.accounts.account import Account

VARIABLE = "SOFTENV_MAIL_SECRET"
"""The environment variable that stands in where there is no keyring; of one account: the same, `_` and its name."""

_SERVICE = "softenv-xl mail"
_ASKED = Text(
    "{address} 的授权码（输入时不显示）：", "Authorisation code of {address} (not shown as you type): "
)


def secret(account: Account, *, ask: bool = True, lang: Lang = "zh") -> str:
    """What opens the account; `ask`: may somebody at the terminal be asked for it?

    Raises Stop: mail.no-secret, mail.secret-not-ascii.
    """
    found = _from_keyring(account) or _from_environment(account)
    if not found and ask:
        found = terminal.ask_hidden(_ASKED.format(address=account.address)(lang)) or ""
    if not found:
        raise Stop("mail.no-secret", address=account.address, variable=VARIABLE)
    return checked(found)


def checked(found: str) -> str:
    """As it is sent: codes are shown in groups, with blanks that don't belong to them. Raises Stop: mail.secret-not-ascii."""
    code = found.strip()
    if re.fullmatch(r"[a-z]{4}( [a-z]{4}){3}", code):
        code = code.replace(" ", "")
    if not (code.isascii() and code.isprintable()):
        raise Stop("mail.secret-not-ascii")
    return code


def keep_secret(account: Account, code: str) -> bool:
    """Puts it into the system's keyring; False where there is none, or it is locked."""
    import keyring  # slow to load
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, account.login, code)
    except (KeyringError, OSError, RuntimeError):
        return False
    return _from_keyring(account) == code


def forget_secret(account: Account) -> None:
    """Takes it out of the keyring, where it is there."""
    import keyring  # slow to load
    from keyring.errors import KeyringError

    try:
        keyring.delete_password(_SERVICE, account.login)
    except (KeyringError, OSError, RuntimeError):
        return


def _from_keyring(account: Account) -> str:
    import keyring  # slow to load
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, account.login) or ""
    except (KeyringError, OSError, RuntimeError):  # there is none, or nobody unlocked it
        return ""


def _from_environment(account: Account) -> str:
    own = re.sub(r"[^A-Z0-9]+", "_", account.name.upper())
    return os.environ.get(f"{VARIABLE}_{own}") or os.environ.get(VARIABLE) or ""
