"""Who is hidden, and that nothing published depends on what was said of those who are."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from softenv_xl.appraisal.comments import Words
from softenv_xl.appraisal.hiding import shown
from softenv_xl.appraisal.leads import leads
from softenv_xl.appraisal.questions import Question
from softenv_xl.appraisal.results import publish
from softenv_xl.appraisal.tally import Tally, Whose

LEAST = 5
QUESTIONS = (
    Question("Q1", ("one",), "three", 50),
    Question("Q5", ("overall",), "three", 50, overall=True),
    Question("C1", ("gifts",), "conduct"),
)
_COUNTS = st.dictionaries(st.sampled_from([f"T{n}" for n in range(9)]), st.integers(0, 20), min_size=1)
DEPARTMENTS = {f"T{n}": "ABC"[n // 3] for n in range(9)}


@given(_COUNTS)
def test_few_answers_are_never_shown_and_nobody_is_hidden_alone(counts: dict[str, int]) -> None:
    visible = shown(counts, DEPARTMENTS, LEAST)
    assert all(counts[number] >= LEAST for number in visible)
    groups = [[n for n in counts if DEPARTMENTS[n] == group] for group in "ABC"]
    for group in (*groups, list(counts)):
        hidden = [number for number in group if number not in visible]
        assert len(hidden) != 1 or len(group) == 1
    if all(count >= LEAST for count in counts.values()):
        assert visible == counts.keys()


def test_the_next_smallest_of_the_department_is_hidden_as_well() -> None:
    counts = {"T0": 4, "T1": 9, "T2": 7, "T3": 5, "T4": 30}
    assert shown(counts, DEPARTMENTS, LEAST) == {"T1", "T3", "T4"}
    assert shown({"T0": 4, "T3": 8, "T6": 9}, DEPARTMENTS, LEAST) == {"T6"}  # alone in its department
    assert shown({"T0": 4, "T1": 3, "T2": 7}, DEPARTMENTS, LEAST) == {"T2"}  # two are no one


def _sheets_about(*teachers: str) -> st.SearchStrategy[list[tuple[str, str, str, str]]]:
    sheet = st.tuples(
        st.sampled_from(teachers),
        st.sampled_from(["satisfied", "fairly", "dissatisfied"]),
        st.sampled_from(["satisfied", "dissatisfied", "unsure"]),
        st.sampled_from(["seen", "not_seen"]),
    )
    return st.lists(sheet, max_size=80)


_SHEETS, _OF_TWO = _sheets_about(*DEPARTMENTS), _sheets_about("T0", "T3")
_ENOUGH = [(number, "satisfied", "unsure", "not_seen") for number in ("T0", "T3") for _ in range(LEAST)]


def _tally(sheets: list[tuple[str, str, str, str]]) -> Tally:
    tally = Tally()
    for number, overall, one, seen in sheets:
        answers = tally.answers.setdefault(number, {})
        for question, step in (("Q5", overall), ("Q1", one), ("C1", seen)):
            answers.setdefault(question, Counter())[step] += 1
        tally.sheets[Whose(frozenset((number,)), frozenset((number,)))] += 1
    return tally


@settings(max_examples=200)
@given(_SHEETS, _SHEETS)
def test_what_is_published_is_the_same_whatever_was_said_of_those_who_are_hidden(
    sheets: list[tuple[str, str, str, str]], others: list[tuple[str, str, str, str]]
) -> None:
    """No sum, difference or other function of what is published can tell what it doesn't depend on."""
    first = publish(_tally(sheets), QUESTIONS, DEPARTMENTS, {}, LEAST)
    replies = iter([*others, *sheets])
    changed = []
    for number, overall, one, seen in sheets:
        if number in first.shown:
            changed.append((number, overall, one, seen))
        else:
            _, other_overall, other_one, _ = next(replies)
            changed.append((number, other_overall, other_one, seen))
    again = publish(_tally(changed), QUESTIONS, DEPARTMENTS, {}, LEAST)
    assert again == first
    named = [
        lead
        for tally in (_tally(sheets), _tally(changed))
        for lead in leads(tally, QUESTIONS, first, lambda tag: None)
        if lead.number
    ]
    assert {lead.number for lead in named} <= first.shown


@given(_OF_TWO, _OF_TWO)
def test_figures_change_by_enough_answers_or_not_at_all(
    sheets: list[tuple[str, str, str, str]], more: list[tuple[str, str, str, str]]
) -> None:
    sheets = [*_ENOUGH, *sheets]
    first = publish(_tally(sheets), QUESTIONS, DEPARTMENTS, {}, LEAST)
    before = {number: row for number, row in first.rows.items() if row["shown"] == "shown"}
    second = publish(_tally([*sheets, *more]), QUESTIONS, DEPARTMENTS, before, LEAST)
    came = Counter(number for number, *_ in more)
    for number, row in second.rows.items():
        if row["shown"] == "shown" and number in before and row != before[number]:
            assert came[number] >= LEAST
        if 0 < came[number] < LEAST and number in before and row["shown"] == "shown":
            assert row == before[number]


def test_leads_about_the_hidden_name_nobody_and_no_number() -> None:
    sheets = [("T0", "dissatisfied", "satisfied", "seen")] * 4 + [
        ("T1", "satisfied", "satisfied", "seen")
    ] * 7
    sheets += [("T2", "satisfied", "satisfied", "seen")] * 9
    tally = _tally(sheets)
    published = publish(tally, QUESTIONS, DEPARTMENTS, {}, LEAST)
    assert published.shown == {"T2"}
    found = leads(tally, QUESTIONS, published, lambda tag: None)
    assert [(lead.number, lead.answers) for lead in found] == [(None, None), ("T2", 9)]


def test_a_comment_about_the_hidden_is_kept_without_the_teacher() -> None:
    words = Words({"补课": "tutoring"})
    tally = _tally([("T0", "satisfied", "satisfied", "not_seen")] * 3)
    comment = words.comment("周末补课，电话 13800000000", "T1", "T0")
    assert comment
    tally.comments[comment] += 1
    (lead,) = leads(
        tally, QUESTIONS, publish(tally, QUESTIONS, DEPARTMENTS, {}, LEAST), lambda tag: f"3 {tag}"
    )
    assert lead == ("comment", None, "周末补课，电话 […]", None, "3 tutoring")
