"""Which sheet rows of a table move, which are new and which fall empty: worked out before anything changes."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from softenv_xl.errors import Stop
from softenv_xl.hosts.file.formulas import Formula

if TYPE_CHECKING:
    from collections.abc import Sequence

    from softenv_xl.hosts.block import Block
    from softenv_xl.hosts.file.excel_table import Table


class Pattern(NamedTuple):
    """What new rows take from the row above: its height, and style and formula by sheet column."""

    height: dict[str, str]
    styles: dict[int, str]
    formulas: dict[int, ColumnFormula]


class ColumnFormula(NamedTuple):
    """A column's formula; `metadata` is the cell attribute that dynamic arrays carry.

    `own` says that it belongs to the column, so that it goes before a value that a patch names;
    otherwise the cell above just happens to have one.
    """

    formula: Formula
    array: bool
    metadata: str | None
    own: bool


class Layout(NamedTuple):
    """All in sheet rows. `moves` has new places by old ones; `fresh` the pattern of each new row.

    A data row's formulas read on as if copied; those of a `totals` row, which only makes room, as if cut out
    and put elsewhere.
    """

    rows: int
    moves: dict[int, int]
    fresh: dict[int, Pattern]
    blank: list[int]
    removed: set[int]
    totals: frozenset[int] = frozenset()

    @property
    def affected(self) -> set[int]:
        return {*self.moves, *self.moves.values(), *self.fresh, *self.blank, *self.removed}


def lay_out(table: Table, sources: Sequence[int | None]) -> Layout:
    """Where rows go when a table shall have these rows, each continuing an existing one or new.

    Raises Stop(file.changed) if the table has fewer rows than the patch knew of.
    """
    block = table.block
    kept = [source for source in sources if source is not None]
    if kept and not (min(kept) >= 0 and max(kept) < block.rows):
        raise Stop("file.changed")
    rows = max(len(sources), 1)
    last = block.first + rows - 1
    moves = {
        block.first + source: block.first + place
        for place, source in enumerate(sources)
        if source is not None and source != place
    }
    if rows != block.rows:
        moves.update({row: row + rows - block.rows for row in range(block.last + 1, block.bottom + 1)})
    totals = {last + 1 + number for number in range(block.bottom - block.last)}
    blank = [row for row in range(last + 1, block.bottom + 1) if row not in totals]
    if not sources and block.rows:
        blank.append(block.first)
    removed = set(range(block.first, block.last + 1)) - {block.first + source for source in kept}
    old_totals = frozenset(range(block.last + 1, block.bottom + 1))
    return Layout(rows, moves, _patterns(table, sources), blank, removed, old_totals)


def _patterns(table: Table, sources: Sequence[int | None]) -> dict[int, Pattern]:
    """The pattern of every new row: the nearest continued row above it, or below, or the last row."""
    block = table.block
    continued = [place for place, source in enumerate(sources) if source is not None]
    patterns: dict[int, Pattern] = {}
    known: dict[int, Pattern] = {}
    for place, source in enumerate(sources):
        if source is not None:
            continue
        above = bisect_left(continued, place)
        nearest = continued[max(above - 1, 0)] if continued else None
        old = sources[nearest] if nearest is not None else None
        row = block.last if old is None else block.first + old
        if row not in known:
            known[row] = _pattern(table, block, row)
        patterns[block.first + place] = known[row]
    return patterns


def _pattern(table: Table, block: Block, row: int) -> Pattern:
    sheet = table.sheet
    if not block.rows:
        return Pattern({}, {}, {})
    attributes = sheet.rows[row].attributes if row in sheet.rows else {}
    fixed = attributes.get("customHeight") in ("1", "true")
    height = {"ht": attributes.get("ht", ""), "customHeight": "1"} if fixed else {}
    columns = range(block.left, block.right + 1)
    cells = sheet.cells(row)
    styles = {
        column: (cells[column].style or "0") if column in cells else sheet.row_style(row)
        for column in columns
    }
    formulas = {column: column_formula(table, row, column) for column in columns}
    return Pattern(
        height,
        {column: style for column, style in styles.items() if style is not None},
        {column: formula for column, formula in formulas.items() if formula is not None},
    )


def column_formula(table: Table, row: int, column: int) -> ColumnFormula | None:
    """The formula that a new cell of this column takes below or beside `row`; None for a plain column."""
    sheet, calculated = table.sheet, table.calculated(column)
    above = sheet.formulas.at(row, column)
    metadata = sheet.cells(row)[column].attribute("cm") if above is not None else None
    if calculated is None:
        if above is None or _is_of_its_row(table, above):
            return None
        return ColumnFormula(
            above, sheet.formulas.is_array(row, column), metadata, _only_formulas(table, column)
        )
    text, array = calculated
    formula = Formula(text, table.block.first, column)
    if formula.relative:  # from which row it counts, the cells know better
        formula = above or _first_formula(table, column) or formula
    return ColumnFormula(formula, array, metadata, own=True)


def _is_of_its_row(table: Table, formula: Formula) -> bool:
    """A formula that reads the same in every row, say a link or a picture, and that no other row has."""
    if formula.relative or "[#This Row]" in formula.text:
        return False
    block, sheet = table.block, table.sheet
    others = (row for row in range(block.first, block.last + 1) if row != formula.row)
    return all(sheet.formulas.text_at(row, formula.column) != formula.text for row in others)


def _first_formula(table: Table, column: int) -> Formula | None:
    block, sheet = table.block, table.sheet
    return next(
        filter(None, (sheet.formulas.at(row, column) for row in range(block.first, block.last + 1))), None
    )


def _only_formulas(table: Table, column: int) -> bool:
    """Does every cell of the column that shows something hold a formula?"""
    block, sheet = table.block, table.sheet
    return not any(
        column in seen
        and not seen[column][1].startswith("<f")
        and sheet.content.shown(*seen[column]) is not None
        for seen in (sheet.seen(row) for row in range(block.first, block.last + 1))
    )
