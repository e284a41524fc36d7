"""What is published and what isn't: rows, names, days, texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from softenv_xl.documents.circulars import circular_fields
from softenv_xl.grid.cell import Value
from softenv_xl.publication.models import Activity, Bulletin, Honour
from softenv_xl.publication.pages.bulletin import build
from softenv_xl.registers import (
    cases,
    commitments,
    disclosure,
    fees,
    honours,
    milestones,
)
from softenv_xl.registers.cases.naming import exposed_name
from softenv_xl.schema.table import TableSpec
from softenv_xl.words import LANGS, Lang
from softenv_xl.year_end.report import fields, year_end
from tests.publication.school import (
    STAFF,
    STAFF_NUMBERS,
    TODAY,
    computed,
    published,
    rows,
    school,
    typed,
    whole,
)

PAGES = {
    milestones.SPEC: "activities",
    commitments.SPEC: "commitments",
    fees.SPEC: "fees",
    cases.SPEC: "exposed",
    disclosure.SPEC: "disclosure",
    honours.SPEC: "honours",
}


def with_(spec: TableSpec, **cells: Value) -> Mapping[TableSpec, Any]:
    """The register's first row with other cells."""
    return {spec: [{**rows("zh")[spec][0], **cells}]}


def shown(bulletin: Bulletin, spec: TableSpec) -> int:
    return len(getattr(bulletin, PAGES[spec]).rows)


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_has_something(lang: Lang) -> None:
    bulletin, held_back = build(school(lang))
    assert held_back == ()
    assert [shown(bulletin, spec) for spec in PAGES] == [1] * len(PAGES)
    assert bulletin.appraisal
    assert bulletin.opinions
    assert [answer.text for answer in bulletin.opinions.examples] == ["Keep the gate open."]


DAY = timedelta(days=1)
UNPUBLISHED: list[tuple[TableSpec, dict[str, Value]]] = [
    (milestones.SPEC, {"held": None}),
    (milestones.SPEC, {"held": None, "dropped": "rain"}),
    (milestones.SPEC, {"held": TODAY + DAY}),
    (commitments.SPEC, {"posted1": None, "posted2": None, "place1": None, "place2": None}),
    (commitments.SPEC, {"posted1": TODAY + DAY, "posted2": TODAY + DAY}),
    (commitments.SPEC, {"valid_until": TODAY - DAY}),
    (fees.SPEC, {"posted": None}),
    (fees.SPEC, {"posted": TODAY + DAY}),
    (fees.SPEC, {"start": date(2026, 3, 1)}),
    (fees.SPEC, {"start": TODAY + DAY}),
    (fees.SPEC, {"charged": "many"}),
    (cases.SPEC, {"exposure": "none"}),
    (cases.SPEC, {"exposure": None}),
    (cases.SPEC, {"exposure_on": None}),
    (cases.SPEC, {"exposure_on": TODAY + DAY}),
    (cases.SPEC, {"exposure_by": None}),
    (cases.SPEC, {"exposure_text": None}),
    (cases.SPEC, {"outcome": "unproven", "measure": None, "measure_from": None}),
    (cases.SPEC, {"outcome_now": "untrue", "measure": None, "measure_from": None}),
    (
        cases.SPEC,
        {"review_result": "revoked", "review_asked": date(2026, 10, 1), "review_replied": date(2026, 10, 9)},
    ),
    (cases.SPEC, {"minor": "yes", "reported": date(2026, 9, 1), "reported_to": "Police"}),  # named: an error
    (disclosure.SPEC, {"audience": "parents"}),
    (disclosure.SPEC, {"audience": "staff"}),
    (disclosure.SPEC, {"published1": None, "place1": None}),
    (disclosure.SPEC, {"published1": TODAY + DAY}),
    (disclosure.SPEC, {"until": TODAY - DAY}),
    (disclosure.SPEC, {"withheld": "private", "published1": None, "place1": None}),
    (honours.SPEC, {"decision": "reserve"}),
    (honours.SPEC, {"decision": "not_elected"}),
    (honours.SPEC, {"decision": None}),
    (honours.SPEC, {"notice_until": TODAY}),
    (honours.SPEC, {"notice_until": None}),
    (honours.SPEC, {"objections": 2}),
]


