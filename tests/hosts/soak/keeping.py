"""Whose cells are whose: the tables that staff work in, read row by row from a Look, each row under its own name."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from softenv_xl.grid.address import Address
from softenv_xl.registers import departments, evidence, people, rectification
from softenv_xl.schema.column import Owner
from softenv_xl.views import issue_list, submissions
from tests.hosts.soak.looking import BLANK, Content, Look, is_formula

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.schema.table import TableSpec

Key = tuple[str, ...]
Cells = dict[str, Content]


class Kept(NamedTuple):
    """A table that staff work in; nobody in these tests retypes the columns of `key`, which tell its rows apart.

    Rows come and go with what they are about where `lasting`, a header, is blank.
    """

    spec: TableSpec
    sheet: str
    key: tuple[str, ...]
    lasting: str = ""

    @property
    def computed(self) -> frozenset[str]:
        return frozenset(c.label("en") for c in self.spec.columns if c.owner is Owner.COMPUTED)


TABLES = {
    kept.spec.key: kept
    for kept in (
        Kept(rectification.SPEC, "Tracker", ("Staff number", "Problem")),
        Kept(people.SPEC, "People", ("Staff number",)),
        Kept(departments.SPEC, "Departments", ("Department",)),
        Kept(evidence.SPEC, "Evidence", ("Staff number", "Reference")),
        Kept(submissions.SPEC, "Submissions", ("Id",)),
        Kept(issue_list.SPEC, "Issues", ("Id",), "Submission"),
    )
}


def headers(seen: Look, table: str) -> dict[str, int]:
    """The table's columns by header, as sheet columns."""
    sheet, area = seen.tables[table]
    return {str(seen.at(sheet, area.top, column)[0]): column for column in range(area.left, area.right + 1)}


def rows(seen: Look, table: str) -> Iterator[tuple[Key, int, Cells]]:
    """(key, sheet row, cells by header) of every row of the table, and of those typed right below it."""
    kept, (sheet, area) = TABLES[table], seen.tables[table]
    columns = headers(seen, table)
    for row in count(area.top + 1):
        cells = {header: seen.at(sheet, row, column) for header, column in columns.items()}
        blank = all(cell == BLANK or is_formula(cell) for cell in cells.values())
        if blank and row > area.bottom:
            return
        if not blank:
            yield tuple(str(cells[header][0]) for header in kept.key), row, cells


def place(seen: Look, table: str, key: Key, header: str) -> Address:
    """Where a row's cell stands now."""
    found = [row for known, row, _ in rows(seen, table) if known == key]
    assert len(found) == 1, (table, key, found)
    return Address(found[0], headers(seen, table)[header])


def staffs(seen: Look) -> dict[str, dict[Key, Cells]]:
    """Every cell that a press must leave alone: those of staff, and what teachers said."""
    return {
        table: {
            key: {header: cell for header, cell in cells.items() if header not in kept.computed}
            for key, _, cells in rows(seen, table)
            if not kept.lasting or cells[kept.lasting] != BLANK
        }
        for table, kept in TABLES.items()
    }


def computed(seen: Look) -> dict[str, object]:
    """Every constant that the program wrote: row by row in the tables that staff work in, else as it stands."""
    tables: dict[str, object] = {
        table: {
            key: {
                header: cells[header]
                for header in kept.computed
                if cells[header] != BLANK and not is_formula(cells[header])
            }
            for key, _, cells in rows(seen, table)
        }
        for table, kept in TABLES.items()
    }
    shared = {kept.sheet for kept in TABLES.values()}
    return tables | {sheet: seen.constants(sheet) for sheet in seen.cells if sheet not in shared}


def ids(seen: Look) -> dict[Key, str]:
    """The tracker's ids, of the rows that have one."""
    return {key: str(cells["Id"][0]) for key, _, cells in rows(seen, "tracker") if cells["Id"] != BLANK}


def notes(seen: Look) -> dict[tuple[str, Key, str], str]:
    """The notes on the rows of staff's tables."""
    found = {}
    for table, kept in TABLES.items():
        columns = headers(seen, table)
        for key, row, _ in rows(seen, table):
            for header, column in columns.items():
                text = seen.notes.get((kept.sheet, Address(row, column)))
                if text is not None:
                    found[table, key, header] = text
    return found
