"""What no refusal of the system can do."""

from __future__ import annotations

from softenv_xl.words import Text
from tests.hostile.faults.test_faults import SAMPLE
from tests.hostile.promises import Promise

PROMISES = (
    Promise(
        Text(
            "系统在任何一次调用中拒绝（磁盘满、读写错误、没有权限）或被杀死：或旧或新，说得真实，不留残件。",
            "Whatever call the system refuses (a full disk, a broken one, no permission), or kills the program in: old or new, "
            "a true message, nothing stray.",
        ),
        ("tests/hostile/faults/test_faults.py",),
        Text(
            f"每条会写入的命令抽样 {SAMPLE} 处；长期测试每一处",
            f"{SAMPLE} call of each command that writes in every run of the tests; every call in `make soak`",
        ),
    ),
)
