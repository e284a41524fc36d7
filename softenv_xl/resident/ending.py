"""Finds the residents of this user, and ends them: `doctor`, `install` and `uninstall` do."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from softenv_xl.resident import place
from softenv_xl.resident.handover import BUSY, END

_SECONDS = 5.0


class Resident(NamedTuple):
    """One that listens, and where."""

    address: str
    pid: int


def residents() -> list[Resident]:
    """Those of this user, of whichever version and installation."""
    return list(_found()) if sys.platform == "linux" else []


def end(resident: Resident) -> bool:
    """Ends it: at once if it is idle; False where a press is at work, with which it will end.

    One that doesn't answer is killed: it does no press itself, so none breaks off.
    """
    with suppress(OSError), place.connected(resident.address, _SECONDS) as connection:
        connection.send(END)
        try:
            return connection.recv(len(BUSY)) != BUSY
        except TimeoutError:
            os.kill(place.peer(connection).pid, signal.SIGKILL)
    return True


def _found() -> Iterator[Resident]:
    for folder in place.folders():
        for address in sorted(Path(folder).glob(f"*{place.SUFFIX}")):
            with suppress(OSError), place.connected(str(address), _SECONDS) as connection:
                yield Resident(str(address), place.peer(connection).pid)
