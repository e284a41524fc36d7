"""A process that carries out the store's operations for the tests, and dies or is refused where they say.

Reads one request per line (JSON) and answers each with a line: `done`, `killed`, or a Stop's code and its
sentence in both languages. With `at` and `act` something happens at the n-th file operation; `finished` says
that there were fewer. With `swaps` false the system has no exchange of two files.

Every request runs in a fork of its own, so that a kill takes nothing else along.
"""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from softenv_xl import store
from softenv_xl.errors import Stop
from softenv_xl.store import disk

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

NOBODY = 65534


def main() -> None:
    for line in sys.stdin:
        print(_in_a_fork(json.loads(line)), flush=True)  # noqa: T201 - the answer


def _in_a_fork(request: dict[str, Any]) -> str:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        answer = _answer(request)
        os.write(writer, answer.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as said:
        answer = said.read()
    _, status = os.waitpid(child, 0)
    return "killed" if os.WIFSIGNALED(status) else answer or "crashed"


def _answer(request: dict[str, Any]) -> str:
    path = Path(request["path"])
    if limit := request.get("file_limit"):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        if request.get("limit_kills"):
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    if request.get("as_nobody") and os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    if not request.get("swaps", True):
        disk.exchange = lambda one, other: False
    if at := request.get("at"):
        acts = {"kill": _kill, "refuse": _refuse, "people save": lambda: _people_save(path)}
        watch = Watch(at, acts[request["act"]])
        sys.setprofile(watch)
    try:
        _carry_out(request["do"], path, request)
    except Stop as stop:
        return f"{stop.code} {stop.sentence('zh')} {stop.sentence('en')}"
    finally:
        sys.setprofile(None)
    return "finished" if at and not watch.acted else "done"


def _carry_out(do: str, path: Path, request: dict[str, Any]) -> None:
    content = request.get("content", "").encode()
    match do:
        case "create":
            store.create(path, content)
        case "replace":
            store.replace(store.Snapshot(path, b"", request["fingerprint"]), content)
        case "undo":
            store.undo(path)
        case "read":
            store.read(path)
        case "save often":
            _save_often(path, request["until"])
        case unknown:
            raise ValueError(unknown)


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _refuse() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _people_save(path: Path) -> None:
    path.write_bytes(b"theirs")
    path.with_name("saved").touch()


def _save_often(path: Path, until: str) -> None:
    """As office programs save: beside it, then moved over it; each time something else, until a file is there."""
    for number in count():
        if Path(until).exists():
            return
        with path.with_name("saving").open("wb") as file:
            file.write(f"theirs {number}".encode())
            os.fsync(file.fileno())
        path.with_name("saving").replace(path)


class Watch:
    """Acts right before the n-th call, by whatever Python code, of a function that deals with files, ours that
    calls the system by itself included.
    """

    def __init__(self, at: int, act: Callable[[], None]) -> None:
        self.left, self.act, self.acted = at, act, False

    def __call__(self, frame: FrameType, event: str, called: Any) -> None:
        ours = event == "call" and frame.f_code is disk._moved.__code__
        if ours or (event == "c_call" and _deals_with_files(called)):
            self.left -= 1
            if self.left == 0:
                self.acted = True
                self.act()


def _deals_with_files(called: Any) -> bool:
    """Of the operating system's functions those that take no mere names, and the methods of open files."""
    if getattr(called, "__module__", None) == os.open.__module__:
        return called.__name__ not in {"fspath", "_path_normpath", "_path_splitroot_ex", "getpid"}
    return called is open or type(getattr(called, "__self__", None)).__module__ == "_io"


if __name__ == "__main__":
    main()
