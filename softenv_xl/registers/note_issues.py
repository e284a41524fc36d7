"""What can be wrong with a record of study notes."""

from __future__ import annotations

from softenv_xl.issue_kind import error, note, warning
from softenv_xl.words import Text

MISSING = warning(
    "note.not-handed-in",
    "学习笔记未交。",
    "The notes weren't handed in.",
    "请补交并补查。",
    "Have them handed in and rechecked.",
    brief=Text("未交", "not handed in"),
)

FAILED = warning(
    "note.failed",
    "学习笔记不合格。",
    "The notes failed.",
    "请整改后补查。",
    "Have them put right and rechecked.",
    brief=Text("不合格", "failed"),
)

SHORT = warning(
    "note.short-but-passed",
    "字数少于规定，却判为合格。",
    "There are fewer characters than set, yet it passed.",
    "请核对。",
    "Check it.",
    brief=Text("字数不足", "too short"),
)

UNCHECKED = warning(
    "note.unchecked",
    "已过应交日期，没有检查结果。",
    "The date has passed and there is no result.",
    "请检查后填写。",
    "Check the notes, then fill it in.",
    brief=Text("逾期未查", "not checked"),
)

TWICE = error(
    "note.twice",
    "同一人同一期同一类别已登记为 {first}。",
    "The same person, period and kind is entered as {first} already.",
    "请删去一行。",
    "Remove one row.",
    brief=Text("重复登记", "entered twice"),
)

ABSENT = note(
    "note.absent",
    "检查期“{period}”有 {count} 名教职工没有检查记录：{people}。",
    "No record of the period “{period}” for {count} of the people who owe a return: {people}.",
    "请补登记；不须检查的，登记为“免查”。",
    "Add them; those who needn't be checked as exempt.",
)
