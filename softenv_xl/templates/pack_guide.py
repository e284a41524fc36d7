"""The pack's first sheet: what it is, what the department does with it, and what each sheet holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.passport import places
from softenv_xl.schema.column import Owner
from softenv_xl.sheets.heights import points
from softenv_xl.templates import page
from softenv_xl.templates.formats import BLUE, HEADER_GROUND, LINE
from softenv_xl.words import Text

if TYPE_CHECKING:
    from typing import Any

    from xlsxwriter.format import Format

    from softenv_xl.schema.table import SheetSpec
    from softenv_xl.templates.canvas import Canvas
    from softenv_xl.templates.pack import PackDrawing
    from softenv_xl.templates.sheet import Sheet

_STEPS_TITLE = Text("怎样填写", "What to do")
_STEPS = (
    Text("先看“今日待办”：哪些事到期要办。", "Look at the sheet Today first: what is due."),
    Text(
        "在各表的浅蓝色单元格中填写或修改；灰色部分由办公室填写，已锁定。",
        "Fill in and change the pale blue cells of each sheet; what is grey is the office's and locked.",
    ),
    Text(
        "有空行的表可以新增：接着写在已有各行下面，编号留空，由办公室编号。",
        "Where a sheet has blank rows you may add your own below the others. Leave the id blank: the office gives it.",
    ),
    Text(
        "看“检查”列：✗ 后面写着要改什么。不要删除行；不应有的行请在备注中写明。",
        "Look at the check columns: ✗ is followed by what to put right. Don't delete rows: note it where one shouldn't be there.",
    ),
    Text(
        "保存为 .xlsx，用电子邮件交回：{office}。可多次交回，每次以最新内容合并。",
        "Save it as .xlsx and e-mail it back to: {office}. You may send it more than once; the latest is merged.",
    ),
    Text(
        "本表只含本部门的内容，请勿转发给其他部门。",
        "It holds your department's rows alone: please don't pass it on to others.",
    ),
)
_SENDER = Text("发来本表的人", "whoever sent it")
_SHEETS_TITLE = Text("各表内容", "What is in it")
_ROWS, _MAY = Text("行数", "Rows"), Text("由本部门填写的栏", "Columns that you fill in")
_NONE = Text("（只供查阅）", "(to be read only)")
_COLOURS_TITLE = Text("颜色的含义", "What the colours mean")
_COLOURS = (
    (Owner.STAFF, Text("浅蓝：由本部门填写", "Pale blue: your department fills in")),
    (Owner.COMPUTED, Text("浅灰：由办公室填写，已锁定", "Pale grey: the office's, locked")),
)
_WIDTHS = (20, 8, 78)
_MARGIN_POINTS, _MOST = 8, 150


def draw_pack_guide(pack: PackDrawing, canvas: Canvas, sheet: Sheet, spec: SheetSpec) -> None:
    """One protected page: nothing on it is to be filled in."""
    lang = canvas.lang
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.set_row(0, 34)
    title = f"{pack.school} {pack.department} · {canvas.book.title(lang)} {pack.campaign}".strip()
    sheet.write_string(0, 0, title, canvas.formats.format(font_size=17, bold=True, valign="vcenter"))
    issued = Text("签发日期 {day}。{guide}", "Made on {day}. {guide}").format(
        day=pack.issued.isoformat(), guide=spec.guide
    )
    sheet.write_string(1, 0, issued(lang), canvas.formats.guide())
    sheet.write_string(2, 0, places.visible(pack.serial, lang), canvas.formats.guide())
    canvas.name_cell(places.NAME, sheet, 2, 0)
    row = _draw_steps(pack, canvas, sheet, 4)
    row = _draw_sheets(pack, canvas, sheet, row + 1)
    _draw_colours(canvas, sheet, row + 1)
    sheet.hide_gridlines(2)
    sheet.protect()
    page.print_setup(canvas, sheet, landscape=False, one_page=True)


def _draw_steps(pack: PackDrawing, canvas: Canvas, sheet: Sheet, row: int) -> int:
    _section(canvas, sheet, row, _STEPS_TITLE)
    for number, step in enumerate(_STEPS, start=1):
        words = step.format(office=pack.office or _SENDER)(canvas.lang)
        row += 1
        sheet.set_row(row, _height(canvas, words, sum(_WIDTHS)))
        sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, f"{number}. {words}", _style(canvas, indent=1))
    return row + 1


def _draw_sheets(pack: PackDrawing, canvas: Canvas, sheet: Sheet, row: int) -> int:
    lang = canvas.lang
    _section(canvas, sheet, row, _SHEETS_TITLE)
    row += 1
    for place, words in enumerate((Text("工作表", "Sheet"), _ROWS, _MAY)):
        ground = HEADER_GROUND[Owner.COMPUTED]
        style = _style(
            canvas, bold=True, bg_color=ground, **({"align": "center"} if place == 1 else {"indent": 1})
        )
        sheet.write_string(row, place, words(lang), style)
    link = _style(canvas, indent=1, font_color=BLUE, underline=1)
    for table, rows in pack.tables:
        row += 1
        open_ = [column.label(lang) for column in table.spec.inputs]
        labels = ("、" if lang == "zh" else ", ").join(open_) or _NONE(lang)
        labels = labels if len(labels) <= _MOST else f"{labels[:_MOST]}…"
        name = table.source.name(lang)
        sheet.set_row(row, _height(canvas, labels, _WIDTHS[-1]))
        sheet.write_url(row, 0, page.inside(name), link, name)
        sheet.write_number(row, 1, len(rows), _style(canvas, align="center"))
        sheet.write_string(row, 2, labels, _style(canvas, indent=1))
    return row + 1


def _draw_colours(canvas: Canvas, sheet: Sheet, row: int) -> None:
    _section(canvas, sheet, row, _COLOURS_TITLE)
    for offset, (owner, words) in enumerate(_COLOURS, start=1):
        sheet.write_blank(row + offset, 0, None, _style(canvas, bg_color=HEADER_GROUND[owner]))
        sheet.merge_range(row + offset, 1, row + offset, 2, words(canvas.lang), _style(canvas, indent=1))


def _section(canvas: Canvas, sheet: Sheet, row: int, title: Text) -> None:
    style = canvas.formats.format(font_size=13, bold=True, font_color=BLUE, valign="vcenter")
    sheet.set_row(row, 26)
    sheet.write_string(row, 0, title(canvas.lang), style)


def _style(canvas: Canvas, **more: Any) -> Format:
    return canvas.formats.format(border=1, border_color=LINE, valign="vcenter", text_wrap=True, **more)


def _height(canvas: Canvas, words: str, width: float) -> float:
    line = canvas.formats.line_points
    return (points([(words, width)], line) or line) + _MARGIN_POINTS
