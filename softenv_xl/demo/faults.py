"""Everything that is wrong with some return of the demo: what was done to it, and what the check has to say, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from softenv_xl.books import RETURN
from softenv_xl.demo import corruptions as d
from softenv_xl.words import Lang, Text


@dataclass(frozen=True, slots=True)
class Fault:
    """`sheet` is the sheet's key in the form, `cell` where the fault stands in the returned file; both are
    empty for what concerns the whole file, `cell` alone for what is no longer there.

    `accepted` says whether the return is accepted all the same, `borrowed` that it is a colleague's form
    filled in with the sender's own number, name and department.
    """

    name: str
    corruption: d.Corruption
    code: str
    sheet: str = ""
    cell: str = ""
    accepted: bool = False
    borrowed: bool = False

    @property
    def readable(self) -> bool:
        """Whether it is a workbook still."""
        return self not in FILES

    def expected(self, lang: Lang) -> tuple[str, str, str]:
        """The code, the sheet's name and the cell of the one issue."""
        return self.code, RETURN.sheet(self.sheet).name(lang) if self.sheet else "", self.cell


def _identity(name: str, code: str, cell: str, *changes: d.Change, accepted: bool = False) -> Fault:
    return Fault(name, d.edited(*changes), code, "identity", cell, accepted)


def _selfcheck(name: str, code: str, cell: str, *changes: d.Change, accepted: bool = False) -> Fault:
    return Fault(name, d.edited(*changes), code, "selfcheck", cell, accepted)


def _problem(name: str, code: str, cell: str, *changes: d.Change, accepted: bool = False) -> Fault:
    return Fault(name, d.edited(*changes), code, "problems", cell, accepted)


STRANGER = Text("慕容云", "Murong Yun")

# Spoilt returns have one problem row, row 5, and answer no in the self-check's rows 5 and 6.
WHO = (
    _identity("number-missing", "cell.missing", "B13", d.typed("identity", "B13", None)),
    _identity("number-mistyped", "person.unknown-near", "B13", d.digits_swapped),
    _identity(
        "stranger",
        "person.unknown",
        "B13",
        d.typed("identity", "B13", "9900001"),
        d.typed("identity", "B14", STRANGER),
    ),
    _identity("name-mistyped", "person.name-near", "B14", d.name_misspelt),
    _identity(
        "name-of-another", "person.name-differs", "B14", d.typed("identity", "B14", Text("某某", "Zq"))
    ),
    _identity(
        "department-wrong",
        "person.department-differs",
        "B15",
        d.typed("identity", "B15", Text("后勤处", "General affairs")),
    ),
    Fault("someone-elses-form", d.edited(), "person.other-recipient", "identity", "B13", borrowed=True),
    _identity("last-years-form", "campaign.other-year", "B5", d.typed("identity", "B5", 2025)),
    _identity("older-form", "file.older-form", "B6", d.typed("identity", "B6", "0.9")),
    _identity("day-missing", "cell.missing", "B16", d.typed("identity", "B16", None)),
    _identity("number-as-number", "id.as-number", "B13", d.typed_as_number("identity", "B13"), accepted=True),
    _identity("full-width", "text.full-width", "B13", d.in_full_width("identity", "B13"), accepted=True),
    _identity(
        "day-as-text", "date.as-text", "B16", d.typed("identity", "B16", "２０２６．９．２"), accepted=True
    ),
)

ANSWERS = (
    _selfcheck("unanswered", "answer.missing", "C6", d.typed("selfcheck", "C6", None)),
    _selfcheck("no-problem-row", "answer.without-problem", "C5", d.answered(5, "yes")),
    _selfcheck("own-word", "choice.unknown", "C6", d.typed("selfcheck", "C6", Text("说不清", "not sure"))),
    _selfcheck("nearly-the-word", "choice.near", "C5", d.typed("selfcheck", "C5", Text("有没", "Yse"))),
    _selfcheck("ban-deleted", "answer.row-missing", "", d.row_deleted("selfcheck", 6)),
)

