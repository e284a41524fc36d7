"""One inbox of hostile files and two good returns, collected in this process: what came of it, as JSON.

`python -m tests.hostile.files.batch FOLDER`: the folder has `control.xlsx` and `inbox`. The files are made elsewhere, so
that this process' memory is the program's alone.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil

from softenv_xl import flow, store
from softenv_xl.control.workbook import read_control
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in
from softenv_xl.legible import file_name
from tests.support.small_school import TODAY

GOOD = ("good-1.xlsx", "good-2.xlsx")


class Clock:
    """Processor time of the workers between one answer and the next."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self.longest, self.file = 0.0, ""
        self._before = self._spent()

    def __call__(self, done: int, of: int) -> None:
        now = self._spent()
        file = ascii(self._paths[min(done, len(self._paths)) - 1].name)
        self.longest, self.file = max((self.longest, self.file), (now - self._before, file))
        self._before = now

    def _spent(self) -> float:
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        total = ended.ru_utime + ended.ru_stime
        for child in psutil.Process().children():
            times = child.cpu_times()
            total += times.user + times.system
        return total


def collected(folder: Path) -> dict[str, Any]:
    control, paths = folder / "control.xlsx", files_in([folder / "inbox"])
    before, clock = control.read_bytes(), Clock(paths)
    result, changed = flow.collect(FileWorkbook(control), deliveries(paths, 1, clock), TODAY)
    known = read_control(FileWorkbook(control).read(), control.name)
    states = {row.values["file"]: row.values["state"] for row in known.checked["submissions"].rows}
    store.undo(control)
    issues = [*result.elsewhere, *(issue for each in result.returns for issue in each.issues)]
    failed = [issue.place.file for issue in issues if issue.code == "file.check-failed"]
    told = {each.delivery.file for each in result.returns} | {issue.place.file for issue in issues}
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return {
        "files": len(paths),
        "silent": len({file_name(path) for path in paths} - told - {name.split("/")[0] for name in told}),
        "refused": sum(each.person is None for each in result.returns),
        "uncaught": len(failed),
        "failed": failed[:5],
        "good": sum(states.get(name) == "accepted" for name in GOOD),
        "whole": changed and control.read_bytes() == before,
        "seconds": round(clock.longest, 1),
        "slowest": clock.file,
        "parent": int(status["VmHWM"].split()[0]) >> 10,
        "worker": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10,
    }


if __name__ == "__main__":
    print(json.dumps(collected(Path(sys.argv[1]))))  # noqa: T201 - the answer
