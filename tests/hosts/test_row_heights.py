"""Rows that a patch writes are as high as their wrapped text, unless people fixed their height."""

from __future__ import annotations

from typing import Any

from tests.support.packages import book, one, patched, rows

STAFF = """
Id | Note
T1 | short
T2 | short
"""
LONG = "a note of many words " * 6


def wrapping(workbook: Any, sheet: Any) -> None:
    sheet.set_column("B:B", 20, workbook.add_format({"text_wrap": True}))
    for row in (1, 2):
        sheet.write_string(row, 1, "short", workbook.add_format({"text_wrap": True}))
    sheet.set_row(2, 30)


def height(package: bytes, row: int) -> float:
    return float(one(package, f".//{{*}}row[@r='{row}']").get("ht") or 0)


def test_written_rows_grow_with_their_text_and_shrink_again() -> None:
    package = book(STAFF, more=wrapping)
    longer = patched(package, rows(f"from | Note\n0 | {LONG}\n1 | {LONG}\nnew | {LONG}"))
    assert height(longer, 2) > 60
    assert height(longer, 3) == 30
    shorter = patched(longer, rows("from | Note\n0 | short\n1 | short\n2 | short"))
    assert height(shorter, 2) == 0


def test_text_that_does_not_wrap_needs_one_line() -> None:
    assert height(patched(book(STAFF), rows(f"from | Note\n0 | {LONG}\n1 | short")), 2) == 0
