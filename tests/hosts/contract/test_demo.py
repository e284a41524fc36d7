"""The demo's whole job pressed button by button in a running program ends as the file host ends it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from softenv_xl import buttons, flow
from softenv_xl.demo import LAST_DAY, School, make_school
from softenv_xl.demo.clerks_work import WEEKS, do_weekly_work
from softenv_xl.demo.inbox import ROUNDS
from softenv_xl.hosts.live.reading import read_grid
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in
from softenv_xl.words import LANGS, Lang
from tests.hosts.contract.conftest import OFFICE
from tests.hosts.contract.hosts import NAMES, WITHOUT_PROGRAM, LiveHost, live
from tests.support.thorough import THOROUGH

if TYPE_CHECKING:
    import xlwings as xw

pytestmark = pytest.mark.slow


COLLECTIONS = {*ROUNDS, *(WEEKS if THOROUGH else ()), LAST_DAY}
"""A collection that brings in nothing but the week's decisions is the same as the next one: `make soak` has those too."""


def campaign(school: School, work_on: Callable[[date], None], collect_on: Callable[[date], None]) -> None:
    """The weeks of the campaign; the mails of each collection reach the inbox the day it is made."""
    aside = school.inbox.rename(school.inbox.with_name("mail"))
    school.inbox.mkdir()
    for day in sorted({*WEEKS, *COLLECTIONS}):
        for folder in {school.path(mail).parent.name for mail in school.mails if mail.folder == day}:
            shutil.move(aside / folder, school.inbox / folder)
        if day in WEEKS:
            work_on(day)
        if day in COLLECTIONS:
            collect_on(day)


def by_file(school: School) -> Path:
    def collect(day: date) -> None:
        flow.collect(FileWorkbook(school.control), deliveries(files_in([school.inbox]), 2), day)

    campaign(school, lambda day: do_weekly_work(school, day, FileWorkbook(school.control)), collect)
    return school.control


def by_button(school: School, book: xw.Book) -> list[str]:
    said: list[str] = []
    campaign(
        school,
        lambda day: do_weekly_work(school, day, live(book)),
        lambda day: said.append(buttons.collect(book, day)),
    )
    return [*said, buttons.refresh(book, LAST_DAY), buttons.validate(book, LAST_DAY)]


def everything(book: xw.Book, *, calculates: bool) -> dict[str, dict[str, Any]]:
    """Every cell that shows something, by sheet and address, after a full calculation; of a program that
    doesn't calculate, where the formulas are.
    """
    book.app.calculate()
    found = {}
    for sheet in book.sheets:
        grid = read_grid(sheet)
        found[sheet.name] = {
            f"R{row}C{column}": value
            for row, values in enumerate(grid.rows, 1)
            for column, value in enumerate(values, 1)
            if value is not None
        }
        if not calculates:
            found[sheet.name] |= {f"R{row}C{column}": "a formula" for row, column in grid.formulas}
    return found


@pytest.fixture(scope="session")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Lang], Path]:
    """The control workbook as the file host leaves it."""

    @cache
    def made(lang: Lang) -> Path:
        return by_file(make_school(tmp_path_factory.mktemp(lang) / "file", lang))

    return made


# It takes long: a program that runs plays the demo in Chinese; `make soak` has the models of Excel play it in their languages.
CASES = [
    pytest.param(name, lang, marks=[] if name.startswith("model-") else OFFICE)
    for name in NAMES
    if name not in WITHOUT_PROGRAM
    for lang in LANGS
    if (THOROUGH and name == f"model-{lang}") or (not name.startswith("model-") and lang == "zh")
]


@pytest.mark.parametrize(("name", "lang"), CASES)
def test_button_by_button_every_cell_is_as_the_file_host_has_it(
    live_hosts: Callable[[str], LiveHost],
    filed: Callable[[Lang], Path],
    tmp_path: Path,
    name: str,
    lang: Lang,
) -> None:
    program, calculates = live_hosts(name), not name.startswith("model-")
    wanted_file = shutil.copy(filed(lang), tmp_path / "filed.xlsx")
    school = make_school(tmp_path / "live", lang)
    book = program.app.books.open(str(school.control))
    other = None
    try:
        said = by_button(school, book)
        assert not [sentence for sentence in said if "softenv-xl-" in sentence]
        seen = everything(book, calculates=calculates)
        other = program.app.books.open(str(wanted_file))
        wanted = everything(other, calculates=calculates)
        assert seen.keys() == wanted.keys()
        for sheet, cells in wanted.items():
            different = {
                at for at in cells.keys() | seen[sheet].keys() if cells.get(at) != seen[sheet].get(at)
            }
            assert {at: (cells.get(at), seen[sheet].get(at)) for at in sorted(different)} == {}, sheet
        assert sum(map(len, seen.values())) > 3_000
    finally:
        for one in filter(None, (book, other)):
            one.close()
