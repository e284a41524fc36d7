"""The commands that write, what they find, and what has to be true of it afterwards."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from softenv_xl import flow, store
from softenv_xl.demo.corruptions import typed
from softenv_xl.errors import Stop
from softenv_xl.gate.limits import CONTROL
from softenv_xl.gate.read import read
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in
from tests.appraisal import survey
from tests.support import small_school

WORKBOOK = "control.xlsx"
CONTROL_FILE = f"@{WORKBOOK}"
KILLED, STOPPED = -9, 2
_MANY = ("distribute", "sendback")  # of several files some may be there
_EXACT = ("new", "distribute", "undo")  # what doesn't depend on which returns could be read


def blank(folder: Path) -> None:
    """Nothing yet."""


def sent(folder: Path) -> None:
    """A control workbook, and two returns that came in."""
    (folder / WORKBOOK).write_bytes(small_school.register("en"))
    (folder / "inbox").mkdir()
    for who in (0, 1):
        (folder / "inbox" / f"{who}.xlsx").write_bytes(small_school.filled("en", who))


def collected(folder: Path) -> None:
    """The same after two writes, so that there is something to undo and to compute again."""
    sent(folder)
    for name in ("0.xlsx", "1.xlsx"):
        came = deliveries(files_in([folder / "inbox" / name]), 1)
        flow.collect(FileWorkbook(folder / WORKBOOK), came, small_school.TODAY)


def mistaken(folder: Path) -> None:
    """The same with something in it that is to be marked."""
    collected(folder)
    book = openpyxl.load_workbook(folder / WORKBOOK)
    wrong = next(
        cell for row in book["People"].iter_rows() for cell in row if cell.value == small_school.GROUPS[0].en
    )
    wrong.value = "Nowhere"
    book.save(folder / WORKBOOK)


def wanting(folder: Path) -> None:
    """A control workbook, and two returns that were collected and need changes."""
    sent(folder)
    for path in sorted((folder / "inbox").iterdir()):
        path.write_bytes(small_school.changed(path.read_bytes(), typed("selfcheck", "C6", None), lang="en"))
    flow.collect(
        FileWorkbook(folder / WORKBOOK), deliveries(files_in([folder / "inbox"]), 1), small_school.TODAY
    )


def surveyed(folder: Path) -> None:
    """A control workbook with a round of the appraisal, and its files."""
    survey.control(folder / WORKBOOK)
    files = survey.folder(folder)
    survey.write_xlsx(files / "1.xlsx", survey.jinshuju(survey.sheets()[:60]))
    survey.write_csv(files / "2.csv", survey.tencent(survey.sheets()[60:]))


@dataclass(frozen=True)
class Command:
    """`words` follow the program's name, each file's under the folder; `made` are the files that it writes."""

    name: str
    words: tuple[str, ...]
    before: Callable[[Path], None]
    made: str = WORKBOOK

    def line(self, folder: Path) -> list[str]:
        run = "from softenv_xl.cli import main; main()"
        words = (word.replace("@", f"{folder}/") for word in self.words)
        return [sys.executable, "-c", run, *words, "--lang", "en"]


COMMANDS = {
    command.name: command
    for command in (
        Command("new", ("new", "control", CONTROL_FILE), blank),
        Command("distribute", ("distribute", CONTROL_FILE, "@outbox"), sent, "outbox/*.xlsx"),
        Command("collect", ("collect", CONTROL_FILE, "@inbox", "--as-of", "2026-10-20"), sent),
        Command("appraisal", ("appraisal", CONTROL_FILE, "--as-of", "2026-10-20"), surveyed),
        Command("refresh", ("refresh", CONTROL_FILE, "--as-of", "2026-11-25"), collected),
        Command("mark", ("mark", CONTROL_FILE, "--as-of", "2026-11-25"), mistaken),
        Command(
            "sendback",
            ("sendback", CONTROL_FILE, "@back", "@inbox", "--as-of", "2026-10-20"),
            wanting,
            "back/*.xlsx",
        ),
        Command("undo", ("undo", CONTROL_FILE), collected),
    )
}

Files = dict[str, bytes]


def files(folder: Path, pattern: str) -> Files:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.glob(pattern))}


def wrong(command: Command, folder: Path, code: int, before: Files, after: Files) -> str:
    """What must not be, in a few words; empty where all is well. `after` is what an undisturbed run makes."""
    now = files(folder, command.made)
    broken = [name for name, content in now.items() if read(content, CONTROL).book is None]
    if broken:
        return f"not whole: {broken}"
    if code == STOPPED and command.name not in _MANY and now != before:
        return "it said that nothing was written"
    # A return that can't be read this once is told, and has no copy.
    fine = (0,) if command.name == "sendback" else (0, 1)
    if code in fine and set(now) != set(after):
        return "it said that all was written"
    if code in fine and after != before and now == before:
        return "it said that it was written"
    if code not in (0, 1, STOPPED, KILLED):
        return f"ended with {code}"
    changed = {name: content for name, content in now.items() if content != before.get(name)}
    if command.name in _EXACT and any(content != after.get(name) for name, content in changed.items()):
        return "neither old nor new"
    return _stray(folder, killed=code == KILLED)


def _stray(folder: Path, *, killed: bool) -> str:
    if killed:  # what is left is cleared by whatever touches the workbook next
        for workbook in [folder / WORKBOOK, *folder.glob("outbox/*.xlsx"), *folder.glob("back/*.xlsx")]:
            try:
                store.read(workbook)
            except Stop:
                continue
    known = (".xlsx", ".csv", "lock", "returns.known", "history.jsonl", "last-press.state", "issued.json")
    strays = [
        path.relative_to(folder)
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(known)
    ]
    return f"left behind: {strays}" if strays and not (killed and not (folder / WORKBOOK).exists()) else ""


def environment(folder: Path) -> dict[str, str]:
    """Nothing of the user's, and a folder for temporary files that shows what is left in it."""
    return {**os.environ, "TMPDIR": str(folder), "HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
