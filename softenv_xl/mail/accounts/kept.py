"""The accounts that were set up: one file in the user's folder of settings, without any secret."""

from __future__ import annotations

from pydantic import BaseModel, ValidationError

from softenv_xl import store
from softenv_xl.errors import Stop
from softenv_xl.mail import settings_file
from softenv_xl.mail.accounts.account import Account

_LARGEST = 1 << 20


class _Kept(BaseModel):
    accounts: tuple[Account, ...] = ()


def load(name: str | None = None) -> Account:
    """The account of that name or address; without one the first. Raises Stop: mail.no-account, mail.settings-broken."""
    accounts = _read().accounts
    wanted = (name or "").casefold()
    for account in accounts:
        if not wanted or wanted in (account.name.casefold(), account.address.casefold()):
            return account
    if not accounts:
        raise Stop("mail.no-account")
    raise Stop("mail.unknown-account", name=name, known=", ".join(account.name for account in accounts))


def names() -> tuple[str, ...]:
    """Of all accounts, the one that is used by default first. Raises Stop: mail.settings-broken."""
    return tuple(account.name for account in _read().accounts)


def save(account: Account) -> None:
    """Writes the account down in the place of one of the same name; a new one comes last."""
    accounts = [account if one.name == account.name else one for one in _read().accounts]
    _write(accounts if account in accounts else [*accounts, account])


def forget(name: str) -> Account:
    """Takes an account off the list. Raises Stop: mail.no-account, mail.unknown-account."""
    gone = load(name)
    _write([account for account in _read().accounts if account != gone])
    return gone


def _read() -> _Kept:
    file = settings_file()
    content = store.read_private(file, _LARGEST)
    try:
        return _Kept.model_validate_json(content) if content else _Kept()
    except ValidationError:  # its own words quote what stands there
        raise Stop("mail.settings-broken", file=str(file)) from None


def _write(accounts: list[Account]) -> None:
    content = _Kept(accounts=tuple(accounts)).model_dump_json(indent=1)
    store.write_private(settings_file(), content.encode())
