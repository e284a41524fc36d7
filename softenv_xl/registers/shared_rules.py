"""Rules that many registers spell: a cell that another makes necessary, two dates in their order, the same entered twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from softenv_xl import catalogue
from softenv_xl.registers.register import Found
from softenv_xl.registers.school import Row
from softenv_xl.schema.column import Rule
from softenv_xl.schema.expression import AS_OF, All, Before, Blank, Expression, Filled, Not, OneOf
from softenv_xl.schema.vocabulary import ListOf


def needed(column: str, because: str, when: Expression | None = None) -> Rule:
    """The cell can't be blank where `because` is filled in, or where `when` is true of what stands there."""
    condition = All((when or Filled(because), Blank(column)))
    return Rule(catalogue.CELL_NEEDED, column, condition, (("other", f"#{because}"),))


def not_before(column: str, earlier: str) -> Rule:
    """The date in `column` is that of `earlier` or a later one."""
    others = (("other", f"#{earlier}"), ("limit", earlier))
    return Rule(catalogue.DATE_BEFORE, column, Before(column, earlier), others)


def not_in_future(column: str) -> Rule:
    """The day in the cell isn't later than that of the press."""
    return Rule(catalogue.DATE_IN_FUTURE, column, Before(f"@{AS_OF}", column))


def still_there(column: str, ids: ListOf) -> Rule:
    """What the cell names is an id of that list."""
    return Rule(catalogue.LINK_GONE, column, All((Filled(column), Not(OneOf(column, ids)))))


def entered_twice(rows: Iterable[Row], *columns: str) -> Iterator[Found]:
    """Every further row that has in those columns, all of them filled in, what another has; `first` is that one's id."""
    seen: dict[object, Row] = {}
    for row in rows:
        same = tuple(row[column] for column in columns)
        if all(same) and seen.setdefault(same, row) is not row:
            yield Found(row, arguments={"first": str(seen[same]["id"])})
