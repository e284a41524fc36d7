"""From a pack's content to its workbook, with its passport and its snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from softenv_xl.exchange.pack.content import (
    PackContent,
    TypedRow,
    needed_lists,
    needed_values,
    same_department,
)
from softenv_xl.exchange.pack.figures import figures
from softenv_xl.grid.address import column_letters
from softenv_xl.grid.cell import CellError, Value, display_text
from softenv_xl.hosts.file.passport_parts import with_passport
from softenv_xl.registers import rectification
from softenv_xl.schema.column import Column
from softenv_xl.sheets import text, today
from softenv_xl.templates.canvas import Row
from softenv_xl.templates.pack import TODAY, VERSION, PackDrawing, draw_pack

if TYPE_CHECKING:
    from softenv_xl.exchange.passport.issuing import Issuer
    from softenv_xl.passport.model import Passport
    from softenv_xl.registers.packed import PackedTable
    from softenv_xl.sheets.result import Result
    from softenv_xl.sheets.today import Task
    from softenv_xl.words import Lang


def drawn(
    content: PackContent, result: Result, issuer: Issuer, todo: Sequence[Task]
) -> tuple[bytes, Passport]:
    """The pack as an .xlsx, and its passport. Issued again on the same day from the same state it is the same to the byte."""
    snapshot = content.snapshot
    passport = issuer.for_pack(content.department, VERSION, snapshot.id, snapshot.digest)
    campaign, lang = result.control.campaign, result.control.lang
    drawing = PackDrawing(
        campaign.school or "",
        content.department,
        display_text(campaign.year),
        campaign.office or "",
        passport.payload.day,
        passport.payload.serial,
        tuple((table, tuple(_worded(table, row, lang) for row in rows)) for table, rows in content.tables),
        tuple(_today(content, result, todo)),
        tuple(figures(content, result)),
        needed_values(content, result),
        needed_lists(content, result),
    )
    return with_passport(draw_pack(drawing, lang), passport.token, snapshot.content), passport


def _worded(table: PackedTable, row: TypedRow, lang: Lang) -> Row:
    """The row as its cells show it."""
    return {
        column.key: _cell(table.full.column(column.key), row[column.key], lang)
        for column in table.spec.columns
    }


def _cell(column: Column, value: Value, lang: Lang) -> Value:
    try:
        shown = text.cell(column, value, lang)
    except KeyError:  # a word that no dropdown has: it is shown as it stands
        shown = text.truncated(value)
    return display_text(shown) if isinstance(shown, bool | CellError) else shown


def _today(content: PackContent, result: Result, todo: Sequence[Task]) -> Iterator[Row]:
    """The lines that are the department's to do, each with where in the pack."""
    lang = result.control.lang
    tables = {table.key: (table, rows) for table, rows in content.tables}
    heads = today.heads(result)
    for task in todo:
        if not same_department(task.department, content.department):
            continue
        found = _found(task, tables)
        if found is None and not task.key.startswith("returns|"):
            continue
        days = (task.due - result.as_of).days if task.due else None
        line: dict[str, Value] = {
            "due": task.due,
            "days": days,
            "state": today.urgency(result, task),
            "what": task.what(lang),
            "about": task.about,
            "whose": task.whose or heads.get(task.department) or None,
            **_place(found, lang),
        }
        spec = TODAY.table
        assert spec is not None  # noqa: S101 - it is a table's sheet
        shown = {column.key: _cell(column, line.get(column.key), lang) for column in spec.columns}
        link = spec.column("link").formula
        yield {**shown, "link": link.value(shown, lang, result.as_of) if link else None}


_Found = tuple["PackedTable", int, str]


def _found(task: Task, tables: dict[str, tuple[PackedTable, tuple[TypedRow, ...]]]) -> _Found | None:
    """The table, row and column where the department does it; None where it isn't the department's to do."""
    key, identity, _ = (*task.key.split("|"), "", "")[:3]
    table, rows = tables.get(key, (None, ()))
    if table is None or task.place is None:
        return None
    column = task.place[2]
    if not (table.is_open(column) or table.full is rectification.SPEC):
        return None
    id_column = table.spec.id_column or ""
    at = next((at for at, row in enumerate(rows) if display_text(row[id_column]) == identity), None)
    return None if at is None else (table, at, column)


def _place(found: _Found | None, lang: Lang) -> dict[str, Value]:
    if found is None:
        return {"sheet": None, "cell": None}
    table, at, column = found
    place = [each.key for each in table.spec.columns].index(column) + 1
    return {
        "sheet": table.source.name(lang),
        "cell": f"{column_letters(place)}{table.spec.header_row + 1 + at}",
    }
