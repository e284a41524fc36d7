"""Rules that many registers spell: a cell that another makes necessary, two dates in their order."""

from __future__ import annotations

from softenv_xl import catalogue
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
