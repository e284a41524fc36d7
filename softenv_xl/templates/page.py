"""What all sheets share: the title, the guide line, who fills in which colour, and the printed page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import quote_sheetname

from softenv_xl.schema.column import Owner
from softenv_xl.templates.formats import LEGEND_INK
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from softenv_xl.templates.canvas import Canvas
    from softenv_xl.templates.sheet import Sheet

A4, A3 = 9, 8
ROOM = {A4: 190, A3: 310}
"""How many characters side by side one can still read on a sheet of that size."""
LINK_WIDTH = 13
"""How many characters the words of the link need."""
HOME = "dashboard"
"""The sheet that every other one leads back to."""

_OWNERS = {
    "control": {
        Owner.STAFF: Text("办公室填写", "the office fills in"),
        Owner.TEACHER: Text("来自教师自查表", "from the teachers' returns"),
        Owner.COMPUTED: Text("由程序计算，请勿修改", "computed; don't edit"),
    },
    "pack": {
        Owner.STAFF: Text("由本部门填写", "your department fills in"),
        Owner.COMPUTED: Text("由办公室填写，已锁定", "the office's: locked"),
    },
    "return": {
        Owner.TEACHER: Text("由您填写", "you fill in"),
        Owner.COMPUTED: Text("已填好或自动判断，请勿修改", "filled in or judged for you; don't edit"),
    },
}
_FOOTER = Text("&L&9&A&R&9第 &P 页，共 &N 页", "&L&9&A&R&9Page &P of &N")


def head(
    canvas: Canvas, sheet: Sheet, guide: Text, owners: Iterable[Owner] = (), left: int = 0, link: int = 2
) -> None:
    """Rows 1 to 3: which workbook and sheet this is, the way back and what it is for, what the colours mean.

    `left` is the first column in view: letters in a hidden one aren't seen. The way back takes `link` columns.
    """
    looks, lang = canvas.formats, canvas.lang
    sheet.set_row(0, 27)
    sheet.write_string(0, left, f"{canvas.book.title(lang)} · {sheet.get_name()}", looks.title())
    _guide(canvas, sheet, guide(lang), left, link)
    sheet.set_row(2, 21)
    if legend := _legend(canvas, set(owners)):
        sheet.write_rich_string(2, left, *legend, looks.guide())


def _guide(canvas: Canvas, sheet: Sheet, words: str, left: int, link: int) -> None:
    """What the sheet is for; in a workbook with a dashboard, behind the link that leads back there."""
    for spec in canvas.book.sheets:
        if spec.key == HOME:
            name = spec.name(canvas.lang)
            sheet.write_url(1, left, inside(name), canvas.formats.link(valign="vcenter"), f"← {name}")
            left += link
    sheet.write_string(1, left, words, canvas.formats.guide())


def inside(sheet: str) -> str:
    """The address of a link to the top of a sheet of the same workbook."""
    return f"internal:{quote_sheetname(sheet)}!A1"


def _legend(canvas: Canvas, owners: set[Owner]) -> list[Any]:
    parts: list[Any] = []
    for owner, words in _OWNERS[canvas.book.key].items():
        if owner in owners:
            square = canvas.formats.format(font_color=LEGEND_INK[owner])
            parts += [square, "■", canvas.formats.guide(), f" {words(canvas.lang)}　"]
    return parts


def print_setup(
    canvas: Canvas,
    sheet: Sheet,
    paper: int = A4,
    *,
    landscape: bool = True,
    one_page: bool = False,
) -> None:
    """One page wide, with the sheet's name and the page number at its foot."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 1 if one_page else 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.45, bottom=0.55)
    sheet.set_footer(_FOOTER(canvas.lang), {"margin": 0.25})
