"""The command that writes Word documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from softenv_xl import flow, reporting
from softenv_xl.clock import today
from softenv_xl.commands.options import AsOf_, Control_, Lang_, reporter_for
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.legible import storable


def documents(
    control: Control_,
    out: Annotated[
        Path | None, typer.Argument(help="Folder. Default: documents beside it. 文件夹，默认为其旁的“文书”。")
    ] = None,
    lang: Lang_ = None,
    as_of: AsOf_ = None,
) -> None:
    """Writes letters, pledges and other Word documents, from templates that you may edit. 生成责任书、承诺书等 Word 文书。"""
    from softenv_xl.documents.writing import (  # slow to load, and nothing else needs it
        FOLDER,
        write_documents,
    )

    reporter = reporter_for(lang, control)
    result = flow.inspect(FileWorkbook(control), as_of or today())
    folder = out or control.parent / storable(FOLDER(result.control.lang))
    reporting.report_documents(reporter, list(write_documents(result, folder)), folder)
