"""A workbook of an earlier version, worked in by staff, after the upgrade: today's, with all that was theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.datavalidation import DataValidationList
from openpyxl.worksheet.worksheet import Worksheet

from softenv_xl import flow, store, upgrading
from softenv_xl.books import CONTROL
from softenv_xl.control.versions import version_of
from softenv_xl.control.workbook import read_control
from softenv_xl.errors import Stop
from softenv_xl.grid.address import Address
from softenv_xl.hosts.file.excel_table import Table
from softenv_xl.hosts.file.markup import MAIN
from softenv_xl.hosts.file.relations import relations
from softenv_xl.hosts.file.upgrade import Addition, upgrade_package
from softenv_xl.hosts.file.workbook import Workbook
from softenv_xl.hosts.workbook import Draft, FileWorkbook, language_of
from softenv_xl.registers import departments, evidence, people, rectification, settings
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import CellPatch, Patch
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.templates import figures, lists, path
from softenv_xl.views import dashboard, issue_list, submissions
from softenv_xl.words import Lang
from tests.addin.built import built
from tests.support.package_rules import broken
from tests.support.packages import edit, parts, surgery
from tests.support.small_school import loaded
from tests.support.thorough import some
from tests.upgrade import staff

WORKBOOKS = sorted((Path(__file__).parent / "workbooks").glob("*.xlsx"))
NAMES = [file.name for file in WORKBOOKS]
VERSION = int(CONTROL.version)
OLDEST, NEWEST = "a51dd15.en.xlsx", "94917c8.en.xlsx"
TODAY = date(2026, 10, 21)


def lang_of(name: str) -> Lang:
    return "zh" if ".zh." in name else "en"


def old(name: str) -> bytes:
    return (Path(__file__).parent / "workbooks" / name).read_bytes()


def grafted(package: bytes, lang: Lang) -> tuple[bytes, tuple[Addition, ...]]:
    return upgrade_package(package, Draft("control.xlsx", package).read(), lang, "control.xlsx")


@cache
def new(name: str) -> tuple[bytes, tuple[Addition, ...]]:
    return grafted(old(name), lang_of(name))


def on_disk(folder: Path, package: bytes) -> Path:
    file = folder / "control.xlsx"
    file.write_bytes(package)
    return file


def looks(cell: Cell | MergedCell) -> tuple[object, ...]:
    parts = (cell.font, cell.fill, cell.border, cell.alignment, cell.number_format, cell.protection)
    return tuple(map(repr, parts))


def formula_cells(sheet: Worksheet, lang: Lang) -> Iterator[Address]:
    """The cells of the program's own columns of formulas, and of the checks beside the settings."""
    for table in sheet.tables.values():
        top, left = Address.parse(table.ref.partition(":")[0])
        for place, column in enumerate(table.tableColumns):
            if column.calculatedColumnFormula is not None:
                yield from (Address(row, left + place) for row in range(top + 1, 100))
    if sheet.title == staff.title("settings", lang):
        yield from (Address(row, 3) for row in range(4, 12))


