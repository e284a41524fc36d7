"""What a button may call: one function each, on the workbook that is open in Excel or in LibreOffice.

Each says at the end, in the workbook's language, what it did; an error is one sentence with its remedy, and the
workbook is as before. Nothing is ever raised: a macro that calls a button needs no error handling of its own.

`book` is the workbook that called (xlwings tells which) unless one is given; `as_of` is today unless given.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from softenv_xl import flow, sentences
from softenv_xl.errors import Stop
from softenv_xl.grid.address import Address
from softenv_xl.hosts.live import LiveWorkbook
from softenv_xl.intake.delivery import deliveries, files_in, inboxes, workers
from softenv_xl.intake.returns import Delivery
from softenv_xl.registers.books import BOOKS
from softenv_xl.sentences import UP_TO_DATE
from softenv_xl.words import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    import xlwings as xw

    from softenv_xl.issues import Issue

VALIDATE, NEXT_ISSUE = Text("检查", "Validate"), Text("下一个问题", "Next issue")
COLLECT, REFRESH, UNDO = Text("收表", "Collect"), Text("更新", "Refresh"), Text("撤销", "Undo")

BUTTONS: dict[str, tuple[Text, Text]] = {
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
    "collect": (
        COLLECT,
        Text(
            "收取总台账旁“收件箱”（inbox）文件夹中的自查表：检查、核算、合并、更新。",
            "Takes in the returns of the folder inbox beside the control workbook: check, assess, merge, refresh.",
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
}
"""Every button's caption and what it does, by the name of its function."""

_NAME = "softenv-xl"
_TOLD_FILES = 10  # the status bar counts the files in steps of so many


class _Press(NamedTuple):
    """What a press works with: the open workbook, its host, the language to speak, and the day to compute as of."""

    book: xw.Book
    live: LiveWorkbook
    lang: Lang
    as_of: date


class _Said(NamedTuple):
    """How a press ended: `boxed` when people shall confirm that they have read it."""

    words: Text
    boxed: bool = True


