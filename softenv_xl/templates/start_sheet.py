"""The control workbook's first sheet: where to start, how far one has got, and what each sheet is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from softenv_xl.books import GROUPS
from softenv_xl.sheets.heights import points
from softenv_xl.templates import page
from softenv_xl.templates.conditional_formats import VERDICT, add_cell_formats
from softenv_xl.templates.formats import BLUE, LINE
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter.format import Format

    from softenv_xl.schema.table import SheetSpec
    from softenv_xl.templates.canvas import Canvas, Filling
    from softenv_xl.templates.sheet import Sheet


class _Step(NamedTuple):
    """`sheet` is where it is done; `done` a formula that is true once it is, None where no cell can tell, and
    `initially_done` what the formula says of a workbook as it is built.
    """

    sheet: str
    words: Text
    done: str | None = None
    initially_done: Callable[[Filling], bool] = lambda _: False


_STEPS_TITLE = Text("先做什么，后做什么", "What to do, in this order")
_STEPS = (
    _Step(
        "settings",
        Text("填写学校、截止日期和各阶段日期。", "Fill in the school, the closing date and the stages."),
        "LEN(settings_school)>0",
        lambda filling: bool(filling.values.get("settings_school")),
    ),
    _Step(
        "departments",
        Text("登记各部门及其负责人。", "Enter the departments and their heads."),
        "COUNTA(pick_departments)>0",
        lambda filling: any(row.get("name") for row in filling.tables.get("departments", ())),
    ),
    _Step(
        "people",
        Text(
            "登记全体教职工：工号、姓名、部门；可从人事名册粘贴。",
            "Enter everyone on the staff: number, name, department; paste them from the personnel list if you like.",
        ),
        "COUNTA(people_numbers)>0",
        lambda filling: any(row.get("number") for row in filling.tables.get("people", ())),
    ),
    _Step(
        "rulebook",
        Text(
            "按本校情况核对规则；改后请更新“设置”中的版本。",
            "Check the rulebook; after a change, raise its version in Settings.",
        ),
    ),
    _Step(
        "submissions",
        Text(
            "按“生成自查表”，把发件箱中的文件分发给每个人；交回的放入收件箱，按“收表”。",
            "Press Prepare returns and send everyone the file from the outbox; put what comes back into the inbox "
            "and press Collect.",
        ),
        "ISNUMBER(dash_coverage)",
        lambda filling: isinstance(filling.values.get("dash_coverage"), int | float),
    ),
    _Step(
        "issues",
        Text(
            "看要改正什么，通知本人或自己改。",
            "See what has to be put right; tell the person, or put it right.",
        ),
    ),
    _Step(
        "tracker",
        Text(
            "跟踪每项整改：改状态、验收、销号；改完按“更新”，再看总览。",
            "Follow every item: change its status, review it, sign it off; then press Refresh and look at the Dashboard.",
        ),
    ),
)
_NUMBER, _SHEET, _WORDS, _MARK = range(4)
_WIDTHS = (5, 18, 96, 6)
_MARGIN_POINTS = 8


def draw_start(canvas: Canvas, sheet: Sheet, spec: SheetSpec) -> None:
    """One protected page: nothing on it is to be filled in; the ticks follow what is filled in elsewhere."""
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    page.head(canvas, sheet, spec.guide)
    row = _draw_steps(canvas, sheet, 3)
    _draw_contents(canvas, sheet, row + 1)
    sheet.hide_gridlines(2)
    sheet.protect()
    page.print_setup(canvas, sheet, one_page=True)


def _draw_steps(canvas: Canvas, sheet: Sheet, row: int) -> int:
    _section(canvas, sheet, row, _STEPS_TITLE)
    number = _style(canvas, bold=True, align="center", font_color="#FFFFFF", bg_color=BLUE)
    first = row + 1
    for place, step in enumerate(_STEPS, start=1):
        row += 1
        _line(canvas, sheet, row, step.sheet, step.words(canvas.lang))
        sheet.write_number(row, _NUMBER, place, number)
        mark = _style(canvas, bold=True, align="center")
        if step.done:
            symbol = "✓" if step.initially_done(canvas.filling) else "○"
            sheet.write_formula(row, _MARK, f'=IF({step.done},"✓","○")', mark, symbol)
        else:
            sheet.write_blank(row, _MARK, None, mark)
    add_cell_formats(canvas, sheet, VERDICT, (first, _MARK, row, _MARK))
    return row + 1


def _draw_contents(canvas: Canvas, sheet: Sheet, row: int) -> None:
    for group, title in GROUPS.items():
        _section(canvas, sheet, row, title)
        for spec in canvas.book.sheets:
            if spec.group == group:
                row += 1
                _line(canvas, sheet, row, spec.key, spec.guide(canvas.lang))
        row += 2


def _line(canvas: Canvas, sheet: Sheet, row: int, key: str, words: str) -> None:
    """A sheet's name as a link to it, and a sentence about it."""
    name = canvas.book.sheet(key).name(canvas.lang)
    link = _style(canvas, indent=1, font_color=BLUE, underline=1)
    sheet.set_row(row, _height(canvas, words))
    sheet.write_url(row, _SHEET, page.inside(name), link, name)
    sheet.write_string(row, _WORDS, words, _style(canvas, indent=1))


def _section(canvas: Canvas, sheet: Sheet, row: int, title: Text) -> None:
    style = canvas.formats.format(font_size=13, bold=True, font_color=BLUE, valign="vcenter")
    sheet.set_row(row, 26)
    sheet.write_string(row, _NUMBER, title(canvas.lang), style)


def _style(canvas: Canvas, **more: Any) -> Format:
    return canvas.formats.format(border=1, border_color=LINE, valign="vcenter", text_wrap=True, **more)


def _height(canvas: Canvas, text: str) -> float:
    line = canvas.formats.line_points
    return (points([(text, _WIDTHS[_WORDS])], line) or line) + _MARGIN_POINTS
