"""What a sheet keeps by range follows a table to its new length: formats, dropdowns, marks, permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.grid.address import MAX_ROW, Area
from softenv_xl.hosts.file.markup import EXCEL_2006, MAIN, Element
from softenv_xl.hosts.file.validations import areas_of, give_way

if TYPE_CHECKING:
    from softenv_xl.hosts.block import Block
    from softenv_xl.hosts.file.sheet import Sheet
    from softenv_xl.hosts.resize import Resize

_FILTER, _DIMENSION = f"{MAIN}autoFilter", f"{MAIN}dimension"
_RANGED = tuple(
    f"{MAIN}{name}" for name in ("conditionalFormatting", "dataValidation", "ignoredError", "protectedRange")
)
_SQREF, _MERGES = f"{EXCEL_2006}sqref", f"{MAIN}mergeCells/{MAIN}mergeCell"


def stretch(sheet: Sheet, resize: Resize) -> None:
    """Ranges that reached the table's last row reach its new last row."""
    before, after = resize.before, resize.after
    validations = areas_of(sheet)
    for part in sheet.root:
        for element in part.iter(*_RANGED):
            _set(sheet, element, "sqref", _stretched_all(element.get("sqref", ""), before, after))
        for element in part.iter(_SQREF):
            text = element.text or ""
            if not _is_sparkline(element.getparent()):
                text = _stretched_all(text, before, after)
            if text != (element.text or ""):
                element.text = text
                sheet.touch_root()
    give_way(sheet, validations)
    own_filter = sheet.root.find(_FILTER)
    if own_filter is not None and own_filter.get("ref") == before.area.ref:
        _set(sheet, own_filter, "ref", after.area.ref)


def shift_ranges(sheet: Sheet, area: Area, rows: int) -> None:
    """Ranges that lie within the area move by that many rows, with the area's cells."""
    for part in sheet.root:
        for element in part.iter(*_RANGED):
            _set(sheet, element, "sqref", _shifted_all(element.get("sqref", ""), area, rows))
        for element in part.iter(_SQREF):
            text = _shifted_all(element.text or "", area, rows)
            if text != (element.text or ""):
                element.text = text
                sheet.touch_root()


def shift_merged(sheet: Sheet, area: Area, rows: int) -> None:
    """The same for merged cells."""
    for element in sheet.root.iterfind(_MERGES):
        _set(sheet, element, "ref", _shifted_all(element.get("ref", ""), area, rows))
    sheet.__dict__.pop("merged", None)


def _shifted_all(sqref: str, area: Area, rows: int) -> str:
    return " ".join(_shifted(ref, area, rows) for ref in sqref.split())


def _shifted(ref: str, area: Area, rows: int) -> str:
    try:
        found = Area.parse(ref)
    except ValueError:  # a whole column, say
        return ref
    if found.top < area.top or found.left < area.left or found.right > area.right:
        return ref
    bottom = min(found.bottom + rows, MAX_ROW)
    return found._replace(top=min(found.top + rows, bottom), bottom=bottom).ref


def cover(sheet: Sheet, area: Area) -> None:
    """The sheet's dimension takes in the area."""
    dimension = sheet.root.find(_DIMENSION)
    if dimension is not None:
        old = Area.parse(dimension.get("ref", ""))
        corners = (
            min(old.top, area.top),
            min(old.left, area.left),
            max(old.bottom, area.bottom),
            max(old.right, area.right),
        )
        _set(sheet, dimension, "ref", Area(*corners).ref)


def _set(sheet: Sheet, element: Element, name: str, value: str) -> None:
    if element.get(name) != value:
        element.set(name, value)
        sheet.touch_root()


def _is_sparkline(element: Element | None) -> bool:
    return element is not None and str(element.tag).endswith(("}sparkline", "}sparklineGroup"))


def _stretched_all(sqref: str, before: Block, after: Block) -> str:
    return " ".join(_stretched(ref, before, after) for ref in sqref.split())


def _stretched(ref: str, before: Block, after: Block) -> str:
    try:
        area = Area.parse(ref)
    except ValueError:  # a whole column, say
        return ref
    if area.right < before.left or area.left > before.right or area.top > before.bottom:
        return ref
    if area.bottom in (before.last, before.bottom):
        bottom = after.last if area.bottom == before.last else after.bottom
    elif before.last < area.bottom < after.last:  # reserved for more rows, but not for that many
        bottom = after.last
    else:
        return ref
    return area._replace(bottom=bottom).ref if bottom >= area.top else ref
