"""Columns are as wide as the words in them: letters measured as Arial has them, not as the code estimates them."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pytest

from softenv_xl.grid.address import Address
from softenv_xl.registers.words import RETURN_STATE
from tests.templates.conftest import Built, column_of

if TYPE_CHECKING:
    from softenv_xl.schema.table import TableSpec

# Widths of a to z, regular and bold, in thousandths of the letter's size; capitals and signs are wider than all but m.
_REGULAR = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz ",
        (
            *(556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833),
            *(556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 278),
        ),
        strict=True,
    )
)
_BOLD = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz ",
        (
            *(556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889),
            *(611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 278),
        ),
        strict=True,
    )
)
_CAPITAL, _CHINESE, _DIGIT = 722, 1000, 556
# Pixels at 96 dots an inch: of a digit, which a width is counted in, what its cell's rims and indent take, the arrow.
_DIGIT_PIXELS, _RIMS, _ARROW, _SIZE = 7.0, 9.0, 16.0, 10 * 96 / 72
# A laptop's window of 1366 pixels, without the rows' numbers, the scroll bar and LibreOffice's side bar, and the pixels
# that LibreOffice makes of a unit of width: more than Excel does.
_IN_VIEW = 1266 / 7.83


def _pixels(text: str, letters: dict[str, int]) -> float:
    def wide(letter: str) -> int:
        if letter in letters:
            return letters[letter]
        if letter.isascii():
            return _DIGIT if letter.isdigit() else _CAPITAL
        return _CHINESE

    return sum(map(wide, text)) * _SIZE / 1000


def _tables(built: Built) -> list[tuple[TableSpec, Any]]:
    return [(table, built.book[sheet.name(built.lang)]) for sheet, table in built.spec.tables()]


def _width(page: Any, place: int) -> float:
    return float(column_of(page, place).width)


def test_no_word_of_a_header_is_broken_inside(built: Built) -> None:
    for table, page in _tables(built):
        for place, column in enumerate(table.columns, start=1):
            if not column.in_view(built.lang):
                continue
            label, room = column.label(built.lang), _width(page, place) * _DIGIT_PIXELS - _RIMS
            words = label.split() if label.isascii() else list(label)
            longest = max(_pixels(word, _BOLD) for word in words)
            assert _pixels(label, _BOLD) <= room or longest <= room - _ARROW, (table.key, label)


def test_states_of_returns_stand_on_one_line(control: Built) -> None:
    for table, page in _tables(control):
        for place, column in enumerate(table.columns, start=1):
            if column.choices is RETURN_STATE:
                for _, word in RETURN_STATE.words:
                    wide = _pixels(word(control.lang), _REGULAR)
                    assert wide <= _width(page, place) * _DIGIT_PIXELS - _RIMS, (table.key, word)


@pytest.mark.parametrize(
    ("table", "last"),
    [
        ("tracker", "overdue"),
        ("compliance", "service"),
        ("submissions", "problems"),
        ("reminders", "items"),
        ("issues", "remedy"),
        ("conflicts", "own"),
        ("packs_merged", "told"),
        ("people", "state"),
        ("departments", "vetoes"),
        ("letters", "overdue"),
        ("milestones", "overdue"),
        ("tasks", "state"),
        ("notes", "state"),
        ("honours", "decision"),
        ("supervised", "colour"),
        ("appraisal_rounds", "coverage"),
        ("appraisal", "high"),
        ("appraisal_findings", "decision"),
        ("appraisal_mapping", "answer"),
    ],
)
def test_what_is_urgent_is_on_the_first_screen(control: Built, table: str, last: str) -> None:
    spec, page = next((spec, page) for spec, page in _tables(control) if spec.key == table)
    shown = (
        (column.key, _width(page, place))
        for place, column in enumerate(spec.columns, start=1)
        if column.in_view(control.lang)
    )
    keys, widths = zip(*shown, strict=True)
    assert list(accumulate(widths))[keys.index(last)] <= _IN_VIEW


def test_the_line_that_says_what_a_sheet_is_for_is_in_view(control: Built) -> None:
    for sheet, table in control.spec.tables():
        page = control.book[sheet.name(control.lang)]
        words = next(cell for cell in page[2] if cell.value == sheet.guide(control.lang))
        at = Address.parse(words.coordinate).column
        assert not table or table.columns[at - 1].in_view(control.lang), sheet.key
