"""What `softenv-xl build` makes, built once for all tests."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from softenv_xl import addin


@cache
def built() -> dict[str, bytes]:
    """Every file by its name."""
    with TemporaryDirectory() as folder:
        return {path.name: path.read_bytes() for path in addin.build_all(Path(folder))}


def parts(file: str) -> dict[str, bytes]:
    """Every part of a built package by its name."""
    with ZipFile(BytesIO(built()[file])) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}
