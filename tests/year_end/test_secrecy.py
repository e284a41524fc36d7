"""Words planted in every text cell: none comes into a document but what was decided or written for it."""

from __future__ import annotations

import re
import subprocess
import zlib
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from softenv_xl.documents.writing import KINDS, posted, write_documents
from softenv_xl.registers.cases.words import EXPOSED
from softenv_xl.year_end.document import KIND
from tests.year_end.canaries import POSTED, REPORT, Planted

pytestmark = pytest.mark.xdist_group("year_end")


def _parts(path: Path) -> str:
    """Every part of the package, and its name."""
    with ZipFile(path) as package:
        return "\n".join(name + package.read(name).decode("utf-8", "replace") for name in package.namelist())


def test_the_report_says_what_was_decided_and_nothing_else(planted: Planted, planted_report: Path) -> None:
    assert len(planted.places) > 1000
    assert {table for table, _ in planted.places.values()} >= {
        "cases",
        "opinions",
        "tracker",
        "letters",
        "supervised",
        "fees",
    }
    assert planted.told(_parts(planted_report)) == REPORT
    with ZipFile(planted_report) as package:
        names = set(package.namelist())
        core = package.read("docProps/core.xml").decode()
    assert not [name for name in names if "comments" in name]
    assert "python-docx" not in core
    assert planted.told(planted_report.name) == set()


@pytest.mark.parametrize("template", sorted(POSTED))
def test_a_notice_says_what_was_written_for_it(template: str, planted: Planted, tmp_path: Path) -> None:
    kind = next(one for one in KINDS if one.template == template)
    (path,) = [
        path for path in write_documents(planted.result, tmp_path) if path.name.startswith(kind.name.zh)
    ]
    assert posted([path], "zh") == [path]
    told = planted.told(_parts(path))
    assert told <= POSTED[template], told - POSTED[template]
    assert told


def test_only_exposed_cases_and_honours_over_are_told(planted: Planted, planted_report: Path) -> None:
    text = "\n".join(paragraph.text for paragraph in Document(str(planted_report)).paragraphs)
    result = planted.result
    for row in (whole.row for whole in result.registers["cases"]):
        word = str(row["exposure_text"])
        if word in text:
            assert row["exposure"] in EXPOSED
            assert isinstance(day := row["exposure_on"], date)
            assert day <= result.as_of
    honoured = [
        row for row in (whole.row for whole in result.registers["honours"]) if str(row["reason"]) in text
    ]
    assert honoured
    for row in honoured:
        assert row["decision"] == "elected"
        assert isinstance(until := row["notice_until"], date)
        assert until < result.as_of


@pytest.mark.libreoffice
def test_neither_does_its_pdf(planted: Planted, pdfs: dict[str, Path]) -> None:
    pdf = pdfs["planted"]
    content = pdf.read_bytes()
    told = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    assert planted.told(told) == REPORT
    streams = re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)
    plain = b"".join(_inflated(stream) for stream in streams) + content
    assert planted.told(plain.decode("latin-1")) <= REPORT
    assert planted.told(plain.replace(b"\0", b"").decode("latin-1")) <= REPORT


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


def test_the_canaries_are_found_where_they_are(planted: Planted, tmp_path: Path) -> None:
    """The search finds what it looks for: a document that says a petitioner's name is told."""
    word = next(word for word, place in planted.places.items() if place == ("cases", "complainant"))
    document = Document()
    document.core_properties.comments = word
    stream = BytesIO()
    document.save(stream)
    (tmp_path / "told.docx").write_bytes(stream.getvalue())
    assert planted.told(_parts(tmp_path / "told.docx")) == {("cases", "complainant")}
    assert KIND.name.zh == "年度报告"
