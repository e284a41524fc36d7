"""What stands in cells of a return beside plain values: pictures, and days counted from 1904 on."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from softenv_xl.demo import corruptions as d
from softenv_xl.demo.corruptions import Change
from softenv_xl.words import LANGS, Lang
from tests.support.small_school import changed, checked, filled, told

PICTURE = '=_xlfn.DISPIMG("ID_0123456789ABCDEF",1)'


@pytest.mark.parametrize(("lang", "words"), [("zh", "单元格内图片"), ("en", "picture in cell")])
def test_a_picture_is_evidence(lang: Lang, words: str) -> None:
    result = checked(changed(filled(lang), d.typed("problems", "I6", PICTURE), lang=lang), lang)
    assert [code for code, _, _ in told(result)] == ["cell.picture-kept"]
    assert (result.state, result.problems[1].values["evidence"]) == ("accepted", words)


@pytest.mark.parametrize("cell", ["C5", "D5", "F5", "H5"])  # required text, a date, a person, a choice
def test_elsewhere_a_picture_is_said_to_be_one(cell: str) -> None:
    result = checked(changed(filled(), d.typed("problems", cell, PICTURE)))
    assert told(result) == [("cell.picture", "问题与整改", cell)]
    for lang in LANGS:
        assert "{" not in result.issues[0].message(lang) + result.issues[0].remedy(lang)


@pytest.mark.parametrize("cell", ["B13", "B14", "B16"])
def test_a_picture_says_nothing_of_who_sent_the_return(cell: str) -> None:
    assert ("cell.picture", "基本信息", cell) in told(
        checked(changed(filled(), d.typed("identity", cell, PICTURE)))
    )


def since_1904(cell: str, value: float, number_format: str = "General") -> Change:
    """The workbook as a Mac's Excel used to make it, with a day that is formatted as a number."""

    def change(book: Workbook, lang: Lang) -> None:
        book.epoch = CALENDAR_MAC_1904
        there = d.sheet_of(book, "problems", lang)[cell]
        there.value, there.number_format = value, number_format

    return change


@pytest.mark.parametrize("number_format", ["General", "[$-804]aaaa;@", "0"])
@pytest.mark.parametrize("value", [44_773, 44_773.75])
def test_a_day_counted_from_1904(value: float, number_format: str) -> None:
    result = checked(changed(filled(), since_1904("D5", value, number_format)))
    assert result.problems[0].values["found"] == date(2026, 8, 1)


def test_days_that_are_formatted_as_days_are_not_moved_again() -> None:
    result = checked(changed(filled(), since_1904("D6", 44_773)))
    assert result.problems[0].values["found"] == date(2026, 8, 3)
    assert result.state == "accepted"


def test_digits_that_mean_a_day_are_no_count() -> None:
    result = checked(changed(filled(), since_1904("D5", 20_260_801, "General")))
    assert result.problems[0].values["found"] == date(2026, 8, 1)
    assert ("date.as-text", "问题与整改", "D5") in told(result)
