"""The commands that make workbooks and templates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from softenv_xl import flow, reporting, store, terminal, usage
from softenv_xl.clock import today
from softenv_xl.commands.options import Control_, Lang_, reporter_for
from softenv_xl.exchange.passport.issuing import Issuer
from softenv_xl.fault_localization import read_control_or_stop
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import OUTBOX, workers
from softenv_xl.legible import storable


def new(
    kind: Annotated[
        usage.Kind, typer.Argument(parser=usage.kind, metavar="control|return", help="Which. 哪一种。")
    ],
    path: Annotated[Path, typer.Argument(help="The new file. 新文件。")],
    lang: Lang_ = None,
) -> None:
    """A new, empty control workbook or return; a control workbook named .xlsm has buttons on its dashboard.

    新建空白总台账或自查表；总台账以 .xlsm 命名时，总览上带有按钮。
    """
    from softenv_xl import templates
    from softenv_xl.installation.install import with_buttons

    path = usage.ending(path, kind)
    reporter = reporter_for(lang)
    buttons = path.suffix.lower() == ".xlsm"
    blank = with_buttons(reporter.lang) if buttons else templates.path(kind, reporter.lang)
    store.create(path, blank.read_bytes())
    reporting.report_created(reporter, path)


def build(
    folder: Annotated[Path, typer.Argument(help="Where the templates go. 模板文件夹。")] = Path("workbooks"),
    dist: Annotated[Path, typer.Option(help="Where the add-ins go. 加载项文件夹。")] = Path("dist"),
) -> None:
    """Builds the templates from the schema, and the add-ins (for developers). 生成模板和加载项（开发用）。"""
    from softenv_xl import addin, templates

    for path in (*templates.build_all(folder), *addin.build_all(dist)):
        terminal.print_line(str(path), whole=[str(path)])


def distribute(
    control: Control_,
    out: Annotated[
        Path | None,
        typer.Argument(help="Folder for the returns (default: outbox beside it). 输出文件夹。"),
    ] = None,
    lang: Lang_ = None,
) -> None:
    """A prefilled return for every teacher who owes one. 为每位教师生成预填的自查表。"""
    book = FileWorkbook(control)
    read = read_control_or_stop(book.read(), book.name)
    reporter = reporter_for(lang, control)
    out = out or control.parent / storable(OUTBOX(read.lang))
    issuer = Issuer(read, control, today())
    try:
        counts = flow.distribute(read, out, as_of=today(), sign=issuer.for_return)
    finally:
        issuer.keep()
    reporting.report_distributed(reporter, counts, out)
    if issuer.made_key:
        reporting.report_new_key(reporter)


def demo(
    folder: Annotated[Path, typer.Argument(help="Where to put it. 存放位置。")] = Path("demo"),
    lang: Lang_ = None,
) -> None:
    """A made-up school of 60 teachers: returns sent, returned and collected. 演示：虚构的 60 人学校。"""
    from softenv_xl.demo import run_demo

    run_demo(folder, usage.language_for(lang), workers())
