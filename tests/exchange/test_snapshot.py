"""A snapshot is what a pack held, to the byte the same for the same content."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.exchange.snapshot import InvalidSnapshotError, Snapshot, normalised, rows_of
from softenv_xl.grid.cell import Value
from softenv_xl.registers.packed import TABLES
from softenv_xl.schema.column import Column, Kind
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import LANGS, Text

_TITLE = Text("栏", "column")
_COLUMNS = {kind: Column("one", _TITLE, kind) for kind in Kind}
_VOCABULARIES = {
    column.choices.key: column
    for table in TABLES
    for column in table.spec.columns
    if isinstance(column.choices, Vocabulary)
}

_normal = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(lambda number: number.normalize() + 0),
    st.dates(),
)
_names = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_tables = st.dictionaries(
    _names, st.dictionaries(_names, st.dictionaries(_names, _normal, max_size=4), max_size=4), max_size=3
)


@given(_tables)
def test_what_was_written_is_read(
    tables: dict[str, dict[str, dict[str, str | Decimal | date | None]]],
) -> None:
    snapshot = Snapshot.of(tables)
    again = Snapshot.read(snapshot.content, snapshot.digest)
    assert (again.id, again.tables, again.content) == (snapshot.id, snapshot.tables, snapshot.content)


@given(_tables)
def test_the_order_of_things_makes_no_difference(
    tables: dict[str, dict[str, dict[str, str | Decimal | date | None]]],
) -> None:
    turned = {
        table: {row: dict(reversed(cells.items())) for row, cells in reversed(rows.items())}
        for table, rows in reversed(tables.items())
    }
    assert Snapshot.of(turned).content == Snapshot.of(tables).content


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.TEXT, "  a\r\nb ", "a\nb"),
        (Kind.TEXT, "e\u0301", "é"),
        (Kind.TEXT, 12.0, "12"),
        (Kind.ID, 3, "3"),
        (Kind.TEXT, "\u3000", None),
        (Kind.TEXT, "", None),
        (Kind.NUMBER, 12, 12.0),
        (Kind.NUMBER, 1.50, 1.5),
        (Kind.NUMBER, -0.0, 0),
        (Kind.DATE, datetime(2026, 9, 1, 13, 5), date(2026, 9, 1)),  # noqa: DTZ001 - as cells hold it
    ],
)
def test_the_same_to_people_is_the_same(kind: Kind, one: Value, other: Value) -> None:
    assert normalised(_COLUMNS[kind], one) == normalised(_COLUMNS[kind], other)


def test_numbers_are_exact_and_have_no_idle_noughts() -> None:
    assert str(normalised(_COLUMNS[Kind.NUMBER], 0.1)) == "0.1"
    assert f"{normalised(_COLUMNS[Kind.NUMBER], 1200.0):f}" == "1200"


@pytest.mark.parametrize("key", _VOCABULARIES)
def test_a_word_in_either_language_is_its_key(key: str) -> None:
    column = _VOCABULARIES[key]
    assert isinstance(column.choices, Vocabulary)
    for known, _ in column.choices.words:
        words = [column.choices.word(known, lang) for lang in LANGS]
        assert {normalised(column, word) for word in (known, *words)} == {known}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b'{"fees":{"FE-001":{"name":1}}}',
        b'{"fees":{"FE-001":{"name":{"day":"today"}}}}',
        b'{"fees":{"FE-001":{"name":{"number":"x"}}}}',
        b'{"fees": {}}',
        "{}".encode("utf-16"),
    ],
)
def test_what_is_none_is_told(content: bytes) -> None:
    with pytest.raises(InvalidSnapshotError):
        Snapshot.read(content)


def test_another_content_has_not_that_digest() -> None:
    one, other = (Snapshot.of({"fees": {"FE-001": {"name": name}}}) for name in ("Meals", "Books"))
    with pytest.raises(InvalidSnapshotError):
        Snapshot.read(one.content, other.digest)


def test_a_row_keeps_no_verdict_and_needs_an_id() -> None:
    columns = (Column("id", _TITLE, Kind.ID), Column("name", _TITLE), Column("check", _TITLE, Kind.CHECK))
    rows: list[dict[str, Value]] = [
        {"id": "F-1", "name": " a ", "check": "✓"},
        {"id": None, "name": "b", "check": None},
    ]
    assert {key: dict(row) for key, row in rows_of(columns, "id", rows).items()} == {
        "F-1": {"id": "F-1", "name": "a"}
    }
