"""A pytest plugin (`-p tests.mutation.choosing`): measures how long each test takes, or runs only chosen ones in a given order.

`SOFTENV_DURATIONS=FILE` writes {test: seconds, setup and teardown included} as JSON. `SOFTENV_CHOSEN=FILE` holds lines
"SECONDS TEST" and runs those tests, each for so many seconds at most: one that takes longer ends the run as a failure, since
wrong code may loop without end.
"""

from __future__ import annotations

import faulthandler
import json
import os
import re
import resource
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

MEMORY = 6 * 2**30  # bytes of address space: wrong code may also ask for memory without end


class Durations:
    """Collects the seconds of every test and writes them at the end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seconds: dict[str, float] = defaultdict(float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[without_group(report.nodeid)] += report.duration

    def pytest_sessionfinish(self) -> None:
        self.path.write_text(json.dumps(self.seconds, indent=0), encoding="utf-8")


class Chosen:
    """Keeps the chosen tests alone, in their order, each with its time limit."""

    def __init__(self, path: Path) -> None:
        lines = path.read_text(encoding="utf-8").splitlines()
        self.limits = {test: float(seconds) for seconds, test in (line.split(" ", 1) for line in lines)}
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        self.stderr = os.dup(sys.stderr.fileno())

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        order = {test: place for place, test in enumerate(self.limits)}
        items[:] = sorted(
            (item for item in items if item.nodeid in order), key=lambda item: order[item.nodeid]
        )

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        os.write(self.stderr, f"\nrunning {item.nodeid}\n".encode())
        faulthandler.dump_traceback_later(self.limits[item.nodeid], exit=True, file=self.stderr)
        try:
            return (yield)
        finally:
            faulthandler.cancel_dump_traceback_later()


def without_group(test: str) -> str:
    """The test's own name: xdist appends the group that it runs in, `@group`."""
    return re.sub(r"@[^@\]]*$", "", test)


def pytest_configure(config: pytest.Config) -> None:
    if path := os.environ.get("SOFTENV_CHOSEN"):
        config.pluginmanager.register(Chosen(Path(path)))
    if (path := os.environ.get("SOFTENV_DURATIONS")) and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Durations(Path(path)))
