"""A row that was found sound is known again in the next return; the check says the same of it as if it were new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import CellError, Value
from softenv_xl.grid.grid import Grid, TableArea
from softenv_xl.grid.table import find_table
from softenv_xl.registers.selfcheck import SPEC
from softenv_xl.schema.check import Checked, Context, check_table
from softenv_xl.schema.extent import bounded
from softenv_xl.words import Lang

Line = tuple[Value, ...]

ITEMS = [
    "1 No beating",
    "2 No shouting",
    " 2 No shouting",
    "2009017",
    2009017,
    True,
    1,
    1.0,
    None,
    "",
    "\u200b",
]
ANSWERS = [
    "Yes",
    "No",
    "有",
    "没有",
    "no",
    "N",
    True,
    1,
    1.0,
    0,
    None,
    " ",
    CellError("#REF!"),
    date(2026, 9, 1),
]
WORDS = ["", "Nothing to add", "x" * 501, 3.0, 3, True, CellError("#N/A"), None]

lines = st.lists(
    st.tuples(*map(st.sampled_from, (ITEMS, WORDS, ANSWERS, WORDS)), st.none()), min_size=1, max_size=6
)


def context() -> Context:
    return Context({}, {"problems_items": frozenset(("1 No beating",))}, 2026)


def checked(rows: Sequence[Line], lang: Lang, inside: Context, formulas: frozenset[Address]) -> Checked:
    header = tuple(column.label(lang) for column in SPEC.columns)
    area = TableArea(SPEC.key, Area(1, 1, 1 + len(rows), len(header)))
    found = find_table(Grid("Sheet", (header, *rows), formulas, tables=(area,)), SPEC.headers)
    assert found
    return check_table(SPEC, bounded(SPEC, found, gaps=True), inside)


def told(found: Checked) -> str:
    """All of it, types too: 1, 1.0 and True are equal to Python."""
    return repr(found)


@given(
    st.lists(st.tuples(lines, st.sampled_from(("zh", "en")), st.booleans()), min_size=2, max_size=6),
)
def test_a_row_that_is_known_is_judged_like_a_new_one(returns: list[tuple[list[Line], Lang, bool]]) -> None:
    shared = context()
    for rows, lang, calculated in [*returns, *returns]:
        formulas = frozenset((Address(2, 3),)) if calculated else frozenset()
        assert told(checked(rows, lang, shared, formulas)) == told(checked(rows, lang, context(), formulas))


def test_what_is_equal_to_python_is_not_the_same_row() -> None:
    shared, nothing = context(), frozenset[Address]()
    for item in (1, True, 1.0, "1"):
        rows: list[Line] = [(item, "", "No", None, None)]
        assert told(checked(rows, "en", shared, nothing)) == told(checked(rows, "en", context(), nothing))


def test_rows_without_an_issue_are_known_and_others_are_not() -> None:
    shared, nothing = context(), frozenset[Address]()
    rows: list[Line] = [("1 No beating", "", "No", None, None), ("2 No shouting", "", None, None, None)]
    first = checked(rows, "en", shared, nothing)
    assert [known["item"] for known in shared.known.values()] == ["1 No beating"]
    first.rows[0].values["answer"] = "somebody's own"
    assert checked(rows, "en", shared, nothing).rows[0].values["answer"] == "no"


def test_as_many_rows_as_a_school_has_are_remembered_and_no_more() -> None:
    shared = context()
    for start in range(0, 3000, 100):
        items = range(start, start + 100)
        checked([(f"{n} No", "", "No", None, None) for n in items], "en", shared, frozenset())
    checked([("1 No", "y" * 5000, "No", None, None)], "en", shared, frozenset())
    assert len(shared.known) == 1024
