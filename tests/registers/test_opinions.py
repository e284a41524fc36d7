"""Opinions and card batches: terms by group, how each stands, what it claims, tile and chart; by hand as of 2026-10-15."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from softenv_xl.grid.cell import Value
from softenv_xl.registers import opinion_cards
from softenv_xl.registers.opinion_groups import reply_due
from softenv_xl.registers.opinions import REGISTER, SPEC
from softenv_xl.registers.school import Row
from softenv_xl.words import Text
from tests.registers.samples import school
from tests.registers.worked_by_hand import Worked, lines

SCHOOL = school(date(2026, 10, 15))
# 2026: 20 September and 10 October are worked, 25 to 27 September and 1 to 7 October are not.
ROWS = """
| id     | group    | kind     | received   | reply_due  | replied    | result     | case | finding | due        | state        |
|--------|----------|----------|------------|------------|------------|------------|------|---------|------------|--------------|
| OP-001 | 人大代表 | 意见建议 | 2026-09-20 |            | 2026-10-20 | A 已解决   |      |         | 2026-10-20 | ✓ 已答复     |
| OP-002 | 政协委员 | 批评     | 2026-09-10 |            | 2026-10-11 | C 列入计划 |      |         | 2026-10-10 | ↺ 逾期答复   |
| OP-003 | 党代表   | 咨询     | 2026-09-15 |            |            |            |      |         | 2026-10-15 | ○ 待答复     |
| OP-004 | 党代表   | 咨询     | 2026-09-14 |            |            |            |      | 不成立  | 2026-10-14 | ✗ 逾期未答复 |
| OP-005 | 社会单位 | 意见建议 | 2026-09-01 |            |            |            |      | 查实    | 2026-09-21 | ✗ 逾期未答复 |
| OP-006 | 社会单位 | 意见建议 | 2026-09-01 |            | 2026-09-22 | B 正在解决 |      | 查实    | 2026-09-21 | ↺ 逾期答复   |
| OP-007 | 学生家长 | 投诉举报 | 2026-10-10 |            |            |            | CA-7 |         | 2026-10-23 | — 转为信访件 |
| OP-008 | 学生家长 | 投诉举报 | 2026-08-10 |            |            |            | CA-8 |         | 2026-08-24 | — 转为信访件 |
| OP-009 | 教职工   | 意见建议 | 2026-09-24 |            | 2026-10-08 | D 留作参考 |      |         | 2026-10-15 | ✓ 已答复     |
| OP-010 | 教职工   | 意见建议 | 2026-09-24 | 2026-10-07 | 2026-10-08 | A 已解决   |      |         | 2026-10-07 | ↺ 逾期答复   |
| OP-011 | 学生家长 | 表扬     | 2026-08-10 |            |            |            |      |         |            |              |
| OP-012 | 学生家长 | 表扬     | 2026-08-10 |            | 2026-10-08 |            |      |         |            | ✓ 已答复     |
| OP-013 | 其他     | 咨询     | 2026-09-24 |            |            |            |      |         | 2026-10-22 | ○ 待答复     |
| OP-014 | 学生家长 | 投诉举报 | 2026-08-10 |            |            |            |      |         | 2026-08-24 | ✗ 逾期未答复 |
"""  # The last one should be a case: it doesn't count.
WORKED = Worked(
    REGISTER, SCHOOL, ROWS, {"text": "意见", "department": "办公室", "reply": "答复", "batch": "CB-001"}
)


def test_what_it_computes() -> None:
    assert WORKED.otherwise() == []


def test_late_replies_are_claimed_of_the_department() -> None:
    assert WORKED.claimed() == {
        ("OP-002/opinion.replied-late", "delay", "alleged", "办公室"),
        ("OP-004/opinion.overdue", "delay", "dismissed", "办公室"),
        ("OP-005/opinion.overdue", "delay", "substantiated", "办公室"),
        ("OP-006/opinion.replied-late", "delay", "substantiated", "办公室"),
        ("OP-010/opinion.replied-late", "delay", "alleged", "办公室"),
    }


def test_the_tile_counts_what_is_answered() -> None:
    assert WORKED.shown() == (5, Text("共 9 条；逾期 5 条", "of 9; 5 late"))
    assert WORKED.first(0).shown().value is None


def test_the_chart_has_a_bar_for_each_group() -> None:
    assert WORKED.drawn() == lines(
        """
| group    | A | B | C | D | open |
|----------|---|---|---|---|------|
| 人大代表 | 1 | 0 | 0 | 0 | 0    |
| 政协委员 | 0 | 0 | 1 | 0 | 0    |
| 党代表   | 0 | 0 | 0 | 0 | 2    |
| 社会单位 | 0 | 1 | 0 | 0 | 1    |
| 学生家长 | 0 | 0 | 0 | 0 | 0    |
| 教职工   | 1 | 0 | 0 | 1 | 0    |
| 其他     | 0 | 0 | 0 | 0 | 1    |
"""
    )


def test_who_gave_an_opinion_is_confidential() -> None:
    assert {column.key for column in SPEC.columns if column.confidential} == {"giver", "contact"}


def test_terms_are_those_of_the_groups_table() -> None:
    lookups: dict[str, Sequence[Row]] = {
        **SCHOOL.lookups,
        "opinion_groups": [
            {"group": "parent", "days": 1, "counting": "working"},
            {"group": "staff", "days": 1, "counting": "calendar"},
        ],
    }
    rows = """
| group    | received   | due        |
|----------|------------|------------|
| 学生家长 | 2026-09-30 | 2026-10-08 |
| 教职工   | 2026-09-30 | 2026-10-01 |
| 其他     | 2026-09-30 |            |
"""
    assert Worked(REGISTER, replace(SCHOOL, lookups=lookups), rows).otherwise() == []


@pytest.mark.parametrize("days", [None, 0, -1, 366, 10**9, 2.5, "ten"])
def test_a_term_that_cannot_be_sets_none(days: Value) -> None:
    terms = [{"group": "parent", "days": days, "counting": "working"}]
    assert reply_due("parent", date(2026, 9, 30), terms, SCHOOL.calendar) is None


def test_a_batch_counts_the_opinions_that_it_brought() -> None:
    batches = """
| id     | group    | handed_out | sent_on    | opinions |
|--------|----------|------------|------------|----------|
| CB-001 | 学生家长 | 300        | 2026-09-01 | 13       |
| CB-002 | 教职工   | 40         | 2026-09-01 | 0        |
|        | 党代表   | 10         | 2026-09-01 | 0        |
"""
    brought = WORKED.counted.rows
    known = replace(SCHOOL, rows={"opinions": [*brought, {**brought[0], "batch": None}]})
    worked = Worked(opinion_cards.REGISTER, known, batches)
    assert worked.otherwise() == [("", "id", "", "CB-003")]
