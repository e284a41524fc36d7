"""Filters on ranges and tables."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlwings_libreoffice.filter_terms import Column, gathered, spread
from xlwings_libreoffice.member import Member
from xlwings_libreoffice.references import area_at
from xlwings_libreoffice.uno_runtime import constant, enum, struct
from xlwings_libreoffice.values import serial

if TYPE_CHECKING:
    from xlwings_libreoffice.range import Range

_OPERATORS = {
    "equal_to": "EQUAL",
    "not_equal_to": "NOT_EQUAL",
    "greater_than": "GREATER",
    "less_than": "LESS",
    "greater_than_or_equal": "GREATER_EQUAL",
    "less_than_or_equal": "LESS_EQUAL",
}
_SIGNS = {
    "EQUAL": "=",
    "NOT_EQUAL": "<>",
    "GREATER": ">",
    "LESS": "<",
    "GREATER_EQUAL": ">=",
    "LESS_EQUAL": "<=",
}
_EXTREMES = {
    "TOP_VALUES": "top_items",
    "BOTTOM_VALUES": "bottom_items",
    "TOP_PERCENT": "top_percent",
    "BOTTOM_PERCENT": "bottom_percent",
}


class AutoFilter(Member, base_classes.AutoFilter):
    """LibreOffice keeps a filter with the database range of the same cells; a table is one itself."""

    def __init__(self, cells: Range, database: Any = None) -> None:
        """`database`: a table's UNO database range; a plain range's is found or made when it is needed."""
        self.office = cells.office
        self._cells, self._table = cells, database

    @property
    def _database(self) -> Any:
        if self._table is not None:
            return self._table
        for database in self.sheet_databases():
            if area_at(database.DataArea) == self._cells.area:
                return database
        return None

    def sheet_databases(self) -> list[Any]:
        """The unnamed database range of the sheet, which holds its own filter, and the named ones."""
        sheet = self._cells.sheet
        document = sheet.book.api
        found = [database for _, database in sheet.book.databases]
        unnamed = document.getPropertyValue("UnnamedDatabaseRanges")
        if unnamed.hasByTable(sheet.index - 1):
            found.append(unnamed.getByTable(sheet.index - 1))
        return [database for database in found if database.DataArea.Sheet == sheet.index - 1]

    def _made(self) -> Any:
        """The database range, made anew where a plain range has none; ValueError where another has one."""
        found = self._database
        if found is not None:
            return found
        sheet = self._cells.sheet
        unnamed = sheet.book.api.getPropertyValue("UnnamedDatabaseRanges")
        if unnamed.hasByTable(sheet.index - 1) and unnamed.getByTable(sheet.index - 1).AutoFilter:
            raise ValueError("This worksheet already has an AutoFilter on a different range")
        unnamed.setByTable(sheet.address(self._cells.area))
        return unnamed.getByTable(sheet.index - 1)

    @property
    def _fields(self) -> list[Any]:
        database = self._database
        return list(database.getFilterDescriptor().getFilterFields3()) if database is not None else []

    @property
    def criteria(self) -> list[dict[str, Any]]:
        columns = gathered(self._fields)
        width = self._cells.shape[1]
        if columns is None:
            used = {field.Field for field in self._fields}
            kinds = ["unknown" if column in used else "none" for column in range(width)]
            return [
                base_classes.empty_autofilter_criteria(number, kind) for number, kind in enumerate(kinds, 1)
            ]
        return [self._snapshot(number, columns.get(number - 1, Column([]))) for number in range(1, width + 1)]

    def _snapshot(self, number: int, column: Column) -> dict[str, Any]:
        fields = column.fields
        names = [_operator_name(field.Operator) for field in fields]
        if not fields:
            return base_classes.empty_autofilter_criteria(number)
        values = [value for field in fields for value in field.Values]
        if names[0] in _EXTREMES:
            kind = _EXTREMES[names[0]]
            return base_classes.autofilter_criteria_snapshot(number, kind, f"{_number(values[0]):g}")
        if names == ["EQUAL"] and len(values) != 1:
            texts = [value.StringValue for value in values]
            return base_classes.autofilter_criteria_snapshot(number, "values", texts)
        if names[0] in ("EMPTY", "NOT_EMPTY"):
            sign = "=" if names[0] == "EMPTY" else "<>"
            return base_classes.autofilter_criteria_snapshot(number, "comparison", sign)
        texts = [f"{_SIGNS.get(name, '')}{_shown(value)}" for name, value in zip(names, values, strict=False)]
        joined = None
        if len(fields) > 1:
            joined = "or" if column.either else "and"
        return base_classes.autofilter_criteria_snapshot(
            number, "comparison", texts[0], texts[1] if len(texts) > 1 else None, joined
        )

    def apply_values(self, field: int, values: list[str]) -> None:
        self._apply(field, [_field(field, "EQUAL", [_text_value(text) for text in values])])

    def apply_comparison(self, field: int, operator: str, value1: Any, value2: Any) -> None:
        """`value1`, `value2`: a text, or {"type": "date" or "datetime", "value": ISO text}; None for blank."""
        if value1 is None:
            name = "EMPTY" if operator == "equal_to" else "NOT_EMPTY"
            self._apply(field, [_field(field, name, [])])
            return
        if operator in ("between", "not_between"):
            lower, upper = self._value(value1), self._value(value2)
            inside = operator == "between"
            first = _field(field, "GREATER_EQUAL" if inside else "LESS", [lower])
            second = _field(field, "LESS_EQUAL" if inside else "GREATER", [upper])
            self._apply(field, [first, second], either=not inside)
            return
        self._apply(field, [_field(field, _OPERATORS[operator], [self._value(value1)])])

    def _value(self, value: Any) -> Any:
        if isinstance(value, dict):
            kind = dt.date if value["type"] == "date" else dt.datetime
            number = serial(kind.fromisoformat(value["value"]), self._cells.sheet.book.date1904)
            return _number_value(number, value["value"])
        try:
            return _number_value(float(value), value)
        except ValueError:
            return _text_value(value)

    def apply_top_items(self, field: int, count: int) -> None:
        self._apply(field, [_field(field, "TOP_VALUES", [_number_value(count, str(count))])])

    def apply_bottom_items(self, field: int, count: int) -> None:
        self._apply(field, [_field(field, "BOTTOM_VALUES", [_number_value(count, str(count))])])

    def apply_top_percent(self, field: int, percent: float) -> None:
        self._apply(field, [_field(field, "TOP_PERCENT", [_number_value(percent, str(percent))])])

    def apply_bottom_percent(self, field: int, percent: float) -> None:
        self._apply(field, [_field(field, "BOTTOM_PERCENT", [_number_value(percent, str(percent))])])

    def clear(self, field: int | None) -> None:
        """One column's criteria, or all; the arrows stay."""
        if self._database is not None:
            self._apply(field, [])

    def _apply(self, field: int | None, fields: list[Any], *, either: bool = False) -> None:
        """Puts these criteria in the place of a column's, or of all columns' where `field` is None.

        NotImplementedError beside criteria that no columns' filters make, which would be lost.
        """
        self._cells.require_unlocked()
        columns = {} if field is None else gathered([_again(known) for known in self._fields])
        if columns is None:
            raise NotImplementedError("AutoFilter.apply beside a filter across columns")
        columns.pop((field or 0) - 1, None)
        if field is not None and fields:
            columns[field - 1] = Column(fields, either)
        database = self._made()
        database.AutoFilter = True
        # hidden rows come back only when a filter without criteria is carried out on the cells themselves
        cells = self._cells.sheet.native(area_at(database.DataArea))
        empty = cells.createFilterDescriptor(True)
        empty.ContainsHeader = True
        cells.filter(empty)
        if columns:
            descriptor = database.getFilterDescriptor()
            descriptor.ContainsHeader = True
            descriptor.setFilterFields3(spread(columns))
            database.refresh()


