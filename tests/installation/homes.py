"""Homes to install into: one for each system, and the state of all that is in them."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from softenv_xl.installation.places import Places, System
from softenv_xl.words import Text

PYTHON = Path("/opt/softenv/bin/python")
IDENTIFIER = "org.softenv-xl.stand-in"
_NOBODY = 65534


def tree(folder: Path) -> dict[str, str]:
    """Everything below the folder: a file's digest, nothing for a folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in sorted(folder.rglob("*"))
    }


def english(said: Iterator[Text]) -> list[str]:
    """What was said, step by step."""
    return [words.en for words in said]


def places(system: System, home: Path) -> Places:
    return Places(system, home, {"PATH": os.environ["PATH"]})


def stand_in(file: Path, version: str = "1.0") -> Path:
    """An extension with nothing in it."""
    description = (
        '<description xmlns="http://openoffice.org/extensions/description/2006">'
        f'<identifier value="{IDENTIFIER}"/><version value="{version}"/></description>'
    )
    manifest = '<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest"/>'
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("description.xml", description)
        package.writestr("META-INF/manifest.xml", manifest)
    return file


@contextmanager
def office_home() -> Iterator[tuple[Path, dict[str, str]]]:
    """A home, and the environment in which LibreOffice's own `unopkg` works on it.

    `unopkg` refuses the system's administrator, so there it is run as nobody, who then owns the home.
    """
    home = Path(tempfile.mkdtemp(prefix="softenv-home-"))
    commands = Path(tempfile.mkdtemp(prefix="softenv-path-"))
    try:
        path = os.environ["PATH"]
        if os.geteuid() == 0:
            (home / ".config").mkdir()
            for folder in (home, home / ".config"):
                os.chown(folder, _NOBODY, _NOBODY)
            commands.chmod(0o755)
            wrapper = commands / "unopkg"
            wrapper.write_text(
                f"#!/bin/sh\nexec setpriv --reuid={_NOBODY} --regid={_NOBODY} --clear-groups "
                f'"{shutil.which("unopkg")}" "$@"\n'
            )
            wrapper.chmod(0o755)
            path = f"{commands}:{path}"
        yield home, {"PATH": path, "LANG": "C.UTF-8"}
    finally:
        shutil.rmtree(home)
        shutil.rmtree(commands)
