"""What a terminal may call. Every command is a line or two: the work is in `flow`, the output in `reporting`.

Exit codes: 0 fine, 1 issues found, 2 could not run, 128 and the signal's number where somebody ended it (130 for
Ctrl-C). They are those of the work: whether what it came to could be printed makes no difference.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from softenv_xl import __version__, flow, reporting, store, terminal, usage
from softenv_xl.appraisal_command import appraisal
from softenv_xl.clock import today
from softenv_xl.command_options import AsOf_, Control_, Json_, Lang_, Verbose_
from softenv_xl.errors import Stop
from softenv_xl.fault_localization import read_control_or_stop
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import OUTBOX, deliveries, files_in, inboxes, workers
from softenv_xl.intake.known import LARGEST, Known
from softenv_xl.interruption import Interrupted, signals_raised
from softenv_xl.legible import storable
from softenv_xl.reporting import FINE, INTERRUPTED, STOPPED, Reporter
from softenv_xl.words import Lang

app = typer.Typer(
    name="softenv-xl",
    help="Checks returns, assesses compliance, fills tracker and dashboard in place. 检查自查表，更新台账和总览。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _reporter(lang: Lang | None, *files: Path, json: bool = False) -> Reporter:
    """Speaks the language asked for, else the first workbook's, else the system's."""
    return Reporter(usage.language_for(lang, *files), json)


@app.callback(invoke_without_command=True)
def about(
    version: Annotated[bool, typer.Option("--version", help="Print the version. 显示版本。")] = False,
) -> None:
    """Shared options."""
    if version:
        terminal.print_line(f"softenv-xl {__version__}")
        raise typer.Exit(FINE)


@app.command()
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
    reporter = _reporter(lang)
    buttons = path.suffix.lower() == ".xlsm"
    blank = with_buttons(reporter.lang) if buttons else templates.path(kind, reporter.lang)
    store.create(path, blank.read_bytes())
    reporting.report_created(reporter, path)


@app.command()
def build(
    folder: Annotated[Path, typer.Argument(help="Where the templates go. 模板文件夹。")] = Path("workbooks"),
    dist: Annotated[Path, typer.Option(help="Where the add-ins go. 加载项文件夹。")] = Path("dist"),
) -> None:
    """Builds the templates from the schema, and the add-ins (for developers). 生成模板和加载项（开发用）。"""
    from softenv_xl import addin, templates

    for path in (*templates.build_all(folder), *addin.build_all(dist)):
        terminal.print_line(str(path), whole=[str(path)])


@app.command()
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
    reporter = _reporter(lang, control)
    out = out or control.parent / storable(OUTBOX(read.lang))
    reporting.report_distributed(reporter, flow.distribute(read, out, as_of=today()), out)


@app.command()
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
    reporter = _reporter(lang, *filter(None, [control]), *files, json=json)
    book = FileWorkbook(control) if control else None
    known = read_control_or_stop(book.read(), book.name) if book else None
    issues = [
        issue
        for delivery in deliveries(files_in(files, missing_too=True), workers())
        for issue in flow.validate(delivery, known, as_of or today(), reporter.lang)
    ]
    raise typer.Exit(reporting.report_issues(reporter, issues, verbose=verbose))


@app.command()
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
    reporter = _reporter(lang, control, json=json)
    paths = files_in(inbox or inboxes(control.parent))
    known = Known(store.recall(control, LARGEST))
    with reporting.progress(reporter, len(paths)) as seen:
        result, changed = flow.collect(
            FileWorkbook(control), deliveries(paths, workers(), seen, known), as_of or today(), known
        )
    if news := known.content():
        store.remember(control, news)
    raise typer.Exit(reporting.report_result(reporter, result, changed=changed, verbose=verbose))


app.command()(appraisal)


@app.command()
def refresh(control: Control_, lang: Lang_ = None, json: Json_ = False, as_of: AsOf_ = None) -> None:
    """Recomputes compliance, tracker and dashboard after edits by hand. 手工修改后重新计算。"""
    result, changed = flow.refresh(FileWorkbook(control), as_of or today())
    raise typer.Exit(reporting.report_result(_reporter(lang, control, json=json), result, changed=changed))


@app.command()
def mark(control: Control_, lang: Lang_ = None, as_of: AsOf_ = None) -> None:
    """Lists and marks the control workbook's own issues in it. 检查总台账本身并标出问题。"""
    result, _ = flow.highlight_issues(FileWorkbook(control), as_of or today())
    raise typer.Exit(reporting.report_issues(_reporter(lang, control), result.issues))


