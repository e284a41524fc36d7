"""Exactly the cells that the list names are marked, whatever people use as ids and however they call sheets and headers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import ironcalc
import pytest
from openpyxl import load_workbook
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.registers import people
from softenv_xl.schema.listing import CELLS, ROWS, SAID
from softenv_xl.sheets.patch import Patch
from tests import libreoffice
from tests.support import large_school
from tests.support.packages import surgery

DAY = date(2026, 10, 1)
IDS: list[Value] = [
    "007", "7", "1E3", "1000", "1000.0", "*", "?", "??", "~", "~~", "~*", "a*", "a?c", "abc", "ABC", "a~b", "ab", "|",
    "a|b", "a", "a|name", "=1", "#5", "TRUE", "'x", "“”", "😀", "语文", None, None, "x" * 300, "x" * 299 + "y",
    "~" * 130, "*" * 256, 12.0, "T 1", "people|name|=a",
]  # fmt: skip
_PROBES = 60  # columns to the right of the table, where nothing stands


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """People of whom every second one has no department, checked."""
    path = tmp_path / "control.xlsx"
    large_school.control(path, 3)
    workbook = FileWorkbook(path)
    before = len(read_control(workbook.read()).checked["people"].rows)
    rows: list[tuple[Value, ...]] = [
        (each, "Somebody", None if i % 2 else "Department 1") for i, each in enumerate(IDS)
    ]
    workbook.write(Patch((large_school.table(people.SPEC, ("number", "name", "department"), rows, before),)))
    flow.highlight_issues(FileWorkbook(path), DAY)
    return path


def named(path: Path, table: str = "people") -> set[str]:
    """The cells that the list names on a table's sheet."""
    control = read_control(FileWorkbook(path).read())
    sheet = control.tables[table].grid.sheet
    rows = control.checked["issues"].rows
    return {str(row.values["cell"]) for row in rows if row.values["sheet"] == sheet}


def probed(path: Path, table: str = "people", reach: int | None = None) -> tuple[Path, str]:
    """The workbook with every mark's condition written out as a formula, in the row of its cell. With `reach` the
    list's names end there: not every engine is quick with thousands of blank cells.
    """
    book = load_workbook(path)
    if reach:
        for name in (CELLS, ROWS, SAID):
            defined = book.defined_names[name]
            defined.attr_text = str(defined.attr_text).rpartition("$")[0] + f"${reach}"
    page = next(page for page in book if table in page.tables)
    area, title = Area.parse(page.tables[table].ref), page.title
    for formats in page.conditional_formatting:
        first = Area.parse(str(formats.sqref))
        for rule in formats.rules:
            text = rule.formula[0]
            if "issues_key" not in text:
                continue
            column = first.left + _PROBES * (1 + "✗△○".index(text[text.index('"') + 1]))
            origin = f"{get_column_letter(first.left)}{first.top}"
            for row in range(area.top + 1, area.bottom + 1):
                here = f"{get_column_letter(first.left)}{row}"
                moved = Translator(f"={text}", origin).translate_formula(here)
                page.cell(row, column).value = moved
    for page in book:
        page.conditional_formatting = ConditionalFormattingList()  # IronCalc needs minutes for them
        for place in [cell.coordinate for row in page.iter_rows() for cell in row if cell.value is None]:
            del page[place]  # openpyxl calls blank cells numbers, and IronCalc takes those for 0
    out = path.with_name("probed.xlsx")
    book.save(out)
    return out, title


def hits(values: Callable[[int, int], object], last_row: int) -> set[str]:
    """The cells whose conditions hold."""
    return {
        Address(row, column).a1
        for row in range(5, last_row + 1)
        for column in range(1, _PROBES)
        for severity in (1, 2, 3)
        if values(row, column + severity * _PROBES) in (True, 1, 1.0)
    }


def in_libreoffice(path: Path, table: str = "people") -> set[str]:
    file, title = probed(path, table)
    rows = libreoffice.recalculated(file)[title]["rows"]
    return hits(lambda r, c: rows[r - 1][c - 1] if c <= len(rows[r - 1]) else None, len(rows))


def in_ironcalc(path: Path, table: str = "people") -> set[str]:
    file, title = probed(path, table, reach=60)
    model = ironcalc.load_from_xlsx(str(file), "en", "UTC", "en")
    model.evaluate()
    sheet = next(i for i, each in enumerate(model.get_worksheets_properties()) if each["name"] == title)
    _, bottom, _, _ = model.get_sheet_dimensions(sheet)
    return hits(lambda r, c: model.get_cell_value(sheet, r, c), bottom)


def renamed(path: Path, old: str, new: str) -> Path:
    """The workbook as a program saves it after somebody gave a sheet another name."""
    quoted = "'" + new.replace("'", "''") + "'!"

    def rename(part: bytes) -> bytes:
        text = part.decode().replace(f'name="{old}"', f'name="{new}"')
        return (
            text.replace(f">{old}!", f">{quoted}")
            .replace(f":{old}!", f":{quoted}")
            .replace(f"({old}!", f"({quoted}")
            .encode()
        )

    package = path.read_bytes()
    out = path.with_name("renamed.xlsx")
    out.write_bytes(surgery(package, {"xl/workbook.xml": rename}))
    return out


@pytest.mark.parametrize("press_again", [False, True])
def test_a_renamed_sheet_keeps_its_marks(marked: Path, press_again: bool) -> None:
    wanted = named(marked)
    path = renamed(marked, "People", "2026 'P' list")
    if press_again:
        assert flow.highlight_issues(FileWorkbook(path), DAY)[1]
        assert named(path) == wanted
    assert in_ironcalc(path) == wanted


def test_a_renamed_header_keeps_its_marks(marked: Path) -> None:
    wanted = named(marked)
    book = load_workbook(marked)
    book["People"]["C4"].value = "Dept."
    book["People"].tables["people"].tableColumns[2].name = "Dept."
    book.save(marked)
    assert in_ironcalc(marked) == wanted


@pytest.mark.libreoffice
def test_exactly_the_cells_with_an_issue_are_marked(marked: Path) -> None:
    wanted = named(marked)
    assert len(IDS) // 2 < len(wanted) < len(IDS)
    assert in_libreoffice(marked) == wanted


def test_a_second_engine_marks_the_same(marked: Path) -> None:
    assert in_ironcalc(marked) == named(marked)
