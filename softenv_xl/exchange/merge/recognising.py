"""Is a workbook a department's pack? By its tables: it has some of the control workbook's, and none of its lists."""

from __future__ import annotations

from collections.abc import Iterable

from softenv_xl.registers.packed import TABLES
from softenv_xl.views import issue_list, submissions

_KEYS = frozenset(table.key for table in TABLES)
_CONTROLS_OWN = frozenset((issue_list.SPEC.key, submissions.SPEC.key))
_ENOUGH = 2


def has_tables_of_a_pack(names: Iterable[str]) -> bool:
    """`names` are those of its real tables."""
    tables = {name.lower() for name in names}
    return len(tables & _KEYS) >= _ENOUGH and tables.isdisjoint(_CONTROLS_OWN)


def is_another_control_workbook(names: Iterable[str]) -> bool:
    """Has it the lists that only a control workbook has?"""
    return not {name.lower() for name in names}.isdisjoint(_CONTROLS_OWN)