def _operator_name(operator: int) -> str:
    names = (*_SIGNS, *_EXTREMES, "EMPTY", "NOT_EMPTY")
    return next((n for n in names if constant(f"sheet.FilterOperator2.{n}") == operator), "")


def _field(number: int, operator: str, values: list[Any]) -> Any:
    return struct(
        "sheet.TableFilterField3",
        Field=number - 1,
        Operator=constant(f"sheet.FilterOperator2.{operator}"),
        Values=tuple(values),
        Connection=enum("sheet.FilterConnection", "AND"),
    )


def _again(field: Any) -> Any:
    """A field as it can be set: LibreOffice gives texts back as texts but calls their type a number."""
    field.Values = tuple(
        value if value.IsNumeric else _text_value(value.StringValue) for value in field.Values
    )
    return field


def _text_value(text: str) -> Any:
    return struct(
        "sheet.FilterFieldValue", FilterType=constant("sheet.FilterFieldType.STRING"), StringValue=text
    )


def _number_value(number: float, text: str) -> Any:
    return struct(
        "sheet.FilterFieldValue",
        FilterType=constant("sheet.FilterFieldType.NUMERIC"),
        IsNumeric=True,
        NumericValue=float(number),
        StringValue=text,
    )


def _number(value: Any) -> float:
    return float(value.NumericValue if value.IsNumeric else value.StringValue)


def _shown(value: Any) -> str:
    return f"{value.NumericValue:.15g}" if value.IsNumeric else str(value.StringValue)