def validate(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Checks the open workbook.

    A control workbook's issues are listed and marked in it; in a return the first one is shown.
    """
    return _pressed(book, VALIDATE, _validate, as_of)


def next_issue(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Selects the next cell with an issue after the selected one, and tells what is wrong there."""
    return _pressed(book, NEXT_ISSUE, _next_issue, as_of)


def collect(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Takes in the returns of the folder `inbox` (or 收件箱) beside the control workbook, and refreshes all."""
    return _pressed(book, COLLECT, _collect, as_of)


def refresh(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Recomputes compliance, tracker and dashboard after people edited the control workbook."""
    return _pressed(book, REFRESH, _refresh, as_of)


def undo(book: xw.Book | None = None) -> str:
    """Takes back what the last button changed; what people changed since stays."""
    return _pressed(book, UNDO, lambda press: _Said(sentences.taken_back(press.live.undo())))


def _validate(press: _Press) -> _Said:
    if flow.is_control(press.live.tables()):
        return _Said(sentences.marked(flow.mark(press.live, press.as_of)[0]))
    issues = _issues(press)
    _show(press.book, next(iter(_placed(press.book, issues)), None))
    return _Said(sentences.validated(issues))


def _next_issue(press: _Press) -> _Said:
    placed = _placed(press.book, _issues(press))
    if not placed:
        return _Said(sentences.NO_ISSUES, boxed=False)
    number = _after_selection(press.book, placed)
    issue = placed[number]
    _show(press.book, issue)
    hidden = bool(press.book.sheets[issue.place.sheet].range(issue.place.cell).rows.hidden)
    return _Said(sentences.at_issue(number + 1, len(placed), issue, hidden=hidden), boxed=False)


def _collect(press: _Press) -> _Said:
    paths = files_in(inboxes(_path(press.book)))
    checked = count(1)

    def seen(path: Path) -> None:
        if (number := next(checked)) % _TOLD_FILES == 0:
            words = Text(f"正在检查自查表 {number}/{len(paths)}", f"Checking returns {number}/{len(paths)}")
            _status(press.book, words(press.lang))

    pressed, changed = flow.collect(press.live, deliveries(paths, workers(), seen), press.as_of)
    return _Said(_with_news(sentences.collected(pressed), changed=changed))


def _refresh(press: _Press) -> _Said:
    pressed, changed = flow.refresh(press.live, press.as_of)
    return _Said(_with_news(sentences.refreshed(pressed), changed=changed))


def _pressed(
    book: xw.Book | None, title: Text, job: Callable[[_Press], _Said], as_of: date | None = None
) -> str:
    """Runs the job on the workbook that called, with a word in the status bar at each step, and says how it ended."""
    book = book or _caller()
    lang, name = _language(book), _name(book)
    live = LiveWorkbook(book, title, lambda words: _status(book, words(lang)))
    mode = "critical"
    boxed = True
    try:
        said = job(_Press(book, live, lang, as_of or _today()))
        sentence, boxed, mode = said.words(lang), said.boxed, "info"
    except Stop as stop:
        sentence = stop.sentence(lang)
    except ConnectionError:
        sentence = Stop("program.gone", file=name).sentence(lang)
    except Exception as error:
        sentence = sentences.crashed(error)(lang)
    # The program may be gone, or refuse to talk: there is nobody to tell then.
    with suppress(Exception):
        _status(book, sentence)
        if boxed:
            book.app.alert(sentence, f"{_NAME} · {title(lang)}", mode=mode)
    return sentence


def _caller() -> xw.Book:
    import xlwings as xw

    return xw.Book.caller()


def _name(book: xw.Book) -> str:
    with suppress(Exception):
        return book.name
    return "?"


def _status(book: xw.Book, words: str) -> None:
    book.app.status_bar = f"{_NAME}: {words}"


def _language(book: xw.Book) -> Lang:
    """The workbook's own language by its sheets' names, else that of the user's system."""
    with suppress(Exception):
        names = set(book.sheet_names)
        known = [sheet.name for spec in BOOKS for sheet in spec.sheets]
        hits = {lang: sum(name(lang) in names for name in known) for lang in ("zh", "en")}
        if any(hits.values()):
            return "zh" if hits["zh"] >= hits["en"] else "en"
    return sentences.users_language()


def _with_news(words: Text, *, changed: bool) -> Text:
    return words if changed else Text(f"{words.zh}{UP_TO_DATE.zh}", f"{words.en} {UP_TO_DATE.en}")


def _issues(press: _Press) -> tuple[Issue, ...]:
    """What is wrong in the workbook as it is now, unsaved edits included."""
    saved = datetime.combine(press.as_of, time())
    return flow.validate(
        Delivery(press.live.name, "", saved, press.live.read()), None, press.as_of, press.lang
    )


def _placed(book: xw.Book, issues: tuple[Issue, ...]) -> list[Issue]:
    """The issues that have a cell, from the first sheet's top to the last one's end; several in a cell once."""
    order = {name: number for number, name in enumerate(book.sheet_names)}
    cells = {
        (issue.place.sheet, issue.place.cell): issue for issue in reversed(issues) if _cell(issue, order)
    }
    return sorted(cells.values(), key=lambda issue: _rank(issue, order))


def _cell(issue: Issue, order: dict[str, int]) -> bool:
    with suppress(ValueError):
        return issue.place.sheet in order and bool(Address.parse(issue.place.cell))
    return False


def _rank(issue: Issue, order: dict[str, int]) -> tuple[int, Address]:
    return order[issue.place.sheet], Address.parse(issue.place.cell)


def _after_selection(book: xw.Book, placed: list[Issue]) -> int:
    """The place in the list of the first issue after the selected cell; the first one again after the last."""
    order = {name: number for number, name in enumerate(book.sheet_names)}
    selected = book.app.selection
    if selected is None:
        return 0
    here = (order.get(selected.sheet.name, -1), Address(selected.row, selected.column))
    return next((i for i, issue in enumerate(placed) if _rank(issue, order) > here), 0)


def _show(book: xw.Book, issue: Issue | None) -> None:
    if issue is not None:
        sheet = book.sheets[issue.place.sheet]
        book.app.engine.activate()  # xlwings looks for the program in front with the engine that is active
        sheet.activate()
        sheet.range(issue.place.cell).select()


def _path(book: xw.Book) -> Path:
    """Where the workbook is saved. Stop(workbook.no-folder) for one that isn't, or that only a web address tells."""
    path = Path(book.fullname)
    if not path.is_absolute() or not path.exists():
        raise Stop("workbook.no-folder", file=book.name)
    return path


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
