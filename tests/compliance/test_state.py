from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from softenv_xl.compliance.evidence_record import EvidenceState
from softenv_xl.compliance.state import State, judge, worst
from softenv_xl.registers.words import COMPLIANCE, EVIDENCE_STATE

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
evidence_states = st.sets(st.sampled_from(get_args(EvidenceState)))


def test_the_states_are_the_words_of_the_matrix_and_of_the_register() -> None:
    assert [state.value for state in State] == [key for key, _ in COMPLIANCE.words]
    assert list(get_args(EvidenceState)) == [key for key, _ in EVIDENCE_STATE.words]


@pytest.mark.parametrize(
    ("states", "answered", "expected"),
    [
        ((), False, (State.UNKNOWN, None)),
        ((), True, (State.COMPLIANT, 1)),
        (("dismissed",), False, (State.UNKNOWN, None)),
        (("dismissed",), True, (State.COMPLIANT, 1)),
        (("rectified",), False, (State.RECTIFIED, 1)),
        (("rectified", "self_reported"), True, (State.SELF_REPORTED, 0)),
        (("alleged",), True, (State.ALLEGED, 1)),
        (("alleged",), False, (State.ALLEGED, None)),
        (("alleged", "self_reported"), True, (State.ALLEGED, 0)),
        (("alleged", "rectified"), False, (State.ALLEGED, 1)),
        (("alleged", "substantiated"), True, (State.SUBSTANTIATED, 0)),
        (("substantiated", "dismissed", "rectified"), True, (State.SUBSTANTIATED, 0)),
    ],
)
def test_a_cell_shows_the_gravest_and_counts_what_is_known(
    states: tuple[str, ...], answered: bool, expected: tuple[State, int | None]
) -> None:
    assert judge(states, answered=answered) == expected


@calm
@given(evidence_states, st.booleans())
def test_an_allegation_changes_no_figure(states: set[str], answered: bool) -> None:
    assert judge(states | {"alleged"}, answered=answered)[1] == judge(states, answered=answered)[1]


@calm
@given(evidence_states, st.sampled_from(["self_reported", "substantiated"]), st.booleans())
def test_a_violation_never_counts_in_favour(states: set[str], violation: str, answered: bool) -> None:
    assert judge(states | {violation}, answered=answered)[1] == 0


@calm
@given(evidence_states)
def test_without_a_return_nothing_is_clear(states: set[str]) -> None:
    state, credit = judge(states, answered=False)
    assert state is not State.COMPLIANT
    assert credit != 1 or "rectified" in states


def test_several_entries_in_one_word() -> None:
    assert worst([]) is State.UNKNOWN
    assert worst([State.COMPLIANT, State.COMPLIANT]) is State.COMPLIANT
    assert worst([State.COMPLIANT, State.UNKNOWN]) is State.UNKNOWN
    assert worst([State.UNKNOWN, State.RECTIFIED]) is State.RECTIFIED
    assert worst([State.SELF_REPORTED, State.ALLEGED, State.COMPLIANT]) is State.ALLEGED
    assert worst([State.ALLEGED, State.SUBSTANTIATED]) is State.SUBSTANTIATED
