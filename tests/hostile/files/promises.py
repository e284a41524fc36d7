"""What no file can do, whatever it is and wherever it lies."""

from __future__ import annotations

from softenv_xl.words import Text
from tests.hostile.files.running import PARENT_MB, SECONDS, WORKER_MB
from tests.hostile.files.test_files import IN_CI
from tests.hostile.promises import Promise

PROMISES = (
    Promise(
        Text(
            "恶意文件伤不到同批的其他文件和总台账，也占不住电脑。",
            "A hostile file harms neither the files beside it nor the control workbook, and doesn't take the computer.",
        ),
        ("tests/hostile/files/test_files.py",),
        Text(
            f"每次测试 {IN_CI} 个文件，长期测试 2,080 个：每个不超过 {SECONDS} 秒，"
            f"读取程序不超过 {WORKER_MB} MB，主程序不超过 {PARENT_MB} MB",
            f"{IN_CI} files in every run of the tests, 2,080 in `make soak`: each under {SECONDS} s of the processor, "
            f"{WORKER_MB} MB of the reader's memory, {PARENT_MB} MB of the program's",
        ),
    ),
    Promise(
        Text(
            "读取程序即使被攻破，也只能说谎，不能执行：结果是经过检查的普通数据，它没有网络、写入、其他程序和其他文件"
            "（Linux；其他系统由 doctor 说明）。",
            "The reading process, even if it is taken over, can lie but not run: its answers are plain data that is checked, "
            "and it has no network, no writing, no other programs and no other files (on Linux; `doctor` says what holds "
            "elsewhere).",
        ),
        ("tests/gate/test_confined.py",),
        Text("逐项试着去做，都被拒绝", "each is tried in the process, and refused"),
    ),
    Promise(
        Text(
            "撤销、备份和锁从不跟随别人放置的链接；管道、设备等从不打开。",
            "Undo, backups and locks never follow a link that somebody planted; pipes, devices and the like are never opened.",
        ),
        ("tests/store/test_planted.py", "tests/hosts/test_special_files.py", "tests/intake/test_places.py"),
        Text("每个位置、每种链接各试一次", "every place of the store with every kind of link"),
    ),
)
