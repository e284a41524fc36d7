"""Which fast tests run a line of the program, and how long each takes: measured once, kept until the program changes."""

from __future__ import annotations

import ast
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import coverage

from tests.mutation.choosing import without_group
from tests.mutation.copies import ROOT, Copy

KEPT = ROOT / ".mutation"
FAST = "not libreoffice and not slow"
AN_HOUR = 3600.0
MOST = 100.0
"""Seconds, as measured, that a mutant is given; for what all the program runs through it is a good part of all tests."""
QUICK = 0.5
OWN = 0.2
"""By how much sooner the tests of the mutant's own room are tried."""


@dataclass(frozen=True, slots=True)
class Test:
    """A test with its setup and teardown, or a whole file of tests that changed after the measurement (0 seconds)."""

    name: str
    seconds: float

    @property
    def file(self) -> str:
        return _file(self.name)


class TestsOfLines:
    """`seconds`: what every fast test took. `unmeasured`: test files that were changed since, which may run any line."""

    def __init__(self, coverage_file: Path, durations: dict[str, float], unmeasured: list[str]) -> None:
        self.seconds = durations
        self.unmeasured = unmeasured
        self._runs = coverage.CoverageData(str(coverage_file))
        self._runs.read()

    def of(self, path: str, lines: tuple[int, int]) -> list[Test]:
        """The tests that run any of the statements at `lines` (first and last, 1-based) of the module at `path` from the root.

        What runs while the module is imported counts as run by all tests that run anything of the module. At most `MOST`
        seconds of tests, the quick files first.
        """
        by_line = self._lines(path)
        within = _statement(ROOT / path, lines)
        running = {test for line in within or by_line for test in by_line.get(line, ())}
        room = "tests/" + path.split("/")[1]
        fresh = [Test(file, 0.0) for file in self.unmeasured]
        return fresh + _at_most(
            MOST, [Test(name, self.seconds[name]) for name in self._in_order(running, room)]
        )

    def _lines(self, path: str) -> dict[int, set[str]]:
        measured = next(
            (name for name in self._runs.measured_files() if name.endswith("/tree/" + path)), None
        )
        if measured is None:
            return {}
        contexts = self._runs.contexts_by_lineno(measured)
        return {
            line: {without_group(c.rsplit("|", 1)[0]) for c in tests if "|" in c}
            for line, tests in contexts.items()
        }

    def _in_order(self, running: set[str], room: str) -> list[str]:
        """`running` file by file, so that what a file's tests share is made once; quick files and the room's own come first.

        After those of a file come its other quick tests: they may look at what an earlier one has made.
        """
        files = {_file(name) for name in running} - set(self.unmeasured)
        names = [
            name
            for name, seconds in self.seconds.items()
            if _file(name) in files and (name in running or seconds < QUICK)
        ]

        def place(name: str) -> tuple[float, str, bool, float]:
            file = _file(name)
            wait = self._slowest[file] * (OWN if file.startswith(room) else 1)
            return wait, file, name not in running, self.seconds[name]

        return sorted(names, key=place)

    @cached_property
    def _slowest(self) -> dict[str, float]:
        slowest: dict[str, float] = {}
        for name, seconds in self.seconds.items():
            file = _file(name)
            slowest[file] = max(seconds, slowest.get(file, 0.0))
        return slowest


def _file(test: str) -> str:
    return test.split("::", 1)[0]


def _at_most(seconds: float, tests: list[Test]) -> list[Test]:
    ends = accumulate(test.seconds for test in tests)
    return [test for test, end in zip(tests, ends, strict=True) if end <= seconds]


def measured(copy: Copy) -> TestsOfLines:
    """What was measured for this very program, or a new measurement in `copy` (as long as the fast tests take, twice)."""
    marks = _marks()
    kept = KEPT / "marks.json"
    before: dict[str, str] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    if {name: mark for name, mark in before.items() if not _is_test(name)} != {
        n: m for n, m in marks.items() if not _is_test(n)
    }:
        _measure(copy)
        kept.write_text(json.dumps(marks, indent=0), encoding="utf-8")
        before = marks
    durations = json.loads((KEPT / "durations.json").read_text(encoding="utf-8"))
    unmeasured = sorted(name for name, mark in marks.items() if _is_test(name) and before.get(name) != mark)
    return TestsOfLines(KEPT / "coverage", durations, unmeasured)


def _measure(copy: Copy) -> None:
    KEPT.mkdir(exist_ok=True)
    for old in KEPT.iterdir():
        old.unlink()
    copy.reset()
    arguments = ["-n", "2", "--dist", "loadgroup", "-m", FAST]
    arguments += ["--cov", "--cov-config=tests/mutation/coverage.ini", "--cov-context=test", "--cov-report="]
    environ = {"SOFTENV_DURATIONS": str(KEPT / "durations.json"), "COVERAGE_FILE": str(KEPT / "coverage")}
    status, output = copy.pytest(*arguments, seconds=AN_HOUR, environ=environ)
    if status != 0:
        raise SystemExit(f"The fast tests have to pass before code is made wrong:\n{output}")


def _marks() -> dict[str, str]:
    """A mark of the content of every file that decides which tests run which lines."""
    files = [path for folder in ("softenv_xl", "tests") for path in (ROOT / folder).rglob("*.py")]
    ours = ROOT / "tests/mutation"
    return {
        str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(files)
        if ours not in path.parents
    }


def _is_test(name: str) -> bool:
    return Path(name).name.startswith("test_")


def _statement(path: Path, lines: tuple[int, int]) -> range | None:
    """The lines of the innermost statement in a function that `lines` begin in; None outside of functions."""
    return _innermost(ast.parse(path.read_text(encoding="utf-8")).body, lines, inside=False)


def _innermost(body: list[ast.stmt], lines: tuple[int, int], *, inside: bool) -> range | None:
    for statement in body:
        if not statement.lineno <= lines[0] <= (statement.end_lineno or statement.lineno):
            continue
        inner = [
            child for child in ast.walk(statement) if isinstance(child, ast.stmt) and child is not statement
        ]
        first = min((child.lineno for child in inner), default=None)
        if first is None or lines[0] < first:
            last = max(lines[1], first - 1 if first else statement.end_lineno or lines[1])
            return range(statement.lineno, last + 1) if inside else None
        nested = [child for child in inner if child.lineno <= lines[0] <= (child.end_lineno or child.lineno)]
        function = inside or isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)
        if not nested:
            return range(lines[0], lines[1] + 1) if function else None
        outermost = [
            child
            for child in nested
            if not any(child in ast.walk(other) for other in nested if other is not child)
        ]
        return _innermost(outermost, lines, inside=function)
    return None
