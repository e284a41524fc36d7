"""The commands on a control workbook itself."""

from __future__ import annotations

from typing import Annotated

import typer

from softenv_xl import flow, history, reporting, store, upgrading
from softenv_xl.clock import today
from softenv_xl.commands.options import AsOf_, Control_, Json_, Lang_, reporter_for
from softenv_xl.hosts.workbook import FileWorkbook


def refresh(control: Control_, lang: Lang_ = None, json: Json_ = False, as_of: AsOf_ = None) -> None:
    """Recomputes compliance, tracker and dashboard after edits by hand. 手工修改后重新计算。"""
    result, changed = flow.refresh(FileWorkbook(control), as_of or today())
    raise typer.Exit(reporting.report_result(reporter_for(lang, control, json=json), result, changed=changed))


def mark(control: Control_, lang: Lang_ = None, as_of: AsOf_ = None) -> None:
    """Lists and marks the control workbook's own issues in it. 检查总台账本身并标出问题。"""
    result, _ = flow.highlight_issues(FileWorkbook(control), as_of or today())
    raise typer.Exit(reporting.report_issues(reporter_for(lang, control), result.issues))


def why(
    control: Control_,
    who: Annotated[str, typer.Argument(help="Staff number, name or department. 教职工号、姓名或部门。")],
    entry: Annotated[str | None, typer.Argument(help="An entry's number, as 3. 规则编号，如 3。")] = None,
    lang: Lang_ = None,
    json: Json_ = False,
    as_of: AsOf_ = None,
) -> None:
    """Says what is behind somebody's cells of the matrix, and what would change them. 说明合规矩阵某人各格的依据。"""
    result = flow.inspect(FileWorkbook(control), as_of or today())
    reporting.report_why(reporter_for(lang, control, json=json), result, who, entry)


def upgrade(
    control: Control_,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only list what would be done. 只列出将做的改动。")
    ] = False,
    lang: Lang_ = None,
    json: Json_ = False,
    as_of: AsOf_ = None,
) -> None:
    """Brings a control workbook of an earlier version up to today's; all that is yours stays. 升级旧版总台账。"""
    additions = upgrading.upgrade(FileWorkbook(control), as_of or today(), dry_run=dry_run)
    reporting.report_upgraded(reporter_for(lang, control, json=json), control, additions, dry_run=dry_run)


def undo(control: Control_, lang: Lang_ = None) -> None:
    """Brings back what was there before the last write. 撤销上一次写入。"""
    undone = store.undo(control)
    history.record_as_it_is(control, None, FileWorkbook(control).read)
    reporting.report_undone(reporter_for(lang, control), undone)
