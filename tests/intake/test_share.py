"""How much of the control workbook one return may take: rows, issues, characters. What is left out is told."""

from __future__ import annotations

from dataclasses import replace

from softenv_xl import flow
from softenv_xl.gate.limits import SHARE
from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Book, Grid
from softenv_xl.intake.returns import CheckedReturn, Delivery, check_return
from softenv_xl.issues import Severity
from softenv_xl.return_form import problems
from softenv_xl.sheets.publish import publish
from tests.support import small_school
from tests.support.small_school import TODAY, delivered, filled


def _listing(rows: int, row: tuple[Value, ...] | None = None) -> Delivery:
    """A return whose list of problems goes on and on, in copies of its first row."""
    sent = delivered(filled())
    assert sent.book
    found = sent.book.table(problems.SPEC.key)
    assert found
    grid, table = found
    top, first = table.area.top, grid.rows[table.area.top]
    body = tuple((number, *(row or first)[1:]) for number in range(1, rows + 1))
    longer = replace(table, area=table.area._replace(bottom=top + rows))
    new = replace(grid, rows=(*grid.rows[:top], *body), tables=(longer,), formulas=frozenset(), merged=())
    return replace(sent, book=_with(sent.book, grid.sheet, new))


def _with(book: Book, sheet: str, new: Grid) -> Book:
    return replace(book, grids=tuple(new if grid.sheet == sheet else grid for grid in book.grids))


def _checked(sent: Delivery) -> CheckedReturn:
    return check_return(sent, small_school.control(), TODAY)


def test_as_many_rows_as_anybody_needs_are_taken() -> None:
    result = _checked(_listing(SHARE.rows))
    assert len(result.problems) == SHARE.rows
    assert {issue.code for issue in result.issues} == {"answer.without-problem"}  # of the other row's entry


def test_more_rows_are_not_read_and_the_return_goes_back() -> None:
    result = _checked(_listing(SHARE.rows + 700))
    assert (result.state, len(result.problems)) == ("changes_requested", SHARE.rows)
    [issue] = [issue for issue in result.issues if issue.code == "return.too-many-rows"]
    assert issue.arguments == {"count": SHARE.rows + 700, "limit": SHARE.rows}
    assert issue.place.cell == f"{5 + SHARE.rows}:{5 + SHARE.rows}"


def test_issues_beyond_the_limit_are_one_with_their_number() -> None:
    bad: tuple[Value, ...] = (None, "9 unknown", None, "not a day", None, "x" * 90, "nor this", "?", None)
    result = _checked(_listing(SHARE.rows, bad))
    assert result.state == "changes_requested"
    assert len(result.issues) == SHARE.issues + 1
    *listed, more = result.issues
    assert more.code == "file.more-issues"
    assert (
        more.arguments["count"]
        == more.arguments["error"] + more.arguments["warning"] + more.arguments["note"]
        > 500
    )
    assert all(issue.severity is Severity.ERROR for issue in listed)


def test_no_cell_and_no_message_is_longer_than_people_read() -> None:
    row: tuple[Value, ...] = (None, *("字" * 32_766,) * 8)
    control = small_school.control()
    result = flow.compute(control, [_checked(_listing(5, row))], TODAY)
    for issue in result.returns[0].issues:
        assert len(issue.message("zh")) < SHARE.text
    texts = [
        value
        for table in publish(result).tables
        for each in table.rows
        for value in each.values
        if isinstance(value, str)
    ]
    assert max(map(len, texts)) <= SHARE.text
