"""Days as spreadsheets count them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from softenv_xl.grid.cell import CellError, Value
from softenv_xl.schema.serial import from_serial, serial

EVENING = datetime.combine(date(2026, 9, 1), time(18))


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (date(1900, 3, 1), 61.0),
        (date(2026, 9, 1), 46266.0),
        (EVENING, 46266.75),
        (time(6), 0.25),
        (timedelta(days=2, hours=12), 2.5),
        (3, 3.0),
        (-0.5, -0.5),
        (10**400, float("inf")),
        (-(10**400), float("-inf")),
        (True, None),
        ("46266", None),
        (CellError("#N/A"), None),
        (None, None),
    ],
)
def test_what_a_cell_holds_as_a_number(value: Value, number: float | None) -> None:
    assert serial(value) == number


def test_and_back() -> None:
    assert from_serial(46266.75) == EVENING