@pytest.mark.parametrize("name", some(NAMES, 2, "every_cell_that_was_there_is_as_it_was"))
def test_every_cell_that_was_there_is_as_it_was(name: str) -> None:
    lang = lang_of(name)
    before, after = loaded(old(name)), loaded(new(name)[0])
    drawn = {staff.title(key, lang) for key in ("dashboard", "start")} | {
        figures.SHEET(lang),
        lists.SHEET(lang),
    }
    compared = 0
    for sheet in before.worksheets:
        if sheet.title in drawn:
            continue
        renewed = set(formula_cells(sheet, lang))
        there = after[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None and not cell.has_style:
                    continue
                twin = there[cell.coordinate]
                compared += 1
                if Address.parse(cell.coordinate) not in renewed:
                    assert (cell.coordinate, twin.value) == (cell.coordinate, cell.value)
                assert looks(twin) == looks(cell), cell.coordinate
                assert (twin.comment and twin.comment.text) == (cell.comment and cell.comment.text)
        for number, line in sheet.row_dimensions.items():
            twin_line = there.row_dimensions[number]
            assert (line.hidden, line.height) == (twin_line.hidden, twin_line.height)
        for letters, column in sheet.column_dimensions.items():
            if (
                column_index_from_string(letters) > sheet.max_column
            ):  # where nothing stood, a new column may stand
                continue
            twin_column = there.column_dimensions[letters]
            assert (column.hidden, column.width) == (twin_column.hidden, twin_column.width)
        assert sheet.merged_cells.ranges == there.merged_cells.ranges
        assert sheet.print_title_rows == there.print_title_rows
    assert compared > 300
    assert before.active and after.active and before.active.title == after.active.title  # noqa: PT018


@pytest.mark.parametrize(
    "name", some(NAMES, 2, "sheets_drawings_and_notes_of_staff_keep_their_bytes_and_their_order")
)
def test_sheets_drawings_and_notes_of_staff_keep_their_bytes_and_their_order(name: str) -> None:
    lang = lang_of(name)
    before, after = parts(old(name)), parts(new(name)[0])
    own = [
        part for part in before if part.startswith("xl/own/") or part.endswith("9.vml") or "comments9" in part
    ]
    assert len(own) > 5
    assert {part: after[part] for part in own} == {part: before[part] for part in own}
    titles = loaded(new(name)[0]).sheetnames
    assert [title for title in titles if title in loaded(old(name)).sheetnames] == loaded(
        old(name)
    ).sheetnames
    assert (
        titles[-2:] == [staff.title("people", lang), staff.OWN_SHEET(lang)][::-1]
        or staff.RENAMED(lang) in titles
    )


@pytest.mark.parametrize("name", some(NAMES, 2, "what_a_new_workbook_has_is_there"))
def test_what_a_new_workbook_has_is_there(name: str) -> None:
    lang = lang_of(name)
    before, after = loaded(path("control", lang).read_bytes()), loaded(new(name)[0])
    assert {*before.defined_names} <= {*after.defined_names}
    tables = {table.name: (sheet, table) for sheet in after.worksheets for table in sheet.tables.values()}
    for sheet in before.worksheets:
        for table in sheet.tables.values():
            there, twin = tables[table.name]
            assert {*table.column_names} <= {*twin.column_names}
            for column in table.column_names:
                theirs, ours = table.column_names.index(column), twin.column_names.index(column)
                own = sheet.cell(sheet[table.ref][1][0].row, theirs + 1).number_format
                if table.name in ("people", "issues", "departments"):
                    assert there.cell(there[twin.ref][1][0].row, ours + 1).number_format == own
    assert after[staff.title("settings", lang)]["B11"].value == VERSION
    assert read_control(Draft("", new(name)[0]).read()).lacking == frozenset()


@pytest.mark.parametrize("name", some(NAMES, 2, "every_table_is_marked_and_guarded_as_in_a_new_workbook"))
def test_every_table_is_marked_and_guarded_as_in_a_new_workbook(name: str) -> None:
    lang = lang_of(name)
    before, after = loaded(path("control", lang).read_bytes()), loaded(new(name)[0])
    there = {table: sheet for sheet in after.worksheets for table in sheet.tables}
    for sheet in before.worksheets:
        for table in sheet.tables:
            assert not {one for one in rules(there[table]) if "issues_row" in one}
            for mark in ("issues_key", '"✗"', '"✓"'):
                assert counted(there[table], mark) == counted(sheet, mark), (table, mark)
            lists = sorted(str(one.formula1) for one in there[table].data_validations.dataValidation)
            assert lists == sorted(str(one.formula1) for one in sheet.data_validations.dataValidation)
    assert set(broken(new(name)[0])) == set()


def rules(sheet: Worksheet) -> list[str]:
    """The formulas of the conditional formats, and whether anything is to be seen of them."""
    found = [
        (rule.formula[0], rule.dxf)
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.formula
    ]
    assert all(look is not None for _, look in found)
    return [formula for formula, _ in found]


def counted(sheet: Worksheet, words: str) -> int:
    return sum(words in formula for formula in rules(sheet))


@pytest.mark.parametrize("name", some(NAMES, 2, "new_columns_are_as_wide_and_as_hidden_as_in_a_new_workbook"))
def test_new_columns_are_as_wide_and_as_hidden_as_in_a_new_workbook(name: str) -> None:
    lang = lang_of(name)
    before, after = Workbook(path("control", lang).read_bytes()), Workbook(new(name)[0])
    for key, headers in NEW_COLUMNS.items():
        ours, theirs = after.table(key), before.table(key)
        there = Workbook(old(name)).table(key).columns
        for header in (one(lang) for one in headers if one(lang) not in there):
            twins = [
                look_of(table, table.block.left + table.columns.index(header)) for table in (ours, theirs)
            ]
            assert twins[0] == twins[1], header


NEW_COLUMNS = {
    "people": [people.SPEC.column(key).label for key in ("left", "known_as")],
    "issues": [issue_list.SPEC.column(key).label for key in ("key", "about", "said")],
    "departments": [departments.SPEC.column(key).label for key in ("assessed", "known_as")],
}


def look_of(table: Table, column: int) -> tuple[str | None, str | None]:
    """How wide the column is, and whether it is out of sight."""
    for one in table.sheet.root.iterfind(f"{MAIN}cols/*"):
        if int(one.get("min", "0")) <= column <= int(one.get("max", "0")):
            return one.get("width"), one.get("hidden")
    return None, None


@pytest.mark.parametrize("name", some(NAMES, 2, "every_check_beside_a_setting_is_about_its_own_line"))
def test_every_check_beside_a_setting_is_about_its_own_line(name: str) -> None:
    page = loaded(new(name)[0])[staff.title("settings", lang_of(name))]
    checked = [row for row in range(4, 12) if page.cell(row, 3).value is not None]
    assert len(checked) == 6
    for row in checked:
        assert set(re.findall(r"\$B\$(\d+)", str(page.cell(row, 3).value))) == {str(row)}
    order = next(
        row
        for row in range(4, 12)
        if page.cell(row, 1).value == settings.SPEC.column("tracker_order").label(lang_of(name))
    )
    rules_there = {str(one.sqref): one.formula1 for one in page.data_validations.dataValidation}
    assert rules_there[f"B{order}"] == "pick_tracker_order"


@pytest.mark.parametrize("name", some(NAMES, 2, "no_part_is_left_that_nothing_leads_to"))
def test_no_part_is_left_that_nothing_leads_to(name: str) -> None:
    package = Workbook(new(name)[0]).package
    reached, todo = set[str](), [""]
    while todo:
        part = todo.pop()
        found = {one.part for one in relations(package, part)} - reached
        reached |= found
        todo += found
    there = {part for part in package.names if not part.endswith(".rels") and part != "[Content_Types].xml"}
    assert there == reached
    types = loaded_types(new(name)[0])
    assert {part for part in types if part.lstrip("/") not in package.names} == set()


def loaded_types(package: bytes) -> list[str]:
    """The parts that the package names with their types."""
    return re.findall(r'PartName="([^"]+)"', parts(package)["[Content_Types].xml"].decode())


ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection", "autoFilter",
    "sortState", "mergeCells", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "ignoredErrors", "drawing", "legacyDrawing", "tableParts", "extLst",
)  # fmt: skip
"""Of the parts of a sheet, those that the workbooks have: Excel repairs a file where they stand otherwise."""


