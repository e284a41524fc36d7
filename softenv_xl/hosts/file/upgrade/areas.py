"""Where what a sheet keeps by range, a mark or a dropdown, comes to stand among the workbook's columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.grid.address import Address, Area
from softenv_xl.hosts.file.formulas import Formula
from softenv_xl.hosts.file.markup import MAIN
from softenv_xl.hosts.file.upgrade.places import NotThereError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.hosts.file.markup import Element
    from softenv_xl.hosts.file.sheet import Sheet
    from softenv_xl.hosts.file.upgrade.places import Places

_BEFORE = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting",
)  # fmt: skip
"""What the format wants before marks and dropdowns."""


def placed_areas(area: Area, home: str, places: Places) -> Iterator[tuple[Area, Address]]:
    """The area in the workbook, in as many pieces as its columns lie apart; of each the template's first cell."""
    run: tuple[Area, Address] | None = None
    for column in range(area.left, area.right + 1):
        try:
            _, row, there = places.put(home, area.top, column)
        except NotThereError:
            if run:
                yield run
            run = None
            continue
        if run and run[0].right == there - 1:
            run = run[0]._replace(right=there), run[1]
            continue
        if run:
            yield run
        run = Area(row, there, row + area.bottom - area.top, there), Address(area.top, column)
    if run:
        yield run


def as_seen_from(element: Element, text: str, at: Address) -> str:
    """A formula that is said for its range's first cell, as it reads for another one of its first row."""
    holder = element if element.get("sqref") else element.getparent()
    ref = (holder.get("sqref") or "").split()[0] if holder is not None else at.a1
    first = Area.parse(ref)
    return Formula(text, first.top, first.left).at(at.row, at.column) if text else text


def insert(sheet: Sheet, element: Element) -> None:
    """Where the format wants it among the parts of a sheet."""
    before = {f"{MAIN}{name}" for name in _BEFORE}
    at = max(place for place, one in enumerate(sheet.root, 1) if one.tag in before)
    sheet.root.insert(at, element)
