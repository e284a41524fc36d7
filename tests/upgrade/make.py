"""`python -m tests.upgrade.make`: the workbooks of earlier versions, from the repository's own history.

Each is made by the program as it was: a school of six whose returns are collected (`old_school.py`). The program of the
first commit can't collect into a new workbook, so its workbook was collected into by the one of the second, as in a
school that updated in between. Then staff works in them (`staff.py`), and all parts are packed tightly.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from softenv_xl.words import LANGS, Lang
from tests.upgrade import staff

HERE = Path(__file__).parent
MADE = {"a51dd15": "60314f5", "60314f5": "60314f5", "94917c8": "94917c8"}
"""The commits whose templates they are, and whose program collected into them."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for commit in MADE:
            tree = Path(folder) / commit
            tree.mkdir()
            archive = subprocess.run(
                ["git", "archive", commit], capture_output=True, check=True, cwd=HERE.parents[1]
            ).stdout
            subprocess.run(["tar", "-x", "-C", tree], input=archive, check=True)
        for commit, program in MADE.items():
            for lang in LANGS:
                _make(Path(folder) / commit, Path(folder) / program, commit, lang)


def _make(tree: Path, program: Path, commit: str, lang: Lang) -> None:
    target = tree / f"made.{lang}.xlsx"
    template = tree / "workbooks" / f"control.{lang}.xlsx"
    command = [sys.executable, "-P", str(HERE / "old_school.py"), lang, str(template), str(target)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(program)}, cwd=program)
    own = staff.worked_in(target.read_bytes(), lang)
    (HERE / "workbooks" / f"{commit}.{lang}.xlsx").write_bytes(_packed(own))


def _packed(package: bytes) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, True, 9) as new,
    ):
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED, 9)
    return stream.getvalue()


if __name__ == "__main__":
    main()
