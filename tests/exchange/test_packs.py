"""Packs: what is in one, what isn't in any form, and that nobody's work is written over."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from softenv_xl import flow, store
from softenv_xl.control.workbook import Control
from softenv_xl.exchange.pack.opening import open_pack
from softenv_xl.exchange.pack.scan import scan
from softenv_xl.exchange.pack.writing import Pack, write_packs
from softenv_xl.exchange.passport.issuing import Issuer
from softenv_xl.exchange.passport.record import issuance_of, kept_snapshot
from softenv_xl.exchange.snapshot import Snapshot, rows_of
from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.read import read
from softenv_xl.grid.table import find_table
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.passport.verification import Verdict
from softenv_xl.registers.packed import TABLES
from softenv_xl.schema.check import check_table
from softenv_xl.sheets.result import Result
from softenv_xl.words import LANGS, Lang
from tests.exchange.planted import OFFICE, OWN, TODAY, canaries, every, planted, unzipped, with_leavings
from tests.support.small_school import GROUPS, delivered

THERE = [
    table for table in TABLES if table.key != "supervised"
]  # which needs an item of the tracker that is no case's


@pytest.fixture(scope="module", params=LANGS)
def split(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> _Split:
    """The planted workbook split in either language, once for all that only look."""
    return _Split(request.param, tmp_path_factory.mktemp(request.param), with_leavings(request.param))


class _Split:
    def __init__(self, lang: Lang, folder: Path, control: bytes) -> None:
        self.lang, self.folder = lang, folder
        self.control, self.out = folder / "control.xlsx", folder / "out"
        self.control.write_bytes(control)
        self.packs = self.again()

    def refreshed(self) -> Result:
        return flow.refresh(FileWorkbook(self.control), TODAY)[0]

    def again(self) -> list[Pack]:
        self.result = self.refreshed()
        return write_packs(
            self.result, self.control, self.out, Issuer(self.result.control, self.control, TODAY)
        )

    def parts(self, number: int) -> str:
        """All that stands in the pack, part by part and name by name."""
        return unzipped(self.packs[number].path.read_bytes())

    def opened(self, number: int) -> Workbook:
        return load_workbook(self.packs[number].path)


def test_a_department_sees_nothing_of_another_nor_of_the_office(split: _Split) -> None:
    """In no part, name, note, property, list or passport of the package."""
    for number, (own, other) in enumerate((OWN, OWN[::-1])):
        assert sum(word[1] in (other, OFFICE) for word in every()) >= 1000
        parts = split.parts(number)
        assert '"kind":"pack"' in parts
        assert canaries(parts, other, OFFICE) == []
        seen = canaries(parts, own)
        assert len(seen) > 100  # the search finds what is there


def test_what_belongs_to_a_case_is_in_no_pack(split: _Split) -> None:
    parts = split.parts(0) + split.parts(1)
    for letter in OWN:
        assert f"IT-{letter}-0" not in parts
        assert f"IT-{letter}-1" not in parts
        assert f"IT-{letter}-2" in parts
    assert "CA-0" not in parts


def test_what_is_open_is_open_and_all_else_is_locked(split: _Split) -> None:
    book = split.opened(0)
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    for table in THERE:
        sheet = book[table.source.name(split.lang)]
        for at, column in enumerate(table.spec.columns, 1):
            cell = sheet.cell(table.spec.header_row + 1, at)
            assert cell.protection.locked == (not table.is_open(column.key)), (table.key, column.key)
            assert sheet.cell(table.spec.header_row, at).protection.locked


def test_a_pack_has_no_macros_and_its_dropdowns_read_lists_that_are_there(split: _Split) -> None:
    book = split.opened(0)
    names = set(book.defined_names)
    for sheet in book:
        for validation in sheet.data_validations.dataValidation:
            if validation.type == "list":
                assert validation.formula1.lstrip("=") in names
    assert not any("vba" in name.lower() for name in ZipFile(split.packs[0].path).namelist())


def test_checks_name_nothing_that_the_pack_has_not(split: _Split) -> None:
    """Every name in a formula is defined: LibreOffice and Excel would show #NAME? otherwise."""
    book = split.opened(0)
    known = {name.lower() for name in book.defined_names}
    shape = re.compile(
        r"(?<![\w$!.\"'])(?:list|pick|settings|options|people|fee|blank|tracker|case|rulebook)_\w+",
        re.IGNORECASE,
    )
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    outside = re.sub(r'"[^"]*"', "", cell.value)
                    assert {name.lower() for name in shape.findall(outside)} <= known, cell.coordinate


def test_it_carries_the_snapshot_that_its_passport_names(split: _Split) -> None:
    for pack in split.packs:
        book = read(pack.path.read_bytes(), RETURN).book
        assert book
        opened = open_pack(book, _with_record(split), split.control)
        assert (opened.verified.verdict, opened.department) == (Verdict.GENUINE, pack.department)
        assert opened.base
        kept = kept_snapshot(split.control, opened.base.id)
        assert kept == opened.base
        carried = Snapshot.read((book.passport.snapshot or "").encode())
        assert carried.digest == opened.base.digest


def _with_record(split: _Split) -> Control:
    return replace(split.result.control, passports=issuance_of(split.result.control, split.control))


