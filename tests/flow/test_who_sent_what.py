"""Nobody who sent something is told to have sent nothing; who takes whose place is told; settled errors leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from softenv_xl import flow, sentences, store
from softenv_xl.control.workbook import Control, read_control
from softenv_xl.demo.corruptions import cut_short, typed
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.returns import Delivery, check_return
from softenv_xl.intake.sender import likely_sender
from softenv_xl.issue_listing import list_everything
from softenv_xl.registers.people import Person
from softenv_xl.sheets.patch import KEEP, Patch, RowPatch, TablePatch
from softenv_xl.sheets.publish import publish
from softenv_xl.sheets.result import Result
from softenv_xl.views import submissions
from softenv_xl.views.dashboard import BY_DEPARTMENT
from softenv_xl.words import LANGS, Lang
from tests.support import large_school, small_school
from tests.support.small_school import NAMES, NUMBERS, TODAY, changed, delivered, filled

FIRST = datetime(2026, 9, 2, 10)  # noqa: DTZ001 - naive UTC


def collected(*deliveries: Delivery, control: Control | None = None) -> Result:
    known = control or small_school.control()
    return flow.compute(known, [check_return(each, known, TODAY) for each in deliveries], TODAY)


def at(package: bytes, file: str, days: int = 0) -> Delivery:
    return delivered(package, file, FIRST + timedelta(days=days))


def rows(result: Result) -> list[tuple[object, ...]]:
    keys = ("number", "state", "file", "note")
    return [tuple(row.values.get(key) for key in keys) for row in result.ledger.rows]


def broken(file: str, days: int = 0, who: int = 0, lang: Lang = "zh") -> Delivery:
    return at(cut_short(filled(lang, who), lang), file, days)


@pytest.mark.parametrize(
    ("number", "name", "file", "who"),
    [
        ("2009O17", None, "a.xlsx", "2009017"),
        ("2009071", "王芳", "a.xlsx", "2009017"),
        (None, None, "自查表 2011026.xlsx", "2011026"),
        (None, None, "自查表（王芳）.xlsx", "2009017"),
        (None, None, "王芳华-新.xlsx", "2020003"),
        (None, None, "王芳 李薇.xlsx", None),
        (None, None, "return.xlsx", None),
        ("9900001", "慕容云", "自查表.xlsx", None),
    ],
)
def test_from_whom_a_file_is_likely_to_be(
    number: str | None, name: str | None, file: str, who: str | None
) -> None:
    known = zip(NUMBERS, ("王芳", "李薇", "王芳华"), strict=True)
    people = [Person(number=one, name=called, department="语文组") for one, called in known]
    found = likely_sender(people, number, name, file)
    assert (found.number if found else None) == who


@pytest.mark.parametrize("lang", LANGS)
def test_who_sent_something_unreadable_is_not_accused_of_silence(lang: Lang) -> None:
    name = NAMES[0](lang)
    result = collected(broken(f"{name}.xlsx", lang=lang), control=small_school.control(lang))
    assert [person.number for person in result.missing] == list(NUMBERS[1:])
    assert [person.number for person in result.people_in_state("unreadable")] == [NUMBERS[0]]
    state = {number: state for number, state, *_ in rows(result) if state != "rejected"}
    assert state == {NUMBERS[0]: "unreadable", NUMBERS[1]: "not_received", NUMBERS[2]: "not_received"}
    said = [words(lang) for words in sentences.waiting(result)]
    assert len(said) == 2
    assert f"{name}.xlsx" in said[1]
    assert NUMBERS[0] in said[1]
    assert NUMBERS[0] not in said[0]
    patch = publish(result)
    figures = next(table for table in patch.tables if table.table == BY_DEPARTMENT.key)
    assert [row.values[1:] for row in figures.rows] == [(0, 0, 1, 1), (0, 0, 1, 0)]
    headline = next(str(cell.value) for cell in patch.cells if cell.name == "dash_headline")
    assert ("1 人来件无法识别" if lang == "zh" else "1 sent something unreadable") in headline
    assert sentences.collected(result)(lang).count("1") >= 2


def test_who_owes_none_is_on_no_list() -> None:
    """A file of theirs that can't be read is told, and nobody is reminded."""
    known = small_school.control()
    first, *others = known.people
    people = (first.model_copy(update={"owes_return": False}), *others)
    result = collected(broken("王芳.xlsx"), control=replace(known, people=people))
    assert [file for file, _ in result.ledger.unattributed] == ["王芳.xlsx"]
    assert NUMBERS[0] not in result.ledger.states
    assert not result.people_in_state("unreadable")


