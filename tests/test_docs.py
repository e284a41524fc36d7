"""The committed pages that are generated are what the code says today."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from docs.generate import REFERENCE, written
from softenv_xl import catalogue
from softenv_xl.buttons import GUIDE
from softenv_xl.captions import SHOWN
from softenv_xl.stop_catalogue import STOPS
from softenv_xl.words import LANGS, Lang

PAGES = dict(written())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_page_is_up_to_date(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == PAGES[page], "run `make docs`"


def test_every_system_that_is_kept_names_tests_that_there_are() -> None:
    lines = [
        line.split(" | ")
        for line in PAGES[REFERENCE / "systems.en.md"].splitlines()
        if line.startswith("| S")
    ]
    systems = [cells for cells in lines if cells[0] != "| System"]
    assert [cells[0].split()[1] for cells in systems] == [f"S{number}" for number in range(1, 19)]
    for _, sheets, commands, tests in systems:
        named = [name for name in tests.split("`") if name.startswith("tests/")]
        assert bool(named) is ((sheets, commands) != ("–", "–"))
        assert [name for name in named if not (REFERENCE.parents[1] / name).exists()] == []


def test_there_is_no_page_that_nothing_writes() -> None:
    assert {*REFERENCE.iterdir(), *GUIDE.iterdir()} <= set(PAGES)


@pytest.mark.parametrize("lang", LANGS)
def test_the_guide_tells_every_button_and_every_issue_and_nothing_is_loaded_from_elsewhere(
    lang: Lang,
) -> None:
    page = html.document_fromstring((GUIDE / f"guide.{lang}.html").read_text("utf-8"))
    told = {str(cell.xpath("string()")) for cell in page.iter("td")}
    assert {text(lang) for shown in SHOWN.values() for text in shown} <= told
    assert {*catalogue.CATALOGUE, *STOPS} <= told
    assert not page.xpath("//@src | //@href")
    assert not page.xpath("//body//text()[contains(., '{')]")
