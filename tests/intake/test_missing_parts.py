"""What a return lacks is told of the sheet that lacks it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from softenv_xl.books import RETURN
from softenv_xl.intake.returns import Delivery, check_return
from softenv_xl.return_form import selfcheck
from tests.support.small_school import TODAY, control, delivered, filled


def _lacking(key: str) -> Delivery:
    """A return without that sheet."""
    delivery, names = delivered(filled("en")), RETURN.sheet(key).name
    assert delivery.book
    rest = tuple(grid for grid in delivery.book.grids if grid.sheet not in names)
    assert len(rest) == len(delivery.book.grids) - 1
    return replace(delivery, book=replace(delivery.book, grids=rest, names={}))


@pytest.mark.parametrize("key", ["identity", "selfcheck", "problems"])
def test_a_sheet_that_is_missing_is_named(key: str) -> None:
    checked = check_return(_lacking(key), control("en"), TODAY)
    (found,) = [issue.arguments["sheet"] for issue in checked.issues if issue.code == "sheet.missing"]
    assert found == RETURN.sheet(key).name


def test_a_row_that_is_missing_is_told_of_its_sheet() -> None:
    delivery, sheet = delivered(filled("en")), RETURN.sheet("selfcheck").name("en")
    assert delivery.book
    first = selfcheck.SPEC.header_row
    shorter = tuple(
        replace(grid, rows=(*grid.rows[:first], *grid.rows[first + 1 :])) if grid.sheet == sheet else grid
        for grid in delivery.book.grids
    )
    checked = check_return(
        replace(delivery, book=replace(delivery.book, grids=shorter)), control("en"), TODAY
    )
    (missing,) = [issue for issue in checked.issues if issue.code == "answer.row-missing"]
    assert missing.place.sheet == sheet
    assert str(missing.arguments["item"]).startswith("1 ")
