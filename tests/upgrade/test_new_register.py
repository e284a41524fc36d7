"""A register that comes with a later version: lacking in older workbooks, deleted in those of its own, grafted by upgrade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from softenv_xl import books, flow, templates, upgrading
from softenv_xl.control.workbook import read_control
from softenv_xl.errors import Stop
from softenv_xl.hosts.workbook import Draft, FileWorkbook
from softenv_xl.registers.words import YES_NO
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import BookSpec, SheetSpec, TableSpec
from softenv_xl.words import LANGS, Lang, Text
from tests.support.package_rules import broken
from tests.support.small_school import loaded

TODAY = date(2026, 10, 21)
NEXT = int(books.CONTROL.version) + 1
KEYS = TableSpec(
    key="room_keys",
    title=Text("钥匙登记", "Room keys"),
    id_column="number",
    columns=(
        Column("number", Text("钥匙编号", "Key number"), Kind.ID, width=14, required=True),
        Column("returned", Text("归还日期", "Returned on"), Kind.DATE),
        Column("lost", Text("丢失", "Lost"), Kind.CHOICE, choices=YES_NO),
        Column("check", Text("检查", "Check"), Kind.CHECK, Owner.COMPUTED, width=24),
    ),
)
SHEET = SheetSpec(
    "keys", KEYS.title, Text("每把一行。", "One row each."), "registers", table=KEYS, since=NEXT
)
OLDER = Path(__file__).parent / "workbooks"


@pytest.fixture(params=LANGS)
def lang(request: pytest.FixtureRequest) -> Lang:
    found: Lang = request.param
    return found


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[BookSpec]:
    """The program with one register more than it has."""
    sheets = list(books.CONTROL.sheets)
    book = replace(books.CONTROL, version=str(NEXT), sheets=(*sheets[:4], SHEET, *sheets[4:]))
    monkeypatch.setattr(books, "CONTROL", book)
    monkeypatch.setattr("softenv_xl.sheets.publish.CONTROL", book)
    monkeypatch.setattr("softenv_xl.sheets.issue_keys._SPECS", {spec.key: spec for _, spec in book.tables()})
    folder = tmp_path / "templates"
    folder.mkdir()
    for lang in LANGS:
        (folder / f"control.{lang}.xlsx").write_bytes(templates.build(book, lang))
    monkeypatch.setattr(templates, "path", lambda key, lang: folder / f"{key}.{lang}.xlsx")
    return iter((book,))


def older(folder: Path, lang: Lang) -> Path:
    file = folder / "control.xlsx"
    file.write_bytes((OLDER / f"94917c8.{lang}.xlsx").read_bytes())
    return file


@pytest.mark.usefixtures("next_version")
def test_an_older_workbook_works_without_it_and_says_so_once(tmp_path: Path, lang: Lang) -> None:
    file = older(tmp_path, lang)
    for press in (flow.refresh, flow.highlight_issues, flow.refresh):
        result, _ = press(FileWorkbook(file), TODAY)
        told = [issue for issue in result.issues if issue.code == "workbook.older"]
        assert [KEYS.title(lang) in issue.message(lang) for issue in told] == [True]
        assert result.control.checked[KEYS.key].rows == ()
        assert KEYS.key in result.control.lacking


@pytest.mark.usefixtures("next_version")
def test_upgrade_brings_it_whole_and_the_next_press_fills_it(tmp_path: Path, lang: Lang) -> None:
    file = older(tmp_path, lang)
    additions = upgrading.upgrade(FileWorkbook(file), TODAY)
    assert ("sheet", KEYS.title(lang)) in {(one.kind, one.sheet) for one in additions}
    assert not set(broken(file.read_bytes()))
    book, fresh = loaded(file.read_bytes()), loaded(templates.path("control", lang).read_bytes())
    here, there = book[KEYS.title(lang)], fresh[KEYS.title(lang)]
    assert [cell.value for cell in here[4]] == [cell.value for cell in there[4]]
    assert [cell.number_format for cell in here[5]] == [cell.number_format for cell in there[5]]
    assert [cell.fill.fgColor.rgb for cell in here[4]] == [cell.fill.fgColor.rgb for cell in there[4]]
    assert here["D5"].value == there["D5"].value
    assert here.tables[KEYS.key].ref == there.tables[KEYS.key].ref
    assert here.freeze_panes == there.freeze_panes
    assert here.column_dimensions["A"].width == there.column_dimensions["A"].width
    assert [one.formula1 for one in here.data_validations.dataValidation] == [
        one.formula1 for one in there.data_validations.dataValidation
    ]
    assert len(here.conditional_formatting) == len(there.conditional_formatting)
    assert book.sheetnames.index(KEYS.title(lang)) == book.sheetnames.index(loaded_title(lang)) + 1
    control = read_control(FileWorkbook(file).read())
    assert control.lacking == frozenset()
    assert upgrading.upgrade(FileWorkbook(file), TODAY) == ()


def loaded_title(lang: Lang) -> str:
    """The sheet that the new one follows."""
    return books.CONTROL.sheets[3].name(lang)


@pytest.mark.usefixtures("next_version")
def test_in_a_workbook_of_its_version_a_missing_one_was_deleted(lang: Lang) -> None:
    book = loaded(templates.path("control", lang).read_bytes())
    del book[KEYS.title(lang)]
    stream = BytesIO()
    book.save(stream)
    with pytest.raises(Stop) as stopped:
        flow.refresh(Draft("control.xlsx", stream.getvalue()), TODAY)
    assert stopped.value.code == "workbook.part-missing"
