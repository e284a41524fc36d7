"""The page of what is refused names every refusal and the limits as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from softenv_xl.catalogue import CATALOGUE
from softenv_xl.gate.limits import CONTROL, MB, RETURN, SHARE
from softenv_xl.issue_kind import Severity

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [DOCS / "files-read.md", DOCS / "zh" / "哪些文件能读.md"]
NOT_OF_THE_GATE = {"file.not-a-return", "file.older-form", "file.check-failed"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_refusal_has_its_reason(page: Path) -> None:
    said = page.read_text("utf-8")
    errors = {code for code, kind in CATALOGUE.items() if kind.severity is Severity.ERROR}
    refusals = {code for code in errors if code.startswith("file.")} - NOT_OF_THE_GATE
    refusals |= {code for code in CATALOGUE if code.startswith("place.")}
    refusals |= {"return.too-many-rows", "file.more-issues"}
    assert {code for code in refusals if f"`{code}`" not in said} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_limits_are_those_in_force(page: Path) -> None:
    said = page.read_text("utf-8")
    counts = (RETURN.cells, RETURN.merged, RETURN.area, RETURN.spread, SHARE.rows, SHARE.issues, SHARE.text)
    sizes = (
        f"{RETURN.file // MB} MB",
        f"{CONTROL.file // MB} MB",
        f"{RETURN.result // MB} MB",
        f"{RETURN.ratio} : 1",
    )
    assert [words for words in (*(f"{count:,}" for count in counts), *sizes) if words not in said] == []
    assert f"{RETURN.sheets} " in said
    assert f"{RETURN.seconds:g} " in said
