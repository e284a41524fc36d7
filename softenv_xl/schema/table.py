"""Tables, forms and workbooks, declared once; template, checks, messages and docs all come from here."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from softenv_xl.grid.cell import folded
from softenv_xl.grid.table import Header, Headers
from softenv_xl.schema.column import Column, Kind, Owner, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.words import Lang, Text


@dataclass(frozen=True, eq=False)
class Declared:
    """What a table and a form have in common: columns (a form's fields), and rules across them.

    Declared once, so that each is equal to itself alone, which is asked often (of caches).
    """

    key: str
    title: Text
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}

    def column(self, key: str) -> Column:
        return self.by_key[key]

    @cached_property
    def by_label(self) -> dict[str, str]:
        """Every column's key by its labels, as people compare them."""
        return {folded(words): column.key for column in self.columns for words in column.label}

    @cached_property
    def inputs(self) -> tuple[Column, ...]:
        """The columns that people fill in."""
        return tuple(c for c in self.columns if c.owner is not Owner.COMPUTED)

    @cached_property
    def own_rules(self) -> dict[str, tuple[Rule, ...]]:
        """The rules that each input column has by itself: of a row they look at that one cell."""
        return {column.key: tuple(column.rules()) for column in self.inputs}

    @cached_property
    def all_rules(self) -> tuple[Rule, ...]:
        """Each column's own rules in their order, then the rules across columns."""
        return (*(rule for rules in self.own_rules.values() for rule in rules), *self.rules)

    @cached_property
    def naming_breaches(self) -> frozenset[str]:
        """The columns that name what a row breaks."""
        return frozenset(rule.breach.names for rule in self.rules if rule.breach) & self.by_key.keys()

    @cached_property
    def required(self) -> frozenset[str]:
        """The columns that must not be blank."""
        return frozenset(column.key for column in self.columns if column.required)


@dataclass(frozen=True, eq=False)
class Block:
    """The columns that one check column judges; `name` is what the list of issues calls the block's rows by."""

    check: Column
    columns: tuple[Column, ...]
    name: str

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(column.key for column in self.columns)

    @property
    def title(self) -> Text:
        """What the block is about: its check's label behind the colon."""
        zh, en = self.check.label
        return self.check.label._replace(zh=zh.rpartition("：")[2], en=en.rpartition(": ")[2].capitalize())


@dataclass(frozen=True, eq=False)
class TableSpec(Declared):
    """A real Excel table, alone on its sheet from `header_row` down.

    `key` is its name in the workbook. `columns` from left to right. `ready_rows` blank rows stand ready
    in the template. `id_column` holds each row's stable id. In a `prefilled` table the program writes the
    rows, and one that has its id counts; in any other table a row counts once somebody has filled in one
    of its input cells. `faded` is the column and its words of rows that nobody has to look at any more.
    `reordered`: a press puts the rows in an order of its own, so that they change their places. `reach` is the last
    row (one-based) for which dropdowns and marks stand ready. `unfolded`: no column stands in a closed group.
    """

    header_row: int = 4
    ready_rows: int = 1
    id_column: str | None = None
    prefilled: bool = False
    faded: tuple[str, tuple[str, ...]] | None = None
    reordered: bool = False
    reach: int = 2004
    unfolded: bool = False

    @cached_property
    def headers(self) -> Headers:
        """What to look for in a sheet."""
        return Headers(Header(column.key, column.label, column.optional) for column in self.columns)

    @cached_property
    def deciding_columns(self) -> tuple[str, ...]:
        """The columns that show whether a row counts."""
        own = (self.id_column,) if self.prefilled and self.id_column else ()
        return (*own, *(column.key for column in self.inputs))

    def check_column(self) -> Column | None:
        """The column that shows the in-cell verdict, if the table has one; the first of several."""
        return next((c for c in self.columns if c.kind is Kind.CHECK), None)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """What each check column judges. One alone judges the whole table; each of several the columns that stand before
        it, from the check before that on, and the last one what stands behind it as well: a formula can't hold all.
        """
        checks = [place for place, column in enumerate(self.columns) if column.kind is Kind.CHECK]
        begins = [0, *(place + 1 for place in checks[:-1])]
        ends = [*(place + 1 for place in checks[:-1]), len(self.columns)]
        return tuple(
            Block(
                self.columns[place],
                self.columns[begin:end],
                self.key if not number else f"{self.key}.{number}",
            )
            for number, (place, begin, end) in enumerate(zip(checks, begins, ends, strict=False))
        )

    def in_view(self, column: Column, lang: Lang) -> bool:
        """Is the column seen in a new workbook of that language, without opening a group? Of a table with several blocks
        the first is open; of each other only its check is seen.
        """
        if self.unfolded:
            return not column.hidden
        first = len(self.blocks) < 2 or column.key in self.blocks[0].keys
        return column.in_view(lang) and (first or column.kind is Kind.CHECK)

    def block_of(self, key: str) -> Block | None:
        """The one with that column."""
        return next((block for block in self.blocks if key in block.keys), None)


@dataclass(frozen=True, eq=False)
class FormSpec(Declared):
    """Labels with one value each: the label stands left of its value.

    Each value has the defined name `<key>_<column key>`. `first_row` is the first field's row.
    """

    first_row: int = 4

    def name(self, key: str) -> str:
        """The defined name of a field's value."""
        return f"{self.key}_{key}"


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One sheet: its name, what it is for, and what stands on it. `guide` is the line below the title; sheets
    of one `group` have tabs of one colour. `since` is the version of the workbook that brought it: one that was
    made before may lack it. A `wide` one is printed on A3, as A4 would make it too small to read; one that its reader
    has whole in hand on `one_page`.
    """

    key: str
    name: Text
    guide: Text
    group: str = ""
    form: FormSpec | None = None
    table: TableSpec | None = None
    since: int = 1
    wide: bool = False
    one_page: bool = False


@dataclass(frozen=True, slots=True)
class BookSpec:
    """One workbook; `version`, a whole number, goes up whenever its sheets, columns or rules change what people see."""

    key: str
    title: Text
    version: str
    sheets: tuple[SheetSpec, ...] = field(default_factory=tuple)

    def sheet(self, key: str) -> SheetSpec:
        return next(sheet for sheet in self.sheets if sheet.key == key)

    def tables(self) -> Iterator[tuple[SheetSpec, TableSpec]]:
        for sheet in self.sheets:
            if sheet.table:
                yield sheet, sheet.table