@pytest.mark.parametrize(
    ("spec", "cells"), UNPUBLISHED, ids=[f"{spec.key}-{'-'.join(cells)}" for spec, cells in UNPUBLISHED]
)
def test_what_may_not_be_published_isn_t(spec: TableSpec, cells: dict[str, Value]) -> None:
    bulletin, held_back = published(with_(spec, **cells))
    assert shown(bulletin, spec) == 0
    assert held_back == []


HELD_BACK: list[tuple[TableSpec, str, str]] = [
    (milestones.SPEC, "title", f"{STAFF[2].zh}作检查"),
    (milestones.SPEC, "summary", f"由 {STAFF[2].zh[0]} {STAFF[2].zh[1:]} 作检查"),
    (milestones.SPEC, "summary", "请致电139-0001-7735"),
    (milestones.SPEC, "summary", "请致电 0551 1234567"),
    (milestones.SPEC, "summary", "身份证 340101199001011234"),
    (milestones.SPEC, "summary", "Ｘａｖｅｒ said so"),
    (milestones.SPEC, "summary", "Write to office@home.example"),
    (commitments.SPEC, "text", f"找{STAFF[3].zh}"),
    (commitments.SPEC, "materials", "13900017735"),
    (fees.SPEC, "scope", f"{STAFF[4].zh}班"),
    (fees.SPEC, "document", f"{STAFF[4].zh}批"),
    (fees.SPEC, "waiver", "QUINCY"),
    (disclosure.SPEC, "title", f"{STAFF[0].zh}述职"),
    (honours.SPEC, "reason", f"胜过{STAFF[2].zh}"),
    (cases.SPEC, "exposure_text", "Told by Xaver"),
]


@pytest.mark.parametrize(
    ("spec", "key", "words"),
    HELD_BACK,
    ids=[f"{spec.key}-{key}-{at}" for at, (spec, key, _) in enumerate(HELD_BACK)],
)
def test_a_text_that_names_somebody_is_held_back_and_told(spec: TableSpec, key: str, words: str) -> None:
    bulletin, held_back = published(with_(spec, **{key: words}))
    assert shown(bulletin, spec) == 0
    ((identity, column),) = held_back
    assert column == spec.column(key).label.zh
    assert identity
    assert words not in str(bulletin)


@pytest.mark.parametrize(
    "words", ["2026-09-01至2026-10-15", "家长座谈会", "100,000元", "校发〔2026〕12345号"]
)
def test_what_names_nobody_is_published(words: str) -> None:
    bulletin, held_back = published(with_(milestones.SPEC, summary=words))
    assert bulletin.activities
    assert [row.summary for row in bulletin.activities.rows] == [words]
    assert held_back == []


def exposed(lang: Lang = "zh", /, **cells: Value) -> list[tuple[str, str]]:
    """Name and text of each exposed case."""
    row = {**rows(lang)[cases.SPEC][0], **cells}
    options: dict[str, Value] = {
        key: row.pop(key) for key in ("exposure_days", "exposure_form") if key in row
    }
    bulletin, _ = published({cases.SPEC: [row]}, lang, options=options)
    assert bulletin.exposed
    return [(case.name, case.text) for case in bulletin.exposed.rows]


def test_circular_and_report_leave_out_what_the_bulletin_holds_back() -> None:
    for words, told in ("A teacher gave private lessons.", 1), ("Xaver says that lessons were given.", 0):
        ((spec, filled),) = with_(cases.SPEC, exposure_text=words).items()
        result = computed(typed(whole("zh"), spec, filled, "zh"))
        assert [row.counts for row in result.registers["cases"]] == [
            True
        ]  # who gave an opinion isn't the register's
        assert shown(build(result)[0], cases.SPEC) == told
        assert len([*circular_fields(result)]) == told
        listed = fields(result, year_end(result))["exposed"]
        assert isinstance(listed, list)
        assert len(listed) == told


def test_who_is_exposed_is_named_in_the_decided_form_alone() -> None:
    assert exposed() == [("王某某", "王某某 gave private lessons.")]
    assert exposed("en") == [("Wang ××", "Wang ×× gave private lessons.")]
    assert exposed(exposure_form="全名") == [("王芳", "王芳 gave private lessons.")]
    assert exposed(exposure="anonymous", exposure_text="Lessons were given.") == [("", "Lessons were given.")]
    # Without a decision to name, a text that names is an error of the register; spelt apart, it can't be put into the form.
    assert exposed(exposure="anonymous") == []
    assert exposed(exposure_text="王 芳 gave lessons.") == []
    minor: dict[str, Value] = {"minor": "yes", "reported": date(2026, 9, 1), "reported_to": "Police"}
    assert exposed(**minor, exposure="anonymous", exposure_text="Harm was done.") == [("", "Harm was done.")]


