"""What a register is: one table that the office keeps, declared whole in one file of this room.

A file declares its columns and rules as a `TableSpec` on a `SheetSpec`, and what follows from its rows as pure
functions of a `Snapshot`: computed cells, claims about people and departments, tiles and charts of the dashboard.
`REGISTERS` lists them; template, check, assessment, dashboard, docs and upgrade are loops over that list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from softenv_xl.grid.cell import Value
from softenv_xl.issue_kind import IssueKind
from softenv_xl.registers.lookup import Lookup
from softenv_xl.registers.pack_part import PackPart
from softenv_xl.registers.school import Claim, Row, School, Snapshot
from softenv_xl.schema.column import Column, Kind
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text


class Option(NamedTuple):
    """A setting that a register goes by, on the sheet of the registers' settings: what it is as long as nobody has
    filled it in is `default`, of a choice the word's key, of a name that a table has its words in either language.
    """

    column: Column
    default: Value | Text


class Found(NamedTuple):
    """One place where a rule over the whole table is broken: one of the snapshot's rows, or none where a row is missing.

    `about` says in few words what is missing, by which the issue stays the same one between runs: a department, a
    period. `arguments` fill the message, beside the `column` and what was `found` in it.
    """

    row: Row | None = None
    about: str = ""
    arguments: Mapping[str, str | int | Text] = {}


@dataclass(frozen=True, slots=True)
class TableRule:
    """A rule over all rows of a register, which no row's cells can show by themselves: told at a press, in `column`.

    `broken` sees every row in use, those with an error too, so that nothing is said to be missing that stands there. A row
    at which it finds an error doesn't count.
    """

    kind: IssueKind
    column: str
    broken: Callable[[Snapshot], Iterable[Found]]


def _never(_: Row) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that is to be done about a row, by a day that stands in it: a line of the sheet Today.

    `until` are the columns of that day, of which the first that holds one counts; a row without any has no such duty. It is done
    once the cell `done` is filled in, and there is none `unless` the row is such. `about` is the column that says in
    few words what it concerns. Responsible is the person whose staff number stands in `whose`, or else the head of the
    row's department.
    """

    what: Text
    until: tuple[str, ...]
    done: str
    about: str
    whose: str = ""
    unless: Callable[[Row], bool] = _never


class Shown(NamedTuple):
    """A tile's figure, None where there is nothing to count; and the line below it."""

    value: Value
    note: Text


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure in large type, at the name `dash_<key>`, with a line below it at `dash_<key>_note`.

    `sheet` is the key of the SheetSpec on which one sees what it counts. A label fits on one line of some 18
    letters, or 9 Chinese ones. `value` computes it from the register's rows; a tile of the result as a
    whole has none (sheets.dashboard computes those). `since` is the version of the workbook that brought it, if it
    came later than the register's sheet.
    """

    key: str
    label: Text
    kind: Kind = Kind.NUMBER
    sheet: str = "compliance"
    value: Callable[[Snapshot], Shown] | None = None
    since: int = 1

    @property
    def name(self) -> str:
        """The defined name of its figure."""
        return f"dash_{self.key}"

    @property
    def note(self) -> str:
        """The defined name of the line below it."""
        return f"{self.name}_note"


Shade = Literal["good", "mended", "attention", "doubtful", "bad", "none"]
"""What a colour of a chart means."""


@dataclass(frozen=True, slots=True)
class Chart:
    """How a table of figures is drawn: lying stacked "bars", "columns", or "lines" over time.

    `series` are the columns drawn, with what their colours mean; `alt` is what a screen reader says.
    """

    kind: Literal["bars", "columns", "lines"]
    series: Mapping[str, Shade]
    alt: Text


@dataclass(frozen=True, slots=True)
class Figure:
    """A table of figures and its chart. `rows` computes it, as a Tile's `value` does, a row as the table's columns go."""

    table: TableSpec
    chart: Chart
    rows: Callable[[Snapshot], list[tuple[Value, ...]]] | None = None
    since: int = 1


def _claims_nothing(_: Snapshot) -> Iterator[Claim]:
    return iter(())


@dataclass(frozen=True)
class Register:
    """Everything about one register.

    `lists` are dropdown lists that other tables read from it: the list's defined name and the column. `ids` begins the
    id that a row without one gets at a press: `N` for N-001. `complete` computes cells from a row as
    typed: it names computed columns only. `claims` is what the rows state about people and departments.

    `together` computes cells that follow from all rows, those with an error too: for each of them, in their order. Rules of
    rows don't see these cells, those of `whole` do.

    `whole` are rules over all its rows: what is entered twice, what is missing.

    Breaches of duties (`Rule.breach`) are claimed by themselves: as evidence from `source`, a key of EVIDENCE_SOURCE, of
    the day in the column `dated`.

    `duties` are what has to be done by when, for the sheet Today.

    `options` are settings of its own (registers.options), `lookups` small tables of its own. One that is `part_of` another
    register, by that one's key, is used whenever that one is. `told` are issues that neither its rows nor its whole raise: what
    fills it in tells them.

    `pack` is what of it goes to the department concerned; of a register with None nothing ever leaves the office. Each says so.

    A register whose rows another room makes (`made`: the tracker by the merge, the evidence from the returns) is
    neither completed nor checked by itself.
    """

    sheet: SheetSpec
    ids: str = ""
    pack: PackPart | None = field(kw_only=True)
    complete: Callable[[Row, School], Row] | None = None
    together: Callable[[Snapshot], Iterable[Row]] | None = None
    claims: Callable[[Snapshot], Iterable[Claim]] = _claims_nothing
    lists: Mapping[str, str] = field(default_factory=dict)
    tiles: tuple[Tile, ...] = ()
    figures: tuple[Figure, ...] = ()
    whole: tuple[TableRule, ...] = ()
    made: bool = False
    source: str | None = None
    dated: str = ""
    duties: tuple[Duty, ...] = ()
    options: tuple[Option, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    part_of: str = ""
    told: tuple[IssueKind, ...] = ()

    @property
    def sheets(self) -> tuple[SheetSpec, ...]:
        """Those that a school doesn't need that doesn't use the register."""
        return (self.sheet, *(lookup.sheet for lookup in self.lookups))

    @property
    def spec(self) -> TableSpec:
        """The register's table. Raises ValueError for a sheet that has none."""
        if self.sheet.table is None:
            raise ValueError(self.sheet.key)
        return self.sheet.table

    @property
    def key(self) -> str:
        return self.spec.key
