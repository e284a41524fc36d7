"""Commitments: how each row stands, what it claims, what the tile counts; worked out by hand as of 2026-10-15."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from softenv_xl.registers.commitments import REGISTER
from softenv_xl.words import Text
from tests.registers.samples import DEPARTMENTS, school
from tests.registers.worked_by_hand import Worked

SCHOOL = replace(school(date(2026, 10, 15)), items={"FX-CM-006": "closed", "FX-CM-007": "open"})
ROWS = """
| id     | department | due        | posted1    | valid_until | finding | fix       | state        | breaches   | fix_state |
|--------|------------|------------|------------|-------------|---------|-----------|--------------|------------|-----------|
| CM-001 | 教务处     | 2026-10-15 |            |             |         |           | ○ 待公开     |            |           |
| CM-002 | 教务处     | 2026-10-14 |            |             |         |           | ✗ 逾期未公开 | 逾期未公开 |           |
| CM-003 | 总务处     | 2026-07-30 | 2026-07-30 | 2026-10-15  |         |           | ✓ 已公开     |            |           |
| CM-004 | 总务处     | 2026-07-30 | 2026-07-31 |             | 不成立  |           | ↺ 逾期公开   | 逾期公开   |           |
| CM-005 | 总务处     | 2026-07-30 | 2026-07-31 | 2026-10-14  | 查实    |           | △ 须更新     | 逾期公开   |           |
| CM-006 | 办公室     | 2026-07-30 | 2026-08-15 |             | 已整改  | FX-CM-006 | ↺ 逾期公开   | 逾期公开   | 已销号    |
| CM-007 | 办公室     | 2026-07-30 |            | 2026-08-01  | 已整改  | FX-CM-007 | ✗ 逾期未公开 | 逾期未公开 | 待整改    |
| CM-008 |            | 2026-07-30 |            |             |         |           | ✗ 逾期未公开 | 逾期未公开 |           |
"""  # The last one names no department: it doesn't count.
WORKED = Worked(
    REGISTER, SCHOOL, ROWS, {"kind": "办事程序", "matter": "事项", "text": "三步", "place1": "公示栏"}
)


def test_what_it_computes() -> None:
    assert WORKED.otherwise() == []


def test_what_was_late_or_never_posted_is_claimed_of_the_department() -> None:
    assert WORKED.claimed() == {
        ("CM-002/commitment.overdue", "disclosure", "alleged", "教务处"),
        ("CM-004/commitment.late", "disclosure", "dismissed", "总务处"),
        ("CM-005/commitment.late", "disclosure", "substantiated", "总务处"),
        ("CM-006/commitment.late", "disclosure", "rectified", "办公室"),
        ("CM-007/commitment.overdue", "disclosure", "substantiated", "办公室"),
    }


def test_the_tile_counts_what_is_posted() -> None:
    assert WORKED.shown() == (4, Text("共 7 项", "posted, of 7"))
    assert WORKED.first(1).shown() == (0, Text("共 1 项", "posted, of 1"))
    assert WORKED.first(0).shown().value is None


def test_each_department_without_one_is_named_once_the_register_is_begun() -> None:
    without = "commitment.department-without"
    assert WORKED.named(without) == ["语文组", "数学组", "德育处"]
    assert WORKED.first(2).named(without) == [one for one in DEPARTMENTS if one != "教务处"]
    assert WORKED.first(0).named(without) == []
