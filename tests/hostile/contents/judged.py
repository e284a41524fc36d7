"""What has to be true of a collect, whatever one of its returns or the control workbook holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from softenv_xl import flow
from softenv_xl.errors import Stop
from softenv_xl.gate.limits import SHARE
from softenv_xl.grid.grid import Book
from softenv_xl.hosts.cell_limits import checked_number, checked_text
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.returns import Delivery
from softenv_xl.issues import Issue
from softenv_xl.sheets.patch import KEEP, Patch
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.return_form import return_for
from softenv_xl.words import LANGS
from tests.hostile.contents import files, school
from tests.hostile.contents.mutation import mutated
from tests.support import small_school
from tests.support.small_school import TODAY

# What a Stop may say of a control workbook: what is missing, or what of it can't be carried out.
_SAID = ("workbook.part-missing", "workbook.unreadable", "workbook.unsafe-to-write")
_UNFORESEEN = ("file.check-failed",)


@dataclass
class InMemory:
    """A control workbook that is nothing but its grids; a patch is held to what every cell can hold."""

    book: Book
    name: str = "control.xlsx"

    def read(self) -> Book:
        return self.book

    def rehearse(self, patch: Patch) -> None:
        _require_held(patch)

    def write(self, patch: Patch) -> bool:
        return True


def returned(seed: int) -> None:
    """A mutated return between two good ones."""
    book = school.target().book
    assert book
    _judge_return(school.sent(mutated(book, Random(seed)), seed), InMemory(school.book()))


def returned_file(seed: int) -> None:
    """The same as a file that the gate reads, and a workbook on the disk that is written."""
    package = files.changed(small_school.filled(school.LANG, 0), Random(seed))
    delivery = small_school.delivered(package, school.MUTATED, school.target().saved)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "control.xlsx"
        path.write_bytes(school.package())
        _judge_return(delivery, FileWorkbook(path))
        FileWorkbook(path).read()


def control(seed: int) -> None:
    """A mutated control workbook, with good returns."""
    _judge_control(InMemory(mutated(school.book(), Random(seed))))


def control_file(seed: int) -> None:
    """The same as a file that is read and written."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "control.xlsx"
        before = files.changed(school.package(), Random(seed))
        path.write_bytes(before)
        if _judge_control(FileWorkbook(path)):
            FileWorkbook(path).read()
        else:
            assert path.read_bytes() == before


KINDS: dict[str, Callable[[int], None]] = {
    "return": returned,
    "return-file": returned_file,
    "control": control,
    "control-file": control_file,
}


def _judge_return(delivery: Delivery, workbook: flow.Workbook) -> None:
    first, *rest = school.others()
    alone = _alone()
    result, _ = flow.collect(workbook, [first, delivery, *rest], TODAY)
    _judge_issues(result)
    assert not result.elsewhere
    ours = next(each for each in result.returns if each.delivery.file == delivery.file)
    assert len(ours.issues) <= SHARE.issues + 1
    assert len(ours.problems) <= SHARE.rows
    whose = ours.person.number if ours.person else None
    for before, after in zip(alone.returns, (result.returns[0], *result.returns[2:]), strict=True):
        assert (before.state, before.issues, before.problems) == (after.state, after.issues, after.problems)
    assert _others(alone, whose) == _others(result, whose)


@cache
def _alone() -> Result:
    """The good returns without the mutated one."""
    return flow.collect(InMemory(school.book()), school.others(), TODAY)[0]


def _others(result: Result, whose: str | None) -> list[object]:
    """What the workbook says of everybody but the sender of the mutated return."""
    mine = (whose, "2009017")  # whom it was sent to: who can't be told is likely to be that teacher
    rows = [row.row for row in result.tracker if str(row.row["id"]).rpartition("-")[0] not in mine]
    people = result.assessment.people
    return [rows, [people[number] for number in people if number not in mine]]


def _judge_control(workbook: flow.Workbook) -> bool:
    stopped = None
    try:
        result, _ = flow.collect(workbook, school.others(), TODAY)
    except Stop as stop:
        stopped = stop
    if stopped:
        assert stopped.code in _SAID, stopped.sentence("en")
        assert all(workbook.name in stopped.sentence(lang) for lang in LANGS)
        return False
    _judge_issues(result)
    for person in result.control.people:
        _require_held(return_for(person, result.control))
    return True


def _judge_issues(result: Result) -> None:
    _can_be_told(result.all_issues)
    for checked in result.returns:
        _can_be_told(checked.issues)


def _can_be_told(issues: Iterable[Issue]) -> None:
    for issue in issues:
        assert issue.code not in _UNFORESEEN, _log(issue)
        for lang in LANGS:
            said = issue.as_record(lang)
            assert len(said["message"]) < SHARE.text
            assert said["file"]


def _log(issue: Issue) -> str:
    return Path(issue.arguments["log"]).read_text(encoding="utf-8")


def _holds(value: object, place: str) -> None:
    if isinstance(value, str):
        checked_text(value, place)
    elif isinstance(value, float):
        checked_number(value, value, place)


def _require_held(patch: Patch) -> None:
    """Every cell can hold what it is given, and every column its header."""
    for table in patch.tables:
        table.refuse_contradictions()
        assert all(len(header) <= 255 for header in table.columns), table.table
        for row in table.rows:
            for value in row.values:
                _holds(None if value is KEEP else value, table.table)
    for cell in patch.cells:
        _holds(cell.value, cell.name)
