"""The commands that check returns and take them in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from softenv_xl import flow, history, reporting, store
from softenv_xl.clock import today
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
        typer.Argument(help="Files and folders (default: inbox beside it). 文件和文件夹。"),
    ] = None,
    lang: Lang_ = None,
    json: Json_ = False,
    verbose: Verbose_ = False,
    as_of: AsOf_ = None,
) -> None:
    """Checks, assesses, merges and refreshes; says what became of every file. 收表：检查、核算、合并、更新。"""
    reporter = reporter_for(lang, control, json=json)
    paths = files_in(inbox or inboxes(control.parent))
    history.took(paths)
    known = Known(store.recall(control, LARGEST))
    with reporting.progress(reporter, len(paths)) as seen:
        result, changed = flow.collect(
            FileWorkbook(control),
            deliveries(paths, workers(), seen, known),
            as_of or today(),
            known,
            lambda read: issuance_of(read, control),
        )
    if news := known.content():
        store.remember(control, news)
    raise typer.Exit(reporting.report_result(reporter, result, changed=changed, verbose=verbose))
