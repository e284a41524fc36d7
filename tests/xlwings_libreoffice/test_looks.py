"""Looks that only show in a file, or that come from one."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from openpyxl.comments import Comment
from openpyxl.formatting import rule as untyped
from openpyxl.styles import Border, Font, PatternFill, Side

_rule: Any = untyped

pytestmark = [pytest.mark.libreoffice, pytest.mark.xdist_group("libreoffice")]


@pytest.fixture
def sheet(app: xw.App) -> Iterator[xw.Sheet]:
    book = app.books.add()
    yield book.sheets[0]
    book.close()


@pytest.fixture
def marked(app: xw.App, tmp_path: Path) -> Iterator[xw.Sheet]:
    """A sheet that another program made, with looks of every kind."""
    made = openpyxl.Workbook()
    cells = made.active
    assert cells is not None
    cells.title = "标记"
    yellow = PatternFill("solid", bgColor="FFFF00")
    cells.conditional_formatting.add(
        "A2:C9", _rule.FormulaRule(["COUNTIFS($A$2:$A$9,$A2)>1"], fill=yellow, font=Font(bold=True))
    )
    cells.conditional_formatting.add(
        "B2:B9", _rule.CellIsRule("between", ["1", "5"], font=Font(color="FF0000"))
    )
    cells.conditional_formatting.add(
        "E1:E9", _rule.ColorScaleRule("min", None, "FFFFFF", end_type="max", end_color="FF0000")
    )
    cells["A1"].comment = Comment("看这里", "an author")
    cells["B1"].number_format = "yyyy-mm-dd"
    cells["C1"].border = Border(bottom=Side("medium", "0000FF"))
    cells["D1"].fill = PatternFill("solid", fgColor="00FF00")
    cells["D2"].hyperlink = "https://example.org/a?b=c#d"
    cells["D2"].value = "here"
    cells.column_dimensions["C"].hidden = True
    cells.row_dimensions[3].height = 33
    cells.merge_cells("A5:B6")
    cells.print_area = "A1:D9"
    made.save(tmp_path / "marked.xlsx")
    book = app.books.open(tmp_path / "marked.xlsx")
    yield book.sheets[0]
    book.close()


def _saved(sheet: xw.Sheet, folder: Path) -> Any:
    """The first sheet as another program reads it from the saved file."""
    sheet.book.save(folder / "saved.xlsx")
    return openpyxl.load_workbook(folder / "saved.xlsx").worksheets[0]


def test_rules_of_a_file_are_read(marked: xw.Sheet) -> None:
    custom, between = sorted(marked["B3"].conditional_formats, key=lambda rule: rule.type, reverse=True)
    assert (custom.type, custom.formula, custom.fill_color, custom.font_bold) == (
        "custom",
        "=COUNTIFS($A$2:$A$9,$A2)>1",
        (255, 255, 0),
        True,
    )
    assert (between.operator, between.formula1, between.formula2) == ("between", "=1", "=5")
    assert (between.font_color, between.fill_color, between.font_bold) == ((255, 0, 0), None, None)
    assert (custom.colors, custom.icon_set, custom.thresholds) == (None, None, None)
    assert len(marked["A3"].conditional_formats) == 1
    scale = marked["E1"].conditional_formats[0]
    assert (scale.type, scale.stop_if_true, scale.formula) == ("color_scale", None, None)
    with pytest.raises(NotImplementedError, match=r"ConditionalFormat\.colors"):
        scale.colors  # noqa: B018 - reading it is what raises


def test_looks_of_a_file_are_read(marked: xw.Sheet) -> None:
    assert marked["A1"].note is not None
    assert marked["A1"].note.text == "看这里"
    assert marked["B1"].number_format == "yyyy-mm-dd"
    bottom = marked["C1"].borders["edge_bottom"]
    assert (bottom.line_style, bottom.weight, bottom.color) == ("continuous", "medium", (0, 0, 255))
    assert marked["D1"].color == (0, 255, 0)
    assert marked["D2"].hyperlink == "https://example.org/a?b=c#d"
    assert marked["A1:D1"].columns.hidden is None
    assert marked["A3"].row_height == 33
    assert marked["B6"].merge_area.address == "$A$5:$B$6"
    assert marked.page_setup.print_area == "$A$1:$D$9"


def test_rules_take_effect_and_are_saved(sheet: xw.Sheet, tmp_path: Path) -> None:
    sheet["A2"].value = [[1], [5], [9]]
    sheet["A2:A4"].conditional_formats.add_custom("=$A2>4", fill_color="#ff0000")
    sheet["B2:B4"].conditional_formats.add_cell_value("between", 1, 2, font_color="#0000ff", font_italic=True)
    sheet.book.save(tmp_path / "seen.html")
    page = (tmp_path / "seen.html").read_text(encoding="utf-8", errors="replace")
    assert len(re.findall(r'<td[^>]*bgcolor="#FF0000"', page, re.IGNORECASE)) == 2
    saved = _saved(sheet, tmp_path).conditional_formatting
    rules = {str(rules.sqref): rules.rules[0] for rules in saved}
    assert rules["A2:A4"].formula == ["$A2>4"]
    assert rules["B2:B4"].operator == "between"
    assert rules["B2:B4"].formula == ["1", "2"]
    assert rules["B2:B4"].dxf.font.i


def test_a_rule_is_changed_in_its_place(marked: xw.Sheet) -> None:
    rule = marked["A3"].conditional_formats[0]
    rule.set(formula="=$A2=标记!$E$1", font_italic=True)
    changed = marked["A3"].conditional_formats[0]
    assert changed.formula == "=$A2=标记!$E$1"
    assert (changed.fill_color, changed.font_bold, changed.font_italic) == ((255, 255, 0), True, True)


def test_rules_over_a_part_of_others_are_refused_and_change_nothing(marked: xw.Sheet) -> None:
    with pytest.raises(NotImplementedError, match="part of other rules"):
        marked["A1:A3"].conditional_formats.add_custom("=TRUE", fill_color="#ff0000")
    assert len(marked["A1:A3"].conditional_formats) == 1


@pytest.mark.parametrize("clear", ["clear", "clear_formats"])
def test_what_cannot_be_cleared_is_left_whole(marked: xw.Sheet, clear: str) -> None:
    """The cell is the first one of a color scale, which cannot be written anew."""
    marked["E1"].value = 5
    marked["E1"].number_format = "0.00"
    with pytest.raises(NotImplementedError, match="cannot be rewritten"):
        getattr(marked["E1"], clear)()
    assert (marked["E1"].value, marked["E1"].number_format) == (5, "0.00")


def test_clearing_a_part_leaves_the_rest(marked: xw.Sheet) -> None:
    marked["A5:B6"].conditional_formats.clear()
    assert len(marked["A5:B6"].conditional_formats) == 0
    assert [rule.formula for rule in marked["A9"].conditional_formats] == ["=COUNTIFS($A$2:$A$9,$A2)>1"]
    assert [rule.type for rule in marked["B7"].conditional_formats] == ["custom", "cell_value"]
    assert marked["C5"].conditional_formats[0].type == "custom"
    assert marked["E1"].conditional_formats[0].type == "color_scale"


def test_formulas_go_by_the_new_first_cell(sheet: xw.Sheet, tmp_path: Path) -> None:
    sheet["A2:B9"].conditional_formats.add_custom("=$A2>B$1", fill_color="#ff0000")
    sheet["A2:B4"].conditional_formats.clear()
    assert sheet["A5"].conditional_formats[0].formula == "=$A5>B$1"
    (saved,) = _saved(sheet, tmp_path).conditional_formatting
    assert (str(saved.sqref), saved.rules[0].formula) == ("A5:B9", ["$A5>B$1"])


def test_clearing_the_first_cell_of_rules_that_share_cells_is_refused(marked: xw.Sheet) -> None:
    with pytest.raises(NotImplementedError, match="share"):
        marked["A2:C4"].conditional_formats.clear()
    assert len(marked["B2"].conditional_formats) == 2


def test_a_rule_that_shares_cells_is_not_deleted(marked: xw.Sheet) -> None:
    with pytest.raises(NotImplementedError, match="share"):
        marked["B2"].conditional_formats[1].delete()
    assert len(marked["B2"].conditional_formats) == 2


def test_a_deleted_rule_stays_without_effect(sheet: xw.Sheet, tmp_path: Path) -> None:
    sheet["A1"].value = [[1, 1]]
    sheet["A1:B1"].conditional_formats.add_custom("=TRUE", fill_color="#ff0000")
    sheet["A1"].conditional_formats[0].delete()
    sheet["A1"].conditional_formats.add_custom("=TRUE", fill_color="#00ff00")
    sheet.book.save(tmp_path / "seen.html")
    page = (tmp_path / "seen.html").read_text(encoding="utf-8", errors="replace")
    assert re.findall(r'bgcolor="(#\w+)"', page) == ["#00FF00"]


@pytest.mark.parametrize(
    ("where", "column", "row"), [("A1", 1, 1), ("B3", 2, 3), ("A:A", 1, 0), ("2:2", 0, 2), ("A1:C1", 3, 1)]
)
def test_panes_are_frozen(sheet: xw.Sheet, tmp_path: Path, where: str, column: int, row: int) -> None:
    sheet.freeze_panes.freeze_at("F6")
    sheet.freeze_panes.freeze_at(where)
    pane = _saved(sheet, tmp_path).sheet_view.pane
    assert pane.state == "frozen"
    assert (int(pane.xSplit or 0), int(pane.ySplit or 0)) == (column, row)


def test_panes_are_set_free(sheet: xw.Sheet, tmp_path: Path) -> None:
    sheet.freeze_panes.freeze_at("B3")
    sheet.freeze_panes.unfreeze()
    assert _saved(sheet, tmp_path).sheet_view.pane is None


def test_freezing_another_sheet_leaves_the_active_one(sheet: xw.Sheet, tmp_path: Path) -> None:
    other = sheet.book.sheets.add(after=sheet)
    sheet.activate()
    other.freeze_panes.freeze_at("1:1")
    assert sheet.book.sheets.active == sheet
    assert _saved(sheet, tmp_path).sheet_view.pane is None


def test_looks_are_saved(sheet: xw.Sheet, tmp_path: Path) -> None:
    sheet["A1"].value = "十项禁令"
    sheet["A1"].font.set(bold=True, size=14, color="#ff0000", name="Arial")
    sheet["A1"].horizontal_alignment = "center"
    sheet["B1"].number_format = "#,##0.00;[Red]-#,##0.00"
    sheet["C1"].color = "#00ff00"
    sheet["D1"].add_note("看这里")
    sheet["E1"].add_hyperlink("https://example.org", "shown")
    sheet["A3:B3"].merge()
    sheet["A5:B6"].borders.set("outside", line_style="double", color="#0000ff")
    sheet["F:F"].column_width = 30
    sheet["7:7"].row_height = 30
    sheet.page_setup.print_area = "A1:B2,D4:E5"
    cells = _saved(sheet, tmp_path)
    font = cells["A1"].font
    assert (font.b, font.sz, font.color.rgb, font.name) == (True, 14, "FFFF0000", "Arial")
    assert cells["A1"].alignment.horizontal == "center"
    assert cells["B1"].number_format.lower().replace("\\", "") == "#,##0.00;[red]-#,##0.00"
    assert cells["C1"].fill.fgColor.rgb == "FF00FF00"
    assert cells["D1"].comment.text == "看这里"
    assert cells["E1"].hyperlink.target.rstrip("/") == "https://example.org"
    assert cells["E1"].value == "shown"
    assert [str(merged) for merged in cells.merged_cells.ranges] == ["A3:B3"]
    assert (cells["A5"].border.top.style, cells["A5"].border.left.color.rgb) == ("double", "FF0000FF")
    assert cells["A5"].border.bottom.style is None
    assert cells.column_dimensions["F"].width > 20  # in digits of a font that differs between machines
    assert cells.row_dimensions[7].height == 30
    assert "$D$4:$E$5" in cells.print_area


def test_a_font_is_that_of_chinese_text_too(sheet: xw.Sheet, tmp_path: Path) -> None:
    sheet["A1"].value = "十项禁令"
    sheet["A1"].font.bold = True
    sheet.book.save(tmp_path / "bold.ods")
    with zipfile.ZipFile(tmp_path / "bold.ods") as package:
        assert b'style:font-weight-asian="bold"' in package.read("content.xml")


def test_heights_are_compared_over_many_rows(sheet: xw.Sheet) -> None:
    sheet["A1:A1000"].row_height = 20
    assert sheet["A1:A1000"].row_height == 20
    sheet["A777"].row_height = 21
    assert sheet["A1:A1000"].row_height is None
    assert sheet["A1:A776"].row_height == 20


def test_merging_takes_the_first_filled_cells_content(sheet: xw.Sheet) -> None:
    sheet["A1:B2"].value = [[None, "x"], ["y", None]]
    sheet["A1:B2"].merge()
    assert sheet["A1:B2"].value == [["x", None], [None, None]]


def test_merging_keeps_a_formula(sheet: xw.Sheet) -> None:
    sheet["A1"].formula = "=1+1"
    sheet["B1"].value = "gone"
    sheet["A1:B1"].merge()
    assert sheet["A1"].formula == "=1+1"
    assert sheet["A1:B1"].value == [2.0, None]


def test_merging_keeps_a_text_that_looks_like_a_formula(sheet: xw.Sheet) -> None:
    sheet["A1:B2"].value = [[None, "'=1+1"], ["gone", "gone too"]]
    sheet["A1"].add_note("stays")
    sheet["A1:B2"].merge()
    assert sheet["A1:B2"].value == [["=1+1", None], [None, None]]
    assert [note.text for note in sheet.notes] == ["stays"]


def test_a_note_deleted_leaves_others(sheet: xw.Sheet) -> None:
    for where in ("A1", "B1", "C1"):
        sheet[where].add_note(where)
    note = sheet["B1"].note
    assert note is not None
    note.delete()
    assert [(note.location.address, note.text) for note in sheet.notes] == [("$A$1", "A1"), ("$C$1", "C1")]


def test_rows_and_columns_are_grouped(sheet: xw.Sheet, tmp_path: Path) -> None:
    sheet["2:5"].group()
    sheet["B:C"].group()
    sheet["8:9"].group()
    sheet["8:9"].ungroup()
    with pytest.raises(ValueError, match="rows or columns"):
        sheet["A1:B2"].group()
    cells = _saved(sheet, tmp_path)
    assert [cells.row_dimensions[row].outlineLevel for row in range(1, 10)] == [0, 1, 1, 1, 1, 0, 0, 0, 0]
    assert cells.column_dimensions["B"].outlineLevel == 1
    assert cells.column_dimensions["A"].outlineLevel == 0
