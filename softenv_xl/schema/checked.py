"""What a check goes by, and what it comes to: a table's rows as they mean to be read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from softenv_xl.grid.cell import Value
from softenv_xl.issues import Issue
from softenv_xl.schema.column import Rule


@dataclass(frozen=True, slots=True)
class Context:
    """What rules may look at outside their row: named values, lists of words, the campaign's year.

    A list that has an order (a dict's keys have) is told in it.
    """

    names: Mapping[str, Value] = field(default_factory=dict)
    lists: Mapping[str, Collection[str]] = field(default_factory=dict)
    year: int | None = None
    formulas_allowed: bool = False
    known: dict[object, dict[str, Value]] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What rows mean that were found without any issue in this context, see schema.check."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that was read. `index` counts the table's data rows from 0, `number` is the sheet's row.

    `raw` are the cells as they stand, `values` what they mean (schema.repair.typed); `sound` when no error was found in
    the row. `breaches` are the rules of duties that it breaks.
    """

    index: int
    number: int
    raw: dict[str, Value]
    values: dict[str, Value]
    sound: bool
    breaches: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """The rows in use, blank ones left out, and everything that is wrong with them."""

    rows: tuple[Row, ...]
    issues: tuple[Issue, ...]


Complete = Callable[[Mapping[str, Value]], Mapping[str, Value]]
"""Computes cells of a row from what is typed in it: both by column key, as their kinds have it."""
