"""What an upgrade does to each of the older workbooks, and what it tells of it, is as `python -m tests.upgrade` pinned it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook as Opened
from openpyxl.worksheet.worksheet import Worksheet

from softenv_xl.grid.address import Address, Area
from tests.support.small_school import loaded
from tests.templates.conftest import column_of
from tests.upgrade.test_upgrade import NAMES, lang_of, new

PINNED = Path(__file__).with_name("pinned")


def page(name: str) -> Path:
    return PINNED / f"{name.removesuffix('.xlsx')}.txt"


def text(name: str) -> str:
    """What was told; then of every sheet its headers with how their columns look; links; names."""
    package, additions = new(name)
    book = loaded(package)
    told = [one.sentence(lang_of(name)) for one in additions]
    return "\n".join(["# told", *told, *_sheets(book), "# names", *_names(book)]) + "\n"


def _sheets(book: Opened) -> Iterator[str]:
    for sheet in book.worksheets:
        yield f"# {sheet.title}"
        for table in sheet.tables.values():
            area = Area.parse(table.ref)
            yield f"{table.name} {table.ref}"
            yield from (_column(sheet, Address(area.top, at)) for at in range(area.left, area.right + 1))
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink:
                    yield f"{cell.coordinate} leads to {cell.hyperlink.location}"


def _column(sheet: Worksheet, at: Address) -> str:
    """`Left on: yyyy-mm-dd, 12.7`: its header, how its first cell is shown, its width, whether it is in view."""
    header, first = sheet.cell(*at), sheet.cell(at.row + 1, at.column)
    look = column_of(sheet, at.column)
    unseen = " hidden" if look.hidden else " folded" if look.collapsed else ""
    return f"  {header.value}: {first.number_format}, {look.width:.1f}{unseen}"


def _names(book: Opened) -> Iterator[str]:
    for where, names in (("", book.defined_names), *((s.title, s.defined_names) for s in book.worksheets)):
        for name, defined in sorted(names.items()):
            yield f"{where}!{name} = {defined.attr_text}" if where else f"{name} = {defined.attr_text}"
    for sheet in book.worksheets:
        yield f"{sheet.title} prints {sheet.print_title_rows} {sheet.print_area}"


@pytest.mark.parametrize("name", NAMES)
def test_the_upgrade_does_what_is_pinned(name: str) -> None:
    assert text(name).splitlines() == page(name).read_text(encoding="utf-8").splitlines()
