"""Unique names, telephone numbers, identity numbers and addresses in every free text cell of the control workbook: none of them
is in anything that is published, but in the cells that are published by decision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from softenv_xl import reporting
from softenv_xl.books import CONTROL
from softenv_xl.cli import app
from softenv_xl.documents.pdf import to_pdf
from softenv_xl.documents.writing import KINDS as KINDS_OF_DOCUMENTS
from softenv_xl.open_data.writing import FORMATS
from softenv_xl.publication.writing import write_bulletin
from softenv_xl.reporting import FINE, FOUND, Reporter
from softenv_xl.words import LANGS
from softenv_xl.year_end.document import NAME
from tests.libreoffice import require
from tests.publication.aviary import (
    KINDS,
    LEAST,
    PUBLIC,
    aviary,
    contents,
    contents_of,
    flown,
    free,
    honoured,
    let_out,
    package,
)
from tests.publication.school import ITEM, STAFF_NUMBERS, TODAY
from tests.year_end.canaries import POSTED, REPORT

CONFIDENTIAL = {(spec.key, c.key) for _, spec in CONTROL.tables() for c in spec.columns if c.confidential}


def test_the_school_is_full_of_canaries_and_its_pages_are_not_empty() -> None:
    result, canaries = aviary()
    assert len(canaries) >= LEAST
    assert len({canary.text for canary in canaries}) == len(canaries)
    kinds = Counter(canary.kind for canary in canaries)
    assert min(kinds[kind] for kind in KINDS) > 200
    texts = {(spec.key, c.key) for _, spec in CONTROL.tables() for c in spec.inputs if free(c)}
    planted_at = {(canary.table, canary.column) for canary in canaries}
    assert {at for at in texts - planted_at if at[0] != "rulebook"} == set()
    assert result.registers["cases"]


def test_no_canary_leaves_but_by_decision(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result, canaries = aviary()
    written = write_bulletin(result, tmp_path / "out", tmp_path / "templates", pdf=False)
    everything = []
    for where, text in contents(tmp_path / "out"):
        assert flown(text) == [], where
        everything.append(text)
    assert {"zh/fees.html", "en/exposed.html", "notice-board.docx"} <= {*written.files.written}
    for lang in LANGS:
        reporting.report_bulletin(Reporter(lang), written, tmp_path / "out")
        reporting.report_bulletin(Reporter(lang, json=True), written, tmp_path / "out")
    told = "".join(capsys.readouterr())
    assert [canary for canary in canaries if canary.text in told] == []
    assert "publication.held-back" in told
    # It would be seen if one had flown: what is published by decision is.
    expected = {
        (kind, table, key) for kind in ("name", "address") for table, keys in PUBLIC.items() for key in keys
    }
    assert let_out("".join(everything)) >= expected


def test_only_who_was_decided_on_is_named(tmp_path: Path) -> None:
    result, _ = aviary()
    write_bulletin(result, tmp_path / "out", tmp_path / "templates", pdf=False)
    text = "".join(text for _, text in contents(tmp_path / "out"))
    named = {person.name for person in result.control.people if person.name in text}
    assert named
    assert named <= honoured()
    exposed = result.control.person(STAFF_NUMBERS[0])
    assert exposed
    assert exposed.name.startswith("雀")
    assert exposed.name not in text
    assert "雀某某" in text
    assert ITEM.zh in text


@pytest.mark.libreoffice
@pytest.mark.xdist_group("libreoffice")
def test_none_is_in_the_pdf(tmp_path: Path) -> None:
    result, _ = aviary()
    written = write_bulletin(result, tmp_path / "out", tmp_path / "templates")
    assert written.no_pdf is None
    told = [(where, text) for where, text in contents(tmp_path / "out") if where.endswith(".pdf")]
    assert told
    for where, text in told:
        assert flown(text) == [], where
    assert let_out("".join(text for _, text in told))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder in which the commands made all that they make of the workbook as a file, and what they said."""
    control = tmp_path_factory.mktemp("office") / "control.xlsx"
    control.write_bytes(package())
    said = dict[str, str]()
    for command, *words in (
        ("refresh",),
        ("bulletin", "--no-pdf"),
        ("report", "--no-pdf"),
        ("documents", "--no-pdf"),
        *(("export", str(control.parent / format_), "--format", format_) for format_ in FORMATS),
    ):
        ran = CliRunner().invoke(app, [command, str(control), *words, "--as-of", TODAY.isoformat()])
        assert ran.exit_code in (FINE, FOUND), ran.output
        said[command] = said.get(command, "") + ran.output
    return control.parent, said


Office = tuple[Path, dict[str, str]]


def test_commands_say_nothing_of_it(office: Office) -> None:
    for command, text in office[1].items():
        told = {(table, key) for _, table, key in let_out(text)}
        assert not told & CONFIDENTIAL, command
        assert command == "refresh" or told == set(), command


def test_what_is_confidential_is_in_the_workbook_alone(office: Office) -> None:
    """Not in the export, not in letters, not in the history; and nothing at all is in a file's name."""
    seen = set[str]()
    for where, text in contents(office[0]):
        if where == "names":
            assert let_out(text) == set(), text
        elif "control" not in where:
            told = {(table, key) for _, table, key in let_out(text)}
            assert not told & CONFIDENTIAL, where
            seen |= {where.rpartition(".")[2]} if told else set()
    assert seen >= {"csv", "json", "parquet", "html", "jsonl"}


def test_the_report_and_notices_say_what_was_decided(office: Office, tmp_path: Path) -> None:
    named = dict(_documents(office[0]))
    assert len(named) == 1 + len(POSTED)
    for path, allowed in named.items():
        for where, text in contents_of(path):
            assert _told(text) <= allowed, (where, _told(text) - allowed)


def _told(text: str) -> set[tuple[str, str]]:
    """The columns whose words a text says, names of the honoured aside."""
    said = "".join(text.split())
    for name in honoured():
        said = said.replace(name, "")
    return {(table, key) for _, table, key in let_out(said)}


def _documents(folder: Path) -> Iterator[tuple[Path, set[tuple[str, str]]]]:
    """The report and what is put up somewhere, with the columns whose words each may say."""
    (report,) = folder.glob(f"*/{NAME.zh} *.docx")
    yield report, REPORT
    for kind in KINDS_OF_DOCUMENTS:
        if kind.posted:
            (path,) = folder.glob(f"*/{kind.name.zh} *.docx")
            yield path, POSTED[kind.template]


@pytest.mark.libreoffice
@pytest.mark.xdist_group("libreoffice")
def test_neither_do_their_pdfs(office: Office) -> None:
    require()
    named = dict(_documents(office[0]))
    for pdf, allowed in zip(to_pdf(named), named.values(), strict=True):
        for _, text in contents_of(pdf):
            assert _told(text) <= allowed, (pdf.name, _told(text) - allowed)
