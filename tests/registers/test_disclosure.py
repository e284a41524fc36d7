"""Disclosure: terms in working days, how each row stands, what it claims, tile and chart; by hand as of 2026-10-15."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from softenv_xl.registers.disclosure import REGISTER
from softenv_xl.registers.school import Row, Snapshot
from softenv_xl.words import Text
from tests.registers.samples import school
from tests.registers.worked_by_hand import Worked, lines

TODAY = date(2026, 10, 15)
SCHOOL = school(TODAY)
ALIKE = {"title": "事项", "audience": "教职工", "department": "办公室", "place1": "公示栏", "link": "照片"}
# 2026: 20 September and 10 October are worked, 25 to 27 September and 1 to 7 October are not.
PUBLISHED = """
| id     | matter   | mode     | formed     | due        | published1 | until      | withheld | limit      | state        |
|--------|----------|----------|------------|------------|------------|------------|----------|------------|--------------|
| DI-001 | 重大决策 | 即时公开 | 2026-04-16 |            | 2026-05-18 |            |          | 2026-05-18 | ✓ 已公开     |
| DI-002 | 重大决策 | 即时公开 | 2026-04-16 |            | 2026-05-19 |            |          | 2026-05-18 | ↺ 逾期公开   |
| DI-003 | 重大决策 | 即时公开 | 2026-10-09 |            |            |            |          | 2026-11-05 | ○ 待公开     |
| DI-004 | 热点问题 | 即时公开 | 2026-07-01 |            |            |            |          | 2026-07-29 | ✗ 逾期未公开 |
| DI-005 | 热点问题 | 即时公开 | 2026-07-01 |            |            |            | 涉密     | 2026-07-29 | — 不予公开   |
| DI-006 | 热点问题 | 即时公开 | 2026-10-09 | 2026-10-14 |            |            |          | 2026-10-14 | ✗ 逾期未公开 |
| DI-007 | 热点问题 | 即时公开 | 2026-10-09 | 2026-10-15 |            |            |          | 2026-10-15 | ○ 待公开     |
| DI-008 | 收费     | 长期公开 | 2026-09-01 |            | 2026-09-05 | 2026-10-14 |          | 2026-09-29 | △ 须更新     |
| DI-009 | 收费     | 长期公开 | 2026-09-01 |            | 2026-09-30 | 2026-10-15 |          | 2026-09-29 | ↺ 逾期公开   |
| DI-010 | 收费     | 定期公开 | 2026-09-01 |            | 2026-09-05 | 2026-10-14 |          | 2026-09-29 | ✓ 已公开     |
| DI-011 | 收费     | 长期公开 | 2026-09-16 |            |            | 2026-10-14 |          | 2026-10-20 | ○ 待公开     |
| DI-012 |          | 长期公开 | 2026-09-01 |            | 2026-09-30 |            |          | 2026-09-29 | ↺ 逾期公开   |
"""  # The last one has no matter: it doesn't count.
REQUESTED = """
| id     | formed     | requested  | answered   | withheld | finding | limit      | answer_due | state        | breaches       |
|--------|------------|------------|------------|----------|---------|------------|------------|--------------|----------------|
| DI-101 | 2026-08-01 | 2026-08-10 | 2026-09-07 |          |         | 2026-08-28 | 2026-09-07 | ✓ 已公开     |                |
| DI-102 | 2026-08-01 | 2026-08-10 | 2026-09-08 |          | 不成立  | 2026-08-28 | 2026-09-07 | ↺ 逾期公开   | 逾期答复申请   |
| DI-103 | 2026-08-01 | 2026-08-10 |            | 涉密     | 查实    | 2026-08-28 | 2026-09-07 | ✗ 逾期未公开 | 逾期未答复申请 |
| DI-104 | 2026-08-01 | 2026-08-10 | 2026-09-01 | 涉密     |         | 2026-08-28 | 2026-09-07 | — 不予公开   |                |
| DI-105 | 2026-08-01 | 2026-09-16 |            |          |         | 2026-08-28 | 2026-10-20 | ○ 待公开     |                |
"""
PUBLICATIONS = Worked(REGISTER, SCHOOL, PUBLISHED, ALIKE)
REQUESTS = Worked(
    REGISTER,
    SCHOOL,
    REQUESTED,
    {**ALIKE, "matter": "其他", "mode": "依申请公开", "audience": "申请人", "place1": None},
)


def test_what_it_computes() -> None:
    assert PUBLICATIONS.otherwise() == []
    assert REQUESTS.otherwise() == []


def test_the_terms_are_those_of_the_settings() -> None:
    options = {**SCHOOL.options, "disclosure_days": 3, "request_days": 1}
    row = """
