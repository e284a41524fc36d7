"""What stands in a returned copy, as other eyes than the writer's see it."""

from __future__ import annotations

import io
import warnings
import zipfile
from functools import lru_cache
from typing import Any

from softenv_xl.exchange.returned.sending_back import marked_copy
from softenv_xl.grid.address import Area
from softenv_xl.intake.returns import CheckedReturn
from softenv_xl.templates.sent_back import HEADING, RULE
from softenv_xl.words import Lang
from tests.support.small_school import loaded

OFFICE = "Office, office@school.example"


def copy_of(package: bytes, checked: CheckedReturn, lang: Lang) -> bytes:
    return marked_copy(package, checked.person, checked.issues, OFFICE, lang, "return.xlsx")


def coloured(package: bytes) -> set[tuple[str, str]]:
    """The sheet and the address of every cell that has a mark's colour."""
    found = set()
    for sheet in _book(package).worksheets:
        for ranges in sheet.conditional_formatting:
            for rule in ranges.rules:
                if rule.formula == [RULE]:
                    found |= {
                        (sheet.title, cell) for area in str(ranges.sqref).split() for cell in _cells(area)
                    }
    return found


def noted(package: bytes) -> dict[tuple[str, str], str]:
    """Every cell with a note, and what it says."""
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in _book(package).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def lists(package: bytes) -> list[Any]:
    """The sheets that list what is to be corrected."""
    return [sheet for sheet in _book(package).worksheets if sheet["A1"].value in HEADING]


def listed(package: bytes) -> list[tuple[str, str, str]]:
    """Symbol, sheet and cell of every line of the list."""
    (sheet,) = lists(package)
    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=6)]
    return [(row[0], row[1], row[2]) for row in rows if row[0] in ("✗", "△")]


@lru_cache(maxsize=2)
def _book(package: bytes) -> Any:
    """For who only looks: several looks at a file are at the same workbook."""
    with warnings.catch_warnings():  # a number where a day should be is what some returns have
        warnings.filterwarnings("ignore", message=".*outside the limits for dates")
        return loaded(package)


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def values(package: bytes) -> dict[str, list[list[Any]]]:
    """What every sheet but the list holds, formulas as such."""
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in _book(package).worksheets
        if sheet["A1"].value not in HEADING
    }


def _cells(ref: str) -> list[str]:
    area = Area.parse(ref)
    return [
        Area(row, column, row, column).ref
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    ]
