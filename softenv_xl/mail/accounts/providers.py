"""The usual providers, known by name: their servers, and what each wants before it lets a program in.

Servers and ports as the providers' help pages give them. That NetEase wants ID is what its server answers otherwise:
“Unsafe Login. Please contact kefu@188.com”.
"""

from __future__ import annotations

from typing import NamedTuple

from softenv_xl.mail.accounts.account import Account, Server
from softenv_xl.words import Text

_NETEASE_CODE = Text(
    "在网页邮箱“设置—POP3/SMTP/IMAP”中开启 IMAP/SMTP 服务，按提示短信验证后得到授权码。",
    "In the mailbox on the web, under Settings, POP3/SMTP/IMAP, switch on IMAP/SMTP; after a text message it shows the "
    "authorisation code.",
)
_QQ_CODE = Text(
    "在网页邮箱“设置—账号与安全—安全设置”中开启 POP3/IMAP/SMTP 服务，生成 16 位字母的授权码；修改 QQ 密码后原授权码全部失效。",
    "In the mailbox on the web, under Settings, Account and security, switch on POP3/IMAP/SMTP and make an authorisation code "
    "of 16 letters; changing the QQ password voids all of them.",
)
_PLAIN_CODE = Text(
    "多数学校邮箱使用登录密码；开启了两步验证的，请在网页邮箱中生成客户端专用密码。",
    "Most school mailboxes take the password itself; one with two-step verification wants a password for programs, made in "
    "the mailbox on the web.",
)


class Provider(NamedTuple):
    """`code` says where its users get what opens the mailbox to a program; `coded`: that is no password. `wants_id`: it
    refuses every folder to a program that hasn't said its name (ID, RFC 2971), whether it lists the command or not.
    """

    title: Text
    domains: tuple[str, ...]
    imap: Server | None
    smtp: Server | None
    code: Text
    coded: bool = True
    wants_id: bool = False


def _netease(zh: str, en: str, domain: str) -> Provider:
    imap, smtp = Server(host=f"imap.{domain}", port=993), Server(host=f"smtp.{domain}", port=465)
    return Provider(Text(zh, en), (domain,), imap, smtp, _NETEASE_CODE, wants_id=True)


def _tencent(zh: str, en: str, *domains: str) -> Provider:
    imap, smtp = Server(host="imap.qq.com", port=993), Server(host="smtp.qq.com", port=465)
    return Provider(Text(zh, en), domains, imap, smtp, _QQ_CODE)


PROVIDERS: dict[str, Provider] = {
    "163": _netease("网易 163", "NetEase 163", "163.com"),
    "126": _netease("网易 126", "NetEase 126", "126.com"),
    "yeah": _netease("网易 yeah.net", "NetEase yeah.net", "yeah.net"),
    "qq": _tencent("QQ 邮箱", "QQ mail", "qq.com", "vip.qq.com"),
    "foxmail": _tencent("Foxmail 邮箱", "Foxmail", "foxmail.com"),
    "plain": Provider(Text("其他 IMAP/SMTP", "other IMAP/SMTP"), (), None, None, _PLAIN_CODE, coded=False),
}
"""By the name that the user types."""


def provider_of(account: Account) -> Provider:
    """The account's provider; one that isn't known any more counts as any other."""
    return PROVIDERS.get(account.provider, PROVIDERS["plain"])


def guessed(address: str) -> str:
    """The provider that an address is likely to be of."""
    domain = address.rpartition("@")[2].casefold()
    return next((key for key, provider in PROVIDERS.items() if domain in provider.domains), "plain")


def wants_id(account: Account) -> bool:
    """Must ID be sent, whatever the server lists? By the server's own name, too: schools have domains of their own."""
    netease = ("163.com", "126.com", "126.net", "yeah.net", "188.com", "netease.com")
    host = account.imap.host.casefold()
    return provider_of(account).wants_id or any(host == name or host.endswith(f".{name}") for name in netease)
