"""What a cell formula may ask: one function each, in Excel on Windows through xlwings' user-defined functions.

Elsewhere, and in every workbook that is mailed, the plain formula in EQUIVALENTS says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING

import xlwings as xw

from softenv_xl.clock import today
from softenv_xl.grid.grid import Grid
from softenv_xl.grid.table import Header, Table, find_table, plain
from softenv_xl.hosts.live.reading import rows_of, typed
from softenv_xl.registers import departments, settings
from softenv_xl.registers.words import AT_REST, STATUS
from softenv_xl.schema.computed import DaysLate
from softenv_xl.views import compliance_matrix
from softenv_xl.words import LANGS, Text

if TYPE_CHECKING:
    from softenv_xl.grid.cell import Value
    from softenv_xl.schema.table import TableSpec


def _formulas(formula: str, **columns: Text) -> Text:
    return Text(*(formula.format(**{key: label(lang) for key, label in columns.items()}) for lang in LANGS))


# Of a deadline and a status alone: nobody's column.
_OVERDUE = DaysLate("deadline", None, "status", STATUS, AT_REST)

EQUIVALENTS: dict[str, Text] = {
    "SOFTENV_STATUS": _formulas(
        "=INDEX(compliance,MATCH({{teacher}},compliance[{number}],0),MATCH({{ban}},compliance[#Headers],0))",
        number=compliance_matrix.SPEC.column("number").label,
    ),
    "SOFTENV_OVERDUE": Text(*(f"={_OVERDUE.excel(lambda key: f'{{{key}}}', lang)}" for lang in LANGS)),
    "SOFTENV_COMPLIANCE": _formulas(
        # Twice, as a department without figures would otherwise show 0 %.
        '=IF(INDEX(departments[{compliance}],MATCH({{department}},departments[{name}],0))="","",'
        "INDEX(departments[{compliance}],MATCH({{department}},departments[{name}],0)))",
        compliance=departments.SPEC.column("compliance").label,
        name=departments.SPEC.column("name").label,
    ),
}
"""The plain formula for each function, with its arguments in braces; every program has what it uses."""

_NONE = Text("✗ 查无“{what}”", "✗ no “{what}” here")
_CATEGORY = "softenv-xl"

# Hundreds of cells ask in one calculation; within it the tables are read once.
_FRESH_SECONDS = 1.0
_read: dict[tuple[str, str], tuple[float, Table | None]] = {}


@xw.func(category=_CATEGORY)
@xw.arg("teacher", doc="Staff number 教职工号")
@xw.arg("ban", doc="A ban as the Compliance sheet's header has it, or its number 禁令或其编号")
def softenv_status(teacher: object, ban: object, caller: xw.Range) -> str:
    """A teacher's state for one ban, as the sheet Compliance has it. 某人某条禁令的情况。"""
    table = _table(caller, compliance_matrix.SPEC)
    row = _row(table, "number", teacher)
    wanted = plain(_text(ban))
    column = (
        next((at for text, at in table.extra if wanted in (plain(text), text.split(" ")[0])), None)
        if table
        else None
    )
    if table is None or row is None or column is None:
        return _missing(teacher if row is None else ban, table)
    value = table.grid.rows[row - 1][column - 1] if column <= len(table.grid.rows[row - 1]) else None
    return str(value or "")


@xw.func(category=_CATEGORY)
@xw.arg("deadline", doc="The day it is due 期限")
@xw.arg("status", doc="The item's status 状态")
def softenv_overdue(deadline: object, status: object, caller: xw.Range) -> int:
    """Days past the deadline as of the day in Settings; 0 for one that is closed or withdrawn. 超期天数。"""
    words = {plain(word): key for key, text in STATUS.words for word in text}
    row = {"deadline": typed(deadline), "status": words.get(plain(_text(status)))}
    return _OVERDUE.value(row, "en", _as_of(caller.sheet.book))


@xw.func(category=_CATEGORY)
@xw.arg("department", doc="A department's name 部门")
def softenv_compliance(department: object, caller: xw.Range) -> float | str:
    """A department's compliance, 0 to 1, as the sheet Departments has it. 部门合规率。"""
    table = _table(caller, departments.SPEC)
    row = _row(table, "name", department)
    if table is None or row is None:
        return _missing(department, table)
    values = dict(table.rows())[row]
    share = values.get("compliance")
    return float(share) if isinstance(share, int | float) else ""


def _table(caller: xw.Range, spec: TableSpec) -> Table | None:
    """The calling workbook's table, read anew once it is a second old; None where the workbook has none."""
    book = caller.sheet.book
    key = (book.name, spec.key)  # one of each name can be open in Excel
    at, table = _read.get(key, (float("-inf"), None))
    if monotonic() - at > _FRESH_SECONDS:
        table = _find(book, spec.key, spec.headers)
        _read[key] = (monotonic(), table)
    return table


def _find(book: xw.Book, name: str, wanted: Sequence[Header]) -> Table | None:
    for sheet in book.sheets:
        for table in sheet.tables:
            if table.name.lower() == name:
                return find_table(Grid(sheet.name, rows_of(table.range)), wanted)
    return None


def _row(table: Table | None, key: str, wanted: object) -> int | None:
    """The row in which a column shows that text."""
    text = plain(_text(wanted))
    if table is None or not text:
        return None
    return next((number for number, row in table.rows() if plain(_text(row.get(key))) == text), None)


def _text(value: object) -> str:
    """A cell's value as text: whole numbers without a point."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value or "")


def _missing(what: object, table: Table | None) -> str:
    return _NONE.format(what=_text(what))(table.lang if table else "en")


def _as_of(book: xw.Book) -> date:
    name = settings.SPEC.name("as_of")
    found: Value = typed(book.names[name].refers_to_range.value) if name in book.names else None
    return found if isinstance(found, date) else today()
