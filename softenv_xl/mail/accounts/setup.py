"""Sets an account up: asks, tries it, and says what is wrong; what opens it goes into the system's keyring."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl import terminal
from softenv_xl.errors import Stop
from softenv_xl.mail import settings_file
from softenv_xl.mail.accounts.account import Account, Security, Server
from softenv_xl.mail.accounts.connection import LOST, imap, server_words
from softenv_xl.mail.accounts.kept import save
from softenv_xl.mail.accounts.providers import PROVIDERS, guessed
from softenv_xl.mail.accounts.secrets import VARIABLE, checked, keep_secret
from softenv_xl.words import Lang, Text

_ADDRESS = Text("邮箱地址：", "E-mail address: ")
_PROVIDER = Text("邮箱服务商（{known}）[{likely}]：", "Provider ({known}) [{likely}]: ")
_HOST = Text("{kind} 服务器 [{likely}]：", "{kind} server [{likely}]: ")
_PORT = Text("{kind} 端口 [{likely}]：", "{kind} port [{likely}]: ")
_CODE = Text("授权码或密码（输入时不显示）：", "Authorisation code or password (not shown as you type): ")
_BUTTON = Text(
    "按“收表”按钮时也收取这个邮箱吗？（y/N）：", "Shall the button Collect fetch from it as well? (y/N): "
)


def set_up(lang: Lang) -> Iterator[Text]:
    """Asks at the terminal; yields what came of it.

    Raises Stop: mail.nobody-to-ask, mail.not-an-address, usage.choice, and why it can't log in.
    """
    if not terminal.is_watched():
        raise Stop("mail.nobody-to-ask", file=str(settings_file()), variable=VARIABLE)
    account = _asked(lang)
    yield PROVIDERS[account.provider].code
    code = checked(terminal.ask_hidden(_CODE(lang)))
    if not code:
        raise Stop("mail.no-secret", address=account.address, variable=VARIABLE)
    yield tried(account, code)
    if terminal.ask(_BUTTON(lang)).casefold() in ("y", "yes", "是", "好"):
        account = account.model_copy(update={"button": True})
    save(account)
    if keep_secret(account, code):
        yield Text("授权码已存入系统的密码库。", "The code is in the system's keyring.")
    else:
        yield Text(
            "本机没有可用的密码库，授权码没有保存：每次运行会询问，或请设置环境变量 {variable}。",
            "This computer has no keyring that can be used, so the code was not kept: each run asks for it, or takes it from "
            "the environment variable {variable}.",
        ).format(variable=VARIABLE)


def tried(account: Account, code: str | None = None, lang: Lang = "zh") -> Text:
    """Logs in and looks into the inbox; says how many messages are there. Raises Stop."""
    from imap_tools.errors import MailboxFolderSelectError

    try:
        with imap(account, code, timeout=20) as mailbox:
            mailbox.folder.set("INBOX", readonly=True)
            _, told = mailbox.client.response("EXISTS")
            count = int(told[-1] or 0) if told else 0
    except MailboxFolderSelectError as error:
        raise Stop("mail.refused", address=account.address, words=server_words(error)) from None
    except LOST as error:
        server = account.imap
        reason = server_words(error) or type(error).__name__
        raise Stop("mail.no-connection", host=server.host, port=server.port, reason=reason) from None
    return Text(
        "{address} 可以收信：收件箱中有 {count} 封。",
        "{address} can be read: the inbox has {count} messages.",
    ).format(address=account.address, count=count)


def _asked(lang: Lang) -> Account:
    address = terminal.ask(_ADDRESS(lang)).strip()
    if address.count("@") != 1 or not address.isprintable() or " " in address:
        raise Stop("mail.not-an-address", found=address)
    likely = guessed(address)
    known = ", ".join(PROVIDERS)
    key = terminal.ask(_PROVIDER.format(known=known, likely=likely)(lang)).casefold() or likely
    if key not in PROVIDERS:
        raise Stop("usage.choice", option="provider", found=key, choices=known)
    provider, domain = PROVIDERS[key], address.rpartition("@")[2]
    receiving = provider.imap or _server("IMAP", f"imap.{domain}", 993, lang)
    sending = provider.smtp or _server("SMTP", f"smtp.{domain}", 465, lang)
    return Account(name=address, provider=key, address=address, imap=receiving, smtp=sending)


def _server(kind: str, host: str, port: int, lang: Lang) -> Server:
    host = terminal.ask(_HOST.format(kind=kind, likely=host)(lang)) or host
    typed = terminal.ask(_PORT.format(kind=kind, likely=str(port))(lang)) or str(port)
    if not (typed.isascii() and typed.isdigit() and 0 < int(typed) < 65536):
        raise Stop("usage.choice", option="port", found=typed, choices="1 … 65535")
    security: Security = "starttls" if int(typed) in (143, 587, 25) else "ssl"
    return Server(host=host, port=int(typed), security=security)
