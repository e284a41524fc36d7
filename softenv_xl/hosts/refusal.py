"""Why a workbook is left alone. The caller adds the file's name."""

from __future__ import annotations

from softenv_xl.errors import Stop
from softenv_xl.words import Text


def unsafe(zh: str, en: str, **values: object) -> Stop:
    """Writing could lose or break something; the reason is a whole sentence in both languages."""
    return Stop("workbook.unsafe-to-write", reason=Text(zh, en).format(**values))


def missing(zh: str, en: str, **values: object) -> Stop:
    """The workbook lacks something that the patch names."""
    return Stop("workbook.part-missing", what=Text(zh, en).format(**values))


def cannot_hold(place: str, zh: str, en: str, **values: object) -> Stop:
    """No cell can hold this value."""
    return Stop("cell.cannot-hold", cell=place, reason=Text(zh, en).format(**values))


def at_the_edge(table: str) -> Stop:
    """A table has no room left on its sheet."""
    return unsafe(
        "表格“{table}”已到工作表边缘。",
        "The table “{table}” has reached the end of the sheet.",
        table=table,
    )


def grows_into(table: str, other: str) -> Stop:
    """A growing table would take cells of another one."""
    return unsafe(
        "表格“{table}”扩展后会与表格“{other}”重叠。",
        "The table “{table}” would grow into the table “{other}”.",
        table=table,
        other=other,
    )


def in_the_way(table: str, sheet: str, cell: str) -> Stop:
    """A growing table would go over something that stands there."""
    return unsafe(
        "“{sheet}”的 {cell} 有内容，表格“{table}”无法扩展。",
        "{cell} on “{sheet}” is not empty, so the table “{table}” cannot grow.",
        sheet=sheet,
        cell=cell,
        table=table,
    )
