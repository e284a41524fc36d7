"""`python -m tests.mutation [--count N] [--seed N] [--rooms ROOM …]`: see the package."""

from __future__ import annotations

import argparse
import os
import queue
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from tests.mutation import ROOMS, explained
from tests.mutation.copies import ROOT, TESTS, Copy
from tests.mutation.judging import TIME, Judgment, judge
from tests.mutation.killed import Killed
from tests.mutation.mutants import Mutant, sample
from tests.mutation.tests_of_lines import Test, TestsOfLines, measured


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("--count", type=int, default=300, help="how many mutants (300)")
    parser.add_argument("--seed", type=int, default=1, help="which ones (1)")
    parser.add_argument("--rooms", nargs="+", default=ROOMS, metavar="ROOM", help="folders of softenv_xl")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time (2)")
    parser.add_argument("--seconds", type=float, default=200.0, help="of tests for a mutant, at most (200)")
    parser.add_argument(
        "--tests", choices=TESTS, default="quick", help="of make check, or of make fast (quick)"
    )
    wanted = parser.parse_args()
    os.nice(19)
    known = explained.read()
    for path, before, after in explained.stale(known, ROOT):
        print(f"no longer in the code, take it out of explained.toml:\n{path}\n- {before}\n+ {after}\n")
    drawn = sample(ROOT, tuple(f"softenv_xl/{room}" for room in wanted.rooms), wanted.count, wanted.seed)
    mutants = [mutant for mutant in drawn if explained.key(mutant) not in known]
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="softenv-mutation-") as folder:
        copies = [Copy(Path(folder) / str(number), wanted.tests) for number in range(wanted.jobs)]
        tests = measured(copies[0], wanted.jobs)
        for copy in copies:
            copy.reset()
            copy.serve()
        judgments = list(_told(_judged(mutants, tests, copies, wanted.seconds), len(mutants)))
        for copy in copies:
            copy.end()
    minutes = (time.monotonic() - began) / 60
    survivors = [judgment.mutant for judgment in judgments if judgment.by is None]
    killed = f"{len(mutants) - len(survivors)} of {len(drawn)} killed"
    seed, surviving = f"seed {wanted.seed}, {wanted.tests} tests", _of(survivors, len(drawn) - len(mutants))
    print(f"\n{seed}: {killed} in {minutes:.0f} minutes; {surviving}")
    for mutant in survivors:
        print(f"\n{mutant.path}:{mutant.lines[0]}\n{mutant.diff}")
    return 1 if survivors else 0


def _judged(
    mutants: list[Mutant], tests: TestsOfLines, copies: list[Copy], most: float
) -> Iterator[Judgment]:
    """The judgments as they come, one mutant at a time in each copy."""
    free: queue.SimpleQueue[Copy] = queue.SimpleQueue()
    for copy in copies:
        free.put(copy)

    def in_a_free_copy(number: int, mutant: Mutant, choice: list[Test]) -> Judgment:
        copy = free.get()
        try:
            return judge(copy, mutant, number, choice)
        finally:
            free.put(copy)

    killed = Killed(copies[0].tests)
    yield from (Judgment(mutant, by, 1) for mutant in mutants if (by := killed.by(mutant)))
    left = [mutant for mutant in mutants if not killed.by(mutant)]
    with ThreadPoolExecutor(len(copies)) as pool:
        choices = [tests.of(mutant.path, mutant.lines, most) for mutant in left]
        waiting = [
            pool.submit(in_a_free_copy, number, mutant, choice)
            for number, (mutant, choice) in enumerate(zip(left, choices, strict=True), 1)
        ]
        try:
            for done in as_completed(waiting):
                judgment = done.result()
                if judgment.by and not judgment.by.endswith(TIME):
                    killed.remember(judgment.mutant, judgment.by)
                yield judgment
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _told(judgments: Iterator[Judgment], count: int) -> Iterator[Judgment]:
    for number, judgment in enumerate(judgments, 1):
        place = f"{judgment.mutant.path}:{judgment.mutant.lines[0]}"
        print(f"{number}/{count} {place} {judgment.by or f'SURVIVED {judgment.tests} tests'}", flush=True)
        if judgment.by is None:
            print(judgment.mutant.diff, flush=True)
        yield judgment


def _of(survivors: list[Mutant], known: int) -> str:
    if not survivors:
        return f"{known} survivors, all explained"
    return f"{known + len(survivors)} survivors, {len(survivors)} of them not explained:"


if __name__ == "__main__":
    sys.exit(main())
