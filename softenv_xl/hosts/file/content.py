"""What a cell shows, and the only place that writes it."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from softenv_xl.grid.cell import CellError, Value
from softenv_xl.hosts.cell_limits import checked_number, checked_text
from softenv_xl.hosts.file.cell import plain
from softenv_xl.hosts.file.markup import MAIN
from softenv_xl.hosts.file.text import escaped, in_xml, unescaped

if TYPE_CHECKING:
    from collections.abc import Callable

    from softenv_xl.hosts.file.cell import Cell
    from softenv_xl.hosts.file.markup import Element

Shown = str | float | bool | CellError | None
"""What a cell shows; every number is a float, dates are serial numbers, an empty text is None."""

_TEXT, _RUN, _ITEM = f"{MAIN}t", f"{MAIN}r", f"{MAIN}si"
_PLAIN_INLINE = '<is><t xml:space="preserve">'
_INLINE_TEXT = re.compile(r"<t(?:\s[^>]*)?>([^<]*)</t>")
_PHONETIC = re.compile(r"<rPh\b.*?</rPh>", re.DOTALL)
_DAY = timedelta(days=1)
_SAME_INSTANT = 0.001 / 86_400  # readers cut or round to milliseconds
_TRUE = ("1", "true")
TEXT_KINDS = ("s", "str", "inlineStr")
"""The `t` of cells that show text."""


def shared_strings(root: Element) -> list[str]:
    """All texts of the shared string part."""
    return [_rich_text(item) for item in root.iterchildren(_ITEM)]


class Content:
    """Reads and writes cells of one workbook, with its date system and shared strings."""

    def __init__(self, strings: Callable[[], list[str]], date1904: bool) -> None:
        self._strings = strings
        self._date1904 = date1904

    def shown(self, kind: str, inner: str) -> Shown:
        """What a cell of this kind (`t`) and with this inside shows; a formula's cached value, if there is one."""
        if kind == "inlineStr":
            return _inline_text(inner) or None
        # A formula may be long, and has no `<` before its end.
        start = inner.find("<v", inner.find("<", 1) if inner.startswith("<f") else 0)
        if start < 0:
            return None
        start = inner.index(">", start) + 1
        if inner[start - 2] == "/":
            return None
        words = plain(inner[start : inner.index("<", start)])
        if kind in ("", "n"):
            return _number(words)
        return self._read(kind, words) if words else None

    def _read(self, kind: str, words: str) -> Shown:
        if kind == "s":
            strings = self._strings()
            index = int(words) if words.isdecimal() else len(strings)
            return (strings[index] or None) if index < len(strings) else None
        if kind == "str":
            return unescaped(words)
        if kind == "b":
            return words in _TRUE
        if kind == "e":
            return CellError(words)
        return self._serial(datetime.fromisoformat(words)) if kind == "d" else math.nan

    def shows(self, kind: str, inner: str, value: Value) -> bool:
        """Does the cell show this value already? Numbers and dates are compared as Excel keeps them."""
        found = self.shown(kind, inner)
        if found == value and type(found) is type(value):
            return True
        if isinstance(value, str):
            return not value and found is None
        if value is None or isinstance(value, bool | CellError) or not isinstance(found, float):
            return False
        number = self._as_number(value)
        return found == number or (not isinstance(value, int | float) and abs(found - number) < _SAME_INSTANT)

    def put(self, cell: Cell, value: Value, place: str) -> None:
        """Makes the cell show the value; a formula stays and the value becomes its cached one.

        Style and everything else stay. `place` says where the cell is, for Stop(cell.cannot-hold).
        """
        wanted = self._wanted(value, place)
        clear(cell)
        if cell.formula_xml:
            cell.kind, words = spelt(wanted)
            cell.value_xml = f"<v>{in_xml(words)}</v>"
        elif isinstance(wanted, str):
            cell.kind = "inlineStr"
            cell.value_xml = f'<is><t xml:space="preserve">{in_xml(escaped(wanted))}</t></is>'
        elif wanted is not None:
            cell.kind, words = spelt(wanted)
            cell.value_xml = f"<v>{in_xml(words)}</v>"
        if cell.kind == "n":
            cell.kind = ""

    def _wanted(self, value: Value, place: str) -> Shown:
        if value is None or isinstance(value, bool | CellError):
            return value
        if isinstance(value, str):
            return checked_text(value, place) if value else None
        number = self._as_number(value)
        return checked_number(number, value, place)

    def _as_number(self, value: float | date | time | timedelta) -> float:
        try:
            return float(value) if isinstance(value, int | float) else self._serial(value)
        except OverflowError:
            return math.inf

    def _serial(self, value: date | time | timedelta) -> float:
        """Days since the start of the workbook's calendar."""
        if isinstance(value, timedelta):
            return value / _DAY
        if isinstance(value, time):
            return _clock(value)
        days = value.toordinal() - date(1904, 1, 1).toordinal()
        if not self._date1904:
            days += 1_462
            if days <= 60:  # Excel's 1900 has a 29 February
                days -= 1
        return days + _clock(value.time()) if isinstance(value, datetime) else float(days)


def clear(cell: Cell) -> None:
    """Takes the value away; a formula stays, with nothing cached."""
    cell.value_xml = cell.kind = ""
    if cell.more:
        cell.set_attribute("vm", None)  # a picture or a data type that the old value stood for


def spelt(shown: Shown) -> tuple[str, str]:
    """The `t` of a cell and the text of its `v`."""
    if isinstance(shown, bool):
        return "b", "1" if shown else "0"
    if isinstance(shown, CellError):
        return "e", shown.words
    if isinstance(shown, float):
        return "n", repr(shown).removesuffix(".0")
    return "str", escaped(shown or "")


def _rich_text(item: Element) -> str:
    """The text of a string item: its own, or that of its runs; phonetic guides are left out."""
    texts = []
    for part in item:
        if part.tag == _TEXT:
            texts.append(part.text or "")
        elif part.tag == _RUN:
            texts += [text.text or "" for text in part.iterchildren(_TEXT)]
    return unescaped("".join(texts))


def _inline_text(inner: str) -> str:
    if inner.startswith(_PLAIN_INLINE) and inner.endswith("</t></is>"):
        return unescaped(plain(inner[len(_PLAIN_INLINE) : -len("</t></is>")]))
    texts = _INLINE_TEXT.findall(_PHONETIC.sub("", inner))
    return unescaped(plain("".join(texts)))


def _number(words: str) -> float:
    try:
        return float(words)
    except ValueError:
        return math.nan  # equal to nothing


def _clock(value: time) -> float:
    return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86_400
