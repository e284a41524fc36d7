"""What the check makes of one return, beyond the faults that the demo plants."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from softenv_xl import flow
from softenv_xl.bans.default import ENTRIES
from softenv_xl.books import RETURN
from softenv_xl.demo.corruptions import sheet_of, typed
from softenv_xl.intake.content_as_read import content_as_read
from softenv_xl.intake.returns import check_return
from softenv_xl.intake.standalone import standalone_control
from softenv_xl.registers.settings import read_campaign
from softenv_xl.registers.words import ANSWER
from softenv_xl.words import LANGS, Lang, Text
from tests.support import small_school
from tests.support.small_school import PLANS, changed, checked, filled, loaded, told


@pytest.mark.parametrize("lang", LANGS)
def test_a_good_return_says_what_was_typed(lang: Lang) -> None:
    result = checked(filled(lang), lang)
    assert told(result) == []
    assert result.state == "accepted"
    assert result.person
    assert (result.person.number, result.form["filled_on"]) == ("2009017", date(2026, 9, 2))
    assert result.answers.yes == {entry.number: entry.number in ("3", "S7") for entry in ENTRIES}
    assert [(plan.number, plan.entry) for plan in result.problems] == [(1, "3"), (2, "S7")]
    first = result.problems[0].values
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
    assert result.problems[0].values["item"] == f"3 {ENTRIES[2].title.zh}"


def test_the_item_of_a_problem_may_be_spelt_loosely() -> None:
    """What is read all the same is not told a second time as a problem that is missing."""
    spaced = checked(changed(filled(), typed("problems", "B5", "３ 有偿 补课")))
    assert told(spaced) == [("choice.read-as", "问题与整改", "B5")]
    assert spaced.state == "accepted"
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


@pytest.mark.parametrize("row", [45, 46, 60])
def test_a_row_further_down_is_a_problem_too(row: int) -> None:
    """The table ends at row 44; between it and what somebody wrote below there may be blank rows."""

    def written(book: Any, lang: Lang) -> None:
        sheet = sheet_of(book, "problems", lang)
        for column in range(2, 10):
            sheet.cell(row, column).value = sheet.cell(5, column).value
        sheet.cell(row, 1).value = 41

    result = checked(changed(filled(), written))
    assert told(result) == [("table.rows-beyond", "问题与整改", f"B{row}")]
    assert [plan.number for plan in result.problems] == [1, 2, 41]


def test_rows_without_a_number_are_numbered_on() -> None:
    result = checked(changed(filled(), typed("problems", "A5", None), typed("problems", "A6", 7)))
    assert told(result) == [("problem.no-number", "问题与整改", "A5")]
    assert [plan.number for plan in result.problems] == [8, 7]


def test_a_row_whose_column_of_numbers_is_gone_is_told_at_its_item() -> None:
    package = changed(filled(plans=PLANS[:1]), typed("problems", "A4", None))
    assert ("problem.no-number", "问题与整改", "B5") in told(checked(package))


@pytest.mark.parametrize(
    "numbers", [(1.1, 1.2), (-1, 0), (1e300, 1e15), (2.5, "二"), ("NaN", "1e400"), ("1.1", True)]
)
def test_rows_with_no_number_to_count_with_get_their_own(numbers: tuple[Any, Any]) -> None:
    """Rows 1.1 and 1.2 are two rows; nothing that stands for a number makes one row of two."""
    result = checked(
        changed(filled(), *(typed("problems", f"A{row}", n) for row, n in enumerate(numbers, 5)))
    )
    assert told(result) == [("problem.number-read", "问题与整改", f"A{row}") for row in (5, 6)]
    assert [plan.number for plan in result.problems] == [1, 2]
    assert result.state == "accepted"


@pytest.mark.parametrize("number", ["1e400", "-1e400", "NaN", "INF"])
def test_a_number_that_no_program_can_hold(number: str) -> None:
    """As the XML of a sheet may have it: what the gate makes of it never ends the check."""
    cell = re.compile(rb'(<c r="A5"[^>]*)>.*?</c>')

    def broken(package: bytes) -> bytes:
        with ZipFile(BytesIO(package)) as old, ZipFile(out := BytesIO(), "w") as new:
            for name in old.namelist():
                data = old.read(name)
                new.writestr(
                    name,
                    cell.sub(rb"\1><v>" + number.encode() + b"</v></c>", data) if "sheet" in name else data,
                )
        return out.getvalue()

    result = checked(broken(changed(filled(), typed("problems", "A5", 1))))
    assert len({plan.number for plan in result.problems}) in (0, 2)
    assert result.issues


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


NOISE = ("\u200b", "\ufeff", "\u202d", "\u2060", "\u00ad", "\u3164")


@pytest.mark.parametrize("mark", NOISE)
def test_what_nobody_sees_is_read_as_without_it(mark: str) -> None:
    """In a number, a name, a department, an answer, a date, a header: a note or a warning at most."""
    cells = {("identity", "B13"): "2009017", ("identity", "B14"): "王芳", ("identity", "B15"): "语文组"}
    cells |= {("selfcheck", "C6"): "没有", ("problems", "D5"): "2026-08-03", ("problems", "G4"): "整改期限"}
    noisy = (
        typed(sheet, cell, f"{mark}{text[:1]}{mark}{text[1:]}{mark}") for (sheet, cell), text in cells.items()
    )
    result = checked(changed(filled(), *noisy))
    assert (result.state, {issue.severity.value for issue in result.issues}) == (
        "accepted",
        {"note", "warning"},
    )
    assert result.answers.yes == checked(filled()).answers.yes
    assert result.problems[0].values["found"] == date(2026, 8, 3)


@pytest.mark.parametrize("mark", [*NOISE, "\n", "\r\n", "\t", "\u2003"])
def test_what_holds_nothing_that_is_seen_is_empty(mark: str) -> None:
    row = dict.fromkeys(("B7", "C7", "D7", "E7", "F7", "G7", "H7", "I7"), mark)
    blank = checked(changed(filled(), *(typed("problems", cell, value) for cell, value in row.items())))
    assert told(blank) == []
    assert len(blank.problems) == 2
    gone = checked(changed(filled(), typed("problems", "C5", mark)))
    assert told(gone) == [("cell.missing", "问题与整改", "C5")]


NO = (
    "没有。|沒有|没有此类问题|无|否|×|✗|未发现|不存在|N|no.|none|n/a|（无）|否，没有|本人没有|"
    "经自查，没有|没有（已自查）|无 (none)|没有这些问题|不适用"
)


@pytest.mark.parametrize("word", [*NO.split("|"), 0, False])
def test_what_plainly_means_no_is_no(word: str | int) -> None:
    result = checked(changed(filled(), typed("selfcheck", "C6", word)))
    assert told(result) == [("choice.read-as", "自查", "C6")]
    assert (result.state, result.answers.yes) == ("accepted", checked(filled()).answers.yes)


@pytest.mark.parametrize("word", ["是", "yes", "Y", "有。", "有此类问题", True])
def test_what_plainly_means_yes_is_yes(word: str | int) -> None:
    result = checked(changed(filled(), typed("selfcheck", "C7", word)))
    assert told(result) == [("choice.read-as", "自查", "C7")]
    assert result.answers.yes["3"]


@pytest.mark.parametrize(
    "word",
    ["√", "✓", "/", "-", "x", "不清楚", "有没有", "没有吧", "有，已整改", "没友", "无所谓", "not sure"],
)
def test_what_is_not_plain_is_asked_and_nothing_is_suggested(word: str) -> None:
    result = checked(changed(filled(), typed("selfcheck", "C6", word)))
    assert told(result) == [("choice.unknown", "自查", "C6")]
    assert result.state == "changes_requested"


def test_full_width_and_compatibility_forms_are_read_as_what_they_stand_for() -> None:
    wide = "ＷＡＮＧ　Ｆａｎｇ"
    result = checked(
        changed(
            filled("en"), typed("identity", "B14", wide), typed("identity", "B15", "Ｃhinese"), lang="en"
        ),
        "en",
    )
    assert (told(result), result.state) == ([], "accepted")


def test_short_names_that_share_a_letter_are_two_people() -> None:
    result = checked(changed(filled(), typed("identity", "B14", "王强")))
    assert told(result) == [("person.name-differs", "基本信息", "B14")]
    result = checked(changed(filled(who=2), typed("identity", "B14", "张志刚")))
    assert told(result) == [("person.name-near", "基本信息", "B14")]


def test_times_of_day_make_no_difference_to_a_days_limit() -> None:
    """Due on the stage's last day at six; due on the day on which it was found, an hour before."""
    end = small_school.control().campaign.window("rectify")
    assert end
    last = datetime.combine(end[1], datetime.min.time().replace(hour=18))
    within = checked(changed(filled(), typed("problems", "G5", last)))
    assert (told(within), within.problems[0].values["deadline"]) == ([], end[1])
    day = datetime(2026, 10, 15, 9, 36)  # noqa: DTZ001 - cells know no time zone
    same = checked(
        changed(
            filled(), typed("problems", "D5", day), typed("problems", "G5", day.replace(hour=0, minute=0))
        )
    )
    assert told(same) == []
    before = checked(
        changed(filled(), typed("problems", "D5", day), typed("problems", "G5", date(2026, 10, 14)))
    )
    assert told(before) == [("date.before", "问题与整改", "G5")]
    assert before.issues[0].message("zh") == "“整改期限”2026-10-14 早于“发现日期”2026-10-15。"