def test_the_three_lists_stay_apart() -> None:
    back = at(changed(filled(who=1), typed("selfcheck", "C5", None)), "b.xlsx")
    result = collected(broken("王芳.xlsx"), back, broken("x.xlsx", who=2))
    said = [words.zh for words in sentences.waiting(result)]
    assert said == [
        "尚未交表 1 人：张志强（2020003）",
        "来件无法识别 2 份：x.xlsx、王芳.xlsx（可能来自 王芳 2009017）",
        "退回修改 1 人：李薇（2011026）",
    ]


def test_of_many_people_a_line_names_some_and_says_where_the_others_are(tmp_path: Path) -> None:
    large_school.control(tmp_path / "c.xlsx", 31)
    (missing,) = sentences.waiting(flow.refresh(FileWorkbook(tmp_path / "c.xlsx"), TODAY)[0])
    assert missing.en.startswith("Missing, 31 people: Teacher 1 (T0001), ")
    assert missing.en.endswith("Teacher 30 (T0030), and 1 more on the sheet Submissions")
    assert missing.zh.endswith("Teacher 30（T0030）、其余 1 人见“收表台账”表")


def test_a_form_issued_to_somebody_tells_whose_it_is() -> None:
    result = collected(
        at(changed(filled(), typed("identity", "B13", None), typed("identity", "B14", None)), "x.xlsx")
    )
    assert [person.number for person in result.people_in_state("unreadable")] == [NUMBERS[0]]


@pytest.fixture
def workbook(tmp_path: Path) -> FileWorkbook:
    path = tmp_path / "control.xlsx"
    store.create(path, small_school.register("zh"))
    return FileWorkbook(path)


def _column(workbook: FileWorkbook, table: str, key: str) -> list[object]:
    return [row.values[key] for row in read_control(workbook.read()).checked[table].rows]


def test_what_waits_is_told_in_the_workbook_until_a_good_one_comes(workbook: FileWorkbook) -> None:
    flow.collect(workbook, [], TODAY)
    flow.collect(workbook, [broken("王芳.xlsx")], TODAY)
    assert _column(workbook, "submissions", "state") == [
        "unreadable",
        "not_received",
        "not_received",
        "rejected",
    ]
    assert _column(workbook, "submissions", "note")[0] == "来件：王芳.xlsx"
    assert _column(workbook, "submissions", "note")[3] == "可能来自 王芳 2009017"
    assert _column(workbook, "people", "state") == ["unreadable", "not_received", "not_received"]
    assert _column(workbook, "compliance", "state")[0] == "unreadable"
    assert _column(workbook, "issues", "code") == ["file.truncated"]
    _, changed_again = flow.collect(workbook, [broken("王芳.xlsx")], TODAY)
    assert not changed_again

    flow.collect(workbook, [at(filled(), "王芳 改.xlsx", 1)], TODAY)
    states = ["not_received", "not_received", "accepted", "rejected"]
    assert _column(workbook, "submissions", "state") == states
    assert _column(workbook, "submissions", "note")[2] is None
    assert _column(workbook, "issues", "code") == []


def test_whoever_waits_again_has_sent_nothing(workbook: FileWorkbook) -> None:
    """The office takes the file that could not be read off the list: it was somebody else's."""
    flow.collect(workbook, [broken("王芳.xlsx")], TODAY)
    assert _column(workbook, "submissions", "note")[:2] == ["来件：王芳.xlsx", None]
    number = submissions.SPEC.column("number").label("zh")
    workbook.read()
    workbook.write(
        Patch((TablePatch("submissions", (number,), tuple(RowPatch(i, (KEEP,)) for i in range(3))),))
    )
    flow.refresh(workbook, TODAY)
    assert _column(workbook, "submissions", "state") == ["not_received"] * 3
    assert _column(workbook, "submissions", "note") == [None] * 3


def test_an_unreadable_file_that_came_later_still_matters() -> None:
    result = collected(at(filled(), "王芳.xlsx"), broken("王芳 改.xlsx", 3))
    assert [issue.code for issue in result.all_issues] == ["file.truncated"]
    assert result.ledger.unattributed[0][0] == "王芳 改.xlsx"
    assert result.ledger.states[NUMBERS[0]] == "accepted"
    assert not result.people_in_state("unreadable")
    later = collected(at(filled(), "王芳.xlsx", 3), broken("王芳 旧.xlsx"))
    assert later.all_issues == ()
    assert later.ledger.unattributed == ()
    back = at(changed(filled(), typed("selfcheck", "C5", None)), "王芳.xlsx", 3)
    assert [issue.code for issue in collected(back, broken("王芳 旧.xlsx")).all_issues] == ["answer.missing"]


