"""The command that makes the public bulletin."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from softenv_xl import flow, reporting
from softenv_xl.clock import today
from softenv_xl.commands.options import AsOf_, Control_, Json_, Lang_, reporter_for
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.legible import storable


def bulletin(
    control: Control_,
    out: Annotated[
        Path | None,
        typer.Argument(help="Folder. Default: bulletin beside it. 文件夹，默认为其旁的“公开专栏”。"),
    ] = None,
    pdf: Annotated[
        bool, typer.Option("--pdf/--no-pdf", help="Also as PDF, by LibreOffice. 同时生成 PDF。")
    ] = True,
    lang: Lang_ = None,
    json: Json_ = False,
    as_of: AsOf_ = None,
) -> None:
    """Makes web pages and a notice-board sheet of what may be published. 公开专栏：生成可以公开的网页和公示栏文件。"""
    from softenv_xl.publication.writing import (  # slow to load, and nothing else needs it
        FOLDER,
        templates_beside,
        write_bulletin,
    )

    reporter = reporter_for(lang, control, json=json)
    result = flow.inspect(FileWorkbook(control), as_of or today())
    folder = out or control.parent / storable(FOLDER(result.control.lang))
    written = write_bulletin(result, folder, templates_beside(control.parent, result.control.lang), pdf=pdf)
    raise typer.Exit(reporting.report_bulletin(reporter, written, folder))
