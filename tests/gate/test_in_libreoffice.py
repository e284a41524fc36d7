"""One workbook in every format that LibreOffice saves: the gate reads the same from all of them."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.read import read
from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import CellError
from softenv_xl.grid.grid import Book
from tests.gate.packages import shown
from tests.libreoffice import saved_as

pytestmark = pytest.mark.libreoffice


def _fill(book: Any) -> None:
    first, second, hidden = (book.add_worksheet(name) for name in ("自 查", "It's", "选项"))
    day, span = (book.add_format({"num_format": form}) for form in ('yyyy"年"m"月"d"日"', "[h]:mm:ss"))
    bordered = book.add_format({"border": 1})
    first.write_row("B2", ["姓名", 1, 2.5, "007", " 前后  空格 ", "一\n二"])
    first.write_datetime("B3", date(2026, 9, 30), day)
    first.write_datetime("C3", datetime.fromisoformat("2026-09-30 12:30"), day)
    first.write_datetime("D3", timedelta(hours=30), span)
    first.write_row("B4", ["=1/0", "=NA()", "=C2+D2", '=B2&"x"', "=C2=1"])
    first.write_array_formula("B5:D5", "{=C2:E2*2}")
    first.merge_range("B7:D8", "合并", bordered)
    first.add_table("B10:D12", {"name": "problems", "columns": [{"header": each} for each in "甲乙丙"]})
    first.write_row("B11", ["①", 1])
    for row in range(14, 90):
        first.write_blank(row, 1, None, bordered)
    first.write_comment("B2", "批注不是内容")
    second.write("C3", "只有一格")
    hidden.hide()
    hidden.write("A1", "有")
    book.define_name("staff_no", "='自 查'!$B$2")
    book.define_name("choices", "='It''s'!$A$1:$B$9")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    with xlsxwriter.Workbook(folder / "drawn.xlsx") as book:
        _fill(book)
    return folder


@pytest.fixture(params=["xlsx", "ods", "xls"], scope="module")
def book(request: pytest.FixtureRequest, folder: Path) -> Book:
    kind: str = request.param
    saved = saved_as(folder / "drawn.xlsx", folder / f"saved.{kind}")
    reading = read(saved.read_bytes(), RETURN)
    assert reading.book is not None, reading.issues
    assert reading.book.format == kind
    expected = [] if kind == "xlsx" else [("file.other-format", {"format": f".{kind}"})]
    assert [(issue.code, issue.arguments) for issue in reading.issues] == expected
    return reading.book


def test_it_reads_as_it_was_drawn(book: Book) -> None:
    grid = book.grids[0]
    assert (grid.sheet, len(grid.rows)) == ("自 查", 12 - 1)
    assert grid.rows[:3] == (
        (),
        (None, "姓名", 1, 2.5, "007", " 前后  空格 ", "一\n二"),
        (None, date(2026, 9, 30), datetime.fromisoformat("2026-09-30 12:30"), timedelta(hours=30)),
    )
    assert [shown(grid, at) for at in ("B4", "C4", "D4", "F4")] == [
        CellError("#DIV/0!"),
        CellError("#N/A"),
        3.5,
        True,
    ]
    assert {address.a1 for address in grid.formulas} == {"B4", "C4", "D4", "E4", "F4", "B5", "C5", "D5"}
    assert grid.merged == (Area.parse("B7:D8"),)
    assert shown(grid, "B11") == "①"
    assert grid.value(Address(90, 2)) is None
    assert [each.rows for each in book.grids[1:]] == [((), (), (None, None, "只有一格")), (("有",),)]
    assert [each.visible for each in book.grids] == [True, True, False]
    assert book.names == {
        "staff_no": ("自 查", Area.parse("B2")),
        "choices": ("It's", Area.parse("A1:B9")),
    }
    assert book.saved_at is not None
    assert book.saved_at.year >= 2024


def test_its_tables_have_their_names_where_the_format_has_tables(book: Book) -> None:
    table = book.table("problems")
    if book.format == "xls":
        assert table is None
    else:
        assert table is not None
        assert table[1].area == Area.parse("B10:D12")
