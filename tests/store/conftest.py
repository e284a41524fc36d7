from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


class Worker:
    """The other end of worker.py: `ask` hands over a request, `answer` waits for what became of it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def ask(self, do: str, **request: object) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps({"do": do, **request}, default=str) + "\n")
        self.process.stdin.flush()

    def answer(self) -> str:
        """See worker.py for what it can be."""
        assert self.process.stdout
        return self.process.stdout.readline().rstrip("\n")

    def result(self, do: str, **request: object) -> str:
        self.ask(do, **request)
        return self.answer()


@contextmanager
def running_worker() -> Iterator[Worker]:
    command = [sys.executable, "-m", "tests.store.worker"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield Worker(process)
        assert process.stdin
        process.stdin.close()


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    with running_worker() as one:
        yield one


@pytest.fixture(scope="session")
def rival() -> Iterator[Worker]:
    """A second process, at work at the same time as the first."""
    with running_worker() as one:
        yield one
