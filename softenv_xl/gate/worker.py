"""Reads files in worker processes: whatever one file does to its reader, the rest are read.

A worker has a limit on memory and a time limit for each file. If it dies of a file, that file has an issue
and another worker takes over what was left to do.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from softenv_xl.errors import Stop
from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.read import out_of_memory
from softenv_xl.gate.reading import Refused
from softenv_xl.gate.serve import receive, send
from softenv_xl.gate.wire import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType
    from typing import BinaryIO, Self, TypeVar

    from softenv_xl.gate.limits import Limits
    from softenv_xl.gate.reading import Reading

    Key = TypeVar("Key")

_AHEAD, _AHEAD_BYTES = 16, 2048  # of one worker's questions; the bytes fit into any system's pipe
_BUSY = 4  # questions that one worker has in hand before another is started
_START = 60  # seconds that a worker may take to start, on a computer that is busy
_LOOK = 0.1  # seconds between two looks at a worker's time and memory
_HAS_RLIMIT = sys.platform == "linux"
_SERVE = "import sys; sys.path[:] = sys.argv[1:]; from softenv_xl.gate.serve import serve; serve()"


class Reader:
    """A few worker processes, started as they are needed and ended with the `with` block.

    `workers` is how many at most. `polled` watches their memory from here, as it has to be where the
    system sets no limit itself.
    """

    def __init__(self, limits: Limits = RETURN, workers: int = 2, *, polled: bool = not _HAS_RLIMIT) -> None:
        self._limits = limits
        self._most = max(1, workers)
        self._polled = polled
        self._workers: list[_Worker] = []
        self._ended = threading.Event()
        self._watch = threading.Thread(target=self._look_after, daemon=True)

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._watch.join()
        self._end(self._workers)

    def read_all(self, files: Iterable[tuple[Key, str | os.PathLike[str]]]) -> Iterator[tuple[Key, Reading]]:
        """Each file's key and reading, in the order given; files are asked for as the readings are taken.

        One at a time: a second call starts when the first is done with or given up. Raises Stop
        (reader.not-started) where no worker can be started.
        """
        coming = iter(files)
        waiting: deque[tuple[Key, _Worker]] = deque()
        try:
            while True:
                self._ask_ahead(coming, waiting)
                if not waiting:
                    return
                key, worker = waiting[0]
                reading = worker.answer()
                waiting.popleft()
                yield key, reading
        finally:  # what isn't taken any more must not answer the next call
            self._end([worker for _, worker in waiting])

    def _ask_ahead(
        self,
        coming: Iterator[tuple[Key, str | os.PathLike[str]]],
        waiting: deque[tuple[Key, _Worker]],
    ) -> None:
        while worker := self._free_worker():
            try:
                key, path = next(coming)
            except StopIteration:
                return
            worker.ask(os.fsencode(path))
            waiting.append((key, worker))

    def _free_worker(self) -> _Worker | None:
        worker = min(self._workers, key=lambda each: len(each.asked), default=None)
        if worker is None or (len(worker.asked) >= _BUSY and len(self._workers) < self._most):
            worker = _Worker(self._limits, bound=not self._polled)
            self._workers.append(worker)
        return worker if worker.has_room() else None

    def _look_after(self) -> None:
        while not self._ended.wait(_LOOK):
            for worker in self._workers[:]:
                worker.check_time()
                if self._polled:
                    worker.check_memory()

    def _end(self, workers: list[_Worker]) -> None:
        for worker in workers[:]:
            if worker in self._workers:
                self._workers.remove(worker)
                worker.end()


class _Worker:
    """One worker process, and those that take its place; answers come in the order of the questions."""

    def __init__(self, limits: Limits, *, bound: bool) -> None:
        self.asked: deque[bytes] = deque()
        self._limits = limits
        self._bound = bound
        self._lock = threading.Lock()
        self._start()

    def _start(self) -> None:
        self._deadline: float | None = None
        self._late = self._swollen = self._ready = False
        # Not multiprocessing: that would import the main program, all of it, into every worker.
        command = [sys.executable, "-I", "-S", "-c", _SERVE, *sys.path]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this very program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise Stop("reader.not-started", reason=error.strerror) from error
        self._send(pickle.dumps((self._limits, self._bound)))
        for path in self.asked:
            self._send(path)

    def has_room(self) -> bool:
        """May more be asked? Always where nothing is; otherwise only what can't fill the pipe."""
        return not self.asked or (len(self.asked) < _AHEAD and sum(map(len, self.asked)) < _AHEAD_BYTES)

    def ask(self, path: bytes) -> None:
        if not self.asked and self._process.poll() is not None:  # ended while it was idle: no file's fault
            self.end()
            self._start()
        self.asked.append(path)
        self._send(path)

    def answer(self) -> Reading:
        """The reading of the file asked for first; a death of the process is an answer, too."""
        data = self._receive()
        if data is None and not self._ready:
            raise Stop("reader.not-started", reason=self._process.wait())
        self.asked.popleft()
        reading = unpacked(data) if data is not None else self._verdict()
        if data is None or self._late:  # late, yet answered: killed at the very moment
            self.end()
            if self.asked:
                self._start()
        return reading

    def _verdict(self) -> Reading:
        if self._late:
            return Refused("file.too-slow", seconds=f"{self._limits.seconds:g}").reading()
        if self._swollen:
            return out_of_memory(self._limits)
        return Refused.unreadable("读取程序中途退出", "the reader broke off while reading it").reading()

    def check_time(self) -> None:
        """Ends the process where an answer has been waited for too long."""
        with self._lock:
            if self._deadline is not None and time.monotonic() > self._deadline:
                self._late = True
                self._process.kill()

    def check_memory(self) -> None:
        """Ends the process where it has taken too much."""
        import psutil

        process = self._process
        try:
            family = psutil.Process(process.pid)
            # A virtual environment's python.exe only starts another.
            taken = sum(each.memory_info().rss for each in (family, *family.children()))
        except psutil.Error:
            return
        if taken > self._limits.memory:
            self._swollen = True
            process.kill()

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _send(self, data: bytes) -> None:
        with suppress(OSError):  # it is dead, as answer() will find
            send(cast("BinaryIO", self._process.stdin), data)

    def _receive(self) -> bytes | None:
        if not self._ready:
            self._ready = self._received(_START) is not None
        return self._received(self._limits.seconds)

    def _received(self, seconds: float) -> bytes | None:
        """The next message, where it comes in time."""
        with self._lock:
            self._deadline = time.monotonic() + seconds
        try:
            return receive(cast("BinaryIO", self._process.stdout))
        finally:
            with self._lock:
                self._deadline = None
