"""Which tests `make check` leaves out: those that take more than a moment each, listed in `not_quick.txt`.

`python -m tests.quick` runs the fast tests, measures their processor time and writes the list anew. A test that isn't
listed is run, so that a new one is never left out by mistake.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

LISTED = Path(__file__).with_name("not_quick.txt")
SECONDS = 0.15
"""Of processor time, those of its children included."""
_TWO_AT_A_TIME = ("-n", "2", "--dist", "loadgroup")


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselects the tests that are listed."""
    listed = frozenset(LISTED.read_text("utf-8").splitlines())
    left = [item for item in items if item.nodeid in listed]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item.nodeid not in listed]


class Measuring:
    """A plugin that writes down every test that takes longer."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        begun = _used()
        try:
            return (yield)
        finally:
            if _used() - begun >= SECONDS:
                with (self._folder / "found.txt").open("a", encoding="utf-8") as found:
                    found.write(f"{item.nodeid}\n")


def _used() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                *_TWO_AT_A_TIME,
                "-m",
                "not libreoffice and not slow",
                "--measure",
                name,
            ],
            check=False,
        )
        found = Path(name) / "found.txt"
        lines = sorted(set(found.read_text("utf-8").splitlines())) if found.exists() else []
    if not done.returncode:
        LISTED.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
