"""Reads files in worker processes: whatever one file does to its reader, the rest are read.

A worker has a limit on memory and a time limit for each file. If it dies of a file, that file has an issue
and another worker takes over what was left to do.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, cast

import msgspec

from softenv_xl import catalogue
from softenv_xl.errors import Stop
from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.read import out_of_memory
from softenv_xl.gate.reading import Refused
from softenv_xl.gate.requests import FileNameRequest, OpenFileRequest
from softenv_xl.gate.serve import Orders, Ready, receive, send
from softenv_xl.gate.wire import InvalidAnswer, decode_reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType
    from typing import BinaryIO, Self, TypeVar

    from softenv_xl.gate.holds import Hold
    from softenv_xl.gate.limits import Limits
    from softenv_xl.gate.reading import Reading

    Key = TypeVar("Key")

_AHEAD, _AHEAD_BYTES = 16, 2048  # of one worker's questions; the bytes fit into any system's pipe
_READY_BYTES = 4096
_ENDING = 2  # seconds that a worker may take to end
_BROKE_OFF = Refused.unreadable("读取程序中途退出", "the reader broke off while reading it")
_BUSY = 4  # questions that one worker has in hand before another is started
_START = 60  # seconds that a worker may take to start, on a computer that is busy
_LOOK = 0.1  # seconds between two looks at a worker's time and memory
_HAS_RLIMIT = sys.platform == "linux"
_SERVE = (
    "import sys; orders, *sys.path[:] = sys.argv[1:]; from softenv_xl.gate.serve import serve; serve(orders)"
)


class Reader:
    """A few worker processes, started as they are needed and ended with the `with` block.

    `workers` is how many at most; `passwords` are tried on what is encrypted. `polled` has them open the files
    themselves and watches their memory from here, as it has to be where the system can't do better; otherwise they are
    confined (gate.confine).
    """

    def __init__(
        self,
        limits: Limits = RETURN,
        workers: int = 2,
        *,
        polled: bool = not _HAS_RLIMIT,
        passwords: Sequence[str] = (),
    ) -> None:
        self._limits = limits
        self._passwords = tuple(passwords)
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
        waiting: deque[tuple[Key, _Worker | Reading]] = deque()
        try:
            while True:
                self._ask_ahead(coming, waiting)
                if not waiting:
                    return
                key, asked = waiting[0]
                reading = asked.answer() if isinstance(asked, _Worker) else asked
                waiting.popleft()
                yield key, reading
        finally:  # what isn't taken any more must not answer the next call
            self._end([asked for _, asked in waiting if isinstance(asked, _Worker)])

    def holds(self) -> tuple[Hold, ...]:
        """What confines the workers. Raises Stop (reader.not-started)."""
        worker = self._free_worker()
        if worker is None:
            return ()
        worker.get_ready()
        return worker.holds

    def _ask_ahead(
        self,
        coming: Iterator[tuple[Key, str | os.PathLike[str]]],
        waiting: deque[tuple[Key, _Worker | Reading]],
    ) -> None:
        while len(waiting) < self._most * _AHEAD and (worker := self._free_worker()):
            try:
                key, path = next(coming)
            except StopIteration:
                return
            try:
                question = FileNameRequest(path) if self._polled else OpenFileRequest(path)
            except Refused as refused:
                waiting.append((key, refused.reading()))
            else:
                worker.ask(question)
                waiting.append((key, worker))

    def _free_worker(self) -> _Worker | None:
        worker = min(self._workers, key=lambda each: len(each.asked), default=None)
        if worker is None or (len(worker.asked) >= _BUSY and len(self._workers) < self._most):
            orders = Orders(self._limits, handed=not self._polled, passwords=bool(self._passwords))
            worker = _Worker(orders, self._passwords)
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

    def __init__(self, orders: Orders, passwords: Sequence[str] = ()) -> None:
        self._passwords = passwords
        self.asked: deque[OpenFileRequest | FileNameRequest] = deque()
        self.holds: tuple[Hold, ...] = ()
        self._orders = orders
        self._limits = orders.limits
        self._lock = threading.Lock()
        self._start()

    def _start(self) -> None:
        self._deadline: float | None = None
        self._late = self._swollen = self._ready = False
        theirs: socket.socket | None = None
        self._asking: socket.socket | None = None
        if self._orders.handed:
            self._asking, theirs = socket.socketpair()
        # Not multiprocessing: that would import the main program, all of it, into every worker.
        orders = msgspec.json.encode(self._orders).decode()
        command = [sys.executable, "-I", "-S", "-c", _SERVE, orders, *sys.path]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this very program
                command,
                stdin=theirs.fileno() if theirs else subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            if self._asking:
                self._asking.close()
            raise Stop("reader.not-started", reason=error.strerror) from error
        finally:
            if theirs:
                theirs.close()
        self._tell_passwords()
        for question in self.asked:
            self._put(question)

    def _tell_passwords(self) -> None:
        if not self._passwords:
            return
        with suppress(OSError):  # it is dead, as answer() will find
            stream = self._asking.makefile("wb", buffering=0) if self._asking else self._process.stdin
            send(cast("BinaryIO", stream), msgspec.json.encode(self._passwords))

    def has_room(self) -> bool:
        """May more be asked? Always where nothing is; otherwise only what can't fill the pipe."""
        sizes = [question.size for question in self.asked]
        return not sizes or (len(sizes) < _AHEAD and sum(sizes) < _AHEAD_BYTES)

    def ask(self, question: OpenFileRequest | FileNameRequest) -> None:
        if not self.asked and self._process.poll() is not None:  # ended while it was idle: no file's fault
            self.end()
            self._start()
        self.asked.append(question)
        self._put(question)

    def answer(self) -> Reading:
        """The reading of the file asked for first; a death of the process is an answer, too."""
        self.get_ready()
        data = self._received(self._limits.seconds, self._limits.most_answered)
        self.asked.popleft().close()
        try:
            reading = self._verdict() if data is None else decode_reading(data, self._limits)
            failed = data is None or self._late  # late, yet answered: killed at the very moment
        except InvalidAnswer:
            reading, failed = _BROKE_OFF.reading(), True
        if failed:
            self._stop()
            if self.asked:
                self._start()
        return reading

    def _verdict(self) -> Reading:
        if self._late:
            return Refused(catalogue.FILE_TOO_SLOW, seconds=f"{self._limits.seconds:g}").reading()
        if self._swollen:
            return out_of_memory(self._limits)
        return _BROKE_OFF.reading()

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
        """Ends the process, and lets go of what was asked."""
        self._stop()
        while self.asked:
            self.asked.popleft().close()

    def _stop(self) -> None:
        if self._asking:
            self._asking.close()
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what couldn't be sent any more
                if stream:
                    stream.close()
        self._process.wait()

    def _put(self, question: OpenFileRequest | FileNameRequest) -> None:
        with suppress(OSError):  # it is dead, as answer() will find
            question.put(self._asking, self._process)

    def get_ready(self) -> None:
        """Waits for the worker to start; `holds` says what confines it then. Raises Stop(reader.not-started)."""
        if self._ready:
            return
        message = self._received(_START, _READY_BYTES)
        try:
            self.holds = msgspec.json.decode(message or b"", type=Ready).holds
        except msgspec.MsgspecError as error:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_ENDING)  # how it ended by itself says more than that it was ended
            self._stop()
            raise Stop("reader.not-started", reason=self._process.returncode) from error
        self._ready = True

    def _received(self, seconds: float, most: int) -> bytes | None:
        """The next message, where it comes in time."""
        with self._lock:
            self._deadline = time.monotonic() + seconds
        try:
            return receive(cast("BinaryIO", self._process.stdout), most)
        finally:
            with self._lock:
                self._deadline = None


def holds() -> tuple[Hold, ...]:
    """What confines a worker on this computer. Raises Stop (reader.not-started) where none can be started."""
    with Reader(RETURN, workers=1) as reader:
        return reader.holds()
