"""What a button may call: one function each, on the workbook that is open in Excel or in LibreOffice.

Each says at the end, in the workbook's language, what it did; an error is one sentence with its remedy, and the
workbook is as before. Nothing is ever raised: see `button_run`.

`book` is the workbook that called (xlwings tells which) unless one is given; `as_of` is today unless given.
"""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from softenv_xl import appraising, flow, issue_navigation, sentences
from softenv_xl.button_run import ButtonRun, Outcome, folder_of, run_button
from softenv_xl.errors import Stop
from softenv_xl.fault_localization import read_control_or_stop
from softenv_xl.gate.limits import SURVEY
from softenv_xl.intake.delivery import OUTBOX, deliveries, files_in, inboxes, workers
from softenv_xl.intake.returns import Delivery
from softenv_xl.sentences import UP_TO_DATE
from softenv_xl.words import Text

if TYPE_CHECKING:
    import xlwings as xw

    from softenv_xl.issues import Issue

VALIDATE, NEXT_ISSUE = Text("检查", "Validate"), Text("下一个问题", "Next issue")
PREPARE, COLLECT = Text("生成自查表", "Prepare returns"), Text("收表", "Collect")
APPRAISAL = Text("家长评议", "Appraisal")
REFRESH, UNDO = Text("更新", "Refresh"), Text("撤销", "Undo")
UPGRADE = Text("升级", "Upgrade")
HELP, DOCTOR = Text("帮助", "Help"), Text("诊断", "Doctor")

BUTTONS: dict[str, tuple[Text, Text]] = {
    "prepare": (
        PREPARE,
        Text(
            "为每位应交自查表的教师生成一份预填好的自查表，放入总台账旁的“发件箱”（outbox）文件夹；已有的不覆盖。",
            "Writes a prefilled return for everybody who owes one into the folder outbox beside the control workbook; "
            "those that are there already are never overwritten.",
        ),
    ),
    "collect": (
        COLLECT,
        Text(
            "收取总台账旁“收件箱”（inbox）文件夹中的自查表：检查、核算、合并、更新。",
            "Takes in the returns of the folder inbox beside the control workbook: check, assess, merge, refresh.",
        ),
    ),
    "appraisal": (
        APPRAISAL,
        Text(
            "读入总台账旁“评议”文件夹中最近一批的答卷文件，更新评议结果和线索；人数少的不显示。",
            "Counts the files of the latest round in the folder appraisal beside the control workbook: results and leads; "
            "what few have answered isn't shown.",
        ),
    ),
    "validate": (
        VALIDATE,
        Text(
            "检查打开的工作簿。总台账：把问题列入“问题清单”并在单元格上标出；自查表：选中第一个有问题的单元格。",
            "Checks the open workbook. Control workbook: its issues are listed on the sheet Issues and marked in their "
            "cells. Return: the first cell with an issue is selected.",
        ),
    ),
    "next_issue": (
        NEXT_ISSUE,
        Text(
            "选中下一个有问题的单元格，并在状态栏说明问题和处理办法。",
            "Selects the next cell with an issue; the status bar says what is wrong and what to do.",
        ),
    ),
    "refresh": (
        REFRESH,
        Text(
            "手工修改后，重新计算合规情况、整改台账和总览。",
            "Recomputes compliance, tracker and dashboard after you edited the workbook by hand.",
        ),
    ),
    "undo": (
        UNDO,
        Text(
            "撤销上一个按钮所做的改动；您在其后修改的单元格保留不变。",
            "Takes back what the last button changed; cells that you changed since stay as they are.",
        ),
    ),
    "upgrade": (
        UPGRADE,
        Text(
            "把旧版总台账升级到本程序的版本：先保存并关闭，补上新的工作表、列和公式，再重新打开；您的内容都保留。",
            "Brings a control workbook of an earlier version up to this program's: saves and closes it, adds the new "
            "sheets, columns and formulas, and opens it again. What is yours stays.",
        ),
    ),
    "show_help": (
        HELP,
        Text(
            "在浏览器中打开说明：每个按钮的作用，每个问题的含义和处理办法。",
            "Opens the guide in the browser: what every button does, what every issue means and what to do about it.",
        ),
    ),
    "doctor": (
        DOCTOR,
        Text(
            "检查本机的安装和设置，说明按钮为何不能用以及如何处理；不作任何改动。",
            "Looks at what is installed and set on this computer, and says what is in the buttons' way; changes nothing.",
        ),
    ),
}
"""Every button's caption and what it does, by the name of its function; in the order of a clerk's day."""

