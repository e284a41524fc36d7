"""The files of three form tools, as workbook and as text: read alike, counted once, and told of where they can't be."""

from __future__ import annotations

from pathlib import Path

import pytest

from softenv_xl.registers import appraisal_mapping, appraisal_rounds
from softenv_xl.registers.appraisal_leads import SPEC as LEADS
from tests.appraisal.press import appraise, issues, press, result, rows
from tests.appraisal.survey import (
    AS_OF,
    LAYOUTS,
    Sheet,
    control,
    folder,
    jinshuju,
    sheets,
    tencent,
    wenjuanxing,
    write_csv,
    write_xlsx,
)

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")


_TOP = "老师,总体评价\n".encode()


def _round(workbook: Path) -> dict[str, object]:
    (one,) = rows(workbook, appraisal_rounds.SPEC)
    return dict(one)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    beside = tmp_path_factory.mktemp("expected")
    workbook = control(beside / "c.xlsx")
    write_xlsx(folder(beside) / "1.xlsx", wenjuanxing(sheets()))
    appraise(workbook)
    return [dict(row) for row in rows(workbook)]


_EACH = [(tool, kind) for tool in LAYOUTS for kind in ("xlsx", "gb18030")]


@pytest.mark.parametrize(
    ("tool", "kind"), [*_EACH, *(("tencent", code) for code in ENCODINGS if code != "gb18030")]
)
def test_every_tool_and_every_kind_of_file_comes_to_the_same(
    tool: str, kind: str, expected: list[dict[str, object]], tmp_path: Path
) -> None:
    workbook = control(tmp_path / "c.xlsx")
    cells = LAYOUTS[tool](sheets())
    if kind == "xlsx":
        write_xlsx(folder(tmp_path) / "1.xlsx", cells)
    else:
        write_csv(folder(tmp_path) / "1.csv", cells, kind)
    assert issues(workbook) == []
    assert [dict(row) for row in rows(workbook)] == expected
    assert [row["proposed"] for row in rows(workbook, appraisal_mapping.SPEC)].count(None) == 0


def test_pressed_again_nothing_changes(tmp_path: Path) -> None:
    workbook = control(tmp_path / "c.xlsx")
    write_xlsx(folder(tmp_path) / "1.xlsx", wenjuanxing(sheets()))
    appraise(workbook)
    content = workbook.read_bytes()
    assert "已是最新" in appraise(workbook).out
    assert press("refresh", workbook, "--as-of", AS_OF).code in (0, 1)
    assert workbook.read_bytes() == content


def test_the_same_file_under_another_name_counts_once(tmp_path: Path) -> None:
    workbook = control(tmp_path / "c.xlsx")
    found = wenjuanxing(sheets())
    first = write_xlsx(folder(tmp_path) / "1.xlsx", found)
    appraise(workbook)
    before = _round(workbook)
    (folder(tmp_path) / "copy.xlsx").write_bytes(first.read_bytes())
    assert [(issue["code"], issue["file"]) for issue in issues(workbook)] == [
        ("appraisal.file-again", "copy.xlsx")
    ]
    assert _round(workbook) == before


def test_a_later_export_that_holds_the_earlier_sheets_counts_them_once(tmp_path: Path) -> None:
    workbook = control(tmp_path / "c.xlsx")
    every = sheets()
    write_csv(folder(tmp_path) / "monday.csv", tencent(every[:100]))
    write_csv(folder(tmp_path) / "friday.csv", tencent(every))
    (told,) = issues(workbook)
    assert told["code"] == "appraisal.sheets-twice"
    alone = tmp_path / "alone"
    alone.mkdir()
    other = control(alone / "c.xlsx")
    write_csv(folder(alone) / "friday.csv", tencent(every))
    appraise(other)
    assert rows(workbook) == rows(other)


def test_parents_who_say_the_same_on_one_day_are_two(tmp_path: Path) -> None:
    workbook = control(tmp_path / "c.xlsx")
    cells = [["填写时间", "教师姓名", "总体评价"], *([["2026-10-05", "语文甲", "满意"]] * 9)]
    write_csv(folder(tmp_path) / "1.csv", cells)
    assert issues(workbook) == []
    assert _round(workbook)["valid"] == 9


