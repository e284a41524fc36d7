"""Has strace put faults into a command's system calls, those alone that have to do with its folder."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from tests.hostile.faults.commands import Command, Files, environment, files, wrong

FAULTS = ("error=ENOSPC", "error=EIO", "error=EACCES", "signal=KILL")
# What strace can't put a fault into, or what no disk ever refuses.
_LEFT_OUT = ("execve", "ioctl", "lseek", "exit_group", "flock")
_CALL = re.compile(r"^\d+ +(?:<\.\.\. )?(\w+)(?:\(| resumed)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_MINUTES = 3


class Fault(NamedTuple):
    """The n-th call of that name, counted in each process, and what becomes of it."""

    call: str
    number: int
    what: str

    def __str__(self) -> str:
        return f"{self.call}:{self.what}:when={self.number}"


class Bench:
    """One command, ready to be run over and over in a fresh copy of what it finds."""

    def __init__(self, command: Command, folder: Path) -> None:
        self.command, self._folder = command, folder
        self._pattern, self.place, self._temporary = folder / "pattern", folder / "place", folder / "tmp"
        self._home = folder / "home"  # with the school's key, which the first run makes
        self._pattern.mkdir(parents=True)
        self._home.mkdir()
        command.before(self._pattern)
        self.before: Files = files(self._pattern, command.made)
        self._paths: list[str] = []
        self._paths = self._seen(self._trace(("-e", "trace=%file,%desc")))
        self.after: Files = files(self.place, command.made)
        self._calls = Counter(
            found[1] for line in self._trace(("-e", "trace=%file,%desc")) if (found := _CALL.match(line))
        )

    def faults(self) -> Iterator[Fault]:
        """One of each kind at every call."""
        for call, count in sorted(self._calls.items()):
            if call not in _LEFT_OUT:
                for number in range(1, count + 1):
                    yield from (Fault(call, number, what) for what in FAULTS)

    def wrong_with(self, fault: Fault) -> str:
        """What must not be with that fault; empty where all is well."""
        self._run(("-e", f"trace={fault.call}", "-e", f"inject={fault}"))
        said = self._done.stdout + self._done.stderr
        logs = [path.name for path in self._temporary.iterdir()] if self._temporary.exists() else []
        code = self._done.returncode
        if "Traceback" in said:
            return f"a traceback: {said[-800:]}"
        if logs and code != -9:
            left = self._temporary / logs[0]
            return f"unforeseen: {left.read_text(errors='replace')[-800:] if left.is_file() else logs}"
        found = wrong(self.command, self.place, code, self.before, self.after)
        return f"{found} | {said.strip()[-300:]}" if found else ""

    def _run(self, options: tuple[str, ...]) -> None:
        for folder in (self.place, self._temporary):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self._pattern, self.place, copy_function=shutil.copy2)
        self._temporary.mkdir()
        about = chain.from_iterable(("-P", path) for path in self._paths)
        out = str(self._folder / "trace")
        command = ["strace", "-f", "--seccomp-bpf", "-qq", "-y", "-s", "300", "-o", out, *about, *options]
        self._done = subprocess.run(
            [*command, *self.command.line(self.place)],
            cwd=self._folder,
            env=environment(self._temporary, self._home),
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=60 * _MINUTES,
        )

    def _trace(self, options: tuple[str, ...]) -> list[str]:
        self._run(options)
        assert self._done.returncode in (0, 1), self._done
        return (self._folder / "trace").read_text(errors="replace").splitlines()

    def _seen(self, lines: list[str]) -> list[str]:
        """Every path in the folder that a call names, as it names it."""
        said = {word for line in lines for word in _QUOTED.findall(line)}
        return sorted({word for word in said if word.startswith(str(self.place))} | {str(self.place)})
