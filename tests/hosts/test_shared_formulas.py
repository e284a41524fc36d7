"""A formula that a whole column has is spelt once in the file, and reads in every row as if it were spelt there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ironcalc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softenv_xl.hosts.file import apply, formula_cells
from softenv_xl.sheets.patch import KEEP, Patch, RowPatch, TablePatch
from tests import libreoffice
from tests.support.packages import book, opened, parts, surgery

STAFF = "Id | Days | Double\n" + "\n".join(f"T{n} | {n} | -" for n in range(12))
DOUBLE = "IF($B{row}>3,$B{row}*2,B{row}+$H$1)"
SHEET = "xl/worksheets/sheet1.xml"


def staff() -> bytes:
    """Twelve rows; every cell of the column has the formula to itself, as the templates have it."""

    def draw(_: Any, sheet: Any) -> None:
        for number in range(2, 14):
            sheet.write_formula(f"C{number}", f"={DOUBLE.format(row=number)}", None, 1)

    return book(STAFF, formulas={"Double": f"={DOUBLE.format(row=2)}"}, more=draw)


def patched(package: bytes, *sources: int | None) -> bytes:
    """The rows in that order; None for a new one."""
    rows = tuple(
        RowPatch(source, (f"new{place}", 1) if source is None else (KEEP, KEEP))
        for place, source in enumerate(sources)
    )
    return apply(package, Patch((TablePatch("Staff", ("Id", "Days"), rows),)), "staff.xlsx")


def formulas(package: bytes) -> dict[str, str]:
    return {
        cell.coordinate: cell.value
        for row in opened(package)["Staff list"].iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def expected(count: int) -> dict[str, str]:
    return {f"C{row}": f"={DOUBLE.format(row=row)}" for row in range(2, count + 2)}


def spelt(package: bytes) -> int:
    """How often the file spells the formula out."""
    return parts(package)[SHEET].count(b"IF($B")


def test_a_new_row_makes_the_column_share_its_formula() -> None:
    grown = patched(staff(), *range(12), None)
    assert formulas(grown) == expected(13)
    assert (spelt(staff()), spelt(grown)) == (12, 1)


def test_what_stays_where_it_is_keeps_its_bytes() -> None:
    package = staff()
    rows = tuple(RowPatch(n, (KEEP, 7 if n == 3 else KEEP)) for n in range(12))
    written = apply(package, Patch((TablePatch("Staff", ("Id", "Days"), rows),)), "staff.xlsx")
    assert spelt(written) == 12
    grown = patched(package, *range(12), None)
    assert patched(grown, *range(13)) is grown


def test_one_more_row_joins_those_that_share() -> None:
    grown = patched(patched(staff(), *range(12), None), *range(13), None, None)
    assert formulas(grown) == expected(15)
    assert spelt(grown) == 1


def test_a_formula_that_somebody_changed_stays_his() -> None:
    grown = patched(staff(), *range(12), None)
    own = parts(grown)[SHEET].replace(b'<c r="C5"><f t="shared" si="0"/>', b'<c r="C5"><f>$B5+1</f>')
    assert own != parts(grown)[SHEET]
    theirs = surgery(grown, {SHEET: own})
    turned = patched(theirs, *reversed(range(13)))
    assert formulas(turned)["C11"] == "=$B11+1"
    assert {at: text for at, text in formulas(turned).items() if at != "C11"} == {
        at: text for at, text in expected(13).items() if at != "C11"
    }


def test_what_is_left_of_them_has_it_to_itself() -> None:
    grown = patched(staff(), *range(12), None)
    assert formulas(patched(grown, 5, 3)) == expected(2)
    one = patched(grown, 5)
    assert formulas(one) == expected(1)
    assert b"shared" not in parts(one)[SHEET]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_order_reads_as_it_would_unshared(data: st.DataObject) -> None:
    shared = alone = staff()
    count = 12
    for _ in range(data.draw(st.integers(1, 4))):
        kept = data.draw(st.permutations(range(count)))[: data.draw(st.integers(1, count))]
        sources: list[int | None] = [*kept, *[None] * data.draw(st.integers(0, 6))]
        sources = data.draw(st.permutations(sources))
        shared = patched(shared, *sources)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(formula_cells, "FEWEST", 10**6)
            alone = patched(alone, *sources)
        count = len(sources)
        assert formulas(shared) == formulas(alone) == expected(count)
    assert b"shared" not in parts(alone)[SHEET]


def _days_doubled(rows: list[list[Any]]) -> list[bool]:
    """Of each row: is the third cell what the formula makes of the second?"""
    return [row[2] == (row[1] * 2 if row[1] > 3 else row[1]) for row in rows if row[0]]


@pytest.mark.libreoffice
def test_libreoffice_computes_it_in_every_row(tmp_path: Path) -> None:
    file = tmp_path / "staff.xlsx"
    file.write_bytes(patched(patched(staff(), *range(12), None), *reversed(range(13)), None))
    rows = libreoffice.recalculated(file)["Staff list"]["rows"]
    assert _days_doubled(rows[1:]) == [True] * 14


def test_ironcalc_computes_it_in_every_row(tmp_path: Path) -> None:
    file = tmp_path / "staff.xlsx"
    file.write_bytes(patched(patched(staff(), *range(12), None), *reversed(range(13)), None))
    model = ironcalc.load_from_xlsx(str(file), "en", "UTC", "en")
    model.evaluate()
    rows = [[model.get_cell_value(0, row, column) for column in (1, 2, 3)] for row in range(2, 16)]
    assert _days_doubled(rows) == [True] * 14