@app.command()
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
    reporting.report_why(_reporter(lang, control, json=json), result, who, entry)


@app.command()
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

    reporter = _reporter(lang, control)
    result = flow.inspect(FileWorkbook(control), as_of or today())
    folder = out or control.parent / storable(FOLDER(result.control.lang))
    reporting.report_documents(reporter, list(write_documents(result, folder)), folder)


@app.command()
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
    additions = flow.upgrade(FileWorkbook(control), as_of or today(), dry_run=dry_run)
    reporting.report_upgraded(_reporter(lang, control, json=json), control, additions, dry_run=dry_run)


@app.command()
def undo(control: Control_, lang: Lang_ = None) -> None:
    """Brings back what was there before the last write. 撤销上一次写入。"""
    reporting.report_undone(_reporter(lang, control), store.undo(control))


@app.command()
def install(
    lang: Lang_ = None,
    trust: Annotated[
        Path | None,
        typer.Option(help="A folder whose workbooks' own buttons LibreOffice shall run. 信任的文件夹。"),
    ] = None,
) -> None:
    """Installs the buttons for you in Excel and LibreOffice. 为您在 Excel 和 LibreOffice 中安装按钮。"""
    from softenv_xl.installation.install import install_here

    for words in install_here(trust):
        terminal.print_line(words(usage.language_for(lang)))


@app.command()
def uninstall(lang: Lang_ = None) -> None:
    """Takes away what `install` installed, and puts back what was there. 卸载，并放回原有文件。"""
    from softenv_xl.installation.install import uninstall_here

    for words in uninstall_here():
        terminal.print_line(words(usage.language_for(lang)))


@app.command()
def doctor(
    lang: Lang_ = None,
    json: Json_ = False,
    end_resident: Annotated[
        bool,
        typer.Option("--end-resident", help="End the Python that stays between presses. 结束留着的 Python。"),
    ] = False,
) -> None:
    """Looks why buttons don't work, and says what to do. 检查按钮为何不能用，并说明办法。"""
    if end_resident:
        from softenv_xl.installation.residents import asked_to_end

        for words in asked_to_end():
            terminal.print_line(words(usage.language_for(lang)))
        return
    from softenv_xl.installation.doctor import examine, report
    from softenv_xl.installation.doctor.finding import Machine

    raise typer.Exit(report(_reporter(lang, json=json), list(examine(Machine.here()))))


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="Where to put it. 存放位置。")] = Path("demo"),
    lang: Lang_ = None,
) -> None:
    """A made-up school of 60 teachers: returns sent, returned and collected. 演示：虚构的 60 人学校。"""
    from softenv_xl.demo import run_demo

    run_demo(folder, usage.language_for(lang), workers())


# These write by other ways than the store, so when one of them fails nobody knows how much it has done.
_NOT_BY_THE_STORE = {"build", "demo", "install", "uninstall"}


def main() -> None:
    """The console script: no traceback ever reaches a user."""
    store.reset()
    try:
        with signals_raised(), terminal.output() as output:
            code = _run()
            if output.lost:
                reporting.report_unprintable(output.lost, usage.requested_language())
    except Interrupted as interrupted:  # after all was done and told
        code = INTERRUPTED + interrupted.number
    raise SystemExit(code)


def _run() -> int:
    """The exit code of what was typed, and one sentence wherever that couldn't be done."""
    known = _NOT_BY_THE_STORE.isdisjoint(sys.argv[1:])
    try:
        return int(app(prog_name="softenv-xl", standalone_mode=False) or FINE)
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # the help is what it has to say
            terminal.print_line(error.format_message())
            return STOPPED
        return reporting.report_stop(usage.stop_for(error), usage.requested_language())
    except Stop as stop:
        return reporting.report_stop(stop, usage.requested_language())
    except Interrupted as interrupted:
        return reporting.report_interrupt(interrupted.number, usage.requested_language(), known=known)
    except (Exception, SystemExit) as error:  # typer turns a broken pipe, wherever it broke, into SystemExit
        return reporting.report_crash(error, usage.requested_language(), known=known)
