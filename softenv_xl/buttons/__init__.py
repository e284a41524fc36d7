"""What a button may call: one function each, on the workbook that is open in Excel or in LibreOffice.

Each says at the end, in the workbook's language, what it did; an error is one sentence with its remedy, and the
workbook is as before. Nothing is ever raised: see `button_run`.

`book` is the workbook that called (xlwings tells which) unless one is given; `as_of` is today unless given.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from softenv_xl import sentences
from softenv_xl.button_run import Outcome, run_button
from softenv_xl.buttons import (
    appraisals,
    exchange,
    merging,
    publication,
    returned,
    returns,
    sending,
    support,
    word_documents,
    workbook,
)
from softenv_xl.buttons.support import GUIDE as GUIDE
from softenv_xl.captions import (
    APPRAISAL,
    BULLETIN,
    COLLECT,
    DOCTOR,
    DOCUMENTS,
    HELP,
    MERGE,
    NEXT_ISSUE,
    PREPARE,
    REFRESH,
    REPORT,
    SEND,
    SEND_BACK,
    SPLIT,
    UNDO,
    UPGRADE,
    VALIDATE,
    WHY,
)

if TYPE_CHECKING:
    import xlwings as xw


def prepare(book: xw.Book | None = None) -> str:
    """Writes the prefilled returns into the folder `outbox` (or 发件箱) beside the control workbook."""
    return run_button(book, PREPARE, returns.prepare)


def validate(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Checks the open workbook.

    A control workbook's issues are listed and marked in it; in a return the first one is shown.
    """
    return run_button(book, VALIDATE, returns.validate, as_of)


def next_issue(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Selects the next cell with an issue after the selected one, and tells what is wrong there."""
    return run_button(book, NEXT_ISSUE, returns.next_issue, as_of)


def collect(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Takes in the returns of the folder `inbox` (or 收件箱) beside the control workbook, and refreshes all."""
    return run_button(book, COLLECT, returns.collect, as_of)


def appraisal(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Counts the latest round's sheets in the folder `appraisal` (or 评议) beside the control workbook."""
    return run_button(book, APPRAISAL, appraisals.appraisal, as_of)


def prepare_packs(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Writes every department's pack into the folder `packs` (or 部门表) beside the control workbook."""
    return run_button(book, SPLIT, exchange.split, as_of)


def send_back(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Copies the returns that need changes, marked, into the folder `sent-back` (or 退回) beside the control workbook."""
    return run_button(book, SEND_BACK, returned.send_back, as_of)


def send(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Makes drafts of what is prepared, in the mailbox or as files, once the list was looked at."""
    return run_button(book, SEND, sending.send, as_of)


def merge_back(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Merges the packs that are open, or those of the folder `returned packs` (or 部门交回) beside the control workbook."""
    return run_button(book, MERGE, merging.merge_back, as_of)


def refresh(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Recomputes compliance, tracker and dashboard after people edited the control workbook."""
    return run_button(book, REFRESH, workbook.refresh, as_of)


def why(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Shows the evidence behind the results of whom the selected row is about, on the sheet Why."""
    return run_button(book, WHY, workbook.why, as_of)


def undo(book: xw.Book | None = None) -> str:
    """Takes back what the last button changed; what people changed since stays."""
    return run_button(book, UNDO, lambda run: Outcome(sentences.undone(run.live.undo())))


def upgrade(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Brings a control workbook of an earlier version up to today's: in its file, while it is closed for a moment."""
    return run_button(book, UPGRADE, workbook.upgrade, as_of)


def documents(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Writes the Word documents into the folder `documents` (or 文书) beside the control workbook."""
    return run_button(book, DOCUMENTS, word_documents.documents, as_of)


def bulletin(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Makes the public bulletin in the folder `bulletin` (or 公开专栏) beside the control workbook."""
    return run_button(book, BULLETIN, publication.bulletin, as_of)


def report(book: xw.Book | None = None, as_of: date | None = None) -> str:
    """Writes the year-end report, with its PDF, into the folder `documents` (or 文书) beside the control workbook."""
    return run_button(book, REPORT, word_documents.report, as_of)


def show_help(book: xw.Book | None = None) -> str:
    """Opens the guide in the user's browser."""
    return run_button(book, HELP, support.show_help)


def doctor(book: xw.Book | None = None) -> str:
    """Says what on this computer is in the buttons' way."""
    return run_button(book, DOCTOR, support.doctor)
