"""Excel through AppleScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from softenv_xl.errors import Stop
from softenv_xl.grid.address import Area
from softenv_xl.hosts.live.areas import parts_where
from softenv_xl.hosts.live.errors import WORDS
from softenv_xl.hosts.live.program.answers import answer
from softenv_xl.hosts.live.program.excel import Excel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import xlwings as xw


class ExcelOnMac(Excel):
    """Excel through AppleScript, which doesn't tell a protection's options: they could not be put back."""

    def openings(self) -> frozenset[str]:
        return frozenset()  # none of its scripting words is known to tell

    def is_unsaved(self) -> bool:
        return not self._book.api.saved.get()

    def values(self, block: xw.Range) -> list[list[Any]]:
        """An error has no value there, only a text; asking xlwings for the words fails for blocks of many rows."""
        rows = cast("list[list[Any]]", block.options(ndim=2).value)
        texts = block.api.string_value.get()
        texts = texts if isinstance(texts, list) else [texts]
        texts = texts if isinstance(texts[0], list) else [texts]
        return [
            [text if text in WORDS else value for value, text in zip(*both, strict=True)]
            for both in zip(rows, texts, strict=True)
        ]

    def formulas(self, block: xw.Range) -> Iterable[Area]:
        return parts_where(block, lambda part: answer(part.api.has_formula.get()))

    def hidden(self, rows: xw.Range) -> Iterable[Area]:
        return parts_where(rows, lambda part: answer(part.api.entire_row.hidden.get()))

    def show(self, sheet: xw.Sheet, *, visible: bool) -> None:
        """Its dictionary has words for it, not true and false; xlwings passes on what it is given."""
        from xlwings._xlmac import kw  # type: ignore[attr-defined] # there on a Mac only

        sheet.visible = kw.sheet_visible if visible else kw.sheet_hidden

    def unprotect(self, sheets: Sequence[xw.Sheet]) -> Callable[[], None]:
        for sheet in sheets:
            if sheet.api.protect_contents.get():
                raise Stop("sheet.protected", sheet=sheet.name)
        return lambda: None

    def is_spilled(self, cells: xw.Range) -> bool:
        return False  # it has no word for it
