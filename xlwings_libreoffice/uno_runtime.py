"""Finding LibreOffice on this machine, and loading `uno`, its bridge to Python."""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import Any

_PROGRAMS = (
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    r"C:\Program Files\LibreOffice\program",
)
_PACKAGES = ("/usr/lib/python3/dist-packages", "/Applications/LibreOffice.app/Contents/Resources")
_NEEDED = re.compile(rb"libpython(\d)\.(\d+)\.so|python(\d)(\d+)\.dll")
_WRONG_PYTHON = "LibreOffice's bridge {} is built for Python {}, and this is Python {}. Use that version."


class OfficeMissing(RuntimeError):  # noqa: N818 - named for what is the case, as OfficeGone is
    """LibreOffice isn't installed, or its Python bridge cannot be loaded into this Python."""


@cache
def soffice() -> Path:
    """The program that starts LibreOffice; raises OfficeMissing where there is none."""
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    if on_path:
        return Path(on_path)
    for folder in _PROGRAMS:
        for name in ("soffice", "soffice.exe"):
            if (program := Path(folder, name)).exists():
                return program
    raise OfficeMissing("LibreOffice was not found. Install it, with Calc, or put soffice on the PATH.")


@cache
def uno() -> Any:
    """The module `uno`; raises OfficeMissing where it cannot be loaded.

    The folder that distributions put it in holds all of the system's packages, so only the two modules
    themselves are loaded from there, never the folder put on the path.
    """
    if "uno" in sys.modules or importlib.util.find_spec("uno"):
        return importlib.import_module("uno")
    program = soffice().resolve().parent
    source = _first("uno.py", (program, *map(Path, _PACKAGES), *map(Path, _PROGRAMS)))
    native = _first("pyuno.pyd" if os.name == "nt" else "pyuno.so", (program, *map(Path, _PROGRAMS)))
    built_for = _python_of(native)
    if built_for and built_for != sys.version_info[:2]:  # it would bring another Python into this one
        raise OfficeMissing(_WRONG_PYTHON.format(native, "{}.{}".format(*built_for), sys.version.split()[0]))
    try:
        if "pyuno" not in sys.modules:
            _load("pyuno", native)
        return _load("uno", source)
    except ImportError as error:
        version = sys.version.split()[0]
        raise OfficeMissing(
            f"LibreOffice's bridge {native} cannot be loaded into Python {version}: {error}."
        ) from error


def _python_of(native: Path) -> tuple[int, int] | None:
    """The version of Python that the bridge was built for, from the names of the libraries that it needs."""
    for file in (native.with_name("libpyuno.so"), native):
        if file.exists() and (match := _NEEDED.search(file.read_bytes())):
            major, minor = (int(number) for number in match.groups() if number)
            return major, minor
    return None


def _first(name: str, folders: tuple[Path, ...]) -> Path:
    for folder in folders:
        if (file := folder / name).exists():
            return file
    raise OfficeMissing(f"LibreOffice's {name} was not found. Install its Python bridge (python3-uno).")


def _load(name: str, file: Path) -> Any:
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} is no module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


@cache
def constant(name: str) -> Any:
    """A constant of the office's interface, `sheet.CellFlags.VALUE` for instance."""
    return uno().getConstantByName(f"com.sun.star.{name}")


def enum(kind: str, value: str) -> Any:
    """A member of an enumeration, for instance of `sheet.CellInsertMode`."""
    return uno().Enum(f"com.sun.star.{kind}", value)


def struct(name: str, **fields: Any) -> Any:
    """A struct of the office's interface, `table.CellAddress` for instance, with these fields set."""
    made = uno().createUnoStruct(f"com.sun.star.{name}")
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def properties(**values: Any) -> tuple[Any, ...]:
    """A list of named values as the office takes it."""
    return tuple(struct("beans.PropertyValue", Name=name, Value=value) for name, value in values.items())


def typed(kind: str, value: Any) -> Any:
    """A value of a type that cannot be guessed: a list of structs inside a named value, say."""
    return uno().Any(kind, value)
