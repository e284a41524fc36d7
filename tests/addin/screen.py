"""A screen with a mouse, and a LibreOffice on it that is looked at and clicked as a person would."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any, TypeVar

import pytest

from softenv_xl.addin.oxt import BARS
from softenv_xl.words import LANGS
from tests.libreoffice import missing
from xlwings_libreoffice.office import Office
from xlwings_libreoffice.uno_runtime import constant, properties, soffice

T = TypeVar("T")
_PROGRAMS = ("Xvfb", "xdotool", "import", "unopkg")
_SECONDS = 120.0
_AGAIN_SECONDS = 5.0
_LOOKS = 4  # at one picture: toolbars and the status bar follow a moment after the sheet
_NEVER_SEEN = "softenv-xl-never-seen.png"
SIZE = (1280, 800)
PICTURES = os.environ.get("SOFTENV_PICTURES") and Path(os.environ["SOFTENV_PICTURES"]).resolve()
"""The folder that pictures for the docs go to, if they are wanted: found before a test goes to a folder of its own."""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Linguistic/General"><prop oor:name="UILocale" oor:op="fuse">
<value>{locale}</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse">
<value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay" oor:op="fuse">
<value>false</value></prop></item>
</oor:items>
"""


def require_screen() -> None:
    """Without a screen to be had, the test is skipped; in CI it fails."""
    absent = [program for program in _PROGRAMS if shutil.which(program) is None]
    if not (soffice().resolve().parent / "resource" / "zh_CN").is_dir():
        absent.append("LibreOffice in Chinese")
    if absent:
        missing(f"missing: {', '.join(absent)}; see tests/libreoffice/install.sh")


def until(seen: Callable[[], T | None], what: str, again: Callable[[], object] | None = None) -> T:
    """What is seen once there is something to see; a picture of the screen is kept where there never is.

    Windows come and go under a look, and UNO raises whatever it likes then: that is nothing seen. `again` is what
    a person would do who waits in vain for some seconds: click once more, for a click on a window that is about
    to change is lost. Looking takes no more than a third of the time: what is waited for needs the machine as well.
    """
    now, pause = monotonic(), Event()
    end, patience = now + _SECONDS, now + _AGAIN_SECONDS
    while True:
        began = monotonic()
        found, trouble = _looked(seen)
        if found:
            return found
        if again and monotonic() > patience:
            patience = monotonic() + _AGAIN_SECONDS
            _looked(again)
        if monotonic() > end:
            picture = Path(tempfile.gettempdir()) / _NEVER_SEEN
            subprocess.run(["import", "-window", "root", str(picture)], check=False, timeout=60)
            pytest.fail(f"never seen: {what}; see {picture}. {trouble}")
        pause.wait(max(0.02, 2 * (monotonic() - began)))


def _looked(look: Callable[[], T]) -> tuple[T | None, str]:
    """What a look finds, or what stopped it in words: a UNO exception that travels on can end Python."""
    try:
        return look(), ""
    except Exception as error:
        return None, f"{type(error).__name__}: {error}"


@contextmanager
def screen(size: tuple[int, int] = SIZE) -> Iterator[str]:
    """An X server without a monitor, so many pixels wide and high; its display's name.

    By itself it would begin anew whenever its last client leaves, and turn away who comes in that moment.
    """
    read, write = os.pipe()
    shape = f"{size[0]}x{size[1]}x24"
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", shape, "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def profile(locale: str, extension: Path | None = None) -> Iterator[Path]:
    """A new profile of LibreOffice in that language, that asks nothing; with the extension in it if one is given."""
    folder = Path(tempfile.mkdtemp(prefix="softenv-xl-profile-"))
    try:
        (folder / "user").mkdir()
        (folder / "user" / "registrymodifications.xcu").write_text(_SETTINGS.format(locale=locale), "utf-8")
        if extension:
            _add(extension, folder)
        yield folder
    finally:
        shutil.rmtree(folder)


def _add(extension: Path, folder: Path) -> None:
    """Puts the extension into the profile by unopkg, as for any user.

    unopkg refuses to work for root, so for root it works as nobody.
    """
    package = Path(shutil.copy(extension, folder))
    somebody: dict[str, Any] = {}
    if os.geteuid() == 0:
        somebody = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, "nobody", "nogroup")
    command = ["unopkg", "add", f"-env:UserInstallation={folder.as_uri()}", str(package)]
    environ = {**os.environ, "HOME": str(folder)}
    run = subprocess.run(command, capture_output=True, env=environ, cwd=folder, timeout=300, **somebody)
    assert run.returncode == 0, run.stderr.decode()


class Desk:
    """A visible LibreOffice. Places are those that it tells assistive programs, so no pixel is written down here."""

    def __init__(self, display: str, folder: Path) -> None:
        self.environ = {**os.environ, "DISPLAY": display}
        self.office = Office.start(visible=True, profile=folder)
        self._toolkit = self.office.service("awt.Toolkit")

    def open(self, file: Path) -> Any:
        """The UNO document, as if it had been opened from the menu."""
        return self.office.desktop.loadComponentFromURL(file.as_uri(), "_default", 0, properties())

    def click(self, found: Any) -> None:
        """A click of the left mouse button in the middle of something found by `find`."""
        place, size = found.getLocationOnScreen(), found.getSize()
        x, y = place.X + size.Width // 2, place.Y + size.Height // 2
        self._run("xdotool", "mousemove", str(x), str(y), "click", "1")

    def press(self, document: Any, caption: str) -> None:
        """Clicks the button of one of the extension's toolbars."""

        def shown() -> Any:
            bars = (find(_window(document), "TOOL_BAR", bar.title(lang)) for bar in BARS for lang in LANGS)
            return next(filter(None, (find(bar, "PUSH_BUTTON", caption) for bar in bars if bar)), None)

        self.click(until(shown, f"the button {caption}"))

    def status(self, document: Any) -> bytes:
        """The status bar's pixels: LibreOffice doesn't tell its texts during a task to assistive programs."""
        bar = find(_window(document), "STATUS_BAR")
        place, size = bar.getLocationOnScreen(), bar.getSize()
        crop = f"{size.Width}x{size.Height}+{place.X}+{place.Y}"
        return self._run("import", "-window", "root", "-crop", crop, "rgb:-")

    def box(self) -> str | None:
        """What the message box says; None while there is none."""
        window = self._box()
        return None if window is None else " ".join(_texts(window))

    def answered(self) -> str:
        """Waits for a message box, reads it and clicks its only button."""
        said = until(self.box, "a message box")
        self._close_box()
        until(lambda: self._box() is None, "the message box gone", self._close_box)
        return said

    def _close_box(self) -> None:
        self.click(find(self._box(), "PUSH_BUTTON"))

    def at_rest(self) -> None:
        """Waits until everything is drawn: what was put off is done, and a row of looks sees the same."""
        self._toolkit.processEventsToIdle()
        seen: deque[bytes] = deque(maxlen=_LOOKS)

        def same() -> bool:
            seen.append(self._run("import", "-window", "root", "rgb:-"))
            return len(seen) == _LOOKS and len(set(seen)) == 1

        until(same, "a screen at rest")

    def shot(self, file: Path) -> None:
        """A picture of the whole screen, in so few colours that it stays small."""
        file.parent.mkdir(parents=True, exist_ok=True)
        self._run("import", "-window", "root", "+dither", "-colors", "128", f"PNG8:{file}")

    def _box(self) -> Any:
        for number in range(self._toolkit.getTopWindowCount()):
            window = self._toolkit.getTopWindow(number)  # None for one that has just been closed
            context = window and window.getAccessibleContext()
            if context and context.getAccessibleRole() == _role("ALERT"):
                return context
        return None

    def _run(self, *command: str) -> bytes:
        return subprocess.run(command, check=True, env=self.environ, timeout=60, capture_output=True).stdout


def find(within: Any, role: str, name: str = "") -> Any:
    """The first thing of that role, and of that name if one is given, that is shown in there; None without one."""
    for context in _below(within):
        if context.getAccessibleRole() == _role(role) and name in ("", context.getAccessibleName()):
            return context
    return None


def _window(document: Any) -> Any:
    return document.CurrentController.Frame.ContainerWindow.getAccessibleContext()


def _below(context: Any) -> Iterator[Any]:
    """Everything within, but not the cells of sheets, of which there are a billion, and not what the menus would show."""
    if context.getAccessibleRole() in (_role("DOCUMENT_SPREADSHEET"), _role("MENU_BAR")):
        return
    for number in range(context.getAccessibleChildCount()):
        child = context.getAccessibleChild(number)
        if child is not None:
            yield child.getAccessibleContext()
            yield from _below(child.getAccessibleContext())


def _texts(context: Any) -> list[str]:
    return [
        item.getAccessibleName() for item in _below(context) if item.getAccessibleRole() == _role("STATIC")
    ]


@cache
def _role(name: str) -> int:
    return int(constant(f"accessibility.AccessibleRole.{name}"))
