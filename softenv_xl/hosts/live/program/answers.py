"""What Excel and LibreOffice answer, in one form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from softenv_xl.hosts.live.areas import Answer

if TYPE_CHECKING:
    import xlwings as xw


def values_of(block: xw.Range) -> list[list[Any]]:
    return cast("list[list[Any]]", block.options(ndim=2, err_to_str=True).value)


def answer(value: object) -> Answer:
    """Mixed is Null on Windows and a missing value on a Mac."""
    return value if isinstance(value, bool) else None
