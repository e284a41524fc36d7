"""The Python that buttons run: is it configured, does it start, has it what it needs?"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from softenv_xl import __version__
from softenv_xl.installation import configuration
from softenv_xl.installation.doctor.finding import INSTALL, Finding, Machine, error, fine, warning
from softenv_xl.installation.record import content_or_none
from softenv_xl.words import Text

_VERSIONS = (
    "import json, softenv_xl, xlwings; print(json.dumps([softenv_xl.__version__, xlwings.__version__]))"
)
_SECONDS = 60
CONFIGURATION, INTERPRETER = "configuration", "interpreter"
_NAMES_NONE = Text("{file} 没有指明 Python。", "{file} names no Python.")
_ANOTHER = Text(
    "按钮使用 {named}，而本命令用的是 {this}。", "Buttons run {named}; this command is run by {this}."
)
_AGAIN = Text(
    "如非有意，请再次运行“softenv-xl install”。", "If that isn't meant, run “softenv-xl install” again."
)
_RIGHT = Text("{file} 正确。", "{file} is right.")
_FAILS = Text("{path} 无法运行 softenv-xl：{reason}", "{path} cannot run softenv-xl: {reason}")
_HAS = Text(
    "{path}：softenv-xl {softenv}，xlwings {xlwings}", "{path}: softenv-xl {softenv}, xlwings {xlwings}"
)
_MEND = Text(
    "请用有 softenv-xl 的 Python 再次运行“softenv-xl install”。",
    "Run “softenv-xl install” again, with the Python that has softenv-xl.",
)


class Failed(Exception):  # noqa: N818 - named for what is the case
    """A Python didn't start, or didn't do what it was asked to; says why."""


def interpreters(machine: Machine) -> dict[Path, Path | None]:
    """The Python that each configuration names, by the configuration's place; None where it names none."""
    places = machine.places
    found: dict[Path, Path | None] = {}
    if file := places.excel_configuration:
        content = content_or_none(file)
        found[file] = configuration.excel_interpreter(places.system, content) if content else None
    if machine.unopkg:
        content = content_or_none(places.configuration)
        found[places.configuration] = configuration.libreoffice_interpreter(content) if content else None
    return found


def answer(interpreter: Path, program: str) -> str:
    """What the Python prints for a program. Raises Failed."""
    try:
        run = subprocess.run(  # noqa: S603 - the user's own configuration names it
            # Neither this folder nor this terminal's PYTHONPATH: what is found there alone, no button finds.
            [str(interpreter), "-E", "-P", "-B", "-c", program],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise Failed(str(problem)) from problem
    if run.returncode:
        last = run.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise Failed(*last or [f"exit code {run.returncode}"])
    return run.stdout.decode(errors="replace")


def configured(machine: Machine) -> Iterator[Finding]:
    """Every configuration is there and names a Python: this one, as a rule."""
    for file, interpreter in interpreters(machine).items():
        if interpreter is None:
            yield error(CONFIGURATION, _NAMES_NONE.format(file=str(file)), INSTALL)
        elif interpreter != machine.interpreter:
            message = _ANOTHER.format(named=str(interpreter), this=str(machine.interpreter))
            yield warning(CONFIGURATION, message, _AGAIN)
        else:
            yield fine(CONFIGURATION, _RIGHT.format(file=str(file)))


def runs(machine: Machine) -> Iterator[Finding]:
    """Every configured Python starts, and has softenv-xl and xlwings in the versions that this one has."""
    for interpreter in dict.fromkeys(filter(None, interpreters(machine).values())):
        path = str(interpreter)
        try:
            found = json.loads(answer(interpreter, _VERSIONS))
        except (Failed, ValueError) as problem:
            yield error(INTERPRETER, _FAILS.format(path=path, reason=str(problem)), _MEND)
            continue
        message = _HAS.format(path=path, softenv=found[0], xlwings=found[1])
        same_as_here = found == [__version__, version("xlwings")]
        yield fine(INTERPRETER, message) if same_as_here else error(INTERPRETER, message, _MEND)