@pytest.mark.parametrize("name", some(NAMES, 2, "the_parts_of_every_sheet_stand_in_the_formats_order"))
def test_the_parts_of_every_sheet_stand_in_the_formats_order(name: str) -> None:
    book = Workbook(new(name)[0])
    for title in book.titles:
        sheet = book.sheet(title)
        assert sheet
        places = [ORDER.index(str(one.tag).removeprefix(MAIN)) for one in sheet.root]
        assert places == sorted(places), title


@pytest.mark.parametrize("name", some(NAMES, 2, "nothing_is_left_to_do_afterwards"))
def test_nothing_is_left_to_do_afterwards(name: str, tmp_path: Path) -> None:
    again = grafted(new(name)[0], lang_of(name))
    assert again == (new(name)[0], ())
    file = on_disk(tmp_path, old(name))
    upgrading.upgrade(FileWorkbook(file), TODAY)
    content = file.read_bytes()
    assert upgrading.upgrade(FileWorkbook(file), TODAY) == ()
    assert not flow.refresh(FileWorkbook(file), TODAY)[1]
    assert file.read_bytes() == content


@pytest.mark.parametrize("no", ["0", "false"])
def test_what_a_program_says_of_a_dropdown_without_need_is_no_difference(no: str) -> None:
    package = old(OLDEST)

    def spelt_out(data: bytes) -> bytes:
        data = re.sub(rb"<dataValidation (?![^>]*errorStyle)", b'<dataValidation errorStyle="stop" ', data)
        needless = f'operator="between" imeMode="noControl" showDropDown="{no}"'
        return data.replace(b"<dataValidation ", f"<dataValidation {needless} ".encode())

    sheets = [part for part in parts(package) if part.startswith("xl/worksheets/sheet")]
    assert grafted(surgery(package, dict.fromkeys(sheets, spelt_out)), "en")[1] == new(OLDEST)[1]


