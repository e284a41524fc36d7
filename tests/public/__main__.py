"""Runs every workbook in a folder through the gate and the check, as if it had been sent in.

    python -m tests.public FOLDER [--libreoffice [--minutes N]]

Prints what raised, what took long, and what was refused, by the reason. With --libreoffice it also says which of
the refused files LibreOffice opens, asking for at most N minutes. Ends with 1 where something raised, was given up
for its time, or made the reader break off, or where there was no time left to ask LibreOffice; otherwise with 0.
"""

from __future__ import annotations

import argparse
import time
import traceback
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from softenv_xl import flow
from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.reading import Reading
from softenv_xl.gate.worker import Reader
from softenv_xl.intake.returns import Delivery
from softenv_xl.issues import Issue
from tests.public.libreoffice import Answer, ask

ENDINGS = {".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".ods"}
SLOW = 5.0  # seconds
DAY = datetime(2026, 9, 1, tzinfo=UTC)
BROKE_OFF = "broke off"


@dataclass
class Result:
    """What became of one file."""

    file: Path
    refused: Issue | None
    left_out: list[Issue]
    seconds: float
    raised: str = ""

    @property
    def is_failure(self) -> bool:
        """Is it something that must not happen, whatever the file?"""
        said = self.refused.message("en") if self.refused else ""
        return (
            bool(self.raised)
            or (self.refused is not None and self.refused.code == "file.too-slow")
            or BROKE_OFF in said
        )


def results(folder: Path) -> Iterator[Result]:
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())
    with Reader(RETURN, workers=2) as reader:
        before = time.monotonic()
        for path, reading in reader.read_all((path, path) for path in files):
            now = time.monotonic()
            yield _result(path, reading, now - before)
            before = now


def _result(path: Path, reading: Reading, seconds: float) -> Result:
    delivery = Delivery(path.name, "", DAY.replace(tzinfo=None), reading.book, reading.issues)
    raised = ""
    try:
        for issue in flow.validate(delivery, None, DAY.date(), "en"):
            issue.as_record("zh")
    except Exception:
        raised = traceback.format_exc(limit=-4)
    left_out = [issue for issue in reading.issues if issue.code == "sheet.unreadable"]
    return Result(path, None if reading.book else reading.issues[0], left_out, seconds, raised)


def report(folder: Path, minutes: float) -> int:
    """Runs and prints everything; `minutes` for LibreOffice, 0 asks it nothing."""
    found = list(results(folder))
    refused = [each for each in found if each.refused]
    answers = ask([each.file for each in refused], minutes * 60) if minutes else {}
    unasked = len(refused) - len(answers) if minutes else 0
    _tell_refused(folder, refused, answers)
    _tell_odd(folder, found)
    failures = [each for each in found if each.is_failure]
    print(f"{len(found)} files, {len(refused)} refused, {len(failures)} failures")
    if minutes:
        for answer in Answer:
            print(f"{list(answers.values()).count(answer)} of the refused: {answer.value}")
        print(f"{unasked} of the refused: no time left to ask LibreOffice")
    for each in failures:
        print(f"failure: {each.file.relative_to(folder)}")
    return 1 if failures or unasked else 0


def _tell_refused(folder: Path, refused: list[Result], answers: dict[Path, Answer]) -> None:
    by_reason: dict[tuple[str, str], list[Path]] = defaultdict(list)
    for each in refused:
        assert each.refused is not None
        by_reason[each.refused.code, each.refused.message("en")].append(each.file)
    for (code, message), files in sorted(by_reason.items()):
        print(f"{code}: {message} ({len(files)})")
        for file in files:
            answer = answers.get(file)
            print(f"  {file.relative_to(folder)}{f': {answer.value}' if answer else ''}")


def _tell_odd(folder: Path, found: list[Result]) -> None:
    for each in found:
        name = each.file.relative_to(folder)
        for issue in each.left_out:
            print(f"left out: {name} {issue.place.sheet!r}: {issue.message('en')}")
        if each.seconds > SLOW:
            print(f"slow: {name} {each.seconds:.1f} s")
        if each.raised:
            print(f"raised: {name}\n{each.raised}")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--libreoffice", action="store_true")
    arguments.add_argument("--minutes", type=float, default=60)
    asked = arguments.parse_args()
    return report(asked.folder, asked.minutes if asked.libreoffice else 0)


if __name__ == "__main__":
    raise SystemExit(main())