def test_what_took_whose_place_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    newer = at(filled(day=TODAY), "第二次.xlsx", 1)
    result = collected(at(filled(), "第一次.xlsx"), newer)
    assert (NUMBERS[0], "superseded", "第一次.xlsx", "已由 第二次.xlsx 取代") in rows(result)
    for lang, words in (("zh", "已由 第二次.xlsx 取代"), ("en", "superseded by 第二次.xlsx")):
        list_everything(result, lang)  # type: ignore[arg-type]
        assert words in capsys.readouterr().out


def test_a_note_about_a_return_that_was_taken_off_the_list_goes(workbook: FileWorkbook) -> None:
    flow.collect(workbook, [at(filled(), "a.xlsx"), at(filled(day=TODAY), "b.xlsx", 1)], TODAY)
    files = _column(workbook, "submissions", "file")
    assert _column(workbook, "submissions", "note")[files.index("a.xlsx")] == "已由 b.xlsx 取代"
    kept = tuple(RowPatch(i, (KEEP,)) for i, file in enumerate(files) if file != "b.xlsx")
    workbook.read()
    workbook.write(
        Patch((TablePatch("submissions", (submissions.SPEC.column("number").label("zh"),), kept),))
    )
    flow.refresh(workbook, TODAY)
    files = _column(workbook, "submissions", "file")
    assert _column(workbook, "submissions", "note")[files.index("a.xlsx")] is None


@pytest.mark.parametrize(
    "names",
    [
        ("a.xlsx", "a (2).xlsx"),
        ("a (2).xlsx", "a (10).xlsx"),
        ("表.xlsx", "表（改）.xlsx"),
        ("表.xlsx", "表!0.xlsx"),
    ],
)
def test_of_two_saved_at_the_same_time_the_name_decides(names: tuple[str, str]) -> None:
    """Whichever of them has which contents."""
    contents = [filled(), filled(day=TODAY)]
    for first, second in (contents, contents[::-1]):
        result = collected(at(second, names[1]), at(first, names[0]))
        told = {file: (state, note) for _, state, file, note in rows(result) if file}
        assert told[names[1]] == ("accepted", None)
        assert told[names[0]] == ("superseded", f"已由 {names[1]} 取代（保存时间相同，按文件名先后）")
        assert result.ledger.newest[NUMBERS[0]] == max(result.ledger.stamps.values())


def test_errors_of_a_return_that_was_corrected_leave_the_list() -> None:
    wrong = at(changed(filled(), typed("selfcheck", "C5", None)), "a.xlsx")
    assert [issue.code for issue in collected(wrong).all_issues] == ["answer.missing"]
    assert collected(wrong, at(filled(), "b.xlsx", 1)).all_issues == ()
    unknown = at(changed(filled(), typed("identity", "B13", "2009071")), "c.xlsx")
    assert [issue.code for issue in collected(unknown).all_issues] == ["person.unknown-near"]
    assert collected(unknown, at(filled(), "b.xlsx", 1)).all_issues == ()


def test_an_impossible_time_that_was_entered_once_is_mended(workbook: FileWorkbook) -> None:
    """The correction was superseded because its program wrote 1601; collected again, it counts."""
    wrong = datetime(1601, 1, 1)  # noqa: DTZ001 - naive UTC
    first, second = at(filled(), "a.xlsx"), at(filled(day=TODAY), "b.xlsx", 5)
    flow.collect(workbook, [first, replace(second, saved=wrong)], TODAY)
    assert _states(workbook)["b.xlsx"] == "superseded"
    flow.collect(workbook, [first, second], TODAY)
    states = _states(workbook)
    assert (states["a.xlsx"], states["b.xlsx"]) == ("superseded", "accepted")
    notes = dict(zip(*(_column(workbook, "submissions", key) for key in ("file", "note")), strict=True))
    assert (notes["a.xlsx"], notes["b.xlsx"]) == ("已由 b.xlsx 取代", None)


def _states(workbook: FileWorkbook) -> dict[object, object]:
    files, states = (_column(workbook, "submissions", key) for key in ("file", "state"))
    return dict(zip(files, states, strict=True))
