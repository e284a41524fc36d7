"""The school's own figures, and what the rates are rates of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from softenv_xl import flow, store
from softenv_xl.control.workbook import read_control
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.registers.departments import OF_SCHOOL, school_name
from softenv_xl.sheets.publish import publish
from softenv_xl.views.submissions import SPEC as SUBMISSIONS
from softenv_xl.words import LANGS, Lang
from tests.flow.test_who_sent_what import at, broken, collected
from tests.support import small_school
from tests.support.small_school import NUMBERS, TODAY, filled


def _collected(path: Path, lang: Lang) -> FileWorkbook:
    store.create(path, small_school.register(lang))
    book = FileWorkbook(path)
    flow.collect(book, [at(filled(lang), "a.xlsx")], TODAY)
    return book


def _named(path: Path, name: str) -> Any:
    book = load_workbook(path)
    ((sheet, cell),) = book.defined_names[name].destinations
    return book[sheet][cell.replace("$", "")]


@pytest.mark.parametrize("lang", LANGS)
def test_the_school_stands_above_its_departments(tmp_path: Path, lang: Lang) -> None:
    path = tmp_path / "control.xlsx"
    book = _collected(path, lang)
    rows = [row.values for row in read_control(book.read()).checked["departments"].rows]
    cells = {key: _named(path, school_name(key)) for key in OF_SCHOOL}
    for key in ("due", "received", "assessed", "open", "overdue", "vetoes"):
        assert cells[key].value == sum(int(str(row[key])) for row in rows), key
    assert cells["due"].value == 3
    assert cells["coverage"].value == pytest.approx(1 / 3)
    assert (cells["compliance"].value, cells["assessed"].value) == (0.875, 1)
    header = cells["due"].offset(1, 0)
    assert header.value == {"zh": "应交", "en": "Due"}[lang]
    assert cells["due"].offset(0, -1).value == {"zh": "全校", "en": "School"}[lang]


def test_a_persons_rate_says_of_how_many_bans(tmp_path: Path) -> None:
    book = _collected(tmp_path / "control.xlsx", "zh")
    rows = {row.values["number"]: row.values for row in read_control(book.read()).checked["compliance"].rows}
    assert (rows[NUMBERS[0]]["compliance"], rows[NUMBERS[0]]["judged"]) == (0.875, 10)
    assert (rows[NUMBERS[1]]["compliance"], rows[NUMBERS[1]]["judged"]) == (None, 0)


def test_an_issue_of_a_file_from_nobody_names_the_file() -> None:
    patch = publish(collected(broken("报表.xlsx")))
    table = next(table for table in patch.tables if table.table == "issues")
    who = [row.values[table.columns.index("姓名")] for row in table.rows]
    assert "报表.xlsx" in who


def test_whom_the_office_waits_for_comes_first() -> None:
    patch = publish(collected(at(filled(who=1), "b.xlsx"), broken("王芳.xlsx"), broken("x.xlsx", who=2)))
    table = next(table for table in patch.tables if table.table == SUBMISSIONS.key)
    states = [row.values[table.columns.index("状态")] for row in table.rows]
    assert states == ["？ 来件无法识别", "○ 未交", "✓ 已接收", "✗ 不予受理", "✗ 不予受理"]


def test_a_matrix_made_earlier_gets_no_column_behind_those_of_the_bans() -> None:
    control = small_school.control()
    table = control.tables["compliance"]
    without = {key: at for key, at in table.columns.items() if key != "judged"}
    older = replace(control, tables={**control.tables, "compliance": replace(table, columns=without)})
    patch = publish(collected(at(filled(), "a.xlsx"), control=older))
    columns = next(table.columns for table in patch.tables if table.table == "compliance")
    assert "核算条数" not in columns
    assert "合规率" in columns
