"""The process: one running LibreOffice, started here with a profile of its own or found by its pipe's name."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from softenv_xl.hosts.libreoffice.uno_runtime import soffice, uno

_START_SECONDS, _END_SECONDS = 60.0, 10.0
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>en-US</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse">
<value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
</oor:items>
"""
_started: set[Office] = set()


class OfficeError(RuntimeError):
    """LibreOffice refused what it was asked to do; the message says what."""


class OfficeGone(ConnectionError):  # noqa: N818 - named for what is the case
    """The LibreOffice that an object belongs to has ended, or never answered."""


class Office:
    """A connection to one LibreOffice; `desktop` and `service()` reach its services.

    `owned` says whether it was started here; then the process and its profile go when it ends or Python does.
    """

    def __init__(self, pipe: str, process: subprocess.Popen[bytes] | None, scratch: Path | None) -> None:
        self.pipe = pipe
        self.owned = process is not None
        self._process, self._scratch = process, scratch
        self.headless = False
        try:
            self.context = self._connected()
        except BaseException:
            if self.owned:
                self.kill()
            raise
        self.desktop = self.service("frame.Desktop")
        self.pid = self._pid()

    @classmethod
    def start(cls, visible: bool = False, profile: Path | None = None) -> Office:
        """Starts LibreOffice, in a profile that is deleted afterwards unless one is given.

        It shows windows only if `visible`, and where there is a screen. Raises OfficeMissing where
        LibreOffice isn't installed, OfficeGone where it doesn't start.
        """
        uno()
        scratch = None if profile else Path(tempfile.mkdtemp(prefix="softenv-xl-office-"))
        folder = profile or scratch
        assert folder is not None  # noqa: S101 - one of the two is set
        if scratch:
            (scratch / "user").mkdir()
            (scratch / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        pipe = f"softenv-xl-{uuid.uuid4().hex}"
        headless = not (visible and _has_screen())
        command = [
            str(soffice()),
            f"-env:UserInstallation={folder.resolve().as_uri()}",
            "--norestore",
            "--nologo",
            "--nodefault",
            *(["--headless"] if headless else []),
            f"--accept=pipe,name={pipe};urp;",
        ]
        process = subprocess.Popen(  # noqa: S603 - the program found above
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        office = cls(pipe, process, scratch)
        office.headless = headless
        _started.add(office)
        return office

    @classmethod
    def attach(cls, pipe: str) -> Office:
        """Connects to a LibreOffice started elsewhere with `--accept=pipe,name=…;urp;`."""
        uno()
        office = cls(pipe, None, None)
        with suppress(psutil.Error):
            office.headless = "--headless" in psutil.Process(office.pid).cmdline()
        return office

    def _connected(self) -> Any:
        local = uno().getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        until = time.monotonic() + (_START_SECONDS if self._process else 0)
        while True:
            try:
                return resolver.resolve(f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext")
            except Exception as error:  # NoConnectException, known only once uno is loaded
                if self._process and self._process.poll():
                    raise OfficeGone(f"LibreOffice ended with {self._process.returncode}") from error
                if time.monotonic() >= until:
                    raise OfficeGone(f"no LibreOffice answers at the pipe {self.pipe}") from error
            time.sleep(0.03)

    def service(self, name: str) -> Any:
        """A new instance of a service, `frame.Desktop` for instance."""
        return self.context.ServiceManager.createInstanceWithContext(f"com.sun.star.{name}", self.context)

    def _pid(self) -> int:
        """The process that holds the documents: `soffice` itself is only what starts it."""
        if self._process is None:
            return next((found.pid for found in _listening(self.pipe)), 0)
        with suppress(psutil.Error):
            children = psutil.Process(self._process.pid).children(recursive=True)
            return next((found.pid for found in children if "soffice" in found.name()), self._process.pid)
        return self._process.pid

    def answers(self) -> bool:
        """Whether it still runs and is connected."""
        if self._process is not None and not psutil.pid_exists(self.pid):
            return False
        try:
            return self.context.ServiceManager is not None
        except Exception:  # whatever a bridge without its other end says
            return False

    def quit(self) -> None:
        """Ends it without asking anybody, if it was started here; otherwise only lets go of it."""
        if not self.owned:
            return
        with suppress(Exception):  # it answers with an exception when it ends too fast
            self.desktop.terminate()
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_END_SECONDS)
        self.kill()

    def kill(self) -> None:
        """Ends every process of it at once, also of one that was not started here."""
        victims = _family(self._process.pid) if self._process else _listening(self.pipe)
        for victim in victims:
            with suppress(psutil.Error):
                victim.kill()
        if self._process is not None:
            self._process.wait()
        psutil.wait_procs(victims, timeout=_END_SECONDS)
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
        _started.discard(self)


def _has_screen() -> bool:
    return os.name == "nt" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _family(pid: int) -> list[psutil.Process]:
    """A process and all that it started, also what another of them left behind in its session."""
    found = []
    with suppress(psutil.Error):
        parent = psutil.Process(pid)
        found = [*parent.children(recursive=True), parent]
    known = {process.pid for process in found}
    if os.name != "nt":
        found += [other for other in _session(pid) if other.pid not in known]
    return found


def _session(leader: int) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        with suppress(OSError, psutil.Error):
            if os.getsid(process.pid) == leader:
                found.append(process)
    return found


def _listening(pipe: str) -> list[psutil.Process]:
    """The processes that were started to listen at that pipe."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if any(f"name={pipe};" in f"{word};" for word in process.cmdline()):
                found.append(process)
    return [process for process in found if process.name().startswith("soffice.bin")] or found


@atexit.register
def _end_all() -> None:
    for office in list(_started):
        office.quit()
