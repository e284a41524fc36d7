"""The demo's workbook as csv and back: every cell that people fill in, written over, is what it was."""

from __future__ import annotations

import pytest

from softenv_xl.demo import LAST_DAY, School
from softenv_xl.grid.grid import Book
from softenv_xl.hosts.workbook import Draft
from softenv_xl.open_data.tables import tables
from softenv_xl.schema.placed import Placed
from softenv_xl.schema.table import TableSpec
from softenv_xl.sheets.patch import Patch
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.table_patch import table_patch
from tests.open_data.test_round_trip import other, out, read_in
from tests.publication.school import computed

pytestmark = pytest.mark.xdist_group("demo")


def cells(book: Book, result: Result) -> dict[tuple[str, int, str], object]:
    """What stands in the cells that people fill in, as they stand."""
    return {
        (table.key, row.index, column.key): row.raw[column.key]
        for table in tables(book, result, confidential=True)
        if isinstance(table.spec, TableSpec)
        for row in result.control.checked[table.key].rows
        for column in table.inputs
    }


def test_the_demo_comes_back_from_csv(collected: tuple[School, Result]) -> None:
    draft = Draft("control.xlsx", collected[0].control.read_bytes())
    book = draft.read()
    result = computed(book, LAST_DAY)
    files = out(book, LAST_DAY)
    assert read_in(book, files, LAST_DAY).patch == Patch()
    lost = []
    for table in tables(book, result, confidential=True):
        if isinstance(table.spec, TableSpec) and table.spec.id_column and table.rows:
            columns = [column for column in table.inputs if column.key != table.spec.id_column]
            placed = [
                Placed(at, {column.key: other(column, row[column.key]) for column in columns})
                for at, row in zip(table.places, table.rows, strict=True)
            ]
            lost.append(table_patch(result.control, table.spec, placed))
    draft.write(Patch(tuple(lost)))
    imported = read_in(draft.read(), files, LAST_DAY)
    assert imported.patch, [issue.message("en") for issue in imported.issues][:5]
    assert imported.cells > 5_000
    draft.write(imported.patch)
    after = draft.read()
    assert cells(after, computed(after, LAST_DAY)) == cells(book, result)
    assert read_in(after, files, LAST_DAY).patch == Patch()
