"""Finds a form's fields by their labels, in either language, wherever on a sheet they stand."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable

    from softenv_xl.grid.grid import Book, Grid
    from softenv_xl.schema.table import FormSpec

Form: TypeAlias = "tuple[Grid, dict[str, Address]]"
"""The sheet that a form stands on, and where each field's value is."""

# Labels stand near the left; further away we would take people's notes for labels.
_COLUMNS = 30
# So many columns people may have inserted between a label and its value.
_BETWEEN = 5


def find_form(book: Book, spec: FormSpec) -> Form | None:
    """The first of `find_forms`, or None where there is none."""
    return next(iter(find_forms(book, spec)), None)


def find_forms(book: Book, spec: FormSpec) -> list[Form]:
    """Every sheet with at least half of the form's labels, and where each value stands: right of its label.

    Where a label was written over, the field's defined name still tells. Visible sheets come before hidden
    ones, then those with most labels, then in the workbook's order.
    """
    found = [
        (grid, cells) for grid in book.grids if len(cells := _labels(grid, spec)) * 2 >= len(spec.columns)
    ]
    found.sort(key=lambda form: (not form[0].visible, -len(form[1])))
    return [(grid, _placed(book, grid, spec, labels)) for grid, labels in found]


def _placed(book: Book, grid: Grid, spec: FormSpec, labels: dict[str, Address]) -> dict[str, Address]:
    """Where each value stands.

    A field's defined name tells, as long as it points right of the field's label: it moves along when
    columns are inserted. Without one the value stands right of its label, or in the first column there that
    is filled at all. Where a label was written over, the name alone tells.
    """
    named = _named(book, grid, spec)
    return {**named, **_values(grid, labels, named)}


def _named(book: Book, grid: Grid, spec: FormSpec) -> dict[str, Address]:
    """The fields whose defined name points at a cell of that sheet."""
    areas = ((column.key, book.names.get(spec.name(column.key))) for column in spec.columns)
    return {key: Address(area[1].top, area[1].left) for key, area in areas if area and area[0] == grid.sheet}


def _labels(grid: Grid, spec: FormSpec) -> dict[str, Address]:
    wanted = spec.by_label
    labels: dict[str, Address] = {}
    for number, row in grid.words:
        for column, text in () if wanted.keys().isdisjoint(row.texts) else row.cells:
            if text in wanted and column <= _COLUMNS:
                labels.setdefault(wanted[text], Address(number, column))
    return labels


def _values(grid: Grid, labels: dict[str, Address], named: dict[str, Address]) -> dict[str, Address]:
    """Where the values of labelled fields stand: the first likely place that is filled, else the likeliest."""
    usual = _usual_distance(grid, labels.values())
    found = {}
    for key, label in labels.items():
        name = named.get(key)
        likely = [name] if name and name.row == label.row and name.column > label.column else []
        likely += [Address(label.row, label.column + away) for away in (1, usual)]
        found[key] = next((at for at in likely if _is_filled(grid, at)), likely[0])
    return found


def _usual_distance(grid: Grid, labels: Iterable[Address]) -> int:
    """How many columns right of its label most of the form's first values stand."""
    nearest = Counter(
        next(
            (away for away in range(1, _BETWEEN + 1) if _is_filled(grid, Address(at.row, at.column + away))),
            1,
        )
        for at in labels
    )
    return nearest.most_common(1)[0][0]


def _is_filled(grid: Grid, at: Address) -> bool:
    """By people or by the program that made the form; what a formula shows is the check's word."""
    return at not in grid.formulas and not is_blank(grid.value(at))
