"""The commands of the parents' appraisal: one-time codes for the form, and the counting of the sheets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from softenv_xl import history, reporting, store, usage
from softenv_xl.clock import today
from softenv_xl.commands.options import AsOf_, Control_, Json_, Lang_, reporter_for
from softenv_xl.gate.limits import SURVEY
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in, workers


def appraisal_codes(
    path: Annotated[Path, typer.Argument(help="The new workbook of slips. 新文件（问卷码条）。")],
    classes: Annotated[
        list[str], typer.Argument(metavar="CLASS=COUNT…", help="As 'Class 1=45' 'Class 2=43'. 班级=份数。")
    ],
    lang: Lang_ = None,
) -> None:
    """One-time codes for parents, as slips to print and cut; they are kept nowhere else. 生成家长评议的一次性问卷码。"""
    from softenv_xl.appraisal.codes import new_codes  # slow to load, and nothing else needs them
    from softenv_xl.templates.code_slips import code_slips

    reporter = reporter_for(lang)
    path = usage.ending(path)
    codes = new_codes(usage.class_and_count(words) for words in classes)
    store.create(path, code_slips(codes, reporter.lang))
    reporting.report_created(reporter, path)


def appraisal(
    control: Control_,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="All of the round's files and folders (default: appraisal/ROUND beside it). 本批次的全部文件和文件夹。"
        ),
    ] = None,
    round_: Annotated[
        str | None,
        typer.Option(
            "--round", help="The round's id, as AP-001 (default: the one that began last). 批次编号。"
        ),
    ] = None,
    lang: Lang_ = None,
    json: Json_ = False,
    as_of: AsOf_ = None,
) -> None:
    """Counts parents' sheets (.xlsx, .csv of form tools) and shows what may be shown. 家长评议：读入答卷文件并更新。"""
    from softenv_xl import appraising  # slow to load, and nothing else needs it

    day = as_of or today()
    reporter = reporter_for(lang, control, json=json)
    workbook = FileWorkbook(control)
    opened = appraising.open_round(workbook, day, round_)
    paths = files_in(files or opened.folders(control.parent))
    history.took(paths)
    with reporting.progress(reporter, len(paths)) as seen:
        appraised = appraising.appraise(
            workbook, opened, deliveries(paths, workers(), seen, limits=SURVEY), day
        )
    raise typer.Exit(reporting.report_appraised(reporter, appraised))
