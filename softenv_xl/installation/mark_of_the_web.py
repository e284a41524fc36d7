"""The mark of the web: what browsers and mail programs put on a file, and what makes Excel refuse its macros."""

from __future__ import annotations

import subprocess
from pathlib import Path

from softenv_xl.errors import Stop
from softenv_xl.installation.places import System
from softenv_xl.store import disk

_QUARANTINE = "com.apple.quarantine"


def is_marked(system: System, file: Path) -> bool:
    """Whether the file has one."""
    if system is System.WINDOWS:
        return _stream(file).exists()
    return system is System.MAC and _xattr("-p", file)


def unmark(system: System, file: Path) -> bool:
    """Takes it off; True where there was one. Stop `file.not-writable`."""
    if not is_marked(system, file):
        return False
    if system is System.MAC:
        return _xattr("-d", file)
    try:
        _stream(file).unlink()
    except OSError as error:
        raise Stop("file.not-writable", file=str(file), reason=disk.reason(error)) from error
    return True


def _stream(file: Path) -> Path:
    """NTFS keeps it in a second stream of the file."""
    return Path(f"{file}:Zone.Identifier")


def _xattr(option: str, file: Path) -> bool:
    # Python knows a file's extended attributes on Linux only.
    command = ["xattr", option, _QUARANTINE, str(file)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603
    except OSError:  # another system, on which this layout is only being looked at
        return False
