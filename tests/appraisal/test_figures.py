"""The sums: Wilson's interval, shares and scores, by values worked out by hand."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.appraisal.questions import Question
from softenv_xl.appraisal.results import figures, respondents
from softenv_xl.registers.interval import wilson

CARE = Question("Q2", ("care",), "three", 40)
OVERALL = Question("Q5", ("overall",), "three", 60, overall=True)
GRADE = Question("Q6", ("grade",), "grade", 0)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(36, 40, 76.9, 96.0), (5, 5, 56.6, 100.0), (0, 8, 0.0, 32.4)],
)
def test_wilsons_interval_has_the_published_values(hits: int, of: int, low: float, high: float) -> None:
    assert tuple(round(100 * end, 1) for end in wilson(hits, of)) == (low, high)


@given(st.integers(1, 2000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_share_lies_in_its_interval_and_none_and_all_are_opposites(counts: tuple[int, int]) -> None:
    hits, of = counts
    low, high = wilson(hits, of)
    assert 0 <= low <= hits / of <= high <= 1
    other = wilson(of - hits, of)
    assert (round(1 - other.high, 9), round(1 - other.low, 9)) == (round(low, 9), round(high, 9))


def test_there_is_no_share_of_nothing() -> None:
    with pytest.raises(ValueError, match="0"):
        wilson(0, 0)


def test_shares_are_of_the_overall_question_and_the_score_is_by_weight() -> None:
    answers = {
        "Q2": Counter(satisfied=5, fairly=5, skipped=3),
        "Q5": Counter(satisfied=6, fairly=2, dissatisfied=2, unsure=2, skipped=9),
    }
    found = figures(answers, [CARE, OVERALL], 5)
    assert found["respondents"] == 10  # neither those who don't know nor those who passed it over
    assert (found["satisfied"], found["top"]) == (0.8, 0.6)
    assert found["unsure"] == round(2 / 12, 6)
    # (40 × 85 + 60 × (600 + 140 + 0) / 10) ÷ 100
    assert found["score"] == 78.4


def test_the_lowest_step_is_worth_nothing() -> None:
    assert figures({"Q5": Counter(dissatisfied=8)}, [OVERALL], 5)["score"] == 0


def test_a_question_with_few_answers_enters_no_figure() -> None:
    few = {"Q2": Counter(dissatisfied=4), "Q5": Counter(satisfied=8)}
    none = {"Q5": Counter(satisfied=8)}
    assert figures(few, [CARE, OVERALL], 5) == figures(none, [CARE, OVERALL], 5)


def test_without_an_overall_question_the_mean_of_all_counts() -> None:
    answers = {"Q2": Counter(satisfied=10), "Q6": Counter(excellent=4, poor=4)}
    found = figures(answers, [CARE, GRADE], 5)
    assert (found["respondents"], found["satisfied"]) == (10, 0.75)
    assert respondents({}, [CARE, GRADE]) == 0
