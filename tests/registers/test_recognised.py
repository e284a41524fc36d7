"""By which words of a text somebody can be recognised."""

from __future__ import annotations

import pytest

from softenv_xl.registers.cases.columns import COLUMNS
from softenv_xl.registers.people import Person
from softenv_xl.registers.recognised import confidential_names, has_long_number, names, says_any


@pytest.mark.parametrize(
    "text", ["电话１３８０００１", "139-0001-7734", "0551/123 4567、1234567", "id 34010119900101001X"]
)
def test_a_number_that_may_be_somebodys(text: str) -> None:
    assert has_long_number(text)


@pytest.mark.parametrize("text", ["2026-09-01起", "2026/9/1、2026/9/2", "第123456号", "", None])
def test_a_day_or_a_short_number_is_nobodys(text: str | None) -> None:
    assert not has_long_number(text)


def test_staff_are_known_by_the_names_they_had() -> None:
    people = [
        Person(number="1", name="王小红", department="语文组", former=("李小红",)),
        Person(number="2", name="余", department="语文组"),
    ]
    words = {*names(people)}
    assert words == {"王小红", "李小红"}
    assert says_any("李 小红老师补课", words)
    assert says_any("王小红补课", words)
    assert not says_any("王小红补课", words, named="王小红")
    assert says_any("王小红、李小红补课", words, named="王小红")


def test_who_petitioned_is_known_whole_and_in_parts_and_a_parent_is_anybody() -> None:
    row = {"complainant": "张三、Quincy", "contact": "学生家长", "text": "王五"}
    assert {*confidential_names(COLUMNS, row)} == {"张三、quincy", "张三", "quincy"}
    assert {*confidential_names(COLUMNS, {"complainant": "几位家长", "contact": "Al"})} == set()
