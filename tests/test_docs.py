"""The committed pages that are generated are what the code says today."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from docs.generate import DOCS, REFERENCE, written
from docs.generate.guide import STEPS
from softenv_xl import catalogue
from softenv_xl.buttons import GUIDE
from softenv_xl.captions import SHOWN
from softenv_xl.stop_catalogue import STOPS
from softenv_xl.words import LANGS, Lang

PAGES = dict(written())
GUIDE_WORDS = DOCS / "guide"


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
    assert {*REFERENCE.iterdir(), *GUIDE.glob("*.*")} <= set(PAGES)
    assert {path.name for path in GUIDE_WORDS.iterdir()} == {
        f"{name}.{lang}.md" for name in STEPS for lang in LANGS
    }


def test_the_guide_leads_to_every_page_and_picture_and_to_nothing_elsewhere() -> None:
    pages = {path: html.document_fromstring(text) for path, text in PAGES.items() if path.parent == GUIDE}
    reached = set[Path]()
    for path, page in pages.items():
        for address in _addresses(page):
            name, _, part = address.partition("#")
            there = GUIDE / name
            assert there.resolve().is_relative_to(GUIDE), (path.name, address)
            assert there.is_file(), (path.name, address)
            assert not part or part in {one.get("id") for one in pages[there].iter()}
            reached.add(there)
        assert all(picture.get("alt") for picture in page.iter("img")), path.name
    pictures = {*(GUIDE / "images").iterdir()}
    assert reached == {*pages, *pictures}
    assert (
        max(picture.stat().st_size for picture in pictures) < 50_000
    )  # all of it goes to everybody who installs


def _addresses(page: html.HtmlElement) -> list[str]:
    return [address for one in page.iter() for key in ("href", "src") if (address := one.get(key))]


@pytest.mark.parametrize("lang", LANGS)
def test_the_guide_tells_every_button_and_every_issue_and_nothing_is_loaded_from_elsewhere(
    lang: Lang,
) -> None:
    page = html.document_fromstring((GUIDE / f"guide.{lang}.html").read_text("utf-8"))
    told = {str(cell.xpath("string()")) for cell in page.iter("td")}
    assert {text(lang) for shown in SHOWN.values() for text in shown} <= told
    assert {*catalogue.CATALOGUE, *STOPS} <= told
    assert all(address.endswith(f".{lang}.html") for address in _addresses(page))
    assert not page.xpath("//body//text()[contains(., '{')]")
