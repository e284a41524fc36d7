"""Formulas and names that name a table's cells plainly follow the table in an open workbook, and come back with Undo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from softenv_xl.sheets.patch import Patch
from tests.hosts.contract.hosts import SHEET, LiveHost, live
from tests.hosts.contract.test_contract import patch
from tests.support import packages

if TYPE_CHECKING:
    from pathlib import Path

    import xlwings as xw

SORTED = "from | Id\n2 | T3\n1 | T2"
TEXTS = {
    "A1": "=COUNTA('Staff list'!$A$2:$A${})",
    "A2": "=COUNTIF('Staff list'!C2:C{},\"<9\")",
    "A3": "=VLOOKUP(\"T2\",'Staff list'!$A$1:$C${},3,FALSE)",
    "A4": '="Staff list!A2:A4"&SUM(Staff[Score])',
}
NAMES = {
    "ids": "='Staff list'!$A$2:$A${}",
    "off": "=OFFSET('Staff list'!$A$1,1,0,COUNTA('Staff list'!$A$2:$A${}),1)",
}
MARKS = "=COUNTIF('Staff list'!$A$2:$A${},A2)", "=COUNTIF('Staff list'!$A$2:$A${},A4)"
"""In the first and in the last row of another sheet's table."""
OWN = {"H1": "=SUM(C2:C{})", "F2": "=RANK(C2,C$2:C${})", "F4": "=SUM(C$2:C4)"}


@pytest.fixture(autouse=True)
def own_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record of presses in a folder of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def package() -> bytes:
    def more(workbook: Any, sheet: Any) -> None:
        summary = workbook.add_worksheet("Summary")
        for cell, text in TEXTS.items():
            summary.write_formula(cell, text.format(4))
        summary.write_formula("B1", "='Staff list'!$B$4")
        summary.write_formula("B3", "='Staff list'!$B$2")
        marks = workbook.add_worksheet("Marks")
        marks.add_table(
            "A1:B5", {"name": "Marks", "columns": [{"header": "Of"}, {"header": "Met"}], "total_row": True}
        )
        for row, whom in ((2, "T1"), (3, "T2"), (4, "T9")):
            marks.write(f"A{row}", whom)
            marks.write_formula(f"B{row}", f"=COUNTIF('Staff list'!$A$2:$A$4,A{row})")
        for cell, text in OWN.items():
            sheet.write_formula(cell, text.format(4))
        for row in (2, 3, 4):
            sheet.write_formula(f"D{row}", f"=C{row}/SUM(C$2:C$4)")
        for name, text in NAMES.items():
            workbook.define_name(name, text.format(4))
        workbook.define_name("third", "='Staff list'!$B$4")

    return packages.book(
        "Id | Name | Score | Share\nT1 | Wang | 3 | -\nT2 | Li | 4 | -\nT3 | Zhao | 5 | -", more=more
    )


@pytest.fixture
def book(program: LiveHost) -> Iterator[xw.Book]:
    opened = program.open(package())
    yield opened
    opened.close()


def texts(book: xw.Book) -> dict[str, str]:
    """All that may follow, by where it stands."""
    found = {f"Summary {cell}": str(book.sheets["Summary"][cell].formula) for cell in (*TEXTS, "B1", "B3")}
    found |= {f"Marks {cell}": str(book.sheets["Marks"][cell].formula) for cell in ("B2", "B4")}
    found |= {cell: str(book.sheets[SHEET][cell].formula) for cell in (*OWN, "D2")}
    return {**found, **{name: str(book.names[name].refers_to) for name in (*NAMES, "third")}}


def expected(last: int, third: str, first: str) -> dict[str, str]:
    found = {f"Summary {cell}": text.format(last) for cell, text in TEXTS.items()}
    found |= {"Summary B1": third, "Summary B3": first, "third": third, "D2": f"=C2/SUM(C$2:C${last})"}
    found |= {f"Marks {cell}": text.format(last) for cell, text in zip(("B2", "B4"), MARKS, strict=True)}
    found |= {cell: text.format(last) for cell, text in OWN.items()}
    return {**found, **{name: text.format(last) for name, text in NAMES.items()}}


STAYED = ("='Staff list'!$B$4", "='Staff list'!$B$2")


@pytest.mark.parametrize(
    ("rows", "then"),
    [
        (packages.LONGER, (6, *STAYED)),
        (packages.SHORTER, (3, *STAYED)),
        (SORTED, (3, "='Staff list'!$B$2", "=#REF!")),
    ],
)
def test_they_follow_and_come_back(book: xw.Book, rows: str, then: tuple[int, str, str]) -> None:
    before = texts(book)
    assert before == expected(4, *STAYED)
    assert live(book).write(patch(rows))
    assert texts(book) == expected(*then)
    live(book).undo()
    assert texts(book) == before


def test_what_people_wrote_since_stays_theirs(book: xw.Book) -> None:
    live(book).write(patch(SORTED))
    book.sheets["Summary"]["B3"].formula = "=1+1"
    live(book).undo()
    assert book.sheets["Summary"]["B3"].formula == "=1+1"


def test_a_sheet_with_a_password_does_not_stop_the_press(program: LiveHost) -> None:
    def more(workbook: Any, sheet: Any) -> None:
        for name, password in (("Locked", "secret"), ("Guarded", "")):
            other = workbook.add_worksheet(name)
            other.write_formula("A1", "=COUNTA('Staff list'!$A$2:$A$4)")
            other.protect(password)

    book = program.open(packages.book("Id | Name\nT1 | a\nT2 | b\nT3 | c", more=more))
    try:
        assert live(book).write(Patch((packages.rows(packages.LONGER),)))
        assert [book.sheets[name]["A1"].formula for name in ("Locked", "Guarded")] == [
            "=COUNTA('Staff list'!$A$2:$A$4)",
            f"=COUNTA('Staff list'!$A$2:$A${6 if program.lifts_protection else 4})",
        ]
        with pytest.raises(Exception, match=r"."):
            book.sheets["Guarded"]["A1"].value = "typed"
    finally:
        book.close()


def test_a_text_that_reads_like_a_formula_stays_text(program: LiveHost) -> None:
    def more(workbook: Any, sheet: Any) -> None:
        for row in (2, 3, 4):
            sheet.write_string(f"B{row}", "=COUNTA(A$2:A$4)")

    book = program.open(packages.book("Id | Said\nT1 | -\nT2 | -\nT3 | -", more=more))
    try:
        live(book).write(Patch((packages.rows(packages.LONGER),)))
        assert book.sheets[SHEET]["B2:B4"].value == ["=COUNTA(A$2:A$4)"] * 3
    finally:
        book.close()


def test_an_array_formula_stays_one(program: LiveHost) -> None:
    def more(workbook: Any, sheet: Any) -> None:
        workbook.add_worksheet("Summary").write_array_formula("A1", "{=SUM('Staff list'!B2:B4*2)}")

    book = program.open(packages.book("Id | Days\nT1 | 1\nT2 | 2\nT3 | 3", more=more))
    try:
        live(book).write(
            Patch((packages.rows("from | Id | Days\n0 | = | =\n1 | = | =\n2 | = | =\nnew | T4 | 4"),))
        )
        cell = book.sheets["Summary"]["A1"]
        assert (cell.formula, cell.has_array) == ("=SUM('Staff list'!B2:B5*2)", True)
        assert cell.value == 20 or not program.calculates
    finally:
        book.close()