def test_a_workbook_that_has_lost_all_its_dropdowns_gets_them_again() -> None:
    package = old(OLDEST)
    sheets = [part for part in parts(package) if part.startswith("xl/worksheets/sheet")]
    lost = re.compile(rb"<dataValidations.*?</dataValidations>", re.DOTALL)
    again = loaded(
        grafted(surgery(package, dict.fromkeys(sheets, lambda data: lost.sub(b"", data))), "en")[0]
    )
    for sheet in loaded(new(OLDEST)[0]).worksheets:
        wanted, found = sheet.data_validations, again[sheet.title].data_validations
        assert dropdowns(found) == dropdowns(wanted)
        assert found.count == len(found.dataValidation)


def test_a_dropdown_that_said_something_else_says_what_a_new_one_does() -> None:
    package = old(OLDEST)
    sheets = [part for part in parts(package) if part.startswith("xl/worksheets/sheet")]
    said = re.compile(rb' (?:promptTitle|prompt|errorTitle|error)="[^"]*"')

    def otherwise(data: bytes) -> bytes:
        former = b'<dataValidation promptTitle="Former" prompt="former words" '
        return re.sub(
            rb'<dataValidation (?=[^>]*type="list")[^>]*>',
            lambda tag: said.sub(b"", tag[0]).replace(b"<dataValidation ", former),
            data,
        )

    changed = surgery(package, dict.fromkeys(sheets, otherwise))
    assert changed != package
    again = loaded(grafted(changed, "en")[0])
    for sheet in loaded(new(OLDEST)[0]).worksheets:
        assert spoken(again[sheet.title].data_validations) == spoken(sheet.data_validations)


def spoken(validations: DataValidationList) -> list[tuple[str, ...]]:
    """What each dropdown says where, beside its words."""
    return sorted(
        (str(one.sqref), str(one.promptTitle), str(one.prompt), str(one.errorTitle), str(one.error))
        for one in validations.dataValidation
        if one.type == "list"
    )


def dropdowns(validations: DataValidationList) -> list[tuple[str, str]]:
    """The words of every dropdown, and its place."""
    return sorted((str(one.formula1), str(one.sqref)) for one in validations.dataValidation)


