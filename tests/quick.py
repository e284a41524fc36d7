"""Which tests `make check` leaves out: those that take more than a moment each, listed in `not_quick.txt`.

`python -m tests.quick` runs the fast tests, measures their processor time and writes the list anew. What is made once for
several tests, a demo or a filled workbook, counts for each of them: whichever runs first would have to make it. A test
that isn't listed is run, so that a new one is never left out by mistake.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.mutation.choosing import without_group

LISTED = Path(__file__).with_name("not_quick.txt")
SECONDS = 0.15
"""Of processor time, those of its children included."""
ALWAYS = ("tests/golden/", "tests/upgrade/test_pinned.py")
"""What people read and what an upgrade leaves: whatever it takes, a wrong figure is not to wait for `make test`."""
_TWO_AT_A_TIME = ("-n", "2", "--dist", "loadgroup")


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselects the tests that are listed."""
    names = listed()
    long = {item for item in items if without_group(item.nodeid) in names}
    config.hook.pytest_deselected(items=[item for item in items if item in long])
    items[:] = [item for item in items if item not in long]


def listed() -> frozenset[str]:
    """The tests that take more than a moment each."""
    return frozenset(LISTED.read_text("utf-8").splitlines())


class Measuring:
    """A plugin that writes down what every test takes, and what it shares with others."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._shared = 0.0

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[Any]:
        begun, before = _used(), self._shared
        try:
            return (yield)
        finally:
            if fixturedef.scope != "function":
                taken = _used() - begun
                self._note("shared", _name(fixturedef), taken - (self._shared - before))
                self._shared = before + taken

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[Any]:
        begun, before = _used(), self._shared
        try:
            return (yield)
        finally:
            known = getattr(item, "_fixtureinfo", None)
            uses = [_name(found[-1]) for found in known.name2fixturedefs.values()] if known else []
            self._note("test", without_group(item.nodeid), _used() - begun - (self._shared - before), uses)

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        for item in items:
            self._note("left out", without_group(item.nodeid), 0.0)

    def _note(self, *line: object) -> None:
        with (self._folder / "found.txt").open("a", encoding="utf-8") as found:
            found.write(json.dumps(line) + "\n")


def _name(fixturedef: Any) -> str:
    return f"{fixturedef.baseid} {fixturedef.argname}"


def _used() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def long_ones(lines: list[str], before: frozenset[str] = frozenset()) -> list[str]:
    """The tests that take longer, by what was written down; of those that were not measured, those that were listed before:
    groups begin in the order of how many they have in the list.
    """
    noted = [json.loads(line) for line in lines]
    shared: dict[str, float] = {}
    for kind, name, taken, *_ in noted:
        if kind == "shared":
            shared[name] = max(taken, shared.get(name, 0.0))
    return sorted(
        {
            name
            for kind, name, taken, *uses in noted
            if kind == "test" and not name.startswith(ALWAYS)
            if taken + sum(shared.get(used, 0.0) for used in uses[0]) >= SECONDS
        }
        | before.intersection(name for kind, name, *_ in noted if kind == "left out")
    )


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        only = ("-m", "not libreoffice and not slow", f"--measure={name}")
        done = subprocess.run([sys.executable, "-m", "pytest", *_TWO_AT_A_TIME, *only], check=False)
        lines = (Path(name) / "found.txt").read_text("utf-8").splitlines()
    if not done.returncode:
        LISTED.write_text("".join(f"{line}\n" for line in long_ones(lines, listed())), encoding="utf-8")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
