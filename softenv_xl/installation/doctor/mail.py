"""The mail accounts that were set up: can the program log in and look into the inbox? Nothing is changed there."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.errors import Stop
from softenv_xl.installation.doctor.finding import Finding, Machine, error, fine, warning
from softenv_xl.mail import settings_file
from softenv_xl.stop_catalogue import STOPS

_MAIL = "mail"


def mailboxes(machine: Machine) -> Iterator[Finding]:
    """Says nothing where no account was set up. One that the button Collect needs is in its way when it can't be read."""
    if not (machine.places.configuration.parent / settings_file().name).exists():
        return
    from softenv_xl.mail import accounts  # slow to load, and most have none
    from softenv_xl.mail.accounts.setup import tried

    for name in accounts.names():
        account = accounts.load(name)
        try:
            yield fine(_MAIL, tried(account, accounts.secret(account, ask=False)))
        except Stop as stop:
            cause, remedy = (words.format(**stop.arguments) for words in STOPS[stop.code])
            yield (error if account.button else warning)(_MAIL, cause, remedy)
