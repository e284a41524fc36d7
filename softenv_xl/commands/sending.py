"""The command that sends what is prepared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from softenv_xl import usage
from softenv_xl.commands.options import AsOf_, Control_, Json_, Lang_
from softenv_xl.mail.sending.kinds import WAYS, WHATS, Way, What


def _what(word: str) -> What:
    return usage.one_of("--what", word, WHATS)


def _way(word: str) -> Way:
    return usage.one_of("--as", word, WAYS)


def send(
    control: Control_,
    what: Annotated[
        What | None,
        typer.Option(
            "--what",
            parser=_what,
            metavar="|".join(WHATS),
            help="What to send. 发什么：自查表、部门分表、催办、退回修改、督办单。",
        ),
    ] = None,
    as_: Annotated[
        Way | None,
        typer.Option(
            "--as",
            parser=_way,
            metavar="|".join(WAYS),
            help="Drafts in the mailbox, .eml files, or sent by the server. 草稿、文件或直接发送。",
        ),
    ] = None,
    account: Annotated[
        str | None, typer.Option("--account", help="Which mail account (default: the first). 邮箱账户。")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list who gets what. 只列出名单。")] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Send what a dry run has listed, without asking. 不再询问。")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with what was cut off. 从中断处继续。")
    ] = False,
    encrypt: Annotated[
        bool, typer.Option("--encrypt", help="Attachments open with a password only. 附件加密。")
    ] = False,
    password_file: Annotated[
        Path | None,
        typer.Option(help="The file whose first line is that password (default: asked). 密码文件。"),
    ] = None,
    was_sent: Annotated[
        list[str] | None,
        typer.Option("--was-sent", metavar="NUMBER", help="An uncertain mail did go out. 已送出的。"),
    ] = None,
    not_sent: Annotated[
        list[str] | None,
        typer.Option("--not-sent", metavar="NUMBER", help="A mail didn't arrive: send again. 没有收到的。"),
    ] = None,
    lang: Lang_ = None,
    json: Json_ = False,
    as_of: AsOf_ = None,
) -> None:
    """Sends returns, packs, reminders, corrections or slips as drafts or mails. 发送：自查表、分表、催办、退回、督办单。"""
    from softenv_xl.commands.sending_run import Asked, decide, send_or_list  # slow to load

    asked = Asked(
        control, what, as_, account, dry_run, yes, resume, encrypt, password_file, lang, json, as_of
    )
    if was_sent or not_sent:
        decide(asked, was_sent or (), not_sent or ())
    else:
        raise typer.Exit(send_or_list(asked))
