"""What an Excel user of xlwings expects, as tables of calls and what they give.

Every case has a sheet of its own. What is expected is what Excel gives, by xlwings' documentation and tests.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

Step = Callable[[Any], Any]
"""Takes an `xlwings.Sheet`; Any, for cases also ask for what its annotations rule out."""


class Case(NamedTuple):
    """`call` on the sheet, after the steps that are `given`, gives `expected`: a value or an exception's class."""

    name: str
    call: Step
    expected: Any
    given: tuple[Step, ...] = ()


class BookCase(Case):
    """A case about the whole workbook: a new one, whose sheets are Sheet1, Sheet2 and Sheet3. It gets the first."""


def moment(*parts: int) -> dt.datetime:
    """Year, month, day, hour …; no cell knows of time zones."""
    return dt.datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def put(where: str, value: Any, **options: Any) -> Step:
    """Writes a value."""

    def step(sheet: Any) -> None:
        sheet[where].options(**options).value = value

    return step


def given(where: str, **attributes: Any) -> Step:
    """Sets attributes of a range; `font__bold` is its font's bold."""

    def step(sheet: Any) -> None:
        for path, value in attributes.items():
            *owners, name = path.split("__")
            target: Any = sheet[where]
            for owner in owners:
                target = getattr(target, owner)
            setattr(target, name, value)

    return step


def done(where: str, method: str, *arguments: Any, **named: Any) -> Step:
    """Calls a method of a range."""
    return lambda sheet: getattr(sheet[where], method)(*arguments, **named)


def address(call: Step) -> Step:
    """The address of the range that a call gives."""
    return lambda sheet: call(sheet).address


def value(where: str) -> Step:
    return lambda sheet: sheet[where].value
