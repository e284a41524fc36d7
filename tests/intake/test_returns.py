"""What the check makes of one return, beyond the faults that the demo plants."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from softenv_xl.bans.default import ENTRIES
from softenv_xl.demo.damage import sheet_of, typed
from softenv_xl.intake.returns import check_return
from softenv_xl.intake.standalone import stand_in
from softenv_xl.registers.books import RETURN
from softenv_xl.registers.settings import read_campaign
from softenv_xl.words import LANGS, Lang
from tests.intake import office
from tests.intake.office import PLANS, changed, checked, filled, told


@pytest.mark.parametrize("lang", LANGS)
def test_a_good_return_says_what_was_typed(lang: Lang) -> None:
    result = checked(filled(lang), lang)
    assert told(result) == []
    assert result.state == "accepted"
    assert result.person
    assert (result.person.number, result.form["filled_on"]) == ("2009017", date(2026, 9, 2))
    assert result.answers.yes == {entry.number: entry.number in ("3", "S7") for entry in ENTRIES}
    assert [(plan.number, plan.entry) for plan in result.plans] == [(1, "3"), (2, "S7")]
    first = result.plans[0].values
    assert first["item"] == f"3 {ENTRIES[2].title(lang)}"
    assert (first["measure"], first["deadline"]) == (PLANS[0].measure(lang), PLANS[0].deadline)
    assert (first["progress"], first["evidence"]) == (
        "under_way",
        PLANS[0].evidence(lang) if PLANS[0].evidence else 0,
    )


def test_a_return_in_the_other_language_is_read_all_the_same() -> None:
    """The control workbook is Chinese, the form that came back is English."""
    english = changed(
        filled("en"),
        typed("identity", "B7", None),
        typed("identity", "B14", "王芳"),
        typed("identity", "B15", "语文组"),
        lang="en",
    )
    result = checked(english)
    assert told(result) == []
    assert result.answers.yes == checked(filled()).answers.yes
    assert result.plans[0].values["item"] == f"3 {ENTRIES[2].title.zh}"


def test_the_item_of_a_problem_may_be_spelt_loosely() -> None:
    """What is read all the same is not told a second time as a problem that is missing."""
    spaced = checked(changed(filled(), typed("problems", "B5", "３ 有偿 补课")))
    assert [code for code, *_ in told(spaced)] == ["choice.read-as"]
    other = checked(changed(filled(), typed("problems", "B5", f"3 {ENTRIES[2].title.en}")))
    assert told(other) == []
    misspelt = checked(changed(filled(), typed("problems", "B5", "3 有偿补客")))
    assert told(misspelt) == [("choice.near", "问题与整改", "B5")]


def test_a_label_written_over_is_known_by_its_name() -> None:
    result = checked(changed(filled(), typed("identity", "A13", "工号"), typed("identity", "A16", "日期")))
    assert told(result) == []
    assert result.state == "accepted"


def test_a_form_moved_about_is_known_by_its_labels() -> None:
    def moved(book: Any, lang: Lang) -> None:
        sheet = sheet_of(book, "identity", lang)
        sheet.insert_rows(3, 2)
        sheet.insert_cols(1)

    result = checked(changed(filled(), moved))
    assert told(result) == []
    wrong = checked(changed(filled(), typed("identity", "B14", "刘梅"), moved))
    assert told(wrong) == [("person.name-differs", "基本信息", "C16")]


def test_sheets_may_have_other_names() -> None:
    def renamed(book: Any, lang: Lang) -> None:
        sheet_of(book, "problems", lang).title = "我的问题"
        sheet_of(book, "identity", lang).title = "我"

    wrong = changed(filled(), typed("problems", "E5", None), renamed)
    assert told(checked(wrong)) == [("cell.missing", "我的问题", "E5")]


def test_rows_without_a_number_are_numbered_on() -> None:
    result = checked(changed(filled(), typed("problems", "A5", None), typed("problems", "A6", 7)))
    assert told(result) == [("problem.no-number", "问题与整改", "A5")]
    assert [plan.number for plan in result.plans] == [8, 7]


def test_under_an_older_rulebook_entries_that_are_gone_or_new_are_no_fault() -> None:
    older = (typed("identity", "B7", "2025.9"), typed("selfcheck", "A7", "99 旧条目"))
    result = checked(changed(filled(), *older, typed("problems", "B5", "99 旧条目")))
    assert told(result) == [
        ("choice.unknown", "问题与整改", "B5"),
        ("return.older-rulebook", "基本信息", "B7"),
    ]
    assert "3" not in result.answers.yes


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("B13", None, "cell.missing"),
        ("B13", "9999999", "person.unknown-near"),
        ("B14", "赵云", "person.name-differs"),
    ],
)
def test_a_return_of_nobody_in_particular_is_rejected(cell: str, value: str | None, code: str) -> None:
    result = checked(changed(filled(), typed("identity", cell, value)))
    assert told(result) == [(code, "基本信息", cell)]
    assert (result.state, result.person) == ("rejected", None)


def test_names_are_compared_as_people_do() -> None:
    assert told(checked(changed(filled(), typed("identity", "B14", " 王　芳 ")))) == []
    assert told(checked(changed(filled("en"), typed("identity", "B14", "WANG fang"), lang="en"), "en")) == []


def test_a_workbook_that_is_no_return() -> None:
    def emptied(book: Any, lang: Lang) -> None:
        for sheet in book.worksheets:
            sheet.delete_rows(1, sheet.max_row)
            for name in list(sheet.tables):
                del sheet.tables[name]

    result = checked(changed(filled(), emptied))
    assert (told(result), result.state) == ([("file.not-a-return", "", "")], "rejected")


@pytest.mark.parametrize("lang", LANGS)
def test_by_itself_a_return_is_checked_against_what_it_says(lang: Lang) -> None:
    def alone(package: bytes) -> list[tuple[str, str, str]]:
        delivery = office.delivered(package)
        assert delivery.book
        known = stand_in(delivery.book, lang)
        return told(check_return(delivery, known, office.TODAY))

    problems = RETURN.sheet("problems").name(lang)
    identity = RETURN.sheet("identity").name(lang)
    selfcheck = RETURN.sheet("selfcheck").name(lang)
    assert alone(filled(lang)) == []
    late = changed(filled(lang), typed("problems", "G5", date(2027, 1, 15)), lang=lang)
    assert alone(late) == [("date.out-of-stage", problems, "G5")]
    borrowed = changed(filled(lang), typed("identity", "B8", "2020003"), lang=lang)
    assert alone(borrowed) == [("person.other-recipient", identity, "B13")]
    blank = alone(office.sent(lang))
    assert blank[0] == ("cell.missing", identity, "B16")
    assert blank[1:] == [("answer.missing", selfcheck, f"C{row}") for row in range(5, 22)]


def test_half_a_year_is_no_year() -> None:
    assert read_campaign({"year": 2026.5}, []).year is None
    assert read_campaign({"year": 2026}, []).year == 2026
    by_itself = changed(filled(), typed("identity", "B5", 2026.5))
    book = office.delivered(by_itself).book
    assert book
    assert stand_in(book, "zh").campaign.year is None
