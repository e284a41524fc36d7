"""A real LibreOffice for the tests: hard recalculation, and saving in its own formats."""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.support.packages import parts, surgery

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
    with tempfile.TemporaryDirectory() as folder:
        result: dict[str, Any] = _session.done(job, str(quick_to_open(Path(shutil.copy(file, folder)))))
    return result


_PRINT_TITLES = re.compile(rb'<definedName name="_xlnm.Print_Titles"[^>]*>[^<]*</definedName>')


def quick_to_open(file: Path) -> Path:
    """The same file, a workbook of ours now without the rows that are printed on every page, where its test prints nothing:
    LibreOffice 7.4 lays out all million rows of each sheet for them, which takes three quarters of opening.
    """
    if zipfile.is_zipfile(file) and "xl/workbook.xml" in parts(package := file.read_bytes()):
        file.write_bytes(surgery(package, {"xl/workbook.xml": lambda part: _PRINT_TITLES.sub(b"", part)}))
    return file


def saved_as(file: Path, out: Path) -> Path:
    """The file as LibreOffice saves it, in the format that `out`'s ending names."""
    _session.done("save-as", str(file), str(out), FILTERS[out.suffix[1:]])
    return out


class _Session:
    """One LibreOffice for all of a run's files, as starting one takes longer than most of them; another after a crash."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def done(self, *job: str) -> Any:
        """The job's result; fails where there is none within five minutes."""
        process = self._running()
        assert process.stdin
        assert process.stdout
        late = threading.Timer(300, process.kill)
        late.start()
        try:
            process.stdin.write(json.dumps(job) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        finally:
            late.cancel()
        if not answer:
            self._process = None
            pytest.fail(f"{job} has no result; stderr says why")
        return json.loads(answer)

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            pipe = subprocess.PIPE
            command = [require(), str(_SESSION)]
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
        return self._process

    def end(self) -> None:
        """Lets it end by itself, as it does when its input ends."""
        if self._process is not None:
            self._process.communicate()


_session = _Session()
atexit.register(_session.end)
