"""The process that stays: it listens, and forks for every press."""

from __future__ import annotations

import fcntl
import gc
import multiprocessing
import os
import select
import socket
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from softenv_xl.resident import place
from softenv_xl.resident.handover import BUSY, DESCRIPTORS, END, GO, MOST, READY, Request

if TYPE_CHECKING:
    from collections.abc import Callable

    Work = Callable[[list[str], int], int]
    """Does a press: its arguments and the process that asked for it; the exit code."""

IDLE_SECONDS = 600.0
PRESSES = 500
_LOOK_SECONDS = 15.0  # between looks whether it may stay
_REQUEST_SECONDS = 0.5  # a client sends its request at once; the others wait meanwhile
_GO_SECONDS = 10.0  # it answers READY at once, or has gone
_WAITING = 4


def stay(work: Work, offices: Callable[[int], int], office: int) -> None:
    """Serves presses until there is a reason to end. Does nothing where another one serves already, or nobody may.

    `offices` tells the LibreOffice that started a process, 0 where none did; `office` is the first one, or 0.
    """
    folder = place.made_folder()
    if folder is None:
        return
    address = Path(folder, place.name())
    with ExitStack() as stack:
        lock = os.open(f"{address}.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        stack.callback(os.close, lock)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return
        loaded = _loaded_files()
        draft = address.with_suffix(".new")
        listener = stack.enter_context(_listening(draft))
        resident = _Resident(work, offices, listener, address, lock, loaded)
        resident.follow(office)
        gc.collect()
        gc.freeze()  # children share what is there now, as long as nobody writes into it
        resident.appear(draft)
        resident.serve()
        if resident.is_there():
            address.unlink(missing_ok=True)


def _listening(address: Path) -> socket.socket:
    """A socket that listens there, in the place of what one left that was killed. Raises OSError."""
    address.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        listener.bind(str(address))
        address.chmod(0o600)
        listener.listen(_WAITING)
    except OSError:
        listener.close()
        raise
    return listener


class _Resident:
    def __init__(
        self,
        work: Work,
        offices: Callable[[int], int],
        listener: socket.socket,
        address: Path,
        lock: int,
        loaded: dict[Path, tuple[int, ...]],
    ) -> None:
        self._work, self._offices = work, offices
        self._listener, self._address, self._lock = listener, address, lock
        self._inode = 0
        self._loaded = loaded
        self._followed: dict[int, int] = {}  # descriptors of the offices, by process
        self._had_office = self._ended = False
        self._presses, self._until = 0, time.monotonic() + IDLE_SECONDS
        self._poll = select.poll()
        self._poll.register(listener, select.POLLIN)

    def follow(self, office: int) -> None:
        """Ends with the last of the offices that used it."""
        if office and office not in self._followed:
            with suppress(OSError):
                self._followed[office] = descriptor = os.pidfd_open(office)
                self._poll.register(descriptor, select.POLLIN)
            self._had_office = True

    def appear(self, draft: Path) -> None:
        """Lets clients find its socket: when all is ready, and not before. Raises OSError."""
        self._inode = draft.stat().st_ino
        draft.replace(self._address)

    def serve(self) -> None:
        while self._may_stay():
            for descriptor, _ in self._poll.poll(_LOOK_SECONDS * 1000):
                if descriptor == self._listener.fileno():
                    self._answer()
                else:
                    self._office_gone(descriptor)

    def _may_stay(self) -> bool:
        if self._ended or self._presses >= PRESSES or time.monotonic() >= self._until:
            return False
        if self._had_office and not self._followed:
            return False
        return self.is_there()

    def is_there(self) -> bool:
        """Whether clients still find it."""
        try:
            return self._address.stat().st_ino == self._inode
        except OSError:
            return False

    def _office_gone(self, descriptor: int) -> None:
        self._poll.unregister(descriptor)
        os.close(descriptor)
        self._followed = {pid: kept for pid, kept in self._followed.items() if kept != descriptor}

    def _answer(self) -> None:
        """One client, from its message to the end of its press. Whatever it says wrong, it is turned away."""
        connection, _ = self._listener.accept()
        with connection, suppress(OSError, ValueError):
            client = place.peer(connection)
            message, descriptors = _received(connection, client)
            with _closing(descriptors):
                if message == END:
                    self._ended = True
                elif any(_told(file) != before for file, before in self._loaded.items()):
                    self._ended = True  # the next press starts one with the program as it is now
                elif len(descriptors) == DESCRIPTORS:
                    self._press(connection, client, Request.parsed(message), descriptors)

    def _press(
        self, connection: socket.socket, client: place.Peer, request: Request, descriptors: list[int]
    ) -> None:
        """Forks, and waits for the end of the press or of its client."""
        child = multiprocessing.get_context("fork").Process(
            target=self._in_child, args=(connection, client, request, descriptors)
        )
        child.start()
        self._presses += 1
        office = self._offices(client.pid)
        poll = select.poll()
        for watched in (child.sentinel, connection.fileno(), self._listener.fileno()):
            poll.register(watched, select.POLLIN)
        begun = False
        while child.is_alive():
            ready = [descriptor for descriptor, _ in poll.poll()]
            if self._listener.fileno() in ready:
                self._turn_away()
            if connection.fileno() in ready and not begun:
                poll.modify(connection, 0)  # GO is the child's to read; the end of the client still wakes us
                begun = True
            elif connection.fileno() in ready:
                child.kill()
                break
        child.join()
        child.close()
        self.follow(office)
        self._until = time.monotonic() + IDLE_SECONDS

    def _turn_away(self) -> None:
        """Who comes while a press is at work does without; who wants an end gets it afterwards."""
        connection, _ = self._listener.accept()
        with connection, suppress(OSError, ValueError):
            message, descriptors = _received(connection, place.peer(connection))
            with _closing(descriptors):
                if message == END:
                    self._ended = True
                    connection.send(BUSY)

    def _in_child(
        self, connection: socket.socket, client: place.Peer, request: Request, descriptors: list[int]
    ) -> None:
        """The press itself, in the place of a Python that the client would have been."""
        self._listener.close()
        os.close(self._lock)
        for descriptor in self._followed.values():
            os.close(descriptor)
        _become(request, descriptors)
        with suppress(OSError):  # the client has gone: nobody wants it any more, or an answer
            connection.settimeout(_GO_SECONDS)
            connection.send(READY)
            if connection.recv(MOST) == GO:
                code = self._work([os.fsdecode(word) for word in request.arguments], client.pid)
                connection.send(str(code).encode())


def _received(connection: socket.socket, client: place.Peer) -> tuple[bytes, list[int]]:
    """A client's message and the descriptors that came with it. Raises OSError, ValueError for a bad one."""
    if client.user != os.getuid():
        raise PermissionError
    connection.settimeout(_REQUEST_SECONDS)
    message, descriptors, flags, _ = socket.recv_fds(connection, MOST, DESCRIPTORS)
    if flags & (socket.MSG_TRUNC | socket.MSG_CTRUNC):
        with _closing(descriptors):
            raise ValueError("too much")
    return message, descriptors


def _closing(descriptors: list[int]) -> ExitStack:
    stack = ExitStack()
    for descriptor in descriptors:
        stack.callback(os.close, descriptor)
    return stack


def _become(request: Request, descriptors: list[int]) -> None:
    folder, *streams = descriptors
    os.fchdir(folder)
    os.umask(request.umask)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    for descriptor in descriptors:
        os.close(descriptor)
    os.environ.clear()
    for entry in request.environment:
        key, _, value = entry[1:].partition(b"=")
        os.environb[entry[:1] + key] = value
    time.tzset()
    tempfile.tempdir = None  # asked for anew
    sys.argv[1:] = [os.fsdecode(word) for word in request.arguments]


def _loaded_files() -> dict[Path, tuple[int, ...]]:
    """The files that Python has loaded, each with what tells whether it was changed since."""
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    paths = {Path(file) for file in files if isinstance(file, str)}
    return {path: _told(path) for path in paths}


def _told(file: Path) -> tuple[int, ...]:
    """Empty for a file that isn't there."""
    try:
        found = file.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns
