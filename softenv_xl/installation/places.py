"""Where the add-in's files belong in a user's home, on each system."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from softenv_xl import ADDIN
from softenv_xl.words import Lang

NAME = "softenv_xl"
EXTENSION, CONFIGURATION = f"{NAME}.oxt", f"{NAME}.conf"
MADE_FOR = "softenv-xl.xlwings"
"""The property in which the add-in for Excel says which xlwings it was made for."""
_OWN = "softenv-xl"
_MAC_GROUP = "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"


def control_file(lang: Lang) -> str:
    """What the control workbook with buttons is called."""
    return f"control.{lang}.xlsm"


class System(StrEnum):
    """The systems that the add-in can be installed on; Excel exists on the first two."""

    WINDOWS = "windows"
    MAC = "mac"
    LINUX = "linux"


@dataclass(frozen=True)
class Places:
    """A home folder laid out as `system` does; `environ` may say that parts of it are kept elsewhere.

    The same paths as platformdirs gives for the user who runs this (a test compares), but for any home.
    """

    system: System
    home: Path
    environ: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def here(cls) -> Places:
        """The home of the user who runs this."""
        system = {"win32": System.WINDOWS, "darwin": System.MAC}.get(sys.platform, System.LINUX)
        return cls(system, Path.home(), dict(os.environ))

    @property
    def addin(self) -> Path | None:
        """The add-in in the folder that Excel opens at its start; None where there is no Excel."""
        return {
            System.WINDOWS: self._roaming / "Microsoft" / "Excel" / "XLSTART" / ADDIN,
            System.MAC: self.home / _MAC_GROUP / ADDIN,
        }.get(self.system)

    @property
    def excel_configuration(self) -> Path | None:
        """Where the add-in's `GetConfigFilePath` looks; on a Mac inside Excel's sandbox."""
        return {
            System.WINDOWS: self.home / f".{NAME}" / CONFIGURATION,
            System.MAC: self.home / "Library/Containers/com.microsoft.Excel/Data" / CONFIGURATION,
        }.get(self.system)

    @property
    def scripts(self) -> Path | None:
        """The only folder that Excel on a Mac may run AppleScripts from."""
        folder = self.home / "Library/Application Scripts/com.microsoft.Excel"
        return folder if self.system is System.MAC else None

    @property
    def configuration(self) -> Path:
        """What the LibreOffice extension reads the interpreter from."""
        return self._own("XDG_CONFIG_HOME", ".config") / CONFIGURATION

    @property
    def state(self) -> Path:
        """Where it is recorded what was installed, and what was there before."""
        return self._own("XDG_STATE_HOME", ".local/state") / "install"

    @property
    def office_profile(self) -> Path:
        """LibreOffice's own folder for this user."""
        return {
            System.WINDOWS: self._roaming / "LibreOffice" / "4",
            System.MAC: self.home / "Library/Application Support/LibreOffice/4",
            System.LINUX: self._moved("XDG_CONFIG_HOME", ".config") / "libreoffice" / "4",
        }[self.system]

    @property
    def environment(self) -> dict[str, str]:
        """What a program has to be started with to work in this home."""
        return {**self.environ, "HOME": str(self.home)}

    @property
    def _roaming(self) -> Path:
        return self._moved("APPDATA", "AppData/Roaming")

    def _own(self, variable: str, usual: str) -> Path:
        return {
            System.WINDOWS: self._moved("LOCALAPPDATA", "AppData/Local"),
            System.MAC: self.home / "Library/Application Support",
            System.LINUX: self._moved(variable, usual),
        }[self.system] / _OWN

    def _moved(self, variable: str, usual: str) -> Path:
        """A folder that a variable may move elsewhere: roaming profiles, for instance, lie on a server."""
        return Path(self.environ.get(variable) or self.home / usual)