def test_a_dry_run_lists_what_is_done_and_writes_nothing(tmp_path: Path) -> None:
    file = on_disk(tmp_path, old(OLDEST))
    listed = upgrading.upgrade(FileWorkbook(file), TODAY, dry_run=True)
    assert file.read_bytes() == old(OLDEST)
    assert upgrading.upgrade(FileWorkbook(file), TODAY) == listed
    said = {(one.kind, one.sheet, one.what) for one in listed}
    assert ("sheet", "Start", "") in said
    assert ("column", "People", "Left on") in said
    assert ("version", "Settings", f"1 → {VERSION}") in said
    assert {what for kind, sheet, what in said if (kind, sheet) == ("column", "Issues")} == {
        "Staff number", "Mark key", "Check key", "Verdict",
    }  # fmt: skip


def test_undo_brings_the_old_one_back(tmp_path: Path) -> None:
    file = on_disk(tmp_path, old(OLDEST))
    upgrading.upgrade(FileWorkbook(file), TODAY)
    assert file.read_bytes() != old(OLDEST)
    store.undo(file)
    assert file.read_bytes() == old(OLDEST)


def test_what_stops_an_upgrade_leaves_the_old_one(tmp_path: Path) -> None:
    file = on_disk(tmp_path, old(OLDEST))
    (tmp_path / "~$control.xlsx").write_bytes(b"")
    with pytest.raises(Stop) as stopped:
        upgrading.upgrade(FileWorkbook(file), TODAY)
    assert stopped.value.code == "file.in-use"
    assert file.read_bytes() == old(OLDEST)


@pytest.mark.parametrize("name", [OLDEST, "60314f5.zh.xlsx", NEWEST])
def test_the_figures_are_those_of_a_new_workbook_with_the_same_rows(name: str, tmp_path: Path) -> None:
    lang = lang_of(name)
    file = on_disk(tmp_path, old(name))
    upgrading.upgrade(FileWorkbook(file), TODAY)
    upgraded = FileWorkbook(file).read()
    known = read_control(upgraded)
    fresh = Draft("new.xlsx", path("control", lang).read_bytes())
    fresh.write(Patch(cells=(CellPatch("settings_school", known.campaign.school),)))
    for spec in (departments.SPEC, people.SPEC, rectification.SPEC, submissions.SPEC, evidence.SPEC):
        empty = read_control(fresh.read())
        rows = [
            Placed(None, {k: v for k, v in row.values.items() if k in spec.by_key})
            for row in known.checked[spec.key].rows
        ]
        fresh.write(Patch((table_patch(empty, spec, rows),)))
    flow.refresh(fresh, TODAY)
    wanted = fresh.read()
    for tile in dashboard.TILES:
        for cell in (f"dash_{tile.key}", f"dash_{tile.key}_note", dashboard.HEADLINE):
            assert shown(upgraded, cell) == shown(wanted, cell), cell
    for table in dashboard.TABLES:
        assert rows_of(upgraded, table.key) == rows_of(wanted, table.key)
    assert shown(upgraded, "dash_valid") == 5


def shown(book: object, name: str) -> object:
    sheet, area = book.names[name]  # type: ignore[attr-defined]
    return book.grid(sheet).value(Address(area.top, area.left))  # type: ignore[attr-defined]


def rows_of(book: object, table: str) -> list[list[object]]:
    grid, place = book.table(table)  # type: ignore[attr-defined]
    area = place.area
    return [
        [grid.value(Address(row, column)) for column in range(area.left, area.right + 1)]
        for row in range(area.top, area.bottom + 1)
    ]