PLANS = (
    _problem("no-measure", "cell.missing", "E5", d.typed("problems", "E5", None)),
    _problem("no-owner", "cell.missing", "F5", d.typed("problems", "F5", "  ")),
    _problem("no-deadline", "cell.missing", "G5", d.typed("problems", "G5", None)),
    _problem(
        "deadline-before-problem",
        "date.before",
        "G5",
        d.typed("problems", "D5", date(2026, 9, 20)),
        d.typed("problems", "G5", date(2026, 9, 15)),
    ),
    _problem("deadline-too-late", "date.out-of-stage", "G5", d.typed("problems", "G5", date(2027, 1, 15))),
    _problem(
        "deadline-in-words",
        "date.unreadable",
        "G5",
        d.typed("problems", "G5", Text("月底前", "end of month")),
    ),
    _problem(
        "unknown-progress", "choice.unknown", "H5", d.typed("problems", "H5", Text("差不多了", "almost"))
    ),
    _problem("item-mistyped", "choice.near", "B5", d.item_misspelt),
    _problem("formula", "cell.formula", "G5", d.typed("problems", "G5", "=D5+45")),
    _problem("error-value", "cell.error", "D5", d.typed("problems", "D5", "#REF!")),
    _problem(
        "too-long",
        "cell.too-long",
        "C5",
        d.typed("problems", "C5", Text("情况是这样的，" * 80, "It was like this. " * 30)),
    ),
    _problem("number-twice", "id.twice", "A6", d.row_copied, d.typed("problems", "A6", 1)),
    _problem("merged", "table.merged-cells", "E5", d.plain_range("problems"), d.merged("problems", "E5:E7")),
    _problem("column-deleted", "column.missing", "4:4", d.column_deleted("problems", 6)),
    _problem("column-twice", "column.twice", "K4", d.typed("problems", "K4", Text("整改措施", "Measure"))),
    _problem("header-row-deleted", "table.not-found", "", d.denied, d.header_gone("problems")),
    Fault("sheet-deleted", d.edited(d.denied, d.sheet_deleted("problems")), "sheet.missing"),
    _problem(
        "date-in-chinese", "date.as-text", "D5", d.typed("problems", "D5", "2026年8月3日"), accepted=True
    ),
    _problem("date-with-dots", "date.as-text", "G5", d.typed("problems", "G5", "2026.10.9"), accepted=True),
    _problem(
        "date-in-eight-digits", "date.as-text", "G5", d.typed("problems", "G5", 20261023), accepted=True
    ),
    _problem(
        "header-changed",
        "column.renamed",
        "E4",
        d.renamed("problems", "E4", Text("改进措施", "Measures")),
        accepted=True,
    ),
    _problem("column-moved", "column.moved", "D4", d.column_moved("problems", 6, 4), accepted=True),
    _problem(
        "column-inserted",
        "column.unknown",
        "D4",
        d.column_inserted("problems", 4, Text("处室意见", "Our comment")),
        accepted=True,
    ),
    _problem("below-the-table", "table.rows-beyond", "B46", d.row_below_the_table, accepted=True),
    _problem("answered-no", "problem.without-answer", "B5", d.denied, accepted=True),
    _problem(
        "found-tomorrow",
        "date.in-future",
        "D5",
        d.typed("problems", "D5", date(2026, 12, 8)),
        d.typed("problems", "G5", date(2026, 12, 18)),
        accepted=True,
    ),
)

FILES = (
    Fault("cut-short", d.cut_short, "file.truncated"),
    Fault("empty", d.emptied, "file.empty"),
    Fault("csv-renamed", d.as_csv, "file.not-a-workbook"),
    Fault("web-page-renamed", d.as_web_page, "file.not-a-workbook"),
)

FAULTS = (*WHO, *ANSWERS, *PLANS, *FILES)
