"""Who sent a return by mail: they themselves, or somebody else."""

from __future__ import annotations

import pytest

from softenv_xl.intake.sender import differs
from softenv_xl.registers.people import Person

WANG = Person(number="T1", name="王芳", department="语文组", email="wang@school.cn")
LI = Person(number="T2", name="李强", department="语文组")
PEOPLE = (WANG, LI)


@pytest.mark.parametrize(
    ("person", "senders", "sender"),
    [
        (WANG, (), None),
        (WANG, ("wang@school.cn",), None),
        (WANG, ("father@home.cn",), "father@home.cn"),
        (LI, ("li@home.cn",), None),  # nobody knows better
        (LI, ("Wang@school.cn",), "王芳（Wang@school.cn）"),
    ],
)
def test_somebody_elses_address_is_told(person: Person, senders: tuple[str, ...], sender: str | None) -> None:
    issue = differs(person, PEOPLE, senders)
    told = issue and (issue.arguments["name"], issue.arguments["sender"])
    assert told == (sender and (person.name, sender))
