"""The check names every planted fault in its cell, and finds nothing at all in the good returns."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from softenv_xl.catalogue import CATALOGUE
from softenv_xl.demo import FAULTS, Fault, Mail, School
from softenv_xl.words import LANGS, Lang
from tests.demo.conftest import Told

pytestmark = pytest.mark.xdist_group("demo")

# What the check has to find at least; the rest of the list isn't about one file: see test_campaign.
ASKED_FOR = {
    "person.unknown", "person.unknown-near", "cell.missing", "person.name-near", "person.name-differs",
    "person.department-differs", "person.other-recipient", "campaign.other-year", "answer.missing",
    "answer.without-problem", "date.before", "date.out-of-stage", "date.as-text", "date.unreadable",
    "text.full-width", "id.as-number", "choice.unknown", "choice.near", "cell.formula", "cell.error",
    "column.renamed", "column.moved", "column.unknown", "column.missing", "sheet.missing", "table.not-found",
    "table.merged-cells", "table.rows-beyond", "file.older-form", "file.empty", "file.truncated",
    "file.not-a-workbook",
}  # fmt: skip


def _mails(school: School, fault: Fault | None) -> list[Mail]:
    return [mail for mail in school.mails if mail.fault is fault]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_named_in_its_cell(
    fault: Fault, lang: Lang, schools: Callable[[Lang], School], validated: Callable[[Lang], Told]
) -> None:
    mails = _mails(schools(lang), fault)
    assert len(mails) == 1
    assert validated(lang)[mails[0].name] == [fault.expected(lang)]


@pytest.mark.parametrize("lang", LANGS)
def test_good_returns_have_no_issue(
    lang: Lang, schools: Callable[[Lang], School], validated: Callable[[Lang], Told]
) -> None:
    good = _mails(schools(lang), None)
    said = {mail.name: validated(lang).get(mail.name, []) for mail in good}
    assert said == {mail.name: list(mail.expected(lang)) for mail in good}
    on_time = [mail for mail in good if not mail.expected(lang)]
    assert len(on_time) > 20
    assert len(good) > len(on_time)
    assert {issue for mail in good for issue in mail.expected(lang)} == {("return.late", "", "")}


def test_every_kind_of_fault_is_planted() -> None:
    assert {fault.code for fault in FAULTS} >= ASKED_FOR
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    graver = {fault.name for fault in FAULTS if CATALOGUE[fault.code].severity.value == "error"}
    assert graver == {fault.name for fault in FAULTS if not fault.accepted}
