"""The bulletin's folder: written whole, other people's files left alone, old pages taken down; the command and the button."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from softenv_xl.documents.writing import TEMPLATES
from softenv_xl.errors import Stop
from softenv_xl.publication.board.sheet import BOARD, board_fields
from softenv_xl.publication.pages.bulletin import build
from softenv_xl.publication.writing import FOLDER, write_bulletin
from softenv_xl.words import LANGS, Lang
from tests.publication.school import STAFF, TODAY, computed, school, whole
from tests.support.command import ALONE, Said, command
from tests.support.small_school import register


def written(out: Path, day: date = TODAY) -> tuple[set[str], set[str]]:
    """What a build wrote and removed."""
    files = write_bulletin(computed(whole("zh"), day), out, out.parent / "templates", pdf=False).files
    return set(files.written), set(files.removed)


def there(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_the_second_build_of_the_same_writes_nothing(tmp_path: Path) -> None:
    wrote, removed = written(tmp_path / "out")
    assert len(wrote) > 30
    assert removed == set()
    before = there(tmp_path / "out")
    assert written(tmp_path / "out") == (set(), set())
    assert there(tmp_path / "out") == before
    assert written(tmp_path / "elsewhere")[0] == wrote
    assert there(tmp_path / "elsewhere") == before


def test_what_may_not_be_public_any_longer_leaves_no_trace(tmp_path: Path) -> None:
    out = tmp_path / "out"
    written(out)
    shown_as = "王某某"
    assert any(shown_as.encode() in content for content in there(out).values())
    (out / "mine.html").write_text("ours")
    wrote, _ = written(out, date(2026, 12, 25))
    assert "zh/exposed.html" in wrote
    assert not any(shown_as.encode() in content for content in there(out).values())
    assert STAFF[0].zh.encode() not in b"".join(there(out).values())
    assert there(out)["mine.html"] == b"ours"
    assert not [path for path in out.rglob("*") if "backup" in path.name or path.suffix == ".draft"]
    assert not (out / ".softenv").exists()


@pytest.mark.parametrize("path", ["zh/fees.html", "style.css"])
def test_a_file_that_somebody_else_put_there_stops_it_before_anything_is_written(
    tmp_path: Path, path: str
) -> None:
    out = tmp_path / "out"
    (out / path).parent.mkdir(parents=True)
    (out / path).write_text("ours")
    with pytest.raises(Stop) as stop:
        written(out)
    assert stop.value.code == "folder.not-ours"
    assert path.rpartition("/")[2] in stop.value.sentence("zh")
    assert there(out) == {path: b"ours"}


def test_a_page_that_somebody_changed_is_not_written_over(tmp_path: Path) -> None:
    out = tmp_path / "out"
    written(out)
    page = out / "zh" / "index.html"
    page.write_text("changed")
    with pytest.raises(Stop) as stop:
        written(out, date(2026, 12, 25))
    assert stop.value.code == "folder.not-ours"
    assert page.read_text() == "changed"


@pytest.mark.parametrize("lang", LANGS)
def test_the_notice_board_sheet_says_the_same_in_the_workbooks_language(lang: Lang, tmp_path: Path) -> None:
    write_bulletin(school(lang), tmp_path / "out", tmp_path / "templates", pdf=False)
    document = Document(BytesIO((tmp_path / "out" / "notice-board.docx").read_bytes()))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert not [line for line in lines if "{" in line or "%}" in line]
    fields = board_fields(build(school(lang))[0])
    assert set(fields) == set(BOARD)
    for name, said in fields.items():
        for line in said if isinstance(said, list) else [said]:
            assert any(str(line) in paragraph for paragraph in lines), name
    exposed = "王某某" if lang == "zh" else "Wang ××"
    assert any(exposed in line for line in lines)
    assert not any(STAFF[0](lang) in line for line in lines)


def test_the_schools_own_template_is_used(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    write_bulletin(school(), tmp_path / "out", templates, pdf=False)
    (own,) = templates.iterdir()
    document = Document(str(own))
    for paragraph in list(document.paragraphs)[1:]:
        document.element.body.remove(paragraph._p)
    document.paragraphs[0].text = "{{ school }}: {{ fees|length }}"
    document.save(str(own))
    write_bulletin(school(), tmp_path / "out", templates, pdf=False)
    lines = Document(str(tmp_path / "out" / "notice-board.docx")).paragraphs
    assert [line.text for line in lines] == ["青禾 <School> & Co: 1"]


def run(*words: str | Path) -> Said:
    return command(*words, environ=ALONE)


def test_the_command_puts_it_beside_the_workbook(tmp_path: Path) -> None:
    control = tmp_path / "control.xlsx"
    control.write_bytes(register("zh"))
    ran = run("bulletin", control, "--no-pdf", "--as-of", "2026-11-20", "--lang", "en")
    assert ran.code == 0, ran.err
    assert "Look at index.html" in ran.out
    assert (tmp_path / FOLDER.zh / "index.html").exists()
    assert (tmp_path / "文书" / TEMPLATES.zh / "公示栏.docx").exists()
    ran = run("bulletin", tmp_path / "none.xlsx", tmp_path / "out", "--no-pdf")
    assert ran.code == 2
    assert not (tmp_path / "out").exists()
