"""By when each step of a case is due, worked out by hand from the announced days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from softenv_xl.grid.cell import Value
from softenv_xl.registers.cases import whole
from softenv_xl.registers.cases.clocks import LOOKUP, STRICTER
from softenv_xl.registers.cases.course import complete
from softenv_xl.registers.options import read_options
from softenv_xl.registers.school import Snapshot
from softenv_xl.words import LANGS
from tests.registers.case_rows import at, case, completed, table

# The holidays and the days worked instead are those that test_holidays tells. 2026-10-01 is a Thursday.
NATIONAL = """
| step       | from       | more | last day   |
|------------|------------|------|------------|
| inform     | 2026-09-16 |      | 2026-10-08 |
| inform     | 2026-09-22 |      | 2026-10-08 |
| inform     | 2026-09-25 |      | 2026-10-10 |
| inform     | 2026-09-26 |      | 2026-10-12 |
| inform     | 2026-01-30 |      | 2026-02-14 |
| inform     | 2026-01-31 |      | 2026-02-24 |
| inform     | 2025-12-17 |      | 2026-01-04 |
| inform     | 2025-12-19 |      | 2026-01-04 |
| inform     | 2025-12-20 |      | 2026-01-04 |
| object     | 2026-09-28 |      | 2026-10-10 |
| object     | 2026-09-24 |      | 2026-10-09 |
| object     | 2026-10-01 |      | 2026-10-13 |
| object     | 2026-09-18 |      | 2026-09-24 |
| object     | 2026-02-10 |      | 2026-02-24 |
| object     | 2026-02-13 |      | 2026-02-27 |
| object     | 2026-02-20 |      | 2026-02-28 |
| object     | 2025-12-29 |      | 2026-01-06 |
| object     | 2025-12-26 |      | 2026-01-05 |
| close      | 2026-08-02 |      | 2026-10-08 |
| close      | 2026-08-01 |      | 2026-09-30 |
| close      | 2026-08-08 |      | 2026-10-08 |
| close      | 2026-08-11 |      | 2026-10-10 |
| close      | 2026-08-12 |      | 2026-10-12 |
| close      | 2025-12-16 |      | 2026-02-14 |
| close      | 2025-12-17 |      | 2026-02-24 |
| close      | 2025-12-25 |      | 2026-02-24 |
| close      | 2025-11-02 |      | 2026-01-04 |
| extend     | 2026-08-01 | 1    | 2026-10-08 |
| extend     | 2026-08-01 | 10   | 2026-10-10 |
| extend     | 2026-08-01 | 11   | 2026-10-12 |
| extend     | 2026-08-02 | 30   | 2026-11-09 |
| extend     | 2025-12-16 | 3    | 2026-02-24 |
| extend     | 2025-12-16 | 14   | 2026-02-28 |
| extend     | 2025-12-17 | 30   | 2026-03-26 |
| extend     | 2025-11-02 | 30   | 2026-02-03 |
| extend     | 2025-10-02 | 30   | 2025-12-31 |
| extend     | 2025-10-03 | 30   | 2026-01-04 |
| ask_review | 2026-09-01 |      | 2026-10-08 |
| ask_review | 2026-08-31 |      | 2026-09-30 |
| ask_review | 2026-09-10 |      | 2026-10-10 |
| ask_review | 2026-09-11 |      | 2026-10-12 |
| ask_review | 2026-01-15 |      | 2026-02-14 |
| ask_review | 2026-01-16 |      | 2026-02-24 |
| ask_review | 2026-01-29 |      | 2026-02-28 |
| ask_review | 2025-12-02 |      | 2026-01-04 |
| ask_review | 2025-12-05 |      | 2026-01-04 |
"""
_STEPS = {  # the day that a term runs from, and the cell that says when it ends
    "inform": ("received", "due_inform"),
    "object": ("received", "due_object"),
    "close": ("accepted", "due_close"),
    "extend": ("accepted", "due_close"),
    "ask_review": ("replied", "review_until"),
}


def test_every_step_is_due_as_the_regulations_have_it() -> None:
    for row in table(NATIONAL):
        start, due = _STEPS[row["step"]]
        typed_in = {start: row["from"], "extend_days": row["more"], "channel": "上级交办"}
        assert str(complete(case(typed_in), at())[due]) == row["last day"], row


def test_another_profile_has_other_terms() -> None:
    strict = at(clock_profile=STRICTER.zh)
    for row in table("""
