"""A real LibreOffice for the tests: hard recalculation, and saving in its own formats."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pytest

_SESSION = Path(__file__).with_name("session.py")
FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "xls": "MS Excel 97"}


@cache
def _python() -> str | None:
    """A Python that can import `uno`: this one, or the system's."""
    for python in (sys.executable, "/usr/bin/python3", "/usr/lib/libreoffice/program/python"):
        if (
            Path(python).exists()
            and subprocess.run([python, "-c", "import uno"], capture_output=True).returncode == 0
        ):
            return python
    return None


def require() -> str:
    """The Python to run a session with. Without LibreOffice the test is skipped; in CI it fails."""
    python = _python()
    if not python or not shutil.which("soffice"):
        missing("LibreOffice is missing: apt-get install libreoffice-calc python3-uno fonts-noto-cjk")
    return python


def missing(message: str) -> NoReturn:
    """Skips the test, but fails it in CI."""
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def recalculated(file: Path) -> dict[str, Any]:
    """Every sheet's `rows` after calculateAll, and the addresses of formula `errors`."""
    return _cells("recalculate", file)


def opened(file: Path) -> dict[str, Any]:
    """The same as the file shows on opening."""
    return _cells("open", file)


def _cells(job: str, file: Path) -> dict[str, Any]:
    run = subprocess.run([require(), str(_SESSION), job, str(file)], capture_output=True, timeout=300)
    assert run.returncode == 0, run.stderr.decode()
    result: dict[str, Any] = json.loads(run.stdout)
    return result


def saved_as(file: Path, out: Path) -> Path:
    """The file as LibreOffice saves it, in the format that `out`'s ending names."""
    command = [require(), str(_SESSION), "save-as", str(file), str(out), FILTERS[out.suffix[1:]]]
    run = subprocess.run(command, capture_output=True, timeout=300)
    assert run.returncode == 0, run.stderr.decode()
    return out
