"""S9, S15: what the staff are told of a case whose exposure was decided.

What happened is told in the words that were written for the public. Nobody is named who complained, and no child; whom the case
is about only where that was decided, as the settings have it.
"""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.documents.dates import written
from softenv_xl.documents.filling import Fields
from softenv_xl.documents.fitness import Fitness
from softenv_xl.grid.cell import display_text
from softenv_xl.registers import cases
from softenv_xl.registers.cases.exposure import exposed_until
from softenv_xl.registers.cases.naming import exposed_name, name_told
from softenv_xl.registers.cases.outcome import outcome
from softenv_xl.registers.cases.words import OUTCOME
from softenv_xl.registers.school import Row, School
from softenv_xl.schema.column import worded
from softenv_xl.sheets.result import Result
from softenv_xl.words import Text

CIRCULAR = {
    "school": Text("学校", "the school"),
    "who": Text(
        "涉及的人：按“台账设置”写姓名，隐名的写“一名教师”",
        "whom it is about: named as the settings say, or “a teacher”",
    ),
    "origin": Text(
        "线索来源，如“群众反映”", "how it came to light, as “members of the public have told of it”"
    ),
    "item": Text("涉及项目", "the entry of the rulebook"),
    "rule": Text("该项目的全文", "its text"),
    "source": Text("其依据", "what it is based on"),
    "text": Text("曝光稿", "the text for exposure"),
    "outcome": Text("调查结论", "what was found"),
    "measure": Text("处理措施", "what was done about it"),
    "date": Text("曝光决定日期", "the day on which exposure was decided"),
}
"""What a template may name, and what it is."""

_SOMEBODY, _DEPARTMENT = Text("一名教师", "a teacher"), Text("一个部门", "a department")
_ORIGINS = {
    "inspection": Text("检查发现", "an inspection has found it"),
    "media": Text("媒体反映", "it was reported in the media"),
}
_PUBLIC = Text("群众反映", "members of the public have told of it")


def circular_fields(result: Result) -> Iterator[Fields]:
    """A circular for each case that is exposed now, but for one whose text names somebody otherwise than was decided."""
    lang, spec, rulebook = result.control.lang, cases.SPEC, result.control.rulebook
    fitness = Fitness(result)
    for case in result.snapshot(cases.REGISTER).rows:
        text = fitness.exposure(case)
        if text is None or not exposed_until(case, result.school):
            continue
        entry = rulebook.entry_of(display_text(case["item"])) if case["item"] else None
        yield {
            "school": result.control.campaign.school or "",
            "who": _who(case, result.school),
            "origin": _ORIGINS.get(str(case["channel"]), _PUBLIC)(lang),
            "item": entry.title(lang) if entry else "",
            "rule": entry.text(lang) if entry else "",
            "source": entry.source if entry else "",
            "text": text,
            "outcome": OUTCOME.word(str(outcome(case)), lang),
            "measure": display_text(worded(spec.column("measure"), case["measure"], lang)),
            "date": written(case["exposure_on"], lang),
        }


def _who(case: Row, school: School) -> str:
    if name := name_told(case):
        return exposed_name(name, str(school.options["exposure_form"]))
    return (_SOMEBODY if case["number"] else _DEPARTMENT)(school.lang)
