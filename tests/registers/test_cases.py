"""Cases: where one stands, what it says of whom and for how long, and what the dashboard shows of them."""

from __future__ import annotations

from datetime import date

from softenv_xl.registers import cases
from softenv_xl.registers.cases.claims import claims
from softenv_xl.registers.cases.course import complete
from softenv_xl.registers.cases.figures import FIGURES, TILES
from softenv_xl.registers.school import Snapshot
from tests.registers.case_rows import at, case, completed, table


def test_where_a_case_stands_and_what_comes_next() -> None:
    # 60 days from 2026-08-20 end on 2026-10-19, from 2026-08-10 on 2026-10-09; 15 from 2026-10-05 on 2026-10-20.
    for row in table("""
| received   | route        | informed   | accepted   | closed     | replied    | asked      | answered   | again      | ended      | minor | state     | next                          | left |
|------------|--------------|------------|------------|------------|------------|------------|------------|------------|------------|-------|-----------|-------------------------------|------|
| 2026-10-14 |              |            |            |            |            |            |            |            |            |       | inform    | 书面告知：2026-10-29 前       | 14   |
| 2026-10-05 |              |            |            |            |            |            |            |            |            |       | near      | 书面告知：2026-10-20 前       | 5    |
| 2026-09-20 |              |            |            |            |            |            |            |            |            |       | late      | 书面告知：2026-10-08 前       | -7   |
| 2026-10-05 |              | 2026-10-06 |            |            |            |            |            |            |            |       | under_way | 确定处理方式                  |      |
| 2026-10-05 | 受理         | 2026-10-06 | 2026-10-06 |            |            |            |            |            |            |       | under_way | 办结：2026-12-07 前           | 53   |
| 2026-08-20 | 受理         | 2026-08-21 | 2026-08-20 |            |            |            |            |            |            |       | near      | 办结：2026-10-19 前           | 4    |
| 2026-08-10 | 受理         | 2026-08-11 | 2026-08-10 |            |            |            |            |            |            |       | late      | 办结：2026-10-09 前           | -6   |
| 2026-08-10 | 受理         | 2026-08-11 | 2026-08-10 | 2026-09-01 |            |            |            |            |            |       | closed    | 答复                          |      |
| 2026-08-10 | 受理         | 2026-08-11 | 2026-08-10 | 2026-09-01 | 2026-09-02 |            |            |            |            |       | closed    |                               |      |
| 2026-08-10 | 受理         | 2026-08-11 | 2026-08-10 | 2026-09-01 | 2026-09-02 | 2026-09-20 |            |            |            |       | review    | 等待复查答复：2026-10-20 前   | 5    |
| 2026-08-10 | 受理         | 2026-08-11 | 2026-08-10 | 2026-09-01 | 2026-09-02 | 2026-09-20 | 2026-09-25 |            |            |       | closed    |                               |      |
| 2026-08-10 | 受理         | 2026-08-11 | 2026-08-10 | 2026-09-01 | 2026-09-02 | 2026-09-20 | 2026-09-25 | 2026-09-28 |            |       | review    | 等待复核答复：2026-10-28 前   | 13   |
| 2026-08-10 | 受理         | 2026-08-11 | 2026-08-10 | 2026-09-01 | 2026-09-02 | 2026-09-20 | 2026-09-25 | 2026-09-28 | 2026-10-10 |       | final     |                               |      |
| 2026-09-01 | 不予受理     | 2026-09-05 |            |            |            |            |            |            |            |       | closed    |                               |      |
| 2026-10-14 | 不予受理     |            |            |            |            |            |            |            |            |       | inform    | 书面告知：2026-10-29 前       | 14   |
| 2026-09-01 | 告知有权机关 | 2026-09-05 |            |            |            |            |            |            |            |       | elsewhere |                               |      |
| 2026-09-01 | 提出异议退回 |            |            |            |            |            |            |            |            |       | elsewhere |                               |      |
| 2026-10-14 | 并入已有件   | 2026-10-14 |            |            |            |            |            |            |            |       | joined    |                               |      |
| 2026-09-20 |              |            |            |            |            |            |            |            |            | 是    | late      | 立即报告                      |      |
"""):  # noqa: E501
        cells = {
            key: row[key]
            for key in ("received", "route", "informed", "accepted", "closed", "replied", "minor")
        }
        reviews = {
            "review_asked": row["asked"],
            "review_replied": row["answered"],
            "rereview_asked": row["again"],
            "rereview_replied": row["ended"],
        }
        done = complete(case({**cells, **reviews}), at())
        left = done["days_left"]
        shown = (done["state"], done["next_step"] or "", "" if left is None else str(left))
        assert shown == (row["state"], row["next"], row["left"]), row


