"""Two sheets of a kind in one return: each visible one that is filled in is read, or named."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from softenv_xl.bans.default import ENTRIES
from softenv_xl.books import RETURN
from softenv_xl.demo.corruptions import Change, sheet_of, typed
from softenv_xl.registers.words import ANSWER
from softenv_xl.return_form import problems, selfcheck
from softenv_xl.words import LANGS, Lang, Text
from tests.support.small_school import changed, checked, filled, sent, told

NO, YES = (Text(ANSWER.word(key, "zh"), ANSWER.word(key, "en")) for key in ("no", "yes"))


def name(key: str, lang: Lang = "zh") -> str:
    return RETURN.sheet(key).name(lang)


def copied(key: str, *, hidden: bool = False, first: bool = False) -> Change:
    """A copy of the sheet as Excel makes one, behind the others or before them."""

    def change(book: Any, lang: Lang) -> None:
        copy = book.copy_worksheet(sheet_of(book, key, lang))
        copy.title = f"{name(key, lang)} (2)"
        copy.sheet_state = "hidden" if hidden else "visible"
        if first:
            book.move_sheet(copy, -len(book.sheetnames) + 1)

    return change


def on_copy(key: str, **cells: Any) -> Change:
    """Something typed into the copy; a Text is said in the return's language."""

    def change(book: Any, lang: Lang) -> None:
        for cell, value in cells.items():
            book[f"{name(key, lang)} (2)"][cell] = value(lang) if isinstance(value, Text) else value

    return change


def cleared(key: str, *, copy: bool) -> Change:
    """Everything taken out that people fill in."""

    def change(book: Any, lang: Lang) -> None:
        spec = selfcheck.SPEC if key == "selfcheck" else problems.SPEC
        sheet = book[f"{name(key, lang)} (2)"] if copy else sheet_of(book, key, lang)
        for at, column in enumerate(spec.columns, start=1):
            if column in spec.inputs or key == "problems":
                for row in range(spec.header_row + 1, sheet.max_row + 1):
                    sheet.cell(row, at).value = None

    return change


@pytest.mark.parametrize("lang", LANGS)
def test_problems_on_a_second_sheet_are_read_too(lang: Lang) -> None:
    """Copied to go on: what was copied along is the same problem, the new one is numbered on."""
    new = on_copy("problems", B7=label(4, lang), C7="New", D7=date(2026, 8, 4), E7="Stop", F7="X",
                  G7=date(2026, 10, 9))  # fmt: skip
    answered = typed("selfcheck", "C9", YES)
    result = checked(changed(filled(lang), copied("problems"), new, answered, lang=lang), lang)
    assert told(result) == [("sheet.read-too", f"{name('problems', lang)} (2)", "")]
    assert [(plan.number, plan.values["problem"]) for plan in result.problems][2:] == [(3, "New")]
    assert len(result.problems) == 3
    wrong = checked(
        changed(filled(lang), copied("problems"), new, answered, on_copy("problems", E7=None), lang=lang),
        lang,
    )
    assert ("cell.missing", f"{name('problems', lang)} (2)", "E7") in told(wrong)


def test_a_second_sheet_that_starts_from_one_is_numbered_on() -> None:
    row = on_copy("problems", A5=1, B5=label(2, "zh"), C5="又一次", D5=date(2026, 8, 4), E5="停止", F5="王芳",
                  G5=date(2026, 10, 9))  # fmt: skip
    result = checked(changed(filled(), copied("problems"), cleared("problems", copy=True), row))
    assert told(result) == [("sheet.read-too", "问题与整改 (2)", "")]
    assert [(plan.number, plan.entry) for plan in result.problems] == [(1, "3"), (2, "S7"), (3, "3")]


@pytest.mark.parametrize("first", [True, False])
def test_a_fault_that_was_copied_along_is_told_once_and_of_the_real_sheet(first: bool) -> None:
    faulty = checked(changed(filled(), typed("problems", "E5", None), copied("problems", first=first)))
    assert told(faulty) == [("cell.missing", "问题与整改", "E5")]
    more = on_copy("problems", E6="改为两日内办结")
    both = checked(changed(filled(), typed("problems", "E5", None), copied("problems"), more))
    assert told(both) == [("cell.missing", "问题与整改", "E5"), ("sheet.read-too", "问题与整改 (2)", "")]


def label(number: int, lang: Lang) -> str:
    entry = ENTRIES[number]
    return f"{entry.number} {entry.title(lang)}"


