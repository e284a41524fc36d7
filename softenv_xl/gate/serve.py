"""A worker's life: paths come in on stdin, readings go out on stdout, one after the other.

Nothing is imported here that reading doesn't need: every worker pays for it when it starts.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import stat
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from softenv_xl.gate.read import out_of_memory, read
from softenv_xl.gate.reading import Reading, Refused
from softenv_xl.gate.wire import packed

if TYPE_CHECKING:
    from typing import BinaryIO

    from softenv_xl.gate.limits import Limits

_LENGTH = struct.Struct("<I")
_GRACE = 2  # seconds; who asked is quicker, unless it is gone


def send(stream: BinaryIO, data: bytes) -> None:
    """Writes one message."""
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """The next message; None where the other side is gone."""
    length = stream.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(length)
    data = stream.read(size)
    return data if len(data) == size else None


def serve() -> None:
    """Answers until stdin ends. The first message to arrive is a pickle of Limits and whether to set rlimits."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who asked, and that ends this process
    questions = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints doesn't get between them
    limits, bound = pickle.loads(receive(questions) or b"")  # noqa: S301 - from who started this process
    if bound:
        _bind_memory(limits.memory)
    gc.freeze()
    send(answers, b"")
    while (path := receive(questions)) is not None:
        send(answers, _answer(path, limits))


def _bind_memory(most: int) -> None:
    import resource

    for limit, value in ((resource.RLIMIT_AS, most), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _answer(path: bytes, limits: Limits) -> bytes:
    alarm = getattr(signal, "setitimer", None)
    if alarm:  # an orphan that hangs ends itself
        alarm(signal.ITIMER_REAL, limits.seconds + _GRACE)
    try:
        answer = packed(_reading(path, limits))
    except MemoryError:
        answer = packed(out_of_memory(limits))
    if alarm:
        alarm(signal.ITIMER_REAL, 0)
    if len(answer) > limits.result:
        return packed(Refused.too_large("全部文字", "all of its text", f"{limits.result >> 20} MB").reading())
    return answer


def _reading(path: bytes, limits: Limits) -> Reading:
    try:
        file = Path(os.fsdecode(path))
        if not stat.S_ISREG(file.stat().st_mode):
            return Refused.unreadable("不是普通文件", "it is not a regular file").reading()
        with file.open("rb") as stream:
            content = stream.read(limits.file + 1)
    except FileNotFoundError:
        return Refused.unreadable("文件不存在", "there is no such file").reading()
    except PermissionError:
        return Refused.unreadable("没有读取权限", "reading it is not permitted").reading()
    except OSError as error:
        return Refused.unreadable("{reason}", "{reason}", reason=error.strerror or str(error)).reading()
    return read(content, limits)
