"""Where a form's values are found after people have moved things about."""

from __future__ import annotations

import pytest

from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Book, Grid
from softenv_xl.return_form.identity import SPEC
from softenv_xl.schema.form import find_form

KEYS = [column.key for column in SPEC.columns]
VALUES: list[Value] = [f"value of {key}" for key in KEYS]
NOTHING: list[Value] = [None] * len(KEYS)


def book(*columns: list[Value], names: dict[str, str] | None = None, formulas: str = "") -> Book:
    """The form's labels in column A from row 1 on, and these columns beside them; names lead to cells."""
    labels: list[Value] = [column.label.en for column in SPEC.columns]
    rows = tuple(zip(labels, *columns, strict=True))
    cells = (
        frozenset(Address(row, Address.parse(f"{formulas}1").column) for row in range(1, 20))
        if formulas
        else frozenset()
    )
    led = {SPEC.name(key): ("S", Area.parse(cell)) for key, cell in (names or {}).items()}
    return Book((Grid("S", rows, cells),), names=led)


def read(made: Book) -> dict[str, Value]:
    found = find_form(made, SPEC)
    assert found is not None
    grid, cells = found
    return {key: grid.value(at) for key, at in cells.items()}


def names(column: str) -> dict[str, str]:
    return {key: f"{column}{row}" for row, key in enumerate(KEYS, 1)}


WHOLE = dict(zip(KEYS, VALUES, strict=True))
CHECKS: list[Value] = ["✓"] * len(KEYS)


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("inserted", [0, 1, 3])
def test_columns_inserted_between_labels_and_values(inserted: int, named: bool) -> None:
    columns = [*[NOTHING] * inserted, VALUES, CHECKS]
    letters = "BCDEF"
    led = names(letters[inserted]) if named else None
    assert read(book(*columns, names=led, formulas=letters[inserted + 1])) == WHOLE


def test_notes_in_an_inserted_column_are_no_values_where_the_names_tell() -> None:
    notes: list[Value] = ["see below", *NOTHING[1:]]
    assert read(book(notes, VALUES, names=names("C"))) == WHOLE


def test_an_empty_field_is_where_its_name_or_its_neighbours_say() -> None:
    values = [*VALUES[:-1], None]
    for made in (
        book(values, CHECKS, formulas="C"),
        book(NOTHING, values, CHECKS, names=names("C"), formulas="D"),
    ):
        assert read(made) == {**WHOLE, KEYS[-1]: None}
    found = find_form(book(NOTHING, values, CHECKS, names=names("C"), formulas="D"), SPEC)
    assert found
    assert found[1][KEYS[-1]] == Address(len(KEYS), 3)


@pytest.mark.parametrize("astray", ["A1", "A99", "Z3", "B3", "B1"])
def test_a_name_that_leads_elsewhere_is_not_followed(astray: str) -> None:
    assert read(book(VALUES, CHECKS, names={KEYS[1]: astray}, formulas="C")) == WHOLE


def test_a_formula_typed_into_a_field_stays_the_fields() -> None:
    made = book(VALUES, names=names("B"), formulas="B")
    found = find_form(made, SPEC)
    assert found
    assert set(found[1].values()) == {Address(row, 2) for row in range(1, len(KEYS) + 1)}


def test_where_a_label_was_written_over_its_name_tells() -> None:
    made = book(VALUES, names=names("B"))
    rows = (("something else", *made.grids[0].rows[0][1:]), *made.grids[0].rows[1:])
    assert read(Book((Grid("S", rows),), names=made.names)) == WHOLE
