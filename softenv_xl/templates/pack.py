"""A department's pack: written new from the schema, as every workbook here is, and from nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from softenv_xl.books import DEPARTMENT_LIST
from softenv_xl.grid.cell import Value
from softenv_xl.registers.packed import PackedTable
from softenv_xl.schema.column import Column
from softenv_xl.schema.table import BookSpec, SheetSpec
from softenv_xl.templates import lists
from softenv_xl.templates.book import draw
from softenv_xl.templates.canvas import Row, put
from softenv_xl.templates.initial_content import filled
from softenv_xl.templates.pack_guide import draw_pack_guide
from softenv_xl.templates.pack_overview import draw_overview
from softenv_xl.views import today
from softenv_xl.words import Lang, Text

if TYPE_CHECKING:
    from softenv_xl.templates.canvas import Canvas

VERSION = "1"
"""Of the form: it goes up whenever a pack of before would be read otherwise."""

TITLE = Text("部门分表", "Department pack")
GUIDE = SheetSpec("guide", Text("填表说明", "Guide"), Text("请先阅读", "Please read first"))
OVERVIEW = SheetSpec(
    "overview", Text("部门总览", "Overview"), Text("签发时的情况", "As it stood when this was made")
)

_TODAY = replace(
    today.SPEC,
    columns=tuple(
        column for column in today.SPEC.columns if column.key not in ("department", "remarks", "key")
    ),
    id_column=None,
    prefilled=False,
    reordered=False,
    unfolded=True,
)
TODAY = replace(
    today.SHEET,
    guide=Text(
        "本部门到期要办的事，超期最久的在前。", "What your department has to do, the longest overdue first."
    ),
    table=_TODAY,
)
"""The lines of the sheet Today that are the department's."""

_FILL = Text("本部门的各行：浅蓝栏由您填写。", "Your department's rows: fill in what is pale blue.")
_GROWS = Text(
    "本部门的各行：浅蓝栏由您填写；新增的写在下面的空行，编号留空。",
    "Your department's rows: fill in what is pale blue; new ones go into the blank rows, without an id.",
)
_READ_ONLY = Text("本部门的各行，只供查阅。", "Your department's rows, to be read only.")

# Where the lists and values stand that no table of the pack has: behind all that the sheet of lists has by itself.
_BEHIND = 120
# Blank rows that stand ready where a department may add its own: a protected table doesn't grow.
_READY = 15


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the overview; `column` says how its value is shown."""

    column: Column
    value: Value


@dataclass(frozen=True, slots=True)
class PackDrawing:
    """All that a pack shows. `rows` are in the workbook's words, by table; `values` by defined name and `lists` by name are what
    the checks in the cells look at.
    """

    school: str
    department: str
    campaign: str
    office: str
    issued: date
    serial: str
    tables: tuple[tuple[PackedTable, tuple[Row, ...]], ...]
    today: tuple[Row, ...]
    figures: tuple[Figure, ...]
    values: Mapping[str, Value]
    lists: Mapping[str, Collection[str]]


def draw_pack(pack: PackDrawing, lang: Lang) -> bytes:
    """The pack as an .xlsx package without a passport; equal drawings are equal to the byte."""
    book = BookSpec(
        "pack", TITLE, VERSION, (GUIDE, OVERVIEW, TODAY, *(_sheet(*each) for each in pack.tables))
    )
    tables: dict[str, Sequence[Row]] = {table.key: rows for table, rows in pack.tables}
    tables |= {_TODAY.key: pack.today, DEPARTMENT_LIST.key: [{"name": pack.department}]}
    filling = filled(book, tables, pack.values)
    filling = replace(filling, lists={**filling.lists, **pack.lists})
    own = {GUIDE.key: partial(draw_pack_guide, pack), OVERVIEW.key: partial(draw_overview, pack)}
    return draw(book, lang, filling, partial(_draw_around, pack), own)


def _sheet(table: PackedTable, rows: Sequence[Row]) -> SheetSpec:
    """With as many rows as it has, and blank ones where the department may add some."""
    ready = len(rows) + (_READY if table.part.grows else 0)
    guide = _READ_ONLY if not table.part.open else _GROWS if table.part.grows else _FILL
    return replace(table.sheet, guide=guide, table=replace(table.spec, ready_rows=max(1, ready)))


def _draw_around(pack: PackDrawing, canvas: Canvas) -> None:
    """On the sheet of lists: the lists of words and the named values that checks look at and no table here holds."""
    sheet = canvas.workbook.get_worksheet_by_name(lists.SHEET(canvas.lang))
    plain = canvas.formats.format()
    for column, (name, words) in enumerate(sorted(pack.lists.items()), start=_BEHIND):
        sheet.write_string(0, column, name, canvas.formats.label())
        for row, word in enumerate(words, start=1):
            sheet.write_string(row, column, word, plain)
        canvas.name_range(name, sheet, (1, column, max(1, len(words)), column))
    shapes = {True: canvas.formats.format(num_format="yyyy-mm-dd"), False: plain}
    for row, (name, value) in enumerate(sorted(pack.values.items())):
        sheet.write_string(row, _BEHIND - 2, name, canvas.formats.label())
        put(sheet, row, _BEHIND - 1, value, shapes[isinstance(value, date)])
        canvas.name_cell(name, sheet, row, _BEHIND - 1)