def test_what_a_case_says_of_conduct_follows_its_outcome() -> None:
    # Item 5 bars nobody; item 4 does, for 24 months from closing on 2026-09-01.
    for row in table("""
| outcome  | review | again | now      | item           | fix       | state         |
|----------|--------|-------|----------|----------------|-----------|---------------|
|          |        |       |          | 5 侵害学生人格 |           | alleged       |
| 属实     |        |       |          | 5 侵害学生人格 |           | substantiated |
| 基本属实 |        |       |          | 5 侵害学生人格 |           | substantiated |
| 部分属实 |        |       |          | 5 侵害学生人格 |           | substantiated |
| 不属实   |        |       |          | 5 侵害学生人格 |           | dismissed     |
| 查无实据 |        |       |          | 5 侵害学生人格 |           | dismissed     |
| 撤回     |        |       |          | 5 侵害学生人格 |           | dismissed     |
| 已答复   |        |       |          | 5 侵害学生人格 |           |               |
| 属实     |        |       |          |                |           |               |
| 属实     | 维持   |       |          | 5 侵害学生人格 |           | substantiated |
| 属实     | 撤销   |       |          | 5 侵害学生人格 |           | dismissed     |
| 属实     | 维持   | 撤销  |          | 4 体罚学生     |           | dismissed     |
| 属实     | 撤销   | 维持  |          | 5 侵害学生人格 |           | dismissed     |
| 不属实   | 撤销   | 变更  | 部分属实 | 5 侵害学生人格 |           | substantiated |
| 属实     | 变更   |       |          | 5 侵害学生人格 |           | substantiated |
| 属实     | 变更   |       | 不属实   | 5 侵害学生人格 |           | dismissed     |
| 属实     |        |       |          | 5 侵害学生人格 | T0101-01  | rectified     |
| 属实     |        |       |          | 5 侵害学生人格 | T0999-01  | substantiated |
| 属实     |        |       |          | 4 体罚学生     | T0101-01  | substantiated |
"""):
        one = case(
            id="CA-001", received="2026-08-01", closed="2026-09-01" if row["outcome"] else "", number="T0101",
            outcome=row["outcome"], review_result=row["review"], rereview_result=row["again"], outcome_now=row["now"],
            item=row["item"], conduct_fix=row["fix"],
        )  # fmt: skip
        told = [claim.state for claim in claims(completed([one], at()))]
        assert told == ([row["state"]] if row["state"] else []), row


def test_a_claim_is_about_the_person_or_else_the_department_and_says_where_it_stands() -> None:
    of = {"received": "2026-10-08", "item": "3 有偿补课", "about_department": "语文组"}
    person = case(of, id="CA-001", number="T0101")
    found = case(of, id="CA-002", channel="检查发现")
    refused = case(of, id="CA-003", route="不予受理")
    assert [
        (c.id, c.about, c.number, c.department, c.source, c.date, c.reference, c.by_tag)
        for c in claims(completed([person, found, refused], at()))
    ] == [
        (
            "CA-001/conduct",
            "3 有偿补课",
            "T0101",
            None,
            "complaint",
            date(2026, 10, 8),
            "信访案件 CA-001",
            False,
        ),
        (
            "CA-002/conduct",
            "3 有偿补课",
            None,
            "语文组",
            "inspection",
            date(2026, 10, 8),
            "信访案件 CA-002",
            False,
        ),
    ]


def test_a_veto_lasts_its_time_and_counts_as_rectified_afterwards() -> None:
    for row in table("""
| item           | outcome | closed     | until      | day        | veto | state         |
|----------------|---------|------------|------------|------------|------|---------------|
| 4 体罚学生     | 属实    | 2026-09-01 |            | 2026-10-15 | yes  | substantiated |
| 4 体罚学生     | 属实    | 2026-09-01 |            | 2028-09-01 | yes  | substantiated |
| 4 体罚学生     | 属实    | 2026-09-01 |            | 2028-09-02 |      | rectified     |
| 4 体罚学生     | 属实    | 2024-02-29 |            | 2026-02-28 | yes  | substantiated |
| 4 体罚学生     | 属实    | 2024-02-29 |            | 2026-03-01 |      | rectified     |
| 4 体罚学生     | 属实    | 2026-09-01 | 2027-01-31 | 2027-01-31 | yes  | substantiated |
| 4 体罚学生     | 属实    | 2026-09-01 | 2027-01-31 | 2027-02-01 |      | rectified     |
| 4 体罚学生     | 不属实  | 2026-09-01 |            | 2026-10-15 |      | dismissed     |
| 4 体罚学生     |         |            |            | 2026-10-15 |      | alleged       |
| 5 侵害学生人格 | 属实    | 2026-09-01 |            | 2026-10-15 |      | substantiated |
"""):
        known = at(date.fromisoformat(row["day"]))
        one = case(
            id="CA-001", number="T0101", received="2026-08-01", item=row["item"], outcome=row["outcome"],
            closed=row["closed"], bar_until=row["until"],
        )  # fmt: skip
        done = completed([one], known)
        assert (done.rows[0]["veto"] or "", [c.state for c in claims(done)]) == (
            row["veto"],
            [row["state"]],
        ), row


