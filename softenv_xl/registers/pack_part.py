"""What of a table goes into the workbook that a department gets: whose a row is, what the department fills in, what stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from softenv_xl.grid.cell import Value


def _leaves(_: Mapping[str, Value]) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class PackPart:
    """What a department's pack has of one table.

    A row is the department's whose name stands in the column `department`; or, where `person` names a column of staff
    numbers, that of the person with that number.

    `open` are the columns that the department fills in. Of the others it sees, locked, all that are neither `confidential`
    nor in `office`. `grows`: it may add rows of its own.

    `stays` is true of a row, typed, that isn't sent in any form. Rows that belong to a case never are: that needs no
    declaration (registers.packed).
    """

    open: tuple[str, ...] = ()
    department: str = "department"
    person: str = ""
    office: tuple[str, ...] = ()
    grows: bool = False
    stays: Callable[[Mapping[str, Value]], bool] = _leaves

    @property
    def whose(self) -> str:
        """The column by which a row is somebody's."""
        return self.person or self.department
