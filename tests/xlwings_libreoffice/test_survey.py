"""A book that nobody changes for a while: the same answers for fewer questions, and new ones afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import xlwings as xw

pytestmark = [pytest.mark.libreoffice, pytest.mark.xdist_group("libreoffice")]


@pytest.fixture
def two(app: xw.App) -> Iterator[xw.Book]:
    """Two sheets with a table each, formulas on both, a name for the book and one for a sheet."""
    book = app.books.add()
    first, second = book.sheets[0], book.sheets.add("Second", after=book.sheets[0])
    for sheet, name in ((first, "Plans"), (second, "Others")):
        sheet["B2"].value = [["Id", "Double"], ["a", "=1+1"], ["b", "=2>1"]]
        sheet.tables.add(sheet["B2:C4"], name=name)
    second["A1"].value = "=TODAY()"
    book.names.add("total", f"='{first.name}'!$C$3")
    second.names.add("own", "=Second!$A$1")
    yield book
    book.close()


def told(book: xw.Book) -> list[Any]:
    """All that reading a workbook asks."""
    return [
        *(
            (
                sheet.name,
                sheet.index,
                sheet.used_range.address,
                sheet.used_range.value,
                [cells.address for cells in sheet.used_range.impl.get_special_cells("formulas", None)],
                [(table.name, table.range.address, table.show_totals) for table in sheet.tables],
                ["Plans" in sheet.tables, "plans" in sheet.tables, "Nobody" in sheet.tables],
            )
            for sheet in book.sheets
        ),
        [(name.name, name.refers_to) for name in book.names],
        [(name.name, name.refers_to) for name in book.impl.names.own()],
        book.sheet_names,
        "second" in [name.lower() for name in book.sheet_names],
    ]


def test_nothing_else_is_told_than_otherwise(two: xw.Book) -> None:
    before = told(two)
    with two.impl.unchanging():
        assert told(two) == told(two) == before
        with two.impl.unchanging():  # within itself it goes on until the outer one ends
            assert told(two) == before
        assert two.impl.survey
    assert told(two) == before


def test_what_changes_in_between_is_told_by_the_next(two: xw.Book) -> None:
    first, second = two.sheets
    with two.impl.unchanging():
        table = second.tables["Others"]
        before = told(two)
    table.resize(second["B2:C5"])
    second.name = "Another"
    first["D9"].value = "=3"
    assert table.range.address == "$B$2:$C$5"
    with two.impl.unchanging():
        assert told(two) != before
        after = told(two)
    assert told(two) == after
    assert after[1][0] == "Another"
    assert after[1][5] == [("Others", "$B$2:$C$5", False)]


def test_a_sheet_of_the_same_name_is_another_one(two: xw.Book) -> None:
    with two.impl.unchanging():
        assert two.sheets["Second"]["B3"].value == "a"
    two.sheets["Second"].delete()
    two.sheets.add("Second")["B3"].value = "new"
    with two.impl.unchanging():
        assert two.sheets["Second"]["B3"].value == "new"
        assert two.sheets["Second"].index == 1
