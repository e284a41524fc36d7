"""What no content of a return or of the control workbook can do."""

from __future__ import annotations

from softenv_xl.gate.limits import SHARE
from softenv_xl.words import Text
from tests.hostile.contents.test_call_boundaries import STEPS
from tests.hostile.contents.test_contents import CASES
from tests.hostile.promises import Promise

PROMISES = (
    Promise(
        Text(
            "无论自查表里写了什么，都不会中断收表：每份文件的故障只是该文件的一个问题；总台账无法处理时，指明工作表和单元格。",
            "Whatever a return holds, it never ends a collect: what fails is one issue on that file. What can't be computed with "
            "in the control workbook is one sentence with its sheet and cell.",
        ),
        (
            "tests/hostile/contents/test_contents.py",
            "tests/hostile/contents/test_call_boundaries.py",
            "tests/flow/test_no_return_stops_others.py",
        ),
        Text(
            f"每次测试 {CASES:,} 种内容、{STEPS} 处调用故障；长期测试 100,000 种内容、每一处调用",
            f"{CASES:,} contents and a throw at {STEPS} calls in every run of the tests; 100,000 and every call in `make soak`",
        ),
    ),
    Promise(
        Text(
            "一份自查表在总台账中所占有限，读不回来的总台账决不写入。",
            "One return takes a bounded share of the control workbook, and a workbook that could not be read again is never "
            "written.",
        ),
        ("tests/intake/test_share.py",),
        Text(
            f"每个表 {SHARE.rows} 行，问题 {SHARE.issues} 个，每格 {SHARE.text:,} 字",
            f"{SHARE.rows} rows of a list, {SHARE.issues} issues, {SHARE.text:,} characters in a cell",
        ),
    ),
)
