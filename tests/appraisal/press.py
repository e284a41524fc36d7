"""The command on a school's workbook, and everything that it writes and says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from zipfile import ZipFile

from softenv_xl.gate.limits import CONTROL
from softenv_xl.gate.read import read
from softenv_xl.grid.cell import Value
from softenv_xl.grid.table import find_table
from softenv_xl.registers import appraisal_results
from softenv_xl.schema.table import TableSpec
from tests.appraisal.survey import AS_OF
from tests.support.command import Said, command


def press(*words: object) -> Said:
    """The command with those words, which could be carried out; `out` is all that a reader sees."""
    said = command(*words)
    assert said.code < 2, said.err
    return said._replace(out=said.out + said.err)


def appraise(control: Path, *words: object) -> Said:
    return press("appraisal", control, "--as-of", AS_OF, *words)


def issues(control: Path, *words: object) -> list[dict[str, str]]:
    """What the command tells of the files and of the appraisal, as JSON."""
    found: list[dict[str, str]] = json.loads(appraise(control, *words, "--json").out)
    return [issue for issue in found if issue["code"].startswith(("appraisal.", "file."))]


def parts(workbook: Path) -> dict[str, bytes]:
    """The parts of the file: every sheet, every chart with what it has cached, every name."""
    with ZipFile(workbook) as package:
        return {name: package.read(name) for name in package.namelist()}


def rows(control: Path, spec: TableSpec = appraisal_results.SPEC) -> list[dict[str, Value]]:
    """The rows in use of one of the workbook's tables, as its cells show them."""
    book = read(control.read_bytes(), CONTROL).book
    assert book
    grid, _ = book.table(spec.key) or (None, None)
    assert grid
    table = find_table(grid, spec.headers)
    assert table
    return [row for _, row in table.filled(spec.deciding_columns)]


def result(control: Path, number: str) -> dict[str, Value]:
    """One teacher's row of results."""
    (row,) = [row for row in rows(control) if row["number"] == number]
    return row


def figures(row: dict[str, Value]) -> list[Value]:
    return [row[key] for key in ("respondents", "satisfied", "top", "low", "high", "score", "unsure")]


_TIME = re.compile(rb'"at":"[^"]*"')


def everything(control: Path) -> dict[str, bytes]:
    """All that a press leaves behind beside the files: the workbook, and what is kept beside it but for backups and
    the time in the history."""
    kept = {
        path.name: _TIME.sub(b"", path.read_bytes()) if path.suffix == ".jsonl" else path.read_bytes()
        for path in control.parent.rglob("*")
        if path.is_file()
        and ".softenv" in path.parts
        and not re.fullmatch(r"\d{6}-[0-9a-f]{32}\..*", path.name)
    }
    return {**parts(control), **kept}
