"""Rows and cells that were found sound are known again; the check says the same of them as if they were new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.books import BOOKS
from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import CellError, Value
from softenv_xl.grid.grid import Grid, TableArea
from softenv_xl.grid.table import find_table
from softenv_xl.registers import people, rectification
from softenv_xl.return_form import problems
from softenv_xl.return_form.selfcheck import SPEC
from softenv_xl.schema.check import Checked, Context, check_table
from softenv_xl.schema.expression import Scope
from softenv_xl.schema.extent import with_end
from softenv_xl.schema.listing import NOTHING
from softenv_xl.schema.table import TableSpec
from softenv_xl.schema.verdict import Judge
from softenv_xl.words import LANGS, Lang

Line = tuple[Value, ...]
LISTS = defaultdict[str, tuple[str, ...]](lambda: ("Open", "T001"))

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
    return check_table(SPEC, with_end(SPEC, found, gaps=True), inside)


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


CELLS: list[Value] = [
    None,
    "",
    " ",
    "T001",
    "T001 ",
    "１２",
    12,
    12.0,
    True,
    1,
    0.0,
    -0.0,
    date(2026, 9, 1),
    datetime(2026, 9, 1, 8, 30),  # noqa: DTZ001 - as cells hold it
    "2026-09-01",
    "9/1",
    46266,
    "x" * 501,
    "Open",
    "open",
    "Closed",
    CellError("#N/A"),
]
SPECS = [rectification.SPEC, people.SPEC, problems.SPEC]


def tables(spec: TableSpec) -> st.SearchStrategy[list[Line]]:
    return st.lists(st.tuples(*(st.sampled_from(CELLS) for _ in spec.columns)), min_size=2, max_size=5)


@given(st.sampled_from(SPECS).flatmap(lambda spec: st.tuples(st.just(spec), tables(spec))))
def test_a_cell_means_the_same_below_others_as_by_itself(drawn: tuple[TableSpec, list[Line]]) -> None:
    spec, rows = drawn
    header = tuple(column.label("en") for column in spec.columns)
    inside = Context(lists=LISTS, year=2026)

    def read(lines: Sequence[Line]) -> Checked:
        area = TableArea(spec.key, Area(1, 1, 1 + len(lines), len(header)))
        found = find_table(Grid("Sheet", (header, *lines), tables=(area,)), spec.headers)
        assert found
        return check_table(spec, found, inside)

    blank = (None,) * len(header)
    together = read(rows)
    alone = [
        read([line if at == number else blank for at in range(len(rows))]) for number, line in enumerate(rows)
    ]
    assert repr(together.rows) == repr(tuple(row for each in alone for row in each.rows)) or any(
        issue.code == "id.twice" for issue in together.issues
    )
    told = [issue for issue in together.issues if issue.code != "id.twice"]
    assert repr(told) == repr([issue for each in alone for issue in each.issues])


@given(st.sampled_from(SPECS).flatmap(lambda spec: st.tuples(st.just(spec), tables(spec))))
def test_one_judge_says_of_every_row_what_a_new_one_says(drawn: tuple[TableSpec, list[Line]]) -> None:
    spec, rows = drawn
    for lang in LANGS:
        for listing in (None, NOTHING):
            judge = Judge(spec, lang, listing)
            for line in (*rows, *rows):
                cells = dict(zip((column.key for column in spec.columns), line, strict=True))
                scope = Scope(cells, {}, LISTS)
                assert judge.verdict(scope) == Judge(spec, lang, listing).verdict(scope)


def test_a_columns_own_rules_look_at_nothing_else_of_a_row() -> None:
    for book in BOOKS:
        for _, spec in book.tables():
            for key, rules in spec.own_rules.items():
                for rule in rules:
                    assert rule.column == key
                    for cell in CELLS:
                        rule.fails.value(Scope({key: cell}, {}, LISTS))  # any other column is a KeyError
                if not spec.column(key).required:
                    nothing = Scope({key: None}, {}, LISTS)
                    assert not any(rule.fails.value(nothing) for rule in rules)
