"""The parts of a return among its sheets: the form, the self-check, the problems, whatever people copied or hid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from softenv_xl import catalogue
from softenv_xl.books import RETURN
from softenv_xl.gate.limits import SHARE
from softenv_xl.grid.cell import Value, display_text, is_blank
from softenv_xl.grid.grid import Book
from softenv_xl.grid.table import Table, find_table, plain
from softenv_xl.issues import Issue, Place
from softenv_xl.return_form import identity, problems, selfcheck
from softenv_xl.schema.extent import with_end
from softenv_xl.schema.form import Form, find_forms
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import listed

_WHO = ("number", "name")

Row = tuple[str, ...]
"""What people typed into one row, as they read it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a return is read from. `answers` is the self-check that counts, `copies` are visible ones that say
    something else; every table of `problems` is read. `people` are the forms where they are of several people:
    such a workbook is nobody's return. `issues` name the sheets that hold something and are not read.
    """

    form: Form | None
    answers: Table | None
    copies: tuple[Table, ...]
    problems: tuple[Table, ...]
    people: tuple[Form, ...]
    issues: tuple[Issue, ...]


def find_parts(book: Book) -> Parts:
    """Visible sheets before hidden ones, those in use before blank copies, then those of the form's own name."""
    forms = _of_people(find_forms(book, identity.SPEC))
    answered, planned = _Typed(selfcheck.SPEC), _Typed(problems.SPEC)
    answers = _tables(book, RETURN.sheet("selfcheck"), selfcheck.SPEC, lambda t: len(answered(t)))
    listed = _tables(book, RETURN.sheet("problems"), problems.SPEC, lambda t: bool(planned(t)))
    copies = _otherwise(answers[1:], answers[:1], answered)
    read = [table for table in listed[1:] if table.grid.visible and _whole(table)]
    read = [*listed[:1], *(table for table in read if planned(table))]
    others = _otherwise([table for table in listed if table not in read], read, planned)
    return Parts(
        next(iter(forms), None),
        next(iter(answers), None),
        tuple(table for table in copies if table.grid.visible),
        tuple(read),
        tuple(forms) if len(forms) > 1 else (),
        tuple(another(t) for t in [*(t for t in copies if not t.grid.visible), *others]),
    )


def typed_rows(table: Table, spec: TableSpec) -> dict[Row, int]:
    """What people typed, row by row, with each row's number on the sheet; rows with nothing typed are left out."""
    inputs = [column.key for column in spec.inputs]
    about = [spec.id_column] if spec.prefilled and spec.id_column else []
    rows: dict[Row, int] = {}
    for number, raw in table.filled(inputs):
        rows.setdefault(tuple(plain(display_text(raw.get(key))) for key in (*about, *inputs)), number)
    return rows


def is_in_use(table: Table, spec: TableSpec) -> bool:
    """Has anything been typed into it?"""
    return any(True for _ in table.filled([column.key for column in spec.inputs]))


class _Typed:
    """The rows that were typed into tables of one kind, each table's read once."""

    def __init__(self, spec: TableSpec) -> None:
        self._spec = spec
        self._known: dict[int, tuple[Table, dict[Row, int]]] = {}

    def __call__(self, table: Table) -> dict[Row, int]:
        if id(table) not in self._known:
            self._known[id(table)] = table, typed_rows(table, self._spec)
        return self._known[id(table)][1]


def within_share(tables: Iterable[Table], spec: TableSpec) -> tuple[tuple[Table, ...], list[Issue]]:
    """The tables as far as one return may be read: together no more rows than SHARE has; and a word where they go on."""
    tables, room = tuple(tables), SHARE.rows
    if sum(len(table.grid.rows) - table.header_row for table in tables) <= room:
        return tables, []
    cut, issues = [], []
    for table in tables:
        numbers = [number for number, _ in table.filled([column.key for column in spec.inputs])]
        if len(numbers) > room:
            place = Place(sheet=table.grid.sheet, cell=f"{numbers[room]}:{numbers[room]}")
            issues.append(
                Issue(catalogue.RETURN_TOO_MANY_ROWS, place, {"count": len(numbers), "limit": room})
            )
            table = replace(table, last=min(table.last, numbers[room] - 1))
        room -= min(room, len(numbers))
        cut.append(table)
    return tuple(cut), issues


def another(table: Table) -> Issue:
    """The sheet has the headers of a part, holds something, and was not read."""
    return Issue(catalogue.SHEET_ANOTHER, Place(sheet=table.grid.sheet), {"sheet": table.grid.sheet})


def several_people(forms: Sequence[Form]) -> Issue:
    """The workbook holds the forms of several people."""
    names = [
        f"“{form[0].sheet}” {display_text(_value(form, 'name'))} {display_text(_value(form, 'number'))}"
        for form in forms
    ]
    return Issue(catalogue.RETURN_SEVERAL_PEOPLE, arguments={"people": listed(names)})


def _tables(book: Book, sheet: SheetSpec, spec: TableSpec, in_use: Callable[[Table], int]) -> list[Table]:
    tables = (find_table(grid, spec.headers, as_sent=True) for grid in book.grids)
    found = [with_end(spec, table, gaps=True) for table in tables if table]
    if len(found) < 2:  # nothing to put in order
        return found
    return sorted(found, key=lambda t: (not t.grid.visible, -in_use(t), t.grid.sheet not in sheet.name))


def _otherwise(tables: Sequence[Table], read: Iterable[Table], typed: _Typed) -> list[Table]:
    """Those of the tables that hold a row which those that are read don't."""
    if not tables:
        return []
    known = {row for table in read for row in typed(table)}
    return [table for table in tables if not typed(table).keys() <= known]


def _whole(table: Table) -> bool:
    return not any(issue.kind is catalogue.COLUMN_MISSING for issue in table.issues)


def _of_people(forms: Sequence[Form]) -> list[Form]:
    """One form for each person, the one with most fields filled in; hidden ones only where no other is there."""
    visible = [form for form in forms if form[0].visible] or forms[:1]
    fields = [column.key for column in identity.SPEC.inputs]
    found: list[Form] = []
    for form in sorted(visible, key=lambda form: sum(is_blank(_value(form, key)) for key in fields)):
        if not any(_same_person(form, other) for other in found):
            found.append(form)
    return found


def _same_person(one: Form, other: Form) -> bool:
    """They agree on number and name, or one of them doesn't say."""
    pairs = ((plain(display_text(_value(form, key))) for form in (one, other)) for key in _WHO)
    return all(a == b or not a or not b for a, b in pairs)


def _value(form: Form, key: str) -> Value:
    grid, cells = form
    return grid.value(cells[key]) if key in cells else None
