"""The sheets of a handed-over package as calamine reads them, mended where it would give a whole sheet up."""

from __future__ import annotations

import io
import re
from functools import partial
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook

from softenv_xl.gate.calamine_package import build_xlsx
from softenv_xl.gate.markup import damaged
from softenv_xl.gate.reading import catching_panics
from softenv_xl.grid.address import Address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from python_calamine import CalamineSheet

_STRING = re.compile(rb"<(?:\w+:)?si[\s>/]")
_FILLED = re.compile(rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"([^>]*)(?<!/)>(.*?)</c>', re.DOTALL)
_TYPE = re.compile(rb'\bt="([^"]*)"')
_VALUE = re.compile(rb"<v(?:\s[^>]*)?>([^<]*)</v>")
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_USUAL = b't="s"><v>'
_ODD_INDEX = re.compile(rb't="s"><v>[^0-9<]')
_ODD_ANYWHERE = re.compile(rb't="s"[^>]*>\s*<v>[^0-9<]')
_KINDS = (b"n", b"b", b"s", b"str", b"inlineStr", b"d", b"e")
_TRUTHS = (b"0", b"1", b"true", b"false")
_LOST = "#REF!"


class Values:
    """The values of several sheets; `lost` are, of each sheet, the cells whose text the file doesn't have.

    Raises Refused where the shared strings are damaged.
    """

    def __init__(self, cells: Sequence[bytes], strings: bytes, styles: bytes, *, since_1904: bool) -> None:
        self.lost: list[dict[Address, str]] = [{} for _ in cells]
        self._open = partial(_opened, strings=strings, styles=styles, since_1904=since_1904)
        book = self._open(cells)
        self.sheets = [None if _has_odd_index(each) else _sheet(book, n) for n, each in enumerate(cells)]
        if None in self.sheets:
            self._mend(cells, len(_STRING.findall(strings)))

    def _mend(self, cells: Sequence[bytes], strings: int) -> None:
        """Reads those sheets again that calamine gave up, cell by cell as they can be understood."""
        broken = [number for number, sheet in enumerate(self.sheets) if sheet is None]
        mended = [_mended(cells[number], strings) for number in broken]
        book = self._open([each for each, _ in mended])
        for at, number in enumerate(broken):
            self.sheets[number] = _sheet(book, at)
            self.lost[number] = mended[at][1]


def _opened(cells: Sequence[bytes], strings: bytes, styles: bytes, *, since_1904: bool) -> CalamineWorkbook:
    for looks in (styles, b""):  # without formats, dates are numbers, which the check reads as well
        content = build_xlsx(cells, strings, looks, since_1904=since_1904)
        book = catching_panics(partial(CalamineWorkbook.from_filelike, io.BytesIO(content)))
        if book is not None:
            return book
    raise damaged("xl/sharedStrings.xml")


def _has_odd_index(cells: bytes) -> bool:
    """Does a cell ask for a string by no number? (calamine would give it the first one.)"""
    usual = cells.count(_USUAL) == cells.count(_USUAL[:5])
    return (_ODD_INDEX if usual else _ODD_ANYWHERE).search(cells) is not None


def _sheet(book: CalamineWorkbook, number: int) -> CalamineSheet | None:
    return catching_panics(lambda: book.get_sheet_by_index(number))


def _mended(cells: bytes, strings: int) -> tuple[bytes, dict[Address, str]]:
    """The cells so that each can be read: what isn't of its type is text, what points nowhere an error."""
    lost: dict[Address, str] = {}

    def mend(cell: re.Match[bytes]) -> bytes:
        ref, attributes, inside = cell.groups()
        type_, found = _TYPE.search(attributes), _VALUE.search(inside)
        kind, value = type_[1] if type_ else b"n", found[1].strip() if found else b""
        if not found:
            return cell[0]
        if kind == b"s" and value and not (value.isdigit() and int(value) < strings):
            lost[Address.parse(ref.decode())] = _LOST
            return _cell(ref, attributes, b"e", _LOST.encode())
        if kind in (b"n", b"b") and not value:
            return b""
        odd = (kind == b"n" and not _NUMBER.fullmatch(value)) or (kind == b"b" and value not in _TRUTHS)
        if odd or kind not in _KINDS:
            return _cell(ref, attributes, b"str", value)
        return _cell(ref, attributes, kind, value) if kind in (b"n", b"b", b"s") else cell[0]

    return _FILLED.sub(mend, cells), lost


def _cell(ref: bytes, attributes: bytes, kind: bytes, value: bytes) -> bytes:
    return b'<c r="%s"%s t="%s"><v>%s</v></c>' % (ref, _TYPE.sub(b"", attributes).rstrip(), kind, value)