@pytest.mark.parametrize("name", [OLDEST, "60314f5.zh.xlsx"])
def test_buttons_and_commands_work_on_an_upgraded_workbook(name: str, tmp_path: Path) -> None:
    file = on_disk(tmp_path, old(name))
    upgrading.upgrade(FileWorkbook(file), TODAY)
    assert language_of(file) == lang_of(name)
    result, _ = flow.highlight_issues(FileWorkbook(file), TODAY)
    assert "workbook.older" not in {issue.code for issue in result.issues}
    result, _ = flow.collect(FileWorkbook(file), (), date(2026, 12, 1))
    assert len(result.control.people) == 6
    store.undo(file)


@pytest.mark.parametrize(("sheet", "cell"), [("Dashboard", "C40"), ("Figures", "C2")])
def test_somebodys_words_on_the_dashboard_keep_it(sheet: str, cell: str, tmp_path: Path) -> None:
    package = staff.typed(old(OLDEST), sheet, cell, "For the meeting on Friday")
    result, additions = grafted(package, "en")
    stays = [one for one in additions if not one.done]
    assert [(one.sheet, cell in one.sentence("en")) for one in stays] == [("Dashboard", True)]
    for part in ("Dashboard", "Figures"):
        assert [[cell.value for cell in row] for row in loaded(result)[part].iter_rows()] == [
            [cell.value for cell in row] for row in loaded(package)[part].iter_rows()
        ]
    flow.refresh(Draft("", result), TODAY)


def test_a_remark_beside_a_table_keeps_its_place() -> None:
    package = staff.typed(old(OLDEST), "Rulebook", "M7", "Ask the union")
    result, additions = grafted(package, "en")
    assert [(one.sheet, one.what) for one in additions if not one.done] == [("Rulebook", "Known as")]
    assert loaded(result)["Rulebook"]["M7"].value == "Ask the union"
    assert "Left on" in loaded(result)["People"].tables["people"].column_names


def test_where_there_is_no_room_beside_a_table_every_column_that_it_lacks_is_named() -> None:
    result, additions = grafted(staff.typed(old(OLDEST), "Issues", "P5", "done"), "en")
    left_out = [one for one in additions if not one.done]
    assert [one.what for one in left_out] == ["Staff number", "Mark key", "Check key", "Verdict"]
    assert all("(P5)" in one.sentence("en") for one in left_out)
    assert loaded(result)["Issues"]["P5"].value == "done"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (OLDEST, "stays as it is: Check. a column that it reads is not there"),
        ("a51dd15.zh.xlsx", "保持原样：检查。它所用的列不在表中"),
    ],
)
def test_a_check_that_reads_a_column_which_is_called_otherwise_stays_as_it_is(name: str, told: str) -> None:
    lang = lang_of(name)
    sheet = staff.title("people", lang)
    result, additions = grafted(staff.typed(old(name), sheet, "C4", "Group"), lang)
    assert [one.sentence(lang) for one in additions if not one.done] == [f"{sheet} · {told}"]
    formulas = [
        [column.calculatedColumnFormula for column in loaded(package)[sheet].tables["people"].tableColumns]
        for package in (old(name), result)
    ]
    texts = [[one.attr_text for one in each if one is not None] for each in formulas]
    assert texts[0] == texts[1] != []


def test_words_of_a_list_that_somebody_refers_to_stay_where_they_are() -> None:
    """Today's words come on a sheet beside it."""
    book = old(OLDEST)
    formula = b"<f>COUNTA(Lists!$C$2:$C$7)</f>"
    assert b"<f>COUNTA(People!$B$5:$B$99)</f>" in parts(book)["xl/worksheets/sheet2.xml"]
    package = surgery(
        book,
        {"xl/worksheets/sheet2.xml": edit(("<f>COUNTA(People!$B$5:$B$99)</f>", formula.decode()))},
    )
    result, additions = grafted(package, "en")
    after = loaded(result)
    assert after["Lists"]["D7"].value == loaded(package)["Lists"]["D7"].value
    assert after["Lists 2"].sheet_state == "hidden"
    assert after.defined_names["pick_status"].attr_text.startswith("'Lists 2'!")
    assert "Lists 2" in {one.sheet for one in additions}
    assert grafted(result, "en")[1] == ()


