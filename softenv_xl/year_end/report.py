"""The report: its sections, and the annex that says of every number where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from softenv_xl.documents.dates import written
from softenv_xl.documents.filling import Fields
from softenv_xl.sheets.result import Result
from softenv_xl.words import Lang, Text
from softenv_xl.year_end.fact import Fact, Part, Rate, Section, Share
from softenv_xl.year_end.sections import SECTIONS
from softenv_xl.year_end.source import Source

_BY_NAME = {
    "stages": ("name", "due", "held", "held_late", "late", "to_come"),
    "bans": ("name", "substantiated", "self_reported", "alleged", "rectified"),
    "duties": ("name", "needed", "kept"),
    "breaches": ("name", "total", "to_decide", "substantiated", "rectified", "dismissed"),
    "entries": ("name", "received", "proven"),
    "channels": ("name", "received"),
    "opinions": ("name", "solved", "solving", "planned", "reference", "open"),
    "matters": ("name", "in_time", "too_late", "overdue", "to_come", "withheld"),
}
TABLES: Mapping[str, tuple[str, ...]] = {
    **_BY_NAME,
    "honoured": ("name", "department", "reason"),
    "exposed": ("month", "item", "text", "measure"),
    "annex": ("number", "what", "value", "sheet", "where"),
}
"""The tables, with what each of their rows has."""


def _section(zh: str, en: str) -> Text:
    return Text(f"“{zh}”一节的各句（列表）", f"the sentences of the section “{en}” (a list)")


def _table(key: str, zh: str, en: str) -> Text:
    columns = ", ".join(f"row.{column}" for column in TABLES[key])
    return Text(f"{zh}（表，各行有 {columns}）", f"{en} (a table; each row has {columns})")


MEANS: Mapping[str, Text] = {
    "school": Text("学校", "the school"),
    "year": Text("年度", "the year"),
    "date": Text("落款日期", "the day of the report"),
    "as_of": Text("数据截至", "the day that the figures are of"),
    "basics": _section("基本情况", "The school"),
    "work": _section("工作开展", "What was done"),
    "self_check": _section("自查情况", "Self-checks"),
    "governance": _section("专项治理", "Fees and special governance"),
    "petitions": _section("信访办理", "Letters, visits and cases"),
    "appraisal": _section("群众评议", "What parents and the public say"),
    "publicity": _section("公开承诺", "Publicity and commitments"),
    "rectification": _section("整改销号", "Rectification"),
    "models": _section("典型", "Models and cases exposed"),
    "problems": _section("存在问题", "Open problems"),
    "stages": _table("stages", "各阶段会议与节点", "milestones by stage"),
    "bans": _table("bans", "各条禁令情况", "the bans by state"),
    "duties": _table("duties", "收费六项制度", "the six duties of charging"),
    "breaches": _table("breaches", "收费涉嫌违规", "breaches in charging"),
    "entries": _table("entries", "信访涉及的项目", "cases by what they are about"),
    "channels": _table("channels", "信访来源", "cases by channel"),
    "opinions": _table("opinions", "各群体意见办理结果", "opinions by group and result"),
    "matters": _table("matters", "各类公开事项", "matters made public"),
    "honoured": _table("honoured", "公示期满的师德标兵", "who was honoured, the notice over"),
    "exposed": _table("exposed", "仍在曝光期内的案件", "cases that are exposed now"),
    "facts": Text(
        "任一数字，如 facts.people；附件中每个数字都有名称",
        "any figure, as facts.people",
    ),
    "annex": _table("annex", "数字出处", "where each figure stands"),
}
"""What a template may name, and what it is."""


@dataclass(frozen=True)
class Report:
    sections: tuple[Section, ...]

    @cached_property
    def numbered(self) -> dict[str, Fact]:
        """Every fact that is said, once, by its number in the annex: 3-02 is the second of section 3."""
        seen: set[str] = set()
        made: dict[str, Fact] = {}
        for at, section in enumerate(self.sections, 1):
            new = [fact for fact in section.facts if fact.key not in seen]
            seen.update(fact.key for fact in new)
            made |= {f"{at}-{number:02}": fact for number, fact in enumerate(new, 1)}
        return made


def year_end(result: Result) -> Report:
    """What the year came to, as of the day of the result."""
    source = Source(result)
    return Report(tuple(kind.made(source) for kind in SECTIONS))


def fields(result: Result, report: Report) -> Fields:
    """What the template may name: each section's sentences, its tables, every number by its key, and the annex."""
    lang, campaign = result.control.lang, result.control.campaign
    facts = report.numbered.values()
    tables = (table for section in report.sections for table in section.tables)
    return {
        "school": campaign.school or "",
        "year": str(campaign.year or result.as_of.year),
        "date": written(result.as_of, lang),
        "as_of": written(result.as_of, lang),
        **{section.key: [line.words(lang) for line in section.lines] for section in report.sections},
        **{table.key: [_row(row, lang) for row in table.rows] for table in tables},
        "facts": {fact.key: fact.words(lang) for fact in facts},
        "annex": [
            {
                "number": number,
                "what": fact.label(lang),
                "value": fact.words(lang),
                "sheet": fact.sheet,
                "where": fact.way.words(lang),
            }
            for number, fact in report.numbered.items()
        ],
    }


def _row(row: Mapping[str, Part], lang: Lang) -> dict[str, str]:
    return {key: _said(part, lang) for key, part in row.items()}


def _said(part: Part, lang: Lang) -> str:
    if isinstance(part, Fact | Rate | Share):
        return part.words(lang)
    return part(lang) if isinstance(part, Text) else part
