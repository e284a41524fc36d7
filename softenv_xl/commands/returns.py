"""The commands that check returns and take them in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from softenv_xl import collecting, flow, history, reporting, store, usage
from softenv_xl.clock import today
from softenv_xl.commands import mail
from softenv_xl.commands.options import AsOf_, Control_, Json_, Lang_, Verbose_, reporter_for
from softenv_xl.exchange.passport.record import issuance_of
from softenv_xl.fault_localization import read_control_or_stop
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in, inboxes, workers
from softenv_xl.intake.known import LARGEST, Known


def validate(
    files: Annotated[
        list[Path],
        typer.Argument(help="Returns, folders of returns, or a control workbook. 自查表、文件夹或总台账。"),
    ],
    lang: Lang_ = None,
    control: Annotated[
        Path | None, typer.Option("--control", help="Check against this control workbook. 对照总台账检查。")
    ] = None,
    json: Json_ = False,
    verbose: Verbose_ = False,
    as_of: AsOf_ = None,
) -> None:
    """Every issue with its code, place, message and remedy. 列出所有问题。"""
    reporter = reporter_for(lang, *filter(None, [control]), *files, json=json)
    book = FileWorkbook(control) if control else None
    known = read_control_or_stop(book.read(), book.name) if book else None
    if known and control:
        known = replace(known, passports=issuance_of(known, control))
    issues = [
        issue
        for delivery in deliveries(files_in(files, missing_too=True), workers())
        for issue in flow.validate(delivery, known, as_of or today(), reporter.lang)
    ]
    raise typer.Exit(reporting.report_issues(reporter, issues, verbose=verbose))


def collect(
    control: Control_,
    inbox: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files, folders, .zip, saved messages (default: inbox beside it). 文件、文件夹、压缩包、存下的邮件。"
        ),
    ] = None,
    imap: Annotated[
        bool, typer.Option("--imap", help="Fetch from the mailbox, read-only. 从邮箱收取（只读）。")
    ] = False,
    account: Annotated[
        str | None, typer.Option("--account", help="Which account (default: the first). 哪个邮箱账户。")
    ] = None,
    since: Annotated[
        date | None,
        typer.Option(
            "--since",
            parser=usage.day,
            metavar="DATE",
            help="Messages from then on, at first. 首次从哪天起。",
        ),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on fetching until Ctrl-C. 持续收取，按 Ctrl-C 结束。")
    ] = False,
    passwords: Annotated[
        str | None,
        typer.Option(
            "--passwords",
            metavar="FILE|-",
            help="Of encrypted files, one a line; - asks. 打开密码，每行一个。",
        ),
    ] = None,
    move_to: Annotated[
        Path | None, typer.Option("--move-to", help="Folder for files taken in. 收下的文件移到此文件夹。")
    ] = None,
    move_mail_to: Annotated[
        str | None,
        typer.Option(
            "--move-mail-to", help="Mail folder for messages taken in. 收下的邮件移到此邮箱文件夹。"
        ),
    ] = None,
    lang: Lang_ = None,
    json: Json_ = False,
    verbose: Verbose_ = False,
    as_of: AsOf_ = None,
) -> None:
    """Checks, assesses, merges and refreshes; says what became of every file. 收表：检查、核算、合并、更新。"""
    reporter = reporter_for(lang, control, json=json)
    by_mail = imap or watch or account is not None or move_mail_to is not None
    places = inbox if inbox or by_mail else inboxes(control.parent)
    wanted = collecting.Wanted(
        files_in(places or ()), since=since, move_to=move_to, move_mail_to=move_mail_to or ""
    )
    if passwords:
        wanted = replace(wanted, passwords=mail.given_passwords(passwords, reporter.lang))
    if by_mail:
        wanted = mail.with_account(wanted, account, reporter.lang)

    history.took(wanted.files)

    def once(wanted: collecting.Wanted, *, quiet: bool = False) -> int:
        known = Known(store.recall(control, LARGEST))
        with reporting.progress(reporter, len(wanted.files)) as seen:
            result, changed = collecting.collect(
                FileWorkbook(control), control, wanted, as_of or today(), seen, known
            )
        if news := known.content():
            store.remember(control, news)
        if quiet and not (result.outcomes or result.elsewhere or changed):
            return reporting.FINE
        return reporting.report_result(reporter, result, changed=changed, verbose=verbose)

    code = once(wanted)
    if watch:
        mail.watch(wanted, lambda again: once(again, quiet=True), reporter)
    raise typer.Exit(code)
