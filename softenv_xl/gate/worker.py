"""Reads files in worker processes: whatever one file does to its reader, the rest are read.

A worker has a limit on memory and a time limit for each file. If it dies of a file, that file has an issue
and another worker takes over what was left to do.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from typing import TYPE_CHECKING

from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.reading import Refused
from softenv_xl.gate.requests import FileNameRequest, OpenFileRequest
from softenv_xl.gate.serve import Orders
from softenv_xl.gate.worker_process import AHEAD, WorkerProcess

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType
    from typing import Self, TypeVar

    from softenv_xl.gate.holds import Hold
    from softenv_xl.gate.limits import Limits
    from softenv_xl.gate.reading import Reading

    Key = TypeVar("Key")

_BUSY = 4  # questions that one worker has in hand before another is started
_LOOK = 0.1  # seconds between two looks at a worker's time and memory
_HAS_RLIMIT = sys.platform == "linux"


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
        self._workers: list[WorkerProcess] = []
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
        waiting: deque[tuple[Key, WorkerProcess | Reading]] = deque()
        try:
            while True:
                self._ask_ahead(coming, waiting)
                if not waiting:
                    return
                key, asked = waiting[0]
                reading = asked.answer() if isinstance(asked, WorkerProcess) else asked
                waiting.popleft()
                yield key, reading
        finally:  # what isn't taken any more must not answer the next call
            self._end([asked for _, asked in waiting if isinstance(asked, WorkerProcess)])

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
        waiting: deque[tuple[Key, WorkerProcess | Reading]],
    ) -> None:
        while len(waiting) < self._most * AHEAD and (worker := self._free_worker()):
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

    def _free_worker(self) -> WorkerProcess | None:
        worker = min(self._workers, key=lambda each: len(each.asked), default=None)
        if worker is None or (len(worker.asked) >= _BUSY and len(self._workers) < self._most):
            orders = Orders(self._limits, handed=not self._polled, passwords=bool(self._passwords))
            worker = WorkerProcess(orders, self._passwords)
            self._workers.append(worker)
        return worker if worker.has_room() else None

    def _look_after(self) -> None:
        while not self._ended.wait(_LOOK):
            for worker in self._workers[:]:
                worker.check_time()
                if self._polled:
                    worker.check_memory()

    def _end(self, workers: list[WorkerProcess]) -> None:
        for worker in workers[:]:
            if worker in self._workers:
                self._workers.remove(worker)
                worker.end()


def holds() -> tuple[Hold, ...]:
    """What confines a worker on this computer. Raises Stop (reader.not-started) where none can be started."""
    with Reader(RETURN, workers=1) as reader:
        return reader.holds()