def test_a_code_counts_once(tmp_path: Path) -> None:
    workbook = control(tmp_path / "c.xlsx")
    cells = [["教师姓名", "问卷码", "总体评价"]]
    cells += [["语文甲", f"code-{n // 2}", "满意"] for n in range(20)]
    write_csv(folder(tmp_path) / "1.csv", cells)
    (told,) = issues(workbook)
    assert (told["code"], "10" in told["message"]) == ("appraisal.code-twice", True)
    assert _round(workbook)["valid"] == 10
    assert "code-3" not in str(rows(workbook)) + str(rows(workbook, appraisal_mapping.SPEC))


def test_fewer_sheets_than_before_write_nothing(tmp_path: Path) -> None:
    workbook = control(tmp_path / "c.xlsx")
    write_csv(folder(tmp_path) / "1.csv", tencent(sheets()))
    appraise(workbook)
    content = workbook.read_bytes()
    one = write_csv(tmp_path / "one.csv", tencent(sheets()[:20]))
    with pytest.raises(AssertionError, match="AP-001"):  # it stops
        appraise(workbook, one)
    assert workbook.read_bytes() == content


def test_a_form_with_a_column_for_each_teacher(tmp_path: Path) -> None:
    workbook = control(tmp_path / "c.xlsx")
    asked = [
        f"{n}、{whom}老师：总体评价" for n, whom in enumerate(("语文甲", "语文乙", "语文丙", "数学甲"), 1)
    ]
    cells = [["序号", "提交时间", *asked]]
    cells += [
        [
            str(n),
            f"2026-10-01 08:00:{n:02}",
            "满意",
            "不满意" if n < 3 else "",
            "满意" if n < 9 else "",
            "不了解",
        ]
        for n in range(12)
    ]
    write_csv(folder(tmp_path) / "1.csv", cells)
    appraise(workbook)
    found = {row["number"]: (row["shown"], row["respondents"], row["satisfied"]) for row in rows(workbook)}
    # Of 语文乙 three said something, of 语文丙 the next fewest; of 数学甲 nobody.
    hidden = ("— 人数少，不显示", None, None)
    assert found == {"T0100": ("✓ 显示", 12, 1.0), "T0101": hidden, "T0102": hidden, "T0200": hidden}


def test_words_that_nobody_knows_are_asked_about_once_and_then_known(tmp_path: Path) -> None:
    from softenv_xl.control.workbook import read_control
    from softenv_xl.hosts.workbook import FileWorkbook
    from softenv_xl.schema.placed import Placed
    from softenv_xl.sheets.patch import Patch
    from softenv_xl.sheets.table_patch import table_patch

    workbook = control(tmp_path / "c.xlsx")
    cells = [["老师", "班级", "总体评价"]]
    cells += [["甲老师", "三班", "挺好 13800001111"] for _ in range(8)]
    write_csv(folder(tmp_path) / "1.csv", cells)
    asked = {issue["code"] for issue in issues(workbook)}
    unknown = {"appraisal.column-unmapped", "appraisal.answer-unknown", "appraisal.teacher-unknown"}
    assert asked == {*unknown, "appraisal.under-target"}
    assert "有 3 处要说明含义" in appraise(workbook).out
    words = rows(workbook, appraisal_mapping.SPEC)
    assert "1380000" not in str(words)
    said: dict[str, dict[str, str]] = {
        "班级": {"use": "ignored"}, "甲老师": {"number": "T0100"}, "挺好": {"answer": "satisfied"},
    }  # fmt: skip
    book = FileWorkbook(workbook)
    patch = table_patch(
        read_control(book.read()),
        appraisal_mapping.SPEC,
        [Placed(at, said.get(str(row["found"]).split("[")[0].strip(), {})) for at, row in enumerate(words)],
    )
    book.write(Patch((patch,)))
    assert issues(workbook) == []
    assert (result(workbook, "T0100")["respondents"], result(workbook, "T0100")["satisfied"]) == (8, 1)