def test_measures_have_their_terms() -> None:
    for row in table("""
| measure          | item           | from       | ends       | floor      |
|------------------|----------------|------------|------------|------------|
| 警告             | 4 体罚学生     | 2026-08-31 | 2027-02-28 | 2028-08-31 |
| 记过             | 4 体罚学生     | 2026-10-01 | 2027-10-01 | 2028-10-01 |
| 降低岗位等级或撤职 | 4 体罚学生   | 2026-10-01 | 2028-10-01 | 2028-10-01 |
| 批评教育         | 4 体罚学生     | 2026-10-01 |            | 2028-10-01 |
| 记过             | 5 侵害学生人格 | 2026-10-01 | 2027-10-01 |            |
"""):
        one = case(
            outcome="属实",
            closed="2026-10-01",
            item=row["item"],
            measure=row["measure"],
            measure_from=row["from"],
        )
        done = complete(one, at())
        assert [str(done[key] or "") for key in ("measure_until", "bar_floor")] == [
            row["ends"],
            row["floor"],
        ], row


def test_what_was_joined_counts_once_unless_it_says_something_else() -> None:
    matter = {"received": "2026-10-08", "number": "T0101", "item": "3 有偿补课"}
    rows = [
        case(matter, id="CA-001", closed="2026-10-10", outcome="属实"),
        case(matter, id="CA-002", main="CA-001"),
        case(matter, id="CA-003", main="CA-002"),
        case({**matter, "number": "T0102"}, id="CA-004", main="CA-001"),
        case({**matter, "item": "5 侵害学生人格"}, id="CA-005", main="CA-001"),
        case(matter, id="CA-006", main="CA-999"),  # that row is gone
    ]
    told = [(c.id, c.state) for c in claims(completed(rows, at()))]
    assert told == [
        ("CA-001/conduct", "substantiated"),
        ("CA-004/conduct", "alleged"),
        ("CA-005/conduct", "alleged"),
        ("CA-006/conduct", "alleged"),
    ]


# As of 2026-10-15. Closing is due 60 days from acceptance: 2026-09-30 (from 08-01), 10-19 (08-20), 10-09 (08-10),
# 12-07 (10-08).
SCHOOL_YEAR = """
| id     | received   | route        | accepted   | closed     | outcome  | main   | matter   | counts as            |
|--------|------------|--------------|------------|------------|----------|--------|----------|----------------------|
| CA-001 | 2026-08-01 | 受理         | 2026-08-01 | 2026-09-30 | 属实     |        | 申诉求决 | closed in time       |
| CA-002 | 2026-08-01 | 受理         | 2026-08-01 | 2026-10-08 | 不属实   |        | 申诉求决 | closed late          |
| CA-003 | 2026-08-10 | 受理         | 2026-08-10 |            |          |        | 申诉求决 | open, overdue        |
| CA-004 | 2026-08-20 | 受理         | 2026-08-20 |            |          |        | 申诉求决 | open in time, near   |
| CA-005 | 2026-10-08 | 受理         | 2026-10-08 |            |          |        | 申诉求决 | open in time         |
| CA-006 | 2026-10-08 | 受理         | 2026-10-08 | 2026-10-14 | 部分属实 |        | 检举控告 | closed, no term      |
| CA-007 | 2026-10-08 | 并入已有件   |            |            |          | CA-005 | 申诉求决 | joined               |
| CA-008 | 2026-10-08 |              |            |            |          | CA-005 | 申诉求决 | joined               |
| CA-009 | 2026-10-08 | 告知有权机关 |            |            |          |        | 申诉求决 | not ours             |
| CA-010 | 2026-10-08 | 不予受理     |            |            |          |        | 申诉求决 | not accepted         |
"""


def _year() -> Snapshot:
    rows = [
        case({key: cell for key, cell in row.items() if key != "counts as"}, informed=row["received"])
        for row in table(SCHOOL_YEAR)
    ]
    return completed(rows, at())


def test_the_tile_counts_what_is_under_way() -> None:
    (tile,) = TILES
    assert tile.value
    shown = tile.value(_year())
    assert shown.value == 3
    # In time: two of three that were closed and one that is overdue. Who leaves a case open gains nothing.
    assert shown.note == (
        "7日内到期 1 · 超期 1\n按期 50% · 查实 2/3",
        "1 in 7 days · 1 overdue\n50% in time · 2/3 subst.",
    )


def test_the_chart_goes_by_the_month_of_receipt() -> None:
    (figure,) = FIGURES
    assert figure.rows
    assert figure.rows(_year()) == [
        ("2026-08", 1, 1, 1, 1),
        ("2026-09", 0, 0, 0, 0),
        ("2026-10", 1, 0, 1, 0),
    ]
    assert figure.rows(Snapshot((), at())) == [("2026-10", 0, 0, 0, 0)]
    old = completed([case(id="CA-001", received="2024-01-01", accepted="2024-01-01")], at())
    assert [month for month, *_ in figure.rows(old)][0::11] == ["2025-11", "2026-10"]


def test_who_complains_is_confidential() -> None:
    assert [column.key for column in cases.SPEC.columns if column.confidential] == [
        "complainant",
        "contact",
        "group_size",
    ]
