"""A folder of one run's own for what was packed or fetched: nobody else may look into it, and it goes with the run."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

_LINE = 1 << 20
_HEADER = re.compile(rb"[!-9;-~]{1,80}:")
_FROM, _QUOTED = b"From ", re.compile(rb">+From ")


class Spool:
    """Files by number. Made with the first of them; `close` takes it away with whatever is left in it."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._numbers = count(1)

    def close(self) -> None:
        if self._folder:
            self._folder.cleanup()

    def put(self, content: bytes, saved: datetime | None = None) -> Path:
        """Writes a file down, last saved then (naive UTC) as far as anybody is told. Raises OSError."""
        path = self._new()
        path.write_bytes(content)
        if saved:
            with suppress(OSError, OverflowError, ValueError):
                stamp = saved.replace(tzinfo=UTC).timestamp()
                os.utime(path, (stamp, stamp))
        return path

    def drop(self, path: Path) -> None:
        """It isn't needed any more."""
        with suppress(OSError):
            path.unlink()

    def messages(self, mailbox: Path, most: int) -> Iterator[Path | None]:
        """The messages of a file of many (mbox), one after the other; None for one of more than so many bytes. Raises OSError.

        A message begins with a line `From …` behind an empty one, and a header below it: who writes such files is to quote that
        line in a text, and not everybody does.
        """
        with mailbox.open("rb") as file:
            before, line = b"\n", file.readline(_LINE)
            path, size = self._new(), 0
            out = path.open("wb")
            try:
                while line:
                    following = file.readline(_LINE)
                    if line.startswith(_FROM) and not before.strip(b"\r\n") and _HEADER.match(following):
                        out.close()
                        if size:
                            yield path if size <= most else None
                        path, size = self._new(), 0
                        out = path.open("wb")
                    else:
                        written = line[1:] if _QUOTED.match(line) else line
                        size += len(written)
                        if size <= most:
                            out.write(written)
                    before, line = line, following
            finally:
                out.close()
            if size:
                yield path if size <= most else None

    def _new(self) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="softenv-xl-", ignore_cleanup_errors=True)
        return Path(self._folder.name) / f"{next(self._numbers):06}"