BROKEN = [
    (b"", "file.empty"),
    (b"\0" * 100, "file.unreadable"),
    (_TOP + "语文甲,满意\n".encode() * 1000 + b"\0\n", "file.unreadable"),
    (_TOP + "语文甲,满意\n".encode() * 1000 + b"\xff\xff\xff", "file.unreadable"),
    (_TOP + b"\0\0\0", "file.other-document"),
    ('老师,总体评价\n语文甲,"'.encode() + b"a" * 100_000, "file.too-large"),
    (_TOP + b"," * 20_000, "file.too-large"),
    (b"%PDF-1.7", "file.other-document"),
    (b"PK\x03\x04rest", "file.truncated"),
    ("总体评价\n满意\n".encode(), "appraisal.nobody-named"),
    (b"\n\n\n", "appraisal.no-headers"),
]


def test_hostile_and_broken_files_are_told_and_the_others_count(tmp_path: Path) -> None:
    workbook = control(tmp_path / "c.xlsx")
    write_csv(folder(tmp_path) / "good.csv", tencent(sheets()))
    for number, (content, _) in enumerate(BROKEN):
        (folder(tmp_path) / f"bad {number}.csv").write_bytes(content)
    assert f"{len(BROKEN)} 个文件未读入" in appraise(workbook).out
    told = {issue["file"]: issue["code"] for issue in issues(workbook)}
    assert told == {f"bad {number}.csv": code for number, (_, code) in enumerate(BROKEN)}
    assert _round(workbook)["files"] == 1
    assert len(rows(workbook)) == 12


def test_formulas_and_foreign_words_in_comments_are_text(tmp_path: Path) -> None:
    workbook = control(tmp_path / "c.xlsx")
    comment = "=cmd|' /C calc'!A0 周末补课\u202e 微信:abc12345 电话 138 0000 1111"
    cells = [["老师", "总体评价", "意见建议"]] + [["语文甲", "满意", comment] for _ in range(6)]
    write_csv(folder(tmp_path) / "1.csv", cells)
    appraise(workbook)
    (lead,) = rows(workbook, LEADS)
    assert lead["text"] == "=cmd|' /C calc'!A0 周末补课\\u202e […] 电话 […]"
    assert (lead["number"], lead["count"], lead["suggested"]) == ("T0100", 6, "3 有偿补课")


def test_without_a_round_or_a_folder_it_says_what_to_do(tmp_path: Path) -> None:
    workbook = control(tmp_path / "c.xlsx")
    with pytest.raises(AssertionError, match="评议/AP-001"):
        appraise(workbook)
    folder(tmp_path)
    with pytest.raises(AssertionError, match="评议批次"):
        appraise(workbook, "--round", "AP-009")
    with pytest.raises(AssertionError, match="评议批次"):
        press("appraisal", workbook, "--as-of", "2026-09-01")


def test_a_workbook_of_an_earlier_version_is_upgraded_first(tmp_path: Path) -> None:
    workbook = tmp_path / "c.xlsx"
    workbook.write_bytes(
        (Path(__file__).parents[1] / "upgrade" / "workbooks" / "a51dd15.zh.xlsx").read_bytes()
    )
    with pytest.raises(AssertionError, match=r"softenv-xl upgrade c\.xlsx"):
        appraise(workbook)


def test_a_press_can_be_undone(tmp_path: Path) -> None:
    workbook = control(tmp_path / "c.xlsx")
    content = workbook.read_bytes()
    write_csv(folder(tmp_path) / "1.csv", tencent(sheets()))
    appraise(workbook)
    assert workbook.read_bytes() != content
    press("undo", workbook)
    assert workbook.read_bytes() == content


def test_leads_keep_what_the_office_decided_and_dont_come_twice(tmp_path: Path) -> None:
    workbook = control(tmp_path / "c.xlsx", "en")
    files = folder(tmp_path, "en")
    found = [Sheet("T0100", {"Q5": "满意", "C3": "有" if n < 3 else "没有"}, n) for n in range(9)]
    write_xlsx(files / "1.xlsx", jinshuju(found))
    appraise(workbook)
    (lead,) = rows(workbook, LEADS)
    assert (lead["kind"], lead["number"], lead["count"]) == ("Answers “seen”", "T0100", 3)
    appraise(workbook)
    assert rows(workbook, LEADS) == [lead]
    more = [Sheet("T0100", {"Q5": "满意", "C3": "有"}, 100 + n) for n in range(6)]
    write_xlsx(files / "2.xlsx", jinshuju(more))
    appraise(workbook)
    assert rows(workbook, LEADS) == [{**lead, "count": 9}]
