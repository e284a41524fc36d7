from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from softenv_xl.grid.cell import Value
from softenv_xl.issues import Issue
from softenv_xl.registers.rectification import NEXT, OVERDUE, SPEC
from softenv_xl.registers.words import AT_REST, STATUS
from softenv_xl.schema.column import Owner
from softenv_xl.tracker.lifecycle import apply_transition
from softenv_xl.words import LANGS, Lang
from tests.support.text_tables import DOCS, tables

FILLED: dict[str, Value] = {"decision": "属实，已整改", "signed_off": "孙", "revised": date(2026, 11, 30)}
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

PAGES = ("tracker.md", "zh/整改台账.md")
STATUSES = tuple(key for key, _ in STATUS.words)
statuses = st.sampled_from(STATUSES)
rows = st.fixed_dictionaries({key: st.sampled_from((None, value)) for key, value in FILLED.items()})


def listed(words: str) -> list[str]:
    return words.replace("、", ", ").split(", ")


@pytest.mark.parametrize("page", PAGES)
def test_the_changes_allowed_are_those_of_the_docs(page: str) -> None:
    _, told, *_ = tables(DOCS / page)
    changes = {STATUS.key_of(status): words for status, words, _ in map(dict.values, told)}
    assert {status: {STATUS.key_of(word) for word in listed(words)} for status, words in changes.items()} == {
        status: set(allowed) for status, allowed in NEXT.items()
    }
    assert tuple(NEXT) == STATUSES


@pytest.mark.parametrize("page", PAGES)
def test_what_a_status_needs_is_what_the_docs_ask_for(page: str) -> None:
    _, told, *_ = tables(DOCS / page)
    for word, _, needs in map(dict.values, told):
        wanted = STATUS.key_of(word)
        previous = next(status for status, allowed in NEXT.items() if wanted in allowed)
        needed = [key for key in FILLED if apply_transition(previous, wanted, {**FILLED, key: None}).kind]
        assert [key for key in FILLED if set(SPEC.column(key).label) & {*listed(needs)}] == needed


@pytest.mark.parametrize("page", PAGES)
def test_the_docs_say_whose_each_column_is(page: str) -> None:
    owners, *_ = tables(DOCS / page)
    for owner, row in zip((Owner.TEACHER, Owner.STAFF, Owner.COMPUTED), owners, strict=True):
        named = [
            column.key for column in SPEC.columns if set(column.label) & {*listed(next(iter(row.values())))}
        ]
        assert named == [column.key for column in SPEC.columns if column.owner is owner]


@calm
@given(statuses, statuses, rows)
def test_what_is_not_allowed_leaves_the_standing_and_says_so(
    previous: str, wanted: str, row: dict[str, Value]
) -> None:
    transition = apply_transition(previous, wanted, row)
    assert transition.effective_status in (previous, wanted)
    assert (transition.kind is None) == (transition.effective_status == wanted)
    if transition.effective_status != previous:
        assert wanted in NEXT[previous]
        assert wanted != "closed" or (row["decision"] and row["signed_off"])
        assert wanted != "deviation_approved" or row["revised"]
        assert wanted != "withdrawn" or row["decision"]


@calm
@given(st.none() | statuses, st.none() | statuses | st.just("完成"), rows)
def test_settling_again_says_the_same(
    previous: str | None, wanted: str | None, row: dict[str, Value]
) -> None:
    transition = apply_transition(previous, wanted, row)
    again = apply_transition(transition.effective_status, wanted, row)
    assert (again.effective_status, again.kind, again.column) == (
        transition.effective_status,
        transition.kind,
        transition.column,
    )


@pytest.mark.parametrize("previous", [None, *STATUSES])
@pytest.mark.parametrize("wanted", [None, "", "完成"])
def test_a_blank_or_unknown_status_changes_nothing(previous: str | None, wanted: str | None) -> None:
    transition = apply_transition(previous, wanted, {})
    assert (transition.effective_status, transition.kind) == (previous or "open", None)


@pytest.mark.parametrize("wanted", STATUSES)
def test_a_tracker_kept_by_hand_can_be_taken_over(wanted: str) -> None:
    assert apply_transition(None, wanted, FILLED).effective_status == wanted


@pytest.mark.parametrize("standing", AT_REST)
def test_an_item_at_rest_can_be_reopened_only(standing: str) -> None:
    assert {wanted for wanted in STATUSES if apply_transition(standing, wanted, FILLED).kind is None} == {
        "open",
        standing,
    }


@pytest.mark.parametrize(
    ("previous", "wanted", "row", "lang", "expected"),
    [
        ("open", "closed", FILLED, "zh", "状态不能由“待整改”直接改为“已销号”，仍按“待整改”计算。"),
        (
            "open",
            "closed",
            FILLED,
            "en",
            "The status cannot go from “Open” to “Closed”; it still counts as “Open”.",
        ),
        ("remediating", "closed", {}, "zh", "销号前须填写“验收意见”、“销号签字”，仍按“整改中”计算。"),
        (
            "remediating",
            "closed",
            {"decision": "好"},
            "en",
            "“Sign-off” is needed before an item is closed; it still counts as “Remediating”.",
        ),
        (
            "deviation_requested",
            "deviation_approved",
            {"revised": " "},
            "zh",
            "同意延期须填写“调整后期限”，仍按“申请延期”计算。",
        ),
    ],
)
def test_the_issue_says_what_is_wrong(
    previous: str, wanted: str, row: dict[str, Value], lang: Lang, expected: str
) -> None:
    transition = apply_transition(previous, wanted, row)
    assert transition.kind
    assert Issue(transition.kind, arguments=transition.arguments).message(lang) == expected


def test_the_remedy_lists_what_is_allowed() -> None:
    transition = apply_transition("closed", "remediating", FILLED)
    assert transition.kind
    issue = Issue(transition.kind, arguments=transition.arguments)
    assert [issue.remedy(lang) for lang in LANGS] == ["可改为：待整改。", "Allowed from here: Open."]


@pytest.mark.parametrize(
    ("deadline", "revised", "standing", "days"),
    [
        (date(2026, 9, 30), None, "open", 3),
        (date(2026, 10, 3), None, "open", 0),
        (date(2026, 12, 30), None, "remediating", 0),
        (date(2026, 9, 30), date(2026, 10, 2), "deviation_approved", 1),
        (date(2026, 9, 30), date(2026, 8, 1), "open", 63),
        (date(2026, 9, 30), None, "closed", 0),
        (date(2026, 9, 30), None, "withdrawn", 0),
        (None, None, "open", 0),
        (None, date(2026, 9, 1), "open", 0),
        ("国庆以后", None, "open", 0),
        (date(2026, 9, 30), "再议", "open", 3),
    ],
)
def test_days_overdue(deadline: Value, revised: Value, standing: str, days: int) -> None:
    assert (
        OVERDUE.value(
            {"deadline": deadline, "revised": revised, "standing": standing}, "en", date(2026, 10, 3)
        )
        == days
    )