| mode       | formed     | requested  | limit      | answer_due |
|------------|------------|------------|------------|------------|
| 依申请公开 | 2026-09-24 | 2026-09-30 | 2026-09-30 | 2026-10-08 |
"""
    assert Worked(REGISTER, replace(SCHOOL, options=options), row, ALIKE).otherwise() == []


def test_what_was_late_or_never_done_is_claimed_of_the_department() -> None:
    assert PUBLICATIONS.claimed() == {
        ("DI-002/disclosure.late", "disclosure", "alleged", "办公室"),
        ("DI-004/disclosure.overdue", "disclosure", "alleged", "办公室"),
        ("DI-006/disclosure.overdue", "disclosure", "alleged", "办公室"),
        ("DI-009/disclosure.late", "disclosure", "alleged", "办公室"),
    }
    assert REQUESTS.claimed() == {
        ("DI-102/disclosure.answer-late", "disclosure", "dismissed", "办公室"),
        ("DI-103/disclosure.answer-overdue", "disclosure", "substantiated", "办公室"),
    }


def test_the_tile_counts_what_was_due() -> None:
    assert PUBLICATIONS.shown() == (3, Text("应公开 7 项", "of 7 due"))
    assert REQUESTS.shown() == (1, Text("应公开 3 项", "of 3 due"))
    assert PUBLICATIONS.first(0).shown().value is None


def test_the_chart_has_a_bar_for_each_matter() -> None:
    assert PUBLICATIONS.drawn() == lines(
        """
| matter         | in time | too late | overdue | to come | withheld |
|----------------|---------|----------|---------|---------|----------|
| 重大决策       | 1       | 1        | 0       | 1       | 0        |
| 师生切身利益   | 0       | 0        | 0       | 0       | 0        |
| 热点问题       | 0       | 0        | 2       | 1       | 1        |
| 班子与廉政建设 | 0       | 0        | 0       | 0       | 0        |
| 收费           | 2       | 1        | 0       | 1       | 0        |
| 服务承诺       | 0       | 0        | 0       | 0       | 0        |
| 其他           | 0       | 0        | 0       | 0       | 0        |
"""
    )


def test_charges_and_commitments_are_counted_where_their_registers_are_used() -> None:
    rows: dict[str, list[Row]] = {
        "fees": [
            {"start": date(2026, 9, 1), "posted": date(2026, 9, 1)},
            {"start": date(2026, 9, 1), "posted": date(2026, 9, 2)},
            {"start": date(2026, 10, 14), "posted": None},
        ],
        "commitments": [{"due": date(2026, 10, 15), "posted1": None}],
    }
    (figure,) = REGISTER.figures

    def drawn(**options: str) -> dict[object, tuple[object, ...]]:
        known = replace(SCHOOL, rows=rows, options={**SCHOOL.options, **options})
        assert figure.rows
        return {row[0]: row[1:] for row in figure.rows(Snapshot((), known))}

    assert drawn()["收费"] == (1, 1, 1, 0, 0)
    assert drawn()["服务承诺"] == (0, 0, 0, 1, 0)
    assert drawn(use_fees="no")["收费"] == (0, 0, 0, 0, 0)
    assert drawn(use_commitments="no")["服务承诺"] == (0, 0, 0, 0, 0)


def test_each_class_without_a_matter_is_named_once_the_register_is_begun() -> None:
    row = """
| category   | title |
|------------|-------|
| 学校概况   | 简介  |
| 教育教学   | 课表  |
"""
    worked = Worked(REGISTER, SCHOOL, row, ALIKE)
    assert worked.named("disclosure.class-empty") == [
        "规章制度与办事程序",
        "发展规划与工作计划",
        "招生学籍与资助",
        "收费",
        "教师与人事",
        "采购与基建",
        "经费资产与受赠",
        "食宿安全与应急",
    ]
    assert worked.first(0).named("disclosure.class-empty") == []
