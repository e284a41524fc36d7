"""What a check finds, and what it may look at."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from softenv_xl.errors import Stop
from softenv_xl.installation.extension import unopkg
from softenv_xl.installation.install import built
from softenv_xl.installation.places import Places
from softenv_xl.installation.registry import Registry, read
from softenv_xl.stop_catalogue import STOPS
from softenv_xl.words import Text, same

INSTALL = Text("请运行“softenv-xl install”。", "Run “softenv-xl install”.")


class Level(StrEnum):
    """How much a finding matters: with an error, buttons don't work."""

    FINE = "fine"
    WARNING = "warning"
    ERROR = "error"


class Finding(NamedTuple):
    """One sentence on what is the case, and what to do about it; `check` names the check for programs."""

    check: str
    level: Level
    message: Text
    remedy: Text = same("")


@dataclass(frozen=True)
class Machine:
    """The computer as the checks see it; `root` is where its own folders begin."""

    places: Places
    interpreter: Path
    unopkg: Path | None
    source: Path
    registry: Registry
    root: Path

    @classmethod
    def here(cls) -> Machine:
        """This computer, and the user who runs this."""
        root = Path(Path.home().anchor)
        return cls(Places.here(), Path(sys.executable), unopkg(), built(), read, root)


def fine(check: str, message: Text) -> Finding:
    return Finding(check, Level.FINE, message)


def warning(check: str, message: Text, remedy: Text) -> Finding:
    return Finding(check, Level.WARNING, message, remedy)


def error(check: str, message: Text, remedy: Text) -> Finding:
    return Finding(check, Level.ERROR, message, remedy)


def stopped(check: str, stop: Stop) -> Finding:
    """What kept a check from looking, as a finding."""
    cause, remedy = STOPS[stop.code]
    return error(check, cause.format(**stop.arguments), remedy.format(**stop.arguments))
