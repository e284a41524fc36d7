"""One worker process of the gate, and those that take its place: asked, timed, and ended."""

from __future__ import annotations

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
from softenv_xl.gate.read import out_of_memory
from softenv_xl.gate.reading import Refused
from softenv_xl.gate.requests import FileNameRequest, OpenFileRequest
from softenv_xl.gate.serve import Orders, Ready, receive, send
from softenv_xl.gate.wire import decode_reading
from softenv_xl.gate.wire_values import InvalidAnswerError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from softenv_xl.gate.holds import Hold
    from softenv_xl.gate.reading import Reading

AHEAD, _AHEAD_BYTES = 16, 2048  # of one worker's questions; the bytes fit into any system's pipe
_READY_BYTES = 4096
_ENDING = 2  # seconds that a worker may take to end
_BROKE_OFF = Refused.unreadable("读取程序中途退出", "the reader broke off while reading it")
_START = 60  # seconds that a worker may take to start, on a computer that is busy
_SERVE = (
    "import sys; orders, *sys.path[:] = sys.argv[1:]; from softenv_xl import loading; loading.begins(); "
    "from softenv_xl.gate.serve import serve; serve(orders)"
)


class WorkerProcess:
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
        return not sizes or (len(sizes) < AHEAD and sum(sizes) < _AHEAD_BYTES)

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
        except InvalidAnswerError:
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
