"""What a terminal may call. Every command is a line or two: the work is in `flow`, the telling in `tell`.

Exit codes: 0 fine, 1 issues found, 2 could not run.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from softenv_xl import __version__, flow, store, tell
from softenv_xl.clock import today
from softenv_xl.errors import Stop
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.control import read_control
from softenv_xl.intake.delivery import deliveries, files_in, workers
from softenv_xl.sentences import users_language
from softenv_xl.tell import FINE, Voice

app = typer.Typer(
    name="softenv-xl",
    help="Checks returns, assesses compliance, fills tracker and dashboard in place. 检查自查表，更新台账和总览。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Language(StrEnum):
    """The language of messages, and of new workbooks."""

    ZH = "zh"
    EN = "en"


class Kind(StrEnum):
    """The workbooks that `new` makes."""

    CONTROL = "control"
    RETURN = "return"


def _default_lang() -> Language:
    return Language(users_language())


Lang_ = Annotated[Language, typer.Option("--lang", help="zh | en", default_factory=_default_lang)]
Json_ = Annotated[
    bool, typer.Option("--json", help="Print a list of objects instead of a table. 输出 JSON。")
]
AsOf_ = Annotated[
    datetime | None,
    typer.Option(
        "--as-of", formats=["%Y-%m-%d"], help="Compute as of this day (default: today). 计算截至日期。"
    ),
]
Control_ = Annotated[Path, typer.Argument(help="The control workbook. 总台账。")]


def _day(as_of: datetime | None) -> date:
    return as_of.date() if as_of else today()


@app.callback(invoke_without_command=True)
def about(
    version: Annotated[bool, typer.Option("--version", help="Print the version. 显示版本。")] = False,
) -> None:
    """Shared options."""
    if version:
        tell.line(f"softenv-xl {__version__}")
        raise typer.Exit(FINE)


@app.command()
def new(kind: Kind, path: Path, lang: Lang_) -> None:
    """A new, empty control workbook or return; a control workbook named .xlsm has buttons on its dashboard.

    新建空白总台账或自查表；总台账以 .xlsm 命名时，总览上带有按钮。
    """
    from softenv_xl import templates
    from softenv_xl.installation.install import with_buttons

    buttons = kind is Kind.CONTROL and path.suffix.lower() == ".xlsm"
    blank = with_buttons(lang.value) if buttons else templates.path(kind.value, lang.value)
    store.create(path, blank.read_bytes())
    tell.created(Voice(lang.value), path)


@app.command()
def build(
    folder: Annotated[Path, typer.Argument(help="Where the templates go. 模板文件夹。")] = Path("workbooks"),
    dist: Annotated[Path, typer.Option(help="Where the add-ins go. 加载项文件夹。")] = Path("dist"),
) -> None:
    """Builds the templates from the schema, and the add-ins (for developers). 生成模板和加载项（开发用）。"""
    from softenv_xl import addin, templates

    for path in (*templates.build_all(folder), *addin.build_all(dist)):
        tell.line(str(path))


@app.command()
def distribute(
    control: Control_,
    out: Annotated[Path, typer.Argument(help="Folder for the returns. 输出文件夹。")],
    lang: Lang_,
) -> None:
    """A prefilled return for every teacher who owes one. 为每位教师生成预填的自查表。"""
    book = FileWorkbook(control)
    read = read_control(book.read(), book.name)
    tell.distributed(Voice(lang.value), flow.distribute(read, out), out)


@app.command()
def validate(
    files: Annotated[
        list[Path],
        typer.Argument(help="Returns, folders of returns, or a control workbook. 自查表、文件夹或总台账。"),
    ],
    lang: Lang_,
    control: Annotated[
        Path | None, typer.Option("--control", help="Check against this control workbook. 对照总台账检查。")
    ] = None,
    json: Json_ = False,
    as_of: AsOf_ = None,
) -> None:
    """Every issue with its code, place, message and remedy. 列出所有问题。"""
    voice = Voice(lang.value, json)
    book = FileWorkbook(control) if control else None
    known = read_control(book.read(), book.name) if book else None
    issues = [
        issue
        for delivery in deliveries(files_in(files), workers())
        for issue in flow.validate(delivery, known, _day(as_of), lang.value)
    ]
    raise typer.Exit(tell.issues(voice, issues))


@app.command()
def collect(
    control: Control_,
    inbox: Annotated[list[Path], typer.Argument(help="Files and folders. 文件和文件夹。")],
    lang: Lang_,
    json: Json_ = False,
    as_of: AsOf_ = None,
) -> None:
    """Checks, assesses, merges and refreshes; says what became of every file. 收表：检查、核算、合并、更新。"""
    voice = Voice(lang.value, json)
    paths = files_in(inbox)
    with tell.progress(voice, len(paths)) as seen:
        pressed, changed = flow.collect(
            FileWorkbook(control), deliveries(paths, workers(), seen), _day(as_of)
        )
    raise typer.Exit(tell.pressed(voice, pressed, changed=changed))


@app.command()
def refresh(control: Control_, lang: Lang_, json: Json_ = False, as_of: AsOf_ = None) -> None:
    """Recomputes compliance, tracker and dashboard after edits by hand. 手工修改后重新计算。"""
    pressed, changed = flow.refresh(FileWorkbook(control), _day(as_of))
    raise typer.Exit(tell.pressed(Voice(lang.value, json), pressed, changed=changed))


@app.command()
def mark(control: Control_, lang: Lang_, as_of: AsOf_ = None) -> None:
    """Lists and marks the control workbook's own issues in it. 检查总台账本身并标出问题。"""
    pressed, _ = flow.mark(FileWorkbook(control), _day(as_of))
    raise typer.Exit(tell.issues(Voice(lang.value), pressed.issues))


