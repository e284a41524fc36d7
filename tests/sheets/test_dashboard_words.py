"""What the dashboard says in words, in both languages: with nothing yet, with one, with several."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from softenv_xl import flow, templates
from softenv_xl.control.workbook import read_control
from softenv_xl.hosts.workbook import Draft
from softenv_xl.sheets.publish import publish
from softenv_xl.sheets.result import Result
from softenv_xl.views import dashboard as spec
from softenv_xl.words import Lang

DAY = date(2026, 10, 20)


@cache
def empty(lang: Lang) -> Result:
    """Of a control workbook as it comes."""
    book = Draft("control.xlsx", templates.path("control", lang).read_bytes()).read()
    return flow.compute(read_control(book), [], DAY)


def said(result: Result, name: str) -> object:
    return next(cell.value for cell in publish(result).cells if cell.name == name)


@pytest.mark.parametrize(
    ("lang", "school", "year", "title"),
    [
        ("zh", "育才中学", 2026, "育才中学软环境建设总览（2026）"),
        ("zh", "", 2026, "软环境建设总览（2026）"),
        ("en", "Yucai School", 2026, "Yucai School · Soft-environment dashboard 2026"),
        ("en", "", 2026, "Soft-environment dashboard 2026"),
    ],
)
def test_the_title_names_the_school_and_the_year(lang: Lang, school: str, year: int, title: str) -> None:
    result = empty(lang)
    campaign = result.control.campaign.model_copy(update={"school": school, "year": year})
    assert said(replace(result, control=replace(result.control, campaign=campaign)), spec.TITLE) == title


@pytest.mark.parametrize(
    ("lang", "lost", "told"),
    [
        ("zh", 0, "未交表不计入合规率。"),
        ("zh", 2, "未交表不计入合规率。证据中有 2 条无法归属，未计入，见“问题清单”。"),
        ("en", 0, "Missing returns are not counted as compliant."),
        ("en", 1, " 1 statement of the evidence could not be attributed and counts for nothing: see Issues."),
        ("en", 2, " 2 statements of the evidence could not be attributed and count for nothing: see Issues."),
    ],
)
def test_the_line_below_tells_of_statements_about_nobody(lang: Lang, lost: int, told: str) -> None:
    result = empty(lang)
    evidence = replace(result.assembled_evidence, unattributed=lost)
    assert str(said(replace(result, assembled_evidence=evidence), spec.BASIS)).endswith(told)


@pytest.mark.parametrize(
    ("lang", "notes"),
    [
        ("zh", ["应交 0 人", "应交 0；退回 0", "0 人；查实 0，自报 0", "涉及部门 0 个"]),
        (
            "en",
            ["of 0 people due", "of 0 due; 0 sent back", "of 0 people; 0 subst., 0 self-rep.", "in 0 depts"],
        ),
    ],
)
def test_the_notes_below_the_figures(lang: Lang, notes: list[str]) -> None:
    keys = ("coverage", "valid", "compliance", "vetoes")
    assert [said(empty(lang), f"dash_{key}_note") for key in keys] == notes
