"""How a file is put to a worker: opened here and handed over, or by its name where a system hands over none."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from softenv_xl.gate.open_file import open_file
from softenv_xl.gate.serve import send

if TYPE_CHECKING:
    from subprocess import Popen
    from typing import BinaryIO


class OpenFileRequest:
    """A file that stays open here until it is answered: the worker after one that died of it gets the same.

    Raises Refused where it can't be opened.
    """

    size = 1

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._file = open_file(path)

    def put(self, asking: socket.socket | None, _: Popen[bytes]) -> None:
        """Raises OSError where the worker is gone."""
        socket.send_fds(cast("socket.socket", asking), [b"?"], [self._file])

    def close(self) -> None:
        with suppress(OSError):  # it was only read
            os.close(self._file)


class FileNameRequest:
    """A file that the worker opens."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = os.fsencode(path)
        self.size = len(self._path)

    def put(self, _: socket.socket | None, process: Popen[bytes]) -> None:
        """Raises OSError where the worker is gone."""
        send(cast("BinaryIO", process.stdin), self._path)

    def close(self) -> None:
        """There is nothing to close."""
