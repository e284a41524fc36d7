"""The command that merges the packs that departments sent back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from softenv_xl import reporting
from softenv_xl.clock import today
from softenv_xl.commands.options import AsOf_, Control_, Json_, Lang_, reporter_for
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in, workers


def merge(
    control: Control_,
    packs: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Packs that came back, and folders (default: “returned packs” beside it). 部门交回的文件和文件夹。"
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only list what would change. 只列出将有的更改。")
    ] = False,
    lang: Lang_ = None,
    json: Json_ = False,
    as_of: AsOf_ = None,
) -> None:
    """Merges departments' packs cell by cell; what disagrees is listed on Conflicts. 逐格合并部门交回的分表，冲突列出待选。"""
    from softenv_xl.exchange.merge.merging import folders, merge_packs  # slow to load, and only this needs it

    reporter = reporter_for(lang, control, json=json)
    paths = files_in(packs or folders(control.parent))
    with reporting.progress(reporter, len(paths)) as seen:
        merged = merge_packs(
            FileWorkbook(control),
            control,
            deliveries(paths, workers(), seen),
            as_of or today(),
            dry_run=dry_run,
        )
    raise typer.Exit(reporting.report_merged(reporter, merged))
