"""1: people, departments, the stages, letters signed of due."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.registers import departments, letters, people, settings
from softenv_xl.registers.letter_words import LETTER_KIND, LETTER_STATE, SIGNED
from softenv_xl.words import Text
from softenv_xl.year_end.fact import Rate, Section, Sentence, sentence
from softenv_xl.year_end.filters import AnyOf, Blank, Filled, LaterThan, OneOf
from softenv_xl.year_end.source import Source

_COPIES = Text("份", "")


def basics(source: Source) -> Section:
    return Section("basics", (_school(source), *_stages(source), *_letters(source)))


def _school(source: Source) -> Sentence:
    day = source.result.as_of
    here = AnyOf(((Blank("left"),), (LaterThan("left", day),)))
    named = (Filled("number"), Filled("name"), Filled("department"))
    return sentence(
        "学校在册教职工{people}人，设部门{departments}个。",
        "People on the school's register: {people}; departments: {departments}.",
        people=source.listed(
            "people", Text("在册教职工", "People on the register"), people.SPEC, *named, here
        ),
        departments=source.listed(
            "departments", Text("部门", "Departments"), departments.SPEC, Filled("name")
        ),
    )


def _stages(source: Source) -> Iterator[Sentence]:
    for number, stage in enumerate(source.result.control.campaign.stages, 1):
        begins, ends = (
            source.entry(
                f"stage{number}_{key}",
                Text(f"{stage.name}：{word.zh}", f"{stage.name}: {word.en}"),
                settings.STAGES,
                stage.name,
                key,
                day,
            )
            for key, word, day in (
                ("start", Text("开始", "from"), stage.start),
                ("end", Text("结束", "until"), stage.end),
            )
        )
        yield sentence(
            "{stage}：{begins}至{ends}。",
            "{stage}: {begins} to {ends}.",
            stage=stage.name,
            begins=begins,
            ends=ends,
        )


def _letters(source: Source) -> Iterator[Sentence]:
    register = letters.REGISTER
    if not source.uses(register):
        yield source.unused(register)
        return
    signed = OneOf("state", LETTER_STATE, SIGNED)
    of_departments = OneOf("kind", LETTER_KIND, ("department",))
    due = source.count("letters_due", Text("应签责任书和承诺书", "Letters and pledges due"), register)
    yield sentence(
        "责任书和承诺书{signed}已签，其中部门责任书{departments}已签。",
        "Letters and pledges signed: {signed}; of departments: {departments}.",
        signed=Rate(due, source.count("letters_signed", Text("已签", "Signed"), register, signed), _COPIES),
        departments=Rate(
            source.count(
                "department_letters_due",
                Text("应签部门责任书", "Departments' letters due"),
                register,
                of_departments,
            ),
            source.count(
                "department_letters_signed",
                Text("已签部门责任书", "Departments' letters signed"),
                register,
                of_departments,
                signed,
            ),
            _COPIES,
        ),
    )
    yield from source.left_out(register)
