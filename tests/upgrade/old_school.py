"""Runs with the code of an earlier commit, which `make.py` puts on the path: a school of six, its returns collected.

`python old_school.py LANG TEMPLATE TARGET`. Imports nothing that one of those commits hasn't got.
"""
# mypy: ignore-errors

from __future__ import annotations

import sys
import tempfile
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from softenv_xl import flow
from softenv_xl.bans.default import ENTRIES
from softenv_xl.control.workbook import read_control
from softenv_xl.demo.return_filling import PlannedProblem, filled_return
from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.read import read
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.returns import Delivery
from softenv_xl.registers import departments, people
from softenv_xl.sheets.patch import CellPatch, Patch, RowPatch, TablePatch
from softenv_xl.words import Text, same

AS_OF = date(2026, 10, 20)
SAVED = datetime(2026, 9, 2, 10)  # noqa: DTZ001 - naive UTC, as workbooks tell it
GROUPS = (Text("语文组", "Chinese"), Text("数学组", "Mathematics"))
STAFF = (
    ("2009017", Text("王芳", "Wang Fang")),
    ("2011026", Text("李薇", "Li Wei")),
    ("2013004", Text("赵敏", "Zhao Min")),
    ("2016008", Text("孙强", "Sun Qiang")),
    ("2018011", Text("周静", "Zhou Jing")),
    ("2020003", Text("张志强", "Zhang Zhiqiang")),
)
PLANS = (
    PlannedProblem(
        ENTRIES[2], Text("暑期推荐过补习班", "Recommended a private class"), Text("停止并致歉", "Stop, apologise"),
        date(2026, 8, 3), date(2026, 10, 9), "under_way", Text("承诺书", "Pledge"),
    ),
    PlannedProblem(
        ENTRIES[-1], Text("材料拖延一周才办", "Papers lay for a week"), same("48 h"),
        date(2026, 8, 20), date(2026, 11, 30), "not_started", None,
    ),
)  # fmt: skip


def main(lang: str, template: Path, target: Path) -> None:
    target.write_bytes(template.read_bytes())
    workbook = FileWorkbook(target)
    workbook.read()
    workbook.write(Patch(tuple(_tables(lang)), (CellPatch("settings_school", same("实验中学").zh),)))
    control = read_control(FileWorkbook(target).read(), target.name)
    with tempfile.TemporaryDirectory() as folder:
        flow.distribute(control, Path(folder))
        sent = sorted(Path(folder).glob("*.xlsx"))[:5]
        returns = [_delivered(path, number, lang) for number, path in enumerate(sent)]
    flow.collect(FileWorkbook(target), returns, AS_OF)


def _tables(lang: str):
    groups = [(group(lang), STAFF[0][1](lang)) for group in GROUPS]
    staff = [(number, name(lang), GROUPS[i % 2](lang)) for i, (number, name) in enumerate(STAFF)]
    for spec, keys, rows in (
        (departments.SPEC, ("name", "head"), groups),
        (people.SPEC, ("number", "name", "department"), staff),
    ):
        labels = tuple(spec.column(key).label(lang) for key in keys)
        yield TablePatch(
            spec.key, labels, tuple(RowPatch(None if i else 0, row) for i, row in enumerate(rows))
        )


def _delivered(path: Path, number: int, lang: str) -> Delivery:
    plans = PLANS[: number % 3]
    content = filled_return(path.read_bytes(), plans, STAFF[number][1](lang), date(2026, 9, 2), lang)
    reading = read(content, RETURN)
    return Delivery(path.name, sha256(content).hexdigest(), SAVED, reading.book, reading.issues)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
