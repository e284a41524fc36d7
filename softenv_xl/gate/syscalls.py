"""The kernel's calls that a worker may make, as a program for seccomp: all others answer “not permitted”."""

from __future__ import annotations

import struct
from itertools import chain

_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06  # BPF: load a word, jump if equal, if bits, return
_NUMBER, _ARCHITECTURE, _OPENAT_FLAGS = 0, 4, 32  # where they stand in seccomp_data (the third argument)
_ALLOW, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x00050000 | 1, 0x00050000 | 38  # EPERM, ENOSYS
_WRITING = 0o3 | 0o100 | 0o1000 | 0o20000000  # O_WRONLY or O_RDWR, O_CREAT, O_TRUNC, the bit of O_TMPFILE

_CLONE3 = (
    435  # unknown, so that who asks for it takes what older kernels have; the number is the same everywhere
)

# By architecture: its number for audit, that of `openat`, and those of the others.
_TABLES: dict[str, tuple[int, int, dict[str, int]]] = {
    "x86_64": (
        0xC000003E,
        257,
        {
            "read": 0, "write": 1, "close": 3, "stat": 4, "fstat": 5, "lstat": 6, "poll": 7, "lseek": 8, "mmap": 9,
            "mprotect": 10, "munmap": 11, "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15,
            "pread64": 17, "readv": 19, "writev": 20, "access": 21, "sched_yield": 24, "mremap": 25, "madvise": 28,
            "dup": 32, "setitimer": 38, "getpid": 39, "recvfrom": 45, "recvmsg": 47, "exit": 60, "uname": 63,
            "getcwd": 79, "readlink": 89, "gettimeofday": 96, "getrlimit": 97, "getuid": 102, "getgid": 104,
            "geteuid": 107, "getegid": 108, "sigaltstack": 131, "gettid": 186, "futex": 202, "getdents64": 217,
            "restart_syscall": 219, "clock_gettime": 228, "clock_getres": 229, "exit_group": 231,
            "newfstatat": 262, "readlinkat": 267, "faccessat": 269, "set_robust_list": 273, "getrandom": 318,
            "statx": 332, "rseq": 334, "faccessat2": 439,
        },
    ),
    "aarch64": (
        0xC00000B7,
        56,
        {
            "getcwd": 17, "dup": 23, "faccessat": 48, "close": 57, "getdents64": 61, "lseek": 62, "read": 63,
            "write": 64, "readv": 65, "writev": 66, "pread64": 67, "ppoll": 73, "readlinkat": 78, "newfstatat": 79,
            "fstat": 80, "exit": 93, "exit_group": 94, "futex": 98, "set_robust_list": 99, "setitimer": 103,
            "clock_gettime": 113, "clock_getres": 114, "sched_yield": 124, "restart_syscall": 128,
            "sigaltstack": 132, "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigreturn": 139, "uname": 160,
            "getrlimit": 163, "gettimeofday": 169, "getpid": 172, "getuid": 174, "geteuid": 175, "getgid": 176,
            "getegid": 177, "gettid": 178, "recvfrom": 207, "recvmsg": 212, "brk": 214, "munmap": 215,
            "mremap": 216, "mmap": 222, "mprotect": 226, "madvise": 233, "getrandom": 278, "statx": 291,
            "rseq": 293, "faccessat2": 439,
        },
    ),
}  # fmt: skip


def program(machine: str) -> bytes | None:
    """The instructions, eight bytes each; None for an architecture whose numbers aren't listed here."""
    if machine not in _TABLES:
        return None
    architecture, openat, others = _TABLES[machine]
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, _NUMBER),
        *chain.from_iterable(((_EQUAL, 0, 1, each), (_RETURN, 0, 0, _ALLOW)) for each in others.values()),
        (_EQUAL, 0, 4, openat),
        (_LOAD, 0, 0, _OPENAT_FLAGS),
        (_ANY_BIT, 0, 1, _WRITING),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
        (_EQUAL, 1, 0, _CLONE3),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _UNKNOWN),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
