"""The committed reference pages are what the schema and the catalogues say today."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from softenv_xl import catalogue, errors, reference
from softenv_xl.buttons import GUIDE, SHOWN
from softenv_xl.words import LANGS, Lang

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
PAGES = {FOLDER / name: text for name, text in reference.pages()}
PAGES |= {GUIDE / name: text for name, text in reference.guides()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_page_is_up_to_date(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == PAGES[page], "run `make docs`"


def test_there_is_no_page_that_nothing_writes() -> None:
    assert {*FOLDER.iterdir(), *GUIDE.iterdir()} == set(PAGES)


@pytest.mark.parametrize("lang", LANGS)
def test_the_guide_tells_every_button_and_every_issue_and_nothing_is_loaded_from_elsewhere(
    lang: Lang,
) -> None:
    page = html.document_fromstring((GUIDE / f"guide.{lang}.html").read_text("utf-8"))
    told = {str(cell.xpath("string()")) for cell in page.iter("td")}
    assert {text(lang) for shown in SHOWN.values() for text in shown} <= told
    assert {*catalogue.CATALOGUE, *errors.CATALOGUE} <= told
    assert not page.xpath("//@src | //@href")
    assert not page.xpath("//body//text()[contains(., '{')]")
