"""A formula that can be said at any cell: relative references move with it, as when it is copied."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from softenv_xl.grid.address import MAX_COLUMN, MAX_ROW, column_letters, column_number
from softenv_xl.grid.shared_formula import can_be_shared
from softenv_xl.hosts.file.text import in_xml
from softenv_xl.hosts.file.tokenizer import tokenizer
from softenv_xl.hosts.refusal import unsafe

if TYPE_CHECKING:
    from collections.abc import Sequence

_PART = re.compile(r"(?:'(?:[^']|'')*'|[^:'])+")
_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d{0,6})")
_COLUMN = re.compile(r"(\$?)([A-Za-z]{1,3})")
_ROW = re.compile(r"(\$?)([1-9]\d{0,6})")


class _Reference:
    """One end of a reference; row or column is None in a whole column or row."""

    __slots__ = ("column", "column_fixed", "row", "row_fixed")

    def __init__(self, column: str | None, column_fixed: str, row: str | None, row_fixed: str) -> None:
        self.column = column_number(column) if column else None
        self.column_fixed = column_fixed
        self.row = int(row) if row else None
        self.row_fixed = row_fixed

    @property
    def moves(self) -> bool:
        return bool((self.column and not self.column_fixed) or (self.row and not self.row_fixed))

    def moved(self, rows: int, columns: int) -> str:
        text = ""
        if self.column is not None:
            column = self.column if self.column_fixed else self.column + columns
            if not 1 <= column <= MAX_COLUMN:
                return "#REF!"
            text = self.column_fixed + column_letters(column)
        if self.row is not None:
            row = self.row if self.row_fixed else self.row + rows
            if not 1 <= row <= MAX_ROW:
                return "#REF!"
            text += f"{self.row_fixed}{row}"
        return text


class Formula:
    """The text of a formula, without '=', as it stands at a row and a column."""

    def __init__(self, text: str, row: int, column: int) -> None:
        self.text, self.row, self.column = text, row, column
        self._pieces = _pieces(text)
        self._own_row = self._split_at_own_row()

    @property
    def relative(self) -> bool:
        """Does it read differently in another cell?"""
        return any(not isinstance(piece, str) for piece in self._pieces)

    @property
    def of_its_row(self) -> bool:
        """Does it mention its own row, fixed ones and none else?"""
        return self._own_row is not None

    @property
    def can_be_shared(self) -> bool:
        """See `can_be_shared`; a formula that mentions other rows by their distance can't."""
        return self._own_row is not None and can_be_shared(self._own_row)

    def spelt(self, row: int) -> str:
        """A cell's element with the formula as it reads in that row of its own column; "" unless it is `of_its_row`."""
        return f"<f>{str(row).join(self._own_row_spelt)}</f>" if self._own_row_spelt else ""

    @cached_property
    def _own_row_spelt(self) -> list[str]:
        return [in_xml(piece) for piece in self._own_row or ()]

    def at(self, row: int, column: int) -> str:
        """The formula as it reads when copied to another cell."""
        if self._own_row is not None and column == self.column:
            return str(row).join(self._own_row)
        rows, columns = row - self.row, column - self.column
        return "".join(
            piece if isinstance(piece, str) else piece.moved(rows, columns) for piece in self._pieces
        )

    def _split_at_own_row(self) -> list[str] | None:
        """The text around every mention of the formula's own row, if it mentions no other relative one.

        Most formulas of a table are of that kind, and are said in thousands of rows.
        """
        split = [""]
        for piece in self._pieces:
            if isinstance(piece, str):
                split[-1] += piece
            elif piece.row_fixed or piece.row is None:
                split[-1] += piece.moved(0, 0)
            elif piece.row == self.row:
                split[-1] += piece.moved(0, 0).removesuffix(str(piece.row))
                split.append("")
            else:
                return None
        return split


@lru_cache(maxsize=512)  # asked for by whoever moves, follows or fills in the column, at every press
def _pieces(text: str) -> Sequence[str | _Reference]:
    """The formula in pieces, with neighbouring pieces that never change joined."""
    library = tokenizer()
    Token = library.Token  # noqa: N806 - the library's class
    try:
        tokens = library.Tokenizer(f"={text}").items
    except library.TokenizerError as error:
        raise unsafe("公式无法识别：={text}", "A formula cannot be understood: ={text}", text=text) from error
    pieces: list[str | _Reference] = []
    for token in tokens:
        is_range = token.type == Token.OPERAND and token.subtype == Token.RANGE
        starts_range = token.type == Token.FUNC and ":" in token.value  # A1:INDEX(
        for piece in _range_pieces(token.value) if is_range or starts_range else [token.value]:
            if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
                pieces[-1] += piece
            else:
                pieces.append(piece)
    return pieces


def _range_pieces(words: str) -> list[str | _Reference]:
    """`Sheet1!A1:$B2` in pieces. Structured references and names stay as they are."""
    last = words.rpartition("!")[2]
    if "[" in last or "]" in last:
        return [words]
    parts = [part.rpartition("!") for part in _PART.findall(words)]
    ends = [_end(end, len(parts) == 2) for _, _, end in parts]
    whole = {_kind(end) for end in ends}
    if len(parts) == 2 and len(whole) > 1 and whole & {"row", "column"}:  # a name or a function, after all
        ends = [_end(end, ranged=False) for _, _, end in parts]
    pieces: list[str | _Reference] = []
    for number, ((sheet, bang, end), reference) in enumerate(zip(parts, ends, strict=True)):
        pieces.append((":" if number else "") + sheet + bang)
        pieces.append(reference if reference and reference.moves else end)
    return pieces


def _end(words: str, ranged: bool) -> _Reference | None:
    if match := _CELL.fullmatch(words):
        return _Reference(match[2], match[1], match[4], match[3])
    if ranged and (match := _COLUMN.fullmatch(words)):
        return _Reference(match[2], match[1], None, "")
    if ranged and (match := _ROW.fullmatch(words)):
        return _Reference(None, "", match[2], match[1])
    return None


def _kind(reference: _Reference | None) -> str:
    if reference is None:
        return "name"
    if reference.row is None:
        return "column"
    return "cell" if reference.column is not None else "row"
