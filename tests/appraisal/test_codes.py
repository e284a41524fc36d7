"""One-time codes: as many as were asked for, all different, on slips of both languages; one that comes twice counts once."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from softenv_xl.appraisal.codes import LETTERS
from softenv_xl.commands.appraisals import appraisal_codes
from softenv_xl.errors import Stop
from softenv_xl.words import Lang
from tests.appraisal.press import appraise, issues, rows
from tests.appraisal.survey import control, folder, write_csv

CODE = re.compile(f"[{LETTERS}]{{4}}-[{LETTERS}]{{4}}")
CLASSES = ["初一(1)班=45", "初一/1班 = 7", "初一:1班=1"]


def slips(path: Path) -> dict[str, list[str]]:
    """The code of every slip, by sheet."""
    found = {}
    for sheet in openpyxl.load_workbook(path):
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        found[sheet.title] = [code for text in texts for code in CODE.findall(text)]
    return found


@pytest.mark.parametrize(("lang", "words"), [("zh", "每码限答一次"), ("en", "Once each.")])
def test_every_class_has_its_slips(tmp_path: Path, lang: Lang, words: str) -> None:
    made = tmp_path / "codes.xlsx"
    appraisal_codes(made, CLASSES, lang)
    found = slips(made)
    assert {title: len(codes) for title, codes in found.items()} == {
        "初一(1)班": 45,
        "初一 1班": 7,
        "初一 1班 2": 1,
    }
    every = [code for codes in found.values() for code in codes]
    assert len(set(every)) == len(every) == 53
    cell = openpyxl.load_workbook(made).worksheets[1]["A1"].value
    assert "初一/1班" in cell
    assert words in cell


def test_whatever_a_class_is_called_its_slips_are_whole(tmp_path: Path) -> None:
    made = tmp_path / "codes.xlsx"
    names = ["{code} {name}", "\x1b[31m\udcff", "long " * 10_000, "=1+1"]
    appraisal_codes(made, [f"{name}=2" for name in names], "en")
    assert [len(codes) for codes in slips(made).values()] == [2, 2, 2, 2]


@pytest.mark.parametrize("words", ["Class 1", "=3", "Class 1=", "Class 1=0", "Class 1=many", "Class 1=5001"])
def test_what_is_no_class_with_a_count_is_told_and_nothing_is_made(tmp_path: Path, words: str) -> None:
    made = tmp_path / "codes.xlsx"
    with pytest.raises(Stop, match="is no class with a count"):
        appraisal_codes(made, ["Class 2=3", words], "en")
    assert not made.exists()


def test_a_code_that_comes_twice_counts_once(tmp_path: Path) -> None:
    made = tmp_path / "codes.xlsx"
    appraisal_codes(made, ["初一(1)班=6"], "zh")
    (codes,) = slips(made).values()
    workbook = control(tmp_path / "c.xlsx")
    answers = [["问卷码", "老师", "总体评价"], *([code, "语文甲", "满意"] for code in (*codes, codes[0]))]
    write_csv(folder(tmp_path) / "1.csv", answers)
    appraise(workbook)
    assert [issue["code"] for issue in issues(workbook)] == ["appraisal.code-twice"]
    assert [row["respondents"] for row in rows(workbook) if row["number"] == "T0100"] == [6]
