"""A filter as LibreOffice keeps it, and as people see it.

LibreOffice keeps one row of conditions for all columns, and joins by AND before OR: x AND y OR z is (x AND y) OR z.
People, and Excel, see one or two conditions in a column; columns are joined by AND. So an OR within a column has
to be multiplied out with the other columns' conditions, and is gathered again from that.
"""

from __future__ import annotations

from itertools import product
from typing import Any, NamedTuple

from xlwings_libreoffice.uno_runtime import enum, struct


class Column(NamedTuple):
    """The conditions of a column, UNO's TableFilterField3; with `either`, one of them is enough."""

    fields: list[Any]
    either: bool = False


def gathered(fields: list[Any]) -> dict[int, Column] | None:
    """The conditions column by column (from 0); None for a filter that isn't made of columns."""
    terms: list[list[Any]] = [[]]
    for number, field in enumerate(fields):
        if number and field.Connection.value == "OR":
            terms.append([])
        terms[-1].append(field)
    found: dict[int, dict[object, Any]] = {}
    for field in fields:
        found.setdefault(field.Field, {}).setdefault(_key(field), field)
    columns = {
        column: Column(list(keyed.values()), either=len(keyed) > 1 and not _together(terms, column))
        for column, keyed in found.items()
    }
    return columns if _keys(_terms(columns)) == _keys(terms) else None


def spread(columns: dict[int, Column]) -> tuple[Any, ...]:
    """The same as LibreOffice takes it."""
    return tuple(
        struct(
            "sheet.TableFilterField3",
            Field=field.Field,
            Operator=field.Operator,
            Values=field.Values,
            Connection=enum("sheet.FilterConnection", "AND" if place or not number else "OR"),
        )
        for number, term in enumerate(_terms(columns))
        for place, field in enumerate(term)
    )


def _terms(columns: dict[int, Column]) -> list[list[Any]]:
    """What is to hold together; one of these is enough."""
    choices = [
        [[field] for field in column.fields] if column.either else [column.fields]
        for column in columns.values()
    ]
    return [[field for part in parts for field in part] for parts in product(*choices)]


def _together(terms: list[list[Any]], column: int) -> bool:
    return any(len({_key(field) for field in term if field.Field == column}) > 1 for term in terms)


def _keys(terms: list[list[Any]]) -> set[frozenset[object]]:
    return {frozenset(_key(field) for field in term) for term in terms}


def _key(field: Any) -> object:
    values = tuple(
        (value.NumericValue if value.IsNumeric else value.StringValue, value.FilterType)
        for value in field.Values
    )
    return field.Field, field.Operator, values
