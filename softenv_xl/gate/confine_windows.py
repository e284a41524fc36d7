"""Windows: a job object that allows one process and so much memory, and the low level of integrity.

At that level nothing can be written but what is marked as low itself; files of the user can still be read, and
the network isn't closed. A process may put itself into a job and lower its own level without privileges.
"""

from __future__ import annotations

import ctypes
import sys

from softenv_xl.gate.holds import Hold

_LIMITS, _USER_INTERFACE = 9, 4  # kinds of information about a job
_ONE_PROCESS, _PROCESS_MEMORY, _END_WITH_JOB, _NO_ERROR_BOX = 0x8, 0x100, 0x2000, 0x400
_NO_USER_INTERFACE = 0xFF  # no clipboard, no other windows, no settings of the system
_ADJUST_DEFAULT, _INTEGRITY_LEVEL, _INTEGRITY = 0x80, 25, 0x20
_LOW = "S-1-16-4096"


class _Basic(ctypes.Structure):
    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class _Extended(ctypes.Structure):
    _fields_ = (
        ("basic", _Basic),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("most_process_memory", ctypes.c_size_t),
        ("most_job_memory", ctypes.c_size_t),
    )


class _Label(ctypes.Structure):
    _fields_ = (("sid", ctypes.c_void_p), ("attributes", ctypes.c_uint32))


def confined_here(memory: int) -> tuple[Hold, ...]:
    """See confine.confined."""
    if sys.platform != "win32":
        return ()
    kernel, security = ctypes.WinDLL("kernel32"), ctypes.WinDLL("advapi32")
    kernel.GetCurrentProcess.restype = kernel.CreateJobObjectW.restype = ctypes.c_void_p
    holds: tuple[Hold, ...] = ()
    if _in_a_job(kernel, memory):
        holds += (Hold.MEMORY, Hold.PROGRAMS)
    if _lowered(kernel, security):
        holds += (Hold.WRITING,)
    return holds


def _in_a_job(kernel: ctypes.CDLL, memory: int) -> bool:
    """The handle is never closed: the job ends with the process."""
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = _Extended()
    limits.basic.flags = _ONE_PROCESS | _PROCESS_MEMORY | _END_WITH_JOB | _NO_ERROR_BOX
    limits.basic.processes = 1
    limits.process_memory = memory
    no_windows = ctypes.c_uint32(_NO_USER_INTERFACE)
    kernel.SetInformationJobObject(job, _USER_INTERFACE, ctypes.byref(no_windows), ctypes.sizeof(no_windows))
    bound = kernel.SetInformationJobObject(job, _LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
    return bool(bound and kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess())))


def _lowered(kernel: ctypes.CDLL, security: ctypes.CDLL) -> bool:
    token, sid = ctypes.c_void_p(), ctypes.c_void_p()
    process = ctypes.c_void_p(kernel.GetCurrentProcess())
    if not security.OpenProcessToken(process, _ADJUST_DEFAULT, ctypes.byref(token)):
        return False
    try:
        if not security.ConvertStringSidToSidW(ctypes.c_wchar_p(_LOW), ctypes.byref(sid)):
            return False
        label = _Label(sid.value, _INTEGRITY)
        size = ctypes.sizeof(label) + security.GetLengthSid(sid)
        return bool(security.SetTokenInformation(token, _INTEGRITY_LEVEL, ctypes.byref(label), size))
    finally:
        kernel.CloseHandle(token)
        kernel.LocalFree(sid)
