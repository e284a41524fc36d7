"""A table is found by its headers: in either language, moved, renamed, twice, with strange columns between."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.grid.cell import Value, folded
from softenv_xl.grid.grid import Grid
from softenv_xl.grid.table import Header, Table, find_table
from softenv_xl.return_form import problems
from softenv_xl.words import LANGS, Lang

HEADERS = problems.SPEC.headers
KEYS = [header.key for header in HEADERS]


def _labels(lang: Lang, keys: Sequence[str] = KEYS) -> list[Value]:
    return [header.label(lang) for key in keys for header in HEADERS if header.key == key]


def _grid(*rows: Sequence[Value]) -> Grid:
    return Grid("Problems", tuple(tuple(row) for row in rows))


def _found(*rows: Sequence[Value], as_sent: bool = True) -> Table:
    table = find_table(_grid(*rows), HEADERS, as_sent=as_sent)
    assert table
    return table


def _told(table: Table) -> list[tuple[str, str]]:
    return [(issue.code, issue.place.cell) for issue in table.issues]


_CELLS = st.sampled_from([None, 0, False, 0.0, 1, True, 1.0, "1", " Item ", "ｉｔｅｍ", "item", "x" * 2000])


@given(st.lists(st.lists(_CELLS, max_size=4), max_size=6))
def test_the_words_of_each_row(rows: list[list[Value]]) -> None:
    words = _grid(*rows).words
    texts = [
        [(at, folded(value)) for at, value in enumerate(row, 1) if isinstance(value, str)] for row in rows
    ]
    assert [(number, [*each.cells]) for number, each in words] == [
        (number, cells) for number, cells in enumerate(texts, 1) if cells
    ]
    assert [each.texts for _, each in words] == [{text for _, text in each.cells} for _, each in words]


@given(st.sampled_from(LANGS), st.permutations(KEYS), st.integers(0, 5), st.integers(0, 3))
def test_wherever_it_stands_every_value_is_found(lang: Lang, keys: list[str], above: int, left: int) -> None:
    rows: list[list[Value]] = [["Title"], *([] for _ in range(above))]
    rows.append([*[None] * left, *_labels(lang, keys)])
    rows.append([*[None] * left, *(f"value of {key}" for key in keys)])
    table = _found(*rows)
    assert table.lang == lang
    assert dict(table.rows())[len(rows)] == {key: f"value of {key}" for key in KEYS}
    assert table.texts == dict(zip(KEYS, _labels(lang), strict=True))
    assert {code for code, _ in _told(table)} <= {"column.moved"}
    assert bool(_told(table)) == (keys != KEYS)


@given(st.sampled_from(LANGS), st.data())
def test_one_column_moved_is_one_note(lang: Lang, data: st.DataObject) -> None:
    keys = list(KEYS)
    key = data.draw(st.sampled_from(keys))
    keys.remove(key)
    target = data.draw(st.integers(0, len(keys)))
    keys.insert(target, key)
    issues = _told(_found(_labels(lang, keys)))
    assert len(issues) == (0 if keys == KEYS else 1)


@given(st.sampled_from(LANGS), st.integers(0, len(KEYS)))
def test_an_inserted_column_moves_nothing(lang: Lang, place: int) -> None:
    labels = _labels(lang)
    labels.insert(place, "Our own remark")
    table = _found(labels)
    assert [(code, cell[1:]) for code, cell in _told(table)] == [("column.unknown", "1")]
    assert table.extra == (("Our own remark", place + 1),)
    assert set(table.columns) == set(KEYS)


def test_in_the_offices_own_workbook_columns_may_stand_anywhere() -> None:
    labels = [*_labels("zh", KEYS[::-1]), "处室意见"]
    assert not _told(_found(labels, as_sent=False))


def test_headers_in_both_languages_at_once() -> None:
    mixed = [label(LANGS[i % 2]) for i, label in enumerate(header.label for header in HEADERS)]
    table = _found(mixed)
    assert set(table.columns) == set(KEYS)
    assert not table.issues


def test_spaces_width_and_case_make_no_difference() -> None:
    labels = [f" {str(label).upper()}\n" for label in _labels("en")]
    labels[6] = "ＤＥＡＤＬＩＮＥ"
    assert not _found(labels).issues


def test_a_header_that_resembles_a_missing_one_is_taken_for_it() -> None:
    labels = _labels("zh")
    labels[4] = "改进措施"
    table = _found([], labels)
    assert _told(table) == [("column.renamed", "E2")]
    assert table.columns["measure"] == 5
    assert table.issues[0].arguments == {"found": "改进措施", "column": "整改措施"}


def test_a_header_that_resembles_none_is_missing_and_the_other_is_strange() -> None:
    labels = _labels("zh")
    labels[4] = "颜色"
    assert sorted(_told(_found(labels))) == [("column.missing", "1:1"), ("column.unknown", "E1")]


def test_the_same_header_twice() -> None:
    labels = [*_labels("zh"), "整改措施"]
    table = _found(labels)
    assert _told(table) == [("column.twice", "K1")]
    assert table.columns["measure"] == 5


def test_half_of_the_headers_are_enough_fewer_are_not() -> None:
    assert find_table(_grid(_labels("zh", KEYS[:5])), HEADERS)
    assert find_table(_grid(_labels("zh", KEYS[:4])), HEADERS) is None
    assert find_table(_grid(), HEADERS) is None


def test_the_row_with_most_headers_is_taken_and_the_upper_of_two() -> None:
    labels = _labels("zh")
    assert _found(labels[:6], labels, labels).header_row == 2


_CELLS = st.one_of(st.none(), st.text(max_size=5), st.floats(), st.sampled_from(_labels("en")))


@given(st.lists(st.lists(_CELLS, max_size=14), max_size=8))
def test_whatever_stands_on_the_sheet(rows: list[list[Value]]) -> None:
    table = find_table(_grid(*rows), [Header(h.key, h.label) for h in HEADERS], as_sent=True)
    if table:
        assert len(set(table.columns.values())) == len(table.columns)
        missing = [issue for issue in table.issues if issue.code == "column.missing"]
        assert len(table.columns) + len(missing) == len(KEYS)
