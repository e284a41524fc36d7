"""Which mutants were killed before: they stay killed while neither the program nor the test that did it changes."""

from __future__ import annotations

import json

from tests.mutation.explained import key
from tests.mutation.mutants import Mutant
from tests.mutation.tests_of_lines import KEPT, Test, marks


class Killed:
    """Remembers beside what was measured for these `tests` (one of `copies.TESTS`), which goes when the program changes."""

    def __init__(self, tests: str) -> None:
        self._file = KEPT / tests / "killed.json"
        self._marks = marks()
        self._by: dict[str, list[str]] = (
            json.loads(self._file.read_text(encoding="utf-8")) if self._file.exists() else {}
        )

    def by(self, mutant: Mutant) -> str | None:
        """The test that killed it before and is what it was."""
        test, mark = self._by.get("\n".join(key(mutant)), ("", ""))
        return test if test and self._mark(test) == mark else None

    def remember(self, mutant: Mutant, test: str) -> None:
        self._by["\n".join(key(mutant))] = [test, self._mark(test)]
        self._file.write_text(json.dumps(self._by, indent=0), encoding="utf-8")

    def _mark(self, test: str) -> str:
        return self._marks.get(Test(test).file, "")
