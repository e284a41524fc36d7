"""LibreOffice's processes, and the sockets that they listen at."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import psutil

_END_SECONDS = 10.0
_PIPES = ("/tmp", "/var/tmp")  # noqa: S108 - written into LibreOffice


def family(pid: int) -> list[psutil.Process]:
    """A process and all that it started, also what another of them left behind in its session."""
    found = []
    with suppress(psutil.Error):
        parent = psutil.Process(pid)
        found = [*parent.children(recursive=True), parent]
    known = {process.pid for process in found}
    if os.name != "nt":
        found += [other for other in _session(pid) if other.pid not in known]
    return found


def end(victims: Iterable[psutil.Process], known: Iterable[Path] = ()) -> None:
    """Ends them at once, and takes away their sockets, which a killed process leaves; and those that are `known` besides."""
    victims = list(victims)
    left = set(known).union(*(sockets(victim.pid) for victim in victims))
    for victim in victims:
        with suppress(psutil.Error):
            victim.kill()
    psutil.wait_procs(victims, timeout=_END_SECONDS)
    for place in left:
        with suppress(OSError):
            place.unlink(missing_ok=True)


def _session(leader: int) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        with suppress(OSError, psutil.Error):
            if os.getsid(process.pid) == leader:
                found.append(process)
    return found


def listening(pipe: str) -> list[psutil.Process]:
    """The processes that were started to listen at that pipe."""
    found = _told(f"name={pipe};")
    return [process for process in found if process.name().startswith("soffice.bin")] or found


def runs_in(profile: Path) -> bool:
    """Whether a process was started to work in that profile."""
    return bool(_told(f"-env:UserInstallation={profile.as_uri()};"))


def _told(what: str) -> list[psutil.Process]:
    """The processes with this in one of the words that they were started with, each ended with a semicolon."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if any(what in f"{word};" for word in process.cmdline()):
                found.append(process)
    return found


def close_to_others(pipe: str) -> None:
    """Lets nobody but this user connect to the pipe any more: one that a user's own LibreOffice opened, too."""
    if os.name == "nt":
        return
    for folder in _PIPES:
        place = Path(folder) / f"OSL_PIPE_{os.getuid()}_{pipe}"
        with suppress(OSError):
            found = place.lstat()
            if stat.S_ISSOCK(found.st_mode) and found.st_uid == os.getuid():
                place.chmod(0o700)


def sockets(pid: int) -> set[Path]:
    """The files of the sockets at which a process listens for others of its kind and for us.

    They are in the system's folder for temporary files, wherever the process keeps its own, and stay there
    when it is killed. Empty on Windows, where nothing stays.
    """
    if os.name == "nt":
        return set()
    with suppress(psutil.Error):
        names = {str(found.laddr) for found in psutil.Process(pid).net_connections("unix")}
        return {Path(name) for name in names if "/OSL_PIPE_" in name}
    return set()
