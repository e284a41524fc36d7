"""Random tables and random patches on an open workbook, against the same model that the file host is held to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from softenv_xl.grid.address import Address
from softenv_xl.hosts.live.areas import area_of
from softenv_xl.sheets.patch import Patch, TablePatch
from tests.hosts.contract.hosts import (
    SHEET,
    LiveHost,
    live,
    look,
    prepare_to_fail,
    rows_of,
    typed_in,
    write_and_fail,
)
from tests.hosts.test_model import COLUMNS, FORMULA, LEFT, START, TOP, Row, changes, expected, made
from tests.support.thorough import THOROUGH

# What programs turn into something else when it is typed: control characters, and line ends of other systems.
_ODD = {chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0), 0xFEFF)}


def plain(values: Iterable[Any]) -> bool:
    return not any(isinstance(value, str) and _ODD & set(value) for value in values)


def opens_alike(rows: list[Row]) -> bool:
    """LibreOffice opens the truth values of an .xlsx as formulas, `=TRUE()`; a note on a blank row may stay there."""
    values = [value for row in rows for value in row.values]
    if any(row.mark is not None and all(value is None for value in row.values) for row in rows):
        return False
    return plain(values) and not any(isinstance(value, bool) for value in values)


few = settings(
    max_examples=25 if THOROUGH else 8,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@few
@given(data=st.data(), start=START.filter(opens_alike))
def test_rows_are_what_the_model_says_after_every_patch(
    program: LiveHost, data: st.DataObject, start: list[Row]
) -> None:
    book = program.open(made(start))
    rows, names = start, list(COLUMNS)
    try:
        for _ in range(2):
            change = data.draw(
                changes(len(rows)).filter(lambda c: plain(v for row in c.rows for v in row.values))
            )
            if "Added" in change.columns and "Added" not in names:
                names.append("Added")
            rows = expected(rows, names, change)
            for row in rows:  # a program doesn't remember a column's formula without a row that has it
                row.formula = True
            live(book).write(Patch((TablePatch("Staff", change.columns, tuple(change.rows)),)))
            compare(book, rows, names)
    finally:
        book.close()


@settings(few, phases=(Phase.generate,))  # to make it smaller would take an hour
@given(data=st.data(), start=START.filter(opens_alike))
def test_a_press_that_fails_leaves_all_as_it_was(
    program: LiveHost, data: st.DataObject, start: list[Row]
) -> None:
    change = data.draw(
        changes(len(start)).filter(lambda c: plain(v for row in c.rows for v in row.values) and c.rows)
    )
    book = program.open(made(start))
    try:
        prepare_to_fail(book, SHEET)
        before = look(book)
        write_and_fail(book, SHEET, (TablePatch("Staff", change.columns, tuple(change.rows)),))
        after = look(book)
        for seen in (before, after):
            seen.values = seen.values if program.calculates else typed_in(seen)
            seen.values = rows_of(seen, 1)
        assert after == before
    finally:
        book.close()


def compare(book: Any, rows: list[Row], names: list[str]) -> None:
    seen = look(book)
    area = area_of(book.sheets[SHEET].tables["Staff"].range)
    assert (area.top, area.left, area.bottom, area.right) == (
        TOP,
        LEFT,
        TOP + len(rows),
        LEFT + len(names) - 1,
    )
    for number, row in enumerate(rows, TOP):
        found = seen.values[number][LEFT - 1 : LEFT - 1 + len(names)]
        for column, (value, there) in enumerate(zip(row.values, found, strict=True)):
            if column != FORMULA:
                assert (type(there) is bool, there) == (type(value) is bool, value), (number, column)
        at = Address(number + 1, LEFT + FORMULA).a1
        assert at in seen.formulas
        if any(value is not None for value in row.values):  # a note on a blank row may stay
            note = seen.notes.get(Address(number + 1, LEFT).a1)
            assert note == (None if row.mark is None else f"note {row.mark}")
