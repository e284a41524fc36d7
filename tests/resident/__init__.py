"""A resident of its own for each test, with work that tells what it sees, and its clients.

Whatever a test starts runs isolated (-E -P) as presses do, in a runtime folder of the test.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic
from typing import NamedTuple

import psutil
import pytest

from softenv_xl.resident import place

_SECONDS = 60.0
ISOLATED = (sys.executable, "-E", "-P", "-m")


def until(seen: Callable[[], bool], what: str) -> None:
    end, pause = monotonic() + _SECONDS, Event()
    while not seen():
        assert monotonic() < end, f"never seen: {what}"
        pause.wait(0.01)


def gone(pid: int) -> bool:
    """Ended, though perhaps nobody has asked yet how."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


class House(NamedTuple):
    """A runtime folder, and the environment of all that runs in it."""

    runtime: Path
    environ: dict[str, str]

    @property
    def sockets(self) -> list[Path]:
        return sorted(self.runtime.glob(f"softenv-xl/*{place.SUFFIX}"))

    @property
    def address(self) -> str:
        (socket,) = self.sockets
        return str(socket)

    def resident(self, *words: str, program: str = "tests.resident.at_work") -> subprocess.Popen[str]:
        """A resident that listens; ended with the test."""
        before = self.sockets
        running = self.popen(*ISOLATED, program, *words)
        until(lambda: self.sockets != before or running.poll() is not None, "a resident")
        return running

    def client(self, *words: str, **changed: str) -> subprocess.Popen[str]:
        """A press that wants to be handed over: it prints what came of it (see `client`)."""
        return self.popen(*ISOLATED, "tests.resident.client", *words, **changed)

    def said(self, *words: str, **changed: str) -> str:
        """What a client and its press print, to the end."""
        return self.client(*words, **changed).communicate(timeout=_SECONDS)[0]

    def popen(self, *command: str, **changed: str) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        running = subprocess.Popen(
            command,
            env={**self.environ, **changed},
            stdin=pipe,
            stdout=pipe,
            stderr=subprocess.STDOUT,
            text=True,
        )
        _started.append(running)
        return running


_started: list[subprocess.Popen[str]] = []


def end_all() -> None:
    """Ends what tests have started, by its process."""
    while _started:
        running = _started.pop()
        if running.poll() is None:
            for child in psutil.Process(running.pid).children(recursive=True):
                child.kill()
            running.kill()
        running.communicate()


def built(folder: Path) -> House:
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    return House(runtime, {**os.environ, "XDG_RUNTIME_DIR": str(runtime)})


linux_only = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every press is a cold one")
