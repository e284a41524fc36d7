"""How the list of issues and the cells that it speaks of find each other: by keys that Python writes and formulas compute.

A key names the table, the column and the row, never a sheet's title or a header's text, which people change.
A row is known by its id (`=T001`), so that sorting doesn't part it from its issues; one without an id, or with an
error in its place, by where it stands (`#5`). A key starts with a letter or a symbol: no program takes it for a number.

Lookups take `*`, `?` and `~` for patterns and upper for lower case, and give up beyond 255 characters; EXACT does none
of this but is slow. So MATCH says where there is certainly nothing, which is nearly everywhere, and EXACT has the last
word. Only `~` has to be escaped: an unescaped one would hide a hit, the other two can only show too many.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from softenv_xl.grid.cell import CellError, Value
from softenv_xl.schema.serial import serial

CELLS, ROWS, SAID = "issues_key", "issues_about", "issues_said"
"""The names over the list's columns: keys of cells; keys of rows, and what the check column says of those."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What the check column has to say of rows, by `row_key`, because a run found it and no formula can."""

    rows: Mapping[str, str] = field(default_factory=dict)


NOTHING = Listing()


def row_name(identity: Value, number: int) -> str:
    """A row by its id as a formula joins it to text, else by its number on the sheet."""
    if identity is None or identity == "" or isinstance(identity, CellError):
        return f"#{number}"
    return f"={_joined(identity)}"


def row_key(table: str, row: str) -> str:
    return f"{table}|{row}"


def cell_key(symbol: str, table: str, column: str, row: str) -> str:
    return f"{symbol}{table}|{column}|{row}"


def row_key_formula(table: str, identity: str) -> str:
    """`identity` is the reference to the row's id."""
    return f'"{table}|"&{_row_formula(identity)}'


def cell_key_formula(symbol: str, table: str, column: str, identity: str) -> str:
    return f'"{symbol}{table}|{column}|"&{_row_formula(identity)}'


def listed_formula(key: str) -> str:
    """Does the list name that cell?"""
    return f"IF({_nowhere(key, CELLS)},FALSE,SUMPRODUCT(--EXACT({key},{CELLS}))>0)"


def said_formula(key: str, otherwise: str) -> str:
    """What the list says of that row: its key stands there once, or nowhere, which makes the place −1 and no place.
    `otherwise` is most of the check's formula, so it stands here once.
    """
    place = f"SUMPRODUCT(EXACT({key},{ROWS})*(ROW({ROWS})-MIN(ROW({ROWS}))+2))-1"
    return f"IFERROR(INDEX({SAID},IF({_nowhere(key, ROWS)},NA(),{place})),{otherwise})"


def _nowhere(key: str, name: str) -> str:
    """A key of more than 255 characters is #VALUE! in Excel, which is not #N/A: EXACT decides."""
    return f'ISNA(MATCH(SUBSTITUTE({key},"~","~~"),{name},0))'


def _row_formula(identity: str) -> str:
    return f'IFERROR(IF({identity}="","#"&ROW(),"="&{identity}),"#"&ROW())'


def _joined(value: Value) -> str:
    """A cell as `&` joins it to text: numbers and days with 15 digits, as the General format has them."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    number = serial(value)
    return str(value) if number is None else f"{number:.15g}"
