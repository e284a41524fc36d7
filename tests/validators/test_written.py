"""Nothing that is generated or written makes Excel repair the file: before and after collect, mark and undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import SortCondition, SortState

from softenv_xl import flow, store, templates
from softenv_xl.books import BOOKS
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.words import LANGS
from tests.addin.built import built
from tests.flow.test_survival import FIRST, SECOND, collect, lived_in
from tests.support import large_school
from tests.support.package_rules import broken
from tests.validators import schema_errors

GENERATED: dict[str, Callable[[], bytes]] = {
    **{f"{book.key}.{lang}.xlsx": partial(templates.build, book, lang) for book in BOOKS for lang in LANGS},
    **{
        name: partial(lambda name: built()[name], name)
        for name in ("softenv_xl.xlam", "control.zh.xlsm", "control.en.xlsm")
    },
}


def sort_state(folder: Path) -> tuple[Path, Path]:
    """The office's tracker sorted and filtered, with formats, dropdowns, notes and a total beside it."""
    control, inbox = folder / "control.xlsx", folder / "inbox"
    large_school.returns(large_school.control(control, 12), inbox)
    assert collect(control, inbox, FIRST)
    book = load_workbook(control)
    page = book["Tracker"]
    table = page.tables["tracker"]
    left, right = table.ref.split(":")
    body = f"{left[0]}{int(left[1:]) + 1}:{right}"
    table.sortState = SortState(ref=body, sortCondition=[SortCondition(ref=f"K5:K{right[-1]}")])
    page["AB5"] = "=COUNTA(tracker[Problem])"
    page["G5"].comment = Comment("Ask again", "Office")
    late = FormulaRule(["$K5<TODAY()"])  # type: ignore[no-untyped-call]
    page.conditional_formatting.add("K5:K99", late)
    own = DataValidation(type="list", formula1='"a,b"')
    page.add_data_validation(own)
    own.add("AC5:AC60")
    page.merge_cells("A1:D1")
    book.save(control)
    return control, inbox


def judged(file: Path) -> tuple[set[str], set[str]]:
    return set(schema_errors(file)), set(broken(file.read_bytes()))


@pytest.mark.slow
@pytest.mark.parametrize("name", GENERATED)
def test_generated_files_are_sound(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(GENERATED[name]())
    assert judged(file) == (set(), set())


@pytest.mark.slow
def test_a_return_as_sent_and_as_filled_in_is_sound(tmp_path: Path) -> None:
    large_school.returns(large_school.control(tmp_path / "control.xlsx", 2), tmp_path / "sent")
    for file in (tmp_path / "sent").iterdir():
        assert judged(file) == (set(), set())


@pytest.mark.slow
@pytest.mark.parametrize("made", [lived_in, sort_state])
def test_no_press_adds_a_fault(made: Callable[[Path], tuple[Path, Path]], tmp_path: Path) -> None:
    control, inbox = made(tmp_path)
    before, broken_before = judged(control)
    assert not broken_before
    content = control.read_bytes()
    large_school.returns(large_school.control(tmp_path / "other.xlsx", 16), tmp_path / "more")
    presses: list[Callable[[], object]] = [
        lambda: flow.highlight_issues(FileWorkbook(control), SECOND),
        lambda: collect(control, inbox, SECOND),
        lambda: collect(control, tmp_path / "more", date(2026, 11, 9)),
    ]
    for press in presses:
        press()
        after, broken_after = judged(control)
        assert after <= before
        assert not broken_after
    assert control.read_bytes() != content
    while control.read_bytes() != content:
        store.undo(control)
        after, broken_after = judged(control)
        assert (after <= before, broken_after) == (True, set())
