"""The first sheet of a return that goes back to its teacher: what has to be corrected, with links; and the marks' colours."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from softenv_xl.templates.canvas import Canvas, Filling
from softenv_xl.templates.formats import BAD, CARE, LINE, QUIET, Formats
from softenv_xl.templates.page import print_setup
from softenv_xl.templates.sheet import Sheet, new_workbook
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from softenv_xl.schema.table import BookSpec
    from softenv_xl.words import Lang

TITLE = Text("退回说明", "To correct")
HEADING = Text("退回修改：请按下表改正后交回", "Sent back: please correct what is listed here and return it")
"""What A1 says: the sheet is known by that, whatever people call it."""

MARKS = "marks"
"""The sheet that lends its conditional formats, one a row: those of BAD and of CARE."""

RULE = '"softenv-xl"="softenv-xl"'
"""What marks are known by: always true, and kept by every program that saves the workbook."""

WIDTHS = (5, 14, 11, 56, 46)
_HEADERS = (
    Text("", ""),
    Text("工作表", "Sheet"),
    Text("单元格", "Cell"),
    Text("哪里不对", "What is wrong"),
    Text("如何改正", "What to do"),
)
_TEXT_POINTS, _HEADER_POINTS = 20, 22


class Line(NamedTuple):
    """One line of the list. `target` is the cell that its link leads to, where there is one; `points` the row's height."""

    symbol: str
    sheet: str
    cell: str
    target: str
    wrong: str
    remedy: str
    points: float | None = None


def draw(book: BookSpec, lang: Lang, words: Sequence[str], lines: Sequence[Line]) -> bytes:
    """A workbook of the list and the sheet of marks; `words` stand below the heading, a row each."""
    file = BytesIO()
    workbook = new_workbook(file)
    canvas = Canvas(book, lang, Filling(), workbook, Formats(workbook, lang))
    _draw_list(canvas, workbook.add_worksheet(TITLE(lang), Sheet), words, lines)
    _draw_marks(canvas, workbook.add_worksheet(MARKS, Sheet))
    workbook.close()
    return file.getvalue()


def _draw_list(canvas: Canvas, sheet: Sheet, words: Sequence[str], lines: Sequence[Line]) -> None:
    looks, lang = canvas.formats, canvas.lang
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.hide_gridlines(2)
    sheet.set_row(0, 27)
    sheet.write_string(0, 0, HEADING(lang), looks.title())
    for row, text in enumerate(words, 1):
        sheet.set_row(row, _TEXT_POINTS)
        sheet.write_string(row, 0, text, looks.guide())
    top = len(words) + 2
    sheet.set_row(top, _HEADER_POINTS)
    header = looks.label(border=1, border_color=LINE, bg_color=QUIET.ground, align="left", indent=1)
    for place, label in enumerate(_HEADERS):
        sheet.write_string(top, place, label(lang), header)
    for row, line in enumerate(lines, top + 1):
        _draw_line(canvas, sheet, row, line)
    sheet.freeze_panes(top + 1, 0)
    print_setup(canvas, sheet)
    # Nothing is to be typed here: what is, would be lost when the return goes back once more.
    sheet.protect(options={"format_columns": True, "format_rows": True})


def _draw_line(canvas: Canvas, sheet: Sheet, row: int, line: Line) -> None:
    looks = canvas.formats
    frame = {"border": 1, "border_color": LINE, "valign": "top"}
    tone = BAD if line.symbol == "✗" else CARE
    wrapped = looks.format(**frame, text_wrap=True, align="left", indent=1)
    sheet.fit_row(row, max(line.points or 0, _TEXT_POINTS))
    symbol = looks.format(**frame, align="center", bold=True, font_color=tone.ink, bg_color=tone.ground)
    sheet.write_string(row, 0, line.symbol, symbol)
    sheet.write_string(row, 1, line.sheet, wrapped)
    if line.target:
        title = line.sheet.replace("'", "''")
        sheet.write_url(
            row,
            2,
            f"internal:'{title}'!{line.target}",
            looks.link(**frame, align="left", indent=1),
            line.cell,
        )
    else:
        sheet.write_string(row, 2, line.cell, wrapped)
    sheet.write_string(row, 3, line.wrong, wrapped)
    sheet.write_string(row, 4, line.remedy, wrapped)


def _draw_marks(canvas: Canvas, sheet: Sheet) -> None:
    for row, tone in enumerate((BAD, CARE)):
        mark = canvas.formats.tone(tone, border=1, border_color=tone.ink)
        sheet.conditional_format(row, 0, row, 0, {"type": "formula", "criteria": f"={RULE}", "format": mark})