def test_an_unclear_date_is_one_error_that_names_what_it_may_be() -> None:
    result = checked(changed(filled(), typed("problems", "D5", "01/08/26")))
    assert told(result) == [("date.unclear", "问题与整改", "D5")]
    assert "2001-08-26 或 2026-01-08 或 2026-08-01" in result.issues[0].message("zh")
    assert result.problems[0].values["found"] is None


@pytest.mark.parametrize("lang", LANGS)
def test_a_problem_says_yes_whatever_the_self_check_says(lang: Lang) -> None:
    """Answered no, under today's rulebook; left out, under an older one, where that is no error."""
    sheet = RETURN.sheet("problems").name(lang)
    no = Text(ANSWER.word("no", "zh"), ANSWER.word("no", "en"))
    denied = typed("selfcheck", "C7", no)
    left_out = (denied, typed("selfcheck", "A7", "99 X"), typed("identity", "B7", "2025.9"))
    for changes in ((denied,), left_out):
        control = small_school.control(lang)
        result = checked(changed(filled(lang), *changes, lang=lang), lang)
        assert ("problem.without-answer", sheet, "B5") in told(result)
        assert result.state == "accepted"
        computed = flow.compute(control, [result], small_school.TODAY)
        states = computed.assessment.people["2009017"]
        assert states.states["3"] == "self_reported"
        honest = flow.compute(control, [checked(filled(lang), lang)], small_school.TODAY).assessment.people[
            "2009017"
        ]
        assert changes == left_out or states.compliance == honest.compliance
        rows = {row.values["id"]: row.values for row in computed.registers["evidence"]}
        assert rows["SC-2009017-3"]["state"] == "self_reported"
        assert rows["SC-2009017-3"]["reference"] == f"return.xlsx {sheet} B5"


