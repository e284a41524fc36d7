"""Which of many makes the work fail, alone or together with others; and which cell of a workbook does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl import books, flow
from softenv_xl.control import workbook as control_reading
from softenv_xl.errors import Stop
from softenv_xl.fault_localization import locate_fault, read_control_or_stop
from softenv_xl.gate.limits import CONTROL
from softenv_xl.grid.address import Address
from softenv_xl.hosts import workbook as file_host
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.isolation import Isolation
from softenv_xl.schema.check import check_form, check_table
from softenv_xl.words import LANGS
from tests.hostile.contents import school
from tests.support.small_school import TODAY


@given(st.integers(1, 40), st.sets(st.integers(0, 39)), st.sets(st.integers(0, 39)))
def test_those_that_fail_are_marked_and_the_others_stay(
    count: int, bad: set[int], hopeless: set[int]
) -> None:
    """Negative numbers are marked ones; the hopeless fail even then."""
    tries = 0

    def attempt(items: list[int]) -> list[int]:
        nonlocal tries
        tries += 1
        if any(item in bad or item in hopeless or -item - 1 in hopeless for item in items):
            raise ZeroDivisionError
        return items

    isolation = Isolation[int, list[int]](attempt, lambda item, error: -item - 1)
    found = isolation.run(range(count))
    expected = [-at - 1 if at in bad else at for at in range(count) if at not in hopeless]
    assert found == expected
    assert isolation.left_out == [-at - 1 for at in range(count) if at in hopeless]
    assert tries <= 4 + 15 * len((bad | hopeless) & set(range(count)))


def test_two_that_fail_together_cost_one_of_them() -> None:
    def attempt(items: list[int]) -> list[int]:
        if {3, 17} <= set(items):
            raise ZeroDivisionError
        return items

    assert Isolation[int, list[int]](attempt, lambda item, error: -1).run(range(20))[17] == -1


def test_what_fails_without_any_of_them_is_raised() -> None:
    def attempt(items: list[int]) -> list[int]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Isolation[int, list[int]](attempt, lambda item, error: -1).run(range(20))


@pytest.mark.parametrize("key", ["tracker", "people", "rulebook", "settings"])
def test_the_cell_that_nobody_foresaw_is_named(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that fails of one word in one cell."""
    sheet = next(sheet for sheet in books.CONTROL.sheets if sheet.key == key)
    grid = school.book().grid(sheet.name(school.LANG))
    assert grid
    at = next(
        Address(row, column)
        for row in range(sheet.table.header_row + 1 if sheet.table and not sheet.form else 5, 30)
        for column in range(2, 9)
        if isinstance(grid.value(Address(row, column)), str)
    )
    rows = [list(row) for row in grid.rows]
    rows[at.row - 1][at.column - 1] = "poison"
    spoilt = replace(grid, rows=tuple(map(tuple, rows)))
    book = replace(school.book(), grids=tuple(spoilt if g is grid else g for g in school.book().grids))

    def form(spec: Any, grid: Any, cells: Any, *rest: Any) -> Any:
        assert "poison" not in [grid.value(cell) for cell in cells.values()]
        return check_form(spec, grid, cells, *rest)

    def table(spec: Any, table: Any, context: Any) -> Any:
        assert not any("poison" in raw.values() for _, raw in table.rows())
        return check_table(spec, table, context)

    monkeypatch.setattr(control_reading, "check_form", form)
    monkeypatch.setattr(control_reading, "check_table", table)
    with pytest.raises(Stop) as caught:
        read_control_or_stop(book, "control.xlsx")
    assert caught.value.code == "workbook.not-computable"
    for lang in LANGS:
        assert f"“{grid.sheet}” {at.a1}" in caught.value.sentence(lang)
    Path(str(caught.value.arguments["log"])).unlink()


def test_where_no_cell_is_to_blame_none_is_named() -> None:
    def attempt(_: object) -> None:
        raise ZeroDivisionError

    assert locate_fault(school.book(), attempt).sheet == ""
    assert locate_fault(school.book(), lambda book: None).sheet == ""


def test_a_workbook_that_could_not_be_read_again_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "control.xlsx"
    path.write_bytes(before := school.package())
    in_use = sum(len(row) for grid in school.book().grids for row in grid.rows)
    monkeypatch.setattr(file_host, "CONTROL", replace(CONTROL, cells=in_use + 3))
    with pytest.raises(Stop) as caught:
        flow.collect(FileWorkbook(path), school.others(), TODAY)
    assert caught.value.code == "workbook.too-large"
    assert "control.xlsx" in caught.value.sentence("zh")
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir() if each.name != ".softenv"] == ["control.xlsx"]
