"""The return's first sheet: what to do, in what order, by when; and how far the teacher has got."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from softenv_xl.issue_kind import Severity
from softenv_xl.passport import places as passport_places
from softenv_xl.registers.words import ANSWER
from softenv_xl.schema.column import Owner
from softenv_xl.schema.verdict import GOOD as TICK
from softenv_xl.sheets.heights import points
from softenv_xl.templates import form, page, table_drawing
from softenv_xl.templates.canvas import reference
from softenv_xl.templates.conditional_formats import VERDICT, add_cell_formats
from softenv_xl.templates.formats import BLUE, HEADER_GROUND, LINE
from softenv_xl.templates.sentence import sentence
from softenv_xl.words import Text, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.format import Format

    from softenv_xl.schema.table import SheetSpec
    from softenv_xl.templates.canvas import Canvas
    from softenv_xl.templates.sheet import Sheet

_TITLE = Text(
    "[identity_school|]软环境建设自查表（[identity_year|]）",
    "[identity_school|] Soft-environment self-check return [identity_year|]",
)
_STEPS_TITLE = Text("怎样填写", "What to do")
_STEPS = (
    Text(
        "打开“{identity}”，填写浅黄色单元格：{fields}。",
        "On the sheet {identity}, fill in the pale yellow cells: {fields}.",
    ),
    Text(
        "打开“{selfcheck}”，每一项都从下拉列表中选“{no}”或“{yes}”，不要留空。",
        "On the sheet {selfcheck}, answer every item: pick {no} or {yes} from the list.",
    ),
    Text(
        "凡选“{yes}”的，在“{problems}”中每个问题写一行，写明问题、措施、责任人和期限。"
        "期限须在 [identity_rectify_from|整改阶段开始] 至 [identity_rectify_until|整改阶段结束] 之间。",
        "Where you picked {yes}, add one row per problem on the sheet {problems}, with its measure, responsible "
        "person and deadline. The deadline must lie between [identity_rectify_from|the start] and "
        "[identity_rectify_until|the end of the rectification stage].",
    ),
    Text(
        "看“{check}”列：✓ 表示没有问题，✗ 后面写着要改什么。下面“完成情况”全部为 ✓ 再交。",
        "Look at the column {check}: ✓ means fine; ✗ is followed by what to put right. "
        "Send the return back when everything under “How far you are” shows ✓.",
    ),
    Text(
        "保存为 .xlsx，最迟于 [identity_due|通知的日期] 用电子邮件交回：[identity_office|回复发来本表的邮件即可]。",
        "Save it as .xlsx and e-mail it back by [identity_due|the day you were told] to: "
        "[identity_office|the sender; just reply to the e-mail that brought it].",
    ),
    Text(
        "请不要增删工作表、改动表头或合并单元格；“{problems}”行数不够时，在表格下面接着写。",
        "Please don't add or delete sheets, change headers or merge cells. If {problems} has too few rows, "
        "go on below the table.",
    ),
)
_STATE_TITLE = Text("完成情况（自动判断）", "How far you are (judged for you)")
_DONE = Text("“{sheet}”：没有需要改正之处", "{sheet}: nothing to put right")
_TO_DO = Text("“{sheet}”：需要填写或改正之处：", "{sheet}: to be filled in or put right: ")
_COLOURS_TITLE = Text("颜色的含义", "What the colours mean")
_COLOURS = (
    (Owner.TEACHER, Text("浅黄：由您填写", "Pale yellow: you fill in")),
    (
        Owner.COMPUTED,
        Text("浅灰：已填好或自动判断，请勿修改", "Pale grey: filled in or judged for you; don't edit"),
    ),
)

_MARK, _WORDS = 0, 1
_WIDTHS = (5, 88)
# The guide's letters are larger than those that a column's width counts.
_SMALLER = 0.9
_MARGIN_POINTS = 8
# Room for what a form's value may add to a step, an e-mail address for instance.
_ROOM = " " * 40


def draw_guide(canvas: Canvas, sheet: Sheet, spec: SheetSpec) -> None:
    """One protected page: nothing on it is to be filled in."""
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.set_row(0, 34)
    title, shown = sentence(canvas, _TITLE(canvas.lang))
    sheet.write_formula(0, 0, title, canvas.formats.format(font_size=17, bold=True, valign="vcenter"), shown)
    sheet.write_string(1, 0, spec.guide(canvas.lang), canvas.formats.guide())
    sheet.write_blank(2, 0, None, canvas.formats.guide())
    canvas.name_cell(passport_places.NAME, sheet, 2, 0)
    row = _draw_steps(canvas, sheet, 3)
    row = _draw_state(canvas, sheet, row + 1)
    _draw_colours(canvas, sheet, row + 1)
    sheet.hide_gridlines(2)
    sheet.protect()
    page.print_setup(canvas, sheet, landscape=False, one_page=True)


def _draw_steps(canvas: Canvas, sheet: Sheet, row: int) -> int:
    _section(canvas, sheet, row, _STEPS_TITLE)
    words = _sheet_words(canvas)
    number_style = _style(canvas, bold=True, align="center", font_color="#FFFFFF", bg_color=BLUE)
    for number, step in enumerate(_STEPS, start=1):
        formula, shown = sentence(canvas, step.format(**words)(canvas.lang))
        row += 1
        sheet.set_row(row, _height(canvas, shown))
        sheet.write_number(row, _MARK, number, number_style)
        if "[" in step.zh:
            sheet.set_row(row, _height(canvas, shown + _ROOM))
            sheet.write_formula(row, _WORDS, formula, _style(canvas, indent=1), shown)
        else:
            sheet.write_string(row, _WORDS, shown, _style(canvas, indent=1))
    return row + 1


def _sheet_words(canvas: Canvas) -> dict[str, Text]:
    """The names that the steps speak of, taken from where they are declared."""
    names = {sheet.key: sheet.name for sheet in canvas.book.sheets}
    fields = [column.label for sheet in canvas.book.sheets if sheet.form for column in sheet.form.inputs]
    return {**names, **dict(ANSWER.words), "fields": listed(fields), "check": VERDICT.label}


def _draw_state(canvas: Canvas, sheet: Sheet, row: int) -> int:
    """Counts the crosses of every sheet."""
    _section(canvas, sheet, row, _STATE_TITLE)
    first = row + 1
    for name, area, verdicts in _checked(canvas):
        row += 1
        count = f'COUNTIF({area},"{Severity.ERROR.symbol}*")'
        crosses = sum(verdict.startswith(Severity.ERROR.symbol) for verdict in verdicts)
        done, to_do = (words.format(sheet=name)(canvas.lang) for words in (_DONE, _TO_DO))
        mark = f'=IF({count}>0,"{Severity.ERROR.symbol}","{TICK}")'
        words = f'=IF({count}>0,"{to_do}"&{count},"{done}")'
        shown = (Severity.ERROR.symbol, f"{to_do}{crosses}") if crosses else (TICK, done)
        sheet.set_row(row, _height(canvas, done))
        sheet.write_formula(row, _MARK, mark, _style(canvas, bold=True, align="center"), shown[0])
        sheet.write_formula(row, _WORDS, words, _style(canvas, indent=1), shown[1])
    add_cell_formats(canvas, sheet, VERDICT, (first, _MARK, row, _MARK))
    return row + 1


def _checked(canvas: Canvas) -> Iterator[tuple[Text, str, list[str]]]:
    """Every sheet with checks: its name, where its verdicts stand, and what they show in a new return."""
    for spec in canvas.book.sheets:
        name = spec.name(canvas.lang)
        if spec.form:
            yield spec.name, reference(name, form.check_area(spec.form)), form.verdicts(canvas, spec.form)
        if spec.table:
            area = reference(name, table_drawing.check_area(spec.table))
            yield spec.name, area, table_drawing.verdicts(canvas, spec.table)


def _draw_colours(canvas: Canvas, sheet: Sheet, row: int) -> None:
    _section(canvas, sheet, row, _COLOURS_TITLE)
    for offset, (owner, words) in enumerate(_COLOURS, start=1):
        sheet.set_row(row + offset, _height(canvas, ""))
        sheet.write_blank(row + offset, _MARK, None, _style(canvas, bg_color=HEADER_GROUND[owner]))
        sheet.write_string(row + offset, _WORDS, words(canvas.lang), _style(canvas, indent=1))


def _section(canvas: Canvas, sheet: Sheet, row: int, title: Text) -> None:
    style = canvas.formats.format(font_size=13, bold=True, font_color=BLUE, valign="vcenter")
    sheet.set_row(row, 26)
    sheet.write_string(row, _MARK, title(canvas.lang), style)


def _style(canvas: Canvas, **more: Any) -> Format:
    lined = {"border": 1, "border_color": LINE, "valign": "vcenter", "text_wrap": True, "font_size": 11}
    return canvas.formats.format(**(lined | more))


def _height(canvas: Canvas, text: str) -> float:
    line = canvas.formats.line_points + 2
    return (points([(text, _WIDTHS[_WORDS] * _SMALLER)], line) or line) + _MARGIN_POINTS
