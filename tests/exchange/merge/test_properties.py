"""What holds of every merge: the ten properties of a merge that loses nothing.

SOFTENV_MERGES says on how many cases each is tried.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from softenv_xl.exchange.merge.conflict import OF_CELLS, Cell, Conflict, Kind, NoSide
from softenv_xl.exchange.merge.values import Copy, Returned
from softenv_xl.exchange.merge.work import State
from softenv_xl.exchange.snapshot import Cells, Normal, Snapshot
from tests.exchange.merge.worlds import (
    COLUMNS,
    LOCKED,
    OPEN,
    VALUES,
    Plain,
    World,
    a_row,
    copy_of,
    edited,
    tables,
    worlds,
)

tried = settings(
    max_examples=int(os.environ.get("SOFTENV_MERGES", "200")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

TWO_PACKS, SAME_PACK = ("ZW03", "YW01"), ("ZW03", "ZW03")


def plain(state: State) -> Plain:
    return {key: {row: dict(cells) for row, cells in rows.items()} for key, rows in state.tables.items()}


def edits(issued: Plain, after: Plain | Mapping[str, Returned]) -> Iterator[tuple[Cell, Normal, Normal]]:
    """Every cell of rows on both sides that was changed: what was issued, what it is now."""
    for table, rows in issued.items():
        there = after[table]
        found = there.rows if isinstance(there, Returned) else there
        for row, cells in rows.items():
            for key, base in cells.items():
                if row in found and found[row][key] != base:
                    yield Cell(table, row, key), base, found[row][key]


@tried
@given(st.data())
def test_1_a_pack_that_came_back_untouched_changes_nothing(data: st.DataObject) -> None:
    issued = data.draw(tables())
    ours = data.draw(edited(issued))
    merged = World(issued, ours, (copy_of(issued, issued),)).merged()
    assert plain(merged.state) == ours
    assert not merged.state.conflicts
    assert not merged.events


@tried
@given(st.data())
def test_2_where_the_office_changed_nothing_every_open_cell_is_the_packs(data: st.DataObject) -> None:
    issued = data.draw(tables())
    theirs = data.draw(edited(issued, deletions=False))
    merged = World(issued, issued, (copy_of(issued, theirs),)).merged()
    for table, rows in theirs.items():
        for row, cells in rows.items():
            assert merged.state.tables[table][row] == {**cells, LOCKED: issued[table][row][LOCKED]}
    assert not merged.state.conflicts


@tried
@given(st.one_of(worlds(), worlds(TWO_PACKS), worlds(SAME_PACK)))
def test_3_merging_twice_is_merging_once(world: World) -> None:
    once = world.merged()
    twice = world.merged(before=once.state)
    assert twice.state == once.state
    assert world.merged(before=once.state, copies=world.copies[:1]).state == once.state


@tried
@given(
    st.one_of(worlds(TWO_PACKS), worlds(("ZW03", "YW01", "TY02")), worlds(SAME_PACK, new_rows=False)),
    st.randoms(use_true_random=False),
)
def test_4_no_order_of_arrival_makes_a_difference(world: World, random: Random) -> None:
    together = world.merged().state
    order = [*world.copies, *random.sample(world.copies, k=1)]
    random.shuffle(order)
    assert world.merged(copies=order).state == together
    state = world.before
    for copy in order:
        state = world.merged(copies=[copy], before=state).state
    assert state.tables == together.tables
    assert state.conflicts == together.conflicts
    assert state.copies == together.copies


@tried
@given(st.data())
def test_5_without_a_conflict_it_is_as_if_all_had_typed_into_one_workbook(data: st.DataObject) -> None:
    issued = data.draw(tables())
    ours = data.draw(edited(issued, deletions=False))
    theirs = data.draw(edited(issued, deletions=False))
    merged = World(issued, ours, (copy_of(issued, theirs),)).merged()
    one = {key: {row: dict(cells) for row, cells in rows.items()} for key, rows in issued.items()}
    for after in (ours, theirs):
        for (table, row, key), _, value in edits(issued, after):
            if after is ours or key in OPEN:
                one[table][row][key] = value
    contested = {conflict.cell for conflict in merged.state.conflicts.values()}
    for table, rows in plain(merged.state).items():
        for row, cells in rows.items():
            for key, value in cells.items():
                assert value == one[table][row][key] or Cell(table, row, key) in contested


def is_kept(edit: tuple[Cell, Normal, Normal], copy: Copy | None, after: State) -> bool:
    """Is the edit in the result, or in a conflict; or is it of a locked cell, or of a row that both sides let go?"""
    (table, row, key), _, value = edit
    rows = after.tables[table]
    if row in rows and rows[row][key] == value:
        return True
    said = [
        conflict
        for conflict in after.conflicts.values()
        if (conflict.cell.table, conflict.cell.row) == (table, row)
        and (copy is None or conflict.pack == copy.pack)
    ]
    return any(holds(conflict, key, value) for conflict in said)


def holds(conflict: Conflict, key: str, value: Normal) -> bool:
    sides = (conflict.ours, conflict.theirs)
    if conflict.kind in OF_CELLS:
        return conflict.cell.column == key and value in sides
    return any(isinstance(side, Mapping) and side.get(key) == value for side in sides)


@tried
@given(st.one_of(worlds(), worlds(TWO_PACKS), worlds(("ZW03", "YW01", "TY02"))))
def test_6_no_edit_is_in_neither_the_result_nor_the_conflicts(world: World) -> None:
    after = world.merged().state
    for edit in edits(world.issued, world.ours):
        assert is_kept(edit, None, after), edit
    for table, rows in world.ours.items():
        assert rows.keys() <= after.tables[table].keys()
        assert not (world.issued[table].keys() - rows.keys()) & after.tables[table].keys()
    for copy in world.copies:
        for edit in edits(world.issued, copy.tables):
            assert edit[0].column == LOCKED or is_kept(edit, copy, after), edit
        assert not list(lost_rows(world, copy, after))


def lost_rows(world: World, copy: Copy, after: State) -> Iterator[object]:
    """New rows that are nowhere, and rows that are gone from the copy without a word about it."""
    gone = {conflict.cell.row for conflict in after.conflicts.values() if conflict.theirs is NoSide.GONE}
    for table, returned in copy.tables.items():
        yield from (new for new in returned.new if not is_there(new, table, copy, after))
        yield from (world.issued[table].keys() - returned.rows.keys()) & world.ours[table].keys() - gone


def is_there(new: Mapping[str, Normal], table: str, copy: Copy, after: State) -> bool:
    filled = {key: value for key, value in new.items() if value is not None and key in OPEN}
    added: Iterator[Mapping[str, Normal]] = (
        {key: value for key, value in cells.items() if value is not None}
        for row, cells in after.tables[table].items()
        if f"-{copy.tag}-" in row
    )
    listed: Iterator[Mapping[str, Normal]] = (
        {key: conflict.theirs.get(key) for key in filled}
        for conflict in after.conflicts.values()
        if conflict.kind is Kind.ADDED and isinstance(conflict.theirs, Mapping)
    )
    return not filled or filled in added or filled in listed


@tried
@given(worlds(), st.randoms(use_true_random=False))
def test_7_the_order_of_rows_makes_no_difference(world: World, random: Random) -> None:
    (copy,) = world.copies
    shuffled: dict[str, Returned] = {}
    for table, returned in copy.tables.items():
        rows, new = list(returned.rows.items()), list[Cells]([*returned.new, {}, dict.fromkeys(COLUMNS)])
        random.shuffle(rows)
        random.shuffle(new)
        shuffled[table] = Returned(dict(rows), new=tuple(new))
    other = replace(copy, tables=shuffled, file="副本(2).xlsx")
    assert world.merged([other]).state.tables == world.merged().state.tables
    assert world.merged([other]).state.conflicts == world.merged().state.conflicts


@tried
@given(st.data())
def test_8_deleting_against_editing_is_always_a_conflict(data: st.DataObject) -> None:
    issued = data.draw(tables().filter(lambda drawn: bool(drawn["fees"])))
    row = data.draw(st.sampled_from(sorted(issued["fees"])))
    key = data.draw(st.sampled_from(OPEN))
    value = data.draw(st.sampled_from([v for v in VALUES[key] if v != issued["fees"][row][key]]))
    typed = {**issued, "fees": {**issued["fees"], row: {**issued["fees"][row], key: value}}}
    gone = {**issued, "fees": {r: cells for r, cells in issued["fees"].items() if r != row}}
    here = World(issued, gone, (copy_of(issued, typed),)).merged().state
    there = World(issued, typed, (copy_of(issued, gone),)).merged().state
    assert [c.kind for c in here.conflicts.values()] == [Kind.DELETED_HERE]
    assert row not in here.tables["fees"]
    assert [c.kind for c in there.conflicts.values()] == [Kind.MISSING_CHANGED]
    assert there.tables["fees"][row][key] == value


@tried
@given(st.data())
def test_9_no_two_new_rows_share_an_id_and_none_is_added_twice(data: st.DataObject) -> None:
    issued = data.draw(tables())
    rows = data.draw(st.lists(a_row, max_size=5))
    packs = [copy_of(issued, issued, {"fees": rows}, pack=pack) for pack in TWO_PACKS]
    after = World(issued, issued, tuple(packs)).merged()
    filled = sum(any(row[key] is not None for key in OPEN) for row in rows)
    assert len(after.state.tables["fees"]) == len(issued["fees"]) + 2 * filled
    again = World(issued, issued, tuple(packs)).merged(before=after.state)
    assert again.state == after.state


@tried
@given(st.one_of(worlds(), worlds(TWO_PACKS)))
def test_10_a_locked_cell_is_never_the_packs(world: World) -> None:
    merged = world.merged()
    for table, rows in world.ours.items():
        for row, cells in rows.items():
            assert merged.state.tables[table][row][LOCKED] == cells[LOCKED]
    told = Counter(event.cell for event in merged.events if event.code == "pack.locked-column")
    for copy in world.copies:
        told.subtract(edit[0] for edit in edits(world.issued, copy.tables) if edit[0].column == LOCKED)
    assert set(told.values()) <= {0}


@tried
@given(worlds())
def test_where_the_base_is_nowhere_to_be_found_every_difference_is_a_conflict(world: World) -> None:
    copy = replace(world.copies[0], base=None)
    after = world.merged([copy]).state
    for table, rows in world.ours.items():
        for row, cells in rows.items():
            assert dict(after.tables[table][row]) == cells
    for table, returned in copy.tables.items():
        for row, theirs in returned.rows.items():
            here = world.ours[table].get(row)
            differing = {""} if here is None else {key for key in OPEN if here[key] != theirs[key]}
            listed = {
                c.cell.column for c in after.conflicts.values() if (c.cell.table, c.cell.row) == (table, row)
            }
            assert differing == listed


@tried
@given(worlds(), st.sampled_from(("ours", "theirs")))
def test_a_decision_is_carried_out_once_and_asked_for_no_more(world: World, choice: str) -> None:
    once = world.merged().state
    decided = {i: replace(c, choice=choice) for i, c in once.conflicts.items()}  # type: ignore[arg-type]
    after = world.merged(copies=[], before=replace(once, conflicts=decided)).state
    for identity, conflict in decided.items():
        assert not after.conflicts[identity].is_open, conflict
    again = world.merged(before=after).state
    assert again.tables == after.tables
    assert again.conflicts == after.conflicts
    assert Snapshot.of(again.tables) == Snapshot.of(after.tables)
