"""Rows that are fitted once, after many changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import xlwings as xw

pytestmark = [pytest.mark.libreoffice, pytest.mark.xdist_group("libreoffice")]

LONG = "words that need more than one line of a narrow column " * 3
Change = Callable[[xw.Sheet], object]


@pytest.fixture
def narrow(app: xw.App) -> Iterator[xw.Sheet]:
    """Ten lines whose texts are wrapped; the fourth has a height of its own."""
    book = app.books.add()
    yield lines(book.sheets[0])
    book.close()


def lines(sheet: xw.Sheet) -> xw.Sheet:
    sheet["A1:B10"].wrap_text = True
    sheet["A1:A10"].value = [[number] for number in range(10)]
    sheet["A4"].row_height = 44
    return sheet


def heights(sheet: xw.Sheet) -> list[int]:
    return [round(sheet.range((row, 1)).row_height or 0) for row in range(1, 13)]


def put(place: str, value: object) -> Change:
    def change(sheet: xw.Sheet) -> None:
        sheet[place].value = value

    return change


CHANGES: dict[str, tuple[Change, Change]] = {
    "a block": (put("A1", 1), put("A2:A5", [[LONG]] * 4)),
    "near and far": (
        put("A1", 1),
        lambda sheet: [put(place, LONG)(sheet) for place in ("B1", "B9", "B10")],
    ),
    "formulas": (put("A1", 1), lambda sheet: setattr(sheet["B2:B3"], "formula", f'=A2&"{LONG}"')),
    "copied": (put("B1", LONG), lambda sheet: sheet["B1"].copy(sheet["B7"])),
    "moved": (put("B1", LONG), lambda sheet: sheet["B1"].impl.move(sheet["B7"].impl)),
    "emptied": (put("B1:B2", LONG), lambda sheet: sheet["B1"].clear_contents()),
    "cleared": (put("B1:B2", LONG), lambda sheet: sheet["B1"].clear()),
    "pushed down": (put("B2", LONG), lambda sheet: sheet["B1:B2"].insert("down")),
    "pulled up": (put("B6", LONG), lambda sheet: sheet["B1:B2"].delete("up")),
    "sorted": (
        put("B1:B3", [[LONG], ["b"], ["a"]]),
        lambda sheet: sheet["A1:B3"].impl.sort([2], [True], False),
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_they_are_in_the_end_as_high_as_if_fitted_each_time(narrow: xw.Sheet, change: str) -> None:
    prepare, carry_out = CHANGES[change]
    other = lines(narrow.book.sheets.add("Other"))
    prepare(other)
    carry_out(other)
    prepare(narrow)
    before = heights(narrow)
    narrow.book.impl.hold_row_heights()
    carry_out(narrow)
    narrow.book.impl.fit_changed_rows()
    assert heights(narrow) == heights(other) != before
    assert heights(narrow)[3] == 44


def test_meanwhile_they_stay(narrow: xw.Sheet) -> None:
    before = heights(narrow)
    narrow.book.impl.hold_row_heights()
    assert not narrow.book.impl.hold_row_heights()  # whoever did first ends it
    narrow["A2:A5"].value = LONG
    assert heights(narrow) == before
    narrow.book.impl.fit_changed_rows()
    assert heights(narrow) != before
    narrow["A7"].value = LONG
    assert heights(narrow)[6] == heights(narrow)[1]


def test_no_step_of_undo_comes_of_it_and_a_sheet_may_be_gone(narrow: xw.Sheet) -> None:
    steps = narrow.book.api.UndoManager
    gone = narrow.book.sheets.add("Gone")
    steps.clear()
    narrow.book.impl.hold_row_heights()
    gone["A1"].value = LONG
    gone.delete()
    steps.clear()
    narrow["A1"].row_height = 20
    narrow["A2"].impl.changed()
    before = steps.getAllUndoActionTitles()
    narrow.book.impl.fit_changed_rows()
    assert steps.getAllUndoActionTitles() == before
