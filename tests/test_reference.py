"""The committed reference pages are what the schema and the catalogues say today."""

from __future__ import annotations

from pathlib import Path

import pytest

from softenv_xl import reference

FOLDER = Path(__file__).parent.parent / "docs" / "reference"


@pytest.mark.parametrize(
    ("name", "text"), list(reference.pages()), ids=lambda value: value if value.endswith(".md") else ""
)
def test_the_page_is_up_to_date(name: str, text: str) -> None:
    page = FOLDER / name
    assert page.read_text(encoding="utf-8") == text, "run `make docs`"


def test_there_is_no_page_that_nothing_writes() -> None:
    assert {page.name for page in FOLDER.iterdir()} == {name for name, _ in reference.pages()}
