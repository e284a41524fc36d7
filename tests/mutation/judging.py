"""Whether the tests see that a mutant is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from tests.mutation.copies import ROOT, Copy
from tests.mutation.mutants import Mutant
from tests.mutation.tests_of_lines import Test

BATCHES = (4.0, 25.0, float("inf"))
"""So many seconds of tests are run at a time: most mutants don't outlive the first few, and to collect tests takes time too."""
TIME = " (took too long)"
PYTEST_SAYS_NO = (1, 2)
"""Tests failed; something could not even be imported."""


@dataclass(frozen=True, slots=True)
class Judgment:
    """`by` is the test that killed it (or what else did), None for a survivor of `tests` tests."""

    mutant: Mutant
    by: str | None
    tests: int


def judge(copy: Copy, mutant: Mutant, number: int, tests: list[Test]) -> Judgment:
    """Runs `tests` in `copy` on the mutant, until one fails. `number` differs from that of every other mutant.

    Where no test is known to run its lines, nobody can notice: it survives.
    """
    if not tests:
        return Judgment(mutant, None, 0)
    original = (ROOT / mutant.path).read_text(encoding="utf-8")
    copy.reset()
    copy.write(mutant.path, mutant.code, number)
    try:
        word, test = copy.ask(
            [mutant.path, original, mutant.code, [[test.name, test.limit] for test in tests]]
        )
        if word == "no":
            killer = next(filter(None, (_killer(copy, batch) for batch in _batches(tests))), None)
        else:
            killer = {"survived": None, "killed": test, "late": test + TIME}[word]
    finally:
        copy.write(mutant.path, original, 0)
    return Judgment(mutant, killer, len(tests))


def _batches(tests: list[Test]) -> list[list[Test]]:
    batches: list[list[Test]] = [[] for _ in BATCHES]
    spent = 0.0
    for test in tests:
        spent += test.seconds
        batches[next(place for place, most in enumerate(BATCHES) if spent <= most)].append(test)
    return [batch for batch in batches if batch]


def _killer(copy: Copy, tests: list[Test]) -> str | None:
    chosen = copy.kept / "chosen"
    chosen.write_text("".join(f"{test.limit} {test.name}\n" for test in tests), encoding="utf-8")
    seconds = 120 + 5 * sum(test.seconds for test in tests)
    files = dict.fromkeys(test.file for test in tests)
    status, output = copy.pytest("-x", *files, seconds=seconds, environ={"SOFTENV_CHOSEN": str(chosen)})
    running = [line.removeprefix("running ") for line in output.splitlines() if line.startswith("running ")]
    last = running[-1] if running else "import"
    if status is None or "Timeout (" in output:
        return last + TIME
    if status in PYTEST_SAYS_NO or status < 0 or "ImportError while loading conftest" in output:
        return last
    if status == 0 and running:
        return None
    raise SystemExit(f"pytest ended with {status}:\n{output}")
