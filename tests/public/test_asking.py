"""LibreOffice is asked about files of all kinds, and a file that makes it hang keeps no other from being asked."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import psutil
import pytest

from softenv_xl import templates
from tests.libreoffice import require
from tests.public import libreoffice
from tests.public.libreoffice import Answer, ask

# A program that hangs, with a child of its own as LibreOffice has one, wherever a file has "hangs" in it.
HANGING = """#!/bin/sh
while [ $# -gt 0 ]; do
  case "$1" in
    --outdir) out="$2"; shift ;;
    *_public_*) if grep -q hangs "$1"; then sleep 1000 & echo $! >>"$PIDS"; wait; fi
      name=$(basename "$1"); mkdir -p "$out"; cp "$ODS" "$out/${name%.*}.ods" ;;
  esac
  shift
done
"""


@pytest.mark.libreoffice
@pytest.mark.xdist_group("office")
def test_a_workbook_a_text_and_no_file_at_all(tmp_path: Path) -> None:
    require()
    workbook, text, nothing = (tmp_path / name for name in ("workbook.xlsx", "text.xls", "nothing.xlsx"))
    workbook.write_bytes(templates.path("return", "en").read_bytes())
    text.write_text("a,b\n1,2\n")
    nothing.write_bytes(b"PK\3\4 and nothing more")
    answers = ask([workbook, text, nothing], 300)
    assert answers == {workbook: Answer.OPENS, text: Answer.TEXT, nothing: Answer.REFUSES}


def test_the_others_are_asked_and_nothing_is_left_running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(HANGING)
    program.chmod(0o755)
    pids = tmp_path / "pids"
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    monkeypatch.setenv("PIDS", str(pids))
    monkeypatch.setenv("ODS", str(_an_ods(tmp_path)))
    monkeypatch.setattr(libreoffice, "PATIENCE", 1.0)
    files = [tmp_path / name for name in ("a.xlsx", "b.xlsx", "c.xlsx")]
    for file in files:
        file.write_text("hangs" if file.name == "b.xlsx" else "opens")
    a, b, c = files
    assert ask(files, 300) == {a: Answer.OPENS, b: Answer.STUCK, c: Answer.OPENS}
    assert ask(files, -1) == {}
    children = [int(pid) for pid in pids.read_text().split()]
    assert len(children) == 2  # in the batch, and alone
    assert not [pid for pid in children if _runs(pid)]


def _an_ods(folder: Path) -> Path:
    ods = folder / "made.ods"
    with zipfile.ZipFile(ods, "w") as package:
        package.writestr("content.xml", '<table:table table:name="Sheet1"/>')
    return ods


def _runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
