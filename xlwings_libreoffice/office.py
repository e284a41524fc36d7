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

from xlwings_libreoffice.locks import SCRATCH, release
from xlwings_libreoffice.processes import close_to_others, end, family, listening, sockets
from xlwings_libreoffice.uno_runtime import soffice, uno
from xlwings_libreoffice.urls import path_of

_TEMPORARY = ("TMPDIR", "TMP", "TEMP")
_START_SECONDS, _END_SECONDS = 60.0, 10.0
_AGAIN = 5  # times that a bridge may end while it is asked
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
_connected: set[Office] = set()


class OfficeError(RuntimeError):
    """LibreOffice refused what it was asked to do; the message says what."""


class OfficeGone(ConnectionError):  # noqa: N818 - named for what is the case
    """The LibreOffice that an object belongs to has ended, or never answered."""


class Office:
    """A connection to one LibreOffice; `desktop` and `service()` reach its services.

    `owned` says whether it was started here; then the process and its profile go when it ends or Python does.
    """

    def __init__(
        self, pipe: str, process: subprocess.Popen[bytes] | None, profile: Path | None, scratch: bool
    ) -> None:
        self.pipe = pipe
        self.owned = process is not None
        self._process, self._scratch = process, profile if scratch else None
        self.headless = False
        self.files: set[Path] = set()
        """What it has had open, as far as we know; a LibreOffice that is killed leaves locks beside them."""
        self._sockets: set[Path] = set()
        self._bridge: Any = None
        try:
            self.context = self._reached()
        except BaseException:
            if self.owned:
                self.kill()
            raise
        _connected.add(self)
        close_to_others(self.pipe)
        self.desktop = self.service("frame.Desktop")
        self.pid = self._pid()
        self._sockets = sockets(self.pid)
        self.profile = profile or self._asked_profile()

    @classmethod
    def start(cls, visible: bool = False, profile: Path | None = None) -> Office:
        """Starts LibreOffice, in a profile that is deleted afterwards unless one is given.

        It shows windows only if `visible`, and where there is a screen. Raises OfficeMissing where
        LibreOffice isn't installed, OfficeGone where it doesn't start.
        """
        uno()
        folder = profile.resolve() if profile else scratch_profile()
        pipe = f"xlwings-{uuid.uuid4().hex}"
        headless = not (visible and _has_screen())
        command = [
            str(soffice()),
            f"-env:UserInstallation={folder.as_uri()}",
            "--norestore",
            "--nologo",
            "--nodefault",
            *(["--headless"] if headless else []),
            f"--accept=pipe,name={pipe};urp;",
        ]
        process = subprocess.Popen(  # noqa: S603 - the program found above
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            umask=closed_mask(),
            env=None if profile else {**os.environ, **dict.fromkeys(_TEMPORARY, str(folder / "tmp"))},
        )
        office = cls(pipe, process, folder, scratch=profile is None)
        office.headless = headless
        return office

    @classmethod
    def attach(cls, pipe: str) -> Office:
        """Connects to a LibreOffice started elsewhere with `--accept=pipe,name=…;urp;`."""
        uno()
        office = cls(pipe, None, None, scratch=False)
        with suppress(psutil.Error):
            office.headless = "--headless" in psutil.Process(office.pid).cmdline()
        return office

    def _reached(self) -> Any:
        """The component context at the other end of a bridge of our own, made as UnoUrlResolver makes one, which keeps
        it to itself.
        """
        until = time.monotonic() + (_START_SECONDS if self._process else 0)
        again = _AGAIN
        while True:
            try:
                return self._instance()
            except Exception as error:  # its types are known only once uno is loaded
                disposed = type(error).__name__.endswith("DisposedException")
            if self._process and self._process.poll() is not None:
                raise OfficeGone(f"LibreOffice ended with {self._process.returncode}")
            again -= disposed
            if time.monotonic() >= until and not (disposed and again):
                raise OfficeGone(f"no LibreOffice answers at the pipe {self.pipe}")
            time.sleep(0.03)

    def _instance(self) -> Any:
        """Where this Python has a bridge to that LibreOffice already, its object comes back, and the new bridge ends
        itself as nobody needs it: now and then before it has answered, with a DisposedException.
        """
        connection = _local("connection.Connector").connect(f"pipe,name={self.pipe}")
        self._bridge = _local("bridge.BridgeFactory").createBridge("", "urp", connection, None)
        return self._bridge.getInstance("StarOffice.ComponentContext")

    def let_go(self) -> None:
        """Ends the connection, and with it the threads that carry it; LibreOffice goes on.

        For the end of a Python alone: as long as an object is left that came by this connection, a new one gives the same
        dead object for it. That is why `quit` keeps it.

        A Python that exits with a connection takes away what these threads still use to give objects back: now and
        then that ends it by a signal (SIGSEGV), after all its work.
        """
        bridge, self._bridge = self._bridge, None
        if bridge is not None:
            with suppress(Exception):  # its other end may be gone
                bridge.dispose()
        _connected.discard(self)

    def service(self, name: str) -> Any:
        """A new instance of a service, `frame.Desktop` for instance."""
        return self.context.ServiceManager.createInstanceWithContext(f"com.sun.star.{name}", self.context)

    def _pid(self) -> int:
        """The process that holds the documents: `soffice` itself is only what starts it."""
        if self._process is None:
            return next((found.pid for found in listening(self.pipe)), 0)
        with suppress(psutil.Error):
            children = psutil.Process(self._process.pid).children(recursive=True)
            return next((found.pid for found in children if "soffice" in found.name()), self._process.pid)
        return self._process.pid

    def _asked_profile(self) -> Path:
        url = self.service("util.PathSubstitution").getSubstituteVariableValue("$(user)")
        return Path(path_of(url)).parent

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
        end(family(self._process.pid) if self._process else listening(self.pipe), self._sockets)
        if self._process is not None:
            self._process.wait()
        for file in self.files:
            release(file, self.profile)
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
        self.let_go()


def _local(name: str) -> Any:
    """A service of this Python's own half of the bridge."""
    context = uno().getComponentContext()
    return context.ServiceManager.createInstanceWithContext(f"com.sun.star.{name}", context)


def closed_mask() -> int:
    """The present umask, and no writing for others: who may write to a LibreOffice's socket may command it.

    Its sockets are in the system's folder for temporary files, whatever it is told.
    """
    if os.name == "nt":
        return -1
    mask = os.umask(0o077)
    os.umask(mask)
    return mask | 0o022


def scratch_profile() -> Path:
    """A new profile that asks no questions, with a place for temporary files, which a killed process leaves."""
    folder = Path(tempfile.mkdtemp(prefix=SCRATCH)).resolve()
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    (folder / "tmp").mkdir()
    return folder


def _has_screen() -> bool:
    return os.name == "nt" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@atexit.register
def end_all() -> None:
    """Ends what was started here and lets go of the rest. It is done at Python's exit; who ends without one calls it."""
    for office in list(_connected):
        if office.owned:
            office.quit()
        else:
            office.let_go()
