"""Documents as PDF, by a real LibreOffice; and what is said where there is none, or one that doesn't do its work."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from softenv_xl.documents import pdf
from softenv_xl.documents.builtin import template
from softenv_xl.documents.pdf import to_pdf
from softenv_xl.errors import Stop
from tests import libreoffice
from xlwings_libreoffice import uno_runtime


@pytest.fixture
def another_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder in which LibreOffice is looked for, and nowhere else."""
    uno_runtime.soffice.cache_clear()
    monkeypatch.setattr(uno_runtime, "_PROGRAMS", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    yield tmp_path
    uno_runtime.soffice.cache_clear()


@pytest.mark.libreoffice
def test_documents_get_their_pdf_beside_them_and_nothing_else_is_left(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    libreoffice.require()
    # One of the test's own: others have LibreOffice at work beside it.
    scratch = tmp_path_factory.mktemp("scratch")
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    paths = [
        tmp_path / "甲" / "公示 100%.docx",
        tmp_path / "b" / "公示 100%.docx",
        tmp_path / "b" / "broken.docx",
    ]
    for path, content in zip(
        paths,
        (*(template("notice", lang, numbered=True) for lang in ("zh", "en")), b"PK\x03\x04"),
        strict=True,
    ):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    (tmp_path / "b" / "公示 100%.pdf").write_bytes(b"ours")
    made: list[Path] = []
    with pytest.raises(Stop) as stop:
        made += to_pdf(paths)
    assert (stop.value.code, stop.value.arguments["file"]) == ("pdf.refused", str(paths[2]))
    first = [tmp_path / "甲" / "公示 100%.pdf", tmp_path / "b" / "公示 100% (2).pdf"]
    assert made == first
    texts = [_text(path) for path in first]
    assert "评选结果公示" in texts[0]
    assert "Notice of the top ten" in texts[1]
    assert (tmp_path / "b" / "公示 100%.pdf").read_bytes() == b"ours"
    assert sorted(path.name for path in tmp_path.rglob(".*")) == []
    before = [path.read_bytes() for path in first]
    assert list(to_pdf(paths[:2])) == first  # the same document makes the same PDF
    assert [path.read_bytes() for path in first] == before
    assert list(scratch.iterdir()) == []


def test_where_there_is_no_libreoffice_it_says_so(another_path: Path) -> None:
    document = another_path / "a.docx"
    document.write_bytes(b"")
    with pytest.raises(Stop, match="LibreOffice was not found") as stop:
        list(to_pdf([document]))
    assert stop.value.code == "pdf.no-office"
    assert list(to_pdf([])) == []


@pytest.mark.skipif(os.name == "nt", reason="the program that never ends is a script")
def test_one_that_never_ends_is_ended_with_all_it_started(
    another_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "START_SECONDS", 0.5)
    monkeypatch.setattr(pdf, "EACH_SECONDS", 0)
    program = another_path / "soffice"
    program.write_text('#!/bin/sh\n/bin/sleep 1000 &\necho $! > "$0.pid"\nwait\n', "utf-8")
    program.chmod(0o700)
    document = another_path / "a.docx"
    document.write_bytes(b"")
    with pytest.raises(Stop) as stop:
        list(to_pdf([document]))
    assert (stop.value.code, stop.value.arguments["file"]) == ("pdf.too-slow", str(document))
    child = int((another_path / "soffice.pid").read_text())
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE
    assert sorted(path.name for path in another_path.iterdir()) == ["a.docx", "soffice", "soffice.pid"]


def _text(path: Path) -> str:
    return subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True).stdout