def test_reading_the_pack_gives_its_snapshot_again(split: _Split) -> None:
    """What stands in the cells is what the snapshot says, value by value: a merge finds nothing changed."""
    book = read(split.packs[0].path.read_bytes(), RETURN).book
    assert book
    base = Snapshot.read((book.passport.snapshot or "").encode())
    for table in THERE:
        grid = book.grid(table.source.name(split.lang))
        assert grid
        found = find_table(grid, table.spec.headers)
        assert found
        rows = check_table(table.spec, found, split.result.control.context).rows
        columns = [column for column in table.spec.columns if column.key in found.columns]
        again = rows_of(columns, table.spec.id_column or "", [row.values for row in rows])
        assert {key: dict(cells) for key, cells in again.items()} == {
            key: dict(cells) for key, cells in base.tables[table.key].items()
        }, table.key


def test_the_same_state_gives_the_same_file(split: _Split) -> None:
    before = [pack.path.read_bytes() for pack in split.packs]
    packs = split.again()
    assert [pack.state for pack in packs] == ["same", "same"]
    assert [pack.path.read_bytes() for pack in packs] == before


def test_a_file_in_which_somebody_worked_is_never_overwritten(tmp_path: Path) -> None:
    split = _Split("en", tmp_path, planted("en", 1))
    first, second = (pack.path for pack in split.packs)
    book = load_workbook(first)
    book[TABLES[0].source.name("en")]["D5"] = "Typed by the department"
    book.save(first)
    worked_in = first.read_bytes()
    book = load_workbook(split.control)  # another state: both packs become others
    book["Settings"]["B4"] = "Another name of the school"
    book.save(split.control)
    packs = split.again()
    assert [pack.state for pack in packs] == ["beside", "replaced"]
    assert first.read_bytes() == worked_in
    assert packs[0].path.name == f"{first.stem} (2).xlsx"
    assert packs[1].path == second
    assert store.undo(second)


def test_a_pack_whose_record_is_lost_still_has_its_base(split: _Split, tmp_path: Path) -> None:
    """The control workbook was moved to another computer: the pack carries its snapshot, and its passport says which it is."""
    elsewhere = tmp_path / "elsewhere" / "control.xlsx"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(split.control.read_bytes())
    book = read(split.packs[0].path.read_bytes(), RETURN).book
    assert book
    opened = open_pack(book, split.result.control, elsewhere)
    assert opened.base
    assert opened.department == split.packs[0].department
    assert opened.verified.verdict is Verdict.GENUINE


def test_departments_whose_names_begin_alike_keep_their_own_files(tmp_path: Path) -> None:
    book = load_workbook(BytesIO(planted("zh", 1)))
    long = "初中部语文数学英语物理化学生物历史地理政治综合教研室第"
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in (GROUPS[0]("zh"), GROUPS[1]("zh")):
                    cell.value = f"{long}{'一' if cell.value == GROUPS[0]('zh') else '二'}组"
    control = tmp_path / "control.xlsx"
    book.save(control)
    for states in (["new", "new"], ["same", "same"]):
        result = flow.refresh(FileWorkbook(control), TODAY)[0]
        packs = write_packs(result, control, tmp_path / "out", Issuer(result.control, control, TODAY))
        assert [pack.state for pack in packs] == states
        assert len({pack.path for pack in packs}) == 2


def test_a_pack_among_the_returns_is_told_for_what_it_is(split: _Split) -> None:
    """It is no return, and no control workbook either."""
    content = split.packs[0].path.read_bytes()
    delivery = delivered(content, "pack.xlsx")
    for control in (split.result.control, None):
        (issue,) = flow.validate(delivery, control, TODAY, split.lang)
        assert issue.code == "file.department-pack"
        assert split.packs[0].department in issue.message(split.lang)
        assert split.packs[0].serial in issue.message(split.lang)


def test_every_department_gets_one_named_after_it(split: _Split) -> None:
    assert [pack.department for pack in split.packs] == [group(split.lang) for group in GROUPS]
    assert all(pack.department in pack.path.name and len(pack.path.name) <= 40 for pack in split.packs)
    json.dumps([pack.serial for pack in split.packs])


def test_the_scan_tells_what_a_pack_holds(split: _Split) -> None:
    found = {finding.kind: finding for finding in split.packs[0].findings}
    assert {"sheets", "names", "lists", "parts", "custom", "cached", "protection"} <= set(found)
    assert found["parts"].count == 2
    assert not {"notes", "threads", "links", "macros", "pivots", "objects", "changes", "strings"} & set(found)
    assert len(found["sheets"].examples) == 1


def test_the_scan_finds_what_people_leave_in_workbooks() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet["A1"], sheet["A2"] = "seen", "=1+1"
    sheet["A1"].comment = Comment("not seen", "somebody")
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("Behind").sheet_state = "veryHidden"
    book.properties.creator = "Wang Fang"
    sheet["B1"].hyperlink = "https://example.org/elsewhere"
    file = BytesIO()
    book.save(file)
    found = {finding.kind: finding for finding in scan(file.getvalue())}
    assert {"sheets", "rows", "columns", "notes", "properties", "links"} <= set(found)
    assert found["sheets"].examples == ("Behind",)
    assert found["rows"].examples == ("Sheet!7",)
    assert any("Wang Fang" in example for example in found["properties"].examples)


def test_the_scan_finds_a_text_whose_cell_was_deleted(split: _Split) -> None:
    content = split.packs[0].path.read_bytes()
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/sharedStrings.xml":
                data = data.replace(b"</sst>", "<si><t>删去的名字</t></si></sst>".encode())
            new.writestr(name, data)
    found = {finding.kind: finding for finding in scan(file.getvalue())}
    assert found["strings"].examples == ("删去的名字",)
