"""A release from the commit at hand, made twice, and what it has people install."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from softenv_xl.addin.release import CHECKSUMS, release
from softenv_xl.installation.install import IN_PACKAGE
from tests.addin.built import built

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("release")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("release") / "dist"
    out.mkdir()
    (out / "softenv_xl-0.0.0.whl").touch()
    release(out)
    return out


def test_the_checksums_are_those_of_everything_there(made: Path) -> None:
    run = subprocess.run(["sha256sum", "--check", "--strict", CHECKSUMS], cwd=made, capture_output=True)
    assert run.returncode == 0, run.stdout
    listed = {line.split("  ")[1] for line in (made / CHECKSUMS).read_text("utf-8").splitlines()}
    assert {path.name for path in made.iterdir()} == {*listed, CHECKSUMS}
    assert {*built()} < listed
    assert {Path(name).suffix for name in listed - {*built()}} == {".whl", ".gz"}


def test_the_same_commit_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    again = release(tmp_path / "again")
    assert {path.name: path.read_bytes() for path in again} == {
        path.name: path.read_bytes() for path in made.iterdir()
    }


def test_what_pip_installs_from_it_can_install_the_addins(made: Path, tmp_path: Path) -> None:
    """Where nothing can be built: from the wheel alone, with no checkout in sight."""
    (wheel,) = made.glob("*.whl")
    with ZipFile(wheel) as package:
        package.extractall(tmp_path / "site")
    files = tmp_path / "site" / "softenv_xl" / IN_PACKAGE
    found = {path.name: path.read_bytes() for path in files.iterdir()}
    assert found == {name: (made / name).read_bytes() for name in found}
    assert found.keys() == built().keys()
    environ = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "HOME": str(tmp_path)}
    command = [sys.executable, "-P", "-m", "softenv_xl", "new", "control", "control.xlsm", "--lang", "zh"]
    run = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "control.xlsm").read_bytes() == found["control.zh.xlsm"]
