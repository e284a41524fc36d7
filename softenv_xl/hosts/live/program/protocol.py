"""What a run needs of the program that has the workbook open."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

from softenv_xl.grid.address import Area

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import xlwings as xw


class DefinedName(Protocol):
    """A name and what it means, `=Sheet1!$A$1`."""

    @property
    def name(self) -> str: ...

    @property
    def refers_to(self) -> str | None: ...


class Program(Protocol):
    """What a run needs of the program that has the workbook open."""

    def unprotect(self, sheets: Sequence[xw.Sheet]) -> Callable[[], None]:
        """Lifts the sheets' protection; what is returned puts it back with the same options.

        Raises Stop(sheet.protected) where that takes a password, with every sheet as it was.
        """
        ...

    def is_spilled(self, cells: xw.Range) -> bool:
        """Does one of the cells only show what another one's formula fills it with?"""
        ...

    def openings(self) -> frozenset[str]:
        """Tells one opening of a workbook from the next: two looks at the same one have something in common.

        Empty where the program has no word for it.
        """
        ...

    def is_unsaved(self) -> bool:
        """Does the workbook hold what its file doesn't?"""
        ...

    def unchanging(self) -> AbstractContextManager[None]:
        """Inside, nothing of the workbook is changed: a program need not be asked the same twice."""
        ...

    def names(self) -> Iterable[DefinedName]:
        """The names that are valid on every sheet, perhaps others, whose names say their sheet."""
        ...

    def table_names(self) -> Iterator[str]:
        """Of the real tables of all sheets, in any order; of some programs each is a question."""
        ...

    def values(self, block: xw.Range) -> list[list[Any]]:
        """The block's values as rows, error values as words or as one of errors.CODES."""
        ...

    def formulas(self, block: xw.Range) -> Iterable[Area]:
        """Where in the block formulas stand, whatever the sheet's protection."""
        ...

    def hidden(self, rows: xw.Range) -> Iterable[Area]:
        """The parts of the block whose rows can't be seen."""
        ...

    def show(self, sheet: xw.Sheet, *, visible: bool) -> None:
        """Brings the sheet into view, or hides it; raises the program's own error where it won't."""
        ...

    def without_undo(self) -> AbstractContextManager[None]:
        """What happens inside, the program's own undo has nothing to take back of, nor of what was done before: as in
        Excel after a macro. Ours takes back all.
        """
        ...

    def rows_fitted_once(self) -> AbstractContextManager[None]:
        """What is written inside makes rows higher or lower when it ends, and not each time."""
        ...
