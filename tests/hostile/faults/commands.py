"""The commands that write, what they find, and what has to be true of it afterwards."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl

from softenv_xl import flow, store
from softenv_xl.demo.corruptions import typed
from softenv_xl.errors import Stop
from softenv_xl.exchange.pack.writing import write_packs
from softenv_xl.exchange.passport.issuing import Issuer
from softenv_xl.gate.limits import CONTROL
from softenv_xl.gate.read import read
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in
from tests.appraisal import survey
from tests.exchange.merge.departments import PackFile
from tests.mail.sending.test_plan import staff
from tests.support import small_school

WORKBOOK = "control.xlsx"
CONTROL_FILE = f"@{WORKBOOK}"
KILLED, STOPPED = -9, 2
TODAY = ("--as-of", "2026-10-20")
_MANY = (
    "distribute",
    "sendback",
    "split",
    "send",
    "export",
    "bulletin",
)  # of several files some may be there
_EXACT = (
    "new",
    "distribute",
    "undo",
    "export",
    "bulletin",
)  # what doesn't depend on which returns could be read
# A return that can't be read this once is told, and isn't in what is made; of `send` something is always told.
_FINE: dict[str, tuple[int, ...]] = {"sendback": (0,), "merge": (0,), "send": ()}


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


def addressed(folder: Path) -> None:
    """A control workbook with somebody's address, and their return in the outbox."""
    (folder / WORKBOOK).write_bytes(staff("wang@school.cn", None, None, lang="en"))
    (folder / "outbox").mkdir()
    (folder / "outbox" / "1.xlsx").write_bytes(small_school.sent("en", 0))


def packed(folder: Path) -> None:
    """A control workbook whose packs are out, and one of them as it came back."""
    (folder / WORKBOOK).write_bytes(small_school.register("en"))
    book = FileWorkbook(folder / WORKBOOK)
    result, _ = flow.refresh(book, small_school.TODAY)
    issuer = Issuer(result.control, folder / WORKBOOK, small_school.TODAY)
    pack = write_packs(result, folder / WORKBOOK, folder / "packs", issuer)[0]
    came = PackFile(pack.path, "en")
    came.type("people", came.ids("people")[0], email="wang@school.cn")
    came.save(folder / "returned packs" / "a.xlsx")


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
        Command("split", ("split", CONTROL_FILE, "@packs", *TODAY), sent, "packs/*.xlsx"),
        Command("merge", ("merge", CONTROL_FILE, *TODAY), packed),
        Command("send", ("send", CONTROL_FILE, "--what", "returns", *TODAY), addressed, "drafts/*/*.eml"),
        Command("export", ("export", CONTROL_FILE, "@tables", *TODAY), collected, "tables/*"),
        Command("report", ("report", CONTROL_FILE, "--no-pdf", *TODAY), collected, "documents/*.docx"),
        Command("bulletin", ("bulletin", CONTROL_FILE, "--no-pdf", *TODAY), collected, "bulletin/**/*.html"),
    )
}

_SNAPSHOT = re.compile(r"snapshot-[0-9a-f]{16}\.json")

Files = dict[str, bytes]


def files(folder: Path, pattern: str) -> Files:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.glob(pattern))}


def wrong(command: Command, folder: Path, code: int, before: Files, after: Files) -> str:
    """What must not be, in a few words; empty where all is well. `after` is what an undisturbed run makes."""
    now = files(folder, command.made)
    broken = [name for name, content in now.items() if not _is_whole(name, content)]
    if broken:
        return f"not whole: {broken}"
    if code == STOPPED and command.name not in _MANY and now != before:
        return "it said that nothing was written"
    fine = _FINE.get(command.name, (0, 1))
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


def _is_whole(name: str, content: bytes) -> bool:
    """Of what is to be the same every time, comparing tells more."""
    if name.endswith(".xlsx"):
        return read(content, CONTROL).book is not None
    if name.endswith(".eml"):
        return content.endswith(b"--\r\n") and len(message_from_bytes(content).get_payload()) == 2
    if name.endswith(".docx"):
        with ZipFile(BytesIO(content)) as package:
            return package.testzip() is None
    return True


def _stray(folder: Path, *, killed: bool) -> str:
    if killed:  # what is left is cleared by whatever touches the workbook next
        made = (path for place in ("outbox", "back", "packs") for path in folder.glob(f"{place}/*.xlsx"))
        for workbook in [folder / WORKBOOK, *made]:
            try:
                store.read(workbook)
            except Stop:
                continue
    known = (
        ".xlsx", ".csv", "lock", "returns.known", "history.jsonl", "last-press.state", "issued.json", "mail.ledger", ".eml",
        ".html", ".docx", ".css", ".svg", ".softenv-export-csv.json", ".softenv-bulletin.json",
    )  # fmt: skip
    strays = [
        path.relative_to(folder)
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(known) and not _SNAPSHOT.fullmatch(path.name)
    ]
    return f"left behind: {strays}" if strays and not (killed and not (folder / WORKBOOK).exists()) else ""


def environment(temporary: Path, home: Path) -> dict[str, str]:
    """Nothing of the user's, and a folder for temporary files that shows what is left in it."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "SOFTENV_"))}
    return {**own, "TMPDIR": str(temporary), "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