def test_an_item_not_answered_that_has_a_problem_is_sent_back() -> None:
    result = checked(changed(filled(), typed("selfcheck", "C7", None)))
    assert told(result) == [("answer.missing", "自查", "C7"), ("problem.without-answer", "问题与整改", "B5")]
    assert (result.state, result.answers.yes["3"]) == ("changes_requested", True)


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
        delivery = small_school.delivered(package)
        assert delivery.book
        known = standalone_control(delivery.book, lang)
        return told(check_return(delivery, known, small_school.TODAY))

    problems = RETURN.sheet("problems").name(lang)
    identity = RETURN.sheet("identity").name(lang)
    selfcheck = RETURN.sheet("selfcheck").name(lang)
    assert alone(filled(lang)) == []
    late = changed(filled(lang), typed("problems", "G5", date(2027, 1, 15)), lang=lang)
    assert alone(late) == [("date.out-of-stage", problems, "G5")]
    borrowed = changed(filled(lang), typed("identity", "B8", "2020003"), lang=lang)
    assert alone(borrowed) == [("person.other-recipient", identity, "B13")]
    assert alone(small_school.sent(lang)) == [("return.blank", selfcheck, "C5")]
    begun = alone(
        changed(small_school.sent(lang), typed("selfcheck", "C5", ANSWER.word("no", lang)), lang=lang)
    )
    assert begun[0] == ("cell.missing", identity, "B16")
    assert begun[1:] == [("answer.missing", selfcheck, f"C{row}") for row in range(6, 22)]


def test_half_a_year_is_no_year() -> None:
    assert read_campaign({"year": 2026.5}, []).year is None
    assert read_campaign({"year": 2026}, []).year == 2026
    by_itself = changed(filled(), typed("identity", "B5", 2026.5))
    book = small_school.delivered(by_itself).book
    assert book
    assert standalone_control(book, "zh").campaign.year is None


@pytest.mark.parametrize("version", ["2026.1·914f", None])
def test_by_itself_a_return_says_of_which_rulebook_it_is(version: str | None) -> None:
    book = small_school.delivered(changed(filled(), typed("identity", "B7", version))).book
    assert book
    assert standalone_control(book, "zh").rulebook.version == (version or "")


