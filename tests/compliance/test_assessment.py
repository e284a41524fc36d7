from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from softenv_xl.bans.rulebook import Entry, Rulebook
from softenv_xl.compliance import Evidence, State, assess
from softenv_xl.registers.people import Person
from softenv_xl.words import same


def entry(number: str, kind: str = "ban", severity: float = 1, *, veto: bool = False) -> Entry:
    said = {"number": number, "kind": kind, "title": same("…"), "text": same("…")}
    return Entry.model_validate({**said, "severity": severity, "veto": veto})


RULES = Rulebook((entry("1", severity=5, veto=True), entry("甲", severity=3), entry("S1", "service", 2)), "v")
LI, WANG, ZHAO = (
    Person(number="T01", name="李薇", department="数学组"),
    Person(number="T02", name="王芳", department="数学组"),
    Person(number="T03", name="赵敏", department="语文组", owes_return=False),
)
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ALL = frozenset({"1", "甲", "S1"})


def about(whom: str, number: str, state: str, department: str | None = None) -> Evidence:
    said = {"id": "E", "number": whom or None, "department": department, "entry": number, "state": state}
    return Evidence.model_validate(said)


def test_nothing_known_gives_no_figures() -> None:
    result = assess([LI], RULES, [], {})
    assert result.people["T01"].compliance is None
    assert result.people["T01"].service is State.UNKNOWN
    assert (result.school.due, result.school.accepted, result.school.coverage) == (1, 0, 0.0)
    assert result.school.compliance is None
    assert result.version == "v"
    assert assess([], RULES, [], {}).school.coverage is None


def test_coverage_counts_only_those_who_owe_a_return() -> None:
    result = assess([LI, WANG, ZHAO], RULES, [], {"T01": ALL, "T03": ALL})
    assert (result.school.due, result.school.accepted, result.school.coverage) == (2, 1, 0.5)
    assert result.departments["语文组"].coverage is None
    assert result.departments["语文组"].compliance == 1.0


def test_an_entry_that_the_return_does_not_answer_stays_unknown() -> None:
    result = assess([LI], RULES, [], {"T01": frozenset({"甲"})})
    assert result.people["T01"].states == {"1": "unknown", "甲": "compliant", "S1": "unknown"}
    assert result.people["T01"].compliance == 1.0


def test_a_veto_needs_a_substantiated_veto_entry() -> None:
    for state in ("alleged", "self_reported", "rectified", "dismissed"):
        assert assess([LI], RULES, [about("T01", "1", state)], {}).people["T01"].vetoes == ()
    assert assess([LI], RULES, [about("T01", "甲", "substantiated")], {}).for_review == ()
    result = assess([LI, WANG, ZHAO], RULES, [about("T02", "1", "substantiated")], {})
    assert result.people["T02"].vetoes == ("1",)
    assert (result.departments["数学组"].vetoes, result.school.vetoes) == (1, 1)
    assert result.for_review == ("数学组",)


def test_a_department_answers_for_itself() -> None:
    evidence = [about("", "1", "substantiated", "语文组"), about("", "甲", "dismissed", "语文组")]
    result = assess([LI, ZHAO], RULES, evidence, {"T01": ALL})
    assert result.departments["语文组"].compliance == 0.0
    assert result.departments["语文组"].vetoes == 0
    assert result.for_review == ("语文组",)
    assert result.school.compliance == 8 / 13
    assert (
        sum(result.departments["语文组"].counts["甲"].values()) == 1
    )  # the teacher's, none for what was dismissed


def test_evidence_about_a_person_never_falls_back_on_the_department() -> None:
    evidence = [about("T99", "1", "substantiated", "数学组"), about("T01", "99", "substantiated")]
    assert assess([LI, WANG], RULES, evidence, {"T01": ALL}) == assess([LI, WANG], RULES, [], {"T01": ALL})


def test_service_is_in_no_sum() -> None:
    result = assess([LI], RULES, [about("T01", "S1", "substantiated")], {"T01": ALL})
    assert (result.people["T01"].compliance, result.people["T01"].service) == (1.0, "substantiated")
    assert set(result.school.counts) == {"1", "甲"}


states = st.sampled_from(["self_reported", "alleged", "substantiated", "dismissed", "rectified"])
statements = st.lists(
    st.builds(
        about, st.sampled_from(["T01", "T02", "T03", "T99"]), st.sampled_from(["1", "甲", "S1"]), states
    )
    | st.builds(
        about, st.just(""), st.sampled_from(["1", "甲"]), states, st.sampled_from(["数学组", "语文组"])
    ),
    max_size=12,
)
returns = st.dictionaries(st.sampled_from(["T01", "T02", "T03"]), st.frozensets(st.sampled_from(sorted(ALL))))


@calm
@given(statements, returns)
def test_the_school_is_the_sum_of_its_parts(
    evidence: list[Evidence], answered: Mapping[str, frozenset[str]]
) -> None:
    people = [LI, WANG, ZHAO]
    result = assess(people, RULES, evidence, answered)
    for ban in RULES.bans:
        for state in State:
            parts = [rollup.counts[ban.number][state] for rollup in result.departments.values()]
            assert result.school.counts[ban.number][state] == sum(parts)
    each = [assess([person], RULES, [e for e in evidence if e.number], answered).school for person in people]
    assert [rollup.compliance for rollup in each] == [p.compliance for p in result.people.values()]
    assert result.school.compliance == share(evidence, answered)


def share(evidence: list[Evidence], answered: Mapping[str, frozenset[str]]) -> float | None:
    """The page's rules once more, cell by cell, with exact fractions."""
    gained = known = Fraction(0)
    cells = [(p.number, None) for p in (LI, WANG, ZHAO)] + [(None, "数学组"), (None, "语文组")]
    for number, department in cells:
        for ban in RULES.bans:
            mine = {
                e.state
                for e in evidence
                if e.entry == ban.number and e.number == number and (number or e.department == department)
            }
            if mine & {"substantiated", "self_reported"}:
                credit = 0
            elif "rectified" in mine or ban.number in answered.get(number or "", ()):
                credit = 1
            else:
                continue
            gained += credit * Fraction(ban.severity)
            known += Fraction(ban.severity)
    return float(gained / known) if known else None


@calm
@given(statements, returns, st.randoms())
def test_the_order_of_the_evidence_makes_no_difference(
    evidence: list[Evidence], answered: Mapping[str, frozenset[str]], random: object
) -> None:
    shuffled = list(evidence)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = (assess([LI, WANG, ZHAO], RULES, order, answered) for order in (evidence, shuffled))
    assert first == second