def test_a_newer_workbook_is_refused(tmp_path: Path) -> None:
    newer = staff.typed(path("control", "en").read_bytes(), "Settings", "B11", str(VERSION + 1))
    file = on_disk(tmp_path, newer)
    for press in (flow.refresh, flow.highlight_issues, upgrading.upgrade):
        with pytest.raises(Stop) as stopped:
            press(FileWorkbook(file), TODAY)
        assert stopped.value.code == "workbook.newer"
    assert "control.xlsx" in stopped.value.sentence("en")
    assert file.read_bytes() == newer


@pytest.mark.parametrize("name", some(NAMES, 2, "an_older_workbook_works_and_says_once_that_it_is_older"))
def test_an_older_workbook_works_and_says_once_that_it_is_older(name: str, tmp_path: Path) -> None:
    file = on_disk(tmp_path, old(name))
    result, _ = flow.refresh(FileWorkbook(file), TODAY)
    assert [issue.code for issue in result.issues] == ["workbook.older"]


def test_settings_without_room_below_get_new_ones_beside(tmp_path: Path) -> None:
    file = on_disk(tmp_path, staff.typed(old(OLDEST), "Settings", "A10", "Ask Mr Li about the stages"))
    upgrading.upgrade(FileWorkbook(file), TODAY)
    page = loaded(file.read_bytes())["Settings"]
    assert page["A10"].value == "Ask Mr Li about the stages"
    assert read_control(FileWorkbook(file).read()).campaign.tracker_order is None
    assert version_of(FileWorkbook(file).read()) == VERSION
    assert upgrading.upgrade(FileWorkbook(file), TODAY) == ()


def test_the_sheet_that_was_in_front_stays_in_front() -> None:
    def in_front(package: bytes) -> str:
        page = loaded(package)
        view = re.search(rb'activeTab="(\d+)"', parts(package)["xl/workbook.xml"])
        return str(page.sheetnames[int(view[1]) if view else 0])

    names = loaded(old(OLDEST)).sheetnames
    set_to = edit(("<workbookView ", f'<workbookView activeTab="{names.index("Rulebook")}" '))
    before = surgery(
        old(OLDEST), {"xl/workbook.xml": lambda part: set_to(re.sub(rb' activeTab="\d+"', b"", part))}
    )
    after = grafted(before, "en")[0]
    assert loaded(after).sheetnames.index("Rulebook") != names.index("Rulebook")
    assert in_front(before) == in_front(after) == "Rulebook"


def test_new_settings_are_as_high_as_in_a_new_workbook() -> None:
    def heights(package: bytes) -> dict[object, float | None]:
        page = loaded(package)["Settings"]
        return {
            row[0].value: page.row_dimensions[row[0].row].height for row in page.iter_rows() if row[0].value
        }

    new, before, after = (
        heights(path("control", "en").read_bytes()),
        heights(old(OLDEST)),
        heights(grafted(old(OLDEST), "en")[0]),
    )
    fields = {column.label("en") for column in settings.SPEC.columns} & new.keys() - before.keys()
    assert fields
    assert {label: after[label] for label in fields} == {label: new[label] for label in fields}
    assert any(after[label] for label in fields)


def test_macros_and_buttons_on_the_dashboard_stay(tmp_path: Path) -> None:
    file = tmp_path / "control.xlsm"
    file.write_bytes(staff.typed(built()["control.en.xlsm"], "Settings", "B11", "1"))
    before = parts(file.read_bytes())
    assert [one.kind for one in upgrading.upgrade(FileWorkbook(file), TODAY)] == ["version"]
    after = parts(file.read_bytes())
    for part in ("xl/vbaProject.bin", "xl/drawings/vmlDrawing1.vml", "[Content_Types].xml"):
        assert after[part] == before[part]
