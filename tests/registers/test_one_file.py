"""One file and one line in the list make a register: in a copy of the tree, with its own process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from softenv_xl.books import CONTROL

ROOT = Path(__file__).parents[2]
_COPIED = ("softenv_xl", "tests", "docs", "benchmarks", "macros", "xlwings_libreoffice", "pyproject.toml")


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, (file, old)
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The tree with the register of `gifts.py`, and its workbooks built."""
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("*.png"))
        else:
            shutil.copy(source, tmp_path / name)
    shutil.copy(Path(__file__).with_name("gifts.py"), tmp_path / "softenv_xl" / "registers" / "gifts.py")
    samples = tmp_path / "tests" / "registers" / "samples"
    samples.mkdir(exist_ok=True)
    shutil.copy(Path(__file__).with_name("gifts.md"), samples / "gifts.md")
    listing = tmp_path / "softenv_xl" / "registers" / "__init__.py"
    imports = "from softenv_xl.registers.lookup import Lookup"
    _edit(listing, imports, f"from softenv_xl.registers import gifts\n{imports}")
    _edit(listing, "    rectification.REGISTER,\n", "    rectification.REGISTER,\n    gifts.REGISTER,\n")
    version, following = (f'version="{int(CONTROL.version) + more}"' for more in (0, 1))
    _edit(tmp_path / "softenv_xl" / "books.py", version, following)
    return tmp_path


def _run(tree: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_a_register_is_one_file(tree: Path) -> None:
    build = (
        "from pathlib import Path; from softenv_xl import templates; templates.build_all(Path('workbooks'))"
    )
    built = _run(tree, "-c", build)
    assert built.returncode == 0, built.stderr
    tests = [f"tests/registers/{name}.py" for name in ("inside", "test_samples")]
    ran = _run(tree, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "addopts=", *tests)
    assert ran.returncode == 0, ran.stdout[-6000:]
    assert "38 passed" in ran.stdout
