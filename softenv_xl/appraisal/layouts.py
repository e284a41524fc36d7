"""What the columns of a form tool's export are, by their headers: which are passed over, and what the others may be.

Known are the exports that name when, how fast, from where and by whom a sheet was sent in, as the usual tools call it in
either language. These columns are never read into anything but a mark that tells one sheet from another for as long as
the files are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from softenv_xl.appraisal.questions import Question
from softenv_xl.grid.cell import Value, display_text, folded, is_blank


def _listed(lines: str) -> frozenset[str]:
    """The words between the bars, as people compare headers."""
    return frozenset(folded(word) for word in lines.replace("\n", "|").split("|") if word.strip())


TIMES = _listed("""
提交答卷时间|提交时间|开始时间|完成时间|开始答题时间|结束答题时间|填写时间|修改时间|更新时间|时间戳记
start time|completion time|submitted at|timestamp|last modified time
""")
PERSONAL = TIMES | _listed("""
序号|编号|答卷编号|答卷标记|所用时间|答题时长|来源|来源详情|来自ip|ip|ip地址|ua|referrer|总分|语言|清洗数据结果|自定义字段
地理位置|地理位置国家和地区|地理位置省|地理位置市|填写地区|填写设备|操作系统|浏览器|省份|城市
昵称|微信昵称|微信头像|微信性别|微信openid|openid|unionid|用户标识|用户类型|提交人|提交者|修改人|填写人
姓名|您的姓名|家长姓名|学生姓名|孩子姓名|学号|手机|手机号|手机号码|联系电话|联系方式|电话|邮箱|身份证号
id|no.|email|e-mail|name|phone|nickname|respondent|submitter|parent's name|pupil's name
source|duration|device|browser|ip address|user agent|total score|location|language
""")
"""The columns that say who sent a sheet in, when, and from where."""

_TEACHER = _listed("""
教师|老师|教师姓名|任课教师|任课老师|教职工号|被评教师|被评老师|评价教师|评价对象|您评价的教师|您评价的老师
请选择教师|请选择老师|请选择要评价的教师|teacher|teacher's name|staff number
which teacher do you appraise|the teacher you appraise
""")
_CODE = _listed("问卷码|一次性码|评议码|code|one-time code|appraisal code")
# What tools put before and behind a question: its number, its kind, that it has to be answered.
_BEFORE = re.compile(r"^\s*[*＊]?\s*(?:[Qq第]?\d{1,3}\s*(?:题\s*[、.．:：)）]?|[、.．:：)）])\s*)?[*＊]?\s*")
_BEHIND = re.compile(r"\s*[\[(（【][^\[\](（）)【】]{1,12}[\])）】]\s*$|[?？:：。*＊]\s*$")
LONGEST = 200
"""So many characters of a header are looked at."""

_TOP, _TELLING = 10, 4


class Meaning(NamedTuple):
    """What a column is: `use` is a key of APPRAISAL_USE; `question` its id, `number` the teacher that it is about alone."""

    use: str
    question: str | None = None
    number: str | None = None


class Headers(NamedTuple):
    """Where a file's sheets begin, from 0, and what stands at the top of each column."""

    first: int
    texts: tuple[str, ...]


def headers_of(rows: Sequence[Sequence[Value]], questions: Iterable[Question] = ()) -> Headers | None:
    """The row of headers near the top of a sheet; None where nothing looks like one."""
    known = PERSONAL | _TEACHER | {folded(name) for question in questions for name in question.names}
    best, found = 0, None
    for number, row in enumerate(rows[:_TOP]):
        texts = tuple(display_text(value)[:LONGEST] if isinstance(value, str) else "" for value in row)
        filled = sum(not is_blank(text) for text in texts)
        hits = sum(folded(core(text)) in known or folded(text) in known for text in texts if text)
        if (filled > 1 or hits) and (found is None or hits > best):
            best, found = hits, Headers(number + 1, texts)
    return found


def core(header: str) -> str:
    """A header without the number, the kind and the marks that tools put around it."""
    text = _BEFORE.sub("", header[:LONGEST].strip(), count=1)
    while (shorter := _BEHIND.sub("", text)) != text:
        text = shorter
    return text.strip()


def is_personal(header: str) -> bool:
    """Does the column say who sent the sheet in, when or from where? Then nobody is asked about it."""
    return folded(header) in PERSONAL or folded(core(header)) in PERSONAL


def is_time(header: str) -> bool:
    return folded(header) in TIMES or folded(core(header)) in TIMES


def proposed(header: str, questions: Sequence[Question], names: Mapping[str, str]) -> Meaning | None:
    """What the column may be; None where its header doesn't tell. `names` are the staff numbers by names that one
    person alone has.
    """
    text = folded(core(header))
    if text in _TEACHER:
        return Meaning("teacher")
    if text in _CODE:
        return Meaning("code")
    best: tuple[int, str, str] | None = None
    for question in questions:
        for name in map(folded, question.names):
            if text == name:
                return Meaning("question", question.id)
            if len(name) >= _TELLING and name in text and (best is None or len(name) > best[0]):
                best = len(name), question.id, name
    if best is None:
        return None
    around = text.replace(best[2], "", 1)
    whose = {number for name, number in names.items() if len(name) > 1 and folded(name) in around}
    return Meaning("question", best[1], whose.pop() if len(whose) == 1 else None)
