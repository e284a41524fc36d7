"""Reports and their PDFs, made once: LibreOffice takes its time."""

from __future__ import annotations

from pathlib import Path

import pytest

from softenv_xl.documents.pdf import to_pdf
from softenv_xl.words import LANGS
from softenv_xl.year_end.document import NAME, write_report
from tests import libreoffice
from tests.year_end.canaries import Planted
from tests.year_end.school import school


@pytest.fixture(scope="session")
def planted() -> Planted:
    """The school with canaries in all its texts."""
    return Planted(school("zh"))


@pytest.fixture(scope="session")
def planted_report(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(planted.result, tmp_path_factory.mktemp("planted") / "年度报告.docx")


@pytest.fixture(scope="session")
def pdfs(planted_report: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """By language, and that of the planted report."""
    libreoffice.require()
    out = tmp_path_factory.mktemp("reports")
    reports = [write_report(school(lang), out / f"{NAME(lang)}.docx") for lang in LANGS]
    return dict(zip((*LANGS, "planted"), to_pdf([*reports, planted_report]), strict=True))