@pytest.mark.parametrize("key", ["problems", "selfcheck", "identity"])
@pytest.mark.parametrize("hidden", [True, False])
def test_a_copy_before_the_real_one_changes_nothing(key: str, hidden: bool) -> None:
    blank = [] if key == "identity" else [cleared(key, copy=True)]
    result = checked(changed(filled(), copied(key, hidden=hidden, first=True), *blank))
    assert told(result) == []
    assert (result.answers, result.problems) == (checked(filled()).answers, checked(filled()).problems)


@pytest.mark.parametrize("key", ["problems", "selfcheck"])
@pytest.mark.parametrize("hidden", [True, False])
def test_a_copy_that_says_the_same_is_not_worth_a_word(key: str, hidden: bool) -> None:
    result = checked(changed(filled(), copied(key, hidden=hidden)))
    assert told(result) == []
    assert (result.answers, result.problems) == (checked(filled()).answers, checked(filled()).problems)


@pytest.mark.parametrize("lang", LANGS)
def test_answers_in_a_copied_sheet_are_read(lang: Lang) -> None:
    result = checked(
        changed(filled(lang), copied("selfcheck"), cleared("selfcheck", copy=False), lang=lang), lang
    )
    assert told(result) == []
    assert result.answers.yes == checked(filled(lang), lang).answers.yes


@pytest.mark.parametrize("lang", LANGS)
def test_two_self_checks_that_contradict_are_an_error_that_names_both(lang: Lang) -> None:
    result = checked(
        changed(filled(lang), copied("selfcheck"), on_copy("selfcheck", C5=YES), lang=lang), lang
    )
    assert told(result) == [("answer.contradicted", name("selfcheck", lang), "C5")]
    assert f"{name('selfcheck', lang)} (2)" in result.issues[0].message(lang)
    assert "C5/C5" in result.issues[0].message(lang)
    assert result.state == "changes_requested"


def test_what_is_filled_in_and_not_read_is_named() -> None:
    """Half of a self-check on a copy, and problems on a hidden sheet."""
    more = on_copy("selfcheck", D6="一句话")
    assert told(checked(changed(filled(), copied("selfcheck"), more))) == [("sheet.another", "自查 (2)", "")]
    hidden = (copied("problems", hidden=True), on_copy("problems", C5="另一个问题"))
    result = checked(changed(filled(), *hidden))
    assert told(result) == [("sheet.another", "问题与整改 (2)", "")]
    assert result.problems == checked(filled()).problems


def test_a_second_sheet_that_lacks_a_column_is_named_rather_than_read() -> None:
    changes = (copied("problems"), on_copy("problems", E4=None, C7="另一个问题"))
    result = checked(changed(filled(), *changes))
    assert told(result) == [("sheet.another", "问题与整改 (2)", "")]
    assert result.problems == checked(filled()).problems


def test_a_hidden_sheet_never_goes_before_a_visible_one() -> None:
    changes = (copied("selfcheck", hidden=True), cleared("selfcheck", copy=False))
    codes = {(code, sheet) for code, sheet, _ in told(checked(changed(filled(), *changes)))}
    assert codes >= {("sheet.another", "自查 (2)"), ("answer.missing", "自查")}


@pytest.mark.parametrize("first", [True, False])
def test_the_hidden_form_of_somebody_else_is_nobodys(first: bool) -> None:
    """A colleague's form that was filled in over: what is hidden is not what was sent."""
    other = on_copy("identity", B13="2011026", B14="李薇")
    result = checked(changed(filled(), copied("identity", hidden=True, first=first), other))
    assert told(result) == []
    assert result.person
    assert result.person.number == "2009017"


@pytest.mark.parametrize("lang", LANGS)
def test_the_forms_of_two_people_are_nobodys_return(lang: Lang) -> None:
    other = on_copy("identity", B13="2011026", B14=Text("李薇", "Li Wei"))
    for first in (True, False):
        result = checked(changed(filled(lang), copied("identity", first=first), other, lang=lang), lang)
        assert told(result) == [("return.several-people", "", "")]
        assert (result.state, result.person, result.problems) == ("rejected", None, ())
        said = result.issues[0].message(lang)
        assert all(words in said for words in ("2009017", "2011026", f"{name('identity', lang)} (2)"))


def test_a_form_that_was_copied_blank_or_half_filled_is_the_same_person() -> None:
    half = on_copy("identity", B13=None, B16=None)
    assert told(checked(changed(filled(), copied("identity", first=True), half))) == []
    dated = (copied("identity"), on_copy("identity", B16=date(2026, 9, 2)), typed("identity", "B16", None))
    assert told(checked(changed(filled(), *dated))) == []
    assert checked(changed(sent(), *dated)).form["filled_on"] == date(2026, 9, 2)
