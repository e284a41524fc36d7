"""What holds of the merge whatever returns arrive, in whatever order, and whatever people type in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from softenv_xl.grid.cell import Value, is_blank
from softenv_xl.tracker import SubmittedItem
from softenv_xl.tracker.merge import TEACHER_COLUMNS
from tests.tracker.sheet import STAFFS, Sheet

IDS = ("T01-01", "T01-02", "T02-01")
WORDS = (
    "占用周末补课（收费）",
    "ＱＱ群里催缴资料费",
    "第一条\r\n第二条",
    "Charged 20 “yuan”",
    "0041",
    "已退还，见附件①",
)
DAYS = (date(2026, 9, 11), date(2026, 10, 31), date(2026, 12, 30))
VALUES: dict[str, tuple[Value, ...]] = {
    "item": ("1 违规收费", "3 有偿补课"),
    "found": DAYS,
    "deadline": DAYS,
    "progress": ("not_started", "under_way", "done"),
}
TYPED: dict[str, tuple[Value, ...]] = {
    **VALUES,
    "progress": ("未开始", "整改中", "Done", "快了"),
    "deadline": (*DAYS, "年底前", "2026/10/31"),
    "status": ("待整改", "核查中", "整改中", "同意延期", "已销号", "已撤回", "完成"),
    "revised": DAYS,
    "number": ("T01", "T02", "T99"),
}

stamps = st.builds("2026-09-{:02d} 08:00:00·{}".format, st.integers(1, 28), st.sampled_from("ab"))


def returns_of(
    ids: tuple[str, ...], values: dict[str, tuple[Value, ...]]
) -> st.SearchStrategy[list[SubmittedItem]]:
    """Problem rows as returns say them, no two of one item with one stamp."""
    items = st.fixed_dictionaries(
        {}, optional={k: st.sampled_from((None, *words)) for k, words in values.items()}
    )
    return st.dictionaries(st.tuples(stamps, st.sampled_from(ids)), items, max_size=6).map(
        lambda said: [
            SubmittedItem(row_id, row_id[:3], stamp, values) for (stamp, row_id), values in said.items()
        ]
    )


def edits_of(values: dict[str, tuple[Value, ...]]) -> st.SearchStrategy[list[tuple[int, str, Value]]]:
    """What people type: (row, column, words)."""
    cells = [st.tuples(st.integers(0, 9), st.just(k), st.sampled_from((None, *w))) for k, w in values.items()]
    return st.lists(st.one_of(cells), max_size=6)


returns = returns_of(IDS, {key: VALUES.get(key, WORDS) for key in TEACHER_COLUMNS})
edits = edits_of({key: TYPED.get(key, WORDS) for key in (*TEACHER_COLUMNS, *STAFFS)})
clearings = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from((None, "", "{}", "坏了", '{"id":"T02-01"}'))), max_size=2
)

# The same few words over and over in one cell, where office and returns come to say the same by chance.
FEW: dict[str, tuple[Value, ...]] = {"problem": ("甲", "乙", "丙")}

calm = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def sheets(
    draw: st.DrawFn,
    arrivals: st.SearchStrategy[list[SubmittedItem]],
    typed: st.SearchStrategy[list[tuple[int, str, Value]]],
) -> Sheet:
    """A tracker after some returns, and after people typed into it, rows of their own included."""
    sheet = Sheet()
    sheet.merge(draw(arrivals))
    for words in draw(st.lists(st.sampled_from(WORDS), max_size=1)):
        sheet.enter(problem=words, deadline=DAYS[0])
    for row, key, typing in [*draw(typed), *((row, "memory", memory) for row, memory in draw(clearings))]:
        if sheet.cells:
            sheet.type(row % len(sheet.cells), key, typing)
    return sheet


crowded = returns_of(IDS[:1], FEW)
few_cases = st.tuples(sheets(crowded, edits_of(FEW)), crowded)
cases = st.one_of(st.tuples(sheets(returns, edits), returns), few_cases, few_cases)


def batches(arrivals: list[SubmittedItem], random: Random) -> list[list[SubmittedItem]]:
    """The same arrivals in another order, in batches, some of them twice."""
    order = [*arrivals, *random.sample(arrivals, k=len(arrivals) // 2)]
    random.shuffle(order)
    cuts = sorted(random.randint(0, len(order)) for _ in range(3))
    return [order[a:b] for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]


@settings(calm, max_examples=200)
@given(cases)
def test_merging_twice_is_merging_once(case: tuple[Sheet, list[SubmittedItem]]) -> None:
    sheet, arrivals = case
    first = sheet.merge(arrivals)
    after = sheet.copy()
    assert sheet.merge(arrivals).issues == first.issues
    assert sheet.cells == after.cells
    assert sheet.merge().issues == first.issues
    assert sheet.cells == after.cells


@settings(calm, max_examples=200)
@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_arrival_makes_no_difference(
    case: tuple[Sheet, list[SubmittedItem]], random: Random
) -> None:
    sheet, arrivals = case
    other = sheet.copy()
    sheet.merge(arrivals)
    for batch in batches(arrivals, random):
        other.merge(batch)
    assert other.by_id() == sheet.by_id()
    shown = [sorted(map(repr, one.merge().issues)) for one in (sheet, other)]
    assert shown[0] == shown[1]


@calm
@given(sheets(returns, edits), returns)
def test_what_staff_typed_is_never_written_over(sheet: Sheet, arrivals: list[SubmittedItem]) -> None:
    before = sheet.copy()
    merged = sheet.merge(arrivals)
    assert [row.source for row in merged.rows[: len(before.cells)]] == list(range(len(before.cells)))
    for row in merged.rows:
        assert row.values.keys() & {*STAFFS} == (set() if row.source is not None else {"number", "status"})
    for cells, kept in zip(sheet.cells, before.cells, strict=False):
        assert {key: cells[key] for key in STAFFS} == {key: kept[key] for key in STAFFS}


@calm
@given(sheets(returns, edits), returns)
def test_no_item_vanishes_and_a_blank_never_overwrites(sheet: Sheet, arrivals: list[SubmittedItem]) -> None:
    before = sheet.copy()
    sheet.merge(arrivals)
    assert {one.id for one in arrivals} <= sheet.by_id().keys()
    assert [c["id"] for c in before.cells if c["id"]] == [
        c["id"] for c, old in zip(sheet.cells, before.cells, strict=False) if old["id"]
    ]
    for cells, kept in zip(sheet.cells, before.cells, strict=False):
        assert not [key for key in TEACHER_COLUMNS if is_blank(cells[key]) and not is_blank(kept[key])]


@calm
@given(returns, returns, st.sampled_from(TEACHER_COLUMNS), st.booleans(), st.randoms(use_true_random=False))
def test_the_offices_edit_stays_and_a_conflict_is_shown_until_it_is_settled(
    early: list[SubmittedItem], late: list[SubmittedItem], key: str, typed_back: bool, random: Random
) -> None:
    assume(not {(one.id, one.stamp) for one in early} & {(one.id, one.stamp) for one in late})
    sheet = Sheet()
    sheet.merge([*early, SubmittedItem("T01-01", "T01", "2026-08-31 08:00:00·a", {"problem": "…"})])
    row = next(n for n, cells in enumerate(sheet.cells) if cells["id"] == "T01-01")
    agreed, ours = sheet.cells[row][key], date(2027, 1, 1) if key in ("found", "deadline") else "办公室另拟"
    sheet.type(row, key, ours)
    for batch in batches(late, random):
        sheet.merge(batch)
        assert sheet.cells[row][key] == ours
    theirs = newest(key, [*early, *late])
    changed = theirs is not None and as_cell(key, theirs) != agreed
    for _ in range(2):
        conflicts = [
            i for i in sheet.merge().issues if (i.code, i.place.row_id) == ("tracker.conflict", "T01-01")
        ]
        assert len(conflicts) == changed
    if changed:
        sheet.type(row, key, as_cell(key, theirs) if typed_back else None)
        assert not [
            i for i in sheet.merge().issues if (i.code, i.place.row_id) == ("tracker.conflict", "T01-01")
        ]
        assert sheet.cells[row][key] == as_cell(key, theirs)


def newest(key: str, arrivals: list[SubmittedItem]) -> Value:
    heard = [(one.stamp, one.values[key]) for one in arrivals if one.id == "T01-01" and one.values.get(key)]
    return max(heard, key=lambda pair: pair[0])[1] if heard else None


def as_cell(key: str, value: Value) -> Value:
    """The typed value as the Chinese workbook shows it."""
    words: dict[Any, str] = {"not_started": "未开始", "under_way": "整改中", "done": "已完成"}
    return (
        words[value]
        if key == "progress"
        else value.replace("\r\n", "\n")
        if isinstance(value, str)
        else value
    )


@calm
@given(returns, returns, returns, st.randoms(use_true_random=False))
def test_without_edits_every_cell_shows_the_newest_word(
    first: list[SubmittedItem], second: list[SubmittedItem], third: list[SubmittedItem], random: Random
) -> None:
    sheet = Sheet()
    arrivals = [*first, *second, *third]
    for batch in batches(arrivals, random):
        assert not [issue for issue in sheet.merge(batch).issues if issue.code == "tracker.conflict"]
    if "T01-01" in sheet.by_id() and len({(one.id, one.stamp) for one in arrivals}) == len(arrivals):
        row = sheet.by_id()["T01-01"]
        for key in TEACHER_COLUMNS:
            theirs = newest(key, arrivals)
            assert row[key] == (as_cell(key, theirs) if theirs else None)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_the_office_typed_stays_its_own_even_when_a_return_says_the_same(order: tuple[int, int]) -> None:
    sheet = Sheet()
    sheet.merge([SubmittedItem("T01-01", "T01", "2026-09-01", {"problem": "甲"})])
    sheet.type(0, "problem", "乙")
    news = [
        SubmittedItem("T01-01", "T01", f"2026-09-0{n}", {"problem": words})
        for n, words in ((2, "乙"), (3, "丙"))
    ]
    for number in order:
        sheet.merge([news[number]])
    assert sheet.cells[0]["problem"] == "乙"
    assert [issue.code for issue in sheet.merge().issues] == ["tracker.conflict"]


@pytest.mark.parametrize("memory", [None, "{}", "坏了"])
def test_a_lost_memory_loses_nothing_in_any_order(memory: str | None) -> None:
    old, new = (SubmittedItem("T01-01", "T01", f"2026-09-0{n}", {"problem": f"第{n}稿"}) for n in (1, 2))
    for untouched, order in (
        (True, [old, new]),
        (True, [new, old]),
        (False, [old, new]),
        (False, [new, old]),
    ):
        sheet = Sheet()
        sheet.merge([old])
        if not untouched:
            sheet.type(0, "problem", "办公室改写")
        sheet.type(0, "memory", memory)
        for said in order:
            sheet.merge([said])
        assert sheet.cells[0]["problem"] == ("第2稿" if untouched else "办公室改写")
        assert [issue.code for issue in sheet.merge().issues] == ([] if untouched else ["tracker.conflict"])


RENAMED = {"1 违规收费": "1 乱收费"}


def called_anew(arrivals: list[SubmittedItem]) -> list[SubmittedItem]:
    """The same returns as they are read once the entry has another title."""
    items = [RENAMED.get(str(one.values.get("item")), one.values.get("item")) for one in arrivals]
    return [
        replace(one, values={**one.values, "item": item}) if "item" in one.values else one
        for one, item in zip(arrivals, items, strict=True)
    ]


@calm
@given(returns, returns, edits)
def test_a_renamed_entry_is_as_if_it_had_always_been_called_so(
    early: list[SubmittedItem], late: list[SubmittedItem], typed: list[tuple[int, str, Value]]
) -> None:
    before, ever = Sheet(), Sheet()
    before.merge(early)
    ever.merge(called_anew(early))
    for row, key, words in typed:
        for sheet in (before, ever) if before.cells else ():
            new = RENAMED.get(str(words), words) if sheet is ever and key == "item" else words
            sheet.type(row % len(sheet.cells), key, new)
    for cells in before.cells:  # as the workbook's own rows are read
        cells["item"] = RENAMED.get(str(cells["item"]), cells["item"])
    assume(not {(one.id, one.stamp) for one in early} & {(one.id, one.stamp) for one in late})
    issues = [sheet.merge(called_anew(late), renamed=RENAMED).issues for sheet in (before, ever)]
    assert issues[0] == issues[1]
    assert before.by_id() == ever.by_id()


def test_an_item_that_was_merged_before_and_deleted_comes_back_with_a_warning() -> None:
    sheet, said = Sheet(), SubmittedItem("T01-01", "T01", "2026-09-01", {"problem": "甲"})
    sheet.merge([said])
    assert sheet.merge([replace(said, merged=True)]).issues == ()
    sheet.cells.clear()
    (issue,) = sheet.merge([replace(said, merged=True)]).issues
    assert (issue.code, issue.place.row_id) == ("tracker.came-back", "T01-01")
    assert sheet.merge([replace(said, merged=True)]).issues == ()
