"""Random tables and random patches, against a model that is a list of rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from softenv_xl.grid.address import column_letters
from softenv_xl.sheets.patch import KEEP, RowPatch, TablePatch
from tests.support.packages import TABLE, book, opened, patched, root, shown

TOP, LEFT = 3, 2
COLUMNS = ("Id", "Score", "Note", "Staff's own", "Formula")
FORMULA = len(COLUMNS) - 1
FAR_BELOW = 60

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=12)
VALUES = (
    st.none()
    | TEXT
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.integers(-(10**9), 10**9).map(lambda number: number / 64)  # XlsxWriter rounds longer fractions
    | st.sampled_from(["=1+1", "007", " ", "\r\n", "🎈", "_x0041_", "TRUE"])
)


@dataclass
class Row:
    """What a row of the model holds; `mark` is what staff hung on it: a note, its hiding, its colour."""

    values: list[Any]
    mark: int | None = None
    margin: str | None = None
    style: int | None = None
    formula: bool = True


@dataclass
class Change:
    columns: tuple[str, ...]
    rows: list[RowPatch] = field(default_factory=list)


@st.composite
def changes(draw: st.DrawFn, size: int, in_place: bool = False) -> Change:
    """A patch for a table of that many rows: a subset of them, in any order unless `in_place`, and new ones."""
    columns = tuple(
        draw(st.lists(st.sampled_from(["Id", "Score", "Note", "Added"]), unique=True, max_size=4))
    )
    if in_place:
        sources: list[int | None] = [*range(size), *[None] * draw(st.integers(0, 4))]
    else:
        kept = draw(st.permutations(range(size)))[: draw(st.integers(0, size))]
        sources = draw(st.permutations([*kept, *[None] * draw(st.integers(0, 4))]))
    value = VALUES | st.just(KEEP)
    return Change(columns, [RowPatch(source, tuple(draw(value) for _ in columns)) for source in sources])


def expected(before: list[Row], names: list[str], change: Change) -> list[Row]:
    after = []
    sources = [patch.source for patch in change.rows]
    for place, patch in enumerate(change.rows):
        if patch.source is None:
            above = [source for source in sources[:place] if source is not None]
            below = [source for source in sources[place:] if source is not None]
            pattern = before[above[-1] if above else below[0] if below else len(before) - 1]
            row = Row([None] * len(names), style=pattern.style, formula=True)
        else:
            old = before[patch.source]
            added = [None] * (len(names) - len(old.values))
            row = Row([*old.values, *added], old.mark, old.margin, old.style, old.formula)
        for name, value in zip(change.columns, patch.values, strict=True):
            if value is not KEEP:
                row.values[names.index(name)] = None if value == "" else value
        after.append(row)
    return after or [Row([None] * len(names), style=before[0].style, formula=False)]


def made(rows: list[Row]) -> bytes:
    """The workbook that the model starts from."""

    def draw(workbook: Any, sheet: Any) -> None:
        formats = [workbook.add_format({"font_size": 20 + number}) for number in range(len(rows))]
        for number, row in enumerate(rows):
            at = TOP + number
            for column, value in enumerate(row.values):
                if column != FORMULA and value is not None:
                    write = sheet.write_string if isinstance(value, str) else sheet.write
                    write(at, LEFT - 1 + column, value, formats[number])
                else:
                    sheet.write_blank(at, LEFT - 1 + column, None, formats[number])
            sheet.write_formula(at, LEFT - 1 + FORMULA, f"=B{at + 1}&C$1", formats[number], "")
            sheet.write_comment(at, LEFT - 1, f"note {row.mark}")
            sheet.write(at, 0, row.margin)
            if row.mark is not None and row.mark % 3 == 0:
                sheet.set_row(at, None, None, {"hidden": True})
        sheet.write(FAR_BELOW, LEFT, "far below")

    text = "|".join(COLUMNS) + "\n" + "\n".join("|".join("-" * len(COLUMNS)) for _ in rows)
    return book(text, at=(TOP, LEFT), more=draw)


def check(package: bytes, rows: list[Row], names: list[str], margins: int, below: int) -> None:
    """`margins` remarks stood beside rows: each is beside its row, or below everything when that is gone."""
    last = TOP + len(rows)
    right = LEFT + len(names) - 1
    assert root(package, TABLE).get("ref") == f"B{TOP}:{column_letters(right)}{last}"
    found = shown(package)
    sheet = opened(package)["Staff list"]
    assert found[TOP - 1][LEFT - 1 : right] == names
    for number, row in enumerate(rows, TOP + 1):
        wanted = [value for column, value in enumerate(row.values) if column != FORMULA]
        seen = [
            value for column, value in enumerate(found[number - 1][LEFT - 1 : right]) if column != FORMULA
        ]
        assert [(type(a) is bool, a) for a in seen] == [(type(b) is bool, b) for b in wanted]
        assert sheet.cell(number, LEFT + FORMULA).value == (f"=B{number}&C$1" if row.formula else None)
        note = sheet.cell(number, LEFT).comment
        assert (note.text if note else None) == (None if row.mark is None else f"note {row.mark}")
        assert sheet.row_dimensions[number].hidden == (row.mark is not None and row.mark % 3 == 0)
        assert sheet.cell(number, LEFT + FORMULA).font.size == 20 + (row.style or 0)
        assert found[number - 1][0] == row.margin
    for number in range(last + 1, below):
        assert all(value is None for value in found[number - 1])
    assert found[below][LEFT] == "far below"
    homeless = {row[0] for row in found[below + 1 :]} - {None}
    staying = {row.margin for row in rows} - {None}
    assert homeless | staying == {f"margin {number}" for number in range(margins)}
    assert not homeless & staying


START = st.lists(st.tuples(*[VALUES] * (len(COLUMNS) - 1)), min_size=1, max_size=5).map(
    lambda table: [
        Row([*(None if value == "" else value for value in values), None], number, f"margin {number}", number)
        for number, values in enumerate(table, 0)
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.data(), START)
def test_rows_are_what_the_model_says_after_every_patch(data: st.DataObject, start: list[Row]) -> None:
    package, rows, names, below = made(start), start, list(COLUMNS), FAR_BELOW
    for _ in range(2):
        change = data.draw(changes(len(rows)))
        if "Added" in change.columns and "Added" not in names:
            names.append("Added")
        rows, before = expected(rows, names, change), rows
        below += len(rows) - len(before)
        package = patched(package, TablePatch("Staff", change.columns, tuple(change.rows)))
        check(package, rows, names, len(start), below)


@settings(max_examples=40, deadline=None)
@given(st.data(), START)
def test_a_patch_whose_rows_stay_in_place_changes_nothing_the_second_time(
    data: st.DataObject, start: list[Row]
) -> None:
    change = data.draw(changes(len(start), in_place=True))
    patch = TablePatch("Staff", change.columns, tuple(change.rows))
    once = patched(made(start), patch)
    assert patched(once, patch) is once
