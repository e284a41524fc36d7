"""9: who was honoured, and the cases whose exposure was decided.

Honoured is named whose public notice is over. All exposures of the year are counted; the words that were written for the public
stand there as long as the exposure lasts, as in the bulletin.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from softenv_xl.documents.fitness import Fitness
from softenv_xl.grid.cell import display_text
from softenv_xl.registers import cases, honours
from softenv_xl.registers.cases.exposure import exposed_until
from softenv_xl.registers.cases.words import EXPOSED, EXPOSURE
from softenv_xl.registers.honour_words import HONOUR_DECISION
from softenv_xl.schema.column import worded
from softenv_xl.words import Text
from softenv_xl.year_end.fact import Part, Section, Sentence, Table, sentence
from softenv_xl.year_end.filters import Before, Condition, Filled, LaterThan, OneOf, picked
from softenv_xl.year_end.sections.petitions import PROVEN
from softenv_xl.year_end.source import Source

_ELECTED = OneOf("decision", HONOUR_DECISION, ("elected",))


def models(source: Source) -> Section:
    tables = (Table("honoured", tuple(_honoured(source))), Table("exposed", tuple(_exposed(source))))
    return Section("models", (*_honours(source), *_cases(source)), tables)


def _over(source: Source) -> tuple[Condition, ...]:
    return (_ELECTED, Filled("notice_from"), Before("notice_until", source.result.as_of))


def _honours(source: Source) -> Iterator[Sentence]:
    register = honours.REGISTER
    if not source.uses(register):
        yield source.unused(register)
        return
    yield sentence(
        "师德标兵候选{nominees}人，当选{elected}人，其中公示期满{over}人。",
        "Put forward as models of ethics: {nominees}; elected: {elected}; of these with their public notice over: {over}.",
        nominees=source.count("nominees", Text("候选人", "Nominees"), register),
        elected=source.count("elected", Text("当选", "Elected"), register, _ELECTED),
        over=source.count(
            "elected_noticed", Text("当选且公示期满", "Elected, notice over"), register, *_over(source)
        ),
    )
    yield from source.left_out(register)


def _honoured(source: Source) -> Iterator[dict[str, Part]]:
    if source.uses(honours.REGISTER):
        for row in picked(_over(source), source.rows(honours.REGISTER)):
            yield {key: display_text(row[key]) for key in ("name", "department", "reason")}


def _decided(source: Source) -> tuple[Condition, ...]:
    """An exposure counts from the day of its decision, and as long as what was found stands."""
    return (
        OneOf("exposure", EXPOSURE, EXPOSED),
        Filled("exposure_by"),
        Filled("exposure_text"),
        Before("exposure_on", source.result.as_of + timedelta(days=1)),
        PROVEN,
    )


def _cases(source: Source) -> Iterator[Sentence]:
    register = cases.REGISTER
    if not source.uses(register):
        yield source.unused(register)
        return
    yield sentence(
        "决定曝光典型案件{exposed}件，其中仍在曝光期内{now}件。",
        "Cases with exposure decided: {exposed}; of these still exposed: {now}.",
        exposed=source.count(
            "cases_exposed",
            Text("决定曝光的案件", "Cases with exposure decided"),
            register,
            *_decided(source),
        ),
        now=source.count(
            "cases_exposed_now",
            Text("仍在曝光期内的案件", "Cases still exposed"),
            register,
            *_decided(source),
            LaterThan("exposure_on", source.result.as_of - timedelta(days=_days(source) + 1)),
        ),
    )


def _days(source: Source) -> int:
    return source.result.school.number("exposure_days")


def _exposed(source: Source) -> Iterator[dict[str, Part]]:
    """Those of now: an exposure without an end would be more than was decided."""
    lang, fitness = source.result.control.lang, Fitness(source.result)
    for row in source.rows(cases.REGISTER) if source.uses(cases.REGISTER) else ():
        text = fitness.exposure(row) if exposed_until(row, source.result.school) else None
        if text is not None:
            yield {
                "month": _month(row["exposure_on"], lang),
                "item": display_text(row["item"]),
                "text": text,
                "measure": display_text(worded(cases.SPEC.column("measure"), row["measure"], lang)),
            }


def _month(day: object, lang: str) -> str:
    if not isinstance(day, date):
        return ""
    return f"{day.year}年{day.month}月" if lang == "zh" else f"{day:%B} {day.year}"
