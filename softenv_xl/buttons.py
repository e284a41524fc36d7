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
from softenv_xl.books import is_control
from softenv_xl.button_run import ButtonRun, Outcome, folder_of, run_button
from softenv_xl.captions import (
    APPRAISAL,
    COLLECT,
    DOCTOR,
    DOCUMENTS,
    HELP,
    NEXT_ISSUE,
    PREPARE,
    REFRESH,
    UNDO,
    UPGRADE,
    VALIDATE,
    WHY,
)
from softenv_xl.errors import Stop
from softenv_xl.fault_localization import read_control_or_stop
from softenv_xl.gate.limits import SURVEY
from softenv_xl.intake.delivery import OUTBOX, deliveries, files_in, inboxes, workers
from softenv_xl.intake.returns import Delivery
from softenv_xl.sentences import UP_TO_DATE
from softenv_xl.sheets.why import answer
from softenv_xl.views.why import SPEC as WHY_SPEC
from softenv_xl.words import Text

if TYPE_CHECKING:
    import xlwings as xw

    from softenv_xl.issues import Issue

GUIDE = Path(__file__).with_name("guide")
"""Where the pages are that Help opens."""

_WRITING_DOCUMENTS = Text("正在生成文书", "Writing documents")
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


def why(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Shows the evidence behind the results of whom the selected row is about, on the sheet Why."""
    return run_button(book, WHY, _why, as_of)


def undo(book: xw.Book | None = None) -> str:
    """Takes back what the last button changed; what people changed since stays."""
    return run_button(book, UNDO, lambda run: Outcome(sentences.undone(run.live.undo())))


def upgrade(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Brings a control workbook of an earlier version up to today's: in its file, while it is closed for a moment."""
    return run_button(book, UPGRADE, _upgrade, as_of)


def documents(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Writes the Word documents into the folder `documents` (or 文书) beside the control workbook."""
    return run_button(book, DOCUMENTS, _documents, as_of)


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
    if is_control(run.live.tables()):
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


def _why(run: ButtonRun) -> Outcome:
    sheet, row = issue_navigation.selected_row(run.book)
    result, _ = flow.explain(run.live, run.as_of, sheet, row)
    issue_navigation.show_sheet(run.book, result.control.tables[WHY_SPEC.key].grid.sheet)
    return Outcome(answer(result)[0], boxed=False)


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


def _documents(run: ButtonRun) -> Outcome:
    from softenv_xl.documents.writing import (  # slow to load, and no other button needs it
        FOLDER,
        write_documents,
    )

    out = folder_of(run.book) / FOLDER(run.lang)
    result = flow.inspect(run.live, run.as_of)
    paths = []
    for path in write_documents(result, out):
        paths.append(path)
        run.step(_WRITING_DOCUMENTS)
    return Outcome(sentences.documents_written(paths, out))


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
