"""Departments and rulebook entries that were renamed in their register: what still says the old name is read as
the new one, and written so at the next run. A rename changes no verdict, and is reported with its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from softenv_xl import catalogue
from softenv_xl.bans.default import ENTRIES
from softenv_xl.books import CONTROL
from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.grid.table import Table, plain
from softenv_xl.issue_kind import IssueKind
from softenv_xl.issues import Issue, Place
from softenv_xl.registers.known_as import former_names
from softenv_xl.schema.computed import labelled
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import LANGS

# Where the words of each register stand in others.
_DEPARTMENTS = tuple(
    (spec.key, column.key)
    for _, spec in CONTROL.tables()
    for column in spec.columns
    if column.key == "department" or column.choices == ListOf("pick_departments")
)
_ITEMS = tuple(spec.key for _, spec in CONTROL.tables() if "item" in spec.by_key)
# Of these tables all departments are the program's own: nothing is to be told of them.
_PROGRAMS = tuple(spec.key for _, spec in CONTROL.tables() if spec.prefilled)


@dataclass(frozen=True, slots=True)
class Renames:
    """`departments` and `items` map what something was called, as people compare names, to its name now.

    `cells` are those read as something else than they say: by table and data row, the column's new word.
    """

    departments: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, Mapping[int, Mapping[str, Value]]] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()

    def department(self, name: Value) -> str:
        return self.departments.get(plain(name), display_text(name))

    def item(self, label: str) -> str:
        return self.items.get(plain(label), label)


def apply_renames(tables: Mapping[str, Table]) -> tuple[dict[str, Table], Renames]:
    """The tables as they read with today's names, and what was renamed."""
    departments, items = _departments(tables["departments"]), _items(tables["rulebook"])
    work = _Work(dict(tables))
    for key, column in _DEPARTMENTS:
        work.rewrite(key, column, departments, catalogue.DEPARTMENT_RENAMED)
    for key in _ITEMS:
        work.rewrite(key, "item", items, catalogue.RULEBOOK_RENAMED)
    return work.tables, Renames(departments, items, work.cells, tuple(work.issues))


def labels(raw: Mapping[str, Value]) -> tuple[str, ...]:
    """What a row of the rulebook is called, in both languages."""
    number = display_text(raw.get("number")).strip()
    titles = (display_text(raw.get(f"title_{lang}")).strip() for lang in LANGS)
    return tuple(labelled(number, title) for title in titles if number and title)


def _departments(table: Table) -> dict[str, str]:
    """Former names, where no department is called so any more and only one ever was."""
    rows = [raw for _, raw in table.rows() if plain(raw.get("name"))]
    now = {plain(raw["name"]) for raw in rows}
    claims: dict[str, set[str]] = {}
    for raw in rows:
        for name in former_names(raw.get("known_as"), ""):
            claims.setdefault(plain(name), set()).add(display_text(raw["name"]).strip())
    return {name: min(new) for name, new in claims.items() if name not in now and len(new) == 1}


def _items(table: Table) -> dict[str, str]:
    """Former labels by number, but for titles that another entry has now: there, somebody has to look."""
    rows = {
        display_text(raw["number"]).strip(): raw
        for _, raw in reversed(list(table.rows()))
        if raw.get("number")
    }
    now = {plain(label) for raw in rows.values() for label in labels(raw)}
    titles = {plain(label.partition(" ")[2]): number for number in rows for label in labels(rows[number])}
    found: dict[str, str] = {}
    for number, raw in rows.items():
        current = f"{number} {display_text(raw.get(f'title_{table.lang}')).strip()}"
        for former in (*_defaults(number), *former_names(raw.get("known_as"), number)):
            owner = titles.get(plain(former.partition(" ")[2]), number)
            if plain(former) not in now and owner == number:
                found[plain(former)] = current
    return found


def _defaults(number: str) -> Iterator[str]:
    """What new workbooks call the entry: it may have been renamed before the first run."""
    return (f"{number} {entry.title(lang)}" for entry in ENTRIES if entry.number == number for lang in LANGS)


@dataclass(slots=True)
class _Work:
    tables: dict[str, Table]
    cells: dict[str, dict[int, dict[str, Value]]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def rewrite(self, key: str, column: str, names: Mapping[str, str], kind: IssueKind) -> None:
        """Puts today's names into the column's cells, but for those of formulas; one note for each old name."""
        table = self.tables[key]
        if not names or column not in table.columns:
            return
        rows = list(table.grid.rows)
        rows_by_rename: dict[tuple[str, str], list[int]] = {}
        for number, old, new in _outdated(table, column, names.get):
            at = table.columns[column] - 1
            rows[number - 1] = (*rows[number - 1][:at], new, *rows[number - 1][at + 1 :])
            self.cells.setdefault(key, {}).setdefault(number - table.header_row - 1, {})[column] = new
            rows_by_rename.setdefault((old, new), []).append(number)
        if rows_by_rename:
            self.tables[key] = replace(table, grid=replace(table.grid, rows=tuple(rows)))
        for (old, new), numbers in rows_by_rename.items() if key not in _PROGRAMS else ():
            place: Place = table.place(column, numbers[0])
            self.issues.append(Issue(kind, place, {"found": old, "read": new, "rows": len(numbers)}))


def _outdated(
    table: Table, column: str, new_of: Callable[[str], str | None]
) -> Iterator[tuple[int, str, str]]:
    """(sheet row, what stands there, what it is called now)."""
    for number, raw in table.filled((column,)):
        value = raw.get(column)
        new = new_of(plain(value))
        if (
            new is not None
            and new != value
            and Address(number, table.columns[column]) not in table.grid.formulas
        ):
            yield number, display_text(value), new
