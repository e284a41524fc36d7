"""Which tests run a line of the program, and how long each takes: measured once, kept until the program changes."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import coverage

from tests.mutation.choosing import without_group
from tests.mutation.copies import ROOT, TESTS, Copy
from tests.mutation.statements import statement, users

KEPT = ROOT / ".mutation"
COVERAGE, DURATIONS = "coverage", "durations.json"
AN_HOUR = 3600.0
NO_TESTS = 5  # what pytest ends with where all are left out: those of LibreOffice, for instance
QUICK, LONG = 0.5, 6.0  # seconds
A_FEW = 3
OWN = 0.2  # the tests of the mutant's own room are tried as if they took so much of their time
PINNED = "tests/golden/"
"""Pins what every press writes: tried as if they were of every room."""
DECLARED = (
    "tests/templates/",
    "tests/test_docs.py",
    "tests/registers/test_samples.py",
    "tests/schema/test_parity.py",
    "tests/intake/test_returns.py",
    PINNED,
)
"""Where a change of what is declared shows: in new workbooks, reference pages, judged rows, and what a press writes."""
READING = "tests/test_texts.py"
"""Reads the program, folder by folder, and runs none of it."""


@dataclass(frozen=True, slots=True)
class Test:
    """A test with its setup and teardown. `limit` are the seconds after which it is sure never to end."""

    name: str
    seconds: float = 0.0
    limit: float = 120.0

    @property
    def file(self) -> str:
        return _file(self.name)


class TestsOfLines:
    """`seconds`: what every test took."""

    def __init__(self, coverage_file: Path, durations: dict[str, float]) -> None:
        self.seconds = durations
        self._slowest: dict[str, float] = defaultdict(float)
        for name, seconds in durations.items():
            self._slowest[_file(name)] = max(seconds, self._slowest[_file(name)])
        self._runs = coverage.CoverageData(str(coverage_file))
        self._runs.read()

    def of(self, path: str, lines: tuple[int, int], most: float) -> list[Test]:
        """The tests that run any of the statements at `lines` (first and last, 1-based) of the module at `path` from the root.

        Which tests see what runs while the module is imported can't be measured: those that run lines which use it, or
        anything of the module where none does, and those of what is declared. Where they took longer than `most` seconds,
        the quickest ones of every file alone.
        """
        running = self._running(path, lines)
        room = (*(f"tests/{folder}/" for folder in Path(path).parts[1:-1]), PINNED)
        return self._in_order(self._chosen(running, most, room), room)

    def _running(self, path: str, lines: tuple[int, int]) -> set[str]:
        by_line = self._lines(path)
        folder = f"[{path.removeprefix('softenv_xl/').rpartition('/')[0]}]"
        reading = {name for name in self.seconds if name.startswith(READING) and name.endswith(folder)}
        if within := statement(ROOT / path, lines):
            return reading | {test for line in within for test in by_line.get(line, ())}
        using = {test for line in users(ROOT / path, lines) for test in by_line.get(line, ())}
        declared = {name for name in self.seconds if name.startswith(DECLARED)}
        return reading | declared | (using or {test for tests in by_line.values() for test in tests})

    def _lines(self, path: str) -> dict[int, set[str]]:
        """The tests that run each line. What was measured at different times was measured in different copies."""
        found: dict[int, set[str]] = defaultdict(set)
        for name in self._runs.measured_files():
            if name.endswith("/tree/" + path):
                for line, tests in self._runs.contexts_by_lineno(name).items():
                    found[line] |= {without_group(c.rsplit("|", 1)[0]) for c in tests if "|" in c}
        return found

    def _chosen(self, running: set[str], most: float, room: tuple[str, ...]) -> list[Test]:
        """The room's own tests, of every file a few quick tests, then the others by their time, while there are seconds left.

        To those that run the line come the other quick tests of their files, which may look at what an earlier one has made.
        """
        first: dict[str, float] = {}
        for name in running & self.seconds.keys():
            first[_file(name)] = min(self.seconds[name], first.get(_file(name), LONG))
        quickest: dict[str, int] = Counter()
        ranked: list[tuple[bool, float, str]] = []
        for name, seconds in sorted(self.seconds.items(), key=lambda item: (item[0] not in running, item[1])):
            file = _file(name)
            beside = seconds < QUICK and first.get(file, LONG) < LONG
            if name in running or beside:
                own = name.startswith(room)
                later = not own and (quickest[file] >= A_FEW or seconds > LONG)
                ranked.append((later, seconds * (OWN if own else 1), name))
                quickest[file] += 1
        tests = [Test(name, self.seconds[name], self._limit(name)) for *_, name in sorted(ranked)]
        ends = accumulate(test.seconds for test in tests)
        return [test for test, end in zip(tests, ends, strict=True) if end <= max(most, tests[0].seconds)]

    def _limit(self, name: str) -> float:
        """Whichever test of a file comes first makes what all of them share."""
        return 60 + 10 * self._slowest[_file(name)]

    def _in_order(self, tests: list[Test], room: tuple[str, ...]) -> list[Test]:
        """File by file, so that what a file's tests share is made once; first the room's own, and files of quick tests."""
        waits: dict[str, float] = defaultdict(float)
        for test in tests:
            waits[test.file] += test.seconds * (OWN if test.file.startswith(room) else 1)
        return sorted(tests, key=lambda test: (waits[test.file], test.file, test.seconds))


def _file(test: str) -> str:
    return test.split("::", 1)[0]


def measured(copy: Copy, jobs: int) -> TestsOfLines:
    """What was measured for this very program, or a new measurement in `copy` (as long as its tests take, twice).

    Of test files that changed since, the tests alone are measured anew.
    """
    today, kept = marks(), KEPT / copy.tests
    noted = kept / "marks.json"
    before: dict[str, str] = json.loads(noted.read_text(encoding="utf-8")) if noted.exists() else {}
    different = {name for name in today.keys() | before.keys() if today.get(name) != before.get(name)}
    if any(_concerns_all(name, before) for name in different):
        _measure(copy, jobs, kept)
    elif files := sorted(filter(_is_test, different & today.keys())):
        _measure(copy, jobs, kept, *files)
    noted.write_text(json.dumps(today, indent=0), encoding="utf-8")
    return TestsOfLines(kept / COVERAGE, json.loads((kept / DURATIONS).read_text(encoding="utf-8")))


def _concerns_all(name: str, before: Collection[str]) -> bool:
    """Does a change of that file change what tests run? What is new beside them is used by new tests alone."""
    new_beside = name.startswith("tests/") and name not in before and Path(name).name != "conftest.py"
    return not _is_test(name) and not new_beside


def _measure(copy: Copy, jobs: int, kept: Path, *files: str) -> None:
    """Adds what the tests in `files` run and take, or puts all in place of what was known; nothing is lost if it ends early."""
    kept.mkdir(parents=True, exist_ok=True)
    lines, taken = kept / "lines.new", kept / "durations.new"
    lines.unlink(missing_ok=True)
    if files:
        shutil.copy(kept / COVERAGE, lines)
    copy.reset()
    arguments = [*files, "-n", str(jobs), "--dist", "loadgroup", *TESTS[copy.tests]]
    arguments += ["--cov", "--cov-append", "--cov-config=tests/mutation/coverage.ini"]
    arguments += ["--cov-context=test", "--cov-report="]
    environ = {"SOFTENV_DURATIONS": str(taken), "COVERAGE_FILE": str(lines)}
    status, output = copy.pytest(*arguments, seconds=AN_HOUR, environ=environ)
    if status not in (0, NO_TESTS):
        raise SystemExit(f"The {copy.tests} tests have to pass before code is made wrong:\n{output}")
    known = json.loads((kept / DURATIONS).read_text(encoding="utf-8")) if files else {}
    others = {name: seconds for name, seconds in known.items() if _file(name) not in files}
    new = json.loads(taken.read_text(encoding="utf-8"))
    for old in kept.iterdir() if not files else (taken,):
        if old != lines:
            old.unlink()
    (kept / DURATIONS).write_text(json.dumps({**others, **new}, indent=0), encoding="utf-8")
    lines.replace(kept / COVERAGE)


def marks() -> dict[str, str]:
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
