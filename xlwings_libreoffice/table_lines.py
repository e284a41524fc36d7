"""The rows and columns of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlwings_libreoffice.member import Member
from xlwings_libreoffice.table_growth import cover, grow

if TYPE_CHECKING:
    from xlwings_libreoffice.range import Range
    from xlwings_libreoffice.tables import Table


class _Line(Member):
    """A position among the rows or columns of a table, from 1."""

    def __init__(self, parent: Any, index: int) -> None:
        self.parent, self._index = parent, index
        self.office = parent.office

    @property
    def index(self) -> int:
        return self._index


class TableRow(_Line, base_classes.TableRow):
    """A position among the data rows."""

    parent: TableRows

    @property
    def range(self) -> Range:
        body = self.parent.table.body
        assert body is not None  # noqa: S101 - there are rows, or this one would not be
        row = body.top + self._index - 1
        return self.parent.table.sheet.at(body._replace(top=row, bottom=row))

    def delete(self) -> None:
        """Cells below the table move up. The last row is only emptied, for a table keeps one."""
        if len(self.parent) == 1:
            self.range.clear_contents()
            return
        self.range.delete("up")


class TableRows(Member, base_classes.TableRows):
    def __init__(self, table: Table) -> None:
        self.table = table
        self.office = table.office

    @property
    def api(self) -> Any:
        """The UNO rows of the data, None where there are none."""
        body = self.table.data_body_range
        return body.api.Rows if body else None

    @property
    def parent(self) -> Table:
        return self.table

    @property
    def column_count(self) -> int:
        return self.table.area.right - self.table.area.left + 1

    def __len__(self) -> int:
        body = self.table.body
        return body.bottom - body.top + 1 if body else 0

    def __call__(self, key: int) -> TableRow:
        if not 1 <= key <= len(self):
            raise KeyError(key)
        return TableRow(self, key)

    def __iter__(self) -> Iterator[TableRow]:
        return iter([TableRow(self, index) for index in range(1, len(self) + 1)])

    def __contains__(self, key: int) -> bool:
        return 1 <= key <= len(self)

    def add(self, values: list[Any] | None, index: int | None) -> TableRow:
        """Before the row with that index, or at the end; cells below the table move down."""
        table, count = self.table, len(self)
        position = count + 1 if index is None else index
        area, body = table.area, table.body
        assert body is not None  # noqa: S101 - a table keeps a data row
        new = body._replace(top=body.top + position - 1, bottom=body.top + position - 1)
        table.sheet.at(new).insert("down")
        cover(table, area._replace(bottom=area.bottom + 1))
        row = TableRow(self, position)
        if position > 1:
            above = new._replace(top=new.top - 1, bottom=new.top - 1)
            grow(table.sheet, above, new)
        if values is not None:
            row.range.raw_value = [values]
        return row


class TableColumn(_Line, base_classes.TableColumn):
    """A position among the columns."""

    parent: TableColumns

    @property
    def name(self) -> str:
        return self.parent.names[self._index - 1]

    @property
    def range(self) -> Range:
        column = self.parent.table.area.left + self._index - 1
        return self.parent.table.sheet.at(self.parent.table.area._replace(left=column, right=column))

    @property
    def data_body_range(self) -> Range | None:
        body = self.parent.table.body
        if body is None:
            return None
        column = body.left + self._index - 1
        return self.parent.table.sheet.at(body._replace(left=column, right=column))

    def delete(self) -> None:
        """Cells to the right of the table move left; ValueError for the last column."""
        if len(self.parent) == 1:
            raise ValueError("Cannot delete the last table column")
        self.range.delete("left")


class TableColumns(Member, base_classes.TableColumns):
    def __init__(self, table: Table) -> None:
        self.table = table
        self.office = table.office

    @property
    def api(self) -> Any:
        """The UNO columns of the table."""
        return self.table.range.api.Columns

    @property
    def parent(self) -> Table:
        return self.table

    @property
    def names(self) -> list[str]:
        header = self.table.header_row_range
        if header is None:
            return [f"Column{number}" for number in range(1, len(self) + 1)]
        return [str(text) for text in header.api.getFormulaArray()[0]]

    def __len__(self) -> int:
        return self.table.area.right - self.table.area.left + 1

    def __call__(self, key: str | int) -> TableColumn:
        if isinstance(key, int):
            if 1 <= key <= len(self):
                return TableColumn(self, key)
        else:
            for index, name in enumerate(self.names, 1):
                if name.lower() == key.lower():
                    return TableColumn(self, index)
        raise KeyError(key)

    def __iter__(self) -> Iterator[TableColumn]:
        return iter([TableColumn(self, index) for index in range(1, len(self) + 1)])

    def __contains__(self, key: str) -> bool:
        return any(name.lower() == key.lower() for name in self.names)

    def add(self, name: str, index: int | None) -> TableColumn:
        """Before the column with that index, or at the right end; cells beside the table move right."""
        area = self.table.area
        position = len(self) + 1 if index is None else index
        column = area.left + position - 1
        self.table.sheet.at(area._replace(left=column, right=column)).insert("right")
        cover(self.table, area._replace(right=area.right + 1))
        self.table.sheet.at(area._replace(left=column, right=column, bottom=area.top)).raw_value = name
        self.table.name_columns()
        return TableColumn(self, position)
