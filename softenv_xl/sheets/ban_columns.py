"""Which columns of the matrix are the bans', and what they are to be called: bans are known by their numbers.

A ban that is called otherwise keeps its column. The columns stand in the rulebook's order, on the places that they
have; one for which there is no ban any more goes, or stays blank where the office has columns of its own behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import is_blank
from softenv_xl.registers.words import COMPLIANCE
from softenv_xl.views.compliance_matrix import SPEC
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from softenv_xl.control.workbook import Control
    from softenv_xl.grid.cell import Value
    from softenv_xl.grid.grid import TableArea
    from softenv_xl.grid.table import Table

# What a column is called that waits for another ban.
_SPARE = Text("（已删除的禁令）", "(removed ban)")


class BanColumns(NamedTuple):
    """`labels` head the bans' columns, `spare` those that stay blank; the rest is as in TablePatch."""

    labels: tuple[str, ...]
    spare: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]
    renamed: tuple[tuple[str, str], ...]
    dropped: tuple[str, ...]


def ban_columns(control: Control) -> BanColumns:
    """How the columns in the workbook become those of today's rulebook."""
    table = control.tables[SPEC.key]
    labels = [ban.label(control.lang) for ban in control.rulebook.bans]
    called = {at: text for text, at in table.extra if _is_a_bans(text, at, table, control)}
    own = _of_each(called, control)
    places, dropped = _places(called, [own.get(ban.number) for ban in control.rulebook.bans], table)
    to_be = dict(zip(places, labels, strict=False))
    spare = [at for at in called if at not in to_be and at not in dropped]
    to_be |= {at: _spare(count, control) for count, at in enumerate(spare, 1)}
    pairs = [
        (called[own[ban.number]], label)
        for ban, label in zip(control.rulebook.bans, labels, strict=True)
        if ban.number in own
    ]
    return BanColumns(
        tuple(labels),
        tuple(to_be[at] for at in spare),
        tuple((called[at], new) for at, new in to_be.items() if called[at] != new),
        tuple((old, new) for old, new in pairs if old != new),
        tuple(called[at] for at in dropped),
    )


def _of_each(called: dict[int, str], control: Control) -> dict[str, int]:
    """The column that each ban has, by its number; the one that is called right where there are two."""
    found: dict[str, int] = {}
    for ban in control.rulebook.bans:
        theirs = [at for at, text in called.items() if _number(text) == ban.number]
        exact = [at for at in theirs if called[at] == ban.label(control.lang)]
        known = [at for at in theirs if called[at] in control.bans_before]
        for at in (*exact, *known, *theirs)[:1]:
            found[ban.number] = at
    return found


def _places(
    called: dict[int, str], wanted: Sequence[int | None], table: Table
) -> tuple[list[int], list[int]]:
    """The places of the bans in their order, as far as there are any, and those that go with the table's end."""
    every = sorted(called)
    over = max(len(every) - len(wanted), 0)
    end = _right(table)
    ending = [at for at in every if all(behind in called for behind in range(at, end + 1))]
    if over <= len(ending):
        return every[: len(wanted)], every[len(every) - over :] if over else []
    kept = [at for at in wanted if at is not None]
    if len(kept) == len(wanted) and kept == sorted(kept):
        return kept, []
    return every[: len(wanted)], []


def _is_a_bans(text: str, at: int, table: Table, control: Control) -> bool:
    """Is a column the program's, by its header and by what stands in it?"""
    if at > _right(table):
        return False
    if any(text == ban.label(control.lang) for ban in control.rulebook.bans):
        return True
    values = [value for row, value in _cells(table, at) if (row, at) not in table.grid.formulas]
    if len(values) < len([*_cells(table, at)]):  # the program writes no formulas there
        return False
    blank = [is_blank(value) for value in values]
    if not all(empty or value in COMPLIANCE.accepted for value, empty in zip(values, blank, strict=True)):
        return False
    known = text in control.bans_before or control.renames.item(text) != text
    spare = any(text.startswith(word) for word in _SPARE)
    # One left over from a title that nobody remembers has a word for everybody.
    numbered = _number(text) in {ban.number for ban in control.rulebook.bans} and len(text.split()) > 1
    return known or spare or (numbered and bool(blank) and not any(blank))


def _cells(table: Table, at: int) -> Iterator[tuple[int, Value]]:
    last = len(table.grid.rows)
    # A table may be declared far beyond what is in it: one blank row there is as good as a million.
    bottom = min(next((one.area.bottom for one in _real(table)), last), last + 1)
    return ((row, table.grid.value(Address(row, at))) for row in range(table.header_row + 1, bottom + 1))


def _right(table: Table) -> int:
    return next((one.area.right for one in _real(table)), max(len(row) for row in table.grid.rows))


def _real(table: Table) -> Iterator[TableArea]:
    return (one for one in table.grid.tables if one.name.lower() == SPEC.key)


def _number(label: str) -> str:
    return next(iter(label.split()), "")


def _spare(count: int, control: Control) -> str:
    word = _SPARE(control.lang)
    return word if count == 1 else f"{word} {count}"
