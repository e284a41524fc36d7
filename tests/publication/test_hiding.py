"""Counts of few: hidden, and not to be found from the total."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.publication.hiding import Appraised, counts_shown, departments_shown, school_shown
from softenv_xl.publication.models import ProgressPage
from softenv_xl.registers import appraisal_results, opinions, rectification
from tests.publication.school import published, rows
from tests.support.small_school import GROUPS

LEAST = 5
COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 40), min_size=1)


@given(COUNTS, st.integers(3, 12))
def test_no_hidden_count_can_be_found(counts: dict[str, int], least: int) -> None:
    made = counts_shown(counts, least)
    assert list(made) == list(counts)
    seen = {group: count for group, count in made.items() if count is not None}
    assert all(counts[group] == count for group, count in seen.items())
    assert all(count >= least for count in seen.values()) or not any(counts.values())
    hidden = {group: count for group, count in counts.items() if group not in seen}
    # Whoever knows the total knows their sum: it is nobody, or not few and of several groups, or nothing else is shown.
    total = sum(hidden.values())
    assert total == 0 or (len(hidden) > 1 and total >= least) or not seen
    assert all(count >= least for count in counts.values()) <= (not hidden)


def test_the_next_smallest_is_hidden_with_one_that_is_alone() -> None:
    assert counts_shown({"a": 3, "b": 30, "c": 7}, LEAST) == {"a": None, "b": 30, "c": None}
    assert counts_shown({"a": 1, "b": 2, "c": 30, "d": 9}, LEAST) == {
        "a": None,
        "b": None,
        "c": 30,
        "d": None,
    }
    assert counts_shown({"a": 0, "b": 0, "c": 6}, LEAST) == {"a": None, "b": None, "c": 6}


GROUPED = st.dictionaries(
    st.sampled_from("abcdefgh"), st.builds(Appraised, st.integers(0, 6), st.integers(0, 80)), min_size=1
)


@given(GROUPED)
def test_no_department_stands_for_a_teacher(groups: dict[str, Appraised]) -> None:
    may = departments_shown(groups, LEAST)
    assert all(groups[name].teachers >= 3 and groups[name].answers >= LEAST for name in may)
    rest = [group for name, group in groups.items() if name not in may and group.teachers]
    if may and rest and school_shown(groups, LEAST):
        assert len(rest) > 1
        assert sum(group.teachers for group in rest) >= 3


def test_a_department_with_two_teachers_is_not_shown_nor_the_one_that_would_give_it_away() -> None:
    every = rows("zh")[appraisal_results.SPEC]
    first = [row for row in every if row["department"] == GROUPS[0].zh]
    second = [row for row in every if row["department"] == GROUPS[1].zh]
    bulletin, _ = published({appraisal_results.SPEC: [*first, *second[:2]]})
    assert bulletin.appraisal
    (round_,) = bulletin.appraisal.rounds
    assert [group.satisfied for group in round_.departments] == [None, None]
    assert round_.school
    assert round_.school.respondents == 6 * 20
    bulletin, _ = published({appraisal_results.SPEC: first[:2]})
    assert bulletin.appraisal
    assert bulletin.appraisal.rounds[0].school is None


def test_hidden_teachers_count_for_nothing() -> None:
    every = rows("zh")[appraisal_results.SPEC]
    one = {**every[0], "shown": "hidden", "satisfied": 0.0}  # a figure that somebody typed there all the same
    bulletin, _ = published({appraisal_results.SPEC: [one, *every[1:]]})
    assert bulletin.appraisal
    assert bulletin.appraisal.rounds[0].school
    assert bulletin.appraisal.rounds[0].school.respondents == 7 * 20


def test_a_round_is_shown_once_it_is_over() -> None:
    from datetime import date

    bulletin, _ = published(day=date(2026, 10, 30))
    assert bulletin.appraisal
    assert bulletin.appraisal.rounds == ()
    bulletin, _ = published(day=date(2026, 10, 31))
    assert bulletin.appraisal
    assert len(bulletin.appraisal.rounds) == 1


def progress_of(items: int) -> ProgressPage:
    filled = rows("zh")[rectification.SPEC]
    bulletin, _ = published({rectification.SPEC: filled[:items]})
    return bulletin.progress


def test_departments_are_counted_only_where_they_are_not_few() -> None:
    assert [group.open for group in progress_of(12).departments] == [6, 6]
    assert progress_of(12).open == 12
    assert [group.open for group in progress_of(9).departments] == [
        None,
        None,
    ]  # 5 and 4: the one would give the other away
    assert progress_of(9).open == 9


def test_opinions_are_counted_by_group_and_by_result_apart() -> None:
    row = rows("zh")[opinions.SPEC][0]
    filled = [{**row, "group": "parent"} for _ in range(7)] + [
        {**row, "group": "party"},
        {**row, "group": "staff"},
    ]
    bulletin, _ = published({opinions.SPEC: filled})
    page = bulletin.opinions
    assert page
    assert page.received == 9
    assert [count.count for count in page.by_group if count.count] == []  # 7 would leave two that are few
    assert [(count.what.en, count.count) for count in page.by_result if count.count] == [("A Solved", 9)]
    bulletin, _ = published({opinions.SPEC: filled[:4]})
    assert bulletin.opinions
    assert bulletin.opinions.received is None
