"""S9, S15: how long what was exposed stays in public, and how it names whom it is about."""

from __future__ import annotations

from datetime import date, timedelta

from softenv_xl.registers.cases.outcome import proven
from softenv_xl.registers.cases.words import EXPOSED, EXPOSURE_FORM
from softenv_xl.registers.register import Option
from softenv_xl.registers.school import Row, School
from softenv_xl.schema.column import Column, Kind
from softenv_xl.words import Text

OPTIONS = (
    Option(
        Column(
            "exposure_days",
            Text("曝光天数", "Days of exposure"),
            Kind.NUMBER,
            low=1,
            high=365,
            hint=Text(
                "从曝光决定日期起这么多天后，公开专栏下次生成时撤下。",
                "So many days after the decision, the next bulletin no longer has the case.",
            ),
        ),
        90,
    ),
    Option(
        Column(
            "exposure_form",
            Text("实名通报的写法", "How names are exposed"),
            Kind.CHOICE,
            choices=EXPOSURE_FORM,
            hint=Text(
                "“实名通报”的案件对外怎样写姓名。",
                "How the bulletin names whom a case is about that is exposed by name.",
            ),
        ),
        "surname",
    ),
)


def exposed_until(case: Row, school: School) -> date | None:
    """The last day on which the case may be shown to the public; None where it may not be shown at all today.

    It needs the decision, with its day and who took it, a text for the public, and a finding that stands.
    """
    decided = case["exposure_on"]
    ready = case["exposure"] in EXPOSED and case["exposure_by"] and case["exposure_text"] and proven(case)
    if not ready or not isinstance(decided, date) or decided > school.as_of:
        return None
    last = decided + timedelta(days=school.number("exposure_days"))
    return last if school.as_of <= last else None
