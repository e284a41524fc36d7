from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from softenv_xl.grid.cell import CellError, Value
from softenv_xl.tracker.row_state import (
    EMPTY,
    CellRegister,
    Comparison,
    Digest,
    RowState,
    normalized,
    parse_state,
    serialize_state,
)

ROW = "T01-01"

Arrivals = list[tuple[str, dict[str, Value]]]
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

TEXTS = ("item", "problem", "measure", "owner", "evidence")

sayings: st.SearchStrategy[Value] = st.none() | st.dates() | st.text(max_size=40)
said = st.dictionaries(st.sampled_from([*TEXTS, "found"]), sayings)
stamps = st.text("0123456789 :-·abcdef", min_size=1, max_size=90)
heard = st.lists(st.tuples(stamps, said), min_size=1, max_size=4)
taken = st.sets(st.sampled_from([*TEXTS, "found"]))


LOST = parse_state(None, ROW, {"problem": "办公室或教师写的"})


def remembered(arrivals: Arrivals, agreed: Collection[str] = (), memory: RowState = RowState()) -> RowState:  # noqa: B008
    for stamp, values in arrivals:
        memory = memory.updated(stamp, values)
    for key in {*agreed} & {key for key, cell in memory.cells.items() if cell != EMPTY}:
        memory = memory.with_base_updated(key)
    return RowState(memory.newest_stamp, {key: cell for key, cell in memory.cells.items() if cell != EMPTY})


@calm
@given(heard, taken, st.sampled_from([RowState(), LOST]))
def test_what_is_written_is_recalled(arrivals: Arrivals, agreed: set[str], before: RowState) -> None:
    memory = remembered(arrivals, agreed - before.cells.keys(), before)
    text = serialize_state(memory, ROW)
    assert parse_state(text, ROW, {}) == memory
    assert serialize_state(parse_state(text, ROW, {}), ROW) == text
    assert text.isascii()
    assert normalize("NFKC", text) == text


def test_an_unchanged_cell_is_written_once() -> None:
    memory = remembered([("s1", {"problem": "占用周末补课"}), ("s2", {"problem": None})], {"problem"})
    assert json.loads(serialize_state(memory, ROW)) == {
        "id": ROW,
        "seen": "s2",
        "told": {"problem": ["s1", "占用周末补课"]},
    }


texts = st.builds(
    str.__mul__, st.sampled_from('a问"\U0001f4ce'), st.integers(1, 3000) | st.integers(1, 32_767)
)


@settings(calm, max_examples=40)
@given(*[st.fixed_dictionaries(dict.fromkeys(TEXTS, texts), optional={"found": st.dates()})] * 2)
def test_a_memory_always_fits_its_cell(before: dict[str, Value], after: dict[str, Value]) -> None:
    """Even when what was agreed to and what is said now are both long, in every column."""
    stamps = [f"2026-09-0{n} 08:00:00·{'f' * 64}" for n in (1, 2)]
    memory = remembered([(stamps[0], before)], set(before)).updated(stamps[1], after)
    text = serialize_state(memory, ROW)
    assert len(text) <= 32_767
    back = parse_state(text, ROW, {})
    for key, value in after.items():
        assert back.cells[key].compare(value) is Comparison.AGREED
        assert back.cells[key].updated(stamps[1], value).value == normalized(value)
        if key in before and before[key] != value:
            assert back.cells[key].compare(before[key]) is Comparison.INCOMING
            assert back.cells[key].compare("办公室改写") is Comparison.CONFLICT


@pytest.mark.parametrize("length", range(100, 1_300, 40))
def test_no_length_slips_through(length: int) -> None:
    before: dict[str, Value] = dict.fromkeys(TEXTS, "题" * length)
    memory = remembered([("s1", before)], TEXTS).updated("s2", dict.fromkeys(TEXTS, "改" * length))
    assert len(serialize_state(memory, ROW)) <= 32_767


def test_values_of_the_usual_length_are_always_kept() -> None:
    """500 characters is what a return's cell may hold; each takes six in ASCII."""
    values: dict[str, Value] = dict.fromkeys(("problem", "measure", "evidence"), "题" * 500)
    memory = remembered([("s1", values), ("s2", dict.fromkeys(values, "改" * 500))], set(values))
    assert not [
        cell
        for cell in parse_state(serialize_state(memory, ROW), ROW, {}).cells.values()
        if isinstance(cell.value, Digest)
    ]


@pytest.mark.parametrize(
    "damaged",
    [
        None,
        "",
        " ",
        "坏了",
        "1",
        "[]",
        "{}",
        '"x"',
        "null",
        "[" * 30_000,
        '{"id":"T01-01"}',
        '{"id":"T01-01","seen":1,"told":{}}',
        '{"id":"T01-01","seen":"s","told":[]}',
        '{"id":"T01-01","seen":"s","told":{"problem":[]}}',
        '{"id":"T01-01","seen":"s","told":{"problem":"s"}}',
        '{"id":"T01-01","seen":"s","told":{"problem":["s",{"x":1}]}}',
        '{"id":"T01-01","seen":"s","told":{"problem":["s",7]}}',
        '{"id":"T01-01","seen":"s","told":{"problem":["s","a",["b"]]}}',
        '{"id":"T01-01","seen":"s","told":{"problem":["s","a","b",false]}}',
        '{"id":"T01-01","seen":"s","told":{"found":["s",{"day":"2026-02-30"}]}}',
        '{"id":"T01-01","seen":"s","told":{"found":["s",{"day":4}]}}',
        '{"id":"T01-02","seen":"s","told":{"problem":["s","another row\'s"]}}',
        CellError("#NAME?"),
        45_000.0,
        date(2026, 9, 1),
    ],
)
def test_a_damaged_memory_is_made_up_for(damaged: Value) -> None:
    memory = parse_state(damaged, ROW, {"problem": "办公室或教师写的", "measure": None, "evidence": "　"})
    assert memory == RowState("", {"problem": CellRegister("", None, "办公室或教师写的", True)})


@calm
@given(heard, st.integers(0, 400), st.text('{}[]",:0aT', max_size=3))
def test_no_damage_is_too_much(arrivals: Arrivals, at: int, slip: str) -> None:
    text = serialize_state(remembered(arrivals), ROW)
    memory = parse_state(text[:at] + slip + text[at + 1 :], ROW, {"problem": "…"})
    assert parse_state(serialize_state(memory, ROW), ROW, {}) == memory


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (" \u3000", None),
        (" 两端空格\u00a0", "两端空格"),
        ("一\r\n二\r三", "一\n二\n三"),
        (datetime(2026, 9, 1, 8, 30), date(2026, 9, 1)),  # noqa: DTZ001 - cells know no time zone
        (date(2026, 9, 1), date(2026, 9, 1)),
        (12.0, "12"),
        (True, "TRUE"),
        (CellError("#N/A"), "#N/A"),
    ],
)
def test_values_are_compared_in_one_form(value: Value, expected: object) -> None:
    assert normalized(value) == expected
