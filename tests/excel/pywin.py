"""xlwings' own code for Excel on Windows, loaded where there is no Windows.

`_xlwindows.py` is imported as it is installed; only what it imports from pywin32 and from the system stands in.
Each stand-in does what its documentation says and no more. A member that the product starts to use and that is
not here raises NotModelled, never AttributeError: xlwings takes an AttributeError for a busy Excel and asks for
ever.
"""

from __future__ import annotations

import ctypes
import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from types import ModuleType, SimpleNamespace
from typing import Any

# pywin32, PyCom "exceptions": (hresult, strerror, excepinfo, argerror), and the same class under three names
# (pywintypes.com_error, pythoncom.com_error, pythoncom.ole_error).
# https://mhammond.github.io/pywin32/com_error.html


class ComError(Exception):
    """pywintypes.com_error."""

    def __init__(self, hresult: int, strerror: str, excepinfo: Any = None, argerror: Any = None) -> None:
        super().__init__(hresult, strerror, excepinfo, argerror)
        self.hresult, self.strerror = hresult, strerror
        self.excepinfo, self.argerror = excepinfo, argerror


class WinError(Exception):
    """pywintypes.error: what win32gui and its like raise."""


class NotModelled(Exception):  # noqa: N818 - says what is missing here, not what went wrong in Excel
    """The product asked for something of Excel that the model doesn't have yet."""


class CDispatch:
    """win32com.client.CDispatch: what xlwings knows a COM object by, to wrap it in its retries."""


class Moment(datetime):
    """pywintypes.TimeType: a datetime with a zone, always UTC though it means local time.

    https://github.com/mhammond/pywin32/issues/446 and xlwings' _datetime_to_com_time
    """


class TimeZone(tzinfo):
    """win32timezone.TimeZoneInfo as far as xlwings needs it."""

    @staticmethod
    def utc() -> timezone:
        return UTC

    def utcoffset(self, moment: datetime | None) -> timedelta:
        return timedelta()


class Desktop:
    """The windows of all running models, by their handles, topmost first; and the boxes that were shown."""

    def __init__(self) -> None:
        self.windows: dict[int, Any] = {}
        self.boxes: list[tuple[str, str]] = []
        self._asked = 0

    def top(self, parent: object) -> int:
        return next(iter(self.windows), 0)

    def after(self, hwnd: int, which: int) -> int:
        handles = list(self.windows)
        following = handles[handles.index(hwnd) + 1 :] if hwnd in handles else []
        return following[0] if following else 0

    def to_front(self, hwnd: int, *more: object) -> None:
        self.windows = {hwnd: self.windows[hwnd], **self.windows}

    def accessible(self, hwnd: int, *more: object) -> int:
        self._asked = hwnd
        return 0

    def found(self, *more: Any) -> Any:
        return self.windows[self._asked]

    def box(self, hwnd: int, prompt: str, title: str, style: int) -> int:
        self.boxes.append((title, prompt))
        return 1  # IDOK

    def child(self, hwnd: int, after: int, kind: str, title: object) -> int:
        return hwnd if hwnd in self.windows else 0


DESKTOP = Desktop()


def module(name: str, **members: Any) -> ModuleType:
    made = ModuleType(name)
    made.__dict__.update(members)
    return made


def _modules() -> dict[str, ModuleType]:
    boxes = {"MB_OK": 0, "MB_OKCANCEL": 1, "MB_YESNOCANCEL": 3, "MB_YESNO": 4}
    icons = {"MB_ICONWARNING": 0x30, "MB_ICONINFORMATION": 0x40}
    client = module(
        "win32com.client",
        CDispatch=CDispatch,
        DispatchBaseClass=type("DispatchBaseClass", (), {}),
        CoClassBaseClass=type("CoClassBaseClass", (), {}),
        Dispatch=lambda found: found,
        DispatchEx=_no_second_program,
    )
    return {
        "pywintypes": module("pywintypes", com_error=ComError, error=WinError, TimeType=Moment, IID=str),
        "pythoncom": module(
            "pythoncom",
            __file__="pythoncom.dll",
            com_error=ComError,
            ole_error=ComError,
            CoInitialize=lambda: None,
        ),
        "win32api": module("win32api", MessageBox=DESKTOP.box),
        "win32con": module("win32con", **boxes, **icons),
        "win32gui": module("win32gui", FindWindowEx=DESKTOP.child),
        "win32process": module(
            "win32process", GetWindowThreadProcessId=lambda hwnd: (1, DESKTOP.windows[hwnd].Application.pid)
        ),
        "win32timezone": module("win32timezone", TimeZoneInfo=TimeZone),
        "win32com": module("win32com", client=client),
        "win32com.client": client,
    }


def _no_second_program(name: str) -> Any:
    raise NotModelled(f"{name} is started by the tests alone")


def _system() -> dict[str, Any]:
    """What ctypes has on Windows alone."""
    user32 = SimpleNamespace(
        GetTopWindow=DESKTOP.top,
        GetWindow=DESKTOP.after,
        GetForegroundWindow=lambda: DESKTOP.top(None),
        SetForegroundWindow=DESKTOP.to_front,
        SetWindowPos=DESKTOP.to_front,
    )
    return {
        "windll": SimpleNamespace(user32=user32),
        "oledll": SimpleNamespace(
            ole32=SimpleNamespace(CLSIDFromString=lambda *more: 0),
            oleacc=SimpleNamespace(AccessibleObjectFromWindow=DESKTOP.accessible),
        ),
        "PyDLL": lambda name: SimpleNamespace(PyCom_PyObjectFromIUnknown=_Function(DESKTOP.found)),
    }


class _Function:
    """A function of a library: its result's type can be set."""

    restype: Any = None

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function

    def __call__(self, *arguments: Any) -> Any:
        return self._function(*arguments)


@contextmanager
def standing_in(modules: dict[str, ModuleType], system: dict[str, Any]) -> Iterator[None]:
    """For the time of an import these modules can be found; afterwards only who imported them has them."""
    before = {name: sys.modules.get(name) for name in modules}
    had = {name: getattr(ctypes, name, None) for name in system}
    sys.modules.update(modules)
    for name, value in system.items():
        setattr(ctypes, name, value)
    try:
        yield
    finally:
        for name, found in before.items():
            if found is None:
                del sys.modules[name]
            else:
                sys.modules[name] = found
        for name, value in had.items():
            if value is None:
                delattr(ctypes, name)
            else:
                setattr(ctypes, name, value)


def xlwindows() -> Any:
    """xlwings._xlwindows, the very file that runs on Windows."""
    known = sys.modules.get("xlwings._xlwindows")
    if known is None:
        with standing_in(_modules(), _system()):
            known = importlib.import_module("xlwings._xlwindows")
    return known
