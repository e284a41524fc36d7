"""Tables that a query fills: each of their columns is a field of the query's own part, also those it knows nothing of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.hosts.file.markup import MAIN
from softenv_xl.hosts.file.relations import relations
from softenv_xl.hosts.refusal import unsafe

if TYPE_CHECKING:
    from softenv_xl.hosts.file.excel_table import Table
    from softenv_xl.hosts.file.markup import Element
    from softenv_xl.hosts.file.workbook import Workbook

_REFRESH, _FIELDS, _FIELD = (
    f"{MAIN}{name}" for name in ("queryTableRefresh", "queryTableFields", "queryTableField")
)
_UNBOUND = "unboundColumnsRight"


def add_field(book: Workbook, table: Table) -> None:
    """Tells the query of the column that was just added at the right end, as Excel does when somebody types one.

    Nothing for a table without a query. Stop(workbook.unsafe-to-write) where the query's part isn't whole: Excel
    would take the query away.
    """
    if table.root.get("tableType") != "queryTable":
        return
    part = next((one.part for one in relations(book.package, table.part) if one.kind == "queryTable"), "")
    root = book.tree(part) if part and book.package.find(part) else None
    refresh = root.find(_REFRESH) if root is not None else None
    fields = refresh.find(_FIELDS) if refresh is not None else None
    if refresh is None or fields is None:
        raise unsafe(
            "表格“{table}”由查询填充，而查询的定义不完整，无法添加列。",
            "The table “{table}” is filled by a query whose definition is not whole, so no column can be added.",
            table=table.name,
        )
    taken = [int(field.get("id", "0")) for field in fields.iterchildren(_FIELD)]
    number = max([int(refresh.get("nextId", "1")), *(one + 1 for one in taken)])
    column = table.last_column()
    _append(fields, number, column.get("id", ""))
    column.set("queryTableFieldId", str(number))
    refresh.set("nextId", str(number + 1))
    refresh.set(_UNBOUND, str(int(refresh.get(_UNBOUND, "0")) + 1))
    book.store_tree(part)


def _append(fields: Element, number: int, column: str) -> None:
    etree.SubElement(fields, _FIELD, id=str(number), dataBound="0", tableColumnId=column)
    fields.set("count", str(len(fields)))
