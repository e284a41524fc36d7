"""A number has to lie between its column's ends, both included; what is no number at all is said as such."""

from __future__ import annotations

import pytest

from softenv_xl.grid.cell import CellError, Value
from softenv_xl.hosts.file import apply
from softenv_xl.schema.column import Column, Kind
from softenv_xl.schema.repair import repair
from softenv_xl.sheets.patch import CellPatch, Patch
from softenv_xl.words import same
from tests.support.small_school import control_of, register


@pytest.mark.parametrize(
    ("year", "told"),
    [
        (1999, ["cell.out-of-range"]),
        (2000, []),
        (2099, []),
        (2099.5, ["cell.out-of-range"]),
        (2100, ["cell.out-of-range"]),
        ("next", ["cell.not-a-number"]),
    ],
)
def test_a_year_of_another_century_is_told(year: Value, told: list[str]) -> None:
    changed = apply(register("zh"), Patch((), (CellPatch("settings_year", year),)), "control.xlsx")
    found = [issue for issue in control_of(changed).issues if issue.place.cell == "B5"]
    assert [issue.kind.code for issue in found] == told


@pytest.mark.parametrize("endless", [float("inf"), float("-inf"), float("nan")])
def test_a_number_without_end_is_the_error_that_programs_show_for_it(endless: float) -> None:
    assert repair(Column("year", same("Year"), Kind.NUMBER), endless, None, ()).value == CellError("#NUM!")