| matter   | cell       | from     | day        | last day   |
|----------|------------|----------|------------|------------|
| 申诉求决 | due_inform | received | 2026-09-28 | 2026-10-10 |
| 申诉求决 | due_close  | accepted | 2026-09-01 | 2026-10-08 |
| 检举控告 | due_close  | accepted | 2026-09-30 | 2026-10-20 |
| 咨询     | due_close  | accepted | 2026-02-10 | 2026-03-02 |
"""):
        one = case({"matter": row["matter"], row["from"]: row["day"]})
        assert str(complete(one, strict)[row["cell"]]) == row["last day"], row


def test_only_redress_has_a_statutory_term_for_closing() -> None:
    for matter in ("检举控告", "意见建议", "咨询", "其他"):
        done = complete(case(matter=matter, accepted="2026-09-01", replied="2026-09-02"), at())
        assert (done["due_first"], done["due_close"], done["review_until"]) == (None, None, None)


def test_a_last_day_of_rest_moves_on_as_the_school_has_it() -> None:
    for row in table("""
| received   | work       | holiday    | none       |
|------------|------------|------------|------------|
| 2026-09-16 | 2026-10-08 | 2026-10-08 | 2026-10-01 |
| 2026-09-26 | 2026-10-12 | 2026-10-11 | 2026-10-11 |
"""):
        for how in ("work", "holiday", "none"):
            done = complete(case(received=row["received"]), at(roll=how))
            assert str(done["due_inform"]) == row[how], (row, how)


def test_what_the_school_edits_counts_and_what_it_spoils_is_left_out() -> None:
    known = at()
    edited: Sequence[tuple[dict[str, Value], str | None]] = (
        ({"days": 10}, "2026-10-11"),
        ({"days": 10, "counting": "working"}, "2026-10-20"),
        ({"days": None}, None),
        ({"days": 10**9}, None),
        ({"counting": None}, None),
        ({"matters": "suggestion"}, None),
    )
    for change, last in edited:
        rows = [{**row, **change} if row["step"] == "inform" else row for row in known.lookups["clocks"]]
        own = replace(known, lookups={"clocks": rows}, options={**known.options, "roll": "none"})
        due = complete(case(received="2026-10-01"), own)["due_inform"]
        assert (str(due) if due else None) == last, change


def test_nobody_is_to_be_told_where_nobody_wrote_or_can_be_reached() -> None:
    for cells in (
        {"channel": "媒体舆情"},
        {"channel": "检查发现"},
        {"anonymous": "是"},
        {"unreachable": "是"},
        {"route": "提出异议退回"},
    ):
        assert complete(case(cells, received="2026-09-01"), at())["due_inform"] is None, cells
    assert complete(case(anonymous="是", contact="某信箱", received="2026-09-01"), at())["due_inform"]


def test_a_profile_that_nobody_wrote_down_is_told_once() -> None:
    rule = next(rule for rule in whole.WHOLE if rule.kind.code == "case.clock-missing")
    rows = completed([case(received="2026-10-08")], at(clock_profile="国家2032"))
    assert rows.rows[0]["due_inform"] is None
    assert [(found.row, found.about, found.arguments) for found in rule.broken(rows)] == [
        (None, "国家2032", {"profile": "国家2032"})
    ]
    assert not list(rule.broken(completed([case(received="2026-10-08")], at(clock_profile=" 国家２０２２ "))))
    assert not list(rule.broken(Snapshot((), rows.school)))


def test_an_extension_counts_as_far_as_the_clock_allows() -> None:
    known = at()
    rows = [{**row, "days": 10} if row["step"] == "extend" else row for row in known.lookups["clocks"]]
    shorter = replace(known, lookups={"clocks": rows})
    rule = next(rule for rule in whole.WHOLE if rule.kind.code == "case.extended-too-long")
    done = completed([case(accepted="2026-08-01", extend_days=days) for days in ("10", "11")], shorter)
    assert [str(row["due_close"]) for row in done.rows] == ["2026-10-10", "2026-10-10"]
    assert [(found.row, found.arguments) for found in rule.broken(done)] == [(done.rows[1], {"limit": 10})]


def test_the_delivered_clocks_are_in_both_languages() -> None:
    for lang, profile in zip(LANGS, ("国家2022", "National 2022"), strict=True):
        rows = LOOKUP.rows(lang)
        assert read_options({}, lang)["clock_profile"] == profile
        assert [row["days"] for row in rows if row["profile"] == profile] == [15, 5, 60, 30, 30, 30, 30, 30]


def test_a_setting_that_can_t_be_is_its_default() -> None:
    for typed_in, read in ((5, 5), (0, 0), (None, 7), (31, 7), (-1, 7), (2.5, 7), ("x", 7)):
        assert read_options({"case_warn_days": typed_in}, "zh")["case_warn_days"] == read
