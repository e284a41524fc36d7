"""What one cell of an .ods holds."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from softenv_xl.grid.cell import CellError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from softenv_xl.grid.cell import Value

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_SHOWN_AS = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"

_LONGEST_GAP = 32_767  # characters that a cell of a spreadsheet can hold
_SPACE = re.compile(r"[ \t\r\n]+")
_ERROR = re.compile(r"#\w[\w/]*[!?]?|Err:\d+")
_DURATION = re.compile(r"-?PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?")


def value(cell: _Element) -> Value:
    """The cell's value as the file stores it; raises ValueError where type and value don't fit together."""
    kind = cell.get(f"{OFFICE}value-type")
    words = _words(cell)
    if cell.get(_SHOWN_AS) == "error" or (cell.get(f"{TABLE}formula") and _ERROR.fullmatch(words)):
        return CellError(words)
    if kind in ("float", "percentage", "currency"):
        return float(cell.get(f"{OFFICE}value") or words)
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    if kind == "date":
        return _date(cell.get(f"{OFFICE}date-value") or words)
    if kind == "time":
        return _time(cell.get(f"{OFFICE}time-value") or words)
    return cell.get(f"{OFFICE}string-value") or words or None


def _date(text: str) -> date | str:
    """LibreOffice counts on past the year 9999; such a day stays text, for the check to tell."""
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return text


def _time(text: str) -> time | timedelta:
    """A time of day where it fits into one, else a length of time, as for .xlsx."""
    match = _DURATION.fullmatch(text)
    if not match:
        raise ValueError(f"not a duration: {text!r}")
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
    micro = int((match[4] or "0")[:6].ljust(6, "0"))
    if hours < 24 and not text.startswith("-"):
        return time(hours, minutes, seconds, micro)
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=micro)
    return -length if text.startswith("-") else length


def _words(cell: _Element) -> str:
    return "\n".join("".join(_pieces(paragraph)) for paragraph in cell.iterchildren(f"{TEXT}p"))


def _pieces(element: _Element) -> Iterator[str]:
    """The text of a paragraph; runs of white space count as one, the elements for it as they say."""
    if element.tag == f"{TEXT}ruby-text":  # how it is pronounced
        return
    if element.tag == f"{TEXT}s":
        yield " " * min(int(element.get(f"{TEXT}c") or 1), _LONGEST_GAP)
    elif element.tag == f"{TEXT}tab":
        yield "\t"
    elif element.tag == f"{TEXT}line-break":
        yield "\n"
    yield _SPACE.sub(" ", element.text or "")
    for child in element:
        yield from _pieces(child)
        yield _SPACE.sub(" ", child.tail or "")
