"""Mail accounts: which there are, what each provider wants, and a connection that is logged in.

What is written down of an account has no secret in it: that is in the system's keyring, the environment, or asked for.
"""

from softenv_xl.mail.accounts.account import Account, Security, Server
from softenv_xl.mail.accounts.connection import LOST, imap, server_words
from softenv_xl.mail.accounts.kept import forget, load, names, save
from softenv_xl.mail.accounts.secrets import keep_secret, secret
from softenv_xl.mail.reading.names import decoded

__all__ = [
    "LOST",
    "Account",
    "Security",
    "Server",
    "decoded",
    "forget",
    "imap",
    "keep_secret",
    "load",
    "names",
    "save",
    "secret",
    "server_words",
]
