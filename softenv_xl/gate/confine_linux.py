"""Linux: limits on resources, Landlock for files and the network, seccomp for everything else.

Both work without privileges, and are called as the kernel's headers describe them: no maintained library with
wheels does both. A kernel without one of them, or a container that forbids it, leaves the others in force.
"""

from __future__ import annotations

import ctypes
import os
import resource
import struct
from contextlib import suppress
from pathlib import Path

import lxml
import msgspec
import python_calamine

from softenv_xl.gate import holds, syscalls
from softenv_xl.gate.holds import Hold

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER_MODE = 38, 22, 2
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
_ABI_VERSION, _PATH_BENEATH = 1, 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
# How many kinds of access to files each version of Landlock knows; the network came with 4, signals with 6.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_NETWORK_SINCE, _SCOPES_SINCE = 4, 6
_FEW_FILES = 64  # at once: its own, one handed over, and parts of the program that are loaded late

_libc = ctypes.CDLL(None, use_errno=True)


def confined_here(memory: int) -> tuple[Hold, ...]:
    """See confine.confined."""
    holds = _limits(memory)
    if _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        holds += _landlocked()
        holds += _filtered()
    return tuple(dict.fromkeys(holds))


def _limits(memory: int) -> list[Hold]:
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_NOFILE: _FEW_FILES,
    }
    for limit, value in limits.items():
        with suppress(OSError, ValueError):
            _, hard = resource.getrlimit(limit)
            most = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(limit, (most, hard if limit == resource.RLIMIT_AS else most))
    bound = resource.getrlimit(resource.RLIMIT_AS)[0]
    return [Hold.MEMORY] if bound != resource.RLIM_INFINITY else []


def _landlocked() -> list[Hold]:
    """No file can be written, and none read but the program's own, which may be loaded late."""
    version = _libc.syscall(_CREATE_RULESET, None, 0, _ABI_VERSION)
    if version < 1:
        return []
    files = (1 << _FILE_RIGHTS.get(version, 16)) - 1
    network = 3 if version >= _NETWORK_SINCE else 0
    scopes = 3 if version >= _SCOPES_SINCE else 0
    sizes = {0: 8, 1: 16, 2: 24}
    attributes = struct.pack("=QQQ", files, network, scopes)
    size = sizes[bool(network) + bool(scopes)]
    ruleset = _libc.syscall(_CREATE_RULESET, attributes, size, 0)
    if ruleset < 0:
        return []
    try:
        for folder in _own_folders():
            _allow_reading(ruleset, folder)
        restricted = _libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0
    finally:
        os.close(ruleset)
    return [Hold.FILES, Hold.WRITING] if restricted else []


def _allow_reading(ruleset: int, folder: Path) -> None:
    with suppress(OSError):
        opened = os.open(folder, os.O_PATH | os.O_CLOEXEC)
        try:
            rule = struct.pack("=Qi", _READ_FILE | _READ_DIR, opened)
            _libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
        finally:
            os.close(opened)


def _own_folders() -> set[Path]:
    """Where Python, its libraries and this program are: never the folder that it was started in."""
    own = {Path(os.__file__).parent, Path(holds.__file__).parents[1]}
    own |= {Path(str(library.__file__)).parents[1] for library in (lxml, msgspec, python_calamine)}
    return own | {
        Path(place) for place in ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo")
    }


def _filtered() -> list[Hold]:
    """Of the kernel's calls only those that reading needs; of `openat`, only for reading."""
    program = syscalls.program(os.uname().machine)
    if program is None:
        return []
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    if _libc.prctl(_PR_SET_SECCOMP, _FILTER_MODE, header, 0, 0) != 0:
        return []
    return [Hold.WRITING, Hold.NETWORK, Hold.PROGRAMS]
