"""The commands about returns that went back, and about whom to remind."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from softenv_xl import flow, reporting
from softenv_xl.clock import today
from softenv_xl.commands.options import AsOf_, Control_, Json_, Lang_, reporter_for
from softenv_xl.exchange.passport.record import issuance_of
from softenv_xl.exchange.returned import FOLDER, send_back
from softenv_xl.gate.limits import ALONE
from softenv_xl.grid.cell import folded
from softenv_xl.hosts.workbook import FileWorkbook, language_of
from softenv_xl.intake.delivery import deliveries, files_in, inboxes, workers
from softenv_xl.legible import storable
from softenv_xl.sheets import reminders as reminding


def sendback(
    control: Control_,
    out: Annotated[
        Path | None,
        typer.Argument(help="Folder. Default: sent-back beside it. 文件夹，默认为其旁的“退回”。"),
    ] = None,
    inbox: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files and folders that were collected (default: inbox beside it). 收过的文件和文件夹。"
        ),
    ] = None,
    lang: Lang_ = None,
    json: Json_ = False,
    as_of: AsOf_ = None,
) -> None:
    """Marked copies of the returns that need changes, for their teachers. 生成退回修改的自查表：原文件加标记和批注。"""
    reporter = reporter_for(lang, control, json=json)
    out = out or control.parent / storable(FOLDER(language_of(control) or reporter.lang))
    paths = files_in(inbox or inboxes(control.parent))
    with reporting.progress(reporter, len(paths)) as seen:
        done = send_back(
            FileWorkbook(control),
            paths,
            deliveries(paths, workers(), seen, limits=ALONE),
            out,
            as_of or today(),
            lambda read: issuance_of(read, control),
        )
    raise typer.Exit(reporting.report_sent_back(reporter, done, out))


def reminders(
    control: Control_,
    department: Annotated[
        str | None, typer.Option("--department", help="Only this department. 只列此部门。")
    ] = None,
    lang: Lang_ = None,
    json: Json_ = False,
    as_of: AsOf_ = None,
) -> None:
    """Whom to remind: of returns, corrections, overdue items; changes nothing. 该催谁、催什么（不作改动）。"""
    result = flow.inspect(FileWorkbook(control), as_of or today())
    found = [
        one
        for one in reminding.reminders(result)
        if department is None or folded(one.department) == folded(department)
    ]
    raise typer.Exit(reporting.report_reminders(reporter_for(lang, control, json=json), found))
