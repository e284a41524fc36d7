"""What Grid holds of good workbooks, as XlsxWriter and openpyxl write them."""

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.table import Table

from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import CellError
from softenv_xl.grid.grid import Book, Grid, TableArea
from tests.gate.packages import WORKBOOK, book_of, grid_of, parts, shown, workbook, zipped

at = datetime.fromisoformat


def written(fill: Callable[[Any], None], **options: Any) -> Book:
    """What the gate reads of a workbook that `fill` has written with XlsxWriter."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **options}) as book:
        fill(book)
    return book_of(buffer.getvalue())


def sheet_written(fill: Callable[[Any, Any], None], **options: Any) -> Grid:
    return written(lambda book: fill(book, book.add_worksheet("自查")), **options).grids[0]


def test_rows_start_at_a1_and_end_at_the_last_value() -> None:
    def fill(book: Any, sheet: Any) -> None:
        bordered = book.add_format({"border": 1})
        sheet.write("C3", "姓名")
        sheet.write("D5", 7)
        sheet.write_blank("H5", None, bordered)
        for row in range(5, 40):
            sheet.write_blank(row, 1, None, bordered)

    assert sheet_written(fill).rows == ((), (), (None, None, "姓名"), (), (None, None, None, 7.0))


@given(st.lists(st.lists(st.sampled_from(["", "x", "0"]), max_size=4), max_size=5))
def test_blank_cells_are_none_within_and_left_out_at_the_end(texts: list[list[str]]) -> None:
    cells = [
        "".join(
            f'<c r="{Address(number, column).a1}" s="0"'
            + (f' t="inlineStr"><is><t>{text}</t></is></c>' if text else "/>")
            for column, text in enumerate(row, 1)
        )
        for number, row in enumerate(texts, 1)
    ]
    made = parts("".join(f'<row r="{number}">{row}</row>' for number, row in enumerate(cells, 1)))
    expected = [tuple("".join(text or " " for text in row).rstrip()) for row in texts]
    while expected and not expected[-1]:
        expected.pop()
    assert grid_of(made).rows == tuple(
        tuple(None if text == " " else text for text in row) for row in expected
    )


def test_a_formula_that_shows_nothing_is_no_value_and_makes_no_row() -> None:
    shows_nothing = '<c r="B9" t="str"><f>IF(A9=1,"","")</f><v></v></c>'
    grid = grid_of(parts(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="9">{shows_nothing}</row>'))
    assert grid.rows == ((1.0,),)
    assert grid.formulas == {Address.parse("B9")}


def test_values_keep_their_types_and_their_spaces() -> None:
    moment = at("2026-09-30 14:30")

    def fill(book: Any, sheet: Any) -> None:
        def dated(form: str) -> Any:
            return book.add_format({"num_format": form})

        sheet.write_row("A1", ["  前后 空格 ", "一\n二", 0, -1.5, True, False, "007", "\u3000", "_x000D_"])
        sheet.write_datetime("A2", moment, dated('yyyy"年"m"月"d"日"'))
        sheet.write_datetime("B2", moment.date(), dated("yyyy-mm-dd;@"))
        sheet.write_datetime("C2", time(8, 5), dated("上午/下午 h:mm"))
        sheet.write_datetime("D2", timedelta(hours=30), dated("[h]:mm"))
        sheet.write_number("E2", 45000, dated("[DBNum1][$-804]yyyy年m月d日"))
        sheet.write_number("F2", 0.25, dated("0%"))

    first, second = sheet_written(fill).rows
    assert first == ("  前后 空格 ", "一\n二", 0.0, -1.5, True, False, "007", "\u3000", "_x000D_")
    assert [type(value) for value in first] == [str, str, float, float, bool, bool, str, str, str]
    assert second == (moment, moment.date(), time(8, 5), timedelta(hours=30), date(2023, 3, 15), 0.25)


def test_dates_count_from_1904_where_the_workbook_says_so_and_from_1900_with_its_extra_day() -> None:
    days = "".join(
        f'<c r="{at}1" s="0"><v>{day}</v></c>' for at, day in zip("ABCD", (1, 59, 61, 40000), strict=True)
    )
    made = parts(f'<row r="1">{days}</row>', styles='<cellXfs><xf numFmtId="14"/></cellXfs>')
    assert grid_of(made).rows == ((date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(2009, 7, 6)),)
    made[WORKBOOK] = workbook(around='<workbookPr date1904="1"/>')
    assert shown(grid_of(made), "D1") == date(2013, 7, 7)


def test_chinese_built_in_date_formats_are_dates() -> None:
    forms = (*range(27, 37), *range(50, 59))
    styles = "".join(f'<xf numFmtId="{form}"/>' for form in forms)
    cells = "".join(f'<c r="A{n + 1}" s="{n}"><v>45000</v></c>' for n in range(len(forms)))
    made = parts(f'<row r="1">{cells}</row>', styles=f"<cellXfs>{styles}</cellXfs>")
    assert {row[0] for row in grid_of(made).rows} == {date(2023, 3, 15)}


def test_text_in_every_form_that_a_cell_can_hold_it() -> None:
    cells = (
        '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>内 联</t></is></c>'
        '<c r="D1" t="str"><f>A1</f><v> 算 出 </v></c><c r="E1" t="s"><v>2</v></c>'
        '<c r="F1" t="inlineStr"><is><r><rPr><b/><color rgb="FF"/></rPr><t xml:space="preserve">粗 </t></r>'
        "<r><t>细</t></r></is></c>"
    )
    strings = (
        '<si><r><t xml:space="preserve">多 </t></r><r><t>段</t></r></si>'
        '<si><t>北京</t><rPh sb="0" eb="2"><t>ペキン</t></rPh><phoneticPr fontId="1"/></si>'
        "<si><t>甲_x000D_\n乙_x005F_x0041_</t></si>"
    )
    grid = grid_of(parts(f'<row r="1">{cells}</row>', strings=strings))
    assert grid.rows == (("多 段", "北京", "内 联", " 算 出 ", "甲\r\n乙_x0041_", "粗 细"),)


def test_errors_are_not_empty_cells() -> None:
    words = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"]

    def fill(_book: Any, sheet: Any) -> None:
        for column, error in enumerate(words):
            sheet.write_formula(1, column + 1, "=nothing()", None, error)

    assert sheet_written(fill).rows[1] == (None, *map(CellError, words))


def test_an_error_newer_than_the_reader_of_values_is_read_all_the_same() -> None:
    cells = (
        '<c r="A1" t="e"><f>X()</f><v>#SPILL!</v></c><c r="B1" t="str"><v>#SPILL!</v></c>'
        '<c r="C1" t="e"><v>Err:522</v></c><c r="D1" t="e"/><c r="E1"><v>5</v></c>'
    )
    grid = grid_of(parts(f'<row r="1">{cells}</row>'))
    assert grid.rows == ((CellError("#SPILL!"), "#SPILL!", CellError("Err:522"), None, 5.0),)


def test_formulas_are_found_whether_calculated_or_not() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write("A1", 1)
        sheet.write_formula("B1", '=A1&"<"', None, "1<")
        sheet.write_formula("C1", "=A1", None, "")
        sheet.write_array_formula("A2:B3", "{=A1*2}")
        sheet.write_dynamic_array_formula("D1", "=UNIQUE(A1:A9)", None, 1)

    found = {address.a1 for address in sheet_written(fill).formulas}
    assert found == {"B1", "C1", "A2", "B2", "A3", "B3", "D1"}


def test_cells_that_share_a_formula_are_found_too() -> None:
    cells = (
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1</f><v>1</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>1</v></c><c r="C2"><f ca="1">NOW()</f></c></row>'
        '<row r="3"><c r="B3"><f si="0" t="shared"></f><v>1</v></c></row><row r="4"><c r="B4"><v>1</v></c></row>'
    )
    assert {address.a1 for address in grid_of(parts(cells)).formulas} == {"B1", "B2", "C2", "B3"}


def test_a_formula_of_three_thousand_characters_hides_nothing() -> None:
    long = '&amp;"，请填写"' * 300

    def row(n: int) -> str:
        return f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c><c r="B{n}" t="str"><f>A{n}{long}</f><v>对</v></c></row>'

    grid = grid_of(parts("".join(map(row, range(1, 30))), strings="<si><t>甲</t></si>"))
    assert grid.rows == (("甲", "对"),) * 29
    assert grid.formulas == {Address(n, 2) for n in range(1, 30)}


def test_merged_cells_tables_names_and_hidden_sheets() -> None:
    def fill(book: Any) -> None:
        first, hidden, deep = (book.add_worksheet(name) for name in ("问题与整改", "It's", "选项"))
        first.merge_range("A1:D1", "标题", book.add_format())
        first.add_table("A3:C9", {"name": "problems", "columns": [{"header": each} for each in "甲乙丙"]})
        hidden.hide()
        deep.very_hidden()
        book.define_name("staff_no", "='问题与整改'!$B$2")
        book.define_name("choices", "='It''s'!$A$1:$B$9")
        book.define_name("whole_column", "=选项!$A:$A")
        book.define_name("constant", "=5")
        book.define_name("'问题与整改'!of_one_sheet", "='问题与整改'!$A$1")

    book = written(fill)
    assert [grid.visible for grid in book.grids] == [True, False, False]
    assert book.grids[0].merged == (Area.parse("A1:D1"),)
    assert book.table("PROBLEMS") == (book.grids[0], TableArea("problems", Area.parse("A3:C9")))
    assert book.names == {
        "staff_no": ("问题与整改", Area.parse("B2")),
        "choices": ("It's", Area.parse("A1:B9")),
    }


def test_a_sheet_that_is_a_chart_is_left_out() -> None:
    def fill(book: Any) -> None:
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=数!$A$1:$A$2"})
        book.add_chartsheet("图").set_chart(chart)
        book.add_worksheet("数").write_column("A1", [1, 2])

    assert [(grid.sheet, grid.rows) for grid in written(fill).grids] == [("数", ((1.0,), (2.0,)))]


def test_when_it_was_saved() -> None:
    def fill(book: Any) -> None:
        book.add_worksheet()
        book.set_properties({"created": at("2026-09-01 08:30")})

    assert written(fill).saved_at == at("2026-09-01 08:30")


def test_a_time_zone_is_reckoned_away_and_nonsense_is_no_time() -> None:
    def saved(said: str) -> datetime | None:
        core = f'<c:coreProperties xmlns:c="c" xmlns:dcterms="d"><dcterms:modified>{said}</dcterms:modified></c:coreProperties>'
        return book_of(zipped({**parts(), "docProps/core.xml": core})).saved_at

    assert saved("2026-09-01T08:30:00+08:00") == at("2026-09-01 00:30")
    assert saved("2026-13-01T08:30:00Z") is None
    assert saved("昨天") is None


def test_what_openpyxl_writes() -> None:
    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet.title = "自查"
    sheet.append(["序号", "内容", None, "日期"])
    sheet.append(
        [
            1,
            CellRichText("甲", TextBlock(InlineFont(b=True), " 乙")),
            None,
            date(2026, 9, 30),
        ]
    )
    sheet["F2"] = "=A2+1"
    sheet.add_table(Table(displayName="答", ref="A1:B2"))
    buffer = io.BytesIO()
    book.save(buffer)
    grid = book_of(buffer.getvalue()).grids[0]
    assert grid.rows == (("序号", "内容", None, "日期"), (1.0, "甲 乙", None, date(2026, 9, 30)))
    assert grid.formulas == {Address.parse("F2")}
    assert grid.tables == (TableArea("答", Area.parse("A1:B2")),)


def test_a_workbook_written_in_constant_memory_has_the_same_rows() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["工号", " 姓名 "])
        sheet.write_row("A3", ["01001", "李明"])

    plain, inline = sheet_written(fill), sheet_written(fill, constant_memory=True)
    assert plain == inline
    assert inline.rows == (("工号", " 姓名 "), (), ("01001", "李明"))


def test_an_empty_sheet_has_no_rows_and_the_others_keep_theirs() -> None:
    def fill(book: Any) -> None:
        book.add_worksheet("空")
        book.add_worksheet("有").write("A1", "是")

    assert [grid.rows for grid in written(fill).grids] == [(), (("是",),)]
