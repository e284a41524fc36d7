"""What registers declare about what is to be done names columns that they have."""

from __future__ import annotations

import pytest

from softenv_xl.registers import REGISTERS
from softenv_xl.registers.register import Duty, Register
from softenv_xl.schema.column import Kind

EVERY = [(register, duty) for register in REGISTERS for duty in register.duties]


@pytest.mark.parametrize(("register", "duty"), EVERY, ids=lambda part: getattr(part, "key", None))
def test_a_duty_goes_by_columns_of_its_register(register: Register, duty: Duty) -> None:
    columns = register.spec.by_key
    assert {columns[key].kind for key in duty.until} == {Kind.DATE}
    named = (duty.about, *filter(None, (duty.done, duty.whose)))
    assert set(named) <= columns.keys()
    assert not columns[duty.about].confidential


def test_every_register_with_terms_has_duties() -> None:
    assert {register.key for register, _ in EVERY} == {
        "tracker",
        "letters",
        "tasks",
        "milestones",
        "fees",
        "cases",
        "appraisal_rounds",
        "appraisal_findings",
        "opinions",
        "opinion_cards",
        "disclosure",
        "notes",
        "supervised",
        "commitments",
    }
