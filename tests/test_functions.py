"""The worksheet functions and their plain formulas say the same, in a running LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from softenv_xl import flow
from softenv_xl.functions import EQUIVALENTS, softenv_compliance, softenv_overdue, softenv_status
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in
from softenv_xl.views import compliance_matrix
from tests.libreoffice import quick_to_open
from tests.libreoffice.running import running
from tests.support import large_school

if TYPE_CHECKING:
    import xlwings as xw

pytestmark = [pytest.mark.libreoffice, pytest.mark.xdist_group("office")]
DAY = date(2026, 10, 20)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[xw.Book]:
    """A control workbook in which everybody's return has been taken in."""
    folder: Path = tmp_path_factory.mktemp("functions")
    control = folder / "control.xlsx"
    large_school.returns(large_school.control(control, 12), folder / "inbox")
    flow.collect(FileWorkbook(control), deliveries(files_in([folder / "inbox"]), 1), DAY)
    app = running()
    yield app.books.open(str(quick_to_open(control)))
    app.quit()


def shown(book: xw.Book, function: str, *rows: dict[str, str]) -> list[Any]:
    """What the plain formula shows for each row of arguments, spelt as formulas spell them."""
    cells = book.sheets["Figures"].range((160, 400), (159 + len(rows), 400))  # right of all its tables
    cells.formula = [[EQUIVALENTS[function].en.format(**row)] for row in rows]
    values = cells.options(ndim=2, err_to_str=True).value
    cells.clear_contents()
    return [row[0] for row in values]


def caller(book: xw.Book) -> xw.Range:
    return book.sheets["Tracker"]["A1"]


def test_every_teacher_and_ban(book: xw.Book) -> None:
    table = next(table for table in book.sheets["Compliance"].tables if table.name == "compliance")
    header, *people = table.range.options(ndim=2).value
    pairs = [(person[0], ban) for person in people for ban in header[len(compliance_matrix.SPEC.columns) :]]
    by_formula = shown(
        book, "SOFTENV_STATUS", *({"teacher": f'"{who}"', "ban": f'"{ban}"'} for who, ban in pairs)
    )
    by_function = [softenv_status(who, ban, caller(book)) for who, ban in pairs]
    assert by_function == by_formula
    assert len(set(by_function)) > 1
    assert softenv_status(pairs[2][0], 3.0, caller(book)) == by_function[2]


def test_days_overdue(book: xw.Book) -> None:
    cases = [
        (date(2026, 10, 1), "Open", 19),
        (date(2026, 10, 1), "已销号", 0),
        (date(2026, 10, 1), "Closed", 0),
        (date(2026, 10, 1), "已撤回", 0),
        (date(2026, 10, 1), "Withdrawn", 0),
        (date(2026, 12, 1), "Remediating", 0),
        ("soon", "Open", 0),
    ]
    assert [softenv_overdue(day, status, caller(book)) for day, status, _ in cases] == [
        days for *_, days in cases
    ]
    spelt = [
        {
            "deadline": f"DATE({day:%Y,%m,%d})" if isinstance(day, date) else f'"{day}"',
            "status": f'"{status}"',
        }
        for day, status, _ in cases
        if status not in ("已销号", "已撤回")
    ]
    assert shown(book, "SOFTENV_OVERDUE", *spelt) == [
        days for _, status, days in cases if status not in ("已销号", "已撤回")
    ]


def test_every_department(book: xw.Book) -> None:
    names = [f"Department {number}" for number in range(1, 13)]
    by_formula = shown(book, "SOFTENV_COMPLIANCE", *({"department": f'"{name}"'} for name in names))
    assert [softenv_compliance(name, caller(book)) for name in names] == [
        "" if share is None else share for share in by_formula
    ]
    assert any(isinstance(share, float) for share in by_formula)


def test_what_is_not_there_is_said(book: xw.Book) -> None:
    assert softenv_status("T999", "3", caller(book)) == "✗ no “T999” here"
    assert softenv_status("T0001", "no such ban", caller(book)) == "✗ no “no such ban” here"
    assert softenv_compliance("Nowhere", caller(book)) == "✗ no “Nowhere” here"