CANCEL = (
    Text("停止", "Cancel"),
    Text(
        "让正在运行的按钮尽快停下，工作簿保持原样；已开始写入的会写完。Windows 版 Excel 中也可按 Esc。",
        "Ends the button that is at work, and the workbook stays as it was; what is being written already is finished. "
        "In Excel on Windows, Esc does the same.",
    ),
)
"""The one button that the macros answer themselves."""

SHOWN: dict[str, tuple[Text, Text]] = {**BUTTONS, "cancel": CANCEL}
"""What a ribbon or a toolbar shows."""

GUIDE = Path(__file__).with_name("guide")
"""Where the pages are that Help opens."""

_UPGRADING = Text("正在升级", "Upgrading")
_COUNTING = Text("正在读入答卷", "Counting sheets")
_CHECKING, _PREPARING = Text("正在检查自查表", "Checking returns"), Text("正在生成自查表", "Writing returns")


def prepare(book: xw.Book | None = None) -> str:
    """Writes the prefilled returns into the folder `outbox` (or 发件箱) beside the control workbook."""
    return run_button(book, PREPARE, _prepare)


def validate(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Checks the open workbook.

    A control workbook's issues are listed and marked in it; in a return the first one is shown.
    """
    return run_button(book, VALIDATE, _validate, as_of)


def next_issue(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Selects the next cell with an issue after the selected one, and tells what is wrong there."""
    return run_button(book, NEXT_ISSUE, _next_issue, as_of)


def collect(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Takes in the returns of the folder `inbox` (or 收件箱) beside the control workbook, and refreshes all."""
    return run_button(book, COLLECT, _collect, as_of)


def appraisal(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Counts the latest round's sheets in the folder `appraisal` (or 评议) beside the control workbook."""
    return run_button(book, APPRAISAL, _appraisal, as_of)


def refresh(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Recomputes compliance, tracker and dashboard after people edited the control workbook."""
    return run_button(book, REFRESH, _refresh, as_of)


def undo(book: xw.Book | None = None) -> str:
    """Takes back what the last button changed; what people changed since stays."""
    return run_button(book, UNDO, lambda run: Outcome(sentences.undone(run.live.undo())))


def upgrade(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Brings a control workbook of an earlier version up to today's: in its file, while it is closed for a moment."""
    return run_button(book, UPGRADE, _upgrade, as_of)


def show_help(book: xw.Book | None = None) -> str:
    """Opens the guide in the user's browser."""
    return run_button(book, HELP, _show_help)


def doctor(book: xw.Book | None = None) -> str:
    """Says what on this computer is in the buttons' way."""
    return run_button(book, DOCTOR, _doctor)


def _prepare(run: ButtonRun) -> Outcome:
    out = folder_of(run.book) / OUTBOX(run.lang)
    control = read_control_or_stop(run.live.read(), run.live.name)
    counts = flow.distribute(control, out, lambda number, of: run.counted(_PREPARING, number, of), run.as_of)
    return Outcome(sentences.distributed(counts, out))


def _validate(run: ButtonRun) -> Outcome:
    if flow.is_control(run.live.tables()):
        return Outcome(sentences.highlighted(flow.highlight_issues(run.live, run.as_of)[0]))
    issues = _issues(run)
    for first in issue_navigation.issues_with_cells(run.book, issues)[:1]:
        issue_navigation.select_cell(run.book, first)
    return Outcome(sentences.validated(issues))


def _next_issue(run: ButtonRun) -> Outcome:
    placed = issue_navigation.issues_with_cells(run.book, _issues(run))
    if not placed:
        return Outcome(sentences.NO_ISSUES, boxed=False)
    number = issue_navigation.after_selection(run.book, placed)
    hidden = issue_navigation.select_cell(run.book, placed[number])
    return Outcome(sentences.at_issue(number + 1, len(placed), placed[number], hidden=hidden), boxed=False)


def _collect(run: ButtonRun) -> Outcome:
    paths = files_in(inboxes(folder_of(run.book)))
    checked = count(1)

    def seen(path: Path) -> None:
        run.counted(_CHECKING, next(checked), len(paths))

    took, changed = flow.collect(run.live, deliveries(paths, workers(), seen), run.as_of)
    return Outcome(_with_news(sentences.collected(took), changed=changed))


def _appraisal(run: ButtonRun) -> Outcome:
    opened = appraising.open_round(run.live, run.as_of)
    paths = files_in(opened.folders(folder_of(run.book)))
    read = count(1)

    def seen(path: Path) -> None:
        run.counted(_COUNTING, next(read), len(paths))

    took = appraising.appraise(run.live, opened, deliveries(paths, workers(), seen, limits=SURVEY), run.as_of)
    return Outcome(_with_news(sentences.appraised(took), changed=took.changed))


def _refresh(run: ButtonRun) -> Outcome:
    took, changed = flow.refresh(run.live, run.as_of)
    return Outcome(_with_news(sentences.refreshed(took), changed=changed))


def _upgrade(run: ButtonRun) -> Outcome:
    """What can stop it does so before the workbook is closed, unless somebody else opens the file just then."""
    from softenv_xl.hosts.workbook import FileWorkbook  # slow to load, and no other button needs it

    path = folder_of(run.book) / run.live.name
    if path.suffix.lower() == ".xlsm":  # its own macro may be what is running
        raise Stop("upgrade.own-macros", file=path.name)
    workbook = FileWorkbook(path)
    draft, additions = flow.prepare_upgrade(workbook, run.as_of)
    if draft:  # a workbook that lacks nothing isn't saved
        run.book.save()
        draft, additions = flow.prepare_upgrade(workbook, run.as_of)
    if draft:
        run.step(_UPGRADING)
        app = run.book.app
        run.book.close()
        try:
            workbook.put(draft)
        finally:
            run.book = app.books.open(str(path))
    return Outcome(sentences.upgraded(path.name, additions, dry_run=False))


def _show_help(run: ButtonRun) -> Outcome:
    import webbrowser  # slow to load, and no other button needs it

    page = GUIDE / f"guide.{run.lang}.html"
    if not webbrowser.open(page.as_uri()):
        raise Stop("help.no-browser", file=str(page))
    return Outcome(Text(f"已在浏览器中打开 {page}。", f"Opened {page} in the browser."), boxed=False)


def _doctor(run: ButtonRun) -> Outcome:
    from softenv_xl.installation.doctor import examine, summary  # slow to load, and no other button needs it
    from softenv_xl.installation.doctor.finding import Machine

    return Outcome(summary(list(examine(Machine.here()))))


def _with_news(words: Text, *, changed: bool) -> Text:
    return words if changed else Text(f"{words.zh}{UP_TO_DATE.zh}", f"{words.en} {UP_TO_DATE.en}")


def _issues(run: ButtonRun) -> tuple[Issue, ...]:
    """What is wrong in the workbook as it is now, unsaved edits included."""
    saved = datetime.combine(run.as_of, time())
    return flow.validate(Delivery(run.live.name, "", saved, run.live.read()), None, run.as_of, run.lang)
