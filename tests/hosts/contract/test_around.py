"""What people keep around a table stays theirs on every host: totals, notes below, remarks beside the rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from softenv_xl.sheets.patch import Patch, TablePatch
from tests.hosts.contract.hosts import Host, LiveHost, Seen, live, look
from tests.support.packages import book, rows

STAFF = """
Id | Name | Days
T1 | Wang | 3
T2 | Li   | 5
T3 | Zhao | 4
"""
LONGER = "from | Id | Days\n0 | T1 | 3\n1 | T2 | 5\n2 | T3 | 4\nnew | T4 | 6\nnew | T5 | 7"
SHORTER = "from | Id\n0 | T1"
SHUFFLED = "from | Id | Days\n2 | T3 | =\nnew | T9 | 1\n0 | T1 | ="
TOTALS = {
    "total_row": True,
    "columns": [
        {"header": "Id", "total_string": "Total"},
        {"header": "Name"},
        {"header": "Days", "total_function": "sum"},
    ],
}


def around(workbook: Any, sheet: Any) -> None:
    """A line two rows below, one three rows below over merged cells, a remark column with a header of its own."""
    sheet.write("A7", "Checked by: Wu")
    sheet.write("C7", "2026-11-20")
    sheet.merge_range("A8:C8", "seen by the head")
    sheet.write_column("D1", ["Our remarks", "one", "two", "three"])
    sheet.write("F3", "apart")


def with_total(workbook: Any, sheet: Any) -> None:
    """The total as Excel spells it; XlsxWriter leaves the table's name out, which LibreOffice can't read."""
    sheet.write_formula("C5", "=SUBTOTAL(109,Staff[Days])", None, 12)


def patch(text: str) -> Patch:
    return Patch((rows(text),))


def texts(seen: Seen) -> dict[str, Any]:
    """All that stands in cells, by address."""
    return {
        f"{chr(65 + column)}{row}": value
        for row, cells in enumerate(seen.values, 1)
        for column, value in enumerate(cells)
        if value is not None
    }


def row_of(seen: Seen, words: str) -> int:
    return next(int(cell[1:]) for cell, value in texts(seen).items() if value == words)


@pytest.mark.parametrize(("change", "last"), [(LONGER, 6), (SHORTER, 2), (SHUFFLED, 4)])
def test_what_is_below_keeps_its_distance(host: Host, change: str, last: int) -> None:
    seen = host.patched(book(STAFF, more=around), patch(change))
    assert seen.tables == {"Staff": f"A1:C{last}"}
    found = texts(seen)
    assert [found[f"A{last + 3}"], found[f"C{last + 3}"], found[f"A{last + 4}"]] == [
        "Checked by: Wu",
        "2026-11-20",
        "seen by the head",
    ]
    assert found["F3"] == "apart"


def test_a_remark_goes_with_its_row_and_that_of_a_lost_row_below_everything(host: Host) -> None:
    seen = host.patched(book(STAFF, more=around), patch(SHUFFLED))
    found = texts(seen)
    assert [found["D1"], found["D2"], found.get("D3"), found["D4"]] == ["Our remarks", "three", None, "one"]
    assert row_of(seen, "two") > row_of(seen, "seen by the head") + 1


def test_with_nothing_below_the_remark_of_a_lost_row_is_kept_all_the_same(host: Host) -> None:
    def remarks(workbook: Any, sheet: Any) -> None:
        sheet.write_column("D2", ["one", "two", "three"])

    seen = host.patched(
        book(STAFF, more=remarks), patch("from | Id\n1 | T2"), patch("from | Id\n0 | T2\nnew | T4")
    )
    found = texts(seen)
    assert found["D2"] == "two"
    assert "D3" not in found
    assert {row_of(seen, "one"), row_of(seen, "three")} & set(range(5)) == set()


def test_a_table_that_loses_all_its_rows_keeps_their_remarks_apart(host: Host) -> None:
    seen = host.patched(
        book(STAFF, more=around), Patch((TablePatch("Staff", ("Id",), ()),)), patch("from | Id\nnew | T7")
    )
    assert seen.tables == {"Staff": "A1:C2"}
    assert texts(seen)["A2"] == "T7"
    assert min(row_of(seen, words) for words in ("one", "two", "three")) > row_of(seen, "seen by the head")


@pytest.mark.parametrize(("change", "last", "total"), [(LONGER, 6, 25), (SHORTER, 2, 3), (SHUFFLED, 4, 8)])
@pytest.mark.parametrize("more", [None, around])
def test_the_totals_row_stays_last(
    host: Host, change: str, last: int, total: int, more: Callable[[Any, Any], None] | None
) -> None:
    def with_note(workbook: Any, sheet: Any) -> None:
        with_total(workbook, sheet)
        sheet.write_formula("E1", "=C5*2", None, 24)
        if more:
            more(workbook, sheet)

    seen = host.patched(book(STAFF, table=TOTALS, more=with_note), patch(change))
    assert seen.tables == {"Staff": f"A1:C{last + 1}"}
    assert texts(seen)[f"A{last + 1}"] == "Total"
    assert f"C{last + 1}" in seen.formulas
    assert seen.formulas["E1"] == f"=C{last + 1}*2"
    if host.calculates:
        assert texts(seen)[f"C{last + 1}"] == total
    if more:
        assert texts(seen)[f"A{last + 3}"] == "Checked by: Wu"


def test_a_plain_sum_in_the_totals_row_reaches_the_last_row(host: Host) -> None:
    def plain(workbook: Any, sheet: Any) -> None:
        with_total(workbook, sheet)
        sheet.write_formula("B5", "=SUM(C2:C4)", None, 12)

    seen = host.patched(book(STAFF, table=TOTALS, more=plain), patch(LONGER))
    assert seen.formulas["B7"] == "=SUM(C2:C6)"


def test_a_sum_typed_right_below_stays_right_below_and_reaches_the_last_row(host: Host) -> None:
    def plain(workbook: Any, sheet: Any) -> None:
        sheet.write("A5", "Total")
        sheet.write_formula("C5", "=SUM(C2:C4)", None, 12)

    longer = host.patched(book(STAFF, more=plain), patch(LONGER))
    assert (texts(longer)["A7"], longer.formulas["C7"]) == ("Total", "=SUM(C2:C6)")
    shorter = host.patched(book(STAFF, more=plain), patch(SHORTER))
    assert (texts(shorter)["A3"], shorter.formulas["C3"].replace("C2:C2", "C2")) == ("Total", "=SUM(C2)")


def test_undo_takes_what_is_around_back(
    program: LiveHost, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def drawn(workbook: Any, sheet: Any) -> None:
        with_total(workbook, sheet)
        around(workbook, sheet)

    opened = program.open(book(STAFF, table=TOTALS, more=drawn))
    try:
        before = texts(look(opened))
        live(opened).write(patch("from | Id | Days\n2 | T3 | =\nnew | T9 | 1\n0 | T1 | =\n1 | T2 | ="))
        assert texts(look(opened)) != before
        live(opened).undo()
        assert texts(look(opened)) == before
    finally:
        opened.close()