def test_harm_to_a_minor_is_never_exposed_by_name_whatever_the_row_says() -> None:
    result = school()
    (case,) = result.registers[cases.SPEC.key]
    told = {**case.row, "minor": "yes", "exposure_text": "Harm was done."}
    registers = {**result.registers, cases.SPEC.key: (replace(case, row=told),)}
    bulletin, _ = build(replace(result, registers=registers))
    assert bulletin.exposed
    assert [one.name for one in bulletin.exposed.rows] == [""]


def test_an_exposure_ends() -> None:
    decided = date(2026, 9, 25)
    for day, left in ((decided, 1), (decided + 90 * DAY, 1), (decided + 91 * DAY, 0), (decided - DAY, 0)):
        bulletin, _ = build(computed(whole("zh"), day))
        assert bulletin.exposed
        assert len(bulletin.exposed.rows) == left
    bulletin, _ = published(options={"exposure_days": 30})
    assert shown(bulletin, cases.SPEC) == 0
    bulletin, _ = published(options={"exposure_days": 60})
    assert bulletin.exposed
    assert bulletin.exposed.valid_until == decided + 60 * DAY


@pytest.mark.parametrize(
    ("name", "form", "shown_as"),
    [
        ("王芳", "surname", "王某某"),
        ("欧阳修", "surname", "欧阳某某"),
        ("欧阳", "surname", "欧某某"),
        ("王", "surname", "某某"),
        ("阿不都·热合曼", "surname", "阿某某"),
        (" 王 芳 ", "surname", "王某某"),
        ("Wang Fang", "surname", "Wang ××"),
        ("Madonna", "surname", "××"),
        ("王芳", "full", "王芳"),
        ("", "surname", ""),
    ],
)
def test_forms_of_names(name: str, form: str, shown_as: str) -> None:
    assert exposed_name(name, form) == shown_as


def test_a_register_that_isn_t_used_has_no_page_which_is_not_an_empty_one() -> None:
    bulletin, _ = published(options={"use_fees": "否", "use_cases": "否"})
    assert bulletin.fees is None
    assert bulletin.exposed is None
    bulletin, _ = published({fees.SPEC: []})
    assert bulletin.fees
    assert bulletin.fees.rows == ()


def test_a_register_that_the_workbook_hasn_t_got_yet_has_none_either() -> None:
    control = replace(school().control, lacking=frozenset((fees.SPEC.key, milestones.SPEC.key)))
    bulletin, _ = build(replace(school(), control=control))
    assert bulletin.fees is None
    assert bulletin.activities is None
    assert bulletin.progress.stages is None
    assert bulletin.exposed


def test_a_link_leads_only_to_the_web_and_to_what_was_looked_through() -> None:
    def link(**cells: Value) -> list[str]:
        bulletin, _ = published(with_(disclosure.SPEC, **cells))
        assert bulletin.disclosure
        return [row.link for row in bulletin.disclosure.rows]

    assert link() == ["https://school.example/plan"]
    for address in (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "photo.jpg",
        'https://a.example/"onclick=',
        "https://a b",
    ):
        assert link(link=address) == [""]
    assert link(reviewed="no") == [""]


def test_the_internal_texts_stay_inside() -> None:
    said = str(published()[0])
    for words in ("Private lessons", "The gate", "Xaver", "Quincy", "Minutes 7", "A problem", *STAFF_NUMBERS):
        assert words not in said


def test_a_model_takes_no_other_field_and_doesn_t_change() -> None:
    fields = {"name": "王芳", "department": "语文组", "merits": "家访"}
    with pytest.raises(ValidationError):
        Honour(**fields, number="2009017")  # type: ignore[call-arg]
    honour = Honour(**fields)
    with pytest.raises(ValidationError):
        honour.name = "李薇"  # type: ignore[misc]
    for model in (Bulletin, Activity):
        assert model.model_config["extra"] == "forbid"
