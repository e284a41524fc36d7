"""Two states differ in what people would say has changed: whatever the rows' order, and in nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.grid.cell import is_blank
from softenv_xl.history.state import Plain, State, TableState, differences

COLUMNS = ["id", "what", "when"]
VALUES = st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.text(max_size=3), st.floats(-1, 1))
ROWS = st.dictionaries(st.text("AB12", min_size=1, max_size=3), st.tuples(VALUES, VALUES), max_size=6)
Rows = dict[str, tuple[Plain, Plain]]


def state(rows: Rows, order: list[str] | None = None, **cells: Plain) -> State:
    listed = [[key, *rows[key]] for key in (order or list(rows))]
    return State(bytes(16), {"tracker": TableState(COLUMNS, 0, listed)}, dict(cells))


def carried_out(rows: Rows, now: Rows) -> dict[str, dict[str, Plain]]:
    """The first rows with every difference from the second put into them."""
    found: dict[str, dict[str, Plain]] = {
        key: dict(zip(COLUMNS[1:], values, strict=True)) for key, values in rows.items()
    }
    for change in differences(state(rows), state(now)):
        found.setdefault(change.row, dict.fromkeys(COLUMNS[1:]))
        if change.column in COLUMNS[1:]:
            found[change.row][change.column] = change.after
    return found


@given(ROWS)
def test_a_state_does_not_differ_from_itself(rows: Rows) -> None:
    assert list(differences(state(rows), state(rows))) == []


@given(st.data(), ROWS)
def test_the_order_of_rows_is_no_difference(data: st.DataObject, rows: Rows) -> None:
    order = data.draw(st.permutations(list(rows)))
    assert list(differences(state(rows), state(rows, order))) == []


@given(ROWS, ROWS)
def test_the_differences_put_into_the_one_make_the_other(before: Rows, now: Rows) -> None:
    made = carried_out(before, now)
    for key, values in now.items():
        for column, value in zip(COLUMNS[1:], values, strict=True):
            assert made[key][column] == value or (is_blank(made[key][column]) and is_blank(value))
    for key in before.keys() - now.keys():
        assert all(is_blank(value) for value in made[key].values())


@given(VALUES, VALUES)
def test_a_named_cell_is_followed(before: Plain, now: Plain) -> None:
    found = list(differences(state({}, name=before), state({}, name=now)))
    assert [(one.row, one.before, one.after) for one in found] == (
        [("name", before, now)] if before != now else []
    )
