"""The command and the button: where the report goes, what is said, and what a page of it measures."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner

from softenv_xl.cli import app
from softenv_xl.documents.official import LINES
from softenv_xl.errors import Stop
from softenv_xl.sentences import documents_written
from softenv_xl.words import LANGS, Lang
from tests.year_end.school import TODAY, workbook
from xlwings_libreoffice import uno_runtime

pytestmark = pytest.mark.xdist_group("year_end")

DAY = ("--as-of", TODAY.isoformat())
MM = 25.4 / 72
BOTH = pytest.mark.parametrize("lang", LANGS)


@pytest.fixture
def control(tmp_path: Path) -> Path:
    path = tmp_path / "control.xlsx"
    path.write_bytes(workbook("zh"))
    return path


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    uno_runtime.soffice.cache_clear()
    monkeypatch.setattr(uno_runtime, "_PROGRAMS", ())
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    yield
    uno_runtime.soffice.cache_clear()


def _run(*words: str | Path) -> tuple[int, str]:
    ran = CliRunner().invoke(app, [*map(str, words)])
    if isinstance(ran.exception, Stop):
        return 2, ran.exception.sentence("zh")
    return ran.exit_code, "".join(ran.output.split())


def test_the_report_goes_among_the_documents_and_is_never_written_over(control: Path) -> None:
    out = control.parent / "文书" / f"年度报告 {TODAY}.docx"
    code, said = _run("report", control, "--no-pdf", *DAY)
    assert (code, out.exists()) == (0, True)
    assert out.name.replace(" ", "") in said
    first = out.read_bytes()
    _run("report", control, "--no-pdf", *DAY)
    assert sorted(path.name for path in out.parent.glob("*.docx")) == [
        out.name
    ]  # the same stands there already
    out.write_bytes(b"ours")
    _run("report", control, "--no-pdf", *DAY)
    assert out.read_bytes() == b"ours"
    assert (out.parent / f"年度报告 {TODAY} (2).docx").read_bytes() == first
    assert (out.parent / "模板" / "年度报告.docx").exists()


def test_the_schools_template_is_used_and_examined(control: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "r.docx"
    assert _run("report", control, out, "--no-pdf", *DAY)[0] == 0
    own = out.parent / "模板" / "年度报告.docx"
    code, said = _run("report", control, "--check-template", own, *DAY)
    assert (code, said) == (0, "模板年度报告.docx没有问题。")
    document = Document(str(own))
    document.paragraphs[0].text = "在册{{ facts.people }}人"
    document.save(str(own))
    assert _run("report", control, out, "--no-pdf", *DAY)[0] == 0
    assert Document(str(out.parent / "r (2).docx")).paragraphs[0].text == "在册24人"
    document.paragraphs[0].text = "{{ facts.peopel }} {{ nobody }}"
    document.paragraphs[1].text = "{%p for line in basics %}"
    document.save(str(own))
    code, said = _run("report", control, "--check-template", own, *DAY)
    assert code == 1
    for words in (
        "没有名为“facts.peopel”的字段",
        "没有名为“nobody”的字段",
        "for没有对应的endfor",
        "有3处要改正",
    ):
        assert words in said
    assert _run("report", control, out, "--no-pdf", *DAY)[0] == 2


def test_a_template_is_examined_as_the_document_that_its_name_says(control: Path) -> None:
    _run("documents", control, "--no-pdf", *DAY)
    folder = control.parent / "文书" / "模板"
    for name in ("责任书", "收费公示", "通报"):
        assert _run("report", control, "--check-template", folder / f"{name}.docx", *DAY)[0] == 0, name


def test_a_plain_one_leaves_the_format_to_the_school(control: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "r.docx"
    _run("report", control, out, "--no-pdf", "--plain", *DAY)
    styles = Document(str(out)).styles
    assert styles["Normal"].font.size is None
    assert (out.parent / "模板" / "年度报告（不带格式）.docx").exists()


def test_without_libreoffice_the_report_is_there_and_says_why_there_is_no_pdf(
    control: Path, no_office: None
) -> None:
    code, said = _run("report", control, *DAY)
    assert code == 0
    assert "没有找到LibreOffice，不能生成PDF。" in said
    code, said = _run("report", control, "--pdf", *DAY)
    assert (code, "没有找到 LibreOffice" in said) == (2, True)
    assert len(list((control.parent / "文书").glob("*.docx"))) == 1


@BOTH
def test_nothing_to_write_is_said_with_the_reason(lang: Lang) -> None:
    said = documents_written([], Path("out"))(lang)
    assert {"zh": "没有可生成的文书", "en": "There is nothing to write"}[lang] in said
    assert {"zh": "督办单（督办中的事项）", "en": "Supervision slips (an item under supervision)"}[
        lang
    ] in said


@pytest.mark.libreoffice
@BOTH
def test_the_pdf_has_the_pages_of_the_standard(lang: Lang, pdfs: dict[str, Path]) -> None:
    made = pdfs[lang]
    words = [one for page in range(1, 4) for one in _words(made, page)]
    tall = [one for one in words if one[4] > 14]  # the body's, not that of tables
    left, right = min(one[1] for one in tall), max(one[3] for one in tall)
    assert abs(left * MM - 28) < 1
    assert right * MM < 28 + 156 + 1
    if lang == "zh":
        assert abs((right - left) * MM - 156) < 1.5
    rows = _rows(made)
    full = max(rows, key=len)
    assert len(full) == LINES
    pitch = (full[-1] - full[0]) / (LINES - 1)
    assert abs(pitch * LINES * MM - 225) < 1
    assert abs(full[0] * MM - 37) < 4
    text = subprocess.run(
        ["pdftotext", "-layout", str(made), "-"], check=True, capture_output=True, text=True
    ).stdout
    head = {"zh": "单元格名称或筛选条件", "en": "Cell or filter"}[lang]
    pages = text.split("\f")
    annex = [page for page in pages if head in page]
    assert len(annex) > 10  # the head of the annex is on every page of it


def _rows(made: Path) -> list[list[float]]:
    """The tops of the lines of each page behind the first, its number aside, where no table stands."""
    found = []
    for page in range(2, 12):
        words = [one for one in _words(made, page) if one[2] * MM < 297 - 35]
        if words and min(one[4] for one in words) > 14:
            found.append(_apart(sorted({round(one[2], 1) for one in words})))
    return found


def _apart(tops: list[float]) -> list[float]:
    """Letters and figures of one line needn't begin at the same height."""
    rows: list[float] = []
    for top in tops:
        if not rows or top - rows[-1] > 8:
            rows.append(top)
    return rows


def _words(made: Path, page: int) -> list[tuple[str, float, float, float, float]]:
    """Each word of the page, with its left, top, right and height in points."""
    told = subprocess.run(
        ["pdftotext", "-f", str(page), "-l", str(page), "-bbox", str(made), "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>', told
    )
    return [
        (text, float(left), float(top), float(right), float(bottom) - float(top))
        for left, top, right, bottom, text in found
    ]
