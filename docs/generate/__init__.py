"""Pages that are written from the code, so that they can't go stale: `python -m docs.generate`. A test compares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docs.generate import architecture, guide, reference
from softenv_xl.buttons import GUIDE

DOCS = Path(__file__).parents[1]
REFERENCE = DOCS / "reference"


def written() -> Iterator[tuple[Path, str]]:
    """Every page's place and text."""
    for name, text in reference.pages():
        yield REFERENCE / name, text
    for name, text in guide.guides():
        yield GUIDE / name, text
    yield DOCS / "architecture.md", architecture.page()