@app.command()
def undo(control: Control_, lang: Lang_) -> None:
    """Brings back what was there before the last write. 撤销上一次写入。"""
    tell.undone(Voice(lang.value), store.undo(control))


@app.command()
def install(
    lang: Lang_,
    trust: Annotated[
        Path | None,
        typer.Option(help="A folder whose workbooks' own buttons LibreOffice shall run. 信任的文件夹。"),
    ] = None,
) -> None:
    """Installs the buttons for you in Excel and LibreOffice. 为您在 Excel 和 LibreOffice 中安装按钮。"""
    from softenv_xl.installation.install import install_here

    for words in install_here(trust):
        tell.line(words(lang.value))


@app.command()
def uninstall(lang: Lang_) -> None:
    """Takes away what `install` installed, and puts back what was there. 卸载，并放回原有文件。"""
    from softenv_xl.installation.install import uninstall_here

    for words in uninstall_here():
        tell.line(words(lang.value))


@app.command()
def doctor(lang: Lang_, json: Json_ = False) -> None:
    """Looks why buttons don't work, and says what to do. 检查按钮为何不能用，并说明办法。"""
    from softenv_xl.installation.doctor import examine, report
    from softenv_xl.installation.doctor.finding import Machine

    raise typer.Exit(report(Voice(lang.value, json), list(examine(Machine.here()))))


@app.command()
def demo(
    lang: Lang_, folder: Annotated[Path, typer.Argument(help="Where to put it. 存放位置。")] = Path("demo")
) -> None:
    """A made-up school of 60 teachers: returns sent, returned and collected. 演示：虚构的 60 人学校。"""
    from softenv_xl.demo import play

    play(folder, lang.value, workers())


def main() -> None:
    """The console script: no traceback ever reaches a user."""
    lang = users_language()
    try:
        app(standalone_mode=True)
    except Stop as stop:
        raise SystemExit(tell.stopped(stop, tell.asked_language(lang))) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except Exception as error:
        raise SystemExit(tell.crashed(error, tell.asked_language(lang))) from None
