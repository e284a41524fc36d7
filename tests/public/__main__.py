"""Runs every workbook in a folder through the gate and the check, as if it had been sent in.

    python -m tests.public FOLDER [--libreoffice]

Prints what raised, what took long, and what was refused, by the reason. With --libreoffice it also says which of
the refused files LibreOffice opens. Ends with 1 where something raised, was given up for its time, or made the
reader break off; otherwise with 0.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
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

ENDINGS = {".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".ods"}
SLOW = 5.0  # seconds
AT_ONCE, PATIENCE = (25, 4), 200  # files that LibreOffice gets in one go, and seconds for them
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


def opened_by_libreoffice(files: list[Path]) -> set[Path]:
    """Which of the files LibreOffice opens without asking anything."""
    with tempfile.TemporaryDirectory() as place:
        named = {f"{n}{path.suffix}": path for n, path in enumerate(files)}
        for name, path in named.items():
            shutil.copy(path, Path(place, name))
        left = list(named)
        for at_once in AT_ONCE:  # a file that it dies of takes those after it along: they get another chance
            for at in range(0, len(left), at_once):
                _convert(Path(place), left[at : at + at_once])
            left = [name for name in left if not Path(place, "out", f"{Path(name).stem}.ods").exists()]
        return {path for name, path in named.items() if name not in left}


def _convert(place: Path, names: list[str]) -> None:
    command = [
        "soffice",
        f"-env:UserInstallation=file://{place}/profile",
        "--headless",
        "--convert-to",
        "ods",
    ]
    try:
        subprocess.run(
            [*command, "--outdir", str(place / "out"), *(str(place / name) for name in names)],
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        print(f"LibreOffice took more than {PATIENCE} s", file=sys.stderr)


def report(folder: Path, *, libreoffice: bool) -> int:
    found = list(results(folder))
    refused: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for each in found:
        if each.refused:
            refused[each.refused.code, each.refused.message("en")].append(each)
    asked = [each.file for each in found if each.refused] if libreoffice else []
    opened = opened_by_libreoffice(asked) if asked else set()
    for (code, message), those in sorted(refused.items()):
        print(f"{code}: {message} ({len(those)})")
        for each in those:
            print(f"  {'LibreOffice opens ' if each.file in opened else ''}{each.file.relative_to(folder)}")
    for each in found:
        for issue in each.left_out:
            print(f"left out: {each.file.relative_to(folder)} {issue.place.sheet!r}: {issue.message('en')}")
        if each.seconds > SLOW:
            print(f"slow: {each.file.relative_to(folder)} {each.seconds:.1f} s")
        if each.raised:
            print(f"raised: {each.file.relative_to(folder)}\n{each.raised}")
    failures = [each for each in found if each.is_failure]
    print(
        f"{len(found)} files, {sum(map(len, refused.values()))} refused"
        f"{f', {len(opened)} of them opened by LibreOffice' if libreoffice else ''}, {len(failures)} failures"
    )
    for each in failures:
        print(f"failure: {each.file.relative_to(folder)}")
    return 1 if failures else 0


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--libreoffice", action="store_true")
    asked = arguments.parse_args()
    return report(asked.folder, libreoffice=asked.libreoffice)


if __name__ == "__main__":
    raise SystemExit(main())
