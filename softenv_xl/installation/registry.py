"""Windows' registry, read only."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress

Registry = Callable[[str, str], str | int | None]
"""A value by its key, `HKCU\\Software\\…`, and its name; None where there is none. An empty name is the key's own value."""


def read(key: str, name: str) -> str | int | None:
    """The value on this computer; None on other systems than Windows."""
    if sys.platform == "win32":
        import winreg

        hive, _, path = key.partition("\\")
        root = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}[hive]
        with suppress(OSError), winreg.OpenKey(root, path) as opened:
            value = winreg.QueryValueEx(opened, name)[0]
            return value if isinstance(value, str | int) else None
    return None
