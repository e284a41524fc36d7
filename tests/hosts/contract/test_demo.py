"""The demo's whole job pressed button by button in a running program ends as the file host ends it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from softenv_xl import buttons, flow
from softenv_xl.demo import LAST_DAY, School, make_school
from softenv_xl.demo.inbox import ROUNDS
from softenv_xl.demo.office import WEEKS, work
from softenv_xl.hosts.live.reading import read_grid
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in
from softenv_xl.words import Lang
from tests.hosts.contract.hosts import LiveHost, live

if TYPE_CHECKING:
    import xlwings as xw

pytestmark = pytest.mark.slow


def campaign(school: School, work_on: Callable[[date], None], collect_on: Callable[[date], None]) -> None:
    """The weeks of the campaign; the mails of each collection reach the inbox the day it is made."""
    aside = school.inbox.rename(school.inbox.with_name("mail"))
    school.inbox.mkdir()
    for day in sorted({*ROUNDS, *WEEKS, LAST_DAY}):
        for folder in {school.path(mail).parent.name for mail in school.mails if mail.folder == day}:
            shutil.move(aside / folder, school.inbox / folder)
        if day in WEEKS:
            work_on(day)
        collect_on(day)


def by_file(school: School) -> Path:
    def collect(day: date) -> None:
        flow.collect(FileWorkbook(school.control), deliveries(files_in([school.inbox]), 2), day)

    campaign(school, lambda day: work(school, day, FileWorkbook(school.control)), collect)
    return school.control


def by_button(school: School, book: xw.Book) -> list[str]:
    said: list[str] = []
    campaign(
        school,
        lambda day: work(school, day, live(book)),
        lambda day: said.append(buttons.collect(book, day)),
    )
    return [*said, buttons.refresh(book, LAST_DAY), buttons.validate(book, LAST_DAY)]


def everything(book: xw.Book) -> dict[str, dict[str, Any]]:
    """Every cell that shows something, by sheet and address, after a full calculation."""
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
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_button_by_button_every_cell_is_as_the_file_host_has_it(
    program: LiveHost, tmp_path: Path, lang: Lang
) -> None:
    filed = by_file(make_school(tmp_path / "file", lang))
    school = make_school(tmp_path / "live", lang)
    book = program.app.books.open(str(school.control))
    other = None
    try:
        said = by_button(school, book)
        assert not [sentence for sentence in said if "softenv-xl-" in sentence]
        seen = everything(book)
        other = program.app.books.open(str(filed.rename(filed.with_name("filed.xlsx"))))
        wanted = everything(other)
        assert seen.keys() == wanted.keys()
        for name, cells in wanted.items():
            different = {at for at in cells.keys() | seen[name].keys() if cells.get(at) != seen[name].get(at)}
            assert {at: (cells.get(at), seen[name].get(at)) for at in sorted(different)} == {}, name
        assert sum(map(len, seen.values())) > 3_000
    finally:
        for one in filter(None, (book, other)):
            one.close()
