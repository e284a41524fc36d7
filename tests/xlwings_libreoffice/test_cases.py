"""The case tables against a running LibreOffice."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest
import xlwings as xw

from tests.xlwings_libreoffice.cases import (
    BookCase,
    Case,
    apps,
    books,
    conversion,
    formulas,
    looks,
    marks,
    names,
    ranges,
    rows,
    sheets,
    tables,
    values,
)
from tests.xlwings_libreoffice.cases.unclaimed import UNCLAIMED
from tests.xlwings_libreoffice.deviations import DEVIATIONS

pytestmark = [pytest.mark.libreoffice, pytest.mark.xdist_group("libreoffice")]

SUBJECTS = (apps, books, conversion, formulas, looks, marks, names, ranges, rows, sheets, tables, values)
ALL = {
    f"{subject.__name__.rpartition('.')[2]}: {case.name}": case
    for subject in SUBJECTS
    for case in subject.CASES
}


def _plain(result: Any) -> Any:
    """The result with the kind of each value beside it: 1, 1.0 and True are not the same in a cell."""
    if isinstance(result, list | tuple):
        return [_plain(each) for each in result]
    return (type(result).__name__, result)


def _sheet_for(case: Case, book: xw.Book) -> xw.Sheet:
    """A sheet of its own in the shared book, or the first of a new one."""
    if not isinstance(case, BookCase):
        return _sheet_after_all(book)
    new = book.app.books.add()
    while len(new.sheets) < 3:
        new.sheets.add(f"Sheet{len(new.sheets) + 1}", after=new.sheets[-1])
    new.sheets[0].activate()
    return new.sheets[0]


def _sheet_after_all(book: xw.Book) -> xw.Sheet:
    return book.sheets.add(after=book.sheets[-1])


@pytest.mark.parametrize("title", ALL)
def test_it_is_as_in_excel(title: str, book: xw.Book) -> None:
    case = ALL[title]
    expected = DEVIATIONS[title].gives if title in DEVIATIONS else case.expected
    sheet = _sheet_for(case, book)
    own = sheet.book if isinstance(case, BookCase) else None
    try:
        for step in case.given:
            step(sheet)
        if isinstance(expected, type) and issubclass(expected, Exception):
            with pytest.raises(expected):
                case.call(sheet)
        else:
            assert _plain(case.call(sheet)) == _plain(expected)
    finally:
        if own is not None:
            own.close()
        else:
            sheet.delete()


@pytest.mark.parametrize("name", UNCLAIMED)
def test_what_is_not_supported_is_named(name: str, book: xw.Book) -> None:
    sheet = _sheet_after_all(book)
    try:
        with pytest.raises(NotImplementedError, match=re.escape(name)):
            UNCLAIMED[name](sheet)
    finally:
        sheet.delete()


def test_no_member_is_left_without_a_word(book: xw.Book) -> None:
    """Every object that the engine hands out answers for each member of xlwings' class, or says its name."""
    sheet = book.sheets[0].impl
    cells = sheet.range("A1")
    objects = (
        *(
            cells,
            cells.font,
            cells.borders,
            cells.borders["edge_top"],
            cells.conditional_formats,
            cells.autofilter,
        ),
        *(sheet, sheet.names, sheet.tables, sheet.page_setup, sheet.freeze_panes, sheet.book.sheets),
        *(sheet.book, sheet.book.names, sheet.book.app, sheet.book.app.books, sheet.book.app.engine.apps),
    )
    for each in objects:
        for name, member in inspect.getmembers_static(type(each)):
            function = member.fget if isinstance(member, property) else member
            if not name.startswith("_") and inspect.isfunction(function):
                assert function.__code__.co_names != ("NotImplementedError",) or function.__closure__, (
                    each,
                    name,
                )


def test_every_deviation_is_a_case_and_differs() -> None:
    for title, deviation in DEVIATIONS.items():
        assert _plain(deviation.gives) != _plain(ALL[title].expected), title
        assert deviation.reason


def test_no_two_cases_share_a_name() -> None:
    assert len(ALL) == sum(len(subject.CASES) for subject in SUBJECTS)
