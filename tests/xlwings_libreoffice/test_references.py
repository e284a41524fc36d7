"""The rewriter of references says what LibreOffice says when rows are put in before a range's last, or taken out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import xlwings as xw
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from softenv_xl.grid.address import column_letters
from softenv_xl.hosts.block import Block
from softenv_xl.hosts.references import Standpoint, updated_references
from softenv_xl.hosts.resize import Resize

pytestmark = [pytest.mark.libreoffice, pytest.mark.xdist_group("libreoffice")]

# A table in C4:H45 whose last row is 45, its totals row.
OLD = Block(top=4, first=5, last=44, bottom=45, left=3, right=8)
ON_TABLE, ELSEWHERE = "My list", "Sums"
fixed = st.sampled_from(["", "$"])
# Rows that a shrinking table keeps, and none that only one of both sides would call the last row alone.
tops = st.one_of(st.integers(1, 12), st.sampled_from([45, 47, 60]))
bottoms = st.one_of(st.integers(1, 12), st.sampled_from([44, 44, 44, 45, 47, 1000]))
# Within the table's columns, or outside of them: what goes across stays behind in programs that move cells.
columns = st.one_of(
    st.tuples(st.integers(3, 8), st.integers(3, 8)), st.tuples(st.integers(12, 30), st.integers(12, 30))
)


@st.composite
def operands(draw: st.DrawFn) -> str:
    sheet = draw(st.sampled_from([f"'{ON_TABLE}'!", f"'{ON_TABLE}'!", "Sums!", ""]))
    (left, right), top = sorted(draw(columns)), draw(tops)
    marks = [draw(fixed) for _ in range(4)]
    first = f"{sheet}{marks[0]}{column_letters(left)}{marks[1]}{top}"
    bottom = draw(bottoms)
    if draw(st.booleans()) or bottom <= top:
        return first
    return f"COUNTA({first}:{marks[2]}{column_letters(right)}{marks[3]}{bottom})"


texts = st.one_of(
    operands(),
    operands(),
    st.just(f"\"'{ON_TABLE}'!C5:C44\""),
    st.just(f"SUM('{ON_TABLE}'!D:D)"),
)
formulas = st.lists(texts, min_size=1, max_size=4).map(lambda parts: "=" + "&".join(parts))


@pytest.fixture
def sheets(book: xw.Book) -> Iterator[tuple[xw.Sheet, xw.Sheet]]:
    listed, sums = book.sheets.add(ON_TABLE), book.sheets.add(ELSEWHERE)
    yield listed, sums
    listed.delete()
    sums.delete()


@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # what failed is small enough, and each try takes a program
    suppress_health_check=list(HealthCheck),
)
@given(
    # Above the table's rows: in those a relative reference means its own row, and stays when cells below move.
    on_list=st.lists(formulas, min_size=4, max_size=4),
    elsewhere=st.lists(formulas, min_size=20, max_size=20),
    rows=st.sampled_from([1, 8, 30, -1, -31]),
)
def test_as_libreoffice_says(
    sheets: tuple[xw.Sheet, xw.Sheet], on_list: list[str], elsewhere: list[str], rows: int
) -> None:
    listed, sums = sheets
    beside, away = listed["AZ1:AZ4"], sums["AZ1:AZ20"]
    beside.formula = [[formula] for formula in on_list]
    away.formula = [[formula] for formula in elsewhere]
    before = (texts_of(beside), texts_of(away))
    first = 44 if rows > 0 else 44 + rows
    moved = listed.range((first, OLD.left), (first + abs(rows) - 1, OLD.right))
    if rows > 0:
        moved.insert("down")
    else:
        moved.delete("up")
    said = (texts_of(beside), texts_of(away))
    after = OLD._replace(last=OLD.last + rows, bottom=OLD.bottom + rows)
    resize = Resize(ON_TABLE, OLD, after, below=rows)
    for place, cells in enumerate((ON_TABLE, ELSEWHERE)):
        ours = [
            updated_references(text, [resize], Standpoint(cells, row))
            for row, text in enumerate(before[place], 1)
        ]
        assert ours == said[place]


def texts_of(cells: xw.Range) -> list[str]:
    return [str(row[0]) for row in cells.formula]
