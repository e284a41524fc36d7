"""Makes hostile files, has them collected a hundred at a time, and adds up what came of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.hostile.files import places
from tests.hostile.files.batch import GOOD
from tests.hostile.files.makers import made
from tests.support import small_school

BATCH = 100
SECONDS, WORKER_MB, PARENT_MB = 10, 1024, 300


@dataclass
class Figures:
    """Sums and maxima over all batches; `broken` are batches that gave no answer, with what they said."""

    files: int = 0
    silent: int = 0
    refused: int = 0
    uncaught: int = 0
    lost: int = 0
    damaged: int = 0
    seconds: float = 0
    slowest: str = ""
    worker: int = 0
    parent: int = 0
    broken: list[str] = field(default_factory=list)

    def add(self, found: dict[str, Any], kinds: dict[str, str]) -> None:
        self.files += found["files"] - len(GOOD)
        self.silent += found["silent"]
        self.refused += found["refused"]
        self.uncaught += found["uncaught"]
        self.lost += len(GOOD) - found["good"]
        self.damaged += not found["whole"]
        self.broken += [f"{name}: {kinds.get(name)}" for name in found["failed"]]
        if found["seconds"] > self.seconds:
            self.seconds, self.slowest = found["seconds"], found["slowest"]
        self.worker, self.parent = max(self.worker, found["worker"]), max(self.parent, found["parent"])

    def table(self) -> Iterator[str]:
        """Markdown, a line each."""
        yield "| what | found | at most |"
        yield "|---|---|---|"
        yield f"| hostile files, of which refused | {self.files}, {self.refused} | |"
        yield f"| files without a word | {self.silent} | 0 |"
        yield f"| uncaught | {self.uncaught + len(self.broken)} | 0 |"
        yield f"| good returns not collected | {self.lost} | 0 |"
        yield f"| workbooks not whole | {self.damaged} | 0 |"
        yield f"| longest, s of the processor | {self.seconds:g} ({self.slowest}) | {SECONDS} |"
        yield f"| a worker's memory, MB | {self.worker} | {WORKER_MB} |"
        yield f"| the program's memory, MB | {self.parent} | {PARENT_MB} |"

    def hold(self) -> bool:
        return (
            not (self.broken or self.uncaught or self.lost or self.damaged or self.silent)
            and self.seconds <= SECONDS
            and self.worker <= WORKER_MB
            and self.parent <= PARENT_MB
        )


def run(numbers: Iterable[int], seed: int, folder: Path) -> Figures:
    """The figures over the files of these numbers; `folder` is for the files, which are taken away again."""
    figures, waiting = Figures(), list(numbers)
    while waiting:
        batch, waiting = waiting[:BATCH], waiting[BATCH:]
        _one(batch, seed, folder / "batch", figures)
    return figures


def _one(numbers: list[int], seed: int, folder: Path, figures: Figures) -> None:
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    kinds = {}
    for number in numbers:
        name = places.name(number, Random(f"name {seed}/{number}"))
        kinds[name], content = made(number, seed)
        (inbox / name).write_bytes(content)
    for name, put in places.SPECIAL.items():
        put(inbox / name)
    for who, name in enumerate(GOOD, 1):
        (inbox / name).write_bytes(small_school.filled(who=who))
    (folder / "control.xlsx").write_bytes(small_school.register("zh"))
    command = [sys.executable, "-m", "tests.hostile.files.batch", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1_800)
    try:
        figures.add(json.loads(done.stdout), kinds)
    except ValueError:
        figures.broken.append(f"{numbers[0]} to {numbers[-1]}: {done.returncode}, {done.stderr[-2_000:]}")
    shutil.rmtree(folder)
