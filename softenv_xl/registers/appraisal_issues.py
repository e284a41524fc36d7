"""What is told of the files of an appraisal when they are counted."""

from __future__ import annotations

from softenv_xl.issue_kind import error, note, warning

FILE_AGAIN = note(
    "appraisal.file-again",
    "内容与另一个文件相同，只计算一次。",
    "It is the same as another file, and counts once.",
    "无需处理。",
    "Nothing to do.",
)
NOBODY = error(
    "appraisal.nobody-named",
    "没有一列说明评价的是哪位教师，未计入。",
    "No column says whom the answers are about; it isn't counted.",
    "请在“评议对应表”中把该列的用途选为“被评教师”，或为题目列填写教职工号；文件须有一列教师姓名或教职工号。",
    "On the sheet Appraisal mapping choose “Who is appraised” for that column, or give a question's column a staff number.",
)
NO_HEADERS = error(
    "appraisal.no-headers",
    "找不到列名，未计入。",
    "It has no row of headers; it isn't counted.",
    "请从表单工具重新导出，保留第一行列名。",
    "Export it from the form tool again, with its first row of headers.",
)
SHEETS_TWICE = note(
    "appraisal.sheets-twice",
    "有答卷在文件中重复出现，各只计算一次。",
    "Some sheets stand in the files more than once; each counts once.",
    "无需处理。",
    "Nothing to do.",
)
CODES_TWICE = warning(
    "appraisal.code-twice",
    "有 {count} 份答卷的问卷码已用过，按第一次计算。",
    "{count} sheets have a code that was used before; the first counts.",
    "无需处理；数量多时请查原因。",
    "Nothing to do; if there are many, find out why.",
)
WAITS = note(
    "appraisal.figures-wait",
    "有 {count} 名教师的新评价不足 {limit} 份，结果暂不更新。",
    "{count} teachers have fewer than {limit} new answers; their figures stay as they are for now.",
    "无需处理。确需更新的，先清空其在“评议结果”中的那一行，再按“家长评议”。",
    "Nothing to do. To have them all the same, clear their rows on Appraisal results, then press Appraisal.",
)
LEFT_OUT = warning(
    "appraisal.left-out",
    "答卷或其中的不同写法过多，有一部分没有读入。",
    "There are too many sheets, or too many different words in them; some weren't read.",
    "请检查文件是否都是本批次的答卷。",
    "See whether all the files are this round's.",
)

TOLD = (FILE_AGAIN, NOBODY, NO_HEADERS, SHEETS_TWICE, CODES_TWICE, WAITS, LEFT_OUT)
