"""What a sheet's XML says beside its values: formulas, errors, merged areas, and how far it reaches.

Written for speed: a return is scanned as bytes, in the spelling that nearly every program writes. A sheet
spelled in any other way is spelled out first, so that one scan is enough and nothing hides from it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from softenv_xl.gate.addresses import addresses, spread
from softenv_xl.gate.markup import damaged, is_plain, plain
from softenv_xl.gate.pictures import shows_picture
from softenv_xl.gate.reading import Refused
from softenv_xl.gate.spelling import MAIN, spelled_out
from softenv_xl.gate.tally import reaches_too_far
from softenv_xl.grid.address import MAX_COLUMN, MAX_ROW, Address, Area, column_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from softenv_xl.gate.limits import Limits

_SHEET_DATA = re.compile(rb"<sheetData(?: ?(/)>|>)")
# Any element among the cells that starts like a cell, but for those from A1 to ZZ9999 in the usual spelling.
_OTHER = re.compile(rb'<c(?! r="[A-Z]{1,2}+[1-9][0-9]{0,3}+")')
_CELL = re.compile(rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"')
_FILLED_CELL = re.compile(rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"[^>]*(?<!/)>')
_FORMULA = re.compile(rb"<f(?=[\s>/])[^>]*>")
_SPREAD = re.compile(rb"<f\s(?![^>]*\bt=[\"']shared)[^>]*\bref=[\"']([^\"']*)")
_ERROR = re.compile(rb'(<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"[^>]*?t="e"[^>]*>\s*(?:<f[^>]*/>\s*)?<v>)([^<]+)')
_RICH = re.compile(rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"(?=[^>]*\bt="e")[^>]*\bvm="([0-9]{1,7})"')
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([^\"']*)")
_LETTERS, _DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"0123456789"
# The errors that calamine knows; it gives up on a sheet that shows another.
_KNOWN_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found. `cells` is what stands between `<sheetData>` and `</sheetData>`, without the formulas.

    `pictures` are the cells whose formula shows one; `rich` maps cells that hold an error for programs that
    don't know better to the number of what they really hold (valueMetadata, from 1).
    """

    cells: bytes
    formulas: frozenset[Address]
    errors: dict[Address, str]
    merged: tuple[Area, ...]
    pictures: frozenset[Address]
    rich: dict[Address, int]


class _Body(NamedTuple):
    """A sheet in the usual spelling. `formulas` are (cell, start tag); they are taken out of `cells`.
    `pictures` are the cells among them that show a picture.

    `near` is true where no cell lies past ZZ9999, so that nothing needs to be measured.
    """

    cells: bytes
    tail: bytes
    formulas: list[tuple[bytes, bytes]]
    pictures: list[bytes]
    near: bool


def scan(xml: bytes, part: str, limits: Limits) -> Scan:
    """Scans a worksheet's XML; raises Refused where it is damaged, declares a DTD or reaches too far."""
    body = _body(xml) or _body(spelled_out(plain(xml, part), part))
    if body is None:
        raise damaged(part)
    cells = body.cells
    if not body.near:
        _check_reach(cells, limits)
    errors = _errors(cells)
    return Scan(
        cells=cells if _KNOWN_ERRORS.issuperset(errors.values()) else _ERROR.sub(rb"\1#VALUE!", cells),
        formulas=_formulas(body, limits),
        errors=errors,
        merged=_merged(body.tail, limits),
        pictures=addresses(b" ".join(body.pictures)),
        rich=_rich(cells) if errors else {},
    )


def _body(xml: bytes) -> _Body | None:
    """None where the spelling is unusual."""
    found = _SHEET_DATA.search(xml)
    start = found.end() if found else 0
    end = start if found and found[1] else xml.rfind(b"</sheetData>")
    taken = _taken_out(xml[start:end]) if found and end >= start else None
    if taken is None:
        return None
    cells, formulas, pictures = taken
    head, tail = xml[:start], xml[end:]
    near = not _OTHER.search(cells)
    if not near and cells.count(b"<c") != len(_CELL.findall(cells)):
        return None
    spaces = sum(piece.count(space) for piece in (head, cells, tail) for space in MAIN)
    return (
        _Body(cells, tail, formulas, pictures, near) if spaces == 1 and is_plain(head, cells, tail) else None
    )


