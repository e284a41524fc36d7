"""The commands that export tables as files, and read csv back into the control workbook."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from softenv_xl import flow, reporting, usage
from softenv_xl.clock import today
from softenv_xl.commands.options import AsOf_, Control_, Json_, Lang_, reporter_for
from softenv_xl.errors import Stop
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.words import Text

_QUESTION = Text(
    "将导出保密列（反映人、提出人、联系方式等）。这些文件不得交给校外。确认请输入“是”：",
    "Confidential columns are exported: who complained, how to reach them. The files must not leave the office. Type yes "
    "to go on:",
)
_YES = {"是", "y", "yes"}


def export(
    control: Control_,
    out: Annotated[Path, typer.Argument(help="The folder. 文件夹。")],
    format_: Annotated[
        str,
        typer.Option(
            "--format", parser=usage.table_format, metavar="csv|json|parquet", help="Format. 格式。"
        ),
    ] = "csv",
    labels: Annotated[
        bool, typer.Option("--labels", help="Also the words of dropdowns. 同时给出选项文字。")
    ] = False,
    confidential: Annotated[
        bool, typer.Option("--confidential", help="Also confidential columns. 包括保密列。")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask. 不再询问。")] = False,
    lang: Lang_ = None,
    as_of: AsOf_ = None,
) -> None:
    """Writes the workbook's tables as csv, JSON or Parquet, with a data dictionary. 导出各表数据和数据字典。"""
    from softenv_xl.open_data import writing  # slow to load, and nothing else needs it

    reporter = reporter_for(lang, control)
    if confidential and not yes and not _confirmed(reporter):
        raise Stop("export.unconfirmed")
    workbook = FileWorkbook(control)
    book = workbook.read()
    result = flow.as_it_stands(book, workbook.name, as_of or today())
    format_ = next(one for one in writing.FORMATS if one == format_)
    made = writing.export(book, result, out, format_, labels=labels, confidential=confidential)
    reporting.report_exported(reporter, made, out)


def _confirmed(reporter: reporting.Reporter) -> bool:
    """Asks whoever sits there; where nobody does, the answer is no."""
    if not sys.stdin.isatty():
        return False
    reporter.say(*_QUESTION)
    return sys.stdin.readline().strip().lower() in _YES


def import_csv(
    control: Control_,
    folder: Annotated[Path, typer.Argument(help="The folder with csv files. csv 文件所在的文件夹。")],
    lang: Lang_ = None,
    json: Json_ = False,
    as_of: AsOf_ = None,
) -> None:
    """Reads exported csv files back, row by row by their ids; undo takes it back. 把导出并改过的 csv 读回总台账。"""
    from softenv_xl.open_data.importing import read_folder  # slow to load, and nothing else needs it

    reporter = reporter_for(lang, control, json=json)
    workbook = FileWorkbook(control)
    files = usage.csv_files(folder)
    book = workbook.read()
    imported = read_folder(book, flow.as_it_stands(book, workbook.name, as_of or today()), files)
    changed = workbook.write(imported.patch) if imported.patch else False
    raise typer.Exit(reporting.report_imported(reporter, imported, control, changed=changed))
