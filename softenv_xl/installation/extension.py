"""LibreOffice's extensions, through `unopkg`, the program that it comes with for this."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

from lxml import etree

from softenv_xl.errors import Stop
from softenv_xl.installation.places import Places
from softenv_xl.words import Text
from xlwings_libreoffice.uno_runtime import OfficeMissing, soffice

_VALUE = "string(*[local-name() = $name]/@value)"
_NAMES = ("unopkg.com", "unopkg")  # on Windows the first one is for terminals
_LISTED = re.compile(r"^Identifier: (\S+)\s+Version: (\S*)", re.MULTILINE)
_SECONDS = 300
_RUNNING = Text(
    "它正在运行，或上次没有正常退出（打开再关闭一次即可）",
    "it is running, or was not ended properly (then open and close it once)",
)


def unopkg() -> Path | None:
    """The program, on the PATH or beside LibreOffice's own; None without LibreOffice."""
    if on_path := shutil.which("unopkg"):
        return Path(on_path)
    try:
        program = soffice().resolve().parent
    except OfficeMissing:
        return None
    return next((program / name for name in _NAMES if (program / name).exists()), None)


def must_be_closed(profile: Path) -> None:
    """Stop `libreoffice.refused` where LibreOffice runs on a profile, which then must not be changed."""
    if (profile / ".lock").exists():
        raise Stop("libreoffice.refused", reason=_RUNNING)


class Extensions:
    """The extensions in the home of `places`. Each call raises Stop `libreoffice.refused`."""

    def __init__(self, program: Path, places: Places) -> None:
        self._program, self._places = program, places

    def installed(self) -> dict[str, str]:
        """The version of every extension, by its identifier."""
        return dict(_LISTED.findall(self._run("list")))

    def add(self, file: Path) -> None:
        """Installs an extension, in place of another version of it."""
        must_be_closed(self._places.office_profile)
        self._run("add", "--force", "--suppress-license", str(file))

    def remove(self, identifier: str) -> None:
        """Takes an extension away."""
        must_be_closed(self._places.office_profile)
        self._run("remove", identifier)

    def _run(self, *arguments: str) -> str:
        try:
            run = subprocess.run(  # noqa: S603 - the program that LibreOffice came with
                [str(self._program), *arguments],
                capture_output=True,
                env=self._places.environment,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Stop("libreoffice.refused", reason=str(error)) from error
        if run.returncode:
            raise Stop("libreoffice.refused", reason=_reason(run.stderr.decode(errors="replace")))
        return run.stdout.decode(errors="replace")


def needed(file: Path) -> Path:
    """A file that was built to be installed. Stop `install.not-built`."""
    if not file.exists():
        raise Stop("install.not-built", file=str(file))
    return file


def identity(file: Path) -> tuple[str, str]:
    """The identifier and the version that an extension gives itself. Stop `install.not-built`, `install.file-broken`."""
    try:
        with zipfile.ZipFile(needed(file)) as package:
            root = etree.fromstring(package.read("description.xml"))
    except (OSError, KeyError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise Stop("install.file-broken", file=str(file)) from error
    identifier, version = (root.xpath(_VALUE, name=name) for name in ("identifier", "version"))
    return str(identifier), str(version)


def _reason(output: str) -> str:
    lines = [line.removeprefix("ERROR: ").strip() for line in output.splitlines() if line.strip()]
    return lines[0] if lines else "unopkg"
