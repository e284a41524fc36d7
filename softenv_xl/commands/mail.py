"""The commands about mailboxes: they are set up, tried, forgotten; and what `collect` needs to fetch from one.

What speaks with servers is slow to load, so that only who needs it does.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from softenv_xl import regular_files, store, terminal, usage
from softenv_xl.collecting import Wanted
from softenv_xl.commands.options import Lang_, reporter_for
from softenv_xl.errors import Stop
from softenv_xl.reporting import Reporter, report_stop
from softenv_xl.words import Lang, Text

app = typer.Typer(
    name="mail", help="Mailboxes: set up, try, forget. 邮箱：设置、测试、删除。", no_args_is_help=True
)

Account_ = Annotated[str | None, typer.Argument(help="The account's name (default: the first). 账户名。")]

_MOST_PASSWORDS, _LARGEST = 200, 1 << 20
_ASK_PASSWORD = Text(
    "附件的打开密码（不显示；直接回车结束）：",
    "Password of encrypted files (not shown; Enter alone ends): ",
)


@app.command("setup")
def setup(lang: Lang_ = None) -> None:
    """Asks for provider, address and authorisation code, and tries them. 设置邮箱账户。"""
    from softenv_xl.mail.accounts.setup import set_up

    for words in set_up(usage.language_for(lang)):
        terminal.print_line(words(usage.language_for(lang)))


@app.command("test")
def try_out(account: Account_ = None, lang: Lang_ = None) -> None:
    """Logs in and looks into the mailbox; changes nothing. 测试登录，不作任何改动。"""
    from softenv_xl.mail import accounts
    from softenv_xl.mail.accounts.setup import tried

    terminal.print_line(
        tried(accounts.load(account), lang=usage.language_for(lang))(usage.language_for(lang))
    )


@app.command("forget")
def forget(account: Annotated[str, typer.Argument(help="Its name. 账户名。")], lang: Lang_ = None) -> None:
    """Takes an account and its code off this computer. 从本机删除账户及其授权码。"""
    from softenv_xl.mail import accounts
    from softenv_xl.mail.accounts.secrets import forget_secret

    gone = accounts.forget(account)
    forget_secret(gone)
    reporter_for(lang).say(*Text("已删除 {address}。", "Forgot {address}.").format(address=gone.address))


def with_account(wanted: Wanted, name: str | None, lang: Lang) -> Wanted:
    """With the account of that name, and what opens it. Raises Stop."""
    from softenv_xl.mail import accounts

    account = accounts.load(name)
    return replace(wanted, account=account, code=accounts.secret(account, lang=lang))


def given_passwords(where: str, lang: Lang) -> tuple[str, ...]:
    """Those of a file, one a line, or those that somebody types. Raises Stop: file.not-found, file.not-readable."""
    from softenv_xl.mail.reading.names import decoded

    if where == "-":
        return tuple(iter(lambda: terminal.ask_hidden(_ASK_PASSWORD(lang)), ""))
    try:
        content = regular_files.read_content(Path(where), links=True, most=_LARGEST)
    except FileNotFoundError:
        raise Stop("file.not-found", file=where) from None
    except OSError as error:
        raise Stop("file.not-readable", file=where, reason=store.reason(error)) from None
    lines = decoded(content.removeprefix(b"\xef\xbb\xbf")).splitlines()
    return tuple(line for line in lines if line)[:_MOST_PASSWORDS]


def watch(
    wanted: Wanted,
    once: Callable[[Wanted], int],
    reporter: Reporter,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Fetches again whenever something has come, until somebody ends it. What stops one round is told; the next is tried."""
    from softenv_xl.mail.sources.watching import Waiting

    if wanted.account is None:
        return
    waiting = Waiting(wanted.account, wanted.code, pause)
    reporter.say("正在等待新邮件，按 Ctrl-C 结束。", "Waiting for mail; Ctrl-C ends it.")
    again = replace(wanted, files=())
    while True:
        terminal.flush()
        waiting.until_something_comes()
        try:
            once(again)
            waiting.went_well()
        except Stop as stop:
            report_stop(stop, reporter.lang)
            waiting.went_wrong()