@pytest.mark.parametrize("lang", LANGS)
def test_a_return_that_is_not_filled_in_is_one_line(lang: Lang) -> None:
    """As it was sent, long after the closing date, and with nothing but the date given."""
    late = small_school.delivered(small_school.sent(lang), saved=datetime(2100, 1, 1))  # noqa: DTZ001 - naive UTC
    dated = small_school.delivered(
        changed(small_school.sent(lang), typed("identity", "B16", date(2026, 9, 2)), lang=lang)
    )
    for delivery in (late, dated):
        result = check_return(delivery, small_school.control(lang), small_school.TODAY)
        assert told(result) == [("return.blank", RETURN.sheet("selfcheck").name(lang), "C5")]
        assert result.state == "changes_requested"
    listed = changed(small_school.sent(lang), typed("problems", "C5", "?"), lang=lang)
    assert "return.blank" not in {code for code, *_ in told(checked(listed, lang))}


@pytest.mark.parametrize("lang", LANGS)
def test_one_wrong_word_in_many_cells_is_one_line(lang: Lang) -> None:
    wrong = [typed("selfcheck", f"C{row}", "qqq") for row in range(8, 20)]
    other = typed("selfcheck", "C20", "zzz")
    result = checked(changed(filled(lang), *wrong, other, lang=lang), lang)
    sheet = RETURN.sheet("selfcheck").name(lang)
    assert told(result) == [("choice.unknown", sheet, "C8"), ("choice.unknown", sheet, "C20")]
    assert result.issues[0].also == tuple(f"C{row}" for row in range(9, 20))
    cells = {"zh": "另有 11 处：C9、C10、", "en": "11 more: C9, C10, "}[lang]
    assert cells in result.issues[0].message(lang)
    assert result.issues[1].also == ()


def test_empty_cells_are_told_one_by_one() -> None:
    """Each is another thing to fill in."""
    result = checked(changed(filled(), *(typed("selfcheck", f"C{row}", None) for row in (8, 9))))
    assert [code for code, *_ in told(result)] == ["answer.missing"] * 2


@pytest.mark.parametrize("lang", LANGS)
def test_what_may_be_chosen_is_told_in_the_returns_language_and_order(lang: Lang) -> None:
    result = checked(changed(filled(lang), typed("problems", "B5", "qqqq"), lang=lang), lang)
    (issue,) = (issue for issue in result.issues if issue.code == "choice.unknown")
    entries = small_school.control(lang).rulebook.entries
    mark = "、" if lang == "zh" else ", "
    assert mark.join([*(entry.label(lang) for entry in entries[:12]), "…"]) in issue.remedy(lang)


@pytest.mark.parametrize(
    ("saved", "late"), [(date(2026, 9, 30), False), (date(2026, 10, 1), True), (date(2026, 9, 2), False)]
)
def test_a_return_is_late_the_day_after_it_was_due(saved: date, late: bool) -> None:
    delivery = small_school.delivered(filled(), saved=datetime.combine(saved, time(10)))
    due = small_school.control().campaign.model_copy(update={"returns_due": date(2026, 9, 30)})
    result = check_return(delivery, replace(small_school.control(), campaign=due), small_school.TODAY)
    assert ("return.late" in {code for code, *_ in told(result)}) is late
    never = replace(small_school.control(), campaign=due.model_copy(update={"returns_due": None}))
    assert "return.late" not in {code for code, *_ in told(check_return(delivery, never, small_school.TODAY))}


def test_the_bytes_that_were_read_are_passed_on_by_a_second_name_too(tmp_path: Path) -> None:
    file, link = tmp_path / "return.xlsx", tmp_path / "link.xlsx"
    file.write_bytes(b"content")
    link.symlink_to(file)
    known = sha256(b"content").hexdigest()[:16]
    assert content_as_read(link, known, 7) == content_as_read(file, known, 7) == b"content"
    assert content_as_read(file, known, 6) == b""
    assert content_as_read(file, "0" * 16, 7) == b""
    assert content_as_read(tmp_path / "gone.xlsx", known, 7) == b""


@pytest.mark.parametrize("lang", LANGS)
def test_an_answer_that_is_missing_is_told_with_its_question(lang: Lang) -> None:
    result = checked(changed(filled(lang), typed("selfcheck", "C8", None), lang=lang), lang)
    (missing,) = (issue for issue in result.issues if issue.code == "answer.missing")
    asked = loaded(filled(lang))[RETURN.sheet("selfcheck").name(lang)]["A8"].value
    assert asked
    assert str(asked) in missing.message(lang)
