"""Where a resident listens: a folder that is its user's alone, and a name that only the same installation has."""

from __future__ import annotations

import os
import socket
import stat
import struct
import sys
import zlib
from typing import NamedTuple

from softenv_xl import __version__

SWITCH, OFF = "SOFTENV_RESIDENT", "off"
SUFFIX = ".socket"
# What Python and LibreOffice's bridge read while they are loaded: with other values they would be others.
_READ_WHEN_LOADED = ("PATH", "LD_LIBRARY_PATH", "URE_BOOTSTRAP", "LC_ALL", "LC_CTYPE", "LANG")
_CREDENTIALS = struct.Struct("3i")


class Peer(NamedTuple):
    """The process at the other end of a socket, as the kernel knows it."""

    pid: int
    user: int


def possible() -> bool:
    """Whether a press may be handed over here: on Linux, unless it is switched off, by a Python that imports nothing
    from the folder or the environment it is started in.
    """
    isolated = sys.flags.safe_path and sys.flags.ignore_environment
    return sys.platform == "linux" and bool(isolated) and os.environ.get(SWITCH) != OFF


def folders() -> list[str]:
    """The folders that there are for sockets and that are this user's alone, the one to be used first."""
    user = os.getuid()
    runtime = (os.environ.get("XDG_RUNTIME_DIR"), f"/run/user/{user}")
    places = [f"{folder}/softenv-xl" for folder in runtime if folder and _is_private(folder)]
    return list(filter(_is_private, dict.fromkeys((*places, _in_temporary(user)))))


def made_folder() -> str | None:
    """The folder to listen in, made where there is none; None where it isn't to be had for this user alone."""
    runtime = os.environ.get("XDG_RUNTIME_DIR") or ""
    own = _is_private(runtime)
    folder = f"{runtime}/softenv-xl" if own else _in_temporary(os.getuid())
    try:
        os.mkdir(folder, 0o700)  # noqa: PTH102 - pathlib takes time to load, and every press waits for this
    except FileExistsError:
        pass
    except OSError:
        return None
    return folder if _is_private(folder) else None


def name() -> str:
    """The socket's name: another version, Python or language of the system has another."""
    return f"{zlib.crc32(identity()):08x}{SUFFIX}"


def identity() -> bytes:
    """What a client and its resident have in common."""
    environment = (os.environb.get(key.encode(), b"") for key in _READ_WHEN_LOADED)
    return b"\n".join(
        (
            __version__.encode(),
            os.fsencode(sys.executable),
            os.fsencode(__file__),
            sys.getfilesystemencoding().encode(),
            *environment,
        )
    )


def peer(connection: socket.socket) -> Peer:
    """Raises OSError where the kernel doesn't tell."""
    told = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    pid, user, _ = _CREDENTIALS.unpack(told)
    return Peer(pid, user)


def connected(address: str, seconds: float) -> socket.socket:
    """A connection to what listens there, if it is this user's. Raises OSError."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        connection.settimeout(seconds)
        connection.connect(address)
        if peer(connection).user != os.getuid():
            raise PermissionError(f"{address} is somebody else's")
    except BaseException:
        connection.close()
        raise
    return connection


def _in_temporary(user: int) -> str:
    return f"/tmp/softenv-xl-{user}"  # noqa: S108 - used only if it is this user's alone


def _is_private(folder: str) -> bool:
    """Whether it is a folder, no link to one, that nobody else may enter."""
    try:
        found = os.lstat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
