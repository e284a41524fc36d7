"""S11: what bars somebody from honours, and until when. Who complained is never said."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.grid.cell import Value, display_text
from softenv_xl.registers import cases, letters
from softenv_xl.registers.cases.course import at_rest
from softenv_xl.registers.cases.outcome import bar_end, barred
from softenv_xl.registers.register import Option
from softenv_xl.registers.school import School
from softenv_xl.registers.words import EVIDENCE_SOURCE, YES_NO
from softenv_xl.schema.column import Column, Kind
from softenv_xl.words import Text

LETTER_BARS = Option(
    Column(
        "letter_bars",
        Text("责任书不合格取消资格", "Failed letter bars"),
        Kind.CHOICE,
        choices=YES_NO,
        hint=Text(
            "部门责任书年终考核不合格的，签字人是否不得评选。",
            "Does a department letter that wasn't fulfilled bar its signer from honours?",
        ),
    ),
    "no",
)


def bars_of(number: Value, school: School) -> list[Text]:
    """Why that person can't be elected; nothing where there is no reason."""
    return list(
        dict.fromkeys([*_by_cases(number, school), *_by_claims(number, school), *_by_letter(number, school)])
    )


def has_open_case(number: Value, school: School) -> bool:
    """Is some case about that person still open?"""
    return any(case["number"] == number and not at_rest(case) for case in school.kept(cases.SPEC.key))


def _by_cases(number: Value, school: School) -> Iterator[Text]:
    for case in school.kept(cases.SPEC.key):
        if case["number"] == number and barred(case, school):
            end = bar_end(case, school)
            until = Text(f"，至 {end}", f", until {end}") if end else Text("", "")
            yield Text(f"信访查实{until.zh}", f"Case substantiated{until.en}")


def _by_claims(number: Value, school: School) -> Iterator[Text]:
    """Whatever else says that a veto entry is substantiated; cases have said so with the day on which it ends."""
    known = {display_text(case["id"]) for case in school.kept(cases.SPEC.key)}
    for claim in school.claims:
        by_case = claim.id.partition("/")[0] in known
        if (
            claim.number == number
            and claim.state == "substantiated"
            and not by_case
            and claim.about in school.vetoes
        ):
            source = Text(*(EVIDENCE_SOURCE.word(claim.source or "other", lang) for lang in ("zh", "en")))
            yield Text(f"一票否决：{source.zh}查实", f"Veto: {source.en}, substantiated")


def _by_letter(number: Value, school: School) -> Iterator[Text]:
    if school.options["letter_bars"] != "yes":
        return
    for letter in school.kept(letters.SPEC.key):
        if (letter["kind"], letter["number"], letter["result"]) == ("department", number, "failed"):
            yield Text("部门责任书考核不合格", "Department letter not fulfilled")
