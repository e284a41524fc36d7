"""A school's own template is filled in by a process of its own: one that never ends, or takes the whole computer, is ended.

What the program brings itself needs none.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Iterable

from softenv_xl.documents.filling import Fields, filled
from softenv_xl.errors import Stop

SECONDS = 60
_MEMORY = 2 << 30
_MOST = 200 << 20  # bytes of a document that anybody can open
_WORK = "import sys; sys.path[:] = sys.argv[1:]; from softenv_xl.documents.bounded import work; work()"
_ENDLESS = "document.template-endless"


def filled_in_bounds(template: bytes, many: Iterable[Fields], file: str) -> bytes:
    """What `filling.filled` gives, in bounded time and memory.

    Raises Stop: document.template-endless, and what filling raises.
    """
    asked = {"template": base64.b64encode(template).decode(), "many": list(many), "file": file}
    try:
        ran = subprocess.run(  # noqa: S603 - this very program
            [sys.executable, "-I", "-S", "-c", _WORK, *sys.path],
            input=json.dumps(asked).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise Stop(_ENDLESS, file=file) from error
    kind, _, content = ran.stdout.partition(b"\n")
    if kind == b"made" and len(content) <= _MOST:
        return content
    if kind == b"stop":
        stopped = json.loads(content)
        raise Stop(stopped["code"], file=file, reason=stopped["reason"])
    raise Stop(_ENDLESS, file=file)  # it took more than there is, and died of it


def work() -> None:
    """The process's life: one template comes in on stdin, what it came to goes out on stdout."""
    _confine()
    asked = json.loads(sys.stdin.buffer.read())
    out = sys.stdout.buffer
    try:
        content = filled(base64.b64decode(asked["template"]), asked["many"], asked["file"])
    except Stop as stop:
        if isinstance(stop.__cause__, MemoryError):
            raise
        told = {"code": stop.code, "reason": str(stop.arguments["reason"])}
        out.write(b"stop\n" + json.dumps(told).encode())
    else:
        out.write(b"made\n" + content)


def _confine() -> None:
    """No more memory than this, where the system can hold it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
