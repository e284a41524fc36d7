"""Whose is a sheet of the control workbook? One register's is never taken for another's, whatever headers it shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl import books, catalogue
from softenv_xl.views import dashboard

if TYPE_CHECKING:
    from softenv_xl.grid.grid import Grid
    from softenv_xl.grid.table import Table

_KEYS = frozenset(
    (*(spec.key for _, spec in books.CONTROL.tables()), *(spec.key for spec in dashboard.TABLES))
)
_BY_NAME = {
    name: sheet.table.key if sheet.table else "" for sheet in books.CONTROL.sheets for name in sheet.name
}


def owners(grid: Grid) -> frozenset[str]:
    """The keys of the tables that the sheet belongs to: those of its real tables; else the one that it is named after."""
    real = _KEYS & {table.name.lower() for table in grid.tables}
    return real or frozenset({_BY_NAME[grid.sheet]} if grid.sheet in _BY_NAME else ())


def belongs_to_other(grid: Grid, key: str) -> bool:
    """Does the sheet belong to another table than the one of that key?"""
    theirs = owners(grid)
    return bool(theirs) and key not in theirs


def is_unowned(grid: Grid) -> bool:
    """Has the sheet neither a declared table nor a declared name?"""
    return not owners(grid)


def has_all_headers(table: Table) -> bool:
    """Does each header stand there, to the letter or in the other language?"""
    return not any(
        issue.kind in (catalogue.COLUMN_MISSING, catalogue.COLUMN_RENAMED) for issue in table.issues
    )
