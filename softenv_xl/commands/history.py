"""The command that tells who changed what, and when."""

from __future__ import annotations

from typing import Annotated

import typer

from softenv_xl import reporting
from softenv_xl.commands.options import Control_, Json_, Lang_, reporter_for
from softenv_xl.history.reading import changes_of, entries, target_of
from softenv_xl.hosts.workbook import FileWorkbook


def history(
    control: Control_,
    place: Annotated[
        str | None,
        typer.Argument(help="A cell (Tracker!C5), a sheet, or a row's id. 单元格、工作表或行编号。"),
    ] = None,
    lang: Lang_ = None,
    json: Json_ = False,
) -> None:
    """Every run, or every change of a cell: when, who, old and new value. 历次操作；某格何时由谁改动、改前改后的值。"""
    book = FileWorkbook(control).read()
    reporter = reporter_for(lang, control, json=json)
    if place is None:
        reporting.report_history(reporter, entries(control))
    else:
        reporting.report_changes(reporter, changes_of(control, book, target_of(book, place)))