def _taken_out(cells: bytes) -> tuple[bytes, list[tuple[bytes, bytes]], list[bytes]] | None:
    """The cells without their formulas, which can be much longer than all the rest; the formulas; and which
    cells' show a picture.

    A formula's text holds no `<`, so it ends before the next one. Cells that share a formula have one
    without a text; those stay where they are.
    """
    kept, kept_to, formulas, pictures = [], 0, [], []
    at = cells.find(b"<f")
    while at >= 0:
        end = at + 2
        tag = _FORMULA.match(cells, at)
        if tag:
            ref, end = _ref(cells, at), tag.end()
            formulas.append((ref, tag[0]))
            if shows_picture(cells, end):
                pictures.append(ref)
            if not tag[0].endswith(b"/>"):
                end = cells.find(b"<", end)
                if not cells.startswith(b"</f>", end):
                    return None
                kept.append(cells[kept_to:at])
                kept_to = end = end + 4
        at = cells.find(b"<f", end)
    kept.append(cells[kept_to:])
    return b"".join(kept), formulas, pictures


def _ref(cells: bytes, at: int) -> bytes:
    """The address of the cell that an element stands in."""
    start = cells.rfind(b'<c r="', 0, at) + 6
    return cells[start : cells.find(b'"', start)]


def _check_reach(cells: bytes, limits: Limits) -> None:
    """Raises Refused where the rectangle from A1 that holds all cells, but for blank ones, is too large."""
    for kind in (_CELL, _FILLED_CELL):
        last = _corner(kind.findall(cells))
        if last.row * last.column <= limits.area:
            return
    raise reaches_too_far(last, limits)


def _corner(refs: list[bytes]) -> Address:
    if not refs:
        return Address(1, 1)
    joined = b" ".join(refs)
    row = max(map(int, set(joined.translate(None, _LETTERS).split())))
    column = max(column_number(letters.decode()) for letters in set(joined.translate(None, _DIGITS).split()))
    if row > MAX_ROW or column > MAX_COLUMN:
        raise Refused.suspicious("有单元格超出工作表边界", "a cell past the end of a sheet")
    return Address(row, column)


def _formulas(body: _Body, limits: Limits) -> frozenset[Address]:
    found = addresses(b" ".join([ref for ref, _ in body.formulas]))
    refs = [area[1] for _, tag in body.formulas if len(tag) > 3 and (area := _SPREAD.match(tag))]
    # An array's other cells don't say so themselves.
    areas = _areas(refs)
    return found.union(spread(areas, _corner(_CELL.findall(body.cells)), limits.spread)) if areas else found


def _errors(cells: bytes) -> dict[Address, str]:
    if b't="e"' not in cells:
        return {}
    return {
        Address.parse(found[2].decode()): found[3].decode("utf-8", "replace")
        for found in _ERROR.finditer(cells)
    }


def _rich(cells: bytes) -> dict[Address, int]:
    if b'vm="' not in cells:
        return {}
    return {Address.parse(found[1].decode()): int(found[2]) for found in _RICH.finditer(cells)}


def _merged(tail: bytes, limits: Limits) -> tuple[Area, ...]:
    """The merged areas, but no more than it takes to see that they are too many."""
    if b"mergeCell" not in tail:
        return ()
    return tuple(_areas(found[1] for found in islice(_MERGED.finditer(tail), limits.merged + 1)))


def _areas(refs: Iterable[bytes]) -> list[Area]:
    """Those that are areas of a sheet; Excel drops the others, and so does everyone."""
    found = []
    for ref in refs:
        with suppress(ValueError):
            found.append(Area.parse(ref.decode()))
    return found
